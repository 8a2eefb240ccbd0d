"""Lengths of time between two reviews."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

_INTERVAL = re.compile(r"(?P<number>[1-9]\d{0,2})\s+(?P<unit>day|week|month|year)s?")


@dataclass(frozen=True, slots=True)
class Interval:
    """A number of days and months."""

    days: int = 0
    months: int = 0

    def after(self, date: dt.date) -> dt.date:
        """Return the date an interval later; the 31st becomes the last day of a short month.

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

    Raises ValueError if the text is not a number of days, weeks, months or years.
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
