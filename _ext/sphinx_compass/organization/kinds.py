"""The kinds of objects that a handbook declares: one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.organization.objects import Area, DeclaredObject, Role, Team
from sphinx_compass.organization.options import options_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_compass.organization.objects import Kind
    from sphinx_compass.organization.options import Inverse

RECORDS: tuple[type[DeclaredObject], ...] = (
    Role,
    Team,
    Area,
)

KINDS: Mapping[Kind, type[DeclaredObject]] = {record.KIND: record for record in RECORDS}


def plural(kind: Kind) -> str:
    """Return what several objects of a kind are called in ``compass.json``, such as ``roles``."""
    return KINDS[kind].TITLE.lower()


def inverses(kind: Kind) -> Iterator[tuple[Kind, str, Inverse]]:
    """Yield the options that show on the card of the objects they lead to, if of this kind.

    Each one comes as the kind that has the option, the attribute, and the line on the
    card; options of the same kind come first.
    """
    for record in sorted(RECORDS, key=lambda record: kind != record.KIND):
        for attribute, described in options_of(record).items():
            if described.inverse is not None and kind in described.leads_to:
                yield record.KIND, attribute, described.inverse
