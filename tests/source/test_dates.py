"""Dates in the words of people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compass.source.dates import dates, month_names

ENGLISH = month_names("en")


def written(text: str, language: str = "en") -> list[str]:
    """Return the dates in a text, each as its first and last day."""
    return [
        " to ".join("{}-{:02}-{:02}".format(*day) for day in span)
        for span in dates(text, month_names(language))
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2022", "2022-01-01 to 2022-12-31"),
        ("July 2024", "2024-07-01 to 2024-07-31"),
        ("july, 2024", "2024-07-01 to 2024-07-31"),
        ("Sept. 2024", "2024-09-01 to 2024-09-31"),
        ("24 November 2022", "2022-11-24 to 2022-11-24"),
        ("the 24th of Nov 2022", "2022-11-01 to 2022-11-31"),
        ("1st May 2022", "2022-05-01 to 2022-05-01"),
        ("November 24, 2022", "2022-11-24 to 2022-11-24"),
        ("2024-07", "2024-07-01 to 2024-07-31"),
        ("2024-07-15", "2024-07-15 to 2024-07-15"),
        ("Until July 2026", "2026-07-01 to 2026-07-31"),
        ("Q3 2024", "2024-01-01 to 2024-12-31"),
        ("Summer of 2024", "2024-01-01 to 2024-12-31"),
        ("2024-13", "2024-01-01 to 2024-12-31"),
        ("99 May 2022", "2022-05-01 to 2022-05-31"),
    ],
)
def test_forms(text: str, found: str) -> None:
    """A date is a year, a month or a day, whatever is around it."""
    assert written(text) == [found]


def test_several_dates() -> None:
    """A range has two dates."""
    assert written("May 2022 \u2013 2024") == [
        "2022-05-01 to 2022-05-31",
        "2024-01-01 to 2024-12-31",
    ]


@pytest.mark.parametrize(
    "text",
    ["", "July", "24 November", "12000", "1850", "20222", "\u0662\u0660\u0662\u0662"],
)
def test_no_date(text: str) -> None:
    """A date has a year of four digits."""
    assert written(text) == []


def test_other_languages() -> None:
    """Names of months are those of the site's language, or English."""
    assert written("Juli 2024", "de") == written("July 2024", "de") == written("July 2024")
    assert written("juillet 2024", "fr") == written("July 2024")
    assert written("juillet 2024") == ["2024-01-01 to 2024-12-31"]


@given(st.text())
def test_any_text(text: str) -> None:
    """Any text has dates or none; the first day of one is not after its last."""
    for span in dates(text, ENGLISH):
        assert span.first <= span.last
