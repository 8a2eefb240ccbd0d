"""Without JavaScript, all content can be reached, and no control is shown that needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.browsing import NARROW, assert_none, by_width, wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from browser.browsing import Chromium, Site, Tab


def pages(site: Site) -> tuple[str, ...]:
    """Return typical pages."""
    return "", site.typical.text, site.typical.role, site.typical.names


def open_list(tab: Tab, name: str, width: int, *, by_key: bool) -> Locator:
    """Open the menu or the list of contents as a reader does, and return it."""
    if name == "Menu":
        part = tab.page.get_by_role("navigation", name="Main", exact=True)
        opener = tab.page.get_by_role("link", name="Menu", exact=True)
    else:
        part = tab.page.locator(".compass-otp" if width == NARROW else ".compass-rail")
        opener = part.locator("summary")
    if width == NARROW:
        opener.press("Enter") if by_key else opener.click()
    part.wait_for()
    return part


@by_width
@pytest.mark.parametrize("by_key", [False, True], ids=["pointer", "keyboard"])
def test_lists_are_reached_and_followed(
    site: Site, chromium: Chromium, width: int, *, by_key: bool
) -> None:
    """Links lead from the menu to a section, and from the contents to a heading."""
    page, section = site.typical.text, site.typical.sections[-1]
    heading = site.typical.headings(page)[1]
    with chromium.tab(site, width, java_script_enabled=False) as tab:
        for name, place in (
            ("Menu", f"/{section.address}"),
            ("Contents", f"/{page}#{heading.anchor}"),
        ):
            tab.go(page)
            part = open_list(tab, name, width, by_key=by_key)
            if name == "Menu":
                target = tab.link_to(section.address, part)
            else:
                target = part.get_by_role("link", name=heading.words, exact=True)
            # The link scrolls to the list.
            wait_until(target, "a => a.getBoundingClientRect().top < innerHeight * 2")
            target.press("Enter") if by_key else target.click()
            tab.page.wait_for_url(f"**{place}")


@by_width
def test_every_section_is_listed(site: Site, chromium: Chromium, width: int) -> None:
    """The menu has all sections on every page, including the one for missing addresses."""
    with chromium.tab(site, width, java_script_enabled=False) as tab:
        for page in (*pages(site), "no/such/page/"):
            tab.go(page)
            part = open_list(tab, "Menu", width, by_key=False)
            for section in site.typical.sections:
                assert tab.link_to(section.address, part).is_visible(), page


@by_width
def test_sections_open_in_place(site: Site, chromium: Chromium, width: int) -> None:
    """The pages of another section are shown without leaving the page."""
    with chromium.tab(site, width, java_script_enabled=False) as tab:
        tab.go(site.typical.role)
        menu = open_list(tab, "Menu", width, by_key=False)
        opened = menu.locator(":scope > ul > li > details[open]")
        expect(opened).to_have_count(1)
        menu.locator(":scope > ul > li > details:not([open]) > summary").first.click()
        expect(opened).to_have_count(2)
        assert tab.page.url.endswith(("#pst-primary-sidebar", site.typical.role))


@by_width
def test_no_control_needs_a_script(site: Site, chromium: Chromium, width: int) -> None:
    """No button or field is shown, because they need a script; details elements do not."""
    shown = []
    with chromium.tab(site, width, java_script_enabled=False) as tab:
        for page in (*pages(site), "search/"):
            tab.go(page)
            controls = tab.page.locator("button, input, select, [role=button]").filter(visible=True)
            shown += [
                f"/{page} {control.evaluate('e => e.outerHTML')[:200]}"
                for control in controls.all()
            ]
    assert_none(shown)


def test_the_search_says_how_to_search(site: Site, chromium: Chromium) -> None:
    """The search page says that it needs JavaScript, and links to lists that don't."""
    with chromium.tab(site, NARROW, java_script_enabled=False) as tab:
        tab.go("search/?q=technology+lead")
        main = tab.page.get_by_role("main")
        assert "JavaScript" in main.inner_text()
        links = [str(link.get_attribute("href")) for link in main.get_by_role("link").all()]
        assert [link for link in links if f"/{site.typical.names}" in link]
        main.get_by_role("link", name="the glossary").click()
        tab.page.wait_for_url(f"**/{site.typical.glossary}")
