"""The committed file of what each page cited when it was last reviewed."""

from __future__ import annotations

import datetime as dt
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compass.organization.review_record import Review, ReviewRecord

keys = st.text(max_size=9)
days = st.dates().map(dt.date.isoformat)


@given(st.dictionaries(keys, st.builds(Review, days, st.dictionaries(keys, keys))))
def test_record_is_read_as_it_was_written(reviews: dict[str, Review]) -> None:
    """A record that is written and read again is the same."""
    text = ReviewRecord(reviews).dump()
    assert ReviewRecord.parse(text) == ReviewRecord(reviews)
    assert ReviewRecord.parse(text).dump() == text


def test_record_is_sorted() -> None:
    """Pages and citations are sorted, one per line."""
    record = ReviewRecord(
        {
            "b": Review("2026-05-01", {}),
            "a": Review("2026-06-01", {"term:é": "2", "role:z": "1"}),
        }
    )
    assert record.dump() == dedent("""\
        {
         "pages": {
          "a": {
           "reviewed_on": "2026-06-01",
           "cited": {
            "role:z": "1",
            "term:é": "2"
           }
          },
          "b": {
           "reviewed_on": "2026-05-01",
           "cited": {}
          }
         }
        }
        """)


def test_empty_record() -> None:
    """A file without pages is a record without reviews."""
    assert ReviewRecord.parse('{"pages": {}}') == ReviewRecord() == ReviewRecord({})


@pytest.mark.parametrize("text", ["", "{", "<<<<<<< HEAD\n{}"])
def test_other_texts_are_not_json(text: str) -> None:
    """A file that is not JSON raises ValueError with the location of the mistake."""
    with pytest.raises(ValueError, match=r"line 1 column \d"):
        ReviewRecord.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "null",
        "[]",
        "{}",
        '{"pages": []}',
        '{"pages": {"a": null}}',
        '{"pages": {"a": {"cited": {}}}}',
        '{"pages": {"a": {"reviewed_on": "2026-05-01"}}}',
        '{"pages": {"a": {"reviewed_on": "2026-05-01", "cited": null}}}',
        '{"pages": {"a": {"reviewed_on": "2026-05-01", "cited": ["role:a"]}}}',
        '{"pages": {"a": {"reviewed_on": "2026-05-01", "cited": ["ab"]}}}',
        '{"pages": {"a": {"reviewed_on": "2026-05-01", "cited": {"role:a": 1}}}}',
        '{"pages": {"a": {"reviewed_on": 2026, "cited": {}}}}',
    ],
)
def test_other_json_is_not_a_record(text: str) -> None:
    """JSON of any other form raises ValueError."""
    with pytest.raises(ValueError, match="not a record of reviews"):
        ReviewRecord.parse(text)
