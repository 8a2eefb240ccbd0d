"""What the usual words for a status mean, in a few words, for cards and for the chart's legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.organization.messages import _, mark

if TYPE_CHECKING:
    from collections.abc import Mapping

# For the words that the configuration offers by default.
MEANINGS: Mapping[str, str] = {
    "established": mark("agreed and in use"),
    "new": mark("in place, but details may change"),
    "experimental": mark("being tried; it may change or end"),
    "pilot": mark("tried for a limited time"),
    "vacant": mark("nobody fills it now"),
    "archived": mark("no longer active, kept as a record"),
}


def meaning(status: str) -> str:
    """Return what a status means, in the language of the site; empty if it is not a usual word.

    >>> meaning("vacant")
    'nobody fills it now'
    >>> meaning("on paper")
    ''
    """
    found = MEANINGS.get(status)
    return _(found) if found else ""
