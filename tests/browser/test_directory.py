"""The directory of roles, teams and areas is filtered, shared and followed with the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from browser.browsing import by_width

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from browser.browsing import Chromium, Site, Tab

ROWS = ".compass-directory tbody tr"


def query(tab: Tab) -> dict[str, list[str]]:
    """Return the query in the address."""
    return parse_qs(urlsplit(tab.page.url).query)


def field(tab: Tab) -> Locator:
    """Return the field of the directory."""
    return tab.page.locator(".compass-directory").get_by_role("searchbox")


def visible(tab: Tab) -> int:
    """Return the number of rows that show."""
    return tab.page.locator(ROWS).locator("visible=true").count()


@by_width
def test_a_role_is_found_with_keys(site: Site, chromium: Chromium, width: int) -> None:
    """Typing filters, Tab leads past the chips to the first row, and Enter opens it."""
    name = site.typical.role_name
    with chromium.tab(site, width) as tab:
        tab.go(site.typical.directory)
        total = visible(tab)
        field(tab).focus()
        tab.page.keyboard.type(name.lower())
        shown = visible(tab)
        assert 0 < shown < total
        status = tab.page.locator(".compass-directory").get_by_role("status")
        expect(status).to_have_text(f"{shown} of {total} shown")
        assert query(tab) == {"q": [name.lower()]}
        link = tab.page.locator(ROWS).get_by_role("link", name=name, exact=True)
        for _ in range(60):
            tab.page.keyboard.press("Tab")
            if link.evaluate("link => link === document.activeElement"):
                break
        tab.page.keyboard.press("Enter")
        tab.page.wait_for_url(f"**/{site.typical.role}*")
        tab.page.go_back()
        expect(field(tab)).to_have_value(name.lower())
        assert visible(tab) == shown


@by_width
def test_chips_are_pressed_and_shared(site: Site, chromium: Chromium, width: int) -> None:
    """A chip filters, keeps its state in the address, and counts what it would show."""
    with chromium.tab(site, width) as tab:
        tab.go(site.typical.directory)
        total = visible(tab)
        for group in ("Kind", "Area", "Status"):
            chip = tab.page.get_by_role("group", name=group).get_by_role("button").nth(1)
            expect(chip).to_have_attribute("aria-pressed", "false")
            chip.focus()
            tab.page.keyboard.press("Space")
            expect(chip).to_have_attribute("aria-pressed", "true")
            assert visible(tab) == int(chip.inner_text().split()[-1])
            assert list(query(tab)) == [group.lower()]
            shown, shared = visible(tab), tab.page.url
            tab.page.keyboard.press("Enter")
            expect(chip).to_have_attribute("aria-pressed", "false")
            assert (visible(tab), query(tab)) == (total, {})
            tab.page.goto(shared)
            expect(chip).to_have_attribute("aria-pressed", "true")
            assert visible(tab) == shown
            tab.go(site.typical.directory)


@by_width
def test_nothing_matches(site: Site, chromium: Chromium, width: int) -> None:
    """A line says that nothing matches, and a button shows everything again."""
    with chromium.tab(site, width) as tab:
        tab.go(site.typical.directory)
        total = visible(tab)
        again = tab.page.get_by_role("button", name="Show all", exact=True)
        expect(again).to_be_hidden()
        field(tab).fill("nobody has this name")
        status = tab.page.locator(".compass-directory").get_by_role("status")
        expect(status).to_have_text("Nothing matches")
        assert visible(tab) == 0
        expect(tab.page.locator(".compass-directory h2").locator("visible=true")).to_have_count(0)
        again.press("Enter")
        expect(field(tab)).to_be_focused()
        assert (visible(tab), query(tab)) == (total, {})
        field(tab).fill("x")
        field(tab).press("Escape")
        expect(field(tab)).to_have_value("")
        assert visible(tab) == total


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
