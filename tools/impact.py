"""What a change does, said in words: two built sites → one line for each thing that changes.

``python -m tools.impact BASE_DIR NEW_DIR`` prints, as Markdown, how the second site
differs from the first: roles, teams, areas, terms, pages and owners, reviews, and each
published name or address that breaks.  Wording and layout of pages do not count, summaries
and definitions among them: what they change for others is the reviews that they reopen.
Both folders hold a handbook that the builder ``dirhtml`` has written.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from sphinx.util.inventory import InventoryFile

from sphinx_compass.outputs.export import DATA_FILE, escaped
from sphinx_compass.source.frontmatter import Interval
from sphinx_compass.organization.model import KINDS, fold
from sphinx_compass.names.names_list import Name, is_stable, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx_compass.outputs.export import Data

    # The anchors of each page, by the page's address; None where a page only leads on.
    Anchors: TypeAlias = Mapping[str, frozenset[str] | None]

TITLE = "## What this change does"
NOTHING = (
    "Nothing changes in the names, facts, owners and review dates of roles, teams, areas, terms "
    "and pages, and no name or address breaks. Texts are not compared."
)
INCOMPARABLE = (
    "The revision to compare with gives no compass.json, so what the change does is unknown."
)

_LINKED = ("section", "span", "p")  # elements with the ids of headings, labels and kept anchors


@dataclass(frozen=True, slots=True)
class Site:
    """What is compared of a built site."""

    data: Data  # the content of compass.json
    names: Mapping[Name, str]  # all names of objects.inv, and the address of each
    anchors: Anchors
    addresses: frozenset[str]  # of pages, and those anchors that people link to


class Thing(NamedTuple):
    """A role, team, area, term or page."""

    key: str  # slug, first headword, docname
    name: str  # what people read: name, first headword, title
    others: tuple[str, ...]  # aliases, or further headwords
    data: Data


# -- what became of each thing -----------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fates:
    """The things of one kind in both sites, and what each of the old ones is now."""

    kind: str
    old: Mapping[str, Thing]
    new: Mapping[str, Thing]
    heirs: Mapping[str, str]  # old key → new key; without those that lead nowhere

    @classmethod
    def of(cls, kind: str, old: Site, new: Site) -> Fates:
        """Compare the things of one kind."""
        before, after = _things(old.data, kind), _things(new.data, kind)
        heirs = {
            key: _heir(Name(kind, key), thing.name, old, new, after)
            for key, thing in before.items()
        }
        return cls(kind, before, after, {key: heir for key, heir in heirs.items() if heir})

    def pairs(self) -> Iterator[tuple[Thing, Thing]]:
        """Yield each thing that goes on, as it was and as it is."""
        for key, heir in self.heirs.items():
            if key == heir or heir not in self.old:
                yield self.old[key], self.new[heir]

    def now(self, key: str | None) -> str | None:
        """Return the key that an old key means in the new site."""
        return self.heirs.get(key, key) if key is not None else None

    def name(self, key: str | None) -> str:
        """Return the name that a key of either site means, for a sentence; "" for no key."""
        if key is None:
            return ""
        thing = self.new.get(key) or self.old.get(key)
        return f"'{escaped(thing.name if thing else key)}'"


def _things(data: Data, kind: str) -> dict[str, Thing]:
    found = {}
    for entry in data[f"{kind}s"]:
        match kind:
            case "page":
                thing = Thing(entry["docname"], entry["title"], (), entry)
            case "term":
                others = tuple(other["name"] for other in entry["other_headwords"])
                thing = Thing(entry["name"], entry["name"], others, entry)
            case _:
                thing = Thing(entry["slug"], entry["name"], tuple(entry["aliases"]), entry)
        found[thing.key] = thing
    return found


def _heir(name: Name, title: str, old: Site, new: Site, after: Mapping[str, Thing]) -> str | None:
    """Return the key of what something is now; the surest sign decides, None where none does."""
    if name.name in after:
        return name.name
    keeps = (key for key, thing in after.items() if fold(title) in map(fold, thing.others))
    places: dict[str | None, str] = {
        new.names[Name(name.kind, known)]: key
        for key, thing in after.items()
        for known in (key, *thing.others)
        if Name(name.kind, known) in new.names
    }
    alike = [key for key, thing in after.items() if fold(thing.name) == fold(title)]
    signs = (
        next(keeps, None),  # it has the old name as well
        places.get(new.names.get(name)),  # the old name leads there
        places.get(old.names.get(name)),  # it stands at the old address
        alike[0] if len(alike) == 1 else None,
    )
    return next((sign for sign in signs if sign), None)


# -- statements ----------------------------------------------------------------------


def statements(old: Site, new: Site) -> list[str]:
    """Return one line of Markdown for each thing that changes, sorted; reopened reviews last."""
    fates = {kind: Fates.of(kind, old, new) for kind in (*KINDS, "term", "page")}
    found: set[str] = set(_pages(fates))
    for kind in (*KINDS, "term"):
        found |= set(_existence(fates[kind]))
    for kind in fates:
        found |= set(_removals(fates, kind, new)) | set(_options(fates, kind))
    found |= set(_moves(fates)) | set(_managers(fates)) | set(_breaks(old, new))
    return [*sorted(found), *_reopened(fates)]


def _existence(fates: Fates) -> Iterator[str]:
    """Yield what is added and renamed."""
    kind = fates.kind.capitalize()
    for key in fates.new.keys() - fates.old.keys() - set(fates.heirs.values()):
        yield f"{kind} {fates.name(key)} is added."
    for was, now in fates.pairs():
        if was.name != now.name:
            yield f"{kind} '{escaped(was.name)}' is renamed '{escaped(now.name)}'."


def _removals(fates: Mapping[str, Fates], kind: str, new: Site) -> Iterator[str]:
    """Yield what is removed, and where its name leads."""
    for key, thing in fates[kind].old.items():
        heir = fates[kind].heirs.get(key)
        if heir is not None and (heir == key or heir not in fates[kind].old):
            continue
        onward = _shown(kind, fates[kind].new[heir]) if heir else _onward(fates, kind, key, new)
        leads = f"; its name leads to {onward}" if onward else ""
        yield f"{_subject(kind, thing)} is removed{leads}."


def _onward(fates: Mapping[str, Fates], kind: str, key: str, new: Site) -> str:
    """Return what of another kind the name of something that is gone leads to; "" where nothing."""
    place = new.names.get(Name(kind, key))
    if place is None:
        return ""
    for address in (place, place.partition("#")[0]):  # the page stands for a section of it
        for other in fates:
            for there, thing in fates[other].new.items():
                if new.names.get(Name(other, there)) == address:
                    return _shown(other, thing)
    return ""


def _shown(kind: str, thing: Thing) -> str:
    name = f"`{thing.key}`" if kind.lower() == "page" else f"'{escaped(thing.name)}'"
    return f"{kind} {name}"


def _subject(kind: str, thing: Thing) -> str:
    return _shown(kind.capitalize(), thing)


class _Relation(NamedTuple):
    noun: str
    gained: str
    lost: str


_AREA = _Relation("area", "now belongs to an area", "no longer belongs to an area")
_PARENT = _Relation("parent team", "now has a parent team", "no longer has a parent team")
_MANAGER = _Relation("manager", "now has a manager", "no longer has a manager")
_OWNER = _Relation("owner", "now has an owner", "no longer has an owner")


def _turn(subject: str, relation: _Relation, before: str, after: str) -> str:
    """Return how a relation changes; an empty name stands for none."""
    if not before:
        return f"{subject} {relation.gained}: {after}."
    if not after:
        return f"{subject} {relation.lost} (before: {before})."
    return f"{subject} moves to another {relation.noun}: {after} instead of {before}."


def _moves(fates: Mapping[str, Fates]) -> Iterator[str]:
    """Yield what moves to another area, parent team or page."""
    for kind, key, relation, related in (
        ("role", "area", _AREA, "area"),
        ("team", "area", _AREA, "area"),
        ("team", "parent", _PARENT, "team"),
    ):
        for was, now in fates[kind].pairs():
            before, after = fates[related].now(was.data.get(key)), now.data.get(key)
            if before != after:
                names = [fates[related].name(slug) for slug in (before, after)]
                yield _turn(_subject(kind, now), relation, *names)
    for kind in (*KINDS, "term"):
        key = "defined_on" if kind == "term" else "declared_on"
        for was, now in fates[kind].pairs():
            before, after = fates["page"].now(was.data.get(key)), now.data.get(key)
            if before != after:
                page = f"`{after}` instead of `{before}`"
                yield f"{_subject(kind, now)} moves to another page: {page}."


def _managers(fates: Mapping[str, Fates]) -> Iterator[str]:
    """Yield which roles report to another manager."""
    for was, now in fates["role"].pairs():
        before, after = _manager(was, fates, old=True), _manager(now, fates, old=False)
        if before != after:
            names = [fates[kind].name(slug) for kind, slug in (before, after)]
            yield _turn(_subject("role", now), _MANAGER, *names)


def _manager(role: Thing, fates: Mapping[str, Fates], *, old: bool) -> tuple[str, str | None]:
    """Return kind and slug of what a role reports to, in terms of the new site."""
    manager = role.data.get("reports_to")
    if manager is None:
        return "role", None
    kind, slug = manager["kind"], manager["slug"]
    return kind, fates[kind].now(slug) if old else slug


def _pages(fates: Mapping[str, Fates]) -> Iterator[str]:
    """Yield which pages are added and moved, and whose owner or review date changes."""
    pages, roles = fates["page"], fates["role"]
    for key in pages.new.keys() - pages.old.keys() - set(pages.heirs.values()):
        yield f"Page `{key}` is added."
    for was, now in pages.pairs():
        if was.key != now.key:
            yield f"Page `{was.key}` is moved to `{now.key}`."
        before, after = roles.now(was.data.get("owner")), now.data.get("owner")
        if before != after:
            names = [roles.name(slug) for slug in (before, after)]
            yield _turn(f"Page `{now.key}`", _OWNER, *names)
        yield from _reviewed(was, now)


def _reviewed(was: Thing, now: Thing) -> Iterator[str]:
    before, after = (page.data.get("last_reviewed_on") for page in (was, now))
    if after is None and before is not None:
        yield f"Page `{now.key}` no longer says when it was reviewed (before: {before})."
    elif before != after:
        instead = f", not {before}" if before is not None else ""
        yield f"Page `{now.key}` now says that it was reviewed on {after}{instead}."


# -- what has no statement of its own --------------------------------------------------


class _Option(NamedTuple):
    name: str  # as editors write it
    key: str  # in compass.json
    related: str = ""  # what it names


_OPTIONS: Mapping[str, tuple[_Option, ...]] = {
    "role": (_Option("status", "status"), _Option("teams", "teams", "team")),
    "team": (
        _Option("kind", "kind"),
        _Option("lead", "leads", "role"),
        _Option("status", "status"),
    ),
    "area": (_Option("lead", "leads", "role"), _Option("page", "structure_page", "page")),
    "term": (),
    "page": (_Option("title", "title"),),
}


def _options(fates: Mapping[str, Fates], kind: str) -> Iterator[str]:
    """Yield once for each thing which of its other options change."""
    for was, now in fates[kind].pairs():
        changed = [
            option.name
            for option in _OPTIONS[kind]
            if _today(fates, option, was.data.get(option.key)) != now.data.get(option.key)
        ]
        if _other_names_change(fates[kind], was, now):
            changed.append("other headwords" if kind == "term" else "aliases")
        if kind in KINDS and was.key != now.key and was.name == now.name:
            changed.append("slug")
        if kind == "page" and _interval_changes(was, now):
            changed.append("review_in")
        if changed:
            yield f"{_subject(kind, now)} changes: {', '.join(sorted(changed))}."


def _today(fates: Mapping[str, Fates], option: _Option, value: Any) -> Any:
    """Return the value of an option of the old site in terms of the new one."""
    if not option.related or value is None:
        return value
    if isinstance(value, str):
        return fates[option.related].now(value)
    return sorted({str(fates[option.related].now(slug)) for slug in value})


def _other_names_change(fates: Fates, was: Thing, now: Thing) -> bool:
    """Tell whether aliases or headwords come or go, but for the name of what became this."""
    became = {thing.name for key, thing in fates.old.items() if fates.heirs.get(key) == now.key}
    lost = {*was.others} - {now.name, *now.others}
    return bool(lost or {*now.others} - {*was.others} - became)


def _interval_changes(was: Thing, now: Thing) -> bool:
    """Tell whether the time between two reviews changes; compass.json has its two ends."""
    old, old_due = _ends(was)
    new, new_due = _ends(now)
    if old is None or new is None:
        return False  # there is a statement on the date itself
    if old_due is None or new_due is None:
        return old_due != new_due
    months = (old_due.year - old.year) * 12 + old_due.month - old.month
    same = (Interval(days=(old_due - old).days), Interval(months=months))
    return new_due not in {
        interval.after(new) for interval in same if interval.after(old) == old_due
    }


def _ends(page: Thing) -> tuple[dt.date | None, dt.date | None]:
    reviewed, due = (page.data.get(key) for key in ("last_reviewed_on", "review_by"))
    return (
        dt.date.fromisoformat(reviewed) if reviewed else None,
        dt.date.fromisoformat(due) if due else None,
    )


# -- reviews ------------------------------------------------------------------------------


def _reopened(fates: Mapping[str, Fates]) -> Iterator[str]:
    """Yield the pages that were well reviewed and stand on changed ground now, by that ground.

    Those of which most pages hang come first.
    """
    pages: dict[tuple[str, ...], list[str]] = {}
    for was, now in fates["page"].pairs():
        changed = sorted(
            f"{cited['kind']} {fates[cited['kind']].name(cited.get('slug') or cited['name'])}"
            for cited in now.data.get("changed_since_review", ())
        )
        # No list, in another version or without a recorded review, is no knowledge of before.
        if changed and was.data.get("changed_since_review") == []:
            pages.setdefault(tuple(changed), []).append(now.key)
    for ground, keys in sorted(pages.items(), key=lambda entry: (-len(entry[1]), entry)):
        yield _reopening(ground, sorted(keys))


def _reopening(ground: tuple[str, ...], pages: list[str]) -> str:
    *others, last = ground
    cited = f"{', '.join(others)} and {last}" if others else last
    changes = "which change" if others else "which changes"
    names = ", ".join(f"`{page}`" for page in pages)
    if len(pages) == 1:
        return f"The review of page {names} is reopened, since it cites {cited}, {changes}."
    opened = f"The review of {len(pages)} pages is reopened"
    return f"{opened}, since they cite {cited}, {changes}: {names}."


# -- what breaks -----------------------------------------------------------------------


def _breaks(old: Site, new: Site) -> Iterator[str]:
    """Yield names and addresses that lead nowhere; what breaks with another goes unsaid."""
    gone = old.names.keys() - new.names.keys()
    own_labels = {Name("label", f"{name.kind}-{name.name}") for name in gone}
    for name in gone - own_labels:
        yield f"Breaks: the name `{name}` leads nowhere; `nox -s names` says what keeps it."
    said = {old.names[name] for name in gone}
    for address in old.addresses | set(old.names.values()):
        page = address.partition("#")[0]
        with_page = page != address and page not in new.anchors
        if address not in said and not with_page and not _leads(address, new.anchors):
            shown = address or "/"
            yield f"Breaks: the address `{shown}` leads nowhere; `nox -s names` says what keeps it."


def _leads(address: str, anchors: Anchors) -> bool:
    """Tell whether a site has an address; a page that leads on takes all its anchors along."""
    page, _, anchor = address.partition("#")
    if page not in anchors:
        return False
    found = anchors[page]
    return found is None or not anchor or anchor in found


def as_markdown(lines: Sequence[str]) -> str:
    """Return what a reviewer reads."""
    body = "\n".join(f"- {line}" for line in lines) or NOTHING
    return f"{TITLE}\n\n{body}\n"


# -- built sites -------------------------------------------------------------------------


class _Page(HTMLParser):
    """Collects the anchors of a page, and notes whether it only leads on."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.linked: set[str] = set()  # anchors that people link to
        self.redirects = False
        self.below_title = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the id of an element."""
        known = dict(attrs)
        self.redirects |= tag == "meta" and known.get("http-equiv") == "refresh"
        anchor = known.get("id") or ""
        self.anchors.add(anchor)
        if tag == "section" and anchor and not self.below_title:
            self.below_title = True  # without this anchor the page opens at the same place
        elif tag in _LINKED and is_stable(anchor):
            self.linked.add(anchor)


def read_site(folder: Path) -> Site | None:
    """Return what is compared of a built site; None where it has no ``compass.json``.

    Raises OSError where it has no inventory, ValueError where a file of it is broken.
    """
    path = folder / DATA_FILE
    if not path.is_file():
        return None
    inventory = InventoryFile.loads((folder / "objects.inv").read_bytes(), uri="")
    pages = {
        _address(page, folder): _Page(page.read_text(encoding="utf-8"))
        for page in sorted(folder.rglob("index.html"))
    }
    return Site(
        json.loads(path.read_text(encoding="utf-8")),
        {
            Name(kind_of(objtype), name): item.uri
            for objtype, items in inventory.data.items()
            for name, item in items.items()
        },
        {
            address: None if page.redirects else frozenset(page.anchors)
            for address, page in pages.items()
        },
        frozenset(pages).union(
            f"{address}#{anchor}" for address, page in pages.items() for anchor in page.linked
        ),
    )


def _address(page: Path, folder: Path) -> str:
    parts = page.parent.relative_to(folder).parts
    return "".join(f"{part}/" for part in parts)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what changes between two built sites."""
    parser = argparse.ArgumentParser(prog="python -m tools.impact", description=main.__doc__)
    for name in ("base", "new"):
        parser.add_argument(name, type=Path, help="folder that the builder dirhtml has written")
    folders = parser.parse_args(arguments)
    new = read_site(folders.new)
    if new is None:
        parser.error(f"{folders.new} holds no {DATA_FILE}: build the handbook there first")
    old = read_site(folders.base)
    text = as_markdown(statements(old, new)) if old else f"{TITLE}\n\n{INCOMPARABLE}\n"
    print(text, end="")  # noqa: T201 - what this command is for


if __name__ == "__main__":
    main()
