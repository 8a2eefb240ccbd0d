"""Reads ``redirect_from``: the old addresses and names that lead to a page.

The value is one item, or a list of them::

    redirect_from:
      - guide/old-page
      - guide/page#old-heading
      - guide/page#another-heading: new-heading
      - term Old word: New word

An item leads to the page. With a target after a colon, it leads to something on the page: an
anchor, or a name of the same kind.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

import yaml

from sphinx_compass.organization.addresses import is_clean, is_safe_docname
from sphinx_compass.organization.front_matter_keys import REDIRECT_KEY
from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.organization.records import Redirection
from sphinx_compass.organization.text import slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

NAME_KINDS = ("term", "label", *KINDS)
# Other domains of Sphinx have types of names such as ``py:function``.
_OTHER_KIND = re.compile(r"[a-z]\w*:[a-z]\w*")
_WHOLE_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
# The file of a folder's page, which cannot be a folder, with what follows.
_FILE_OF_FOLDER = re.compile(r"/index\.html(?:/.*)?\Z")
# Pages, files and folders that a site has in any case.
_TAKEN = re.compile(
    r"(?:404|genindex|index|py-modindex|search)(?:\.html)?|[_.].*|.*\.(?:inv|js|json|txt|xml)"
)


class Redirections(NamedTuple):
    """What the value says, and what is wrong with it."""

    found: tuple[Redirection, ...] = ()
    problems: tuple[Problem, ...] = ()


class _Item(NamedTuple):
    old: str
    target: str | None  # None without a colon
    line: int
    indent: int = -1  # spaces before it, if it has a line of its own in a list


def from_yaml(
    docname: str, root: yaml.Node | None, line: Callable[[yaml.Mark], int], site: str = ""
) -> Redirections:
    """Return the redirections in the front matter of a page.

    ``line`` returns the line, from 1, of a mark on the page. ``site`` is the address of the site.
    """
    if not isinstance(root, yaml.MappingNode):
        return Redirections()
    items = (
        item
        for key, value in root.value
        if isinstance(key, yaml.ScalarNode) and key.value == REDIRECT_KEY
        for item in _items(value, line)
    )
    return _read_all(docname, items, site)


def from_fields(
    docname: str, fields: Mapping[str, tuple[str, int]], site: str = ""
) -> Redirections:
    """Return the redirection in the fields of a reStructuredText page, which can say one.

    ``fields`` has the text and line of each field. ``site`` is the address of the site.
    """
    if REDIRECT_KEY not in fields:
        return Redirections()
    text, line = fields[REDIRECT_KEY]
    old, colon, target = text.partition(": ")
    item = _Item(old.strip(), target.strip() if colon else None, line)
    return _read_all(docname, [item], site)


def _items(value: yaml.Node, line: Callable[[yaml.Mark], int]) -> Iterator[_Item]:
    """Yield each item of the value, with an empty text for what cannot be one."""
    nodes, indent = [value], -1
    if isinstance(value, yaml.SequenceNode):
        nodes = value.value
        indent = -1 if value.flow_style else value.start_mark.column
    for node in nodes:
        pairs = node.value if isinstance(node, yaml.MappingNode) else [(node, None)]
        for old, target in pairs:
            here = line(old.start_mark)
            yield _Item(_text(old), None if target is None else _text(target), here, indent)


def _text(node: yaml.Node) -> str:
    return str(node.value).strip() if isinstance(node, yaml.ScalarNode) else ""


def _read_all(docname: str, items: Iterable[_Item], site: str) -> Redirections:
    read = [_read(Location(docname, item.line), item, site) for item in items]
    return Redirections(
        tuple(item for item in read if isinstance(item, Redirection)),
        tuple(item for item in read if isinstance(item, Problem)),
    )


def _read(location: Location, item: _Item, site: str) -> Redirection | Problem:
    """Return what one item says, or what is wrong with it."""
    if not is_clean(item.old) or (item.target is not None and not is_clean(item.target)):
        return _problem(location, item.old, _("write an old address or name, such as 'guide/old'"))
    kind, space, name = item.old.partition(" ")
    if space and (kind in NAME_KINDS or _OTHER_KIND.fullmatch(kind)):
        slug = slugify(name) if kind in KINDS else name.strip()
        if slug != name:
            return _problem(location, item.old, _likely(f"{kind} {slug}" if slug else ""))
    elif space and "/" not in kind:
        kinds = ", ".join(NAME_KINDS)
        hint = _("begin a name with its kind: {kinds}").format(kinds=kinds)
        return _problem(location, item.old, hint)
    else:
        right = _right_address(_without_site(item.old, site))
        if right != item.old:
            return _problem(location, item.old, _likely(right))
        kind, name = "section" if "#" in item.old else "page", item.old
    target = (item.target or "").removeprefix("#")
    return Redirection(kind, name, location, target, item.indent)


def _without_site(text: str, site: str) -> str:
    """Return the path and anchor of a whole address, as a browser shows it; others unchanged.

    >>> _without_site("https://example.org/en/guide/old/#top", "https://example.org/en/")
    'guide/old/#top'
    """
    if not _WHOLE_ADDRESS.match(text):
        return text
    try:
        path, base = (urlsplit(address).path for address in (text, site))
    except ValueError:  # such as an open bracket
        return ""
    _before, sign, anchor = text.partition("#")
    return f"{unquote(path.removeprefix(base))}{sign}{anchor}"


def _right_address(text: str) -> str:
    """Return the right spelling of an address; empty without one.

    >>> _right_address("/guide/old-page/#top"), _right_address("../victim")
    ('guide/old-page#top', '')
    """
    path, _hash, anchor = text.partition("#")
    docname = _FILE_OF_FOLDER.sub("", path.strip()).strip("/").removesuffix(".md")
    docname = docname or ("index" if anchor else "")
    is_taken = _TAKEN.fullmatch(docname.partition("/")[0]) and docname != "index"
    if not is_safe_docname(docname) or is_taken:
        return ""
    return f"{docname}#{anchor.strip()}" if anchor.strip() else docname


def _likely(right: str) -> str:
    if not right:
        return _("remove it")
    return _("write '{right}'").format(right=right)


def _problem(location: Location, old: str, suggestion: str) -> Problem:
    message = _("'{old}' cannot be an old address or name of this handbook")
    return Problem(location, Subtype.REDIRECT, message.format(old=old), suggestion)
