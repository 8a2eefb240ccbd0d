"""What comes with the first view of a page, and what axe finds on it, whatever is open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import brotli  # type: ignore[import-untyped] # it says of no function what it takes

from browser import programs
from browser.browsing import NARROW, WIDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Locator

    from browser.browsing import Chromium, Site, Tab

PACKED = {".woff2", ".woff", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif"}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
OPENERS = {NARROW: ("Open navigation", "Open contents", "Search"), WIDE: ("Search",)}
WHOLE = (
    "",
    "about/mission/",
    "roles/technology-lead/",
)  # checked as a whole while a dialog is open

# Figures are content, also those that are not lazy; so is what a reader has to scroll to.
CONTENT = "[...document.querySelectorAll('article img, img[loading=lazy]')].map(i => i.currentSrc)"
ICONS = "[...document.querySelectorAll('link[rel~=icon]')].map(link => link.href)"
# Fonts and what scripts ask for when all is drawn belong to it.
# Colours are not judged while they change.
DRAWN = """async () => {
    for (let frame = 0; frame < 2 || document.getAnimations().length && frame < 100; frame++) {
        await new Promise(requestAnimationFrame);
    }
}"""
SETTLED = """document.fonts.ready.then(
    () => new Promise(done => requestAnimationFrame(() => requestIdleCallback(done))))"""
BLOCKING = """performance.getEntriesByType('resource')
    .filter(entry => entry.renderBlockingStatus === 'blocking').map(entry => entry.name)"""
STOPPING = """[...document.querySelectorAll(
    'script[src]:not([async], [defer], [type=module])')].map(script => script.src)"""


@dataclass(frozen=True)
class View:
    """A first view of a page: addresses relative to the site."""

    files: Mapping[str, int]  # name to size in bytes, compressed
    blocking: tuple[str, ...]  # what has to arrive before anything is drawn
    stopping: tuple[str, ...]  # scripts that the parser waits for
    foreign: tuple[str, ...]  # what was asked of others
    missing: tuple[str, ...]  # what the server did not have
    said: tuple[str, ...]  # on the console
    width: int  # of what can be scrolled, in CSS pixels
    axe: tuple[str, ...]  # what it finds, in each colour scheme
    dialogs: Mapping[str, tuple[str, ...]]  # what it finds while each is open

    @property
    def size(self) -> int:
        """All bytes of the view."""
        return sum(self.files.values())


@cache
def compressed(path: Path) -> int:
    """Return how many bytes of a file are sent, by a server that compresses what can be."""
    body = path.read_bytes()
    return len(body if path.suffix in PACKED else brotli.compress(body, quality=11))


def axe(tab: Tab, within: Locator | None = None) -> tuple[str, ...]:
    """Return what axe finds in both colour schemes."""
    found: list[str] = []
    for scheme in SCHEMES:
        tab.page.emulate_media(color_scheme=scheme)
        tab.page.evaluate(DRAWN)
        found += (f"{scheme}: {finding}" for finding in tab.axe(within))
    return tuple(found)


def dialogs(tab: Tab, page: str, names: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Open each dialog that a page has, and yield its name with what axe finds."""
    for name in names:
        # The page for searching needs no dialog, and one without headings has no contents.
        if (name == "Search" and page == "search/") or not tab.control(name).is_visible():
            continue
        dialog = tab.open(name)
        yield name, axe(tab, None if page in WHOLE else dialog)
        tab.page.keyboard.press("Escape")
        dialog.wait_for(state="hidden")


def view(chromium: Chromium, site: Site, page: str, width: int) -> View:
    """Open a page with a cold cache, and tell what came with it and what axe finds."""
    with chromium.tab(site, width, reduced_motion="reduce") as tab:
        tab.page.add_init_script(path=programs.package("axe-core/axe.min.js"))
        tab.go(page)
        tab.page.evaluate(SETTLED)
        content = set(tab.page.evaluate(CONTENT))
        asked = [request.url for request in tab.requests if request.url not in content]
        icons = [icon for icon in tab.page.evaluate(ICONS)[:1] if icon not in asked]
        responses = [request.response() for request in tab.requests]
        files = [site.file(address) for address in (*asked, *icons)]
        return View(
            files={
                file.relative_to(site.folder).as_posix(): compressed(file)
                for file in files
                if file.is_file()
            },
            blocking=tuple(tab.page.evaluate(BLOCKING)),
            stopping=tuple(tab.page.evaluate(STOPPING)),
            missing=tuple(reply.url for reply in responses if reply and not reply.ok),
            width=tab.page.evaluate("document.scrollingElement.scrollWidth"),
            axe=axe(tab),
            dialogs=dict(dialogs(tab, page, OPENERS[width])),
            foreign=tuple(tab.foreign),
            said=tuple(tab.said),
        )
