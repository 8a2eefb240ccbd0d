"""Lists the kinds of objects that a handbook declares, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.organization.checklists import Checklist
from sphinx_compass.organization.objects import Area, DeclaredObject, Role, Team
from sphinx_compass.organization.options import options_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_compass.organization.objects import Kind
    from sphinx_compass.organization.options import Inverse

RECORDS: tuple[type[DeclaredObject], ...] = (
    Checklist,
    Role,
    Team,
    Area,
)
LARGEST_FIRST = RECORDS[::-1]  # the order in ``compass.json``, its schema and ``llms.txt``

KINDS: Mapping[Kind, type[DeclaredObject]] = {record.KIND: record for record in RECORDS}


def plural(kind: Kind) -> str:
    """Return the key of the objects of a kind in ``compass.json``, such as ``roles``."""
    return KINDS[kind].TITLE.lower()


def inverses(kind: Kind) -> Iterator[tuple[Kind, str, Inverse]]:
    """Yield the options that lead to objects of a kind and show on their cards.

    Yields the kind that has the option, the attribute, and the line on the card. Options
    of the same kind come first.
    """
    for record in sorted(RECORDS, key=lambda record: kind != record.KIND):
        for attribute, option in options_of(record).items():
            if option.inverse is not None and kind in option.leads_to:
                yield record.KIND, attribute, option.inverse
