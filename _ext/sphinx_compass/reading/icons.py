"""Reduces icon fonts to the glyphs that a stylesheet shows. No Sphinx.

Undocumented names used here: the family name and the file format of the icon fonts of
pydata-sphinx-theme.
"""

from __future__ import annotations

import hashlib
import io
import logging
import posixpath
import re
from typing import TYPE_CHECKING

from sphinx_compass.reading.stylesheet import StyleDeclaration

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx_compass.reading.stylesheet import Rule

# Icons are in the private use area of Unicode, which text does not use.
_ICONS = range(0xE000, 0xF900)

FAMILY = "Font Awesome"  # how the names of the families start

# The subsetter logs every step.
logging.getLogger("fontTools.subset").setLevel(logging.WARNING)

_WOFF2 = re.compile(r'url\("([^"]+\.woff2)"\)')


def icons(texts: Iterable[str]) -> frozenset[str]:
    """Return the characters in texts that are icons."""
    return frozenset(char for text in texts for char in text if ord(char) in _ICONS)


def smaller(font: bytes, characters: Iterable[str]) -> bytes:
    """Return a font (WOFF2) that has only the glyphs of some characters.

    Empty if the font has none of them. The same font and characters always give the same
    bytes, because the times in the font do not change.
    """
    # only builds that write the stylesheet need the library, which takes long to load
    from fontTools import subset  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    options = subset.Options()
    options.flavor = "woff2"
    with TTFont(io.BytesIO(font), lazy=True, recalcTimestamp=False) as loaded:
        wanted = {ord(char) for char in characters} & set(loaded.getBestCmap())
        if not wanted:
            return b""
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=sorted(wanted))
        subsetter.subset(loaded)
        written = io.BytesIO()
        subset.save_font(loaded, written, options)
    return written.getvalue()


def use_smaller_fonts(rules: list[Rule], read: Callable[[str], bytes]) -> dict[str, bytes]:
    """Make rules use reduced icon fonts, drop fonts that are not used, and return the rest.

    ``read`` returns a font by its path below the static folder. The reduced fonts are
    returned by name; they belong in the static folder.
    """
    shown = icons(item.value for rule in rules for item in rule.all_declarations())
    families = {
        _plain(item.value)
        for rule in rules
        if rule.prelude != "@font-face"
        for item in rule.all_declarations()
    }
    written: dict[str, bytes] = {}
    for rule in [rule for rule in rules if rule.prelude == "@font-face"]:
        values = {item.name: item.value for item in rule.declarations}
        family = _plain(values.get("font-family", ""))
        if not family.startswith(FAMILY):
            continue  # a font for text, which must stay complete
        (path,) = _WOFF2.findall(values["src"])
        font = smaller(read(path), shown) if any(family in text for text in families) else b""
        if not font:
            rules.remove(rule)
            continue
        name = posixpath.basename(path)
        written[name] = font
        address = f'url("{name}?v={hashlib.sha256(font).hexdigest()[:8]}")format("woff2")'
        rule.declarations = [
            StyleDeclaration("src", address) if item.name == "src" else item
            for item in rule.declarations
        ]
    return written


def _plain(value: str) -> str:
    """Return the name of a font family without quotes and backslashes."""
    return re.sub(r"[\"'\\]", "", value)
