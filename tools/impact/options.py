"""Compares the options of entries.

An option has a sentence of its own, or is named in a list of changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.options import ChangeWords, Option, options_of
from tools.impact.matching import subject
from tools.impact.pages import interval_changes
from tools.impact.sentences import Sentence, Thing, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tools.impact.matching import Matching, Matchings, SiteEntry
    from tools.impact.sentences import Part

    # The values of an option, each with the kind it refers to; the kind is empty for plain words.
    Values: TypeAlias = tuple[tuple[str, str], ...]

_PAGE_OPTIONS = (
    Option("title", "The title of the page.", key="title"),
    Option(
        "owner",
        "The role that is responsible for the page.",
        leads_to=("role",),
        key="owner",
        change_words=ChangeWords("owner", "now has an owner", "no longer has an owner"),
    ),
    Option("keywords", "Words that readers search for.", key="keywords", several=True),
    Option("facts_as_of", "The month of its newest facts.", key="facts_as_of"),
)

# The options of each kind that are in compass.json.
OPTIONS: Mapping[str, tuple[Option, ...]] = {
    **{
        kind: tuple(option for option in options_of(record).values() if option.key)
        for kind, record in KINDS.items()
    },
    "term": (),
    "page": _PAGE_OPTIONS,
}


def option_changes(matchings: Matchings, kind: str) -> Iterator[Sentence]:
    """Yield what changes in the options of entries that still exist.

    An option with change words has a sentence of its own; one more sentence names all others.
    """
    for was, now in matchings[kind].pairs():
        others = _other_changes(matchings[kind], was, now)
        for option in OPTIONS[kind]:
            before = _current(matchings, _values(option, was.data.get(option.key)))
            after = _values(option, now.data.get(option.key))
            if set(before) == set(after):
                continue
            if option.change_words is None:
                others.append(option.name)
            else:
                names = [_named(matchings, values) for values in (before, after)]
                parts = _parts(option.change_words, *names)
                event = option.change_words.noun
                yield Sentence.of(kind, event, *subject(kind, now), *parts)
        if others:
            what = f"changes: {', '.join(sorted(others))}"
            yield Sentence.of(kind, what, *subject(kind, now), f" {what}.")


def _values(option: Option, value: Any) -> Values:
    """Return the values of an option in compass.json, where it has one value or a list."""
    if value is None:
        return ()
    items = value if isinstance(value, list) else [value]
    kind = option.leads_to[0] if option.leads_to else ""
    return tuple(
        (item["kind"], item["slug"]) if isinstance(item, dict) else (kind, item) for item in items
    )


def _current(matchings: Matchings, values: Values) -> Values:
    """Return values of the old site with the keys of the new one, so that renames don't count."""
    return tuple(
        (kind, matchings[kind].current(key) if kind in matchings else key) for kind, key in values
    )


def _named(matchings: Matchings, values: Values) -> tuple[Part, ...]:
    """Return the names of values for a sentence; empty without any."""
    return joined(
        matchings[kind].named(key) if kind in matchings else Thing("", key, key)
        for kind, key in values
    )


def _parts(
    words: ChangeWords, before: tuple[Part, ...], after: tuple[Part, ...]
) -> tuple[Part, ...]:
    """Return what happens to an option with one value; a side without parts has none."""
    if not before:
        return (f" {words.gained}: ", *after, ".")
    if not after:
        return (f" {words.lost} (before: ", *before, ").")
    return (f" moves to another {words.noun}: ", *after, " instead of ", *before, ".")


# -- what is not an option -------------------------------------------------------------


def _other_changes(matching: Matching, was: SiteEntry, now: SiteEntry) -> list[str]:
    """Return the names of other changes that have no sentence of their own."""
    changes = []
    if _other_names_change(matching, was, now):
        changes.append("other headwords" if matching.kind == "term" else "aliases")
    if matching.kind in KINDS and was.key != now.key and was.name == now.name:
        changes.append("slug")
    if matching.kind == "page" and interval_changes(was, now):
        changes.append("review_in")
    return changes


def _other_names_change(matching: Matching, was: SiteEntry, now: SiteEntry) -> bool:
    """Tell whether aliases or headwords are lost or added, except names of merged entries."""
    merged = {
        entry.name for key, entry in matching.old.items() if matching.successors.get(key) == now.key
    }
    lost = {*was.other_names} - {now.name, *now.other_names}
    return bool(lost or {*now.other_names} - {*was.other_names} - merged)
