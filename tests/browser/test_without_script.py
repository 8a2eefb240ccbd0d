"""Without JavaScript, all content can be reached, and no control is shown that needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser.browsing import NARROW, assert_none, by_width

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from browser.browsing import Chromium, Site, Tab

LISTS = {
    "Navigation": "Main",
    "Contents": "Contents",
}  # name of the link to a list: name of the list


def pages(site: Site) -> tuple[str, ...]:
    """Return typical pages."""
    return "", site.typical.text, site.typical.role, site.typical.names


def open_list(tab: Tab, name: str, width: int, *, by_key: bool) -> Locator:
    """Open the navigation or the contents as a reader does, and return it."""
    if width == NARROW:
        link = tab.page.get_by_role("link", name=name, exact=True)
        link.press("Enter") if by_key else link.click()
    part = tab.page.get_by_role("navigation", name=LISTS[name], exact=True)
    part.wait_for()
    return part


@by_width
@pytest.mark.parametrize("by_key", [False, True], ids=["pointer", "keyboard"])
def test_lists_are_reached_and_followed(
    site: Site, chromium: Chromium, width: int, *, by_key: bool
) -> None:
    """Links lead from the navigation to a section, and from the contents to a heading."""
    page, section = site.typical.text, site.typical.sections[-1]
    heading = site.typical.headings(page)[1]
    with chromium.tab(site, width, java_script_enabled=False) as tab:
        for name, link, place in (
            ("Navigation", section.title, f"/{section.address}"),
            ("Contents", heading.words, f"/{page}#{heading.anchor}"),
        ):
            tab.go(page)
            part = open_list(tab, name, width, by_key=by_key)
            target = part.get_by_role("link", name=link, exact=True)
            assert target.evaluate("a => a.getBoundingClientRect().top < innerHeight * 2"), (
                "the link does not scroll to the list"
            )
            target.press("Enter") if by_key else target.click()
            tab.page.wait_for_url(f"**{place}")


@by_width
def test_every_section_is_listed(site: Site, chromium: Chromium, width: int) -> None:
    """The navigation has all sections on every page, including the one for missing addresses."""
    with chromium.tab(site, width, java_script_enabled=False) as tab:
        for page in (*pages(site), "no/such/page/"):
            tab.go(page)
            part = open_list(tab, "Navigation", width, by_key=False)
            for section in site.typical.sections:
                link = part.get_by_role("link", name=section.title, exact=True)
                assert link.is_visible(), page


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
