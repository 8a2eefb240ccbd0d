"""Messages about the contents of figures, tables, grids and formulas."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.source.rewording.base import RewordingRule

if TYPE_CHECKING:
    from sphinx_compass.source.rewording.base import Known, Message


def _block(message: Message, text: str, suggestion: str) -> Problem:
    return Problem(message.location, Subtype.BLOCK, text, suggestion)


def _caption(message: Message, _match: re.Match[str], _known: Known) -> Problem:
    return _block(
        message,
        _("The text of this figure does not begin with a caption"),
        _("write a sentence directly below the options"),
    )


def _csv(message: Message, match: re.Match[str], _known: Known) -> Problem:
    return _block(
        message,
        _("The rows of the table '{name}' cannot be read").format(name=match["name"]),
        _("write quotation marks only around whole cells, with commas between the cells"),
    )


def _csv_file(message: Message, match: re.Match[str], _known: Known) -> Problem:
    return _block(
        message,
        _("The file of the table '{name}' cannot be read").format(name=match["name"]),
        _("upload it, or correct its path, which begins at the folder of this page"),
    )


def _widths(message: Message, match: re.Match[str], _known: Known) -> Problem:
    return _block(
        message,
        _("The table '{name}' has {columns} columns, but ':widths:' names others").format(
            name=match["name"], columns=match["columns"]
        ),
        _("write one number for each column, or remove the line"),
    )


def _mistake(message: Message, match: re.Match[str], _known: Known) -> Problem:
    return Problem(
        message.location,
        Subtype.MARKUP,
        _("This formula has a mistake: {reason}").format(reason=match["reason"].rstrip(".")),
        _("correct it as LaTeX math"),
    )


def _heads(message: Message, match: re.Match[str], _known: Known) -> Problem:
    return _block(
        message,
        _("The table '{name}' has no rows below its {count} header rows").format(
            name=match["name"], count=match["count"]
        ),
        _("add a row, or correct the number of header rows"),
    )


def _grid(message: Message, _match: re.Match[str], _known: Known) -> Problem:
    return _block(
        message,
        _("The numbers of columns of this grid cannot be read"),
        _("write one number or four after its name, each from 1 to 12"),
    )


def _tabs(message: Message, _match: re.Match[str], _known: Known) -> Problem:
    return _block(
        message,
        _("This set of tabs contains something that is not a tab"),
        _("write it between the lines of a block {{tab-item}}").format(),
    )


def _icon(message: Message, match: re.Match[str], _known: Known) -> Problem:
    return _block(
        message,
        _("There is no icon '{name}'").format(name=match["name"]),
        _("correct the name, or remove it"),
    )


def _nothing_below(message: Message, match: re.Match[str], _known: Known) -> Problem:
    return _block(
        message,
        _("There is nothing below that the block '{name}' could change").format(name=match["name"]),
        _("remove it"),
    )


def _formula(message: Message, match: re.Match[str], known: Known) -> Problem:
    """Name the second line with the label, because the message has no line."""
    lines = known.lines(message.location.docname)
    written = re.compile(rf"\s*:label:\s*{re.escape(match['name'])}\s*")
    found = [number for number, line in enumerate(lines, start=1) if written.fullmatch(line)]
    line = found[1] if len(found) > 1 else message.location.line
    return Problem(
        dataclasses.replace(message.location, line=line),
        Subtype.LABEL,
        _("Another formula on this page has the label '{name}'").format(name=match["name"]),
        _("rename one of the two"),
    )


_REWORDINGS = (
    (r"Mistake in a formula: (?P<reason>.*)", _mistake),  # of sphinx_compass.reading
    (r"Figure caption must be a paragraph", _caption),
    (r'Error with CSV data in "(?P<name>[\w-]+)" directive', _csv),
    (r'Problems with "(?P<name>[\w-]+)" directive path', _csv_file),
    (
        r'"(?P<name>[\w-]+)" widths do not match the number .* \((?P<columns>\d+)\)',
        _widths,
    ),
    (
        r"(?P<count>\d+) header row\(s\) specified but only .*\(\"(?P<name>[\w-]+)\" directive\)",
        _heads,
    ),
    (r"Invalid directive argument: argument must be 1 or 4", _grid),
    (r"All children of a 'tab-set' should be 'tab-item'", _tabs),
    (r"Invalid \w+ content: 'Unrecognised \w+: (?P<name>.*?)'", _icon),
    (r'No suitable element following "(?P<name>[\w-]+)" directive', _nothing_below),
    (r'Duplicate ID: "equation-(?P<name>[^"]+)"', _formula),
)
RULES = tuple(RewordingRule(re.compile(pattern), reword) for pattern, reword in _REWORDINGS)
