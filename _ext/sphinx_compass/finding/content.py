"""What can be found: pages, their sections, and objects, as documents of the index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sphinx_compass.finding.index import Index
from sphinx_compass.finding.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sphinx_compass.finding.passages import Passage
    from sphinx_compass.finding.words import Stemmer

FIELDS = ("title", "keywords", "description", "heading", "text", "name", "alias", "facts", "earlier")


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page that readers can find."""

    address: str  # relative to the site
    title: str
    passages: Sequence[Passage]
    keywords: Sequence[str] = ()
    description: str = ""
    earlier: str = ""  # text that was true before


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


def search_data(  # noqa: PLR0913 - one argument a part of the data
    pages: Sequence[FoundPage],
    objects: Sequence[FoundObject],
    relations: Sequence[Relation],
    synonyms: Mapping[str, Sequence[str]],
    stop_words: Iterable[str],
    language: Stemmer,
) -> dict[str, Any]:
    """Return all that the script needs, as JSON."""
    index = Index(FIELDS)
    numbers = {page.address: number for number, page in enumerate(pages)}

    def words(*texts: str) -> list[str]:
        return [word for text in texts for word in words_of(text, language)]

    for page in pages:
        index.add(
            {
                "title": words(page.title),
                "keywords": words(*page.keywords),
                "description": words(page.description),
                "text": words(page.passages[0].text) if page.passages else (),
                "earlier": words(page.earlier),
            }
        )
    for page in pages:
        for passage in page.passages[1:]:
            index.add({"heading": words(passage.title), "text": words(passage.text)})
    for item in objects:
        index.add(
            {
                "name": words(item.name),
                "alias": words(*item.aliases),
                "facts": words(item.summary),
            }
        )
    return {
        "pages": [
            [page.address, page.title, [[p.title, p.anchor] for p in page.passages[1:]]]
            for page in pages
        ],
        "objects": [
            [item.kind, item.name, numbers[item.address], item.anchor, list(item.aliases)]
            for item in objects
        ],
        "relations": [
            [[" ".join(words(word)) for word in relation.words], list(relation.answers)]
            for relation in relations
        ],
        "synonyms": {
            " ".join(words(word)): [" ".join(words(other)) for other in others]
            for word, others in synonyms.items()
        },
        "stopwords": sorted({word for stop in stop_words for word in words(stop)}),
        "index": index.serialized(),
    }
