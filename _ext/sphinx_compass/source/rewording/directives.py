"""Messages about directives: their names, arguments, options and contents."""

from __future__ import annotations

import dataclasses
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype, did_you_mean
from sphinx_compass.source.rewording.base import RewordingRule

if TYPE_CHECKING:
    from sphinx_compass.source.rewording.base import Known, Message

_MOST_OPTIONS = 8  # that a suggestion lists


def _unknown(message: Message, match: re.Match[str], known: Known) -> Problem:
    name = match["name"]
    close = get_close_matches(name.lower().rpartition(":")[2], sorted(known.directives), n=2)
    return Problem(
        message.location,
        Subtype.BLOCK,
        _("There is no directive named '{name}'").format(name=name),
        did_you_mean(close, _("correct the name between the braces")),
    )


def _unknown_option(message: Message, match: re.Match[str], _known: Known) -> Problem:
    allowed = re.findall(r"'([^']+)'", match["allowed"])
    shown = [name for name in allowed if name not in {"class", "name"}] or allowed
    close = get_close_matches(match["option"].lower(), allowed, n=1)
    otherwise = _("its options are {options}").format(options=", ".join(shown[:_MOST_OPTIONS]))
    return Problem(
        message.location,
        Subtype.OPTION,
        _("The directive '{name}' has no option '{option}'").format(
            name=match["name"], option=match["option"]
        ),
        did_you_mean(close, otherwise if shown else _("remove the line")),
    )


def _option_value(message: Message, match: re.Match[str], _known: Known) -> Problem:
    return Problem(
        message.location,
        Subtype.OPTION,
        _("The option '{option}' of the directive '{name}' cannot have the value '{value}'").format(
            name=match["name"], option=match["option"], value=match["value"]
        ),
        _("correct the value, or remove the line"),
    )


def _option_block(message: Message, match: re.Match[str], _known: Known) -> Problem:
    return Problem(
        message.location,
        Subtype.OPTION,
        _("The options of the directive '{name}' cannot be read").format(name=match["name"]),
        _("write each one as ':name: value' on a line of its own"),
    )


def _argument(message: Message, match: re.Match[str], _known: Known) -> Problem:
    name, required = match["name"], int(match["required"])
    if required:
        what = _("The directive '{name}' needs something after its name")
        fix = _("write it on the same line, as in '{{{name}}} …'")
    else:
        what = _("The directive '{name}' takes nothing after its name")
        fix = _("move the text to the next line")
    return Problem(message.location, Subtype.BLOCK, what.format(name=name), fix.format(name=name))


def _too_many(message: Message, match: re.Match[str], _known: Known) -> Problem:
    return Problem(
        message.location,
        Subtype.BLOCK,
        _("The directive '{name}' takes less after its name").format(name=match["name"]),
        _("move the text to the next line"),
    )


def _not_in_markdown(message: Message, match: re.Match[str], _known: Known) -> Problem:
    return Problem(
        message.location,
        Subtype.BLOCK,
        _("The directive '{name}' does not work in Markdown").format(name=match["name"]),
        _("remove it"),
    )


def _no_content(message: Message, match: re.Match[str], _known: Known) -> Problem:
    return Problem(
        message.location,
        Subtype.BLOCK,
        _("The block '{name}' has no text").format(name=match["name"]),
        _("write it below the first line, or remove the block"),
    )


def _content(message: Message, match: re.Match[str], _known: Known) -> Problem:
    return Problem(
        message.location,
        Subtype.BLOCK,
        _("The directive '{name}' takes no text").format(name=match["name"]),
        _("move the text out of the block"),
    )


def _in_rest(message: Message, match: re.Match[str], known: Known) -> Problem:
    """Reword what docutils reports about a directive in reStructuredText, at its line."""
    name, detail = match["name"], match["detail"]
    option = re.match(r'(?:unknown option|invalid option value): (?:\(option: )?"(.*?)"', detail)
    if option is None:
        return Problem(
            message.location,
            Subtype.BLOCK,
            _("The directive '{name}' cannot be read").format(name=name),
            _("correct its first line and its options"),
        )
    lines = known.lines(message.location.docname)
    numbers = range(message.location.line, len(lines) + 1)
    written = f":{option[1]}:"
    line = next((n for n in numbers if lines[n - 1].strip().startswith(written)), 0)
    return Problem(
        dataclasses.replace(message.location, line=line or message.location.line),
        Subtype.OPTION,
        _("The directive '{name}' cannot have the option '{option}' with this value").format(
            name=name, option=option[1]
        )
        if detail.startswith("invalid")
        else _("The directive '{name}' has no option '{option}'").format(
            name=name, option=option[1]
        ),
        _("correct the line, or remove it"),
    )


def _split_text(message: Message, match: re.Match[str], _known: Known) -> Problem:
    return Problem(
        message.location,
        Subtype.BLOCK,
        _("The text of the block '{name}' begins beside its name and above its options").format(
            name=match["name"]
        ),
        _("move that text below the options"),
    )


RULES = (
    RewordingRule(re.compile(r"'(?P<name>[^']+)': Splitting content"), _split_text),
    RewordingRule(
        re.compile(r'(?s:Error in "(?P<name>.*?)" directive:\n(?P<detail>.*))'), _in_rest
    ),
    RewordingRule(re.compile(r"Unknown directive type:? ['\"](?P<name>[^'\"]*)['\"]"), _unknown),
    RewordingRule(
        re.compile(
            r"'(?P<name>[^']+)': Unknown option key: (?P<quote>['\"])(?P<option>.*)(?P=quote) "
            r"\(allowed: (?P<allowed>\[.*?\])\)",
            re.DOTALL,
        ),
        _unknown_option,
    ),
    RewordingRule(
        re.compile(
            r"'(?P<name>[^']+)': Invalid option value for '(?P<option>[^']*)': (?P<value>[^:]*):"
        ),
        _option_value,
    ),
    RewordingRule(
        re.compile(r"'(?P<name>[^']+)': (?:Invalid options format|Directive options has)"),
        _option_block,
    ),
    RewordingRule(
        re.compile(r"Directive '(?P<name>[^']+)': (?P<required>[1-9]\d*) argument\(s\) required"),
        _argument,
    ),
    RewordingRule(
        re.compile(r"Directive '(?P<name>[^']+)': maximum (?P<required>0) argument\(s\) allowed"),
        _argument,
    ),
    RewordingRule(re.compile(r"Directive '(?P<name>[^']+)': maximum \d+ argument"), _too_many),
    RewordingRule(re.compile(r"Directive '(?P<name>[^']+)' cannot be mocked"), _not_in_markdown),
    RewordingRule(re.compile(r"'(?P<name>[^']+)': Has content, but none permitted"), _content),
    RewordingRule(
        re.compile(r"Content block expected for the ['\"](?P<name>[^'\"]+)['\"]"), _no_content
    ),
)
