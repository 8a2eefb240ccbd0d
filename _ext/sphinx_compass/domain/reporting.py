"""Reports problems as warnings of Sphinx; nothing else in the extension does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.environment import BuildEnvironment

    from sphinx_compass.organization.places import Location
    from sphinx_compass.organization.problems import Problem

logger = logging.getLogger(__name__)


def report(env: BuildEnvironment, problems: Iterable[Problem]) -> None:
    """Report every problem once, in the order of docnames and lines.

    A problem in a file that several pages include is reported once, too.
    """
    once = {_order(problem): problem for problem in problems}
    for _key, problem in sorted(once.items()):
        logger.warning(
            "%s",
            problem,
            location=location_in(env, problem.location),
            type="compass",
            subtype=problem.subtype.value,
        )


def _order(problem: Problem) -> tuple[tuple[str, int], str, str]:
    return problem.location.place, problem.subtype.value, str(problem)


def location_in(env: BuildEnvironment, location: Location) -> str | tuple[str, int]:
    """Return a location as Sphinx's loggers take it: of a page, or of another source file."""
    name, line = location.place
    if name in env.found_docs:
        return name, line
    # with a colon, so that Sphinx does not take it for a docname
    return f"{Path(env.srcdir, name)}:{line}"
