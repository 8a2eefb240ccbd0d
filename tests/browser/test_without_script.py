"""Without JavaScript all can be read and reached, and nothing is offered that does not work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser.browsing import NARROW, by_width, nothing

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from browser.browsing import Chromium, Site, Tab

SECTIONS = ("About 2i2c", "Engineering", "Operations", "Administration", "Roles, teams and areas")
PAGES = ("", "about/mission/", "roles/technology-lead/", "operations/linking/")
LISTS = {"Navigation": "Main", "Contents": "Contents"}  # link to a list, and the list's name


def reached(tab: Tab, name: str, width: int, *, by_key: bool) -> Locator:
    """Go to the navigation or the contents as a reader does, and return it."""
    if width == NARROW:
        link = tab.page.get_by_role("link", name=name, exact=True)
        link.press("Enter") if by_key else link.click()
    part = tab.page.get_by_role("navigation", name=LISTS[name], exact=True)
    part.wait_for()
    return part


@by_width
@pytest.mark.parametrize("by_key", [False, True], ids=["by pointer", "by key"])
def test_lists_are_reached_and_followed(
    site: Site, chromium: Chromium, width: int, *, by_key: bool
) -> None:
    """From the navigation to a section, and from the contents to a heading."""
    with chromium.tab(site, width, java_script_enabled=False) as tab:
        for name, link, place in (
            ("Navigation", "Engineering", "/engineering/"),
            ("Contents", "Value proposition", "/about/mission/#mission-value-proposition"),
        ):
            tab.go("about/mission/")
            part = reached(tab, name, width, by_key=by_key)
            target = part.get_by_role("link", name=link, exact=True)
            assert target.evaluate("a => a.getBoundingClientRect().top < innerHeight * 2"), (
                "the list is far from where its link leads"
            )
            target.press("Enter") if by_key else target.click()
            tab.page.wait_for_url(f"**{place}")


@by_width
def test_every_section_is_listed(site: Site, chromium: Chromium, width: int) -> None:
    """The navigation leads to all sections from each page, also from that for missing ones."""
    with chromium.tab(site, width, java_script_enabled=False) as tab:
        for page in (*PAGES, "no/such/page/"):
            tab.go(page)
            part = reached(tab, "Navigation", width, by_key=False)
            for section in SECTIONS:
                assert part.get_by_role("link", name=section, exact=True).is_visible(), page


@by_width
def test_no_control_is_dead(site: Site, chromium: Chromium, width: int) -> None:
    """No button or field is shown that only a script makes work; details open by themselves."""
    shown = []
    with chromium.tab(site, width, java_script_enabled=False) as tab:
        for page in (*PAGES, "search/"):
            tab.go(page)
            controls = tab.page.locator("button, input, select, [role=button]").filter(visible=True)
            shown += [
                f"/{page} {control.evaluate('e => e.outerHTML')[:200]}"
                for control in controls.all()
            ]
    nothing(shown)


def test_the_search_says_how_to_search(site: Site, chromium: Chromium) -> None:
    """Its page names what is missing and leads to lists that need none."""
    with chromium.tab(site, NARROW, java_script_enabled=False) as tab:
        tab.go("search/?q=technology+lead")
        main = tab.page.get_by_role("main")
        assert "JavaScript" in main.inner_text()
        links = [str(link.get_attribute("href")) for link in main.get_by_role("link").all()]
        assert [link for link in links if "/linking/" in link]
        main.get_by_role("link", name="the glossary").click()
        tab.page.wait_for_url("**/about/glossary/")
