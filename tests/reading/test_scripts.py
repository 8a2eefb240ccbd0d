"""Which scripts are in which bundle, and which pages need which bundle."""

from __future__ import annotations

from sphinx_compass.reading.scripts import SITE, Bundle, bundles_for, joined, needed

OPTIONAL = ("sphinx_copybutton", "sphinx_design")


def site_scripts(*registered: str) -> tuple[str, ...]:
    """Return the scripts in the bundle that every page loads."""
    return bundles_for((), registered)[0].scripts


def test_scripts_that_every_page_loads_come_after_those_of_the_theme() -> None:
    """They are in the order of registration, each only once."""
    scripts = site_scripts("doctools.js", "b.js", "reading.js", "a.js", "b.js", "searchtools.js")
    assert scripts[-3:] == ("reading.js", "b.js", "a.js")
    assert len(set(scripts)) == len(scripts)
    assert "searchtools.js" not in scripts


def test_translations_come_before_the_scripts_that_use_them() -> None:
    """Sphinx registers them only for languages that it has translations for."""
    assert "translations.js" not in site_scripts()
    scripts = site_scripts("translations.js")
    assert scripts == SITE.scripts
    assert scripts.index("doctools.js") + 1 == scripts.index("translations.js")


def test_scripts_of_an_extension_have_a_bundle_only_if_it_is_loaded() -> None:
    """Otherwise, a script of the same name belongs to the site."""
    assert [bundle.name for bundle in bundles_for(OPTIONAL, ())] == [
        "site.js",
        "copying.js",
        "tabs.js",
        "search.js",
    ]
    names = [bundle.name for bundle in bundles_for({"sphinx_compass"}, ())]
    assert names == ["site.js", "directory.js", "chart.js", "search.js"]
    site, search = bundles_for((), ("design-tabs.js",))
    assert site.scripts[-1] == "design-tabs.js"
    assert search.name == "search.js"


def test_a_page_needs_the_bundles_for_what_it_contains() -> None:
    """Every page also needs the bundles for all pages."""
    bundles = bundles_for(OPTIONAL, ())
    assert needed(bundles, "<p>Text</p>") == ("site.js",)
    assert needed(bundles, '<div class="highlight-python">') == ("site.js", "copying.js")
    assert needed(bundles, '<div class="sd-tab-set docutils">') == ("site.js", "tabs.js")
    assert needed(bundles, '<div id="search-results">') == ("site.js", "search.js")


def test_a_whole_chart_needs_its_script() -> None:
    """The chart of an area has no filters, and needs none."""
    bundles = bundles_for({"sphinx_compass"}, ())
    whole = '<div class="compass-chart compass-wide docutils container">'
    assert needed(bundles, whole) == ("site.js", "chart.js")
    assert needed(bundles, '<div class="compass-chart docutils container">') == ("site.js",)


def test_a_directory_needs_its_script() -> None:
    """Lists and cards of the same objects need none."""
    bundles = bundles_for({"sphinx_compass"}, ())
    whole = '<div class="compass-directory compass-wide docutils container">'
    assert needed(bundles, whole) == ("site.js", "directory.js")
    assert needed(bundles, '<ul class="compass-cards">') == ("site.js",)


def test_joined_scripts_stay_whole() -> None:
    """A comment or a statement at the end of one does not run into the next."""
    assert joined(["let a = 1 // one", "(() => a)()"]) == "let a=1;(()=>a)()"


def test_a_bundle_is_for_all_pages_by_default() -> None:
    """Only a pattern restricts it to some."""
    assert needed([Bundle("all.js", ())], "") == ("all.js",)
