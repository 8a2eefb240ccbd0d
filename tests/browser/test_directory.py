"""The directory of roles, teams and areas is filtered, shared and followed with the keyboard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from playwright.sync_api import expect

from browser.browsing import by_width

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from browser.browsing import Chromium, Site, Tab

ROWS = ".compass-directory tbody tr"


def expect_query(tab: Tab, **values: str) -> None:
    """Wait until the address is that of the directory with a query, or without any."""
    address = f"{tab.site.address}{tab.site.typical.directory}"
    expect(tab.page).to_have_url(f"{address}?{urlencode(values)}" if values else address)


def field(tab: Tab) -> Locator:
    """Return the field of the directory."""
    return tab.page.locator(".compass-directory").get_by_role("searchbox")


def visible(tab: Tab) -> Locator:
    """Return the rows that show."""
    return tab.page.locator(ROWS).locator("visible=true")


@by_width
def test_a_role_is_found_with_keys(site: Site, chromium: Chromium, width: int) -> None:
    """Typing filters, Tab leads past the chips to the first row, and Enter opens it."""
    name = site.typical.role_name
    with chromium.tab(site, width) as tab:
        tab.go(site.typical.directory)
        total = visible(tab).count()
        field(tab).focus()
        tab.page.keyboard.type(name.lower())
        expect_query(tab, q=name.lower())
        shown = visible(tab).count()
        assert 0 < shown < total
        status = tab.page.locator(".compass-directory").get_by_role("status")
        expect(status).to_have_text(f"{shown} of {total} shown")
        link = tab.page.locator(ROWS).get_by_role("link", name=name, exact=True)
        for _ in range(60):
            tab.page.keyboard.press("Tab")
            if link.evaluate("link => link === document.activeElement"):
                break
        tab.page.keyboard.press("Enter")
        tab.page.wait_for_url(f"**/{site.typical.role}*")
        tab.page.go_back()
        expect(field(tab)).to_have_value(name.lower())
        expect(visible(tab)).to_have_count(shown)


@by_width
def test_chips_are_pressed_and_shared(site: Site, chromium: Chromium, width: int) -> None:
    """A chip filters, keeps its state in the address, and counts what it would show."""
    with chromium.tab(site, width) as tab:
        tab.go(site.typical.directory)
        total = visible(tab).count()
        for group in ("Kind", "Area", "Status"):
            chip = tab.page.get_by_role("group", name=group).get_by_role("button").nth(1)
            expect(chip).to_have_attribute("aria-pressed", "false")
            chip.focus()
            tab.page.keyboard.press("Space")
            expect(chip).to_have_attribute("aria-pressed", "true")
            shown = int(chip.inner_text().split()[-1])
            expect(visible(tab)).to_have_count(shown)
            expect(tab.page).to_have_url(re.compile(rf"\?{group.lower()}=[^&]+$"))
            shared = tab.page.url
            tab.page.keyboard.press("Enter")
            expect(chip).to_have_attribute("aria-pressed", "false")
            expect(visible(tab)).to_have_count(total)
            expect_query(tab)
            tab.page.goto(shared)
            expect(chip).to_have_attribute("aria-pressed", "true")
            expect(visible(tab)).to_have_count(shown)
            tab.go(site.typical.directory)


@by_width
def test_nothing_matches(site: Site, chromium: Chromium, width: int) -> None:
    """A line says that nothing matches, and a button shows everything again."""
    with chromium.tab(site, width) as tab:
        tab.go(site.typical.directory)
        total = visible(tab).count()
        again = tab.page.get_by_role("button", name="Show all", exact=True)
        expect(again).to_be_hidden()
        field(tab).fill("nobody has this name")
        status = tab.page.locator(".compass-directory").get_by_role("status")
        expect(status).to_have_text("Nothing matches")
        expect(visible(tab)).to_have_count(0)
        expect(tab.page.locator(".compass-directory h2").locator("visible=true")).to_have_count(0)
        again.press("Enter")
        expect(field(tab)).to_be_focused()
        expect(visible(tab)).to_have_count(total)
        expect_query(tab)
        field(tab).fill("x")
        field(tab).press("Escape")
        expect(field(tab)).to_have_value("")
        expect(visible(tab)).to_have_count(total)


@by_width
def test_a_row_leads_to_its_page(site: Site, chromium: Chromium, width: int) -> None:
    """A click anywhere in a row follows its link."""
    with chromium.tab(site, width) as tab:
        tab.go(site.typical.directory)
        row = tab.page.locator(ROWS).filter(
            has=tab.page.get_by_role("link", name=site.typical.role_name, exact=True)
        )
        box = row.first.bounding_box()
        assert box
        row.first.click(position={"x": box["width"] - 4, "y": box["height"] - 4})
        tab.page.wait_for_url(f"**/{site.typical.role}*")


@by_width
def test_all_shows_without_a_script(site: Site, chromium: Chromium, width: int) -> None:
    """Without JavaScript, all tables show, and no filter does."""
    with chromium.tab(site, width, java_script_enabled=False) as tab:
        tab.go(site.typical.directory)
        rows = tab.page.locator(ROWS)
        expect(rows.locator("visible=true")).to_have_count(rows.count())
        inside = tab.page.locator(".compass-directory")
        expect(inside.locator("button, input")).to_have_count(0)
