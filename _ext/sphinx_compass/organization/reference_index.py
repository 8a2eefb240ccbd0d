"""Finds what references lead to, and the references to each object and term."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_compass.organization.name_index import NameIndex
    from sphinx_compass.organization.objects import DeclaredObject
    from sphinx_compass.organization.records import Reference, Term


@dataclass(frozen=True)
class ReferenceIndex:
    """The look-ups by target key, such as ``role:product-lead`` or ``term:hub``.

    If a term is defined twice, look-ups return the first definition.
    """

    names: NameIndex
    terms: tuple[Term, ...] = ()
    references: tuple[Reference, ...] = ()

    @cached_property
    def _terms_by_headword(self) -> Mapping[str, Term]:
        index: dict[str, Term] = {}
        for term in self.terms:
            for headword in term.headwords:
                index.setdefault(fold(headword), term)
        return index

    @cached_property
    def terms_on(self) -> Mapping[str, list[Term]]:
        """The terms that each page defines, by docname."""
        found: dict[str, list[Term]] = {}
        for term in self.terms:
            found.setdefault(term.docname, []).append(term)
        return found

    def term(self, name: str) -> Term | None:
        """Return the term that has a headword, whatever the case."""
        return self._terms_by_headword.get(fold(name))

    @cached_property
    def _targets(self) -> Mapping[str, DeclaredObject | Term]:
        found: dict[str, DeclaredObject | Term] = {
            term.target_key: term for term in reversed(self.terms)
        }
        return found | {item.target_key: item for item in self.names.objects.values()}

    def target(self, key: str) -> DeclaredObject | Term | None:
        """Return the object or term that has a target key."""
        return self._targets.get(key)

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """The digest of each object's section and each term's definition, by target key."""
        return {key: item.digest for key, item in self._targets.items()}

    @cached_property
    def _by_label(self) -> Mapping[str, DeclaredObject]:
        return {item.label: item for item in self.names.objects.values()}

    def key_of(self, reference: Reference) -> str | None:
        """Return the target key of what a reference means; None if it is no object or term."""
        meant: list[DeclaredObject | Term | None] = []
        if reference.kind in {"label", "any"}:
            meant.append(self._by_label.get(fold(reference.name)))
        kinds = (kind for kind in KINDS if reference.kind in {kind, "any"})
        meant += [self.names.one(kind, reference.name) for kind in kinds]
        if reference.kind in {"term", "any"}:
            meant.append(self.term(reference.name))
        return next((item.target_key for item in meant if item is not None), None)

    @cached_property
    def keys_by_page(self) -> Mapping[str, frozenset[str]]:
        """The target keys of everything that each page refers to, by docname."""
        found: dict[str, set[str]] = {}
        for reference in self.references:
            if (key := self.key_of(reference)) is not None:
                found.setdefault(reference.docname, set()).add(key)
        return {docname: frozenset(keys) for docname, keys in found.items()}

    @cached_property
    def subjects_by_page(self) -> Mapping[str, frozenset[str]]:
        """The target keys of everything that each page refers to or declares, by docname."""
        found = {docname: set(keys) for docname, keys in self.keys_by_page.items()}
        for target in self._targets.values():
            found.setdefault(target.docname, set()).add(target.target_key)
        return {docname: frozenset(keys) for docname, keys in found.items()}

    @cached_property
    def references_to(self) -> Mapping[str, tuple[Reference, ...]]:
        """The references to each object and term, by target key.

        References in an object's own section, or in a term's own definition, are left out.
        """
        found: dict[str, list[Reference]] = {}
        for reference in self.references:
            key = self.key_of(reference)
            if key is not None and not self._is_own(reference, key):
                found.setdefault(key, []).append(reference)
        return {key: tuple(references) for key, references in found.items()}

    def _is_own(self, reference: Reference, key: str) -> bool:
        """Tell whether a reference is in the section or definition of its target."""
        return (reference.docname, reference.anchor) in self._own_places[key]

    @cached_property
    def _own_places(self) -> Mapping[str, frozenset[tuple[str, str]]]:
        terms = {
            term.target_key: frozenset((term.docname, anchor) for anchor in term.anchors)
            for term in reversed(self.terms)
        }
        return terms | {
            item.target_key: frozenset({(item.docname, item.section)})
            for item in self.names.objects.values()
        }
