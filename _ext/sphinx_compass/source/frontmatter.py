"""Page metadata: the front matter of a source text → :class:`~sphinx_compass.organization.model.Page`.

The keys are those of GDS's tech-docs template (``owner``, ``last_reviewed_on``,
``review_in``) and ``description``.  The text is parsed here a second time, since
only the YAML marks tell on which line each key stands.  No Sphinx.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

import yaml

from sphinx_compass.organization.problems import Problem
from sphinx_compass.organization.model import Location, Mention, Page
from sphinx_compass.source.options import UNREADABLE, error_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

KEYS = ("owner", "last_reviewed_on", "review_in", "description")

_INTERVAL = re.compile(r"(?P<number>[1-9]\d{0,2})\s+(?P<unit>day|week|month|year)s?")
_FENCE = re.compile(r"---[ \t\r]*")
_CLOSING = re.compile(r"(?:---|\.\.\.)[ \t\r]*")


@dataclass(frozen=True, slots=True)
class Interval:
    """A length of time between two reviews."""

    days: int = 0
    months: int = 0

    def after(self, date: dt.date) -> dt.date:
        """Return the date an interval later; the 31st falls on a short month's last day.

        Raises OverflowError beyond the year 9999.
        """
        month_index = date.year * 12 + date.month - 1 + self.months
        year, month = divmod(month_index, 12)
        if year > dt.MAXYEAR:
            message = "date value out of range"  # as datetime itself says it
            raise OverflowError(message)
        day = min(date.day, calendar.monthrange(year, month + 1)[1])
        return dt.date(year, month + 1, day) + dt.timedelta(days=self.days)


def parse_interval(text: str) -> Interval:
    """Return the interval that a text such as ``6 months`` or ``1 year`` means.

    Raises ValueError where the text is no number of days, weeks, months or years.
    """
    match = _INTERVAL.fullmatch(" ".join(text.lower().split()))
    if match is None:
        message = f"{text!r} is not a number of days, weeks, months or years"
        raise ValueError(message)
    number = int(match["number"])
    match match["unit"]:
        case "day":
            return Interval(days=number)
        case "week":
            return Interval(days=7 * number)
        case "month":
            return Interval(months=number)
        case _:
            return Interval(months=12 * number)


@dataclass(frozen=True, slots=True)
class _Block:
    """The YAML between the ``---`` lines that open a text."""

    text: str
    closed: bool


def _block(text: str) -> _Block | None:
    lines = text.split("\n")
    if not _FENCE.fullmatch(lines[0]):
        return None
    for number, line in enumerate(lines[1:], start=1):
        if _CLOSING.fullmatch(line):
            return _Block("\n".join(lines[1:number]), closed=True)
    return _Block("\n".join(lines[1:]), closed=False)


def _scalars(block: str) -> dict[str, tuple[str, int]]:
    """Return the text and the source line, from 1, of each flat key.

    Raises one of UNREADABLE where the block is not YAML.
    """
    root = yaml.compose(block, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        return {}
    return {
        str(key.value): (
            str(value.value).strip() if isinstance(value, yaml.ScalarNode) else "",
            key.start_mark.line + 2,  # the opening fence is line 1, marks count from 0
        )
        for key, value in root.value
        if isinstance(key, yaml.ScalarNode)
    }


def readable(text: str) -> str:
    """Return a source text with a front matter that the Markdown parser can read.

    YAML refuses a whole front matter for one ``2026-13-01``: in quotes the date stays a
    text, and is reported at its own line by :func:`parse`.  A front matter without an
    end would be read as text that starts with a line.  Line numbers stay.
    """
    block = _block(text)
    if block is None:
        return text
    if not block.closed:
        return text[text.index("\n") :] if "\n" in text else ""
    start = text.index("\n") + 1
    try:
        root = yaml.compose(block.text, Loader=yaml.SafeLoader)
    except UNREADABLE:
        return text
    for node in reversed(list(_impossible_dates(root))):
        first, last = (start + mark.index for mark in (node.start_mark, node.end_mark))
        text = f"{text[:first]}'{node.value}'{text[last:]}"
    return text


def _impossible_dates(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Yield the plain scalars, in their order, that YAML takes for dates and cannot make."""
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


def parse(docname: str, text: str) -> tuple[Page, tuple[Problem, ...]]:
    """Return the page that a source text describes, with what cannot be read in it."""
    block = _block(text)
    if block is None:
        return Page(docname), ()
    try:
        values = _scalars(block.text) if block.closed else {}
    except UNREADABLE as error:
        return Page(docname, readable=False), (_malformed(docname, error),)
    if not block.closed:
        problem = Problem(
            Location(docname, 1),
            "front_matter",
            "The front matter that starts here is not closed",
            "write a line '---' below its last key",
        )
        return Page(docname, readable=False), (problem,)
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
            location = Location(docname, values["review_in"][1])
            problems.append(
                Problem(
                    location,
                    "review",
                    f"The review interval '{interval}' ends beyond the last year of the calendar",
                    "write a shorter one, for instance '6 months'",
                )
            )
    page = Page(
        docname=docname,
        owner=Mention(owner, Location(docname, values["owner"][1])) if owner else None,
        last_reviewed_on=last_reviewed_on,
        review_by=review_by,
        description=readable("description"),
        lines={key: line for key, (_, line) in values.items()},
    )
    return page, tuple(problems)


def _unreadable(docname: str, values: Mapping[str, tuple[str, int]]) -> Iterator[Problem]:
    for key in KEYS:
        value, line = values.get(key, ("", 0))
        location = Location(docname, line)
        if not line:
            continue
        if not value:
            yield Problem(
                location,
                "front_matter",
                f"The front matter key '{key}' has no value",
                "write one on the same line, after the colon",
            )
        elif key == "last_reviewed_on" and not _is_date(value):
            yield Problem(
                location,
                "review",
                f"The review date '{value}' is not a date",
                "write it as year-month-day, for instance 2026-11-21",
            )
        elif key == "review_in" and not _is_interval(value):
            yield Problem(
                location,
                "review",
                f"The review interval '{value}' cannot be read",
                "write a number of days, weeks, months or years, for instance '6 months'",
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


def _malformed(docname: str, error: Exception) -> Problem:
    return Problem(
        Location(docname, error_line(error) + 2),  # the opening fence is line 1
        "front_matter",
        "The front matter cannot be read from this line on",
        "write one 'key: value' a line, and put a value that holds a colon in quotes",
    )


def missing_keys(page: Page, required: tuple[str, ...]) -> Iterator[Problem]:
    """Yield a problem for each required key that the front matter of a page lacks."""
    if not required or not page.readable:
        return
    if not page.lines:
        keys = ", ".join(f"'{key}: …'" for key in required)
        yield Problem(
            Location(page.docname, 1),
            "front_matter",
            "The page has no front matter",
            f"begin it with a line '---', the lines {keys}, and a second line '---'",
        )
        return
    spare = [key for key in page.lines if key not in KEYS]
    for key in required:
        if key not in page.lines:
            close = get_close_matches(key, spare, n=1, cutoff=0.7)
            yield Problem(
                page.location_of(close[0]) if close else Location(page.docname, 1),
                "front_matter",
                f"The page has no '{key}' in its front matter",
                f"is '{close[0]}' meant to be '{key}'?"
                if close
                else f"add a line '{key}: …' between the '---' lines at its top",
            )
