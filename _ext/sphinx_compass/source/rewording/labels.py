"""Messages about labels that are used twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils.nodes import fully_normalize_name

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.source.rewording.base import RewordingRule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_compass.source.rewording.base import Known, Message

_LABEL = re.compile(r"\((?P<md>[^()]+)\)=|\.\. _(?P<rst>.+?):|:?name:[ \t]+(?P<option>.+)")


def label_lines(name: str, lines: Sequence[str]) -> Iterator[int]:
    """Yield the lines, from 1, that give a place a label."""
    for number, line in enumerate(lines, start=1):
        if match := _LABEL.fullmatch(line.strip()):
            written = match["md"] or match["rst"] or match["option"]
            if fully_normalize_name(written.strip("`\"'")) == name:
                yield number


def _on_one_page(message: Message, match: re.Match[str], known: Known) -> Problem:
    page, line = message.location.docname, message.location.line
    others = [found for found in label_lines(match[1], known.lines(page)) if found < line]
    return Problem(
        message.location,
        Subtype.LABEL,
        _("The label '{name}' is already used in line {line}").format(
            name=match[1], line=others[0] if others else 1
        ),
        _("rename one of the two"),
    )


def _on_two_pages(_message: Message, _match: re.Match[str], _known: Known) -> None:
    """Drop the message, which only serial builds have: ``domain/labels.py`` finds these."""


RULES = (
    RewordingRule(re.compile('Duplicate explicit target name: "(.*)"'), _on_one_page),
    RewordingRule(re.compile("duplicate label .*, other instance in "), _on_two_pages),
)
