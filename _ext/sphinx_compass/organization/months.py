"""Months, written as ``YYYY-MM``, and what people write instead."""

from __future__ import annotations

import datetime as dt
import re

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_MONTH = re.compile(r"[12][0-9]{3}-(?:0[1-9]|1[0-2])")
_YEAR = re.compile(r"\b[12][0-9]{3}\b")
_WORD = re.compile(r"[A-Za-z]{3,}")
_YEAR_FIRST = re.compile(r"(?P<year>[12][0-9]{3})[-/. ]?(?P<month>[0-9]{1,2})(?:[-/. ][0-9].*)?")
_YEAR_LAST = re.compile(r"(?P<month>[0-9]{1,2})[-/. ](?P<year>[12][0-9]{3})")


def parse_month(text: str) -> dt.date:
    """Return the first day of the month that a text such as ``2026-08`` means.

    Raises ValueError if the text is not a year and a month.
    """
    if not _MONTH.fullmatch(text):
        message = f"{text!r} is not a month"
        raise ValueError(message)
    return dt.date.fromisoformat(f"{text}-01")


def written(month: dt.date) -> str:
    """Return the month of a day as ``YYYY-MM``."""
    return month.isoformat()[:7]


def months_between(first: dt.date, last: dt.date) -> int:
    """Return the number of months from the month of one day to that of another."""
    return (last.year - first.year) * 12 + last.month - first.month


def month_meant(text: str) -> str:
    """Return the month that a text means in another form, as ``YYYY-MM``; empty if unclear.

    >>> month_meant("2026-08-31"), month_meant("Aug. 2026"), month_meant("2026-13")
    ('2026-08', '2026-08', '')
    """
    if match := _YEAR_FIRST.fullmatch(text) or _YEAR_LAST.fullmatch(text):
        year, month = match["year"], int(match["month"])
    else:
        years = _YEAR.findall(text)
        numbers = {
            number
            for word in _WORD.findall(text)
            for number, name in enumerate(MONTHS, start=1)
            if name.lower().startswith(word.lower())
        }
        year, month = (years[0], numbers.pop()) if len(years) == len(numbers) == 1 else ("", 0)
    return f"{year}-{month:02}" if 1 <= month <= len(MONTHS) else ""
