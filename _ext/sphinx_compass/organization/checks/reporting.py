"""Checks of reporting lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.organization.chart import cycles
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.objects import Role, Team
from sphinx_compass.organization.problems import Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.objects import Area
    from sphinx_compass.organization.places import Mention


def managers(directory: Directory) -> Iterator[Problem]:
    """Yield a problem for each role that reports to a team that does not govern."""
    for role in directory.declared:
        if not isinstance(role, Role) or role.reports_to is None:
            continue
        team = directory.meant(Team, role.reports_to)
        if team is None or directory.manager(role) is not None:
            continue
        yield Problem(
            role.reports_to.location,
            Subtype.VALUE,
            _(
                "The role '{role}' cannot report to the team '{team}', which is not of kind {kinds}"
            ).format(
                role=role.name,
                team=team.name,
                kinds=_(" or ").join(directory.rules.governing_kinds),
            ),
            _("name the role that it reports to"),
        )


def reporting_cycles(directory: Directory) -> Iterator[Problem]:
    """Yield one problem for each cycle of roles that report to each other."""
    for cycle in cycles(directory, directory.of_kind(Role)):
        first = min(cycle, key=lambda role: role.declared_at)
        if len(cycle) == 1:
            yield _itself(first, first.reports_to, "reports-to")
            continue
        index = cycle.index(first)
        names = _("' reports to '").join(
            role.name for role in (*cycle[index:], *cycle[:index], first)
        )
        yield Problem(
            first.reports_to.location if first.reports_to else first.declared_at,
            Subtype.CYCLE,
            _("The reporting lines form a cycle: '{names}'").format(names=names),
            _("change the option 'reports-to' of one of them"),
        )


def parent_cycles(directory: Directory) -> Iterator[Problem]:
    """Yield one problem for each cycle of teams that are parts of each other."""
    parents = {
        team.key: parent
        for team in directory.of_kind(Team)
        if (parent := directory.meant(Team, team.parent)) is not None
    }
    done: set[tuple[str, str]] = set()
    for team in directory.of_kind(Team):
        way: list[Team] = []
        current: Team | None = team
        while current is not None and current.key not in done and current not in way:
            way.append(current)
            current = parents.get(current.key)
        done.update(item.key for item in way)
        if current in way:
            yield _parent_cycle(way[way.index(current) :])


def _parent_cycle(cycle: Sequence[Team]) -> Problem:
    first = min(cycle, key=lambda team: team.declared_at)
    if len(cycle) == 1:
        return _itself(first, first.parent, "parent")
    index = cycle.index(first)
    names = _("' is part of '").join(team.name for team in (*cycle[index:], *cycle[:index], first))
    return Problem(
        first.parent.location if first.parent else first.declared_at,
        Subtype.CYCLE,
        _("The teams form a cycle: '{names}'").format(names=names),
        _("change the option 'parent' of one of them"),
    )


def _itself(item: Role | Team, mention: Mention | None, option: str) -> Problem:
    return Problem(
        mention.location if mention else item.declared_at,
        Subtype.CYCLE,
        _("The option '{option}' of the {kind} '{name}' names this {kind} itself").format(
            option=option, kind=_(item.KIND), name=item.name
        ),
        _("name another one, or remove the line"),
    )


def reporting_lines(directory: Directory) -> Iterator[Problem]:
    """Yield a problem for each role that reports to another area than its own.

    Only lines whose areas are both known are checked. The lead of an area may report
    to the top role, whatever the area of that is. So may every role of an area whose lead
    is not known, which is a finding of its own.
    """
    top = directory.names.one("role", directory.rules.top_role)
    for role in directory.of_kind(Role):
        manager = directory.manager(role)
        if manager is None or role.reports_to is None:
            continue
        own, other = directory.area_of(role), directory.area_of(manager)
        if own is None or other is None or own.key == other.key:
            continue
        if top is not None and manager.key == top.key and _may_lead(directory, role, own):
            continue
        yield Problem(
            role.reports_to.location,
            Subtype.REPORTING_LINE,
            _(
                "The role '{role}' of the area '{own}' reports to '{manager}' of the area '{other}'"
            ).format(role=role.name, own=own.name, manager=manager.name, other=other.name),
            _("reporting lines stay inside one functional area, so correct 'reports-to' or 'area'"),
        )


def _may_lead(directory: Directory, role: Role, area: Area) -> bool:
    """Tell whether a role leads an area, or one of the area's leads is not known."""
    leads = [directory.meant(Role, mention) for mention in area.leads]
    return role in leads or None in leads
