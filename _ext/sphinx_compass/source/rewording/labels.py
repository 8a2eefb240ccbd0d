"""Messages about labels that are used twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils.nodes import fully_normalize_name

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.source.rewording.base import RewordingRule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx_compass.source.rewording.base import Known, Message

_LABEL = re.compile(r"\((?P<md>[^()]+)\)=|\.\. _(?P<rst>.+?):|:?name:[ \t]+(?P<option>.+)")


def label_lines(lines: Sequence[str]) -> Mapping[str, Sequence[int]]:
    """Return the lines, from 1, that give a place a label, by its name."""
    found: dict[str, list[int]] = {}
    for number, line in enumerate(lines, start=1):
        if match := _LABEL.fullmatch(line.strip()):
            written = match["md"] or match["rst"] or match["option"]
            found.setdefault(fully_normalize_name(written.strip("`\"'")), []).append(number)
    return found


def _on_one_page(message: Message, match: re.Match[str], known: Known) -> Problem:
    first = next(iter(known.label_lines(message.location.docname).get(match[1], ())), 1)
    return Problem(
        message.location,
        Subtype.LABEL,
        _("The label '{name}' is already used in line {line}").format(
            name=match[1], line=first if first < message.location.line else 1
        ),
        _("rename one of the two"),
    )


def _on_two_pages(_message: Message, _match: re.Match[str], _known: Known) -> None:
    """Drop the message, which only serial builds have: ``domain/labels.py`` finds these."""


RULES = (
    RewordingRule(re.compile('Duplicate explicit target name: "(.*)"'), _on_one_page),
    RewordingRule(re.compile("duplicate label .*, other instance in "), _on_two_pages),
)
