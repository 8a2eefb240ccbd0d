"""The committed file of what each page cited when it was last reviewed."""

from __future__ import annotations

import datetime as dt
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compass.organization.addresses import is_safe_docname
from sphinx_compass.organization.kept_json import KeptFileError
from sphinx_compass.organization.review_record import Review, ReviewRecord

keys = st.text(max_size=9)
days = st.dates().map(dt.date.isoformat)

docnames = keys.filter(is_safe_docname)


@given(st.dictionaries(docnames, st.builds(Review, days, st.dictionaries(keys, keys))))
def test_record_is_read_as_it_was_written(reviews: dict[str, Review]) -> None:
    """A record that is written and read again is the same."""
    text = ReviewRecord(reviews).dump()
    assert ReviewRecord.parse(text.encode()) == ReviewRecord(reviews)
    assert ReviewRecord.parse(text.encode()).dump() == text


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
    assert ReviewRecord.parse(b'{"pages": {}}') == ReviewRecord() == ReviewRecord({})


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("{", 1, "this is not JSON"),
        ("null", 1, "this must be in braces: {}"),
        ("{}", 1, "its only key must be 'pages'"),
        ('{"pages": {}, "x": 1}', 1, "its only key must be 'pages'"),
        ('{"pages":\n[]}', 1, "this must be in braces: {}"),
        ('{"pages": {\n"a": null}}', 2, "this must be in braces: {}"),
        ('{"pages": {\n"a": {"cited": {}}}}', 2, "this is not the record of a page"),
        ('{"pages": {\n"a": {"reviewed_on": ""}}}', 2, "this is not the record of a page"),
        (
            '{"pages": {\n"../a": {"reviewed_on": "", "cited": {}}}}',
            2,
            "this is not the record of a page",
        ),
        (
            '{"pages": {"a": {"reviewed_on": "",\n"cited": []}}}',
            2,
            "this must be in braces: {}",
        ),
        (
            '{"pages": {"a": {"reviewed_on": "", "cited": {\n"role:a": 1}}}}',
            2,
            "this must be a text in quotes",
        ),
        (
            '{"pages": {"a": {\n"reviewed_on": 2026,\n"cited": {}}}}',
            2,
            "this must be a text in quotes",
        ),
    ],
)
def test_other_texts_are_not_a_record(text: str, line: int, reason: str) -> None:
    """Any other text raises an error at the line of what is wrong."""
    with pytest.raises(KeptFileError) as caught:
        ReviewRecord.parse(text.encode())
    assert (caught.value.line, caught.value.reason) == (line, reason)
