"""Sphinx, the themes and sphinx-design still have what the modules of the extension use.

If one of these tests fails, an update of a package changed something that we depend on.
"""

from __future__ import annotations

import re

import pytest
from sphinx.jinja2glue import BuiltinTemplateLoader, SphinxFileSystemLoader

from reading.host import Host, release
from sphinx_compass.assets import STATIC as COMPASS_STATIC
from sphinx_compass.reading import STATIC, bundles, icons, scripts
from sphinx_compass.reading.assets import THEME_STYLESHEETS
from sphinx_compass.reading.stylesheet import parse


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


@pytest.mark.parametrize(
    "name",
    sorted(
        name
        for name in (*scripts.REQUIRED, *THEME_STYLESHEETS)
        if name != "translations.js"
        and not any((folder / name).exists() for folder in (STATIC, COMPASS_STATIC))
    ),
)
def test_static_files_have_their_names(host: Host, name: str) -> None:
    """The modules scripts and assets list them."""
    assert (host.outdir / "_static" / name).is_file(), (
        f"Sphinx, the themes or an extension no longer have the static file {name}"
    )


@pytest.mark.parametrize(
    "bundle",
    [
        bundle
        for bundle in scripts.BUNDLES
        if bundle.needed_by and bundle.extension != "sphinx_compass"
    ],
    ids=lambda item: item.name,
)
def test_pages_show_which_bundle_they_need(host: Host, bundle: scripts.Bundle) -> None:
    """The content of pages determines which bundles they need.

    The tests of views check those of our own extension, which this site does not load.
    """
    page = host.html("search" if bundle.name == "search.js" else "rich")
    assert bundle.needed_by
    assert bundle.needed_by.search(page), (
        f"no page contains {bundle.needed_by.pattern}: nothing loads {bundle.name}"
    )


@pytest.mark.parametrize("text", bundles.INLINE)
def test_the_theme_writes_its_inline_scripts(host: Host, text: str) -> None:
    """The module bundles removes them, because they fail without the script before them."""
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


def test_labels_of_tabs_have_a_forbidden_attribute(host: Host) -> None:
    """The module access removes it from the node."""
    assert re.search(r'<label aria-controls="[^"]*" class="sd-tab-label', host.html()), (
        f"{release('sphinx-design')} no longer has labels with aria-controls: do not remove it"
    )
    assert host.labels, f"{release('sphinx-design')} no longer has the node sd_tab_label"
    assert "aria_controls" in host.labels[0].attributes, (
        f"{release('sphinx-design')} no longer has the attribute aria_controls on its labels"
    )
