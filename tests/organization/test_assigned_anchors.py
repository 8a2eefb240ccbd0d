"""Which part of a page has which id, before and after edits."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from sphinx_compass.organization.anchors import Part, PublishedId, PublishedIds, id_of_words
from sphinx_compass.organization.assigned_anchors import assign_ids, depends_on_list

if TYPE_CHECKING:
    from collections.abc import Sequence

NONE = PublishedIds()


def section(title: str, *around: str, usual: str | None = None, slugs: str = "") -> Part:
    """Return a section with the ids that docutils and MyST make of its title."""
    path = "--".join(id_of_words(text) or "section" for text in (*around, title))
    ascii_only = title.lower().replace(" ", "-").strip("0123456789-")
    made = ascii_only if ascii_only.isascii() else ""
    made = made if usual is None else usual
    return Part("section", title, usual=made, slugs=tuple(slugs.split()), path=path)


def published(paths: dict[str, str]) -> PublishedIds:
    """Return published ids of sections, each with its path."""
    records = {anchor: (PublishedId("section", anchor, path),) for anchor, path in paths.items()}
    return PublishedIds(records)


# -- without a list -------------------------------------------------------------------


def test_ids_are_made_of_words() -> None:
    """Each part has one id, in any script."""
    parts = [section("2025 goals"), section("2024 goals"), section("目标")]
    assert assign_ids(parts, NONE, set()) == [("2025-goals",), ("2024-goals",), ("目标",)]


def test_unknown_which_is_older() -> None:
    """Of parts with the same words, none gets the id that belongs to both."""
    parts = [section("Goals", "2024"), section("Goals", "2025")]
    assert assign_ids(parts, NONE, set()) == [("2024--goals",), ("2025--goals",)]


def test_equal_parts() -> None:
    """Parts in the same section differ by their text, or else are numbered."""
    one = Part("section", "A", content="One", path="a")
    two = Part("section", "A", content="Two", path="a")
    first, second, third = assign_ids([one, two, two], NONE, set())
    assert assign_ids([two, one], NONE, set())[1] == first
    assert len({first, second, third}) == 3
    assert third[0].endswith("--2")


def test_taken_ids() -> None:
    """A part gets no id that another element has."""
    assert assign_ids([section("Goals", "2024")], NONE, {"goals"}) == [("2024--goals",)]


def test_page() -> None:
    """The page's own heading keeps the ids that it has without ids of words."""
    page = Part("section", "2i2c", usual="i2c", slugs=("2i2c",), path="2i2c", is_page=True)
    assert assign_ids([page, section("i2c", "x")], NONE, set()) == [("i2c", "2i2c"), ("x--i2c",)]


# -- with a list ------------------------------------------------------------------------


def test_older_keeps_its_id() -> None:
    """The published path tells which of two parts had the id first."""
    parts = [section("Goals", "2026"), section("Goals", "2024")]
    known = published({"goals": "2024--goals"})
    assert assign_ids(parts, known, set()) == [("2026--goals",), ("goals",)]


def test_renamed_section_around() -> None:
    """A published id stays with the only part that it can belong to."""
    known = published({"goals": "2024--goals", "2025--goals": "2025--goals"})
    parts = [section("Goals", "2025"), section("Goals", "Last year")]
    assert assign_ids(parts, known, set()) == [("2025--goals",), ("goals",)]
    assert assign_ids(parts[:1], known, set()) == [("2025--goals",)]
    both_new = [section("Goals", "a"), section("Goals", "b")]
    known = published({"goals": "2024--goals"})
    assert assign_ids(both_new, known, set()) == [("a--goals",), ("b--goals",)]


def test_published_by_docutils() -> None:
    """Ids from before paths were recorded stay with the parts that had them."""
    parts = [
        section("2025 goals", usual="goals", slugs="2025-goals"),
        section("2024 goals", usual="goals", slugs="2024-goals"),
        section("Goals", "x", usual="goals", slugs="goals"),
        section("Goals", "y", usual="goals", slugs="goals-1"),
    ]
    known = published(dict.fromkeys(("goals", "2025-goals", "2024-goals", "goals-1"), ""))
    assert assign_ids(parts, known, set()) == [
        ("goals", "2025-goals"),
        ("2024-goals",),
        ("x--goals",),
        ("goals-1",),
    ]


def test_numbered_slug_with_path() -> None:
    """A number that MyST gave stays with its part, whatever MyST counts now."""
    parts = [section("Goals", "z", slugs="goals"), section("Goals", "y", slugs="goals-1")]
    parts.append(section("Goals", "x", slugs="goals-2"))
    known = published({"goals": "y--goals", "goals-1": "x--goals"})
    assert assign_ids(parts, known, set()) == [("z--goals",), ("goals",), ("goals-1",)]


def test_names() -> None:
    """A published id of a term or of a labeled section stays with that name."""
    c = Part("term", "C", "term-", "term-C", names=frozenset([("term", "C")]))
    more = Part("term", "C++", "term-", "term-C", names=frozenset([("term", "C++")]))
    known = PublishedIds({"term-C": (PublishedId("term", "C++"),)})
    assert assign_ids([c, more], known, set()) == [("term-c",), ("term-C",)]
    assert assign_ids([c, more], NONE, set()) == [("term-C",), ("term-c-plus-plus",)]
    old = Part("section", "Goals", path="a--goals", names=frozenset([("label", "our:goals")]))
    known = PublishedIds({"goals": (PublishedId("label", "our:goals"),)})
    assert assign_ids([section("Goals"), old], known, set())[1] == ("goals",)


