"""Finds the dates in a text: years, months and days, as people write them."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sphinx.util.i18n import format_date

from sphinx_compass.organization.months import MONTHS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TOKEN = re.compile(r"[12][0-9]{3}-[0-9]{2}(?:-[0-9]{2})?(?![0-9])|[0-9]+|[^\W\d_]+")
_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")
_DAY = re.compile(r"0?[1-9]|[12][0-9]|3[01]")
_SHORTEST_MONTH = 3  # letters
_SUFFIX = re.compile(r"(?<=[0-9])(?:st|[nr]d|th)\b")  # of days


class Span(NamedTuple):
    """The days that a date stands for: those of a year, those of a month, or one."""

    first: tuple[int, int, int]  # year, month, day
    last: tuple[int, int, int]


@cache
def month_names(language: str) -> Mapping[str, int]:
    """Return the numbers of months by their names, in a language and in English."""
    days = [dt.datetime(2000, month, 1, 12, tzinfo=dt.UTC) for month in range(1, 13)]
    local = [format_date("%B", date=day, language=language).casefold() for day in days]
    english = [name.casefold() for name in MONTHS]
    return {name: number for names in (local, english) for number, name in enumerate(names, 1)}


def dates(text: str, months: Mapping[str, int]) -> list[Span]:
    """Return the dates in a text, in its order; each has a year.

    >>> dates("24 November 2022", month_names("en"))
    [Span(first=(2022, 11, 24), last=(2022, 11, 24))]
    """
    tokens = _TOKEN.findall(_SUFFIX.sub("", text))
    found = (_date(tokens, index, months) for index in range(len(tokens)))
    return [span for span in found if span is not None]


def _date(tokens: Sequence[str], index: int, months: Mapping[str, int]) -> Span | None:
    """Return the date whose year is a token, with the month and day before it."""
    year, *rest = tokens[index].split("-")
    if not _YEAR.fullmatch(year):
        return None
    if rest:
        month, day = (int(part) for part in (*rest, "0")[:2])
        return _span(int(year), month, day)
    before = ["", "", *tokens[:index]][-2:]
    if month := _month(before[1], months):
        return _span(int(year), month, _day(before[0]))
    return _span(int(year), _month(before[0], months) if _day(before[1]) else 0, _day(before[1]))


def _span(year: int, month: int, day: int) -> Span:
    """Return the span of a date; a month or day that is impossible is left out."""
    if not 1 <= month <= len(MONTHS):
        return Span((year, 1, 1), (year, 12, 31))
    return Span((year, month, day or 1), (year, month, day or 31))


def _month(word: str, months: Mapping[str, int]) -> int:
    """Return the number of a month by its name or the beginning of that; 0 if it is none."""
    start = word.casefold()
    if len(start) < _SHORTEST_MONTH:
        return 0
    return next((number for name, number in months.items() if name.startswith(start)), 0)


def _day(text: str) -> int:
    """Return the number of a day; 0 if it is none."""
    return int(text) if _DAY.fullmatch(text) else 0
