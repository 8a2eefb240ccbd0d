"""Everything works with the keyboard, and the focus is visible."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from browser.browsing import (
    HEIGHTS,
    NARROW,
    SPECIMENS,
    assert_none,
    by_width,
    differing,
    picture,
)
from browser.viewing import DRAWN, OPENERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import FloatRect, Locator

    from browser.browsing import Chromium, Site, Tab

KEYS = ("Enter", "Space")
MARGIN = 6  # CSS pixels around a control where its focus indicator may be

# The focused control: its kind, its name, and its boxes on the screen. A link with line breaks has
# several boxes. A hidden input has those of its label.
FOCUSED = """() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return null;
    const shown = focused.matches("input[type=radio]") ? focused.labels[0] : focused;
    const boxes = [...shown.getClientRects()].map(({x, y, width, height}) => [x, y, width, height]);
    const name = focused.getAttribute("aria-label") || focused.textContent.trim().slice(0, 40);
    return {kind: `${focused.tagName} ${focused.className}`, name, boxes};
}"""
INSIDE = (
    "(part) => part.contains(document.activeElement) || document.activeElement === document.body"
)


def expect_focus(part: Locator, message: str) -> None:
    """Wait until the focus is on or inside a part of the page."""
    focused = part.page.locator(":focus")
    expect(part.locator(focused).or_(part.and_(focused)), message).to_have_count(1)


@by_width
def test_the_first_stop_skips_to_the_text(site: Site, chromium: Chromium, width: int) -> None:
    """Tab and Enter skip header and navigation, with a visible link."""
    for page in ("", site.typical.text, "search/"):
        with chromium.tab(site, width) as tab:
            tab.go(page)
            tab.page.keyboard.press("Tab")
            link = tab.page.get_by_role("link", name="Skip to main content")
            expect(link, page).to_be_focused()
            tab.page.evaluate(DRAWN)
            box = link.bounding_box()
            assert box, page
            assert min(box["x"], box["y"]) >= 0, page
            assert min(box["width"], box["height"]) >= 16, page
            tab.page.keyboard.press("Enter")
            expect(tab.page).to_have_url(re.compile("#."))
            tab.page.keyboard.press("Tab")
            expect_focus(tab.page.get_by_role("main"), page)


def stops(tab: Tab, most: int) -> Iterator[dict[str, Any]]:
    """Press Tab until the focus leaves the page; yield each focused control."""
    for _ in range(most):
        tab.page.keyboard.press("Tab")
        focused: dict[str, Any] | None = tab.page.evaluate(FOCUSED)
        if focused is None:
            return
        yield focused


def visible_change(tab: Tab, boxes: list[list[float]], width: int) -> tuple[int, float]:
    """Return the number of pixels that the focus changes, and half the control's perimeter.

    The second screenshot is without the focus; the next Tab continues from there.
    """
    x, y, across, down = max(boxes, key=lambda box: box[2] * box[3], default=(0, 0, 0, 0))
    left, top = max(0, x - MARGIN), max(0, y - MARGIN)
    right = min(width, x + across + MARGIN)
    bottom = min(HEIGHTS[width], y + down + MARGIN)
    if right - left < 1 or bottom - top < 1:
        return 0, across + down
    clip: FloatRect = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    focused = picture(tab.page, clip)
    tab.page.evaluate("document.activeElement.blur()")
    return differing(focused, picture(tab.page, clip)), across + down


@by_width
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_control_shows_its_focus(
    site: Site, specimens: Site, chromium: Chromium, width: int, scheme: str
) -> None:
    """The focus changes each kind of control by at least a line along half its perimeter."""
    unseen, seen = [], Counter[str]()
    pages = ((site, ""), (specimens, SPECIMENS), (site, site.typical.names))
    for book, page in pages:
        with chromium.tab(book, width, color_scheme=scheme, reduced_motion="reduce") as tab:
            tab.go(page)
            for stop in stops(tab, 120):
                seen[stop["kind"]] += 1
                if seen[stop["kind"]] > 2:
                    continue
                tab.page.evaluate(DRAWN)
                pixels, needed = visible_change(tab, tab.page.evaluate(FOCUSED)["boxes"], width)
                if not 0 < needed <= pixels:
                    unseen.append(f"/{page} {stop}: {pixels} pixels of {needed:.0f}")
    assert_none(unseen)
    assert len(seen) > 12, seen


def dialogs(tab: Tab, width: int) -> Iterator[tuple[str, str]]:
    """Yield each control that opens a dialog, with each key, after pressing it."""
    for name in OPENERS[width]:
        for key in KEYS:
            tab.go(tab.site.typical.text)
            tab.control(name).focus()
            tab.page.keyboard.press(key)
            yield name, key


@by_width
def test_dialogs_keep_the_focus_and_return_it(site: Site, chromium: Chromium, width: int) -> None:
    """A dialog opens with a key and traps the focus; Escape closes it and returns the focus."""
    with chromium.tab(site, width) as tab:
        for name, key in dialogs(tab, width):
            dialog = tab.page.get_by_role("dialog")
            dialog.wait_for()
            expect_focus(dialog, f"{name!r} opened with {key}")
            for stop in ("Tab", "Shift+Tab"):
                for _ in range(14):
                    tab.page.keyboard.press(stop)
                    assert dialog.evaluate(INSIDE), (name, key, tab.page.evaluate(FOCUSED))
            tab.page.keyboard.press("Escape")
            dialog.wait_for(state="hidden")
            expect(tab.control(name), f"{name!r} opened with {key}").to_be_focused()


@by_width
def test_menu_and_contents_are_followed(site: Site, chromium: Chromium, width: int) -> None:
    """Links of the menu and of the list of contents can be followed with the keyboard."""
    page, section = site.typical.text, site.typical.sections[-1]
    words = site.typical.headings(page)[1].words
    with chromium.tab(site, width) as tab:
        tab.go(page)
        if width == NARROW:
            tab.open("Menu")
        menu = tab.page.get_by_role("navigation", name="Main")
        tab.link_to(section.address, menu).press("Enter")
        tab.page.wait_for_url(f"**/{section.address}")
        tab.go(page)
        if width == NARROW:
            tab.page.locator(".compass-otp > summary").press("Enter")
        contents = tab.page.locator(".compass-otp" if width == NARROW else ".compass-rail")
        contents.get_by_role("link", name=words, exact=True).press("Enter")
        heading = tab.page.get_by_role("heading", name=words, exact=True)
        expect(heading).to_be_in_viewport()


@by_width
def test_sections_are_opened_in_place(site: Site, chromium: Chromium, width: int) -> None:
    """A key shows the pages of another section, and a second one hides them."""
    with chromium.tab(site, width) as tab:
        tab.go(site.typical.role)
        if width == NARROW:
            tab.open("Menu")
        other = tab.page.locator(".compass-tree > li > details:not([open]) > summary").first
        label = str(other.get_attribute("aria-label"))
        assert label.startswith("Pages below ")
        opener = tab.page.locator(f'summary[aria-label="{label}"]')
        inside = opener.locator("xpath=../ul").get_by_role("link").first
        for key in KEYS:
            expect(inside).to_be_hidden()
            opener.press(key)
            expect(inside).to_be_visible()
            opener.press(key)


@by_width
def test_the_color_mode_is_chosen_with_keys(site: Site, chromium: Chromium, width: int) -> None:
    """Both keys open the choice; Escape or, in the header, a choice closes it."""
    for key in KEYS:
        with chromium.tab(site, width, color_scheme="light") as tab:
            tab.go(site.typical.text)
            opener = tab.control("Menu" if width == NARROW else "Theme")
            dark = tab.page.get_by_role("button", name="Dark", exact=True).filter(visible=True)
            opener.press(key)
            dark.wait_for()
            tab.page.keyboard.press("Escape")
            expect(dark, "Escape closes the choice").to_have_count(0)
            expect(opener).to_be_focused()
            tab.page.keyboard.press(key)
            dark.wait_for()
            assert "Dark" in (stop["name"] for stop in stops(tab, 8))
            dark.press(key)
            expect(tab.page.locator("body")).to_have_css("color-scheme", "dark")
            if width != NARROW:
                expect(dark, "a choice closes the menu").to_have_count(0)
                expect(opener).to_be_focused()


def test_a_menu_that_is_opened_again_at_once_is_not_empty(site: Site, chromium: Chromium) -> None:
    """The browser reports later that a dialog was closed, when it may be open again."""
    with chromium.tab(site, NARROW) as tab:
        tab.go(site.typical.text)
        opener = tab.control("Menu")
        opener.press("Enter")
        menu = tab.page.get_by_role("dialog", name="Menu")
        said = menu.inner_text()
        assert said
        opener.evaluate(
            """async opener => {
                const dialog = document.querySelector("dialog[open]");
                const closed = new Promise(done => addEventListener("close", done, true));
                dialog.close();
                opener.click();
                await closed;
            }"""
        )
        assert menu.inner_text() == said
        tab.page.keyboard.press("Escape")
        expect(menu).to_be_hidden()
        expect(opener).to_be_focused()


def test_the_focus_stays_where_a_reader_moves_it(site: Site, chromium: Chromium) -> None:
    """Also if the reader does so before the browser reports that the menu was closed."""
    with chromium.tab(site, NARROW) as tab:
        tab.go(site.typical.text)
        tab.open("Menu")
        other = tab.page.locator(".search-button__button").filter(visible=True).first
        other.evaluate(
            """async other => {
                const dialog = document.querySelector("dialog[open]");
                const closed = new Promise(
                    done => dialog.addEventListener("close", () => setTimeout(done)));
                dialog.close();
                other.focus();
                await closed;
            }"""
        )
        expect(other).to_be_focused()
