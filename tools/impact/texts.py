"""Compares what pages say, sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from sphinx_compass.names.names_list import address
from tools.impact.page_texts import PageText

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tools.impact.matching import Matchings, SiteEntry
    from tools.impact.page_texts import TextSentence
    from tools.impact.site import ComparedSite

    # The pages that cite an address of the site.
    Citations = Mapping[str, set[str]]


class Rewording(NamedTuple):
    """A changed sentence; empty where it is new or gone."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedSection:
    """A section that other pages cite and whose text changed."""

    title: str
    cited_by: int  # number of pages
    rewordings: tuple[Rewording, ...]


@dataclass(frozen=True, slots=True)
class ChangedPage:
    """A page whose text changed."""

    docname: str
    title: str
    owner: str  # name of the role; empty if nobody is known
    description: Rewording | None = None  # None if it stays
    sections: tuple[ChangedSection, ...] = ()  # only those that other pages cite
    is_new: bool = False
    is_same_source: bool = False  # whether only something changes that the page names or includes


def changed_pages(
    old: ComparedSite, new: ComparedSite, matchings: Matchings
) -> Iterator[ChangedPage]:
    """Yield the pages that are new or whose own text changed, by docname."""
    pages = matchings["page"]
    cited_before, cited_now = citations(old), citations(new)
    for page in sorted(pages.added(), key=lambda entry: entry.key):
        yield ChangedPage(page.key, page.name, _owner(matchings, page), is_new=True)
    for was, now in sorted(pages.pairs(), key=lambda pair: pair[1].key):
        before, after = (
            site.texts.get(address(entry.key), PageText())
            for site, entry in ((old, was), (new, now))
        )
        described = _description(was, now)
        if described is None and _same(before, after):
            continue
        owner = _owner(matchings, now)
        if before.source and before.source == after.source:
            yield ChangedPage(now.key, now.name, owner, is_same_source=True)
            continue
        sections = _Comparison(
            before,
            after,
            _cited(before, address(was.key), cited_before),
            _cited(after, address(now.key), cited_now),
        ).sections()
        yield ChangedPage(now.key, now.name, owner, described, sections)


def citations(site: ComparedSite) -> Citations:
    """Return which pages cite an address, for each address that pages other than its own cite."""
    found: dict[str, set[str]] = {}
    for page, text in site.texts.items():
        for link in text.links:
            if link.partition("#")[0] != page:
                found.setdefault(link, set()).add(page)
    return found


def _same(before: PageText, after: PageText) -> bool:
    return [item.text for item in before.sentences] == [item.text for item in after.sentences]


def _owner(matchings: Matchings, page: SiteEntry) -> str:
    owner = page.data.get("owner")
    return matchings["role"].named(owner).text if owner else ""


def _description(was: SiteEntry, now: SiteEntry) -> Rewording | None:
    before, after = (entry.data.get("description", "") for entry in (was, now))
    return Rewording(before, after) if before != after else None


def _cited(text: PageText, page: str, cited: Citations) -> list[set[str]]:
    """Return the pages that cite each section; a link to the whole page cites all of them."""
    whole = cited.get(page, set())
    return [
        whole.union(*(cited.get(f"{page}#{anchor}", ()) for anchor in section.anchors))
        for section in text.sections
    ]


@dataclass
class _Comparison:
    """Compares the sentences of two versions of a page."""

    before: PageText
    after: PageText
    cited_before: Sequence[set[str]]  # pages that cite each section
    cited_after: Sequence[set[str]]

    def sections(self) -> tuple[ChangedSection, ...]:
        """Return the changed sections that other pages cite, in the order of the page."""
        found: dict[tuple[str, int], list[Rewording]] = {}
        for was, now in self._changed():
            if was is not None and self.cited_before[was.section]:
                key = self.before.sections[was.section].title, len(self.cited_before[was.section])
            elif now is not None and self.cited_after[now.section]:
                key = self.after.sections[now.section].title, len(self.cited_after[now.section])
            else:
                continue
            rewording = Rewording(was.text if was else "", now.text if now else "")
            found.setdefault(key, []).append(rewording)
        return tuple(ChangedSection(*key, tuple(items)) for key, items in found.items())

    def _changed(self) -> Iterator[tuple[TextSentence | None, TextSentence | None]]:
        before, after = self.before.sentences, self.after.sentences
        first, second = ([item.text for item in side] for side in (before, after))
        for what, i, j, k, m in SequenceMatcher(None, first, second).get_opcodes():
            if what != "equal":
                yield from zip_longest(before[i:j], after[k:m])
