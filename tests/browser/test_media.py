"""Pages can be printed, and respect the setting for reduced motion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser.browsing import (
    SPECIMENS,
    WIDE,
    assert_none,
    wait_until,
)
from browser.viewing import DRAWN

if TYPE_CHECKING:
    from browser.browsing import Chromium, Site

pytestmark = pytest.mark.xdist_group("browser-1440")

# Elements that are not printed. The list of contents may be printed.
CHROME = (
    "button, dialog, footer, [role=search], input[type=search], nav[aria-label=Main], .headerlink, "
    "details.compass-link"
)
LONG_MOTIONS = """() => {
    const seconds = text => Math.max(...text.split(",").map(parseFloat));
    const found = [];
    for (const element of document.querySelectorAll("*")) {
        for (const part of [null, "::before", "::after"]) {
            const style = getComputedStyle(element, part);
            if (part && style.content === "none") continue;
            const moves = style.transitionProperty !== "none" &&
                seconds(style.transitionDuration) + seconds(style.transitionDelay) > 0.01;
            const plays = style.animationName !== "none" && seconds(style.animationDuration) > 0.01;
            if (moves || plays || style.scrollBehavior === "smooth") {
                found.push(`${element.tagName}.${element.className}${part || ""}`);
            }
        }
    }
    return [...new Set(found)];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_only_the_text_is_printed(
    site: Site, specimens: Site, chromium: Chromium, scheme: str
) -> None:
    """Text is dark on white, without controls; links show their addresses."""
    books = ((site, ""), (site, site.typical.text), (site, site.typical.names))
    for book, page in (*books, (specimens, SPECIMENS)):
        with chromium.tab(book, WIDE, color_scheme=scheme) as tab:
            tab.go(page)
            tab.page.emulate_media(media="print")
            wait_until(tab.page, "getComputedStyle(document.body).colorScheme != 'dark'")
            tab.page.evaluate(DRAWN)
            chrome = [item for item in tab.page.locator(CHROME).all() if item.is_visible()]
            assert_none(f"/{page} {item.evaluate('e => e.outerHTML')[:200]}" for item in chrome)
            article = tab.page.get_by_role("article")
            assert tab.page.get_by_role("heading", level=1).filter(visible=True).count() == 1, page
            color = article.locator("p").first.evaluate("p => getComputedStyle(p).color")
            assert max(map(int, color.strip("rgb()").split(",")[:3])) < 128, (page, color)
            links = article.locator("a[href^='https://']").all()
            after = "a => [a.getAttribute('href'), getComputedStyle(a, '::after').content]"
            shown = [link.evaluate(after) for link in links if link.is_visible()]
            assert_none(f"/{page} {href}: {text}" for href, text in shown if href not in text)
            if book is specimens:
                assert shown


def test_the_handbook_can_be_printed(site: Site, chromium: Chromium) -> None:
    """A page prints on as many sheets as its text needs, without empty ones."""
    with chromium.tab(site, WIDE) as tab:
        tab.go(site.typical.text)
        text = tab.page.get_by_role("article").inner_text()
        pages = tab.page.pdf(format="A4").count(b"/Type /Page\n")
        assert 1 <= pages <= 2 + len(text) // 1500


def test_reduced_motion(site: Site, specimens: Site, chromium: Chromium) -> None:
    """There is no animation or smooth scrolling, also after the color scheme changes."""
    found = []
    for book, page in ((site, ""), (site, site.typical.names), (specimens, SPECIMENS)):
        with chromium.tab(book, WIDE, reduced_motion="reduce", color_scheme="light") as tab:
            tab.go(page)
            found += [f"/{page} {element}" for element in tab.page.evaluate(LONG_MOTIONS)]
            tab.page.emulate_media(color_scheme="dark")
            wait_until(tab.page, "getComputedStyle(document.body).colorScheme == 'dark'")
            running = tab.page.evaluate(
                "document.getAnimations().map(a => a.effect.target.className)"
            )
            if running:
                found.append(
                    f"/{page}: {len(running)} animations run after a change of color scheme"
                )
    assert_none(found)
