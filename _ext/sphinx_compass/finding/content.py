"""What can be found: pages, their sections, and objects, as documents of the index."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sphinx_compass.finding.index import Index
from sphinx_compass.finding.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sphinx_compass.finding.passages import Passage
    from sphinx_compass.finding.words import Stemmer

# Titles, headings and names are not among them: the script takes them from the lists of pages
# and objects.
FIELDS = ("keywords", "description", "text", "facts", "earlier")


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page that readers can find."""

    address: str  # relative to the site
    title: str
    passages: Sequence[Passage]
    keywords: Sequence[str] = ()
    description: str = ""
    earlier: str = ""  # text that was true before
    owner: int = -1  # number of the object that answers for it


@dataclass(frozen=True, slots=True)
class FoundObject:
    """A declared thing, such as a term, a role or a function, and where it is described."""

    kind: str
    name: str
    address: str  # of the page
    anchor: str
    aliases: Sequence[str] = ()
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """Words that ask for one object by another, such as `boss`, and the answers."""

    words: Sequence[str]
    answers: Sequence[tuple[int, int]]  # numbers of objects: the one asked about, the answer


@dataclass(frozen=True, slots=True)
class Content:
    """All that the search of a site knows."""

    pages: Sequence[FoundPage]
    objects: Sequence[FoundObject] = ()
    relations: Sequence[Relation] = ()
    owner_words: Sequence[str] = ()  # words that ask for the owner of a page
    synonyms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    stop_words: Iterable[str] = ()


def search_data(known: Content, language: Stemmer) -> dict[str, Any]:
    """Return all that the script needs, as JSON."""
    index = Index(FIELDS)
    numbers = {page.address: number for number, page in enumerate(known.pages)}
    stops = {word for stop in known.stop_words for word in words_of(stop, language)}

    def words(*texts: str) -> list[str]:
        return [word for text in texts for word in words_of(text, language)]

    def content(*texts: str) -> list[str]:
        return [word for word in words(*texts) if word not in stops]

    for number, page in enumerate(known.pages):
        index.add(number, "keywords", words(*page.keywords))
        index.add(number, "description", content(page.description))
        now = {word for passage in page.passages for word in content(passage.text)}
        index.add(number, "earlier", (w for w in content(page.earlier) if w not in now))
        if page.passages:
            index.add(number, "text", content(page.passages[0].text))
    number = len(known.pages)
    for page in known.pages:
        for passage in page.passages[1:]:
            index.add(number, "text", content(passage.text))
            number += 1
    for item in known.objects:
        index.add(number, "facts", content(item.summary))
        number += 1
    return {
        "pages": [
            [page.address, page.title, [_heading(p) for p in page.passages[1:]]]
            for page in known.pages
        ],
        "objects": [
            [item.kind, item.name, numbers[item.address], item.anchor, list(item.aliases)]
            for item in known.objects
        ],
        "relations": [
            [[" ".join(words(word)) for word in relation.words], list(relation.answers)]
            for relation in known.relations
        ],
        "owners": [
            [" ".join(words(word)) for word in known.owner_words],
            [page.owner for page in known.pages],
        ],
        "synonyms": {
            " ".join(words(word)): [" ".join(words(other)) for other in others]
            for word, others in known.synonyms.items()
        },
        "stopwords": sorted(stops),
        "index": index.written(),
    }


def _heading(passage: Passage) -> str | list[str]:
    """Return the title of a section, with its anchor unless that is derived from the title."""
    derived = re.sub(r"[^a-z0-9]+", "-", passage.title.lower()).strip("-")
    return passage.title if passage.anchor == derived else [passage.title, passage.anchor]
