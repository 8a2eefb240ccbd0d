"""Checks that each picture has words for people who cannot see it."""

from __future__ import annotations

import posixpath
import re
from difflib import get_close_matches
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils import nodes

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.organization.text import composed
from sphinx_compass.source.encoding import decoded
from sphinx_compass.source.page_checks.placing import location_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.source.page_checks.base import PageSource

_FILE_NAME = re.compile(r"\S*\.(?:png|jpe?g|gif|svg|webp|avif)", re.IGNORECASE)
_PAGE = re.compile(r"[^?#]*\.(?:md|rst|html?|pdf|docx?)", re.IGNORECASE)
_WITHOUT_WORDS = re.compile(r"!\[[ \t]*\]\((?:<([^<>\n]+)>|([^)\s<>]+))")

_KEY = re.compile(r":?([\w-]+):|:([\w-]+)[ ]")
_FENCE = (":::", "```", "~~~")
_MOST_OPTIONS = 12


def pictures(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for each picture without such words.

    A directive with an empty option ``alt`` says that its picture is decoration. Between
    the brackets of ``![]()``, nothing can say so.
    """
    undecided: dict[str, set[str]] = {}  # names of files in ![](), by source
    for image in page.document.findall(nodes.image):
        words, name = image.get("alt"), posixpath.basename(image["uri"])
        source = image.source or page.document["source"]
        if source not in undecided:
            undecided[source] = _without_words(page, source)
        if words is None:
            fix = _("write what it shows in a line ':alt: …', or only ':alt:' if it is decoration")
        elif not words.strip() and name in undecided[source] and image.parent.tagname != "figure":
            fix = _("write what it shows between '![' and ']'")
        elif _FILE_NAME.fullmatch(words.strip()):
            fix = _("write what it shows, not the name of a file")
        else:
            continue
        location = location_of(page, image, name)
        if words is None and _has_similar_option(page, source, location.line):
            continue  # a message about that option is enough
        yield Problem(
            location,
            Subtype.IMAGE,
            _("The picture '{name}' has no text for people who cannot see it").format(name=name),
            fix,
        )


def other_files(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for each picture whose file is a page or a document."""
    for image in page.document.findall(nodes.image):
        uri = image["uri"]
        if _PAGE.fullmatch(uri):
            yield Problem(
                location_of(page, image, posixpath.basename(uri)),
                Subtype.IMAGE,
                _("'{uri}' is not a picture").format(uri=uri),
                _("remove the '!' to make a link, or name the file of a picture"),
            )


def _has_similar_option(page: PageSource, source: str, line: int) -> bool:
    """Tell whether the block in a line has an option similar to ``alt``, or that one misplaced."""
    lines = page.file_of(source)[1][line : line + _MOST_OPTIONS]
    block = takewhile(lambda text: not text.strip().startswith(_FENCE), lines)
    keys = ((match[1] or match[2]).lower() for text in block if (match := _KEY.match(text.strip())))
    return any(get_close_matches(key, ["alt"], cutoff=0.5) for key in keys)


def _without_words(page: PageSource, source: str) -> set[str]:
    text = page.text
    if Path(source) != Path(page.document["source"]) and Path(source).is_file():
        text = decoded(Path(source).read_bytes())
    found = _WITHOUT_WORDS.findall(composed(text))
    return {posixpath.basename(unquote(with_space or uri)) for with_space, uri in found}


CHECKS = (pictures, other_files)
