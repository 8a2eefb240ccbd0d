"""The frame of pages: header, menu, list of contents, marker of headings, and links to the top."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from browser.browsing import NARROW, WIDE, assert_none, by_width, wait_until
from browser.viewing import DRAWN

if TYPE_CHECKING:
    from browser.browsing import Chromium, Site, Tab

wide = pytest.mark.xdist_group("browser-1440")
narrow = pytest.mark.xdist_group("browser-390")

WIDTHS = (320, 360, 768, 1024)  # between those of the other tests
LEAST = 44  # CSS pixels: height of a target for a finger

# What is in the header, from left to right.
HEADER = """() => [...document.querySelectorAll("#pst-header a, #pst-header button")]
    .filter(part => part.checkVisibility() && !part.closest("[popover]"))
    .map(part => [part.textContent.trim(), part.getBoundingClientRect()])
    .map(([words, box]) => ({words, left: box.left, right: box.right, height: box.height}))"""
SMALL = f"""() => [...document.querySelectorAll("dialog[open] :is(a, button, input, summary)")]
    .filter(part => part.checkVisibility())
    .filter(part => part.getBoundingClientRect().height < {LEAST})
    .map(part => part.outerHTML)"""
LINKS = ":is(#pst-header, .bd-container) :is(a:not(.headerlink), button, summary)"
BEFORE = "heading => getComputedStyle(heading, '::before').width"
# Contrast of the text of a link with what is behind it, as the pointer is over it.
CONTRAST = """link => {
    const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
    const light = colors => {
        canvas.fillStyle = "white";
        for (const color of colors) {
            canvas.fillStyle = color;
            canvas.fillRect(0, 0, 1, 1);
        }
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(part => part / 255)
            .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
    };
    const behind = [];
    for (let part = link; part; part = part.parentElement) {
        behind.unshift(getComputedStyle(part).backgroundColor);
    }
    const [dark, bright] = [light(behind), light([...behind, getComputedStyle(link).color])].sort(
        (one, other) => one - other);
    return bright / dark;
}"""


def header(tab: Tab) -> list[dict[str, Any]]:
    """Return what is in the header, and fail if two parts of it overlap."""
    parts: list[dict[str, Any]] = tab.page.evaluate(HEADER)
    for left, right in pairwise(parts):
        assert left["right"] <= right["left"] + 1, (left, right)
    return parts


@narrow
@pytest.mark.parametrize("size", WIDTHS)
def test_no_width_scrolls_sideways(site: Site, chromium: Chromium, size: int) -> None:
    """Every page fits, and nothing in the header overlaps."""
    wrong = []
    with chromium.tab(site, NARROW) as tab:
        tab.page.set_viewport_size({"width": size, "height": 800})
        for page in site.pages:
            tab.go(page)
            width = tab.page.evaluate("document.scrollingElement.scrollWidth")
            wrong += [f"/{page}: {width} px"] if width > size else []
            header(tab)
    assert_none(wrong)


@narrow
def test_buttons_on_a_phone_have_words_and_room(site: Site, chromium: Chromium) -> None:
    """The name is on the left; what the drawer has is large enough for a finger."""
    with chromium.tab(site, NARROW, has_touch=True, is_mobile=True) as tab:
        tab.go(site.typical.role)
        parts = header(tab)
        assert [part["words"].split()[0] for part in parts[1:]] == ["Search", "Menu"]
        assert parts[0]["left"] < 20
        assert min(part["height"] for part in parts) >= LEAST - 1
        drawer = tab.open("Menu")
        assert_none(tab.page.evaluate(SMALL))
        for name in ("Close menu", "System", "Light", "Dark"):
            expect(drawer.get_by_role("button", name=name, exact=True)).to_be_visible()
        expect(drawer.get_by_role("link", name="Edit this page")).to_be_visible()


@narrow
def test_the_drawer_searches(site: Site, chromium: Chromium) -> None:
    """It begins with a button that closes it; a field for words follows."""
    with chromium.tab(site, NARROW) as tab:
        tab.go(site.typical.text)
        opener = tab.control("Menu")
        opener.press("Enter")
        drawer = tab.page.get_by_role("dialog", name="Menu")
        expect(drawer.get_by_role("button", name="Close menu")).to_be_focused()
        tab.page.keyboard.press("Enter")
        drawer.wait_for(state="hidden")
        expect(opener).to_be_focused()
        tab.page.keyboard.press("Enter")
        drawer.wait_for()
        tab.page.keyboard.press("Tab")
        expect(drawer.get_by_role("searchbox")).to_be_focused()
        tab.page.keyboard.type(site.typical.role_name.lower())
        tab.page.keyboard.press("Enter")
        tab.page.wait_for_url("**/search/?q=*")


@by_width
def test_the_menu_shows_where_the_page_is(site: Site, chromium: Chromium, width: int) -> None:
    """The current page is in view, also in a low window, and after scrolling on another page."""
    with chromium.tab(site, width) as tab:
        tab.page.set_viewport_size({"width": width, "height": 400})
        for page in (site.typical.role, site.typical.text):
            tab.go(page)
            if width == NARROW:
                tab.open("Menu")
            current = tab.page.locator(".compass-tree [aria-current=page]")
            expect(current).to_be_in_viewport()


@by_width
def test_the_heading_that_a_link_led_to_is_marked(
    site: Site, chromium: Chromium, width: int
) -> None:
    """A small sign is at its side; the heading itself looks as the others."""
    page = site.typical.text
    heading = site.typical.headings(page)[1]
    with chromium.tab(site, width) as tab:
        tab.go(f"{page}#{heading.anchor}")
        found = tab.page.get_by_role("heading", name=heading.words, exact=True)
        expect(found).to_be_in_viewport()
        assert 2 < float(found.evaluate(BEFORE).removesuffix("px")) < 12
        color = found.evaluate("heading => getComputedStyle(heading).backgroundColor")
        assert color == "rgba(0, 0, 0, 0)"
        other = tab.page.get_by_role("heading", level=2).last
        assert other.evaluate(BEFORE) == "auto"


@wide
def test_the_contents_follow_the_text(site: Site, chromium: Chromium) -> None:
    """The section in view is marked: the first at the top, the last at the end."""
    page = site.typical.text
    headings = site.typical.headings(page)
    with chromium.tab(site, WIDE) as tab:
        tab.go(page)
        current = tab.page.locator(".compass-rail [aria-current]")
        expect(current).to_have_text(headings[0].words)
        tab.page.evaluate("scrollTo(0, document.body.scrollHeight)")
        expect(current).to_have_text(headings[-1].words)
        tab.page.evaluate(f"document.getElementById('{headings[1].anchor}').scrollIntoView()")
        expect(current).to_have_text(headings[1].words)
        tab.page.evaluate("scrollBy(0, -innerHeight / 2)")
        expect(current).to_have_text(headings[0].words)


@by_width
def test_long_pages_lead_back_to_the_top(site: Site, chromium: Chromium, width: int) -> None:
    """The link is offered after four screens, and moves the focus, too."""
    with chromium.tab(site, width, reduced_motion="reduce") as tab:
        tab.go(site.typical.glossary)
        link = tab.page.get_by_role("link", name="Back to top")
        for screens, is_offered in ((3.9, False), (4.1, True), (0, False), (5, True)):
            tab.page.evaluate(f"scrollTo(0, {screens} * innerHeight)")
            expect(link).to_be_visible(visible=is_offered)
        link.press("Enter")
        wait_until(tab.page, "scrollY < 100")
        expect(link).to_be_hidden()


@wide
def test_marks_of_a_search_go_away(site: Site, chromium: Chromium) -> None:
    """Words that a search found are marked for some seconds."""
    with chromium.tab(site, WIDE) as tab:
        tab.page.clock.install(time=0)
        tab.page.clock.pause_at(1)
        tab.go(f"{site.typical.role}?highlight=lead")
        tab.page.clock.run_for(1000)
        marks = tab.page.locator("span.highlighted")
        expect(marks).not_to_have_count(0)
        tab.page.clock.run_for(10_000)
        expect(marks).to_have_count(0)


@wide
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_links_keep_their_contrast_below_the_pointer(
    site: Site, chromium: Chromium, scheme: str
) -> None:
    """The text of each kind of link can be read while the pointer is over it."""
    wrong, seen = [], set()
    with chromium.tab(site, WIDE, color_scheme=scheme, reduced_motion="reduce") as tab:
        for page in ("", site.typical.text, site.typical.role, site.typical.names):
            tab.go(page)
            for link in tab.page.locator(LINKS).all():
                kind = link.evaluate("link => link.className + link.parentElement.className")
                if kind in seen or not link.is_visible():
                    continue
                seen.add(kind)
                link.hover(force=True)
                tab.page.evaluate(DRAWN)
                if (ratio := link.evaluate(CONTRAST)) < 4.5:
                    wrong.append(f"/{page} {link.inner_text()} ({kind}): {ratio:.1f}")
    assert_none(wrong)
    assert len(seen) > 6


@wide
def test_paper_has_owner_date_and_address(site: Site, chromium: Chromium) -> None:
    """It has no menu, contents or mentions, and what was folded is open."""
    with chromium.tab(site, WIDE) as tab:
        tab.go(site.typical.role)
        tab.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        tab.page.emulate_media(media="print")
        words = tab.page.locator("body").inner_text()
        assert f"/{site.typical.role}" in words
        assert "Owner " in words
        assert "Reviewed " in words
        hidden = "nav, header, footer, .compass-mentions, .compass-otp, .compass-to-top"
        parts = tab.page.locator(hidden).filter(visible=True)
        assert_none(part.evaluate("part => part.outerHTML") for part in parts.all())
        closed = tab.page.locator("article details:not([open])").filter(visible=True)
        expect(closed).to_have_count(0)
        tab.page.evaluate("dispatchEvent(new Event('afterprint'))")
        expect(tab.page.locator("article details[open]")).to_have_count(0)
