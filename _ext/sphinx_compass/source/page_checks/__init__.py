"""Checks of the markup of single pages.

To add one, write a function that takes a :class:`PageSource` and yields problems, and list
it in the ``CHECKS`` of a module in this folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.source.discovery import members

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.organization.problems import Problem
    from sphinx_compass.source.page_checks.base import PageSource


def check(page: PageSource) -> Iterator[Problem]:
    """Yield everything that the checks of this folder find on a page."""
    for rule in members(__name__, "CHECKS"):
        yield from rule(page)
