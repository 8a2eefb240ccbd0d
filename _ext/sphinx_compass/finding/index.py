"""The index of words, written by Python and read by ``static/index.js``.

The index says which documents have each word. Words are sorted. Each is written as the number of
letters that it shares with the word before (A for none), followed by its other letters. Documents
are written as the differences between their numbers, in signs that JSON does not escape, with a
space after the documents of each word. The index does not say how often a word is in a document,
because that did not improve the answers. A large index is split into parts, each with a range of
the sorted words.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Postings: TypeAlias = "dict[str, list[int]]"  # word -> numbers of documents

_SIGNS = "".join(chr(code) for code in range(ord("#"), ord("~") + 1) if chr(code) != "\\")
_ENDS, _STARTS = _SIGNS[:70], _SIGNS[70:]  # the last sign of a number, and those before it
_SHARED = 25  # most letters that a word shares with the one before: A to Z
_LETTERS = 26  # of lengths: A to Z
_EXACT = 6  # smaller lengths are not rounded


class Index:
    """The words of numbered documents, by field."""

    def __init__(self, fields: Iterable[str]) -> None:
        """Start without words."""
        self._fields: dict[str, Postings] = {name: defaultdict(list) for name in fields}
        self._lengths: dict[str, dict[int, int]] = {name: {} for name in self._fields}

    def add(self, number: int, field: str, words: Iterable[str]) -> None:
        """Add the words of a document; numbers must increase within a field."""
        once = dict.fromkeys(words)
        self._lengths[field][number] = len(once)
        postings = self._fields[field]
        for word in once:
            postings[word].append(number)

    def only(self, fields: Iterable[str]) -> Index:
        """Return an index of some of the fields; it changes with this one."""
        index = Index(())
        index._fields = {name: self._fields[name] for name in fields}
        index._lengths = {name: self._lengths[name] for name in fields}
        return index

    def places(self) -> int:
        """Return how many places words have; each is written as at least one character."""
        return sum(len(found) for postings in self._fields.values() for found in postings.values())

    def written(self) -> dict[str, Any]:
        """Return the index as JSON."""
        return self._part(self._words())

    def parts(self, size: int) -> list[tuple[str, dict[str, Any]]]:
        """Return parts with the first word of each; a part has about ``size`` places of words."""
        found: list[list[str]] = []
        places = size
        for word in self._words():
            if places >= size:
                found.append([])
                places = 0
            found[-1].append(word)
            places += sum(len(postings.get(word, ())) for postings in self._fields.values())
        return [(words[0], self._part(words)) for words in found] or [("", self._part([]))]

    def lengths(self) -> dict[str, str]:
        """Return how many different words documents have, rounded, with a letter for each."""
        return {
            name: "".join(
                _length(numbers.get(number, 0)) for number in range(max(numbers, default=-1) + 1)
            )
            for name, numbers in self._lengths.items()
        }

    def _words(self) -> list[str]:
        words = {word for postings in self._fields.values() for word in postings}
        # JavaScript compares words by their UTF-16 units.
        return sorted(words, key=lambda word: word.encode("utf-16-be", "surrogatepass"))

    def _part(self, words: Sequence[str]) -> dict[str, Any]:
        return {
            "words": front_coded(words),
            "fields": {name: _places(words, found) for name, found in self._fields.items()},
        }


@cache
def _length(number: int) -> str:
    steps = (step for step in range(_LETTERS) if number <= _rounded(step))
    return chr(ord("A") + next(steps, _LETTERS - 1))


def _rounded(step: int) -> int:
    return step if step < _EXACT else round(_EXACT * 1.25 ** (step - _EXACT))


def front_coded(words: Sequence[str]) -> str:
    """Return a short form of sorted words, which must not have capital letters."""
    before = ["", *words]
    return "".join(
        chr(ord("A") + shared) + word[shared:]
        for last, word in zip(before, words, strict=False)
        for shared in [min(_shared(last, word), _SHARED)]
    )


def _shared(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _places(words: Iterable[str], postings: Mapping[str, Sequence[int]]) -> str:
    written = []
    for word in words:
        last = -1
        for number in postings.get(word, ()):
            written.append(signs(number - last - 1))
            last = number
        written.append(" ")
    return "".join(written).rstrip()


@cache
def signs(number: int) -> str:
    """Return a number, which must not be negative, in as few signs as possible."""
    written = ""
    while number >= len(_ENDS):
        number -= len(_ENDS)
        written += _STARTS[number % len(_STARTS)]
        number //= len(_STARTS)
    return written + _ENDS[number]
