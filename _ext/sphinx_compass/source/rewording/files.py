"""Messages about files that pages use, and about files that are no pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.source.rewording.base import RewordingRule
from sphinx_compass.source.unsafe.addresses import is_remote, scheme

if TYPE_CHECKING:
    from sphinx_compass.source.rewording.base import Known, Message

_ARGUMENT = re.compile(r"(?:\binclude\}|\binclude::)[ \t]*(?P<name>\S(?:.*\S)?)")


def _reported(_message: Message, _match: re.Match[str], _known: Known) -> None:
    """Drop the message: ``organization/page_files.py`` finds the file that is not used."""


def _include(message: Message, match: re.Match[str], known: Known) -> Problem:
    """Report a file that cannot be included, by the name that the page has."""
    lines = known.lines(message.location.docname)[message.location.line - 1 :][:1]
    written = next(filter(None, map(_ARGUMENT.search, lines)), match)
    name = written["name"]
    if scheme(name) or is_remote(name):
        return Problem(
            message.location,
            Subtype.UNSAFE,
            _("The file '{name}' is on another site").format(name=name),
            _("save it in the handbook and name it by its path"),
        )
    return Problem(
        message.location,
        Subtype.UNKNOWN,
        _("The file '{name}' does not exist or is not text").format(name=name),
        _("write its path from the folder of this page, such as '../folder/file.md'"),
    )


def _unreadable(_message: Message, match: re.Match[str], _known: Known) -> Problem:
    return Problem(
        Location(match["name"], 1),
        Subtype.ADDRESS,
        _("The file of this page cannot be read"),
        _("delete it, and upload it again"),
    )


RULES = (
    RewordingRule(re.compile(r"Ignored unreadable document '(?P<name>.*)'\."), _unreadable),
    RewordingRule(re.compile("multiple files found for the document"), _reported),
    RewordingRule(
        re.compile(
            r"Directive [\"']include[\"']: (?:file not found|error reading file): (?P<name>.*)"
        ),
        _include,
    ),
    RewordingRule(
        re.compile(r"Problems with \"include\" directive path:\s(?:\w+: )?(?P<name>.*)"), _include
    ),
    RewordingRule(
        re.compile(r"Include file '(?P<name>.*)' not found or reading it failed"), _include
    ),
)
