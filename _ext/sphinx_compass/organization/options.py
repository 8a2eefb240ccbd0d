"""Defines the options of declarations, each of which is a field of a record.

A field that is created with :func:`option` contains everything that the rest of the
extension derives from it: reading and checking, the card, lists and their filters,
``compass.json`` with its schema, the impact report, and the digest of reviews.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_compass.organization.places import Mention

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_compass.organization.rules import Rules

    # Whether an object that an option names is allowed as its value.
    Admits = Callable[[Rules, Any], bool]

_METADATA = "option"


class Inverse(NamedTuple):
    """The line on the card of the object that an option leads to."""

    label: str
    after: str = ""  # name of the option whose line it follows; empty: after all of them


class ChangeWords(NamedTuple):
    """How the impact report words a change of an option that has one value."""

    noun: str  # in "moves to another area"
    gained: str  # such as "now belongs to an area"
    lost: str  # such as "no longer belongs to an area"


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a declaration.

    Its value is a tuple of mentions if it takes several values, a plain word if it has
    ``choices``, and a mention or None otherwise.
    """

    name: str  # as written in a declaration, such as ``reports-to``
    help: str  # one sentence, for ``compass.schema.json``
    leads_to: tuple[str, ...] = ()  # kinds of objects that values can name, or only ``page``
    several: bool = False  # whether it takes several values
    is_ordered: bool = False  # whether the order of its values means something
    choices: str = ""  # field of Rules that lists the allowed words; empty: any text
    admits: Admits | None = None  # which of the named objects are allowed; None: all
    label: str = ""  # of its line on the card; empty: it has none
    key: str = ""  # in ``compass.json``; empty: it is not in there
    column: str = ""  # heading of its column in lists; empty: it has none
    filter: str = ""  # name of the filter in lists; empty: there is none
    inverse: Inverse | None = None
    change_words: ChangeWords | None = None  # None: the report only names the option

    @property
    def leads_to_objects(self) -> bool:
        """Whether values name roles, teams, areas or other declared objects."""
        return bool(self.leads_to) and not self.leads_to_page

    @property
    def leads_to_page(self) -> bool:
        """Whether values name pages."""
        return self.leads_to == ("page",)


def option(name: str, text: str, **settings: Any) -> Any:
    """Return a dataclass field for an option; ``settings`` are fields of :class:`Option`."""
    described = Option(name, text, **settings)
    default: Any = () if described.several else ("" if described.choices else None)
    return dataclasses.field(default=default, kw_only=True, metadata={_METADATA: described})


def options_of(record_type: type) -> dict[str, Option]:
    """Return the options of a record type by attribute: its own ones, then inherited ones."""
    return _options_of(record_type)


@cache
def _options_of(record_type: Any) -> dict[str, Option]:
    every = {
        item.name: item.metadata[_METADATA]
        for item in dataclasses.fields(record_type)
        if _METADATA in item.metadata
    }
    own = record_type.__annotations__
    return {name: every[name] for name in sorted(every, key=lambda name: name not in own)}


def mentions(record: object, attribute: str) -> tuple[Mention, ...]:
    """Return the values of an option that have a location, in the order written."""
    value = getattr(record, attribute)
    if isinstance(value, Mention):
        return (value,)
    return value if isinstance(value, tuple) else ()


def words(record: object, attribute: str) -> tuple[str, ...]:
    """Return the values of an option as written."""
    value = getattr(record, attribute)
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(mention.name for mention in mentions(record, attribute))
