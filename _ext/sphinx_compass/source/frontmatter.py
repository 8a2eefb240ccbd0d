"""Reads front matter: the YAML of a Markdown page, or the fields of a reStructuredText page.

The keys ``owner``, ``last_reviewed_on`` and ``review_in`` are those of GDS's tech-docs
template; ``description`` is common. MyST keeps only the values, so the text is parsed
here again to find the line of each key.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from sphinx_compass.organization.intervals import parse_interval
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.places import Location, Mention
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.organization.records import PAGE_KEYS, Page
from sphinx_compass.source import redirects
from sphinx_compass.source.yaml_errors import UNREADABLE, error_line, line_finder, line_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FENCE = re.compile(r"---[ \t\r]*")
_CLOSING = re.compile(r"(?:---|\.\.\.)[ \t\r]*")
_FIELD = re.compile(r":(?P<key>[^:\s][^:]*):[ \t]+(?P<value>.*\S)[ \t\r]*")

_Values = dict[str, tuple[str, int]]  # text and source line, from 1, of each top-level key


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter of a page says, and the text that its parser can read."""

    page: Page
    problems: tuple[Problem, ...]
    text: str  # of the whole page; line numbers are those of the source


def read_markdown(docname: str, text: str) -> FrontMatter:
    """Read the YAML block that opens a Markdown text.

    YAML rejects the whole front matter if one date, such as ``2026-13-01``, is impossible.
    The returned text has that date in quotes, so that only the date is reported. Front
    matter without an end is text of the page, which cannot start with a transition, so
    the returned text lacks the opening line.
    """
    lines = text.split("\n")
    if not _FENCE.fullmatch(lines[0]):
        return FrontMatter(Page(docname), (), text)
    numbers = range(1, len(lines))
    end = next((number for number in numbers if _CLOSING.fullmatch(lines[number])), None)
    if end is None:
        without_opening = text[len(lines[0]) :]
        return FrontMatter(Page(docname, readable=False), (_unclosed(docname),), without_opening)
    block = "\n".join(lines[1:end])
    try:
        root = yaml.compose(block, Loader=yaml.SafeLoader)
    except UNREADABLE as error:
        line = error_line(error, block) + 2  # the opening fence is line 1
        return FrontMatter(Page(docname, readable=False), (_malformed(docname, line),), text)
    start = len(lines[0]) + 1
    for node in reversed(list(_impossible_dates(root))):
        first, last = (start + mark.index for mark in (node.start_mark, node.end_mark))
        text = f"{text[:first]}'{node.value}'{text[last:]}"
    page, problems = _page(docname, _scalars(root, block))
    find = line_finder(block)
    old = redirects.from_yaml(docname, root, lambda mark: find(mark) + 2)
    page = dataclasses.replace(page, redirect_from=old.found)
    return FrontMatter(page, (*problems, *old.problems), text)


def read_restructuredtext(docname: str, text: str) -> FrontMatter:
    """Read the field list at the top of a reStructuredText page, which Sphinx uses as metadata."""
    values: _Values = {}
    for number, line in enumerate(text.split("\n"), start=1):
        match = _FIELD.fullmatch(line)
        if match is not None:
            values.setdefault(match["key"], (match["value"], number))
        elif line.strip():
            break
    page, problems = _page(docname, values)
    old = redirects.from_fields(docname, values)
    page = dataclasses.replace(page, redirect_from=old.found)
    return FrontMatter(page, (*problems, *old.problems), text)


def _scalars(root: yaml.Node | None, block: str) -> _Values:
    if not isinstance(root, yaml.MappingNode):
        return {}
    return {
        str(key.value): (
            str(value.value).strip() if isinstance(value, yaml.ScalarNode) else "",
            line_of(key.start_mark, block) + 2,  # the opening fence is line 1
        )
        for key, value in root.value
        if isinstance(key, yaml.ScalarNode)
    }


def _impossible_dates(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Yield the scalars that YAML takes for dates but that are none, in their order."""
    if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:timestamp":
        try:
            yaml.SafeLoader("").construct_yaml_timestamp(node)
        except ValueError:
            yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _impossible_dates(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _impossible_dates(key)
            yield from _impossible_dates(value)


def _page(docname: str, values: _Values) -> tuple[Page, tuple[Problem, ...]]:
    """Return the record of a page's front matter, and problems with values in it."""
    problems = list(_unreadable(docname, values))
    unreadable = {problem.location.line for problem in problems}

    def readable(key: str) -> str:
        value, line = values.get(key, ("", 0))
        return "" if line in unreadable else value

    owner = readable("owner")
    reviewed = readable("last_reviewed_on")
    interval = readable("review_in")
    last_reviewed_on = dt.date.fromisoformat(reviewed) if reviewed else None
    review_by = None
    if last_reviewed_on and interval:
        try:
            review_by = parse_interval(interval).after(last_reviewed_on)
        except OverflowError:
            problems.append(_too_long(Location(docname, values["review_in"][1]), interval))
    page = Page(
        docname=docname,
        owner=Mention(owner, Location(docname, values["owner"][1])) if owner else None,
        last_reviewed_on=last_reviewed_on,
        review_by=review_by,
        description=readable("description"),
        lines={key: line for key, (_value, line) in values.items()},
    )
    return page, tuple(problems)


def _unreadable(docname: str, values: Mapping[str, tuple[str, int]]) -> Iterator[Problem]:
    for key in PAGE_KEYS:
        value, line = values.get(key, ("", 0))
        location = Location(docname, line)
        if not line:
            continue
        if not value:
            yield Problem(
                location,
                Subtype.FRONT_MATTER,
                _("The front matter key '{key}' has no value").format(key=key),
                _("write one on the same line, after the colon"),
            )
        elif key == "last_reviewed_on" and not _is_date(value):
            yield Problem(
                location,
                Subtype.REVIEW,
                _("The review date '{date}' is not a date").format(date=value),
                _("write it as year-month-day, for instance 2026-11-21"),
            )
        elif key == "review_in" and not _is_interval(value):
            yield Problem(
                location,
                Subtype.REVIEW,
                _("The review interval '{interval}' cannot be read").format(interval=value),
                _("write a number of days, weeks, months or years, for instance '6 months'"),
            )


def _is_date(value: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return False
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_interval(value: str) -> bool:
    try:
        parse_interval(value)
    except ValueError:
        return False
    return True


def _unclosed(docname: str) -> Problem:
    return Problem(
        Location(docname, 1),
        Subtype.FRONT_MATTER,
        _("The front matter that starts here is not closed"),
        _("write a line '---' below its last key"),
    )


def _malformed(docname: str, line: int) -> Problem:
    return Problem(
        Location(docname, line),
        Subtype.FRONT_MATTER,
        _("The front matter cannot be read from this line on"),
        _("write one 'key: value' a line, and put a value that contains a colon in quotes"),
    )


def _too_long(location: Location, interval: str) -> Problem:
    return Problem(
        location,
        Subtype.REVIEW,
        _("The review interval '{interval}' ends after the last year of the calendar").format(
            interval=interval
        ),
        _("write a shorter one, for instance '6 months'"),
    )
