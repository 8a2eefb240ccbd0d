"""Pages are good on paper, and keep still for readers who want that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser.browsing import WIDE, nothing

if TYPE_CHECKING:
    from browser.browsing import Chromium, Site

pytestmark = pytest.mark.xdist_group("browser-1440")

# What only a screen needs; the list of contents may stand on paper.
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
def test_paper_shows_the_text_alone(
    site: Site, specimens: Site, chromium: Chromium, scheme: str
) -> None:
    """Dark words on white, without what only a screen needs; links say where they lead."""
    books = ((site, ""), (site, "about/mission/"), (site, "operations/linking/"))
    for book, page in (*books, (specimens, "about/specimens/")):
        with chromium.tab(book, WIDE, color_scheme=scheme) as tab:
            tab.go(page)
            tab.page.emulate_media(media="print")
            tab.page.wait_for_function("getComputedStyle(document.body).colorScheme != 'dark'")
            chrome = [item for item in tab.page.locator(CHROME).all() if item.is_visible()]
            nothing(f"/{page} {item.evaluate('e => e.outerHTML')[:200]}" for item in chrome)
            article = tab.page.get_by_role("article")
            assert tab.page.get_by_role("heading", level=1).filter(visible=True).count() == 1, page
            colour = article.locator("p").first.evaluate("p => getComputedStyle(p).color")
            assert max(map(int, colour.strip("rgb()").split(",")[:3])) < 128, (page, colour)
            links = article.locator("a[href^='https://']").all()
            after = "a => [a.getAttribute('href'), getComputedStyle(a, '::after').content]"
            shown = [link.evaluate(after) for link in links if link.is_visible()]
            nothing(f"/{page} {href}: {text}" for href, text in shown if href not in text)
            if book is specimens:
                assert shown


def test_the_handbook_can_be_printed(site: Site, chromium: Chromium) -> None:
    """A page makes a document of some pages, none of them empty for a sidebar that is gone."""
    with chromium.tab(site, WIDE) as tab:
        tab.go("about/mission/")
        text = tab.page.get_by_role("article").inner_text()
        pages = tab.page.pdf(format="A4").count(b"/Type /Page\n")
        assert 1 <= pages <= 2 + len(text) // 1500


def test_nothing_moves_for_who_wants_no_motion(
    site: Site, specimens: Site, chromium: Chromium
) -> None:
    """No transition, animation or smooth scrolling lasts, before and after a change of colours."""
    found = []
    for book, page in ((site, ""), (site, "operations/linking/"), (specimens, "about/specimens/")):
        with chromium.tab(book, WIDE, reduced_motion="reduce", color_scheme="light") as tab:
            tab.go(page)
            found += [f"/{page} {element}" for element in tab.page.evaluate(LONG_MOTIONS)]
            tab.page.emulate_media(color_scheme="dark")
            tab.page.wait_for_function("getComputedStyle(document.body).colorScheme == 'dark'")
            running = tab.page.evaluate(
                "document.getAnimations().map(a => a.effect.target.className)"
            )
            if running:
                found.append(
                    f"/{page} still moves {len(running)} elements after a change of colours"
                )
    nothing(found)
