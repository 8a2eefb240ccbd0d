"""Messages about tables of contents."""

from __future__ import annotations

import posixpath
import re
from difflib import get_close_matches
from itertools import chain
from typing import TYPE_CHECKING

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.missing_names import listed_page
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype, did_you_mean
from sphinx_compass.source.rewording.base import RewordingRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx_compass.source.rewording.base import Known, Message

_EXPLICIT = re.compile(r".*?<([^<>]*)>")
_LINK = re.compile(r"\[[^\]]*\]\(([^)]*)\)")
_BULLET = re.compile(r"[-*+]\s+")
_SUFFIX = re.compile(r"\.(?:md|rst|html|markdown)$|/$")
_MISSING = re.compile(
    r"toctree contains reference to (?:nonexisting|non-existing|non-included) document '(.*)'"
)


def entry_line(
    page: str, docname: str, start: int, lines: Sequence[str], skip: int = 0
) -> Location:
    """Return the place of an entry in the table of contents that starts at a line.

    ``skip`` entries that lead to the same page are passed over. Without such an entry, it
    is the first line.
    """
    found = [line for line, entry in _entries(start, lines) if _leads(page, entry) == docname]
    return Location(page, found[skip] if len(found) > skip else start)


def relative(docname: str, page: str) -> str:
    """Return a docname as the table of contents of a page writes it."""
    return posixpath.relpath(f"/{docname}", posixpath.dirname(f"/{page}"))


def _entries(start: int, lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the entries of the table of contents that starts at a line, with their lines."""
    for number, line in enumerate(lines[start:], start + 1):
        text = line.strip()
        if text.startswith(("```", ":::", "~~~")):
            return
        if text:
            yield number, text


def _leads(page: str, entry: str) -> str:
    """Return the docname that an entry of a page leads to, as Sphinx reads it."""
    match = _EXPLICIT.fullmatch(entry)
    name = re.sub(r"\.(?:md|rst)$", "", match[1] if match else entry)
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(page), name)).lstrip("/")


def _meant(docname: str, page: str, known: Known) -> list[str]:
    """Return the pages that a wrong entry is probably meant to lead to."""
    folder = posixpath.dirname(page)
    name = docname.removeprefix(f"{folder}/") if folder else docname
    link = _LINK.search(name)
    name = _SUFFIX.sub("", _BULLET.sub("", link[1] if link else name)).strip()
    for choice in (_leads(page, name), name.lstrip("/")):
        for wanted in (choice, f"{choice}/index"):
            if wanted in known.titles and wanted != page:
                return [wanted]
    listed = {page, *chain.from_iterable(known.toctrees.values())}
    present = known.former("page", _leads(page, name))
    if present:
        in_folder = posixpath.dirname(present) == posixpath.dirname(docname)
        return [present] if in_folder and present not in listed else []
    same = [title for title in known.titles if title.casefold() == _leads(page, name).casefold()]
    others = sorted(known.titles.keys() - listed)
    return same or get_close_matches(_leads(page, name), others, n=2, cutoff=0.75)


def meant_pages(messages: Iterable[Message], known: Known) -> frozenset[str]:
    """Return the pages that the wrong entries in some messages are meant to lead to."""
    found = ((message.location.docname, _MISSING.match(message.text)) for message in messages)
    return frozenset(
        docname for page, match in found if match for docname in _meant(match[1], page, known)
    )


def _missing(message: Message, match: re.Match[str], known: Known) -> Problem:
    page, docname = message.location.docname, match[1]
    location = entry_line(page, docname, message.location.line, known.lines(page))
    if docname == page:
        return Problem(
            location,
            Subtype.TOCTREE,
            _("A table of contents cannot list its own page"),
            _("delete this line"),
        )
    close = [relative(name, page) for name in _meant(docname, page, known)]
    return Problem(
        location,
        Subtype.TOCTREE,
        _("The table of contents lists '{entry}', but there is no such page").format(
            entry=relative(docname, page)
        ),
        did_you_mean(close, _("delete this line, or add the page")),
        about=listed_page(docname),
    )


def _excluded(message: Message, match: re.Match[str], known: Known) -> Problem:
    page = message.location.docname
    return Problem(
        entry_line(page, match[1], message.location.line, known.lines(page)),
        Subtype.TOCTREE,
        _("The table of contents lists '{entry}', which is not published").format(
            entry=relative(match[1], page)
        ),
        _("delete this line"),
    )


def _twice(message: Message, match: re.Match[str], known: Known) -> Problem:
    page = message.location.docname
    return Problem(
        entry_line(page, match[1], message.location.line, known.lines(page), skip=1),
        Subtype.TOCTREE,
        _("The table of contents lists '{entry}' twice").format(entry=relative(match[1], page)),
        _("delete this line"),
    )


def _empty_pattern(message: Message, match: re.Match[str], known: Known) -> Problem:
    page, start = message.location.docname, message.location.line
    lines = [line for line, entry in _entries(start, known.lines(page)) if entry == match[1]]
    return Problem(
        Location(page, lines[0] if lines else start),
        Subtype.TOCTREE,
        _("No page matches '{entry}' in the table of contents").format(entry=match[1]),
        _("correct or delete this line"),
    )


def _without_title(_message: Message, match: re.Match[str], known: Known) -> Problem | None:
    if known.found(match[1]) & {Subtype.HEADING, Subtype.MARKUP}:
        return None
    return Problem(
        Location(match[1], 1),
        Subtype.HEADING,
        _("The page has no title"),
        _("write a line '# …' above its text"),
    )


def _in_no_toctree(message: Message, _match: re.Match[str], known: Known) -> Problem | None:
    docname = message.location.docname
    if docname in known.meant_pages:
        return None  # the entry that was meant for it is reported
    above = _page_above(docname, known)
    return Problem(
        message.location,
        Subtype.TOCTREE,
        _("No table of contents lists this page"),
        _("add the line '{entry}' to the toctree of {page}").format(
            entry=relative(docname, above), page=known.path(above)
        ),
    )


def _page_above(docname: str, known: Known) -> str:
    """Return the page with the table of contents that a page belongs in.

    That is the index page of the innermost folder around it, or a page that lists others of
    that folder.
    """
    toctrees = known.toctrees
    folder = docname
    while folder:
        folder = posixpath.dirname(folder)
        index = posixpath.join(folder, "index")
        if index != docname and index in toctrees:
            return index
        for page in sorted(toctrees.keys() - {docname}):
            if any(posixpath.dirname(child) == folder for child in toctrees[page]):
                return page
    return known.root


def _reported(_message: Message, _match: re.Match[str], _known: Known) -> None:
    """Drop a message about a cycle, which ``domain/toctrees.py`` reports once."""


RULES = (
    RewordingRule(re.compile("document isn't included in any toctree"), _in_no_toctree),
    RewordingRule(_MISSING, _missing),
    RewordingRule(re.compile("toctree contains reference to excluded document '(.*)'"), _excluded),
    RewordingRule(re.compile("duplicated entry found in toctree: (.*)"), _twice),
    RewordingRule(
        re.compile(r"toctree glob pattern '(.*)' didn't match any documents"), _empty_pattern
    ),
    RewordingRule(
        re.compile("toctree contains reference to document '(.*)' that doesn't have a title"),
        _without_title,
    ),
    RewordingRule(re.compile("circular toctree references detected"), _reported),
)
