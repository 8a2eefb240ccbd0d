"""The words of texts and queries, as the index has them.

``static/finding.js`` splits a query into words in the same way.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

# Letters and digits, with signs that join them: CS&S, open-source, manager's.
_WORD = re.compile(r"[^\W_]+(?:[&'\u2019.\-/+][^\W_]+)*")
_SIGN = re.compile(r"[&'\u2019.\-/+]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_POSSESSIVE = re.compile(r"['\u2019]s$")

_LONGEST = 40  # letters of a word; readers do not type longer ones
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")  # words without spaces
_PAIR = 2  # parts of a compound that is a word, too: e-mail, CS&S


class Stemmer(Protocol):
    """What a language of Sphinx's search offers."""

    def stem(self, word: str) -> str:
        """Return the stem of a word."""


class WordSets:
    """Finds the different words of texts; each word is split and stemmed once."""

    def __init__(self, language: Stemmer) -> None:
        """Start without words."""
        self._language = language
        self._stems: dict[str, frozenset[str]] = {}

    def of(self, text: str) -> set[str]:
        """Return the stems of the words in a text."""
        found: set[str] = set()
        for word in set(_WORD.findall(plain(text))):
            stems = self._stems.get(word)
            if stems is None:
                stems = self._stems[word] = frozenset(_stems(word, self._language))
            found |= stems
        return found


def words_of(text: str, language: Stemmer) -> Iterator[str]:
    """Yield the stems of the words in a text.

    A compound yields its parts and mostly the whole. Chinese and Japanese text yields each pair
    of adjacent characters.
    """
    for word in _WORD.findall(plain(text)):
        yield from _stems(word, language)


def _stems(compound: str, language: Stemmer) -> Iterator[str]:
    """Yield the stems of a word and of its parts."""
    word = _POSSESSIVE.sub("", compound)
    parts = _SIGN.split(word)
    whole = "".join(parts)
    found = [part for part in parts if len(parts) == 1 or len(part) > 1]
    if len(parts) == _PAIR or len(parts) == len(whole) > 1:
        found.append(whole)
    for part in found:
        if _UNSPACED.search(part):
            yield from (part[at : at + 2] for at in range(max(len(part) - 1, 1)))
        elif len(part) <= _LONGEST and (stem := language.stem(part)):
            yield stem


def plain(text: str) -> str:
    """Return a text in lower case and without accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text).lower()
    return _NOT_ASCII.sub(lambda match: _without_marks(match[0]), decomposed)


@lru_cache
def _without_marks(text: str) -> str:
    return "".join(char for char in text if not unicodedata.category(char).startswith("M"))
