"""The whole site works under its Content-Security-Policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.browsing import SPECIMENS, assert_none, wait_for_any

if TYPE_CHECKING:
    from browser.browsing import Chromium, Site

pytestmark = pytest.mark.xdist_group("browser-1440")

# What the policy must stop, and the directive that stops it.
ATTACKS = {
    "script-src-elem": "document.head.append(Object.assign(document.createElement('script'), "
    "{textContent: 'window.ran = true'}))",
    "script-src-attr": "document.body.insertAdjacentHTML('beforeend', "
    "'<img src=nothing onerror=\"window.ran = true\">')",
    "style-src-attr": "document.body.insertAdjacentHTML('beforeend', "
    "'<p style=\"position: fixed\">')",
    "img-src": "document.body.insertAdjacentHTML('beforeend', "
    "'<img src=\"https://elsewhere.example/x.png\">')",
    "frame-src": "document.body.insertAdjacentHTML('beforeend', "
    "'<iframe src=\"https://elsewhere.example/\"></iframe>')",
    "object-src": "document.body.insertAdjacentHTML('beforeend', "
    "'<object data=\"https://elsewhere.example/\"></object>')",
    "base-uri": "document.head.insertAdjacentHTML('beforeend', "
    "'<base href=\"https://elsewhere.example/\">')",
    "connect-src": "fetch('https://elsewhere.example/').catch(() => undefined)",
}


def test_no_page_violates_it(specimens: Site, chromium: Chromium) -> None:
    """Nothing on any page is blocked, and no redirect is."""
    with chromium.tab(specimens) as tab:
        for path in specimens.files:
            address = path.relative_to(specimens.folder).as_posix().removesuffix("index.html")
            tab.go(address)
            tab.page.wait_for_load_state()
        assert_none(tab.violations)


def test_redirects_lead_to_their_pages(site: Site, chromium: Chromium) -> None:
    """The script of a redirect page runs."""
    old = [path for path in site.files if 'http-equiv="refresh"' in path.read_text("utf-8")]
    with chromium.tab(site) as tab:
        for path in old:
            address = path.relative_to(site.folder).as_posix().removesuffix("index.html")
            tab.page.goto(f"{site.address}{address}?kept", wait_until="commit")
            expect(tab.page.get_by_role("heading", level=1)).to_be_visible()
    assert old


@pytest.mark.parametrize("directive", ATTACKS)
def test_it_stops(specimens: Site, chromium: Chromium, directive: str) -> None:
    """What somebody may have placed on a page does not load or run."""
    with chromium.tab(specimens) as tab:
        tab.go(SPECIMENS)
        tab.page.evaluate(ATTACKS[directive])
        wait_for_any(tab.page, tab.violations, "violation")
        assert {text.split()[0] for text in tab.violations} == {directive}
        assert not tab.page.evaluate("window.ran")
        tab.violations.clear()  # they were expected, and so are requests that were stopped
        tab.foreign.clear()
