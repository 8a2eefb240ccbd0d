"""Translates messages of this extension, with the message catalog of the package."""

from __future__ import annotations

from pathlib import Path

from sphinx.locale import get_translation

CATALOG = "sphinx_compass"
LOCALE = Path(__file__).parents[1] / "locale"

_ = get_translation(CATALOG)


def mark(text: str) -> str:
    """Mark a text for translation where it is used."""
    return text
