"""Writes the report: all changes in order, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.names.names_list import Name
from sphinx_compass.organization.text import as_markdown_code
from tools.impact.markdown import limited
from tools.impact.matching import LISTS, match_all, named, subject
from tools.impact.options import option_changes
from tools.impact.pages import page_changes, reopened_reviews
from tools.impact.sentences import ADDED, BROKEN, MOVED, REMOVED, RENAMED, Sentence, Thing
from tools.impact.text_changes import text_changes
from tools.impact.texts import changed_pages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tools.impact.matching import Matching, Matchings
    from tools.impact.sentences import Part
    from tools.impact.site import ComparedSite

TITLE = "## What this change does"
TEXTS_TITLE = "### Pages whose text changes"
LONGEST_REPORT = 900_000  # bytes; GitHub rejects a job summary of more than 1 MiB
*_OTHERS, _LAST = LISTS.values()
NOTHING = (
    "Nothing changes in the texts, names, facts, owners and review dates of "
    f"{', '.join(_OTHERS)} and {_LAST}, and no name or address breaks."
)
INCOMPARABLE = (
    "The revision to compare with has no compass.json, so what this change does is unknown."
)


def statements(old: ComparedSite, new: ComparedSite) -> list[str]:
    """Return one line of Markdown for each change, sorted; reopened reviews come last."""
    matchings = match_all(old, new)
    found = {sentence.markdown() for sentence in (*changes(matchings, new), *broken(old, new))}
    return [*sorted(found), *(line.markdown() for line in reopened_reviews(matchings))]


def changes(matchings: Matchings, new: ComparedSite) -> Iterator[Sentence]:
    """Yield what happens to objects, terms and pages, in no order."""
    yield from page_changes(matchings["page"])
    for kind, matching in matchings.items():
        yield from removals(matchings, kind, new)
        yield from option_changes(matchings, kind)
        if kind != "page":
            yield from additions(matching)
            yield from moves(matchings, kind)


def report(old: ComparedSite, new: ComparedSite, preview: str = "") -> str:
    """Return the whole report as Markdown; ``preview`` is the address of the new site, if any."""
    texts = text_changes(changed_pages(old, new, match_all(old, new)), preview)
    return as_markdown(statements(old, new), texts)


def as_markdown(lines: Sequence[str], texts: Sequence[str] = ()) -> str:
    """Return statements, and lines on changed texts, as Markdown."""
    parts = [TITLE]
    if lines or not texts:
        parts.append("\n".join(f"- {line}" for line in lines) or NOTHING)
    if texts:
        parts += [TEXTS_TITLE, "\n".join(texts)]
    return limited("\n\n".join(parts) + "\n", LONGEST_REPORT)


# -- objects and terms -------------------------------------------------------------------


def additions(matching: Matching) -> Iterator[Sentence]:
    """Yield which objects or terms are added or renamed."""
    kind = matching.kind
    for entry in matching.added():
        yield Sentence.of(kind, ADDED, *subject(kind, entry), " is added.")
    for was, now in matching.pairs():
        if was.name != now.name:
            renamed = Thing(kind, now.key, now.name)
            yield Sentence.of(kind, RENAMED, *subject(kind, was), " is renamed ", renamed, ".")


def moves(matchings: Matchings, kind: str) -> Iterator[Sentence]:
    """Yield which objects or terms move to another page."""
    pages = matchings["page"]
    key = "defined_on" if kind == "term" else "declared_on"
    for was, now in matchings[kind].pairs():
        before, after = was.data.get(key), now.data.get(key)
        if before and after and (before := pages.current(before)) != after:
            moved = (" moves to another page: ", pages.named(after), " instead of ")
            yield Sentence.of(kind, MOVED, *subject(kind, now), *moved, pages.named(before), ".")


# -- removed entries, and names that lead nowhere ------------------------------------------


def removals(matchings: Matchings, kind: str, new: ComparedSite) -> Iterator[Sentence]:
    """Yield which entries are removed, and where their names lead."""
    matching = matchings[kind]
    for key, entry in matching.old.items():
        if matching.continues(key):
            continue
        successor = matching.successors.get(key)
        if successor is not None:
            target: tuple[Part, ...] = named(kind, matching.new[successor])
        else:
            target = _target(matchings, Name(kind, key), new)
        leads = ("; its name leads to ", *target) if target else ()
        yield Sentence.of(kind, REMOVED, *subject(kind, entry), " is removed", *leads, ".")


def _target(matchings: Matchings, name: Name, new: ComparedSite) -> tuple[Part, ...]:
    """Return the entry of any kind that the name of a removed entry leads to; empty if none."""
    address = new.names.get(name)
    if address is None:
        return ()
    for wanted in (address, address.partition("#")[0]):  # if nothing is there, name the page
        for kind, matching in matchings.items():
            for key, entry in matching.new.items():
                if new.names.get(Name(kind, key)) == wanted:
                    return named(kind, entry)
    return ()


def broken(old: ComparedSite, new: ComparedSite) -> Iterator[Sentence]:
    """Yield names and addresses that lead nowhere; omits what another finding covers."""
    lost = old.names.keys() - new.names.keys()
    labels_of_objects = {Name("label", f"{name.kind}-{name.name}") for name in lost}
    advice = "leads nowhere; `nox -s docs` shows how to keep it."
    for name in lost - labels_of_objects:
        yield Sentence.of("", BROKEN, f"Breaks: the name {as_markdown_code(str(name))} {advice}")
    covered = {old.names[name] for name in lost}
    for address in old.addresses.union(old.names.values()) - covered:
        page = address.partition("#")[0]
        with_its_page = page != address and page not in new.anchors
        if not with_its_page and not new.has(address):
            code = as_markdown_code(address or "/")
            yield Sentence.of("", BROKEN, f"Breaks: the address {code} {advice}")
