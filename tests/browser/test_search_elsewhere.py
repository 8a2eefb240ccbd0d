"""The search works with other themes, with the builder `html`, and without our domain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser import programs
from browser.browsing import WIDE, Site, assert_none
from browser.viewing import axe
from conftest import ROOT
from sites import served, sphinx

if TYPE_CHECKING:
    from collections.abc import Iterator

    from browser.browsing import Chromium

pytestmark = pytest.mark.xdist_group(f"browser-{WIDE}")

CONF = """
import sys

sys.path.insert(0, {ext!r})
project = "Kitchen"
extensions = ["sphinx_compass.finding"]
html_theme = {theme!r}
finding_help = ("Ask the cook", "guide/tea")
finding_issue_url = "https://example.org/new?title={{title}}"
"""
PAGES = {
    "index": """
Kitchen
=======

.. toctree::

   guide/index
   api
""",
    "guide/index": """
Guide
=====

.. toctree::

   tea
""",
    "guide/tea": """
Tea
===

Boil water.

Brewing
-------

Leave the leaves in the pot for three minutes, and then take the strainer out.
""",
    "api": """
Functions
=========

.. py:function:: brew_coffee(cups)

   Grinds beans.

.. glossary::

   Espresso
      Coffee under pressure.
""",
}
THEMES = ("alabaster", "furo", "pydata_sphinx_theme", "sphinx_book_theme")


@pytest.fixture(
    scope="module", params=[(theme, "html") for theme in THEMES] + [("furo", "dirhtml")]
)
def kitchen(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """Serve a small site."""
    theme, builder = request.param
    folder = tmp_path_factory.mktemp("kitchen")
    source = folder / "source"
    for name, text in PAGES.items():
        path = source / f"{name}.rst"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    conf = CONF.format(ext=str(ROOT / "_ext"), theme=theme)
    (source / "conf.py").write_text(conf, encoding="utf-8")
    sphinx(builder, source, folder / "site")
    with served(folder / "site", "/docs/") as address:
        yield Site(folder / "site", address)


def page(site: Site, name: str) -> str:
    """Return the address of a page."""
    html = site.folder / f"{name}.html"
    return f"{name}.html" if html.is_file() else f"{name}/"


def test_the_page_has_results(kitchen: Site, chromium: Chromium) -> None:
    """It is written by the theme, and loads nothing of Sphinx's search."""
    with chromium.tab(kitchen, WIDE) as tab:
        tab.page.add_init_script(path=programs.package("axe-core/axe.min.js"))
        tab.go(f"{page(kitchen, 'search')}?q=strainer")
        links = tab.page.locator("#search-results > ol > li > a")
        expect(links).to_have_text(["Brewing"])
        expect(links).to_have_attribute(
            "href", f"{kitchen.address}{page(kitchen, 'guide/tea')}#brewing"
        )
        expect(tab.page.locator(".finding-trail")).to_have_text("Guide / Tea")
        expect(tab.page.locator("#search-results .finding-text mark")).to_have_text("strainer")
        assert_none(axe(tab, tab.page.locator("form.finding-form")))
        assert_none(axe(tab, tab.page.locator("#search-results")))
        asked = [request.url for request in tab.requests]
        assert not [url for url in asked if "searchindex" in url or "searchtools" in url]
        links.click()
        mark = tab.page.locator("mark.finding-found")
        expect(mark).to_have_text("strainer")
        expect(mark).to_be_in_viewport()
        # What themes log themselves: a missing icon, and that readers chose no theme mode.
        own = [text for text in tab.console if "404" not in text and "theme mode" not in text]
        assert own == []


def test_the_dialog_finds_objects(kitchen: Site, chromium: Chromium) -> None:
    """It opens with a key on any page; objects and terms have groups of their own."""
    with chromium.tab(kitchen, WIDE) as tab:
        tab.page.add_init_script(path=programs.package("axe-core/axe.min.js"))
        tab.go(page(kitchen, "guide/tea"))
        tab.page.keyboard.press("/")
        dialog = tab.page.get_by_role("dialog", name="Search")
        expect(dialog.get_by_role("combobox")).to_be_focused()
        tab.page.keyboard.type("espresso coffee")
        whole = re.compile("[?]q=espresso%20coffee$")
        expect(dialog.locator(".finding-all")).to_have_attribute("href", whole)
        kinds = dialog.locator(".finding-kind").all_inner_texts()
        assert {"Function", "Term"} <= set(kinds)
        assert_none(axe(tab, dialog))
        tab.page.keyboard.press("Enter")
        tab.page.wait_for_url(f"**/{page(kitchen, 'api')}#*")


def test_nothing_found_offers_the_sections(kitchen: Site, chromium: Chromium) -> None:
    """And whom to ask, and an issue."""
    with chromium.tab(kitchen, WIDE) as tab:
        tab.go(f"{page(kitchen, 'search')}?q=qqzzxx")
        links = tab.page.locator(".finding-nothing a")
        expect(links).to_have_text(["Guide", "Ask the cook", "Tell us what is missing"])
        links.nth(1).click()
        tab.page.wait_for_url(f"**/{page(kitchen, 'guide/tea')}")


def test_without_a_script_the_page_says_what_to_do(kitchen: Site, chromium: Chromium) -> None:
    """There is no field, and there are links."""
    with chromium.tab(kitchen, WIDE, java_script_enabled=False) as tab:
        tab.go(page(kitchen, "search"))
        assert "needs JavaScript" in tab.page.locator("noscript").last.inner_text()
        expect(tab.page.locator("form.finding-form")).to_be_hidden()
        tab.page.get_by_role("link", name="Look up a name in the index").click()
        tab.page.wait_for_url(f"**/{page(kitchen, 'genindex')}")
