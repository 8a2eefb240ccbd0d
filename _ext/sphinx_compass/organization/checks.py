"""Pure checks over the whole organisation: ``Directory → Iterator[Problem]``.

Every check is a generator that knows one rule; :func:`check` chains them.  One
mistake gives one finding, so a check stays silent where another one already
speaks: a name that is not known, for instance, breaks no reporting line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import chain
from typing import TYPE_CHECKING

from sphinx_compass.organization.problems import Problem, did_you_mean
from sphinx_compass.source.frontmatter import missing_keys
from sphinx_compass.organization.model import ARTICLE, Area, Role, Team, fold

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping
    from typing import TypeAlias

    from sphinx_compass.organization.model import Declared, Directory, Kind, Location, Mention

    # What to do where a name that was published once is written: by kind and folded name.
    Former: TypeAlias = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Rules:
    """What a project decides about its checks."""

    today: dt.date  # reviews later than this lie in the future
    top_role: str = "executive-director"  # leads of areas may report to it across areas
    required_keys: tuple[str, ...] = ()  # front matter that every page needs
    former: Former = field(default_factory=dict)


def check(directory: Directory, rules: Rules) -> Iterator[Problem]:
    """Yield everything that is wrong with an organisation, in no particular order."""
    yield from chain(
        declared_twice(directory),
        shared_aliases(directory),
        unknown_references(directory, rules.former),
        unknown_options(directory, rules.former),
        unknown_filters(directory, rules.former),
        reporting_cycles(directory),
        reporting_lines(directory, rules.top_role),
        structure_pages(directory),
        pages(directory, rules),
    )


# -- names ----------------------------------------------------------------


def declared_twice(directory: Directory) -> Iterator[Problem]:
    """Yield a problem for each declaration after the first with the same name or slug."""
    first: dict[tuple[Kind, str], Declared] = {}
    for item in directory.declared:
        keys = [(item.KIND, fold(item.name)), (item.KIND, item.slug)]
        earlier = next((first[key] for key in keys if key in first), None)
        if earlier is not None:
            yield Problem(
                item.location,
                "duplicate",
                f"The {item.KIND} '{item.name}' is declared here and at {earlier.location}",
                "keep one of the two and refer to it on the other page",
            )
        for key in keys:
            first.setdefault(key, item)


def shared_aliases(directory: Directory) -> Iterator[Problem]:
    """Yield a problem for each alias that is another object's name, slug or alias."""
    for item in directory.objects.values():
        for alias in item.aliases:
            other = _other_owner(directory, item, alias)
            if other is not None:
                yield Problem(
                    alias.location,
                    "ambiguous",
                    f"The alias '{alias.name}' of the {item.KIND} '{item.name}' also means "
                    f"'{other.name}' ({other.location})",
                    "remove it here or there",
                )


def _other_owner(directory: Directory, item: Declared, alias: Mention) -> Declared | None:
    """Return the object that an alias belongs to as well; of two aliases the later one errs."""
    wanted = fold(alias.name)
    for other in directory.objects.values():
        if other.KIND != item.KIND or other.key == item.key:
            continue
        if wanted in {fold(other.name), other.slug}:
            return other
        for rival in other.aliases:
            if fold(rival.name) == wanted and rival.location <= alias.location:
                return other
    return None


def unknown_references(directory: Directory, former: Former) -> Iterator[Problem]:
    """Yield a problem for each reference in text whose name means no or several objects."""
    for reference in directory.references:
        kinds = (reference.kind,)
        yield from _name_problems(directory, former, kinds, reference.name, reference.location)


def unknown_options(directory: Directory, former: Former) -> Iterator[Problem]:
    """Yield a problem for each option whose name means no or several objects."""
    for item in directory.declared:
        for kinds, mention in _relations(item):
            yield from _name_problems(directory, former, kinds, mention.name, mention.location)
        if isinstance(item, Role):
            yield from _manager_kind(directory, item)


def _relations(item: Declared) -> Iterator[tuple[tuple[Kind, ...], Mention]]:
    """Yield the names in an object's options, each with the kinds that it may be of."""
    single: list[tuple[tuple[Kind, ...], Mention | None]] = []
    several: list[tuple[tuple[Kind, ...], Mention]] = []
    match item:
        case Role():
            single = [(("area",), item.area), (("role", "team"), item.reports_to)]
            several = [(("team",), mention) for mention in item.teams]
        case Team():
            single = [(("area",), item.area), (("team",), item.parent)]
            several = [(("role",), mention) for mention in item.leads]
        case Area():
            several = [(("role",), mention) for mention in item.leads]
    for kinds, mention in single:
        if mention is not None:
            yield kinds, mention
    yield from several


def _name_problems(
    directory: Directory,
    former: Former,
    kinds: tuple[Kind, ...],
    name: str,
    location: Location,
) -> Iterator[Problem]:
    found = next(filter(None, (directory.find(kind, name) for kind in kinds)), ())
    if len({fold(item.name) for item in found}) == 1:
        return  # one name under several slugs is declared twice, which has its own finding
    if found:
        meant = " or ".join(f"'{item.name}'" for item in found)
        yield Problem(
            location,
            "ambiguous",
            f"The {found[0].KIND} '{name}' can mean {meant}",
            "write the full name of the one you mean",
        )
        return
    yield Problem(
        location,
        "unknown",
        f"There is no {kinds[0]} named '{name}'",
        _instead(directory, former, kinds, name),
    )


def _instead(directory: Directory, former: Former, kinds: tuple[Kind, ...], name: str) -> str:
    """Return the suggestion for a name that is unknown: it was one, or it is a slip."""
    known = (former.get((kind, fold(name))) for kind in kinds)
    close = tuple(
        dict.fromkeys(chain.from_iterable(directory.close_names(kind, name) for kind in kinds))
    )
    return (
        next(filter(None, known), "") or did_you_mean(close) or _other_kind(directory, kinds, name)
    )


