"""Checks the values of single front matter keys: dates, intervals, months, true or false."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from sphinx_compass.organization.front_matter_keys import ORDER_KEY, PAGE_KEYS
from sphinx_compass.organization.intervals import parse_interval
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.months import month_meant, parse_month
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from collections.abc import Set as AbstractSet


def unreadable(
    docname: str, values: Mapping[str, tuple[str, int]], ignored: AbstractSet[str]
) -> Iterator[Problem]:
    """Yield a problem for each value that is missing or malformed.

    ``values`` has the text and line of each key. The keys in ``ignored`` are not looked at.
    """
    for key in (*PAGE_KEYS, ORDER_KEY):
        value, line = values.get(key, ("", 0))
        location = Location(docname, line)
        if not line or key in ignored:
            continue
        if not value:
            yield Problem(
                location,
                Subtype.FRONT_MATTER,
                _("The front matter key '{key}' has no value").format(key=key),
                _("write one on the same line, after the colon"),
            )
        elif key in _CHECKS and (wrong := _CHECKS[key](value)):
            subtype = Subtype.FRONT_MATTER if key == ORDER_KEY else Subtype.REVIEW
            yield Problem(location, subtype, *wrong)


def too_long(location: Location, interval: str) -> Problem:
    """Return the problem that an interval ends after the last year of the calendar."""
    return Problem(
        location,
        Subtype.REVIEW,
        _("The review interval '{interval}' ends after the last year of the calendar").format(
            interval=interval
        ),
        _("write a shorter one, for instance '6 months'"),
    )


def _check_date(value: str) -> tuple[str, str] | None:
    if _is_date(value):
        return None
    return (
        _("The review date '{date}' is not a date").format(date=value),
        _("write it as year-month-day, for instance 2026-11-21"),
    )


def _is_date(value: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return False
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _check_interval(value: str) -> tuple[str, str] | None:
    try:
        parse_interval(value)
    except ValueError:
        return (
            _("The review interval '{interval}' cannot be read").format(interval=value),
            _("write a number of days, weeks, months or years, for instance '6 months'"),
        )
    return None


def _check_month(value: str) -> tuple[str, str] | None:
    try:
        parse_month(value)
    except ValueError:
        meant = month_meant(value)
        return (
            _("The value '{value}' of 'facts_as_of' is not a month").format(value=value),
            _("write '{line}'").format(line=f"facts_as_of: {meant}")
            if meant
            else _("write the year and the month, for instance 'facts_as_of: 2026-08'"),
        )
    return None


def _check_order(value: str) -> tuple[str, str] | None:
    if value.lower() in {"true", "false"}:
        return None
    meant = "false" if value.lower() in {"no", "off", "n", "0"} else "true"
    return (
        _("The value '{value}' of '{key}' is neither true nor false").format(
            value=value, key=ORDER_KEY
        ),
        _("write '{line}'").format(line=f"{ORDER_KEY}: {meant}"),
    )


# What is wrong with a value of a key, and what to write instead; None if nothing is.
_CHECKS: Mapping[str, Callable[[str], tuple[str, str] | None]] = {
    "last_reviewed_on": _check_date,
    "review_in": _check_interval,
    "facts_as_of": _check_month,
    ORDER_KEY: _check_order,
}
