"""Finds names by the words that they are for, such as a definition or the text of a section."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx_compass.names.names_list import Name, NameRecord
    from sphinx_compass.names.targets import Target


class WordIndex:
    """The current names by digests of their words, now and in the list."""

    def __init__(self, listed: Mapping[Name, NameRecord], current: Mapping[Name, Target]) -> None:
        self._listed = listed
        self._by_words: dict[tuple[str, str], list[Name]] = {}
        for name in sorted(current):
            for words in {current[name].words, self.last(name)}:
                self._by_words.setdefault((name.kind, words), []).append(name)

    def last(self, name: Name) -> str:
        """Return the digest of the words that a name was for, according to the list."""
        record = self._listed.get(name)
        return "" if record is None else record.words

    def names(self, kind: str, words: str) -> Sequence[Name]:
        """Return the current names of a kind that are, or were, for some words, sorted."""
        return self._by_words.get((kind, words), ()) if words else ()
