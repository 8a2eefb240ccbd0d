"""Cards fit on the screen of a phone, and the line below the title wraps cleanly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.browsing import HEIGHTS, NARROW, WIDE, assert_none, by_width, wait_until

if TYPE_CHECKING:
    from browser.browsing import Chromium, Site

narrow = pytest.mark.xdist_group(f"browser-{NARROW}")

# Cards that are higher than the screen or wider than their page.
LARGE = """height => [...document.querySelectorAll(".compass-card")].filter(card => {
    const box = card.getBoundingClientRect();
    return box.height > height || box.right > document.documentElement.clientWidth;
}).map(card => card.id)"""
# Lines of text in a card that are below its link button.
COVERED = """() => [...document.querySelectorAll(".compass-card")].flatMap(card => {
    const button = card.querySelector(".compass-link > summary").getBoundingClientRect();
    const range = document.createRange();
    const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
        if (walker.currentNode.parentElement.closest(".compass-link")) { continue; }
        range.selectNodeContents(walker.currentNode);
        if ([...range.getClientRects()].some(line => line.right > button.left
            && line.left < button.right && line.bottom > button.top && line.top < button.bottom)) {
            found.push(`${card.id}: ${walker.currentNode.data.trim()}`);
        }
    }
    return found;
})"""
# For each item of the line below the title: whether its dot would be seen, and if it is the first.
DOTS = """() => [...document.querySelectorAll("ul.compass-meta > li")].map(item => {
    const list = item.parentElement.getBoundingClientRect();
    const box = item.getBoundingClientRect();
    const cut = parseFloat(getComputedStyle(item.parentElement).clipPath.split(" ").pop());
    const before = getComputedStyle(item, "::before");
    const dot = box.left - list.left + parseFloat(before.left) + parseFloat(before.width) / 2;
    return [dot > cut, box.left === list.left];
})"""


@narrow
@pytest.mark.parametrize("touch", [False, True])
def test_a_card_fits_on_the_screen_of_a_phone(
    site: Site, chromium: Chromium, *, touch: bool
) -> None:
    """No card of the handbook is higher than the screen, also with larger targets for fingers."""
    large = []
    with chromium.tab(site, NARROW, has_touch=touch, is_mobile=touch) as tab:
        for page in site.typical.with_cards:
            tab.go(page)
            found = tab.page.evaluate(LARGE, HEIGHTS[NARROW])
            large += [f"{page}: {anchor}" for anchor in found]
    assert_none(large)


@by_width
def test_no_link_button_is_over_text(site: Site, chromium: Chromium, width: int) -> None:
    """The text of a card ends before the button in its corner."""
    covered = []
    with chromium.tab(site, width) as tab:
        for page in site.typical.with_cards:
            tab.go(page)
            covered += [f"{page}: {text}" for text in tab.page.evaluate(COVERED)]
    assert_none(covered)


@by_width
def test_no_line_begins_with_a_dot(site: Site, chromium: Chromium, width: int) -> None:
    """Below the title, dots are between items only, wherever the line wraps."""
    with chromium.tab(site, width) as tab:
        tab.go(site.typical.with_cards[0])
        for narrower in (0, 60, 100):
            tab.page.set_viewport_size({"width": width - narrower, "height": HEIGHTS[width]})
            wait_until(tab.page, f"innerWidth === {width - narrower}")
            dots = tab.page.evaluate(DOTS)
            assert len(dots) > 3
            assert [is_seen for is_seen, _is_first in dots] == [
                not is_first for _, is_first in dots
            ]


@pytest.mark.xdist_group(f"browser-{WIDE}")
def test_folds_of_cards_open_with_the_keyboard(site: Site, chromium: Chromium) -> None:
    """What is folded on a card is reached with Tab, and Enter opens it."""
    with chromium.tab(site, WIDE) as tab:
        for page in site.typical.with_cards:
            tab.go(page)
            more = tab.page.locator(".compass-card .compass-more")
            if more.count():
                break
        summary = more.first.locator("> summary")
        summary.focus()
        tab.page.keyboard.press("Enter")
        expect(more.first.locator("a").last).to_be_visible()
        tab.page.keyboard.press("Tab")
        expect(more.first.locator("a").first).to_be_focused()
