"""Messages about included files, and about tables that are written as lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.source.rewording.base import RewordingRule

if TYPE_CHECKING:
    from sphinx_compass.source.rewording.base import Known, Message


def _block(message: Message, text: str, suggestion: str) -> Problem:
    return Problem(message.location, Subtype.BLOCK, text, suggestion)


def _missing(message: Message, match: re.Match[str], known: Known) -> Problem:
    return _block(
        message,
        _("There is no file '{name}' to include").format(name=known.relative(match["name"])),
        _("correct its path, which begins at the folder of this page, or with '/' at the top"),
    )


def _unreadable(message: Message, match: re.Match[str], known: Known) -> Problem:
    return _block(
        message,
        _("The file '{name}' cannot be read").format(name=known.relative(match["name"])),
        _("include a text file that is saved in UTF-8"),
    )


def _itself(message: Message, match: re.Match[str], _known: Known) -> Problem:
    return _block(
        message,
        _("The file '{name}' includes itself, directly or through other files").format(
            name=match["name"]
        ),
        _("remove this block"),
    )


def _mark(message: Message, match: re.Match[str], _known: Known) -> Problem:
    return _block(
        message,
        _("The included file does not contain '{text}', which '{option}' names").format(
            text=match["text"], option=match["option"]
        ),
        _("write a text that is in the file"),
    )


def _uneven(message: Message, match: re.Match[str], _known: Known) -> Problem:
    return _block(
        message,
        _("Row {row} of this table has {found} cells, and the first row has {first}").format(
            row=match["row"], found=match["found"], first=match["first"]
        ),
        _("write the same number of '- ' lines for each row"),
    )


def _no_table(message: Message, match: re.Match[str], _known: Known) -> Problem:
    return _block(
        message,
        _("The text of the block '{name}' is no table").format(name=match["name"]),
        _("write each row as '* - first cell', and each further cell as '  - cell' below"),
    )


def _no_rows(message: Message, match: re.Match[str], _known: Known) -> Problem:
    return _block(
        message,
        _("The table '{name}' has no rows").format(name=match["name"]),
        _("write them below the options, or remove the block"),
    )


_TABLE = r'Error parsing content block for the "(?P<name>[\w-]+)" directive: '
RULES = (
    RewordingRule(re.compile(r'Directive "\w+": file not found: \'(?P<name>.*)\''), _missing),
    RewordingRule(re.compile(r'Directive "\w+": error reading file: (?P<name>.*)'), _unreadable),
    RewordingRule(re.compile(r'Directive "\w+": (?P<name>.*) includes itself'), _itself),
    RewordingRule(
        re.compile(
            r'Directive "\w+"; option "(?P<option>[\w-]+)": text not found "(?P<text>[^"\n]*)'
        ),
        _mark,
    ),
    RewordingRule(
        re.compile(
            _TABLE
            + r"uniform two-level bullet list expected, but row (?P<row>\d+) does not contain "
            r"the same number of items as row 1 \((?P<found>\d+) vs (?P<first>\d+)\)"
        ),
        _uneven,
    ),
    RewordingRule(re.compile(_TABLE), _no_table),
    RewordingRule(re.compile(r'The "(?P<name>[\w-]+)" directive requires content'), _no_rows),
)
