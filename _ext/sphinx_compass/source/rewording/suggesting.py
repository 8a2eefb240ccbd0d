"""What to write instead of a name that belongs to nothing."""

from __future__ import annotations

import posixpath
from difflib import get_close_matches
from typing import TYPE_CHECKING

from sphinx_compass.organization.problems import did_you_mean
from sphinx_compass.organization.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_compass.source.rewording.base import Known


def label(name: str, known: Known, otherwise: str = "") -> str:
    """Return the suggestion for an unknown label."""
    former = known.former("label", name)
    return did_you_mean([former] if former else close(name, known.labels), otherwise)


def term(name: str, known: Known, otherwise: str = "") -> str:
    """Return the suggestion for an unknown term."""
    former = known.former("term", name)
    return did_you_mean([former] if former else close(name, known.terms), otherwise)


def page(docname: str, known: Known) -> list[str]:
    """Return the docnames of the pages that an unknown one may mean, the most likely first."""
    former = known.former("page", docname)
    if former:
        return [former]
    if f"{docname}/index" in known.titles:
        return [f"{docname}/index"]
    last = posixpath.basename(docname)
    same = sorted(name for name in known.titles if posixpath.basename(name) == last)
    return same[:2] if last != "index" and same else close(docname, known.titles)


def close(name: str, names: Iterable[str]) -> list[str]:
    """Return at most two names that are similar, whatever the case."""
    by_folded = {fold(candidate): candidate for candidate in sorted(names)}
    return [by_folded[found] for found in get_close_matches(fold(name), list(by_folded), n=2)]


def relative(docname: str, start: str) -> str:
    """Return the path of a page's file from the folder of another page."""
    return posixpath.relpath(f"{docname}.md", posixpath.dirname(start) or ".")
