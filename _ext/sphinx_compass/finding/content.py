"""What can be found: pages, their sections, and objects, as documents of the index."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sphinx_compass.finding.index import Index
from sphinx_compass.finding.words import WordSets, words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sphinx_compass.finding.passages import Passage
    from sphinx_compass.finding.words import Stemmer

# There are no fields for titles, headings and names, because the script takes these from the lists
# of pages and objects.
FIELDS = ("keywords", "description", "text", "facts", "earlier")
SPLIT_FIELDS = (*FIELDS, "heading")  # a split index has the words of headings, too

_PLACES = 2500  # of words in a part of a split index: about 2.5 KB, compressed
_PAGES = 16  # pages in a file with titles of sections


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
    """Words that ask for an object that is related to another one, and the answers."""

    words: Sequence[str]  # such as `boss`
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


def search_files(known: Content, language: Stemmer, whole: int) -> dict[str, Any]:
    """Return all that the scripts need as JSON, by the names of files.

    There is one file, unless it would have more than ``whole`` characters. Then ``data.json`` has
    what every query needs, and further files have parts of the index and titles of sections.
    """
    stops = {word for stop in known.stop_words for word in words_of(stop, language)}
    head = {**_head(known, language), "stopwords": sorted(stops)}
    sections = [[_heading(part) for part in page.passages[1:]] for page in known.pages]
    index = _index(known, language, stops)
    few = index.only(FIELDS)
    if few.places() <= whole:  # else it certainly has too many characters
        data = {**head, **_pages(known, sections, few, FIELDS), "index": few.written()}
        if len(written(data)) <= whole:
            return {"data.json": data}
    parts = index.parts(_PLACES)
    firsts = range(0, len(sections), _PAGES)
    groups = [sections[first : first + _PAGES] for first in firsts]
    contents: tuple[Sequence[object], ...] = ([part for _, part in parts], groups)
    version = sha256(written(contents).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    # So that no reader gets a part of another build than that of data.json
    files: dict[str, Any] = {
        f"{name}-{version}-{number}.json": part
        for name, some in zip(("words", "sections"), contents, strict=True)
        for number, part in enumerate(some)
    }
    firsts_of_parts = [first for first, _ in parts]
    split = {"version": version, "words": firsts_of_parts, "groups": list(firsts)}
    counts = [len(found) for found in sections]
    files["data.json"] = {**head, **_pages(known, counts, index, SPLIT_FIELDS), "split": split}
    return files


def _pages(
    known: Content, sections: Sequence[object], index: Index, fields: Sequence[str]
) -> dict[str, Any]:
    """Return pages with the titles or the number of their sections, and lengths of documents."""
    both = zip(known.pages, sections, strict=True)
    lengths = index.lengths()
    del lengths["keywords"]  # so that each counts as much as a single one
    return {
        "pages": [[page.address, page.title, found] for page, found in both],
        "fields": list(fields),
        "lengths": lengths,
    }


def written(data: object) -> str:
    """Return JSON without spaces."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _index(known: Content, language: Stemmer, stops: Collection[str]) -> Index:
    """Return the words of pages, then of all their sections, then of objects."""
    index = Index(SPLIT_FIELDS)
    words = WordSets(language)

    def content(text: str) -> set[str]:
        return words.of(text).difference(stops)

    def other(text: str, *better: str) -> set[str]:
        """Return the words of a text without those of texts that count more."""
        return content(text).difference(*map(words.of, better))

    for number, page in enumerate(known.pages):
        index.add(number, "keywords", words.of(" ".join(page.keywords)))
        index.add(number, "description", content(page.description))
        earlier = content(page.earlier)
        if earlier:
            earlier.difference_update(*(words.of(passage.text) for passage in page.passages))
        index.add(number, "earlier", earlier)
        if page.passages:
            better = (page.title, page.description, *page.keywords)
            index.add(number, "text", other(page.passages[0].text, *better))
    number = len(known.pages)
    for page in known.pages:
        for passage in page.passages[1:]:
            heading = words.of(passage.title)
            index.add(number, "text", content(passage.text) - heading)
            index.add(number, "heading", heading)
            number += 1
    for item in known.objects:
        index.add(number, "facts", other(item.summary, item.name))
        number += 1
    return index


def _head(known: Content, language: Stemmer) -> dict[str, Any]:
    """Return what the script needs for each query."""
    numbers = {page.address: number for number, page in enumerate(known.pages)}

    def joined(text: str) -> str:
        return " ".join(words_of(text, language))

    def others(item: FoundObject) -> list[str]:
        """Return the aliases that have other words than the name."""
        by_words = {joined(name): name for name in (*reversed(item.aliases), item.name)}
        return [alias for alias in item.aliases if by_words[joined(alias)] is alias]

    return {
        "objects": [
            [item.kind, item.name, numbers[item.address], _anchor(item), others(item)]
            for item in known.objects
        ],
        "relations": [
            [[joined(word) for word in relation.words], list(relation.answers)]
            for relation in known.relations
        ],
        "owners": [
            [joined(word) for word in known.owner_words],
            [page.owner for page in known.pages],
        ],
        "synonyms": {
            joined(word): [joined(other) for other in others]
            for word, others in known.synonyms.items()
        },
    }


def _anchor(item: FoundObject) -> str | int:
    """Return the anchor of an object; 0 or 1 if it is derived from its kind and name."""
    derived = (
        f"{item.kind}-{_slug(item.name)}",
        f"{item.kind}-{re.sub(r'[^A-Za-z0-9]+', '-', item.name)}",
    )
    return derived.index(item.anchor) if item.anchor in derived else item.anchor


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def _heading(passage: Passage) -> str | list[str]:
    """Return the title of a section, with its anchor unless that is derived from the title."""
    return (
        passage.title if passage.anchor == _slug(passage.title) else [passage.title, passage.anchor]
    )
