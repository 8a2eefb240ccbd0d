"""The search: its dialog and its page of results, what they load, and where results lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

import pytest
from playwright.sync_api import expect

from browser import programs
from browser.browsing import NARROW, WIDE, assert_none, by_width, wait_until
from browser.viewing import SCHEMES, SETTLED, axe, compressed

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from browser.browsing import Chromium, Site, Tab

wide = pytest.mark.xdist_group(f"browser-{WIDE}")
MOST_BYTES = 75_000  # compressed, until the first results
UNKNOWN = "zzqqxx"
# The text of the result that a link is in.
TEXT = "xpath=ancestor-or-self::*[@class='finding-item']//*[@class='finding-text']"
# Words from the middle of a long page, which are on the screen only after scrolling.
IN_VIEW = """() => {
    const mark = document.querySelector("main mark");
    if (!mark) return false;
    const { top, bottom } = mark.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
}"""


def opened(tab: Tab, key: str = "/") -> Locator:
    """Open the dialog with a key, and return it."""
    tab.page.keyboard.press(key)
    dialog = tab.page.get_by_role("dialog", name="Search")
    expect(dialog.get_by_role("combobox")).to_be_focused()
    return dialog


def expect_answer(dialog: Locator, query: str) -> None:
    """Wait until the results are those of the whole query, not of its first letters."""
    encoded = quote(query, safe="!'()*")  # as encodeURIComponent does
    end = re.compile(f"[?]q={re.escape(encoded)}$")
    expect(dialog.locator(".finding-all")).to_have_attribute("href", end)


def asked(tab: Tab, query: str) -> Locator:
    """Type a query into the dialog, and return the results."""
    dialog = opened(tab)
    tab.page.keyboard.type(query)
    expect_answer(dialog, query)
    options = dialog.get_by_role("option")
    expect(dialog.get_by_role("status")).to_have_text(f"{options.count()} results")
    return options


def results(tab: Tab, query: str) -> Locator:
    """Open the page of results, and return the links of the results."""
    tab.go(f"search/?q={query}")
    return drawn(tab)


def drawn(tab: Tab) -> Locator:
    """Wait until the first results are drawn, which are followed by a button for more."""
    tab.page.get_by_role("button", name="More results").wait_for()
    return tab.page.locator("#search-results > ol > li > a")


@by_width
@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_keys_open_it_and_escape_closes_it(
    site: Site, chromium: Chromium, width: int, key: str
) -> None:
    """Results are listed while readers type, and arrow keys and Enter choose one."""
    name = site.typical.role_name
    with chromium.tab(site, width) as tab:
        tab.go(site.typical.text)
        link = tab.page.get_by_role("main").get_by_role("link").first
        link.focus()
        dialog = opened(tab, key)
        expect(dialog.locator(".finding-hint")).to_be_visible()
        tab.page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        expect(link).to_be_focused()
        options = asked(tab, name.lower())
        expect(options.first).to_contain_text(name)
        expect(options.first).to_contain_text("Role")
        field = dialog.get_by_role("combobox")
        for press, place in (("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", -1), ("ArrowDown", 0)):
            tab.page.keyboard.press(press)
            chosen = options.nth(place)
            expect(chosen).to_have_attribute("aria-selected", "true")
            active = str(chosen.get_attribute("id"))
            expect(field).to_have_attribute("aria-activedescendant", active)
            expect(chosen).to_be_in_viewport()
        tab.page.keyboard.press("Enter")
        tab.page.wait_for_url(f"**/{site.typical.role}*")
        assert tab.console == []


@by_width
def test_buttons_open_it(site: Site, chromium: Chromium, width: int) -> None:
    """A click in the header opens it; a click beside it or on Close closes it."""
    with chromium.tab(site, width) as tab:
        tab.go(site.typical.text)
        dialog = tab.open("Search")
        expect(dialog.get_by_role("combobox")).to_be_focused()
        dialog.get_by_role("button", name="Close").click()
        expect(dialog).to_be_hidden()
        expect(tab.control("Search")).to_be_focused()
        if width == NARROW:
            box = tab.open("Search").bounding_box()
            assert box == {"x": 0, "y": 0, "width": width, "height": 844}
        else:
            tab.open("Search")
            tab.page.mouse.click(5, 5)
            expect(dialog).to_be_hidden()


@wide
def test_enter_opens_no_answer_to_other_words(site: Site, chromium: Chromium) -> None:
    """While the results are those of the first letters, it leads to the page of results."""
    type_and_enter = """(field, query) => {
        field.value = query;
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        return field.dispatchEvent(
            new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    }"""
    with chromium.tab(site, WIDE) as tab:
        tab.go(site.typical.text)
        asked(tab, site.typical.role_name)
        dialog = tab.page.get_by_role("dialog", name="Search")
        field = dialog.get_by_role("combobox")
        assert field.evaluate(type_and_enter, "team"), "Enter does what it does in a form"
        expect_answer(dialog, "team")
        assert not field.evaluate(type_and_enter, "team"), "Enter opens the first result"


@wide
def test_keys_mean_letters_in_fields(site: Site, chromium: Chromium) -> None:
    """A slash in a field is a slash; on the page of results, both keys lead to its field."""
    with chromium.tab(site, WIDE) as tab:
        tab.go(site.typical.directory)
        tab.page.locator(".compass-directory").get_by_role("searchbox").focus()
        tab.page.keyboard.type("a/b")
        expect(tab.page.get_by_role("dialog")).to_have_count(0)
        tab.go("search/")
        for key in ("/", "Control+k"):
            tab.page.get_by_role("link").first.focus()
            tab.page.keyboard.press(key)
            expect(tab.page.get_by_role("main").get_by_role("searchbox")).to_be_focused()
        expect(tab.page.get_by_role("dialog")).to_have_count(0)


@wide
def test_results_are_grouped(site: Site, chromium: Chromium) -> None:
    """Each has a kind, a title, the pages above it, and what it says about the words."""
    with chromium.tab(site, WIDE) as tab:
        tab.go("")
        options = asked(tab, site.typical.role_name)
        groups = tab.page.get_by_role("listbox").get_by_role("group")
        assert groups.count() > 1
        for group in groups.all():
            heading = str(group.get_attribute("aria-labelledby"))
            assert tab.page.locator(f"#{heading}").inner_text()
        for part in ("title", "kind"):
            texts = options.locator(f".finding-{part}").all_inner_texts()
            assert len(texts) == options.count()
            assert all(texts)
        marks = options.first.locator(".finding-title mark")
        assert " ".join(marks.all_inner_texts()) == site.typical.role_name


@by_width
def test_texts_come_without_moving_anything(site: Site, chromium: Chromium, width: int) -> None:
    """Only what is on the screen is loaded, in one file for each page."""
    with chromium.tab(site, width) as tab:
        tab.page.route("**/finding/text/**", lambda _: None)  # never answered
        links = results(tab, site.typical.role_name)
        before = [link.bounding_box() for link in links.all()]
        tab.page.unroute("**/finding/text/**")
    with chromium.tab(site, width) as tab:
        links = results(tab, site.typical.role_name)
        texts = tab.page.locator("#search-results .finding-text")
        expect(texts.first).not_to_be_empty()
        expect(texts.first.locator("mark").first).to_be_visible()
        assert [link.bounding_box() for link in links.all()] == before
        loaded = [request.url for request in tab.requests if "/finding/text/" in request.url]
        assert len(loaded) == len(set(loaded))
        assert 0 < len(loaded) < links.count()


@by_width
def test_results_lead_to_the_words(site: Site, chromium: Chromium, width: int) -> None:
    """The section opens with its words in view and marked; the marks go away."""
    page = site.typical.text
    heading = site.typical.headings(page)[-1]
    for place in ("dialog", "page"):
        with chromium.tab(site, width) as tab:
            tab.page.clock.install()
            tab.go("" if place == "dialog" else f"search/?q={heading.words}")
            if place == "dialog":
                dialog = opened(tab)
                tab.page.keyboard.type(heading.words)
                expect_answer(dialog, heading.words)
                link = dialog.locator(f'a[href$="{page}#{heading.anchor}"]')
            else:
                link = tab.page.locator(f'#search-results a[href$="#{heading.anchor}"]')
            link.first.wait_for()
            link.first.scroll_into_view_if_needed()
            tab.page.clock.run_for(1000)
            expect(link.first.locator(TEXT)).not_to_be_empty()
            link.first.click()
            tab.page.wait_for_url(f"**/{page}#{heading.anchor}")
            tab.page.clock.run_for(1000)
            found = tab.page.get_by_role("heading", name=heading.words)
            marks = tab.page.locator("main mark")
            expect(found.or_(marks.first).first).to_be_in_viewport()
            tab.page.clock.run_for(10_000)
            expect(marks).to_have_count(0)
            assert tab.console == []


@wide
def test_what_is_below_the_screen_is_shown(site: Site, chromium: Chromium) -> None:
    """On a low window, the page scrolls on from the heading to the first word."""
    page = site.typical.text
    heading = site.typical.headings(page)[1]
    section = site.typical.soup(page).find(id=heading.anchor)
    assert section is not None
    words = section.get_text(" ").split()
    rare = max((word for word in words[-60:] if word.isalpha()), key=len)
    with chromium.tab(site, WIDE) as tab:
        address = f"{site.address}{page}#{heading.anchor}"
        tab.page.set_viewport_size({"width": WIDE, "height": 300})
        tab.go("")
        tab.page.evaluate(
            "stored => { sessionStorage.finding = JSON.stringify(stored); }",
            {"address": address, "words": [rare.lower()]},
        )
        tab.go(f"{page}#{heading.anchor}")
        wait_until(tab.page, f"({IN_VIEW})()")


@by_width
def test_a_search_can_be_shared(site: Site, chromium: Chromium, width: int) -> None:
    """The address has the query, and shows the same results elsewhere."""
    name = site.typical.role_name
    with chromium.tab(site, width) as tab:
        tab.go("search/")
        field = tab.page.get_by_role("main").get_by_role("searchbox")
        field.focus()
        expect(tab.page.locator(".finding-hint")).to_be_visible()
        tab.page.keyboard.type(name.lower())
        links = tab.page.locator("#search-results > ol > li > a")
        expect(links.first).to_have_text(name)
        expect(tab.page).to_have_url(f"{site.address}search/?{urlencode({'q': name.lower()})}")
        with chromium.tab(site, width) as other:
            other.go(tab.page.url.removeprefix(site.address))
            found = drawn(other).all_inner_texts()
            count = other.page.locator(".finding-status")
            expect(count).to_have_text(re.compile(r"^\d+ results$"))
            expect(links).to_have_text(found)
            expect(tab.page.locator(".finding-status")).to_have_text(count.inner_text())


@wide
def test_each_page_is_one_result(site: Site, chromium: Chromium) -> None:
    """Further sections are below it, and more results are a click away."""
    with chromium.tab(site, WIDE) as tab:
        links = results(tab, "team")
        assert tab.page.locator(".finding-more a").count() > 0
        first = links.count()
        tab.page.get_by_role("button", name="More results").click()
        expect(links.nth(first)).to_be_focused()
        total = int(tab.page.locator(".finding-status").inner_text().split()[0])
        expect(links).to_have_count(min(total, 2 * first))
        pages = [urlsplit(str(link.get_attribute("href"))).path for link in links.all()]
        assert len(pages) > first
        assert len(set(pages)) == len(pages)


@by_width
def test_a_field_on_the_front_page_leads_to_results(
    site: Site, chromium: Chromium, width: int
) -> None:
    """Enter shows the page of results."""
    with chromium.tab(site, width) as tab:
        tab.go("")
        tab.page.get_by_role("main").get_by_role("searchbox").fill(site.typical.role_name)
        tab.page.keyboard.press("Enter")
        tab.page.wait_for_url("**/search/?q=*")
        expect(tab.page.locator("#search-results a").first).to_have_text(site.typical.role_name)


@wide
def test_nothing_found_is_not_the_end(site: Site, chromium: Chromium) -> None:
    """Readers get the sections, whom to ask, and a prefilled issue; close names, if any."""
    query = UNKNOWN
    with chromium.tab(site, WIDE) as tab:
        for where in ("dialog", "page"):
            if where == "dialog":
                tab.go("")
                place = opened(tab)
                tab.page.keyboard.type(query)
            else:
                tab.go(f"search/?q={query}")
                place = tab.page.get_by_role("main")
            nothing = place.locator(".finding-nothing")
            expect(nothing).to_be_visible()
            expect(place.locator(".finding-status")).to_have_text("No results")
            for section in site.typical.sections:
                expect(nothing.get_by_role("link", name=section.title, exact=True)).to_be_visible()
            issue = nothing.locator('a[href*="issues/new?title="]')
            expect(issue).to_have_attribute("href", re.compile(query))
            expect(nothing.get_by_role("link", name="How to ask for help")).to_be_visible()
            assert_none(tab.console)


@by_width
def test_it_loads_little_and_only_when_it_is_needed(
    site: Site, chromium: Chromium, width: int, figure: Callable[[str], None]
) -> None:
    """Nothing before the field has the focus; then at most 75 KB until the first results."""
    for page, start in (("search/", ""), (site.typical.text, "dialog")):
        with chromium.tab(site, width) as tab:
            tab.page.route("**/finding/text/**", lambda route: route.abort())
            tab.go(page)
            tab.page.evaluate(SETTLED)
            before = len(tab.requests)
            assert not [
                request.url for request in tab.requests if "finding/search.js" in request.url
            ]
            if start:
                tab.page.keyboard.press("/")
            else:
                tab.page.get_by_role("main").get_by_role("searchbox").focus()
            tab.page.keyboard.type(site.typical.role_name)
            tab.page.locator("mark").first.wait_for()
            files = {
                site.file(request.url)
                for request in tab.requests[before:]
                if "favicon" not in request.url and "/text/" not in request.url
            }
            sizes = {file.name: compressed(file) for file in files}
            total = sum(sizes.values())
            figure(f"Search on /{page} at {width} px until the first results: {total:,} bytes")
            assert total <= MOST_BYTES, sizes


@wide
def test_failures_are_told(site: Site, chromium: Chromium) -> None:
    """If a file cannot be loaded, readers learn it, and the next key tries again."""
    for file in ("search.js", "data.json"):
        with chromium.tab(site, WIDE) as tab:
            tab.go("")
            with site.without(f"_static/finding/{file}"):
                tab.page.keyboard.press("/")
                dialog = tab.page.get_by_role("dialog")
                expect(dialog.get_by_text("could not be loaded")).to_be_visible()
            tab.page.keyboard.press("Control+k")
            expect(dialog.get_by_role("combobox")).to_be_focused()
            tab.page.keyboard.type(site.typical.role_name)
            dialog.get_by_role("option").first.wait_for()


@by_width
def test_axe_finds_nothing(site: Site, chromium: Chromium, width: int) -> None:
    """Neither with results, nor with none, nor before."""
    found = []
    with chromium.tab(site, width, reduced_motion="reduce") as tab:
        tab.page.add_init_script(path=programs.package("axe-core/axe.min.js"))
        for query in ("", "team", UNKNOWN):
            tab.go(f"search/?q={query}")
            if query:
                tab.page.locator("#search-results a").first.wait_for()
            found += [f"page, {query}: {text}" for text in axe(tab)]
            tab.go("")
            dialog = opened(tab)
            tab.page.keyboard.type(query)
            shown = ".finding-hint" if not query else "[role=option], .finding-nothing"
            dialog.locator(shown).first.wait_for()
            found += [f"dialog, {query}: {text}" for text in axe(tab)]
    assert len(SCHEMES) == 2
    assert_none(found)


@pytest.mark.xdist_group(f"browser-{NARROW}")
def test_controls_are_large_enough_for_fingers(site: Site, chromium: Chromium) -> None:
    """On a touch screen, each is 44 pixels high."""
    with chromium.tab(site, NARROW, has_touch=True, is_mobile=True) as tab:
        links = results(tab, "team")
        expect(tab.page.locator("#search-results .finding-text").first).not_to_be_empty()
        tab.page.evaluate(SETTLED)
        rows = [row.bounding_box() for row in tab.page.locator("#search-results > ol > li").all()]
        more = [link.bounding_box() for link in tab.page.locator(".finding-more a").all()]
        assert links.count() == len(rows)
        assert more
        assert min(box["height"] for box in [*rows, *more] if box) >= 44
        tab.go("")
        tab.control("Search").tap()
        dialog = tab.page.get_by_role("dialog")
        for control in (dialog.get_by_role("combobox"), dialog.get_by_role("button")):
            box = control.bounding_box()
            assert box
            assert box["height"] >= 44
