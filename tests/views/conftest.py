"""Fixtures: the example, built once."""

from __future__ import annotations

import zipfile

import pytest
from bs4 import BeautifulSoup

from conftest import CONF, Handbook
from views.example import PAGES, PLAIN


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    """Return the example as a site, without warnings."""
    return _built(tmp_path_factory, "dirhtml")


@pytest.fixture(scope="session")
def as_text(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the pages of the example as text with normalized white space, by docname."""
    book = _built(tmp_path_factory, "text")
    return {
        path.stem: " ".join(path.read_text(encoding="utf-8").split())
        for path in book.outdir.glob("*.txt")
    }


@pytest.fixture(scope="session")
def as_epub(tmp_path_factory: pytest.TempPathFactory) -> dict[str, BeautifulSoup]:
    """Return the pages of the example in an EPUB, by docname."""
    book = _built(tmp_path_factory, "epub")
    (file,) = book.outdir.glob("*.epub")
    with zipfile.ZipFile(file) as archive:
        return {
            name.removesuffix(".md"): BeautifulSoup(
                archive.read(f"{name.removesuffix('.md')}.xhtml"), "html5lib"
            )
            for name in PAGES
        }


def _built(tmp_path_factory: pytest.TempPathFactory, builder: str) -> Handbook:
    book = Handbook(tmp_path_factory.mktemp(builder) / "source")
    book.folder.mkdir()
    book.write({"conf.py": CONF + PLAIN, **PAGES})
    book.build(builder)
    assert book.warnings == ""
    return book