def _other_kind(directory: Directory, kinds: tuple[Kind, ...], name: str) -> str:
    """Return the suggestion for a name that nothing of the wanted kinds resembles."""
    others: tuple[Kind, ...] = ("role", "team", "area")
    for kind in others:
        if kind not in kinds and (item := directory.one(kind, name)) is not None:
            return f"'{item.name}' is {ARTICLE[kind]}, not {ARTICLE[kinds[0]]}"
    return f"correct the name, or declare the {kinds[0]} on the page that describes it"


def unknown_filters(directory: Directory, former: Former) -> Iterator[Problem]:
    """Yield a problem for each filter of a view whose name means no or several objects."""
    kinds: dict[str, Kind] = {"area": "area", "team": "team", "owner": "role"}
    for view in directory.views:
        for key, mentions in view.options:
            if key in kinds:
                for mention in mentions:
                    yield from _name_problems(
                        directory, former, (kinds[key],), mention.name, mention.location
                    )


def _manager_kind(directory: Directory, role: Role) -> Iterator[Problem]:
    """Yield a problem where a role reports to a team that does not govern."""
    if role.reports_to is None or directory.role(role.reports_to) is not None:
        return
    team = directory.team(role.reports_to)
    if team is not None and team.kind != "governing":
        yield Problem(
            role.reports_to.location,
            "value",
            f"The role '{role.name}' cannot report to the team '{team.name}', "
            "which is not of kind governing",
            "name the role that it reports to",
        )


# -- reporting ------------------------------------------------------------


def reporting_cycles(directory: Directory) -> Iterator[Problem]:
    """Yield one problem for each circle of roles that report to each other."""
    done: set[str] = set()
    for start in directory.roles:
        path: list[Role] = []
        role: Role | None = start
        while role is not None and role.slug not in done and role not in path:
            path.append(role)
            manager = directory.manager(role)
            role = manager if isinstance(manager, Role) else None
        if role is not None and role in path:
            yield _cycle_problem(path[path.index(role) :])
        done.update(member.slug for member in path)


def _cycle_problem(cycle: list[Role]) -> Problem:
    first = min(range(len(cycle)), key=lambda index: cycle[index].location)
    cycle = cycle[first:] + cycle[:first]
    mention = cycle[0].reports_to
    chain_of_names = "' reports to '".join(role.name for role in [*cycle, cycle[0]])
    return Problem(
        mention.location if mention else cycle[0].location,
        "cycle",
        f"The reporting lines go in a circle: '{chain_of_names}'",
        "change the option 'reports-to' of one of them",
    )


def reporting_lines(directory: Directory, top_role: str) -> Iterator[Problem]:
    """Yield a problem for each role that reports to another area than its own.

    Lines are judged only where both areas are known; the lead of an area may report
    to the top role wherever that one stands.
    """
    top = directory.one("role", top_role)
    for role in directory.roles:
        manager = directory.manager(role)
        if manager is None or role.reports_to is None:
            continue
        own, other = directory.area(role.area), directory.area(manager.area)
        if own is None or other is None or own.key == other.key:
            continue
        leads_own_area = own in directory.led_by(role)
        if leads_own_area and top is not None and manager.key == top.key:
            continue
        yield Problem(
            role.reports_to.location,
            "reporting_line",
            f"The role '{role.name}' of the area '{own.name}' reports to '{manager.name}' "
            f"of the area '{other.name}'",
            "reporting lines stay inside one functional area, so correct 'reports-to' or 'area'",
        )


# -- pages ----------------------------------------------------------------


def structure_pages(directory: Directory) -> Iterator[Problem]:
    """Yield a problem for each area without a page that describes its structure."""
    for area in directory.areas:
        if area.page is None:
            yield Problem(
                area.location,
                "structure_page",
                f"The area '{area.name}' names no structure page",
                "add the option ':page:' with the page that describes it, "
                f"for instance ':page: {area.docname}'",
            )
        elif area.page.name not in directory.titles:
            close = get_close_matches(area.page.name, sorted(directory.titles), n=2)
            yield Problem(
                area.page.location,
                "structure_page",
                f"The structure page '{area.page.name}' of the area '{area.name}' does not exist",
                did_you_mean(close, "write the page, or name another one"),
            )


def pages(directory: Directory, rules: Rules) -> Iterator[Problem]:
    """Yield what is wrong with the owners and review dates of pages."""
    for page in directory.pages:
        yield from missing_keys(page, rules.required_keys)
        if page.owner is not None:
            yield from _owner_problems(directory, rules.former, page.owner)
        if page.last_reviewed_on is not None and page.last_reviewed_on > rules.today:
            yield Problem(
                page.location_of("last_reviewed_on"),
                "review",
                f"The review date {page.last_reviewed_on.isoformat()} lies in the future",
                "write the day on which the page was compared with its sources",
            )


def _owner_problems(directory: Directory, former: Former, owner: Mention) -> Iterable[Problem]:
    found = directory.find("role", owner.name)
    if not found:
        yield Problem(
            owner.location,
            "owner",
            f"The page's owner '{owner.name}' is not a declared role",
            _instead(directory, former, ("role",), owner.name),
        )
    elif len(found) > 1:
        yield from _name_problems(directory, former, ("role",), owner.name, owner.location)
    elif isinstance(found[0], Role) and found[0].status in {"archived", "vacant"}:
        yield Problem(
            owner.location,
            "owner",
            f"The page's owner '{found[0].name}' is {found[0].status} and cannot answer for it",
            "name a role that somebody holds",
        )
