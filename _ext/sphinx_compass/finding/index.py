"""The index of words, written by Python and read by ``static/index.js``.

For each word of the index, it says in which documents the word is. Words are sorted, and each is
written as the number of letters that it shares with the one before (A for none) and the rest.
Documents are written as the distances between their numbers, in signs that JSON need not escape,
with a ``!`` if the word is there more than once, and a space after each word.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import takewhile
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Postings: TypeAlias = "dict[str, dict[int, int]]"  # word -> number of a document -> times

_SIGNS = "".join(chr(code) for code in range(ord("#"), ord("~") + 1) if chr(code) != "\\")
_ENDS, _STARTS = _SIGNS[:70], _SIGNS[70:]  # of numbers with one or several signs
_SHARED = 25  # most letters that a word shares with the one before: A to Z


class Index:
    """The words of numbered documents, by field."""

    def __init__(self, fields: Iterable[str]) -> None:
        """Start without words."""
        self._fields: dict[str, Postings] = {name: defaultdict(dict) for name in fields}

    def add(self, number: int, field: str, words: Iterable[str]) -> None:
        """Add the words of a document; numbers must increase within a field."""
        for word, times in Counter(words).items():
            self._fields[field][word][number] = times

    def written(self) -> dict[str, object]:
        """Return the index as JSON."""
        words = sorted({word for postings in self._fields.values() for word in postings})
        return {
            "words": front_coded(words),
            "fields": {name: _places(words, found) for name, found in self._fields.items()},
        }


def front_coded(words: Sequence[str]) -> str:
    """Return sorted words without capital letters in a short form."""
    before = ["", *words]
    return "".join(
        chr(ord("A") + shared) + word[shared:]
        for last, word in zip(before, words, strict=False)
        for shared in [min(_shared(last, word), _SHARED)]
    )


def _shared(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _places(words: Iterable[str], postings: Mapping[str, Mapping[int, int]]) -> str:
    written = []
    for word in words:
        last = -1
        for number, times in postings.get(word, {}).items():
            written.append(signs(number - last - 1) + ("!" if times > 1 else ""))
            last = number
        written.append(" ")
    return "".join(written).rstrip()


def signs(number: int) -> str:
    """Return a number from 0 in as few signs as possible."""
    written = ""
    while number >= len(_ENDS):
        number -= len(_ENDS)
        written += _STARTS[number % len(_STARTS)]
        number //= len(_STARTS)
    return written + _ENDS[number]