def test_moved_page() -> None:
    """On a page that has published nothing, ids of sections with the same path are known."""
    known = PublishedIds({}, {"goals": {"2025--goals"}, "i2c": {"2i2c"}, "new": {"x--new"}})
    parts = [section("Goals", "2024"), section("Goals", "2025"), section("2i2c", usual="i2c")]
    assert assign_ids([*parts, section("New", "x")], known, set()) == [
        ("2024--goals",),
        ("goals",),
        ("i2c",),
        ("new",),
    ]


# -- after edits ---------------------------------------------------------------------------

TITLES = ("Goals", "goals!", "2024 goals", "2025 goals", "C", "C++", "目标", "أهداف", "🎉", "?", "")


@dataclass
class Page:
    """A page on which headings are added and deleted, and its published ids."""

    headings: list[tuple[int, int, str]] = field(default_factory=list)  # number, level, title
    here: dict[str, tuple[PublishedId, ...]] = field(default_factory=dict)

    def parts(self) -> list[Part]:
        """Return the headings as docutils and MyST see them."""
        around: list[tuple[int, str]] = []
        slugs: dict[str, int] = defaultdict(int)
        found = []
        for number, level, title in self.headings:
            around = [item for item in around if item[0] < level]
            slug = title.lower().strip("!?+").replace(" ", "-")
            count = slugs[slug]
            slugs[slug] += 1
            slug = f"{slug}-{count}" if count else slug
            titles = (item[1] for item in around)
            part = section(title, *titles, slugs=slug)
            found.append(dataclasses.replace(part, content=f"Text {number}"))
            around.append((level, title))
        return found

    def ids(self, *, with_list: bool = True) -> dict[int, tuple[str, ...]]:
        """Return the ids of each heading by its number."""
        assigned = assign_ids(self.parts(), PublishedIds(self.here) if with_list else NONE, set())
        return {heading[0]: ids for heading, ids in zip(self.headings, assigned, strict=True)}

    def paths(self) -> dict[int, str]:
        """Return the path of each heading by its number."""
        parts = self.parts()
        return {heading[0]: part.path for heading, part in zip(self.headings, parts, strict=True)}

    def publish(self) -> None:
        """Publish all ids."""
        parts, ids = self.parts(), self.ids().values()
        for part, anchors in zip(parts, ids, strict=True):
            for anchor in anchors:
                self.here[anchor] = (PublishedId("section", anchor, part.path),)


headings = st.lists(st.tuples(st.integers(2, 4), st.sampled_from(TITLES)), min_size=1, max_size=6)
edits = st.lists(
    st.one_of(
        st.tuples(st.integers(0, 9), st.integers(2, 4), st.sampled_from(TITLES)),
        st.integers(0, 9),  # a heading to delete
    ),
    max_size=6,
)


def edited(page: Page, changes: Sequence[tuple[int, int, str] | int]) -> None:
    """Add headings at positions, and delete others."""
    for number, change in enumerate(changes, start=1000):
        if isinstance(change, tuple):
            position, level, title = change
            page.headings.insert(position, (number, level, title))
        elif page.headings:
            del page.headings[change % len(page.headings)]


def owners(ids: dict[int, tuple[str, ...]]) -> dict[str, int]:
    """Return the heading of each id."""
    return {anchor: number for number, anchors in ids.items() for anchor in anchors}


@given(first=headings, changes=edits, with_list=st.booleans())
def test_edits_move_no_id(
    first: list[tuple[int, str]],
    changes: list[tuple[int, int, str] | int],
    with_list: bool,  # noqa: FBT001 - hypothesis passes it by name
) -> None:
    """An id of a heading leads to it or nowhere; without a list, a deleted one's is free.

    If the list is known, the id of a deleted heading can lead to a new one, which can be the
    old one below another heading, but not to another old one.
    """
    page = Page([(number, *heading) for number, heading in enumerate(first)])
    if with_list:
        page.publish()
    before, paths = owners(page.ids(with_list=with_list)), page.paths()
    edited(page, changes)
    ids, paths_now = page.ids(with_list=with_list), page.paths()
    assert all(ids.values())
    after = owners(ids)
    assert sum(map(len, ids.values())) == len(after)
    for anchor, number in before.items():
        if after.get(anchor, number) != number and paths.get(number) == paths_now.get(number):
            assert number not in ids
            assert not with_list or after[anchor] >= 1000


@given(first=headings, changes=edits)
def test_published_ids_stay(
    first: list[tuple[int, str]], changes: list[tuple[int, int, str] | int]
) -> None:
    """A published heading keeps its permalink if no other one has the same titles around it."""
    page = Page([(number, *heading) for number, heading in enumerate(first)])
    page.publish()
    before, paths = page.ids(), page.paths()
    edited(page, changes)
    ids, paths_now = page.ids(), page.paths()
    for number, path in paths.items():
        counts = list(paths.values()).count(path), list(paths_now.values()).count(path)
        if counts == (1, 1) and paths_now.get(number) == path:
            assert ids[number][0] == before[number][0]


def test_dependence_on_the_list() -> None:
    """Only parts with several possible ids, or with the same, depend on published ids."""
    assert not depends_on_list([section("Goals", slugs="goals"), section("Aims")])
    assert depends_on_list([section("Goals", "a"), section("Goals", "b")])
    assert depends_on_list([section("What's new", slugs="whats-new")])
