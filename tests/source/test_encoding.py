"""Bytes that are no text, or that no page can show."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compass.organization.places import Location
from sphinx_compass.source.encoding import ENCODING, decoded, problems, register, without_control

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("data", "line", "sign"),
    [
        (b"caf\xe9\n", 1, "UTF-8"),
        (b"\n\nword\ncaf\xe9 au lait\n", 4, "UTF-8"),
        (b"a\r\nb\r\ncaf\xe9\r\n", 3, "UTF-8"),
        (b"a\rb\rcaf\xe9\r", 3, "UTF-8"),
        (codecs.BOM_UTF8 + b"a\ncaf\xe9\n", 2, "UTF-8"),
        (b"a\n\x93quoted\x94\n", 2, "UTF-8"),
        (b"a\ncut \xe2\x82", 2, "UTF-8"),
        ("a\nb\n".encode("utf-16"), 1, "UTF-8"),
        ("# Stra\u00dfe\n".encode("utf-16-be"), 1, "UTF-8"),
        (b"a\nb\x00c\n", 2, "U+0000"),
        (b"a\r\n\x1b[1mb\n", 2, "U+001B"),
        ("a\n\u2028b".encode(), 2, "U+2028"),
        ("a\n\x85b".encode(), 2, "U+0085"),
    ],
)
def test_problem(data: bytes, line: int, sign: str) -> None:
    """The first line with such a byte is one problem."""
    (problem,) = problems("page", data)
    assert (problem.location, problem.subtype) == (Location("page", line), "encoding")
    assert sign in problem.message


@pytest.mark.parametrize(
    "data",
    [b"", b"a\tb\r\nc\rd\n", codecs.BOM_UTF8 + b"a", "\u76ee\u6807 \U0001f600 \u00a0".encode()],
)
def test_no_problem(data: bytes) -> None:
    """Text in UTF-8 has none, with or without a byte order mark, and with any line ends."""
    assert list(problems("page", data)) == []


def test_decoded() -> None:
    """What can be read is read."""
    assert decoded(codecs.BOM_UTF8 + b"caf\xe9") == "caf\ufffd"
    assert decoded("café".encode("utf-16")) == "café"
    assert without_control("a\x00b\tc\n") == "a\ufffdb\tc\n"


@given(st.binary())
def test_any_bytes(data: bytes) -> None:
    """Any bytes become text, with at most one problem."""
    assert len(list(problems("page", data))) <= 1
    without_control(decoded(data)).encode()


def test_codec(tmp_path: Path) -> None:
    """The codec reads files of any size, and writes UTF-8."""
    register()
    path = tmp_path / "file"
    path.write_bytes(b"caf\xe9\r\n" * 5000)
    assert path.read_text(encoding=ENCODING) == "caf\ufffd\n" * 5000
    assert "é".encode(ENCODING) == "é".encode()
    assert b"caf\xe9".decode(ENCODING) == "caf\ufffd"
