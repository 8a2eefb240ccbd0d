"""What changed, and the file that holds it."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compass.organization.changes import (
    Change,
    ChangedThing,
    ChangeEntry,
    ChangeLog,
    month_anchor,
)
from sphinx_compass.organization.changes_file import LONGEST_TEXT, clean, dump, parse
from sphinx_compass.organization.kept_json import KeptFileError

if TYPE_CHECKING:
    from collections.abc import Callable

HASH = "0123456789abcdef" * 2 + "01234567"

texts = st.text(min_size=1).map(clean).filter(bool)
things = st.builds(
    ChangedThing,
    st.sampled_from(["role", "term", "page", ""]),
    texts,
    texts,
    st.just(""),
    st.just(""),
)
names = st.lists(texts, max_size=3).map(tuple)
changes = st.builds(
    Change, st.lists(texts | things, min_size=1, max_size=4).map(tuple), names, names
)
entries = st.builds(
    ChangeEntry,
    st.dates(dt.date(1970, 1, 1), dt.date(2999, 12, 31)),
    st.integers(0, 2**160 - 1).map("{:040x}".format),
    st.lists(changes, min_size=1, max_size=3).map(tuple),
    st.none() | st.integers(1, 9999),
)


@given(
    st.lists(entries, max_size=3, unique_by=lambda entry: entry.commit), st.sampled_from(["", HASH])
)
def test_file_is_read_as_it_was_written(found: list[ChangeEntry], up_to: str) -> None:
    """A log that is written and read again is the same."""
    log = ChangeLog(tuple(found), up_to)
    assert parse(dump(log).encode()) == log


@given(st.text())
def test_clean_texts_stay_clean(text: str) -> None:
    """Cleaning leaves one line that JSON and XML can hold, and cleaning again changes nothing."""
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert len(cleaned) <= LONGEST_TEXT
    assert not any(sign in cleaned for sign in "\n\r\x00\x1b\x7f\u202e\ufffe\ue000")
    cleaned.encode()


def log() -> dict[str, Any]:
    """Return a file with one change, as data."""
    thing = {"kind": "role", "key": "maker", "name": "Maker"}
    change = {"text": [thing, " is added."], "areas": ["product"], "pages": ["people"]}
    entry = {"date": "2026-05-01", "commit": HASH, "pull_request": 7, "changes": [change]}
    return {"up_to": HASH, "entries": [entry]}


def test_one_line_a_change() -> None:
    """A change shows as one line in a comparison."""
    text = dump(parse(json.dumps(log()).encode()))
    assert text.splitlines()[6:9] == [
        '   "pull_request": 7,',
        '   "changes": [',
        (
            '    {"text": [{"kind": "role", "key": "maker", "name": "Maker"}, " is added."],'
            ' "areas": ["product"], "pages": ["people"]}'
        ),
    ]
    assert dump(ChangeLog()) == '{\n "up_to": "",\n "entries": []\n}\n'


def _entry(data: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = data["entries"][0]
    return found


def _change(data: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = _entry(data)["changes"][0]
    return found


WRONG: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "no entries": (lambda data: data.pop("entries"), "{"),
    "unknown key": (lambda data: data.update(more=1), '"more"'),
    "not a list": (lambda data: data.update(entries={}), '"entries"'),
    "not an object": (lambda data: data.update(entries=[1]), "1"),
    "not a commit": (lambda data: data.update(up_to="main"), '"up_to"'),
    "no commit": (lambda data: _entry(data).update(commit=None), '"commit"'),
    "not a day": (lambda data: _entry(data).update(date="2026-02-30"), '"date"'),
    "a year long ago": (lambda data: _entry(data).update(date="0001-01-01"), '"date"'),
    "an entry twice": (lambda data: data["entries"].append(_entry(data)), '"commit"'),
    "a week": (lambda data: _entry(data).update(date="2026-W10-1"), '"date"'),
    "no number": (lambda data: _entry(data).update(pull_request=True), '"pull_request"'),
    "a large number": (lambda data: _entry(data).update(pull_request=10**20), '"pull_request"'),
    "no change": (lambda data: _entry(data).update(changes=[]), '"changes"'),
    "no text": (lambda data: _change(data).update(text=[]), '"text"'),
    "too many parts": (lambda data: _change(data).update(text=["a"] * 99), '"text"'),
    "a newline": (lambda data: _change(data)["text"].append("a\nb"), '"a\\nb"'),
    "a terminal escape": (lambda data: _change(data)["text"].append("\x1b[1m"), '"\\u001b[1m"'),
    "a long text": (lambda data: _change(data)["text"].append("a" * 301), '"aaa'),
    "a number": (lambda data: _change(data)["text"].append(5), "5"),
    "no name": (lambda data: _change(data)["text"][0].pop("name"), "{"),
    "a kind that is a list": (lambda data: _change(data)["text"][0].update(kind=["x"]), "{"),
    "an empty key": (lambda data: _change(data)["text"][0].update(key=""), "{"),
    "a page that is no name": (lambda data: _change(data)["pages"].append(None), "null"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_has_its_line(what: str) -> None:
    """The error points at the line of what the program does not write."""
    change, begins = WRONG[what]
    data = log()
    change(data)
    text = json.dumps(data, indent=1)
    with pytest.raises(KeptFileError) as caught:
        parse(text.encode())
    assert text.splitlines()[caught.value.line - 1].strip().startswith(begins)


@given(st.binary(max_size=200))
def test_any_bytes(raw: bytes) -> None:
    """Whatever the bytes are, there is an error with a line of the file."""
    with pytest.raises(KeptFileError) as caught:
        parse(raw)
    assert 1 <= caught.value.line <= raw.count(b"\n") + 1


def entry(day: str, *pages: str, number: int | None = None) -> ChangeEntry:
    """Return an entry that concerns pages."""
    return ChangeEntry(dt.date.fromisoformat(day), HASH, (Change(("Text.",), (), pages),), number)


def test_newest_first() -> None:
    """Entries are sorted by day; of one day, the last in the file comes first."""
    first, second, third = (
        entry(day, number=n) for n, day in enumerate(["2026-05-02", "2026-05-01", "2026-05-02"])
    )
    assert ChangeLog((first, second, third)).newest_first == (third, first, second)


def test_last_change_of_a_page() -> None:
    """It is the latest day of an entry that concerns the page, in whatever order they are."""
    found = ChangeLog((entry("2026-05-02", "a", "b"), entry("2026-05-01", "a")))
    assert found.last_change("a") == dt.date(2026, 5, 2)
    assert found.last_change("c") is None


def test_sentence_as_text() -> None:
    """Names are quoted."""
    assert str(Change(("Role ", ChangedThing("role", "a", "A*"), " is added."))) == (
        "Role “A*” is added."
    )


def test_anchor_of_a_month() -> None:
    """It is made from the year and the month."""
    assert month_anchor(dt.date(2026, 5, 2), "product-") == "changes-product-2026-05"
