"""Reading JSON files that programs keep, and that anybody can have changed."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compass.organization.kept_json import (
    KeptFileError,
    kept_bytes,
    read_kept,
    unreadable,
)
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype

if TYPE_CHECKING:
    from pathlib import Path

TEXT = b"""{
 "a": 1,
 "b": [
  "x: , {",
  {"c": null, "d":
   []}, [2,
   3]
 ]
}
"""


def test_values_and_their_lines() -> None:
    """Each key has its line, and so has each item of a list."""
    found = read_kept(TEXT)
    assert found.value == json.loads(TEXT)
    assert found.lines == {
        (): 1,
        ("a",): 2,
        ("b",): 3,
        ("b", 0): 4,
        ("b", 1): 5,
        ("b", 1, "c"): 5,
        ("b", 1, "d"): 5,
        ("b", 2): 6,
        ("b", 2, 0): 6,
        ("b", 2, 1): 7,
    }


def test_errors_have_lines() -> None:
    """An error is at the line of a value, or of the innermost thing around it that is known."""
    found = read_kept(TEXT)
    assert found.error("wrong", "b", 1, "d").line == 5
    assert found.error("wrong", "b", 7, "d").line == 3
    assert found.error("wrong", "z").line == 1
    assert found.error("wrong").reason == str(found.error("wrong")) == "wrong"
    assert found.object_at("b", 1) == {"c": None, "d": []}
    with pytest.raises(KeptFileError, match="this must be in braces"):
        found.object_at("b")


@pytest.mark.parametrize(
    ("raw", "line", "reason"),
    [
        (b"", 1, "this is not JSON"),
        (b'{"a":\n[1,\n}', 3, "this is not JSON"),
        (b'{"a":\n"', 2, "this is not JSON"),
        (b'{"a":\n"\\u12"}', 2, "this is not JSON"),
        (b"{}\n{}", 2, "this is not JSON"),
        (b"\xef\xbb\xbf{}", 1, "this is not JSON"),
        (b'{"a": 1,\n"b": {"a": 1},\n"a": 2}', 3, "the key 'a' is there twice"),
        (b'{"a": 1,\n"\\u0061": 2}', 2, "the key 'a' is there twice"),
        (b'{\n"a": "\xe9"}', 2, "the text is not in UTF-8"),
        (b'{\n"a": "\\ud800"}', 2, "this is not a character"),
        (b"{\n<<<<<<< HEAD\n}", 2, "two versions of it were not merged"),
        (b"{\n\n=======\n}", 3, "two versions of it were not merged"),
        (b"{}\n>>>>>>> main", 2, "two versions of it were not merged"),
        (b"\n" + b"[" * 100_000, 2, "it is nested too deeply"),
        (b"\n" + b'{"a":' * 100_000, 2, "it is nested too deeply"),
        (b'{"a": 1e999}', 0, ""),
        (b'{"a": ' + b"9" * 100_000 + b"}", 0, ""),
        (b'{"a": NaN}', 0, ""),
    ],
)
def test_what_no_program_writes(raw: bytes, line: int, reason: str) -> None:
    """It raises an error at its line; numbers without end are values of the wrong type."""
    if not line:
        assert isinstance(read_kept(raw).value["a"], float)
        return
    with pytest.raises(KeptFileError) as caught:
        read_kept(raw)
    assert (caught.value.line, caught.value.reason) == (line, reason)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-999, 999) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=9,
)


@given(JSON, st.sampled_from([None, 1]))
def test_everything_that_json_writes_is_read(value: object, indent: int | None) -> None:
    """Values are those of the standard library, and each has a line."""
    for ascii_only in (True, False):
        text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
        found = read_kept(text.encode(errors="replace"))
        assert ascii_only is False or found.value == value
        assert () in found.lines


@given(st.binary(max_size=60) | st.text('{}[]:,"\\ \nau0', max_size=30).map(str.encode))
def test_any_bytes(raw: bytes) -> None:
    """Nothing but the one error is raised."""
    with suppress(KeptFileError):
        read_kept(raw)


def test_a_long_text() -> None:
    """A file with many rows is read."""
    rows = ",\n".join(f'"{number}": {{"at": ["x", "y"]}}' for number in range(50_000))
    assert len(read_kept(f"{{{rows}}}".encode()).value) == 50_000


def test_quotes_without_an_end() -> None:
    """The text after them is read once; otherwise this would take hours."""
    with pytest.raises(KeptFileError):
        read_kept(b'"' + b'\\"' * 500_000)


def test_the_finding() -> None:
    """It has the line and says what to do."""
    assert unreadable("x.json", KeptFileError(3, "it is odd"), "undo it") == Problem(
        Location("x.json", 3),
        Subtype.KEPT_FILE,
        "'x.json' cannot be read: it is odd",
        "undo it",
    )
    denied = unreadable("x.json", PermissionError(13, "Permission denied"), "undo it")
    assert denied.message == "'x.json' cannot be read: the computer does not allow it"
    missing = unreadable("x.json", FileNotFoundError(2, "No such file"), "undo it")
    assert missing.location == Location("x.json", 1)
    assert missing.message == "'x.json' cannot be read: it is missing"


def test_what_is_no_file(tmp_path: Path) -> None:
    """A link is not followed, whatever it leads to, and a folder is not said to be missing."""
    file, link, endless = (tmp_path / name for name in ("file", "link", "endless"))
    file.write_bytes(TEXT)
    link.symlink_to(file)
    endless.symlink_to("/dev/zero")
    assert kept_bytes(file) == TEXT
    for path, reason in (
        (link, "it is a link to another file"),
        (endless, "it is a link to another file"),
        (tmp_path, "it is a folder"),
    ):
        with pytest.raises(KeptFileError, match=reason) as caught:
            kept_bytes(path)
        assert caught.value.line == 1
    with pytest.raises(FileNotFoundError):
        kept_bytes(tmp_path / "nothing")
