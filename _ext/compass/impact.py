"""What a change does, said in words: two built sites → one line for each thing that changes.

``python -m compass.impact BASE_DIR NEW_DIR`` prints, as Markdown, how the second site
differs from the first: roles, teams, areas, terms, pages and owners, reviews, and each
published name or address that breaks.  Wording and layout of pages do not count.  Both
folders hold a handbook that the builder ``dirhtml`` has written.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sphinx.util.inventory import InventoryFile

from compass.export import DATA_FILE, escaped
from compass.model import KINDS, fold
from compass.names import Name, is_stable, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from compass.export import Data

    # The anchors of each page, by the page's address; None where a page only leads on.
    Anchors: TypeAlias = Mapping[str, frozenset[str] | None]

TITLE = "## What this change does"
NOTHING = "Nothing changes in what the handbook declares, publishes or says about reviews."
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
        """Return the name that a key of either site means, for a sentence."""
        if key is None:
            return "none"
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
    """Return one line of Markdown for each thing that changes, sorted."""
    fates = {kind: Fates.of(kind, old, new) for kind in (*KINDS, "term", "page")}
    found: set[str] = set(_pages(fates["page"], fates["role"]))
    for kind in (*KINDS, "term"):
        found |= set(_existence(fates[kind]))
    found |= set(_moves(fates)) | set(_managers(fates)) | set(_reopened(fates))
    found |= set(_breaks(old, new))
    return sorted(found)


def _existence(fates: Fates) -> Iterator[str]:
    """Yield what is added, renamed and removed."""
    kind = fates.kind.capitalize()
    for key in fates.new.keys() - fates.old.keys() - set(fates.heirs.values()):
        yield f"{kind} {fates.name(key)} is added."
    for was, now in fates.pairs():
        if was.name != now.name:
            yield f"{kind} '{escaped(was.name)}' is renamed '{escaped(now.name)}'."
    yield from _removals(fates)


def _removals(fates: Fates) -> Iterator[str]:
    for key, thing in fates.old.items():
        removed = f"{fates.kind.capitalize()} '{escaped(thing.name)}' is removed"
        heir = fates.heirs.get(key)
        if heir is None:
            yield f"{removed}."
        elif heir != key and heir in fates.old:
            yield f"{removed}; its name leads to {fates.name(heir)}."


def _moves(fates: Mapping[str, Fates]) -> Iterator[str]:
    """Yield which roles and teams move to another area or parent team."""
    for kind, key, relation, related in (
        ("role", "area", "area", "area"),
        ("team", "area", "area", "area"),
        ("team", "parent", "parent team", "team"),
    ):
        for was, now in fates[kind].pairs():
            before, after = fates[related].now(was.data.get(key)), now.data.get(key)
            if before != after:
                names = [fates[related].name(slug) for slug in (before, after)]
                yield _turn(f"{kind.capitalize()} '{escaped(now.name)}'", relation, *names)


def _managers(fates: Mapping[str, Fates]) -> Iterator[str]:
    """Yield which roles report to another manager."""
    for was, now in fates["role"].pairs():
        before, after = _manager(was, fates, old=True), _manager(now, fates, old=False)
        if before != after:
            names = [fates[kind].name(slug) for kind, slug in (before, after)]
            yield _turn(f"Role '{escaped(now.name)}'", "manager", *names)


def _manager(role: Thing, fates: Mapping[str, Fates], *, old: bool) -> tuple[str, str | None]:
    """Return kind and slug of what a role reports to, in terms of the new site."""
    manager = role.data.get("reports_to")
    if manager is None:
        return "role", None
    kind, slug = manager["kind"], manager["slug"]
    return kind, fates[kind].now(slug) if old else slug


def _turn(subject: str, relation: str, before: str, after: str) -> str:
    return f"{subject} moves to another {relation}: {after} instead of {before}."


def _pages(pages: Fates, roles: Fates) -> Iterator[str]:
    """Yield what is added, moved and removed, and whose owner or review changes."""
    for key in pages.new.keys() - pages.old.keys() - set(pages.heirs.values()):
        yield f"Page `{key}` is added."
    for key in pages.old:
        heir = pages.heirs.get(key)
        if heir is None:
            yield f"Page `{key}` is removed."
        elif heir != key and heir in pages.old:
            yield f"Page `{key}` is removed; its name leads to `{heir}`."
    for was, now in pages.pairs():
        if was.key != now.key:
            yield f"Page `{was.key}` is moved to `{now.key}`."
        before, after = roles.now(was.data.get("owner")), now.data.get("owner")
        if before != after:
            names = [roles.name(slug) for slug in (before, after)]
            yield _turn(f"Page `{now.key}`", "owner", *names)
        days = [thing.data.get("last_reviewed_on", "no day") for thing in (was, now)]
        if days[0] != days[1]:
            yield f"Page `{now.key}` was reviewed on {days[1]}, it says; before: {days[0]}."


def _reopened(fates: Mapping[str, Fates]) -> Iterator[str]:
    """Yield the pages that were well reviewed, and stand on changed ground now."""
    for was, now in fates["page"].pairs():
        changed = [
            f"{cited['kind']} {fates[cited['kind']].name(cited.get('slug') or cited['name'])}"
            for cited in now.data.get("changed_since_review", ())
        ]
        # No list, in another version or without a recorded review, is no knowledge of before.
        if changed and was.data.get("changed_since_review") == []:
            yield (
                f"Page `{now.key}` has its review reopened, since what it cites changes: "
                f"{', '.join(changed)}."
            )


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
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the id of an element."""
        known = dict(attrs)
        self.redirects |= tag == "meta" and known.get("http-equiv") == "refresh"
        anchor = known.get("id") or ""
        self.anchors.add(anchor)
        if tag in _LINKED and is_stable(anchor):
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
    parser = argparse.ArgumentParser(prog="python -m compass.impact", description=main.__doc__)
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
