"""Checks the options that blocks have between lines of dashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.source.option_lines import DASHES
from sphinx_compass.source.yaml_errors import UNREADABLE, error_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.source.page_checks.base import PageSource

_OTHER_READERS = frozenset({"eval-rst"})


def option_blocks(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for each block whose options between dashes MyST cannot read."""
    for block in page.blocks if page.is_markdown else ():
        content = block.content(page.lines)
        if not block.name or block.name in _OTHER_READERS or not block.is_whole:
            continue
        if not content or not DASHES.fullmatch(content[0][1]):
            continue
        first = content[0][0]
        end = next((n for n, text in content[1:] if DASHES.fullmatch(text)), None)
        if end is None:
            yield Problem(
                page.location(first),
                Subtype.OPTION,
                _("The options that start here with '---' have no end"),
                _("write a line '---' below the last of them"),
            )
            continue
        text = "\n".join(text for number, text in content if first < number < end)
        try:
            yaml.compose(text, Loader=yaml.SafeLoader)
        except UNREADABLE as error:
            yield Problem(
                page.location(first + 1 + error_line(error, text)),
                Subtype.OPTION,
                _("The options between the '---' lines cannot be read"),
                _("write one 'name: value' a line"),
            )


TEXT_CHECKS = (option_blocks,)
