"""An index for MiniSearch, written by Python.

MiniSearch documents the form of its index (``MiniSearch.loadJS``, serialization version 2).
This module writes a shorter form that a few lines of script expand to it: for each word, what
it shares with the word before it, and where it is, as differences of numbers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(slots=True)
class Index:
    """Words of documents by field; documents are numbered in the order of :meth:`add`."""

    fields: Sequence[str]
    words: dict[str, dict[int, dict[int, int]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(dict))
    )
    lengths: list[list[int]] = field(default_factory=list)

    def add(self, texts: Mapping[str, Iterable[str]]) -> int:
        """Add a document, given as words by field, and return its number."""
        number = len(self.lengths)
        lengths = [0] * len(self.fields)
        for place, name in enumerate(self.fields):
            counted = Counter(texts.get(name, ()))
            lengths[place] = len(counted)  # MiniSearch counts distinct words
            for word, times in counted.items():
                self.words[word][place][number] = times
        self.lengths.append(lengths)
        return number

    def serialized(self) -> dict[str, Any]:
        """Return the index as ``MiniSearch.loadJS`` takes it."""
        count = len(self.lengths)
        columns = list(zip(*self.lengths, strict=True)) if count else [()] * len(self.fields)
        return {
            "documentCount": count,
            "nextId": count,
            "documentIds": {str(number): number for number in range(count)},
            "fieldIds": {name: place for place, name in enumerate(self.fields)},
            "fieldLength": {str(n): lengths for n, lengths in enumerate(self.lengths)},
            "averageFieldLength": [sum(column) / max(count, 1) for column in columns],
            "storedFields": {},
            "dirtCount": 0,
            "index": [
                [
                    word,
                    {
                        str(place): {str(number): times for number, times in sorted(where.items())}
                        for place, where in sorted(places.items())
                    },
                ]
                for word, places in sorted(self.words.items())
            ],
            "serializationVersion": 2,
        }
