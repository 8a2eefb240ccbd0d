"""The search on a site with odd names and scripts, and when files are late, new or missing."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from browser.browsing import WIDE, Site, assert_none, wait_for_any, wait_until
from browser.viewing import SETTLED
from conftest import ROOT
from sites import served, sphinx

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Route

    from browser.browsing import Chromium

pytestmark = pytest.mark.xdist_group(f"browser-{WIDE}")

PATH = "/_static/docs/"  # also the name of a folder of each site
COMPASS = "\u7f57\u76d8\u6307\u5411"
LONG = "\u5e06\u8239\u5728\u6d77\u4e0a" * 60
CONF = f"""
import sys

from sphinx.domains import Domain, ObjType

sys.path.insert(0, {str(ROOT / "_ext")!r})
project = "Odd"
extensions = ["sphinx_compass.finding"]
html_theme = "alabaster"
finding_issue_url = "https://example.org/new?title={{title}}"

class MakerDomain(Domain):
    name = "maker"
    label = "Makers"
    object_types = {{"constructor": ObjType("constructor")}}

    def get_objects(self):
        yield ("Builder", "Builder", "constructor", "maker", "constructor", 1)

def setup(app):
    app.add_domain(MakerDomain)
"""
PAGES = {
    "index": "Front\n=====\n\n.. toctree::\n   :glob:\n\n   *\n",
    "maker": "Makers\n======\n\nConstructor\n-----------\n\nDetails\n~~~~~~~\n\nBricks.\n",
    "na\u00efve page": (
        "Zebras <b>&</b>\n===============\n\nStripes\n-------\n\n" + "Text.\n\n" * 90 + "Hooves.\n"
    ),
    "ships": f"\u822a\u6d77\n======\n\n{LONG}{COMPASS}\u5317\u65b9{LONG}\n",
    "fruit": (
        "Fruit\n=====\n\n.. raw:: html\n\n   <noscript>Limes need a script.</noscript>\n\n"
        + "Text.\n\n" * 90
        + "Limes.\n"
    ),
    **{f"page{number}": f"Page {number}\n========\n\nApples.\n" for number in range(30)},
}


def built(folder: Path, pages: dict[str, str], *options: str) -> Path:
    """Build a site, and return its folder."""
    source = folder / "source"
    source.mkdir(parents=True)
    for name, text in pages.items():
        (source / f"{name}.rst").write_text(text, encoding="utf-8")
    (source / "conf.py").write_text(CONF, encoding="utf-8")
    sphinx("dirhtml", source, folder / "site", *options)
    return folder / "site"


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a site below a folder with the name of a folder of each site."""
    site = built(tmp_path_factory.mktemp("odd"), PAGES)
    with served(site, PATH) as address:
        yield Site(site, address)


def test_names_of_properties_are_words_and_kinds(odd: Site, chromium: Chromium) -> None:
    """`constructor` is a property of each JavaScript object, and a section and a kind here."""
    with chromium.tab(odd, WIDE) as tab:
        with tab.page.expect_event("requestfinished", lambda done: "/finding/text/" in done.url):
            tab.go("search/?q=constructor")
        first = tab.page.locator("#search-results > ol > li").first
        expect(first.locator("a").first).to_have_text("Constructor")
        tab.page.evaluate(SETTLED)
        tab.go("")
        tab.page.keyboard.press("/")
        for query, title in (("constructor", "Constructor"), ("builder", "Builder")):
            tab.page.get_by_role("combobox").fill(query)
            option = tab.page.get_by_role("option").first
            expect(option.locator(".finding-title")).to_have_text(title)
        expect(option.locator(".finding-kind")).to_have_text("Constructor")
        assert_none(tab.console)


def test_results_on_pages_with_other_letters_are_marked(odd: Site, chromium: Chromium) -> None:
    """The address of the page is percent-encoded in the browser, but not in the index."""
    with chromium.tab(odd, WIDE) as tab:
        tab.go("search/?q=hooves")
        link = tab.page.locator("#search-results > ol > li > a")
        expect(link).to_have_text("Stripes")
        expect(tab.page.locator(".finding-text mark")).to_have_text("Hooves")
        link.click()
        mark = tab.page.locator("mark.finding-found")
        expect(mark).to_have_text("Hooves")
        expect(mark).to_be_in_viewport()


def test_browsers_without_storage(odd: Site, chromium: Chromium) -> None:
    """A result on the same page closes the dialog, even if the browser blocks all storage."""
    block = """Object.defineProperty(window, "sessionStorage", {
        get() { throw new DOMException("Denied", "SecurityError"); } })"""
    with chromium.tab(odd, WIDE) as tab:
        tab.page.add_init_script(block)
        tab.go("na\u00efve page/")
        tab.page.keyboard.press("/")
        tab.page.get_by_role("combobox").fill("stripes")
        tab.page.get_by_role("option").first.click()
        tab.page.wait_for_url("**#stripes")
        expect(tab.page.get_by_role("dialog")).to_be_hidden()


def test_words_without_a_script_are_not_marked(odd: Site, chromium: Chromium) -> None:
    """What is only for browsers without scripts is not on the screen."""
    with chromium.tab(odd, WIDE) as tab:
        tab.go("search/?q=limes")
        expect(tab.page.locator(".finding-text mark")).to_have_text("Limes")
        tab.page.locator("#search-results > ol > li > a").click()
        mark = tab.page.locator("mark.finding-found")
        expect(mark).to_have_text("Limes")
        expect(mark).to_be_in_viewport()


