"""Functions that several formats share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from sphinx_compass.organization.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.records import Term

Data: TypeAlias = dict[str, Any]


class Headword(NamedTuple):
    """A headword of a term, with its HTML id."""

    name: str
    anchor: str


class DefinedTerm(NamedTuple):
    """A term with those of its headwords that lead to it; there is at least one."""

    term: Term
    headwords: list[Headword]


def known(**values: object) -> Data:
    """Return the values that are known: no None, and no empty text.

    An empty list stays, because it says that there is none.
    """
    return {key: value for key, value in values.items() if value is not None and value != ""}


def sorted_names(names: Iterable[str]) -> list[str]:
    """Return each name once, sorted whatever the case."""
    return sorted(set(names), key=lambda name: (fold(name), name))


def headwords(directory: Directory, term: Term) -> list[Headword]:
    """Return the headwords that lead to a term; one defined twice leads to the first term."""
    pairs = zip(term.headwords, term.anchors, strict=True)
    return [Headword(*pair) for pair in pairs if directory.index.term(pair[0]) is term]


def defined_terms(directory: Directory, docname: str | None = None) -> list[DefinedTerm]:
    """Return the terms of one page, or of all, by first headword.

    A term that none of its headwords leads to is left out.
    """
    own = directory.terms if docname is None else directory.index.terms_on.get(docname, ())
    found = [DefinedTerm(term, headwords(directory, term)) for term in own]
    return sorted(
        (entry for entry in found if entry.headwords),
        key=lambda entry: (fold(entry.headwords[0].name), entry.term.defined_at),
    )


def one_line(text: str) -> str:
    """Return a text with its white space folded."""
    return " ".join(text.split())
