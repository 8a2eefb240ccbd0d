"""The checks of the whole organization.

Each check takes a directory and yields problems of one rule. One mistake gives one
finding, so a check ignores what another one reports, such as an unknown name in a
reporting line.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from sphinx_compass.organization.checks.checklists import (
    empty_checklists,
    repeated_steps,
    unknown_in_steps,
    unknown_phases,
    useless_undoes,
)
from sphinx_compass.organization.checks.mentions import (
    hidden_declarations,
    unknown_filters,
    unknown_options,
    unknown_references,
)
from sphinx_compass.organization.checks.names import (
    declared_twice,
    defined_twice,
    invisible_names,
    shared_aliases,
)
from sphinx_compass.organization.checks.pages import pages, structure_pages
from sphinx_compass.organization.checks.reporting import (
    managers,
    parent_cycles,
    reporting_cycles,
    reporting_lines,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.problems import Problem

CHECKS: tuple[Callable[[Directory], Iterator[Problem]], ...] = (
    declared_twice,
    defined_twice,
    invisible_names,
    shared_aliases,
    unknown_references,
    unknown_options,
    unknown_filters,
    hidden_declarations,
    managers,
    parent_cycles,
    reporting_cycles,
    reporting_lines,
    structure_pages,
    pages,
    unknown_in_steps,
    unknown_phases,
    useless_undoes,
    repeated_steps,
    empty_checklists,
)


def check(directory: Directory) -> Iterator[Problem]:
    """Yield everything that is wrong with an organization, in no particular order."""
    return chain.from_iterable(rule(directory) for rule in CHECKS)
