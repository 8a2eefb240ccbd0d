"""Names that are missing, as problems compare them: so that one mistake gives one finding.

A problem says which names are missing because of it (``lost``). A problem about one of these
names (``about``) only follows from the first one.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, TypeAlias

from sphinx_compass.organization.text import fold, slugify

if TYPE_CHECKING:
    from collections.abc import Iterable

MissingName: TypeAlias = tuple[str, str]  # kind and folded name

# A line that gives something its name: a label, a declaration, a heading or a term.
_NAMING = re.compile(
    r"\((?P<label>[^()]+)\)=|(?:`{3,}|:{3,}) *\{[\w:]+\} *(?P<object>\S.*)|#+ +(?P<title>\S.*)"
)
_BELOW = "page that was published below a folder"


def missing(kinds: Iterable[str], name: str) -> frozenset[MissingName]:
    """Return a name that can be of several kinds, or in a file that is not published."""
    written = {fold(name), slugify(name) or fold(name)}
    return frozenset((kind, form) for kind in ("line", *kinds) for form in written)


def missing_page(docname: str) -> frozenset[MissingName]:
    """Return the name of a page that references lead to."""
    return frozenset({("page", fold(docname))})


def missing_part(docname: str, anchor: str) -> frozenset[MissingName]:
    """Return the name of a part of a page that references lead to."""
    return frozenset({("section", fold(f"{docname}#{anchor}"))})


def listed_page(docname: str) -> frozenset[MissingName]:
    """Return the name of a page that a table of contents lists."""
    return frozenset({("listed page", fold(docname)), _below(docname)})


def published_page(docname: str) -> frozenset[MissingName]:
    """Return the name of a page that was published, also before its folder got another name."""
    return frozenset({("published page", fold(docname)), _below(docname)})


def unpublished(path: str, text: str) -> frozenset[MissingName]:
    """Return what is missing while a file is not published."""
    docname = posixpath.splitext(path)[0]
    named = (_NAMING.fullmatch(line.strip()) or line.strip() for line in text.splitlines())
    names = {item if isinstance(item, str) else item[item.lastgroup or 0] for item in named}
    lines = {("line", form) for name in names for form in (fold(name), slugify(name)) if form}
    pages = missing_page(docname) | listed_page(docname) | published_page(docname)
    return pages | lines


def _below(docname: str) -> MissingName:
    return _BELOW, fold(docname.partition("/")[2] or docname)
