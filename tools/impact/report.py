"""Writes the report: all changes in order, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.names.names_list import Name
from sphinx_compass.outputs.llms_txt import escaped
from tools.impact.matching import LISTS, match_all, shown, subject
from tools.impact.options import option_changes
from tools.impact.pages import page_changes, reopened_reviews

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tools.impact.matching import Matching, Matchings
    from tools.impact.site import ComparedSite

TITLE = "## What this change does"
*_OTHERS, _LAST = LISTS.values()
NOTHING = (
    "Nothing changes in the names, facts, owners and review dates of "
    f"{', '.join(_OTHERS)} and {_LAST}, and no name or address breaks. Texts are not compared."
)
INCOMPARABLE = (
    "The revision to compare with has no compass.json, so what this change does is unknown."
)


def statements(old: ComparedSite, new: ComparedSite) -> list[str]:
    """Return one line of Markdown for each change, sorted; reopened reviews come last."""
    matchings = match_all(old, new)
    found = {*page_changes(matchings["page"]), *broken(old, new)}
    for kind, matching in matchings.items():
        found |= {*removals(matchings, kind, new), *option_changes(matchings, kind)}
        if kind != "page":
            found |= {*additions(matching), *moves(matchings, kind)}
    return [*sorted(found), *reopened_reviews(matchings)]


def as_markdown(lines: Sequence[str]) -> str:
    """Return the report as Markdown."""
    body = "\n".join(f"- {line}" for line in lines) or NOTHING
    return f"{TITLE}\n\n{body}\n"


# -- objects and terms -------------------------------------------------------------------


def additions(matching: Matching) -> Iterator[str]:
    """Yield which objects or terms are added or renamed."""
    kind = matching.kind
    for entry in matching.added():
        yield f"{subject(kind, entry)} is added."
    for was, now in matching.pairs():
        if was.name != now.name:
            yield f"{subject(kind, was)} is renamed '{escaped(now.name)}'."


def moves(matchings: Matchings, kind: str) -> Iterator[str]:
    """Yield which objects or terms move to another page."""
    pages = matchings["page"]
    key = "defined_on" if kind == "term" else "declared_on"
    for was, now in matchings[kind].pairs():
        before, after = was.data.get(key), now.data.get(key)
        if before is not None and (before := pages.current(before)) != after:
            yield f"{subject(kind, now)} moves to another page: `{after}` instead of `{before}`."


# -- removed entries, and names that lead nowhere ------------------------------------------


def removals(matchings: Matchings, kind: str, new: ComparedSite) -> Iterator[str]:
    """Yield which entries are removed, and where their names lead."""
    matching = matchings[kind]
    for key, entry in matching.old.items():
        if matching.continues(key):
            continue
        successor = matching.successors.get(key)
        if successor is not None:
            target = shown(kind, matching.new[successor])
        else:
            target = _target(matchings, Name(kind, key), new)
        leads = f"; its name leads to {target}" if target else ""
        yield f"{subject(kind, entry)} is removed{leads}."


def _target(matchings: Matchings, name: Name, new: ComparedSite) -> str:
    """Return the entry of any kind that the name of a removed entry leads to; empty if none."""
    address = new.names.get(name)
    if address is None:
        return ""
    for wanted in (address, address.partition("#")[0]):  # if nothing is there, name the page
        for kind, matching in matchings.items():
            for key, entry in matching.new.items():
                if new.names.get(Name(kind, key)) == wanted:
                    return shown(kind, entry)
    return ""


def broken(old: ComparedSite, new: ComparedSite) -> Iterator[str]:
    """Yield names and addresses that lead nowhere; omits what another finding covers."""
    lost = old.names.keys() - new.names.keys()
    labels_of_objects = {Name("label", f"{name.kind}-{name.name}") for name in lost}
    advice = "leads nowhere; `nox -s docs` shows how to keep it."
    for name in lost - labels_of_objects:
        yield f"Breaks: the name `{name}` {advice}"
    covered = {old.names[name] for name in lost}
    for address in old.addresses.union(old.names.values()) - covered:
        page = address.partition("#")[0]
        with_its_page = page != address and page not in new.anchors
        if not with_its_page and not new.has(address):
            yield f"Breaks: the address `{address or '/'}` {advice}"
