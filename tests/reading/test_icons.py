"""Icon fonts keep only the icons that a stylesheet shows."""

from __future__ import annotations

import io
from pathlib import Path

import pydata_sphinx_theme
import pytest
from fontTools.ttLib import TTFont

from sphinx_compass.reading.icons import icons, smaller, use_smaller_fonts
from sphinx_compass.reading.stylesheet import parse

FONTS = (
    Path(pydata_sphinx_theme.__file__).parent
    / "theme/pydata_sphinx_theme/static/vendor/fontawesome/webfonts"
)
SUN, BARS, GITHUB = "\uf185", "\uf0c9", "\uf09b"
FACE = (
    "@font-face{{font-family:{family};font-weight:{weight};"
    "src:url(../vendor/fontawesome/webfonts/{file}.woff2)}}"
)
SOLID = FACE.format(family="Font Awesome\\ 7 Free", weight=900, file="fa-solid-900")
BRANDS = FACE.format(family="Font Awesome\\ 7 Brands", weight=400, file="fa-brands-400")


def font(name: str) -> bytes:
    """Return a font of the theme."""
    return (FONTS / f"{name}.woff2").read_bytes()


def glyphs(data: bytes) -> set[str]:
    """Return the characters that a font has glyphs for."""
    return {chr(code) for code in TTFont(io.BytesIO(data)).getBestCmap()}


def read(path: str) -> bytes:
    """Return a font by its path below the static folder."""
    assert path.startswith("vendor/fontawesome/webfonts/")
    return font(Path(path).stem)


def test_icons_are_characters_for_private_use() -> None:
    """Letters and quotes in values are not icons."""
    assert icons([f'"{SUN}"', "auto", f"'{BARS}' é →"]) == {SUN, BARS}


def test_a_reduced_font_has_only_the_wanted_glyphs() -> None:
    """It is much smaller than the complete font."""
    whole = font("fa-solid-900")
    small = smaller(whole, [SUN, BARS, GITHUB])
    assert glyphs(small) == {SUN, BARS}
    assert len(small) < len(whole) / 50
    assert smaller(whole, [BARS, SUN]) == small


def test_a_font_without_the_icons_is_empty() -> None:
    """Nothing needs to be loaded then."""
    assert smaller(font("fa-solid-900"), [GITHUB]) == b""


def test_rules_use_the_reduced_font() -> None:
    """Its address changes with its content."""
    css = f'{SOLID}i::before{{font-family:"Font Awesome 7 Free";content:"{SUN}"}}'
    rules = parse(css, "styles", str)
    (name,) = fonts = use_smaller_fonts(rules, read)
    assert name == "fa-solid-900.woff2"
    assert glyphs(fonts[name]) == {SUN}
    assert f'src:url("{name}?v=' in str(rules[0])
    more = parse(f'{css}b::before{{content:"{BARS}"}}', "styles", str)
    use_smaller_fonts(more, read)
    assert str(more[0]) != str(rules[0])


@pytest.mark.parametrize(
    "shown",
    [
        f'i::before{{font-family:"Font Awesome 7 Free";content:"{GITHUB}"}}',
        f'i::before{{font-family:serif;content:"{SUN}"}}',
    ],
)
def test_a_font_that_shows_nothing_is_dropped(shown: str) -> None:
    """It has none of the icons, or no rule uses its family."""
    rules = parse(f"{SOLID}{shown}", "styles", str)
    assert use_smaller_fonts(rules, read) == {}
    assert len(rules) == 1


def test_each_font_keeps_its_own_icons() -> None:
    """Icons of brands have a separate font."""
    css = (
        f"{SOLID}{BRANDS}"
        f'i{{font-family:"Font Awesome 7 Free","Font Awesome 7 Brands";content:"{SUN}{GITHUB}"}}'
    )
    fonts = use_smaller_fonts(parse(css, "styles", str), read)
    assert {name: glyphs(data) for name, data in fonts.items()} == {
        "fa-solid-900.woff2": {SUN},
        "fa-brands-400.woff2": {GITHUB},
    }


def test_a_font_for_text_stays_complete() -> None:
    """Only icon fonts are reduced."""
    face = "@font-face{font-family:Serif;src:url(serif.woff2)}"
    rules = parse(face, "", str)
    assert use_smaller_fonts(rules, read) == {}
    assert str(rules[0]) == '@font-face{font-family:Serif;src:url("serif.woff2")}'
