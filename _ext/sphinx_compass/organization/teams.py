"""Finds who is in a team by way of the teams that are part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.organization.objects import Role, Team
from sphinx_compass.organization.text import fold

if TYPE_CHECKING:
    from sphinx_compass.organization.directory import Directory


def parts_of(directory: Directory, team: Team) -> tuple[Team, ...]:
    """Return the teams that are part of a team, those of its parts included, each once."""
    found: dict[Team, None] = {}
    rest = [team]
    while rest:
        for part in directory.sources(rest.pop(0), Team, "parent"):
            if part not in found and part != team:  # a cycle is a finding, and ends here
                found[part] = None
                rest.append(part)
    return tuple(found)


def roles_in_parts(directory: Directory, team: Team) -> tuple[Role, ...]:
    """Return the roles that belong to the parts of a team or lead them, sorted by name."""
    found = {
        role
        for part in parts_of(directory, team)
        for role in (
            *directory.sources(part, Role, "teams"),
            *(item for item in directory.targets(part, "leads") if isinstance(item, Role)),
        )
    }
    return tuple(sorted(found, key=lambda role: (fold(role.name), role.slug)))
