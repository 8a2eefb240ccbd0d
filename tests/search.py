"""Searches a built site with Sphinx's own script."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import sphinx
from bs4 import BeautifulSoup

from browser import programs
from sites import run

if TYPE_CHECKING:
    from collections.abc import Iterable

SEARCHTOOLS = Path(sphinx.package_dir, "themes/basic/static/searchtools.js")
PREFIX, SUFFIX = "Search.setIndex(", ")"


class Result(NamedTuple):
    """An object or page in the search results; name and description are HTML."""

    address: str  # relative to the site
    description: str
    name: str


def load(text: str) -> dict[str, Any]:
    """Return the search index that `searchindex.js` holds."""
    index: dict[str, Any] = json.loads(
        text[text.index(PREFIX) + len(PREFIX) :].removesuffix(SUFFIX)
    )
    return index


def results(index: Path, builder: str = "dirhtml") -> list[Result]:
    """Return all objects that the search script finds in an index."""
    return sorted(_run(index, builder))


def query(outdir: Path, text: str, builder: str = "dirhtml") -> list[str]:
    """Return the addresses that the search script finds for some words, best first."""
    more = (str(outdir / "_static" / "language_data.js"), text)
    return [result.address for result in _run(outdir / "searchindex.js", builder, *more)]


def _run(index: Path, builder: str, *more: str) -> list[Result]:
    script = Path(__file__).with_suffix(".js")
    done = run(programs.node(), script, SEARCHTOOLS, index, builder, *more, cwd=index.parent)
    assert (done.returncode, done.stderr) == (0, "")
    return [Result(**found) for found in json.loads(done.stdout)]


def dead(outdir: Path, found: Iterable[Result]) -> list[str]:
    """Return the addresses that are not the id of an element on a page."""
    anchors: dict[str, set[str]] = {}
    for result in found:
        page, _, anchor = result.address.partition("#")
        anchors.setdefault(page, set()).add(anchor)
    return sorted(
        f"{page}#{anchor}"
        for page, wanted in anchors.items()
        for anchor in wanted - _ids(outdir / page)
    )


def _ids(path: Path) -> set[str]:
    file = path / "index.html" if path.is_dir() else path
    soup = BeautifulSoup(file.read_bytes(), "html5lib")
    return {str(element["id"]) for element in soup.find_all(id=True)}
