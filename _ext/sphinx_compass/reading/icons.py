"""Makes icon fonts small: only the glyphs that a stylesheet shows.  No Sphinx."""

from __future__ import annotations

import hashlib
import io
import logging
import posixpath
import re
from typing import TYPE_CHECKING

from fontTools import subset
from fontTools.ttLib import TTFont

from sphinx_compass.reading.stylesheet import Declaration

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx_compass.reading.stylesheet import Rule

# Icons stand in the private use area of Unicode, where no text is.
_ICONS = range(0xE000, 0xF900)

_FAMILY = "Font Awesome"
# The subsetter tells every step of its work.
logging.getLogger("fontTools.subset").setLevel(logging.WARNING)

_WOFF2 = re.compile(r'url\("([^"]+\.woff2)"\)')


def icons(texts: Iterable[str]) -> frozenset[str]:
    """Return the characters in texts that only an icon font has."""
    return frozenset(char for text in texts for char in text if ord(char) in _ICONS)


def smaller(font: bytes, characters: Iterable[str]) -> bytes:
    """Return a font (WOFF2) with no other glyphs than those of some characters.

    Empty where the font has none of them.  The same font and characters give the same
    bytes: times in the font are kept.
    """
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
    """Point rules to small icon fonts, drop fonts that show nothing; return the small ones.

    ``read`` returns a font by its path below the static folder; the small ones, by name,
    belong into that folder itself.
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
        if not family.startswith(_FAMILY):
            continue  # a font for text, which is not ours to cut
        (path,) = _WOFF2.findall(values["src"])
        font = smaller(read(path), shown) if any(family in text for text in families) else b""
        if not font:
            rules.remove(rule)
            continue
        name = posixpath.basename(path)
        written[name] = font
        address = f'url("{name}?v={hashlib.sha256(font).hexdigest()[:8]}")format("woff2")'
        rule.declarations = [
            Declaration("src", address) if item.name == "src" else item
            for item in rule.declarations
        ]
    return written


def _plain(value: str) -> str:
    """Return a value without the quotes or backslashes that names of fonts may have."""
    return re.sub(r"[\"'\\]", "", value)
