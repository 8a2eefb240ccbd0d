"""The files that the script of previews reads. This module does not need Sphinx.

There is a card for each address that a link can lead to. The address determines which file has
the card, so the script finds the file without a list of addresses. There are enough files for
each to be small, however many cards there are.
"""

from __future__ import annotations

import json
import re
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_compass.finding.files import encoded

if TYPE_CHECKING:
    from collections.abc import Mapping

COUNT = "files"  # the file that says how many others there are
LARGEST_FILE = 4000  # bytes, not compressed
LONGEST_SUMMARY = 280  # characters

# A sentence ends before white space that no lowercase letter follows.
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?![a-z])")
_ABBREVIATIONS = ("e.g.", "i.e.", "etc.", "vs.", "cf.")
_INDEX = re.compile(r"(^|/)index\.html(?=#|$)")


class PreviewCard(NamedTuple):
    """What a card says, as plain text."""

    kind: str
    title: str
    summary: str = ""
    facts: tuple[str, ...] = ()


def preview_files(cards: Mapping[str, PreviewCard]) -> dict[str, str]:
    """Return the text of each file by its name, for cards by address relative to the site."""
    entries = [
        (hashed(key), _json([key, [card.kind, card.title, shortened(card.summary), *card.facts]]))
        for key, card in sorted((address_key(address), card) for address, card in cards.items())
    ]
    least = sum(len(encoded(entry)) for _, entry in entries) / LARGEST_FILE
    for exponent in count():
        number = 2**exponent
        if number < min(least, len(entries)):
            continue
        parts: list[list[str]] = [[] for _ in range(number)]
        for hash_value, entry in entries:
            parts[hash_value % number].append(entry)
        texts = [f"[{','.join(part)}]" for part in parts]
        if number >= len(entries) or max(map(len, map(encoded, texts))) <= LARGEST_FILE:
            break
    return {
        COUNT: _json([["count", number]]),
        **{str(index): text for index, text in enumerate(texts)},
    }


def address_key(address: str) -> str:
    """Return the form of an address that the script looks for.

    >>> address_key("guide/index.html#aims"), address_key("index.html"), address_key("a/b/")
    ('guide/#aims', '', 'a/b/')
    """
    return _INDEX.sub(r"\1", address)


def hashed(key: str) -> int:
    """Return a number that the script also computes: FNV-1a of code points instead of bytes."""
    found = 2166136261
    for character in key:
        found = (found ^ ord(character)) * 16777619 % 2**32
    return found


def first_sentence(text: str) -> str:
    """Return the first sentence of a text.

    >>> first_sentence("Ask us, e.g. By mail. We answer.")
    'Ask us, e.g. By mail.'
    """
    for match in _SENTENCE_END.finditer(text):
        sentence = text[: match.end()].rstrip()
        if not sentence.endswith(_ABBREVIATIONS):
            return sentence
    return text


def shortened(text: str) -> str:
    """Return a text that is not too long for a card, cut off between two words."""
    if len(text) <= LONGEST_SUMMARY:
        return text
    kept, space, _rest = text[:LONGEST_SUMMARY].rpartition(" ")
    return (kept if space else text[:LONGEST_SUMMARY]).rstrip(" ,;:.") + "…"


def _json(entries: list[Any]) -> str:
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
