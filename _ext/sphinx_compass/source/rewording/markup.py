"""Messages about headings, footnotes, code and inline roles."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pygments.lexers import get_all_lexers

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype, did_you_mean
from sphinx_compass.source.rewording.base import RewordingRule
from sphinx_compass.source.rewording.suggesting import close

if TYPE_CHECKING:
    from sphinx_compass.source.rewording.base import Known, Message, Reword


def _name_in_text(message: Message, match: re.Match[str], known: Known) -> Problem | None:
    """Drop what :mod:`sphinx_compass.source.page_checks.names` finds with its exact line."""
    if Subtype.UNKNOWN in known.found(message.location.docname):
        return None
    return Problem(
        message.location,
        Subtype.UNKNOWN,
        _("'{name}' does not exist").format(name=match["name"]),
        _("correct the name"),
    )


def _footnote_count(_message: Message, _match: re.Match[str], _known: Known) -> None:
    """Drop what follows from an unknown footnote."""


def _line(message: Message, known: Known) -> str:
    lines = known.lines(message.location.docname)
    return lines[message.location.line - 1] if message.location.line <= len(lines) else ""


def _markup(message: Message, text: str, suggestion: str) -> Problem:
    return Problem(message.location, Subtype.MARKUP, text, suggestion)


def _unused_footnote(message: Message, _match: re.Match[str], known: Known) -> Problem:
    name = re.match(r"[ \t>]*(\[\^[^\]]*\]):", _line(message, known))
    return _markup(
        message,
        _("Nothing refers to the footnote '{name}'").format(name=name[1] if name else "[^…]"),
        _("write {name} where it belongs, or remove it").format(name=name[1] if name else "[^…]"),
    )


def _repeated_footnote(message: Message, match: re.Match[str], _known: Known) -> Problem:
    return _markup(
        message,
        _("The page has a footnote or label '{name}' above").format(name=match["name"]),
        _("give this one another name"),
    )


def _repeated_address(message: Message, match: re.Match[str], known: Known) -> Problem:
    written = re.match(r"[ \t>]*\[([^\]]*)\]:", _line(message, known))
    return _markup(
        message,
        _("The page gives the address of '[{name}]' more than once").format(
            name=written[1] if written else match["name"]
        ),
        _("remove this line, or give it another name"),
    )


@cache
def _languages() -> tuple[str, ...]:
    return tuple(alias for _name, aliases, *_rest in get_all_lexers() for alias in aliases)


def _unknown_language(message: Message, match: re.Match[str], _known: Known) -> Problem:
    return Problem(
        message.location,
        Subtype.UNKNOWN,
        _("There is no language '{name}' for blocks of code").format(name=match["name"]),
        did_you_mean(close(match["name"], _languages()), _("write 'text' instead")),
    )


def _not_in_language(message: Message, match: re.Match[str], _known: Known) -> Problem:
    return _markup(
        message,
        _("This block of code is not written in the language '{name}'").format(name=match["name"]),
        _("correct the code, or write 'text' instead of '{name}'").format(name=match["name"]),
    )


def _rule_at_an_end(message: Message, _match: re.Match[str], _known: Known) -> Problem:
    return _markup(
        message,
        _("This line draws a rule where there is nothing to separate"),
        _("remove the line"),
    )


def _no_such_line(message: Message, match: re.Match[str], _known: Known) -> Problem:
    return _markup(
        message,
        _("The block of code has only {count} lines, and '{lines}' names another one").format(
            count=match["count"], lines=match["lines"]
        ),
        _("correct the numbers of the lines"),
    )


_REWORDINGS: tuple[tuple[str, Reword], ...] = (
    (r'Unknown interpreted text role "(?P<name>[^"]*)"\.$', _name_in_text),
    (r"Too many autonumbered footnote references: ", _footnote_count),
    (r'Unknown target name: "(?P<name>[^"]*)"\.', _name_in_text),
    (r"Footnote \[.*?\] is not referenced\.", _unused_footnote),
    (r"Duplicate footnote definition found for label: '(?P<name>.*)'", _repeated_footnote),
    (r"Duplicate reference definition: (?P<name>.*)", _repeated_address),
    (r"(?:Document|Document or section) may not \w+ with a transition", _rule_at_an_end),
    (r"At least one body element must separate transitions", _rule_at_an_end),
    (r"line number spec is out of range\(1-(?P<count>\d+)\): '(?P<lines>.*)'", _no_such_line),
    (r"Pygments lexer name '(?P<name>.*)' is not known", _unknown_language),
    (r'(?s:Lexing literal_block .* as "(?P<name>[^"]*)" resulted in)', _not_in_language),
)
RULES = tuple(RewordingRule(re.compile(pattern), reword) for pattern, reword in _REWORDINGS)
