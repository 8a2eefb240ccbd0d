"""Checks that the roles and footnotes that a page uses exist."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype, did_you_mean
from sphinx_compass.source.page_checks.text_blocks import source_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.source.page_checks.base import PageSource

_UNKNOWN_ROLE = re.compile(r"Unknown interpreted text role [\"“](?P<name>[^\"”]*)")
_ROLES = (
    *KINDS,
    *("term", "ref", "doc", "any", "numref", "download", "abbr", "kbd", "guilabel", "math", "eq"),
    *("menuselection", "file", "samp", "command", "sub", "sup", "envvar", "code", "octicon"),
)


def unknown_roles(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for each role that does not exist."""
    if not page.is_markdown:
        return
    for message in page.document.findall(nodes.system_message):
        # its own text begins with the path of the file
        match = _UNKNOWN_ROLE.match("".join(child.astext() for child in message.children))
        if match is not None:
            name = match["name"]
            plain = name.rpartition(":")[2].lower()
            message.source = message.get("source") or message.source
            yield Problem(
                source_of(message, page).location,
                Subtype.UNKNOWN,
                _("There is no reference of the kind '{{{name}}}'").format(name=name),
                did_you_mean(
                    [f"{{{close}}}" for close in get_close_matches(plain, _ROLES, n=2)],
                    _("write {{role}}, {{team}}, {{area}}, {{term}}, {{ref}} or {{doc}}").format(),
                ),
            )


def unknown_footnotes(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for each reference to a footnote that the page does not have."""
    if not page.is_markdown:
        return
    names = [name for note in page.document.findall(nodes.footnote) for name in note["names"]]
    for node in page.document.findall(nodes.problematic):
        written = node.rawsource or node.astext()
        if written.startswith("[^"):
            name = written[2:].rstrip("]")
            yield Problem(
                source_of(node, page).location,
                Subtype.UNKNOWN,
                _("The page has no footnote '[^{name}]'").format(name=name),
                did_you_mean(
                    [f"[^{close}]" for close in get_close_matches(name, names, n=2)],
                    _("add a line '[^{name}]: …' with its text").format(name=name),
                ),
            )


CHECKS = (unknown_roles, unknown_footnotes)
