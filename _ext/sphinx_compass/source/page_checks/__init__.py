"""Checks of the markup of single pages.

To add one, write a function that takes a :class:`PageSource` and yields problems. List it
in the ``TEXT_CHECKS`` of a module in this folder if it looks at nothing but the text; it
then checks included files, too. Otherwise list it in the module's ``CHECKS``.
"""

from __future__ import annotations

import dataclasses
from itertools import chain
from typing import TYPE_CHECKING

from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.source.discovery import members

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_compass.source.files import SourceFiles
    from sphinx_compass.source.page_checks.base import PageSource


def check(
    page: PageSource, files: SourceFiles, earlier: Iterable[Problem] = ()
) -> tuple[Problem, ...]:
    """Return the earlier problems of a page, and those that the checks of this folder find.

    They also look at the files that the page includes. Markup that stays visible at a line
    with another problem only follows from that one.
    """
    found = list(chain(earlier, _found(page, files)))
    both = {Subtype.HEADING, Subtype.MARKUP}  # a conflict makes headings
    markup = {problem.location for problem in found if problem.subtype is Subtype.MARKUP}
    others = {problem.location for problem in found if problem.subtype not in both}
    inside = [
        (problem, dataclasses.replace(problem.location, line=line))
        for problem in found
        for line in range(problem.location.line + 1, problem.last_line + 1)
    ]
    others |= {place for _problem, place in inside}
    hidden = {place for problem, place in inside if problem.subtype is Subtype.NAME}
    follows_from = {Subtype.BLOCK: hidden, Subtype.MARKUP: others, Subtype.HEADING: markup}
    return tuple(
        problem
        for problem in found
        if problem.location not in follows_from.get(problem.subtype, ())
        or (problem.subtype is Subtype.MARKUP and problem.last_line)  # a conflict of two edits
    )


def _found(page: PageSource, files: SourceFiles) -> Iterator[Problem]:
    for rule in members(__name__, "CHECKS"):
        yield from rule(page)
    included = (
        dataclasses.replace(page, text=files.text(name), file=name) for name in files.included
    )
    for part in (page, *included):
        for rule in members(__name__, "TEXT_CHECKS"):
            yield from rule(part)
