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
    once = {
        (place_in(env, problem.location), problem.subtype.value, str(problem)): problem
        for problem in problems
    }
    for _key, problem in sorted(once.items()):
        logger.warning(
            "%s",
            problem,
            location=location_in(env, problem.location),
            type="compass",
            subtype=problem.subtype.value,
        )


def place_in(env: BuildEnvironment, location: Location) -> tuple[str, int]:
    """Return the docname of a page, or the name of another file, and the line in it.

    A page can include the file of another page.
    """
    name, line = location.place
    docname = env.path2doc(Path(env.srcdir, name)) if location.file else name
    return (docname if docname in env.found_docs else name), line


def location_in(env: BuildEnvironment, location: Location) -> str | tuple[str, int]:
    """Return a location as Sphinx's loggers take it: of a page, or of another source file."""
    name, line = place_in(env, location)
    if name in env.found_docs:
        return name, line
    # with a colon, so that Sphinx does not take it for a docname
    return f"{Path(env.srcdir, name)}:{line}"