def test_text_without_spaces_is_marked_and_quoted(odd: Site, chromium: Chromium) -> None:
    """Chinese words are marked inside a run of signs, which has its match in the excerpt."""
    with chromium.tab(odd, WIDE) as tab:
        tab.go(f"search/?q={quote(COMPASS)}")
        mark = tab.page.locator("#search-results .finding-text mark")
        expect(mark).to_have_text(COMPASS)
        tab.page.locator("#search-results > ol > li > a").click()
        expect(tab.page.locator("mark.finding-found")).to_have_text(COMPASS)


def test_input_methods_keep_their_keys(odd: Site, chromium: Chromium) -> None:
    """Escape leaves the input method, and Enter takes its word; only then they are ours."""
    send = """(field, init) => field.dispatchEvent(
        new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init }))"""
    with chromium.tab(odd, WIDE) as tab:
        tab.go("")
        tab.page.keyboard.press("/")
        field = tab.page.get_by_role("combobox")
        field.fill("zebras")
        tab.page.get_by_role("option").first.wait_for()
        for init in ({"isComposing": True}, {"keyCode": 229}):
            for key in ("Escape", "Enter", "ArrowDown"):
                assert field.evaluate(send, {"key": key, **init}), (key, init)
        expect(field).to_be_visible()
        assert not field.evaluate(send, {"key": "Escape"})
        expect(field).to_be_hidden()


def test_only_the_last_query_is_answered_and_once(odd: Site, chromium: Chromium) -> None:
    """The same query, typed again while the data is on its way, has each result once."""
    with chromium.tab(odd, WIDE) as tab:
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route)

        tab.page.route("**/data.json", hold)
        tab.go("search/")
        field = tab.page.get_by_role("searchbox").first
        for query in ("apples", "zebras", "apples"):
            field.fill(query)
            wait_until(tab.page, "FINDING.fillPage !== undefined")
            field.dispatch_event("input")
        wait_for_any(tab.page, held, "request")
        for route in held:
            route.continue_()
        tab.page.unroute("**/data.json", hold)
        button = tab.page.get_by_role("button", name="More results")
        button.first.wait_for()
        tab.page.wait_for_timeout(300)
        expect(button).to_have_count(1)
        expect(tab.page.locator("#search-results > ol > li")).to_have_count(20)


def test_long_queries_are_cut_off(odd: Site, chromium: Chromium) -> None:
    """A text that was pasted by mistake stops neither the search nor the form for an issue."""
    query = "zqxj <img qxjz=zqxj> " * 500
    with chromium.tab(odd, WIDE) as tab:
        tab.go("search/")
        tab.page.get_by_role("searchbox").first.fill(query)
        issue = tab.page.locator('.finding-nothing a[href*="new?title="]')
        issue.wait_for()
        assert len(str(issue.get_attribute("href"))) < 2000
        expect(tab.page.locator("#search-results img")).to_have_count(0)


def test_failures_leave_no_other_results(odd: Site, chromium: Chromium) -> None:
    """Neither the page nor the dialog shows what an earlier query found, and both say why."""
    with chromium.tab(odd, WIDE) as tab:
        tab.page.route("**/search.js*", lambda route: route.abort())
        tab.go("")
        tab.page.keyboard.press("/")
        expect(tab.page.get_by_role("dialog").get_by_role("status")).to_contain_text(
            "not be loaded"
        )
    for where in ("page", "dialog"):
        with chromium.tab(odd, WIDE) as tab:
            tab.go("search/" if where == "page" else "")
            tab.page.keyboard.press("/")
            field = tab.page.get_by_role("searchbox" if where == "page" else "combobox").first
            field.fill("zebras")
            results = tab.page.locator(".finding-item")
            results.first.wait_for()
            tab.page.evaluate("() => { String.prototype.normalize = () => { throw Error('x'); }; }")
            field.fill("other")
            expect(tab.page.locator(".finding-status")).to_contain_text("could not be loaded")
            expect(results).to_have_count(0)


def test_pages_that_are_files(odd: Site, chromium: Chromium) -> None:
    """Browsers do not let them load data; readers learn what to do."""
    page = chromium.browser.new_page()
    page.goto(f"{(odd.folder / 'search' / 'index.html').as_uri()}?q=zebras")
    expect(page.locator(".finding-status")).to_contain_text("web server")
    page.goto((odd.folder / "index.html").as_uri())
    page.keyboard.press("/")
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("web server")
    page.close()


def test_a_newer_site_replaces_parts_of_the_index(tmp_path: Path, chromium: Chromium) -> None:
    """Readers who opened the search before never get parts of another build."""
    split = ("-D", "finding_most_in_one_file=0")
    words = " ".join(f"b{number}" for number in range(6000))  # enough for several parts
    pages = {**PAGES, "words": f"Words\n=====\n\n{words}\n"}
    site = built(tmp_path / "old", pages, *split)
    more = {f"a{number}": f"A{number}\n====\n\nLemons.\n" for number in range(9)}
    newer = built(tmp_path / "new", {**more, **pages}, *split)
    with served(site, PATH) as address, chromium.tab(Site(site, address), WIDE) as tab:
        tab.go("search/?q=apples")
        results = tab.page.locator("#search-results > ol > li > a")
        expect(results.first).to_have_text("Page 0")
        shutil.rmtree(site)
        shutil.copytree(newer, site)
        field = tab.page.get_by_role("searchbox").first
        field.fill("hoove")
        expect(tab.page.locator(".finding-status")).to_contain_text("could not be loaded")
        field.fill("hooves")
        expect(results).to_have_text(["Stripes"])
