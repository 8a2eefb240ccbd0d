"""Leaves out problems that only follow from others, so that one mistake gives one finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.organization.problems import Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from sphinx_compass.organization.missing_names import MissingName

# What is not reported at a line with a problem of another subtype
_FOLLOWING = {
    Subtype.BLOCK: frozenset({Subtype.BODY}),
    Subtype.GLOSSARY: frozenset({Subtype.DUPLICATE, Subtype.NAME}),
}


def following(problems: Iterable[Problem], missing: AbstractSet[MissingName]) -> list[Problem]:
    """Return the problems about names that are missing because of another problem."""
    return [problem for problem in problems if not problem.about.isdisjoint(missing)]


def independent(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems that do not follow from another one at the same line."""
    found = list(problems)
    following: dict[tuple[str, int], set[Subtype]] = {}
    for problem in found:
        name, first = problem.location.place
        if problem.subtype in _FOLLOWING:
            for line in range(first, max(first, problem.last_line) + 1):
                following.setdefault((name, line), set()).update(_FOLLOWING[problem.subtype])
        elif problem.subtype is Subtype.MARKUP and problem.last_line:  # a conflict of two edits
            following.setdefault((name, first), set()).update(set(Subtype) - {Subtype.MARKUP})
            for line in range(first + 1, problem.last_line + 1):
                following.setdefault((name, line), set()).update(Subtype)
    return (item for item in found if item.subtype not in following.get(item.location.place, ()))
