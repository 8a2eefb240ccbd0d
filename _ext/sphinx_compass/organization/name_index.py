"""Finds declared objects by name, slug or alias."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

from sphinx_compass.organization.text import fold, slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sphinx_compass.organization.objects import DeclaredObject, Kind
    from sphinx_compass.organization.places import Mention


def _spellings(aliases: Iterable[Mention]) -> Iterator[str]:
    for alias in aliases:
        yield alias.name
        if slug := slugify(alias.name):
            yield slug


@dataclass(frozen=True)
class NameIndex:
    """The look-ups by name; ``declared`` is in the order of locations.

    If an object is declared twice, look-ups return the first declaration.
    """

    declared: tuple[DeclaredObject, ...] = ()

    @cached_property
    def objects(self) -> Mapping[tuple[Kind, str], DeclaredObject]:
        """Each object once, by kind and slug, sorted."""
        found: dict[tuple[Kind, str], DeclaredObject] = {}
        for item in self.declared:
            found.setdefault(item.key, item)
        return dict(sorted(found.items()))

    @cached_property
    def objects_on(self) -> Mapping[str, list[DeclaredObject]]:
        """The objects that each page declares, by docname."""
        found: dict[str, list[DeclaredObject]] = {}
        for item in self.objects.values():
            found.setdefault(item.docname, []).append(item)
        return found

    @cached_property
    def _by_name(self) -> Mapping[tuple[Kind, str], tuple[DeclaredObject, ...]]:
        return self._index(lambda item: (item.name, item.slug))

    @cached_property
    def _by_alias(self) -> Mapping[tuple[Kind, str], tuple[DeclaredObject, ...]]:
        return self._index(lambda item: tuple(_spellings(item.aliases)))

    def _index(
        self, names: Callable[[DeclaredObject], tuple[str, ...]]
    ) -> Mapping[tuple[Kind, str], tuple[DeclaredObject, ...]]:
        index: dict[tuple[Kind, str], list[DeclaredObject]] = {}
        for item in self.objects.values():
            for name in names(item):
                entry = index.setdefault((item.KIND, fold(name)), [])
                if item not in entry:
                    entry.append(item)
        return {key: tuple(items) for key, items in index.items()}

    def find(self, kind: Kind, name: str) -> tuple[DeclaredObject, ...]:
        """Return the objects of a kind that a name means: none, one, or several.

        Names and slugs take precedence over aliases. An alias can also be written as a
        slug, so that references by an old slug keep working. Case is ignored.
        """
        key = (kind, fold(name))
        return self._by_name.get(key) or self._by_alias.get(key, ())

    def one(self, kind: Kind, name: str) -> DeclaredObject | None:
        """Return the one object that a name means, or the first of several."""
        found = self.find(kind, name)
        return found[0] if found else None

    def close_names(self, kind: Kind, name: str, limit: int = 3) -> tuple[str, ...]:
        """Return up to ``limit`` names of objects of a kind that are most similar to ``name``.

        An object is similar by its name, its slug or an alias; its name is returned.
        """
        spellings: dict[str, str] = {}
        items = [item for item in self.objects.values() if kind == item.KIND]
        for item in items:
            for alias in item.aliases:
                spellings.setdefault(fold(alias.name), item.name)
        for item in items:
            spellings[fold(item.slug)] = spellings[fold(item.name)] = item.name
        # more than ``limit``, as several can be spellings of one object
        every = len(spellings) or 1
        close = get_close_matches(fold(name), sorted(spellings), n=every, cutoff=0.7)
        return tuple(dict.fromkeys(spellings[spelling] for spelling in close))[:limit]
