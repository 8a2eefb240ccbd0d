"""Sphinx, the themes and sphinx-design still have the private names that the extension uses.

A test that fails here says what an update of a package changed, before a reader notices.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes
from jinja2 import Environment, meta
from jinja2.nodes import Block, Import, Macro
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.deprecation import RemovedInSphinx11Warning
from sphinx.jinja2glue import BuiltinTemplateLoader, SphinxFileSystemLoader
from sphinx.testing.util import SphinxTestApp

from sphinx_compass.reading import STATIC, bundles, icons, scripts
from sphinx_compass.reading.assets import THEME_STYLESHEETS
from sphinx_compass.reading.layout import TEMPLATES
from sphinx_compass.reading.stylesheet import Rule, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

CONF = """\
extensions = ["myst_parser", "sphinx_copybutton", "sphinx_design"]
html_theme = "sphinx_book_theme"
myst_enable_extensions = ["colon_fence"]
"""
PAGES = {
    "index.md": "# Example\n\n```{toctree}\nrich\n```\n",
    "rich.md": """\
        # Rich

        ```python
        print()
        ```

        [](https://example.org)

        ::::{tab-set}
        :::{tab-item} One
        A
        :::
        ::::

        :::{dropdown} Two
        B
        :::

        ```{toctree}
        below
        ```

        ## Section
        """,
    "below.md": "# Below\n",
}
OWN_TEMPLATES = {"search-without-script.html"}  # of no theme
ALL_TEMPLATES = sorted(
    path.relative_to(TEMPLATES).as_posix()
    for path in TEMPLATES.rglob("*.html")
    if path.name not in OWN_TEMPLATES
)


@dataclass
class Host:
    """A site of sphinx-book-theme as it is without the extension."""

    builder: StandaloneHTMLBuilder
    context: dict[str, Any] = field(default_factory=dict)  # of the page rich
    labels: list[nodes.Element] = field(default_factory=list)  # of tabs, on the page rich

    @property
    def outdir(self) -> Path:
        """The folder of the site."""
        return Path(self.builder.outdir)

    @property
    def themes(self) -> list[Path]:
        """The folders of the theme, of those that it extends, and of their components."""
        folders = [Path(folder) for folder in self.builder.theme.get_theme_dirs()]
        return [*folders, *(folder / "components" for folder in folders)]

    def html(self, docname: str = "rich") -> str:
        """Return a page as HTML."""
        return (self.outdir / f"{docname}.html").read_text(encoding="utf-8")

    def templates(self, name: str) -> list[Path]:
        """Return the files of a template, in the theme and those that it extends."""
        return [folder / name for folder in self.themes if (folder / name).is_file()]

    def text(self, pattern: str) -> str:
        """Return the text of all files of the theme whose path matches a pattern."""
        found = sorted({path for folder in self.themes for path in folder.rglob(pattern)})
        return "\n".join(path.read_text(encoding="utf-8") for path in found)


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Build the site."""
    folder = tmp_path_factory.mktemp("host")
    for name, text in {"conf.py": CONF, **PAGES}.items():
        (folder / name).write_text(dedent(text), encoding="utf-8")
    app = SphinxTestApp("html", srcdir=folder, freshenv=True)
    assert isinstance(app.builder, StandaloneHTMLBuilder)
    host = Host(app.builder)

    def capture(*arguments: Any) -> None:
        _app, page, _template, context, doctree = arguments
        if page == "rich":
            host.context.update(context)
            host.labels.extend(doctree.findall(is_label))

    app.connect("html-page-context", capture, priority=999)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RemovedInSphinx11Warning)  # of the theme, not ours
        app.build()
    yield host
    app.cleanup()


def is_label(node: nodes.Node) -> bool:
    """Return whether a node is the label of a tab."""
    return isinstance(node, nodes.Element) and node.tagname == "sd_tab_label"


def release(package: str) -> str:
    """Return the name of a package with its version, for messages."""
    return f"{package} {version(package)}"


