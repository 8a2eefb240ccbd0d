"""Makes HTML ids of words in any script, for the parts of a page."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

SEPARATOR = "--"  # between ids that are joined; no id of words contains it

# Symbols that distinguish names, such as C, C++ and C#, where they directly follow a word.
_SPELLED = {"+": "plus", "#": "sharp", "♯": "sharp", "*": "star", "%": "percent"}
_NUMBERED = re.compile(r"(id|index)-?(\d+)")  # as docutils and Sphinx number elements
_MARKS_OF_EMOJI = frozenset(chr(code) for code in (*range(0xFE00, 0xFE10), 0x20E3))


def id_of_words(text: str) -> str:
    """Return an id that is made of the words of a text, in any script; empty without any text.

    >>> id_of_words("2025 goals"), id_of_words("C++"), id_of_words("目标"), id_of_words("?!")
    ('2025-goals', 'c-plus-plus', '目标', 'question-mark-exclamation-mark')
    """
    normal = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower())
    found = "-".join(_words(normal) or map(_name, "".join(normal.split())))
    number = _NUMBERED.fullmatch(found)
    return found if number is None else f"{number[1]}-no-{number[2]}"


def _words(text: str) -> list[str]:
    words: list[list[str]] = [[]]
    is_spelled = False  # whether the last character was spelled out
    for character in text:
        category = unicodedata.category(character)
        if category == "Cf":  # joins or directs letters; readers do not see it
            continue
        if character in _SPELLED and (words[-1] or is_spelled):
            words += [[_SPELLED[character]], []]
            is_spelled = True
            continue
        is_spelled = False
        is_mark = category in {"Mn", "Mc"} and character not in _MARKS_OF_EMOJI
        if category[0] in "LN" or (is_mark and words[-1]):
            words[-1].append(character)
        elif words[-1]:
            words.append([])
    return ["".join(word) for word in words if word]


def _name(character: str) -> str:
    """Return a name for a character; names of others than ASCII depend on Python's version."""
    if character.isascii():
        return unicodedata.name(character, "control").lower().replace(" ", "-")
    return f"u{ord(character):x}"


@dataclass(frozen=True)
class Part:
    """A part of a page that gets an id."""

    kind: str  # section, term, label, figure, table or code
    text: str  # title, headword, name or caption
    prefix: str = ""  # of the id
    usual: str = ""  # id that docutils or Sphinx makes of the text alone
    slugs: tuple[str, ...] = ()  # further ids that links to it can use, as MyST makes them
    path: str = ""  # ids of the sections around it and its own, joined
    names: frozenset[tuple[str, str]] = frozenset()  # kinds and names in the permanent names
    content: str = ""  # the text in it
    is_page: bool = False  # whether it is the page's first section

    @cached_property
    def id(self) -> str:
        """The id that is made of the words."""
        return f"{self.prefix}{id_of_words(self.text) or self.kind}"

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The ids that it can get, the best first."""
        plain = re.sub(r"[^a-z0-9]+", "-", self.usual.lower()).strip("-")
        usual = self.usual if plain == self.id else self.id
        mark = hashlib.sha256(f"{self.kind}\n{self.text}\n{self.content}".encode()).hexdigest()[:6]
        own = f"{self.id}{SEPARATOR}{mark}"
        return tuple(dict.fromkeys([usual, self.id, self.path or self.id, own]))

    @cached_property
    def claims(self) -> tuple[str, ...]:
        """The ids that it has or had on a site that did not make ids of words, the first first."""
        claims = (self.usual, *self.forms, *self.slugs)
        return tuple(dict.fromkeys(filter(None, claims)))

    @cached_property
    def claims_set(self) -> AbstractSet[str]:
        """The same, to look them up."""
        return frozenset(self.claims)

    @cached_property
    def usual_claims(self) -> tuple[str, ...]:
        """The ids that it has or had where no other part has the same words."""
        claims = (self.usual, self.forms[0], self.id, *self.slugs)
        return tuple(dict.fromkeys(filter(None, claims)))

    @property
    def own_claims(self) -> tuple[str, ...]:
        """Those of its usual claims that contain all its words."""
        return (self.id, *self.slugs)

    @property
    def has_one_id(self) -> bool:
        """Whether all its ids were always the same."""
        return self.usual_claims == self.forms[:1]


class PublishedId(NamedTuple):
    """What the list of permanent names says about an id of a page."""

    kind: str
    name: str
    path: str = ""  # that its section had; empty if it was published before paths were recorded


@dataclass(frozen=True, slots=True)
class PublishedIds:
    """The published ids of a page, and what is known of other pages."""

    here: Mapping[str, tuple[PublishedId, ...]] = field(default_factory=dict)
    anywhere: Mapping[str, AbstractSet[str]] = field(default_factory=dict)  # id -> paths
