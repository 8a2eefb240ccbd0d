"""The themes still have the templates, blocks, macros and variables that our templates use.

If one of these tests fails, an update of a theme changed something that we depend on.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment, meta
from jinja2.nodes import Block, Import, Macro

from reading.host import Host, release
from sphinx_compass.reading.layout import TEMPLATES

if TYPE_CHECKING:
    from pathlib import Path

ALL_TEMPLATES = sorted(
    path.relative_to(TEMPLATES).as_posix()
    for path in TEMPLATES.rglob("*.html")
    if path.name != "search-without-script.html"
)
# Of no theme.
OWN_TEMPLATES = [name for name in ALL_TEMPLATES if name.startswith("compass-")]
# Of the context of pages: the last one is set by sphinx_compass, and gettext by Jinja.
OWN_VARIABLES = {
    "bundles",
    "compass_contents",
    "compass_is_wide",
    "compass_menu",
    "reading_links",
    "reading_order",
    "content_security_policy",
    "finding_has_dialog",
    "gettext",
}


def nodes_of(path: Path, kind: type[Block | Macro]) -> set[str]:
    """Return the names of the blocks or macros of a template."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    tree = environment.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.find_all(kind) if isinstance(node, Block | Macro)}


def test_the_layout_is_that_of_the_theme(host: Host) -> None:
    """The extension is only active with that layout."""
    assert host.builder.theme.name == "sphinx_book_theme"
    assert host.templates("layout.html")[0].parent == host.themes[0], (
        f"{release('sphinx-book-theme')} no longer has a template layout.html of its own"
    )


@pytest.mark.parametrize("name", [name for name in ALL_TEMPLATES if name not in OWN_TEMPLATES])
def test_each_template_replaces_one_of_the_theme(host: Host, name: str) -> None:
    """Otherwise, nothing would include it."""
    assert host.templates(name), f"the themes no longer have the template {name}"


@pytest.mark.parametrize("name", [name for name in ALL_TEMPLATES if "/" not in name])
def test_something_uses_each_template(host: Host, name: str) -> None:
    """A template or module includes it, a setting of the theme names it, or Sphinx renders it."""
    own = [path for kind in ("*.py", "*.html") for path in TEMPLATES.parent.rglob(kind)]
    theme = host.themes[0] / "theme.conf"
    texts = [host.text("*.html"), *(path.read_text(encoding="utf-8") for path in (*own, theme))]
    assert name in {"genindex.html", "search.html"} or re.search(
        rf'["\s/]{re.escape(name)}', "\n".join(texts)
    ), f"neither we nor {release('sphinx-book-theme')} include {name}"


@pytest.mark.parametrize(
    ("name", "block"),
    [
        (name, block)
        for name in ALL_TEMPLATES
        for block in sorted(nodes_of(TEMPLATES / name, Block))
    ],
)
def test_each_block_replaces_one_of_the_theme(host: Host, name: str, block: str) -> None:
    """Otherwise, it would not be rendered."""
    parent = "layout.html" if name == "search.html" else name
    blocks = set(chain.from_iterable(nodes_of(path, Block) for path in host.templates(parent)))
    assert block in blocks, (
        f"{release('pydata-sphinx-theme')} no longer has the block {block} in {parent}"
    )


def test_the_macros_are_those_of_the_theme(host: Host) -> None:
    """The theme's layout imports them by name."""
    name = "static/webpack-macros.html"
    (path,) = host.templates(name)
    assert nodes_of(path, Macro) == nodes_of(TEMPLATES / name, Macro), (
        f"{release('pydata-sphinx-theme')} has other macros in {name}"
    )
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    layout = host.templates("layout.html")[1].read_text(encoding="utf-8")
    assert name in {
        getattr(node.template, "value", "") for node in environment.parse(layout).find_all(Import)
    }, f"the layout of {release('pydata-sphinx-theme')} no longer imports {name}"


@pytest.mark.parametrize("name", ALL_TEMPLATES)
def test_templates_use_variables_of_the_theme(host: Host, name: str) -> None:
    """An undefined one renders as nothing."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    environment.filters["tobool"] = bool
    tree = environment.parse((TEMPLATES / name).read_text(encoding="utf-8"))
    macros = set(chain.from_iterable(nodes_of(path, Macro) for path in host.templates(name)))
    known = {"_", "default_mode", *OWN_VARIABLES, *host.context, *macros}
    unknown = meta.find_undeclared_variables(tree) - known
    assert not unknown, f"the themes no longer provide {', '.join(sorted(unknown))} to {name}"


def test_the_layout_of_the_theme_has_a_default_mode(host: Host) -> None:
    """A site sets it in html_context, so it is not in the context of each site."""
    assert '"{{ default_mode }}"' in host.text("layout.html"), (
        f"{release('pydata-sphinx-theme')} no longer uses default_mode"
    )


@pytest.mark.parametrize(
    "name",
    sorted(
        set(
            re.findall(
                r'include "(?:\.\./|!)?([\w/-]+/[\w-]+\.html)"',
                "\n".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")),
            )
        )
    ),
)
def test_included_templates_exist(host: Host, name: str) -> None:
    """They belong to the theme."""
    assert host.templates(name), f"{release('pydata-sphinx-theme')} no longer has {name}"