def nodes_of(path: Path, kind: type[Block | Macro]) -> set[str]:
    """Return the names of the blocks or macros of a template."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    tree = environment.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.find_all(kind) if isinstance(node, Block | Macro)}


# -- Sphinx --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["environment", "loaders", "pathchain", "templatepathlen"])
def test_the_template_loader_has_its_attributes(host: Host, name: str) -> None:
    """The module layout adds templates to them."""
    templates = host.builder.templates
    assert isinstance(templates, BuiltinTemplateLoader), "Sphinx has another template loader"
    assert hasattr(templates, name), f"{release('sphinx')}: BuiltinTemplateLoader has no {name}"


def test_template_folders_and_loaders_correspond(host: Host) -> None:
    """The module layout inserts into both at the same position."""
    templates = host.builder.templates
    assert isinstance(templates, BuiltinTemplateLoader)
    loaders = [loader for loader in templates.loaders if isinstance(loader, SphinxFileSystemLoader)]
    assert [loader.searchpath for loader in loaders[: len(templates.pathchain)]] == [
        [str(folder)] for folder in templates.pathchain
    ], f"{release('sphinx')}: BuiltinTemplateLoader orders loaders and pathchain differently"


@pytest.mark.parametrize("lists", ["_css_files", "_js_files"])
@pytest.mark.parametrize("name", ["filename", "priority", "attributes"])
def test_the_builder_has_its_lists_of_files(host: Host, lists: str, name: str) -> None:
    """The module assets reads them."""
    assert hasattr(host.builder, lists), f"{release('sphinx')}: the builder has no {lists}"
    files = getattr(host.builder, lists)
    assert files, f"{release('sphinx')}: {lists} of the builder is empty"
    for file in files:
        assert hasattr(file, name), f"{release('sphinx')}: items of {lists} have no {name}"


@pytest.mark.parametrize("name", ["css_files", "script_files", "body"])
def test_the_context_of_a_page_has_its_lists(host: Host, name: str) -> None:
    """The module bundles changes or reads them."""
    assert name in host.context, f"{release('sphinx')}: the context of pages has no {name}"


@pytest.mark.parametrize(
    "text",
    [
        "const _ = Documentation.gettext;",
        "htmlToText: (",
        "loadIndex: (",
        'getElementById("search-results")',
        "data-content_root",
    ],
)
def test_scripts_of_sphinx_have_their_names(host: Host, text: str) -> None:
    """The scripts reading.js and searching.js use them."""
    names = ("doctools.js", "searchtools.js", "documentation_options.js")
    found = [(host.outdir / "_static" / name).read_text(encoding="utf-8") for name in names]
    assert text in "\n".join([*found, host.html()]), f"{release('sphinx')} no longer has: {text}"


# -- Templates -----------------------------------------------------------------------------


def test_the_layout_is_that_of_the_theme(host: Host) -> None:
    """The extension is active only then."""
    assert host.builder.theme.name == "sphinx_book_theme"
    assert host.templates("layout.html")[0].parent == host.themes[0], (
        f"{release('sphinx-book-theme')} no longer has a template layout.html of its own"
    )


@pytest.mark.parametrize("name", ALL_TEMPLATES)
def test_each_template_replaces_one_of_the_theme(host: Host, name: str) -> None:
    """Else nothing includes it."""
    assert host.templates(name), f"the themes no longer have the template {name}"


@pytest.mark.parametrize("name", [name for name in ALL_TEMPLATES if "/" not in name])
def test_the_theme_uses_each_template(host: Host, name: str) -> None:
    """It is included, extended, or named in the settings of the theme, or Sphinx renders it."""
    texts = (host.text("*.html"), (host.themes[0] / "theme.conf").read_text(encoding="utf-8"))
    assert name == "search.html" or re.search(rf'["\s/]{re.escape(name)}', "\n".join(texts)), (
        f"{release('sphinx-book-theme')} no longer includes {name}"
    )


@pytest.mark.parametrize(
    ("name", "block"),
    [
        (name, block)
        for name in ALL_TEMPLATES
        for block in sorted(nodes_of(TEMPLATES / name, Block))
    ],
)
def test_each_block_replaces_one_of_the_theme(host: Host, name: str, block: str) -> None:
    """Else it is not rendered."""
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
    known = {"_", "bundles", "default_mode", *host.context, *macros}
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
    """They come from the theme."""
    assert host.templates(name), f"{release('pydata-sphinx-theme')} no longer has {name}"


# -- Static files --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    sorted(
        name
        for name in (*scripts.REQUIRED, *THEME_STYLESHEETS)
        if name != "translations.js" and not (STATIC / name).exists()
    ),
)
def test_static_files_have_their_names(host: Host, name: str) -> None:
    """The modules scripts and assets list them."""
    assert (host.outdir / "_static" / name).is_file(), (
        f"Sphinx, the themes or an extension no longer have the static file {name}"
    )


@pytest.mark.parametrize(
    "bundle", [bundle for bundle in scripts.BUNDLES if bundle.needed_by], ids=lambda item: item.name
)
def test_pages_show_which_bundle_they_need(host: Host, bundle: scripts.Bundle) -> None:
    """By what they contain."""
    page = host.html("search" if bundle.name == "search.js" else "rich")
    assert bundle.needed_by
    assert bundle.needed_by.search(page), (
        f"no page contains {bundle.needed_by.pattern}: nothing loads {bundle.name}"
    )


@pytest.mark.parametrize("text", bundles.INLINE)
def test_the_theme_writes_its_inline_scripts(host: Host, text: str) -> None:
    """The module bundles removes them: without the script before them, they are errors."""
    assert f"<script>{text}" in host.html(), (
        f"{release('pydata-sphinx-theme')} no longer writes the inline script: {text}"
    )


def test_the_themes_leave_templates_among_the_files_of_the_site(host: Host) -> None:
    """The module bundles deletes them."""
    assert list((host.outdir / "_static").glob(bundles.STRAY)), (
        f"the themes no longer leave {bundles.STRAY} in a site: remove what deletes it"
    )


def test_icon_fonts_have_their_family_and_format(host: Host) -> None:
    """The module icons reduces them."""
    static = host.outdir / "_static"

    def read(path: str) -> str:
        return (static / path).read_text(encoding="utf-8")

    rules = [rule for name in THEME_STYLESHEETS for rule in parse(read(name), "styles", read)]
    faces = [str(rule) for rule in rules if rule.prelude == "@font-face"]
    assert [face for face in faces if icons.FAMILY in face and "fa-solid-900.woff2" in face], (
        f"{release('pydata-sphinx-theme')} no longer has WOFF2 fonts of {icons.FAMILY}"
    )


# -- Names in stylesheets and scripts ------------------------------------------------------


def selectors(rules: list[Rule]) -> set[str]:
    """Return the classes and ids in the selectors of rules."""
    preludes = [rule.prelude for top in rules for rule in top.walk() if rule.prelude[0] != "@"]
    return {name for prelude in preludes for name in re.findall(r"[.#]([a-zA-Z][\w-]*)", prelude)}


@pytest.mark.parametrize(
    "name",
    sorted(
        name
        for name in selectors(parse((STATIC / "reading.css").read_text(encoding="utf-8"), "", str))
        if not name.startswith("compass-")
    ),
)
def test_the_stylesheet_uses_names_of_the_theme(host: Host, name: str) -> None:
    """A rule for a class or an id that is gone has no effect."""
    loaded = [path.read_text(encoding="utf-8") for path in host.outdir.rglob("*.js")]
    texts = (host.html(), host.text("*.html"), *loaded)
    assert any(re.search(rf"\b{name}\b", text) for text in texts), (
        f"Sphinx, the themes or sphinx-design no longer have the class or id {name}"
    )


@pytest.mark.parametrize(
    "name",
    sorted(set(re.findall(r"--pst-[\w-]+", (STATIC / "reading.css").read_text(encoding="utf-8")))),
)
def test_the_stylesheet_uses_custom_properties_of_the_theme(host: Host, name: str) -> None:
    """An undefined one makes a declaration invalid."""
    assert f"{name}:" in host.text("*.css"), (
        f"{release('pydata-sphinx-theme')} no longer has the custom property {name}"
    )


@pytest.mark.parametrize(
    "name",
    [
        "bd-footer-content",
        "bd-header-article",
        "bd-sidebar-secondary",
        "jb-print-docs-body",
        "prev-next-footer",
        "primary-toggle",
        "pst-primary-sidebar",
        "pst-primary-sidebar-modal",
        "pst-secondary-sidebar-modal",
        "search-button__button",
        "secondary-toggle",
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
    ["pst-sidebar-hidden", "(min-width: 992px)", ".theme-change-button", "#pst-header"],
)
def test_the_scripts_of_the_themes_have_their_names(host: Host, text: str) -> None:
    """The script reading.js and the templates depend on them."""
    assert text in host.text("*theme.js"), f"the scripts of the themes no longer have: {text}"


def test_the_navigation_opens_with_a_summary_after_its_link(host: Host) -> None:
    """The module access labels it with the text of the link."""
    assert "generate_toctree_html" in host.context, (
        f"the context of {release('pydata-sphinx-theme')} has no generate_toctree_html"
    )
    navigation = str(host.context["generate_toctree_html"]("sidebar", startdepth=0))
    assert re.search(r"<a [^>]*>Rich</a>\s*<details[^>]*><summary", navigation), (
        f"the navigation of {release('pydata-sphinx-theme')} has no <summary> after the link"
    )


def test_labels_of_tabs_have_a_forbidden_attribute(host: Host) -> None:
    """The module access removes it from the node."""
    assert re.search(r'<label aria-controls="[^"]*" class="sd-tab-label', host.html()), (
        f"{release('sphinx-design')} no longer has labels with aria-controls: do not remove it"
    )
    assert host.labels, f"{release('sphinx-design')} no longer has the node sd_tab_label"
    assert "aria_controls" in host.labels[0].attributes, (
        f"{release('sphinx-design')} no longer has the attribute aria_controls on its labels"
    )
