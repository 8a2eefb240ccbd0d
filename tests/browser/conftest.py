"""Fixtures: the real handbook, a version of it with every kind of content, and Chromium."""

from __future__ import annotations

import shutil
from functools import cache
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from browser import programs
from browser.browsing import ARGUMENTS, PATH, SPECIMENS, Chromium, Site
from browser.viewing import view
from conftest import ROOT, SECTIONS, TOP
from sites import served, sphinx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Playwright

    from browser.viewing import View

KEPT = ("names.json", "reviews.json", "changes.json")
SOURCES = ("conf.py", "synonyms.yaml", *TOP, *KEPT, "_ext", "_static", "_templates")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Build the real handbook, and serve it at the same path as the published site."""
    folder = tmp_path_factory.mktemp("handbook") / "site"
    sphinx("dirhtml", ROOT, folder)
    with served(folder, PATH) as address:
        yield Site(folder, address)


@pytest.fixture(scope="session")
def enlarged(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Mapping[str, str]], Path]:
    """Return a function that builds the real handbook with more pages, given as docname: text.

    The first page is added to the first section, and has to list the others.
    """

    def build(pages: Mapping[str, str]) -> Path:
        folder = tmp_path_factory.mktemp("enlarged")
        source = folder / "source"
        source.mkdir()
        for name in (*SOURCES, *SECTIONS):
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, source / name)
            else:
                shutil.copyfile(ROOT / name, source / name)
        for docname, text in pages.items():
            path = (source / docname).with_suffix(".md")
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        with (source / SECTIONS[0] / "index.md").open("a", encoding="utf-8") as section:
            section.write(f"\n```{{toctree}}\n/{next(iter(pages))}\n```\n")
        sphinx("dirhtml", source, folder / "site", "-D", "compass_longest_menu=0")
        return folder / "site"

    return build


@pytest.fixture(scope="session")
def specimens(site: Site, enlarged: Callable[[Mapping[str, str]], Path]) -> Iterator[Site]:
    """Serve the handbook with a page that has every kind of content, at SPECIMENS."""
    text = (programs.FOLDER / "specimens.md").read_text(encoding="utf-8")
    text = text.replace("TEXT", site.typical.text.rstrip("/"))
    folder = enlarged({SPECIMENS.rstrip("/"): text})
    with served(folder, PATH) as address:
        yield Site(folder, address)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Start Playwright."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Chromium]:
    """Start the browser; after the tests, fail if a page asked another host or broke its policy."""
    browser = playwright.chromium.launch(executable_path=programs.shell(), args=list(ARGUMENTS))
    reader = Chromium(browser)
    yield reader
    browser.close()
    assert reader.foreign == []
    assert reader.violations == []


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Return a function that prints a measured figure at the end of the run."""
    return lambda text: record_property("figure", text)


@pytest.fixture(scope="session")
def views_at(site: Site, chromium: Chromium) -> Callable[[int], dict[str, View]]:
    """Return a function that opens every page at a width, and caches the result."""

    def opened(width: int) -> dict[str, View]:
        known: dict[str, tuple[str, ...]] = {}
        return {page: view(chromium, site, page, width, known) for page in site.pages}

    return cache(opened)


@pytest.fixture
def views(width: int, views_at: Callable[[int], dict[str, View]]) -> dict[str, View]:
    """Return the view of each page at the width of the test."""
    return views_at(width)
