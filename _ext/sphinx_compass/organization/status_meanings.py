"""What the usual words for a status mean, for readers who meet them first."""

from __future__ import annotations

from sphinx_compass.organization.messages import _, mark

_MEANINGS = {
    "established": mark("in force"),
    "new": mark("recent, and may still change"),
    "experimental": mark("being tried out"),
    "pilot": mark("a trial for a limited time"),
    "vacant": mark("nobody holds it now"),
    "archived": mark("no longer in use"),
}


def status_meaning(word: str) -> str:
    """Return what a status means; empty for a word that a site has added."""
    return _(_MEANINGS[word]) if word in _MEANINGS else ""
