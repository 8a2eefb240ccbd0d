"""Intervals between reviews."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compass.organization.intervals import Interval, parse_interval


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("1 day", Interval(days=1)),
        ("2 weeks", Interval(days=14)),
        ("6 months", Interval(months=6)),
        ("1 year", Interval(months=12)),
        ("  12   Months ", Interval(months=12)),
        ("999 days", Interval(days=999)),
        ("1 week", Interval(days=7)),
        ("10 years", Interval(months=120)),
    ],
)
def test_interval(text: str, interval: Interval) -> None:
    """An interval is a number and a unit, in any case, singular or plural."""
    assert parse_interval(text) == interval


@pytest.mark.parametrize(
    "text",
    [
        "",
        "6",
        "months",
        "0 months",
        "-1 month",
        "six months",
        "1.5 years",
        "6 months ago",
        "6months",
        "1000 days",
        "6 quarters",
        "6 monthss",
    ],
)
def test_no_interval(text: str) -> None:
    """Anything else raises an error."""
    with pytest.raises(ValueError, match="is not a number of days, weeks, months or years"):
        parse_interval(text)


@pytest.mark.parametrize(
    ("date", "interval", "after"),
    [
        ("2026-01-31", Interval(months=1), "2026-02-28"),
        ("2028-01-31", Interval(months=1), "2028-02-29"),
        ("2028-02-29", Interval(months=12), "2029-02-28"),
        ("2026-08-31", Interval(months=1), "2026-09-30"),
        ("2026-11-21", Interval(months=1), "2026-12-21"),
        ("2026-12-21", Interval(months=1), "2027-01-21"),
        ("2026-12-31", Interval(days=1), "2027-01-01"),
        ("2026-01-31", Interval(days=1, months=1), "2026-03-01"),
        ("2026-01-31", Interval(), "2026-01-31"),
        ("9999-11-30", Interval(months=1), "9999-12-30"),
    ],
)
def test_after(date: str, interval: Interval, after: str) -> None:
    """The day of the month stays the same if the month has it."""
    assert interval.after(dt.date.fromisoformat(date)) == dt.date.fromisoformat(after)


@pytest.mark.parametrize("interval", [Interval(months=1), Interval(days=31)])
def test_beyond_the_calendar(interval: Interval) -> None:
    """A date after the year 9999 raises an error."""
    with pytest.raises(OverflowError, match=r"^date value out of range$"):
        interval.after(dt.date(9999, 12, 1))


@given(st.dates(max_value=dt.date(9000, 1, 1)), st.integers(1, 999))
def test_later_intervals_end_later(date: dt.date, months: int) -> None:
    """A longer interval never ends earlier, and each ends in the right month."""
    end = Interval(months=months).after(date)
    assert date < end < Interval(months=months + 1).after(date)
    assert (end.year - date.year) * 12 + end.month - date.month == months
