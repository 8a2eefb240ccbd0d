"""The themes still have the names that our stylesheet and scripts use.

If one of these tests fails, an update of a theme changed something that we depend on.
"""

from __future__ import annotations

import re

import pytest

from reading.host import Host, release
from sphinx_compass.reading import STATIC, STYLESHEETS
from sphinx_compass.reading.stylesheet import Rule, parse

STYLES = "".join(
    (STATIC / f"reading/{name}.css").read_text(encoding="utf-8") for name in STYLESHEETS
)


def selectors(rules: list[Rule]) -> set[str]:
    """Return the classes and ids in the selectors of rules."""
    preludes = [rule.prelude for top in rules for rule in top.walk() if rule.prelude[0] != "@"]
    return {name for prelude in preludes for name in re.findall(r"[.#]([a-zA-Z][\w-]*)", prelude)}


@pytest.mark.parametrize(
    "name",
    sorted(name for name in selectors(parse(STYLES, "", str)) if not name.startswith("compass-")),
)
def test_the_stylesheet_uses_names_of_the_theme(host: Host, name: str) -> None:
    """A rule for a class or an id that no longer exists has no effect."""
    loaded = [path.read_text(encoding="utf-8") for path in host.outdir.rglob("*.js")]
    texts = (host.html(), host.text("*.html"), *loaded)
    assert any(re.search(rf"\b{name}\b", text) for text in texts), (
        f"Sphinx, the themes or sphinx-design no longer have the class or id {name}"
    )


@pytest.mark.parametrize(
    "name",
    sorted(set(re.findall(r"--pst-[\w-]+", STYLES))),
)
def test_the_stylesheet_uses_custom_properties_of_the_theme(host: Host, name: str) -> None:
    """An undefined one makes a declaration invalid."""
    assert f"{name}:" in host.text("*.css"), (
        f"{release('pydata-sphinx-theme')} no longer has the custom property {name}"
    )


@pytest.mark.parametrize(
    "name",
    [
        "bd-sidebar-primary",
        "bd-sidebar-secondary",
        "primary-toggle",
        "pst-primary-sidebar",
        "pst-primary-sidebar-modal",
        "search-button__button",
        "theme-switch-button",
    ],
)
def test_the_scripts_use_names_of_the_theme(host: Host, name: str) -> None:
    """The scripts reading.js and searching.js look for them."""
    assert re.search(rf'(?:id|class)="(?:[^"]*\s)?{name}[\s"]', host.html()), (
        f"pages of {release('sphinx-book-theme')} no longer have the class or id {name}"
    )


@pytest.mark.parametrize(
    "text",
    [
        ".primary-toggle",
        ".search-button__button",
        ".theme-change-button",
        "form.bd-search",
        "pst-primary-sidebar-modal",
        "pst-search-dialog",
    ],
)
def test_the_scripts_of_the_themes_have_their_names(host: Host, text: str) -> None:
    """The script reading.js and the templates depend on them."""
    assert text in host.text("*theme.js"), f"the scripts of the themes no longer have: {text}"
