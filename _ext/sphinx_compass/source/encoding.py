"""Reads the bytes of any file as text, and finds what cannot be read or shown."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Iterator

ENCODING = "compass-utf-8"  # of the codec that reads any bytes

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MOST_CONTROL = 0.05  # part of the characters of a text; compressed data has twice as many
# Control characters, and line ends that text editors do not count as such.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")


def decoded(data: bytes) -> str:
    """Return the text of a file. What cannot be read is replaced with U+FFFD."""
    if data.startswith(_UTF_16):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "replace")


def is_text(text: str) -> bool:
    """Tell whether a decoded file looks like a text, and not like a picture or an archive."""
    found = sum(1 for _sign in _CONTROL.finditer(text))
    return found <= max(2, len(text) * _MOST_CONTROL)


def without_control(text: str) -> str:
    """Return a text with U+FFFD in place of characters that no page can show."""
    return _CONTROL.sub("\ufffd", text)


def problems(name: str, data: bytes) -> Iterator[Problem]:
    """Yield at most one problem with the bytes of a file, at the first line that has it.

    ``name`` is a docname, or the path of another file.
    """
    if not is_text(decoded(data)):
        yield Problem(
            Location(name, 1),
            Subtype.ENCODING,
            _("This file is not a text in UTF-8"),
            _("save it as plain text in UTF-8, or delete it"),
        )
        return
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        is_utf_16 = data.startswith(_UTF_16)
        bytes_above = data[3:] if data.startswith(codecs.BOM_UTF8) else data
        yield Problem(
            Location(name, 1 if is_utf_16 else _line(bytes_above[: error.start])),
            Subtype.ENCODING,
            _("This line is not written in UTF-8, so a character in it cannot be read"),
            _("save the file as UTF-8, and check the characters in this line"),
        )
        return
    if found := _CONTROL.search(text):
        yield Problem(
            Location(name, _line(text[: found.start()].encode())),
            Subtype.ENCODING,
            _("This line contains the invisible character {sign}").format(
                sign=f"U+{ord(found[0]):04X}"
            ),
            _("delete it, and the characters around it if you cannot see it"),
        )


def _line(above: bytes) -> int:
    """Return the line, from 1, below a text; lines end as in Python and in text editors."""
    return above.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1


class _Decoder(codecs.IncrementalDecoder):
    """Waits for the end, because the first bytes decide how to read the others."""

    def __init__(self, errors: str = "strict") -> None:
        super().__init__(errors)
        self._data = b""

    def decode(self, data: bytes, final: bool = False) -> str:  # type: ignore[override]  # noqa: FBT001, FBT002
        """Return the whole text at the end, and nothing before."""
        self._data += bytes(data)
        if not final:
            return ""
        text, self._data = decoded(self._data), b""
        return text


def _find(name: str) -> codecs.CodecInfo | None:
    if name.replace("_", "-") != ENCODING:
        return None
    return codecs.CodecInfo(
        lambda text, _errors="strict": (text.encode(), len(text)),
        lambda data, _errors="strict": (decoded(bytes(data)), len(data)),
        incrementaldecoder=_Decoder,
        name=ENCODING,
    )


def register() -> None:
    """Make the codec known to Python."""
    codecs.register(_find)
