"""Sentences on changes: texts with the things that they are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sphinx_compass.organization.text import as_markdown_code
from tools.impact.markdown import plain

if TYPE_CHECKING:
    from collections.abc import Iterable


class Thing(NamedTuple):
    """Something with a name in a sentence; a plain word has no kind."""

    kind: str  # a kind of object, ``term`` or ``page``
    key: str  # slug, first headword or docname
    text: str  # what people call it


Part: TypeAlias = str | Thing

# What happens to something, as in ``Sentence.event``; options have events of their own.
ADDED, REMOVED, RENAMED, MOVED = "added", "removed", "renamed", "moved"
REVIEWED, REOPENED, BROKEN = "reviewed", "reopened", "broken"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One change; ``kind`` and ``event`` say what it is about."""

    kind: str
    event: str
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, kind: str, event: str, *parts: Part) -> Sentence:
        """Return a sentence that consists of parts."""
        return cls(kind, event, parts)

    @property
    def things(self) -> tuple[Thing, ...]:
        """What the sentence names, except plain words."""
        return tuple(part for part in self.parts if isinstance(part, Thing) and part.kind)

    def markdown(self) -> str:
        """Return the sentence as Markdown."""
        return "".join(part if isinstance(part, str) else shown(part) for part in self.parts)


def shown(thing: Thing) -> str:
    """Return the name of something as Markdown: the docname of a page, or a quoted name."""
    return as_markdown_code(thing.key) if thing.kind == "page" else f"'{plain(thing.text)}'"


def joined(things: Iterable[Part], separator: str = " and ") -> tuple[Part, ...]:
    """Return parts with a text between them."""
    parts: list[Part] = []
    for thing in things:
        parts += [separator, thing] if parts else [thing]
    return tuple(parts)
