"""Collects the files of a page's first view, and what axe finds on it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import brotli  # type: ignore[import-untyped] # has no type hints

from browser import programs
from browser.browsing import NARROW, WIDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Locator

    from browser.browsing import Chromium, Site, Tab

PACKED = {".woff2", ".woff", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif"}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# The only rules of axe whose findings depend on the color scheme. The others run once for a page.
COLOR_RULES = ("color-contrast", "link-in-text-block")
OPENERS = {NARROW: ("Menu", "Search"), WIDE: ("Search",)}  # buttons that open dialogs
# Content: figures, and images that only load when readers scroll to them.
CONTENT = "[...document.querySelectorAll('article img, img[loading=lazy]')].map(i => i.currentSrc)"
ICONS = "[...document.querySelectorAll('link[rel~=icon]')].map(link => link.href)"
# Wait for two frames and their events, such as that of scrolling, and for the end of animations.
DRAWN = """async () => {
    for (let frame = 0; frame < 2 || document.getAnimations().length && frame < 100; frame++) {
        await new Promise(requestAnimationFrame);
    }
}"""
# Wait for fonts, and for requests that scripts send after the page is drawn.
SETTLED = """document.fonts.ready.then(
    () => new Promise(done => requestAnimationFrame(() => requestIdleCallback(done))))"""
# After what scripts do a moment after a dialog opens.
SCROLL_BACK = """dialog => new Promise(done => setTimeout(done)).then(
    () => { dialog.scrollTop = 0; })"""
# What axe finds in a dialog follows from this: the dialog with absolute addresses, the elements
# around it, the style sheets, and whether what it refers to exists, once.
LOOKS = """dialog => {
    const copy = dialog.cloneNode(true);
    const links = dialog.querySelectorAll("[href]");
    copy.querySelectorAll("[href]").forEach((link, number) => { link.href = links[number].href; });
    const around = [];
    for (let part = dialog.parentElement; part; part = part.parentElement) {
        const shell = part.cloneNode(false);
        shell.removeAttribute("data-content_root");
        around.push(shell.outerHTML);
    }
    const times = name => document.querySelectorAll(`[id="${CSS.escape(name)}"]`).length;
    const named = [dialog, ...dialog.querySelectorAll("*")].flatMap(part =>
        ["id", "for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns"]
            .flatMap(name => (part.getAttribute(name) || "").split(" ")).filter(Boolean));
    const styles = [...document.styleSheets]
        .map(sheet => sheet.href || sheet.ownerNode.textContent);
    return JSON.stringify([copy.outerHTML, around, styles, named.map(times)]);
}"""
BLOCKING = """performance.getEntriesByType('resource')
    .filter(entry => entry.renderBlockingStatus === 'blocking').map(entry => entry.name)"""
STOPPING = """[...document.querySelectorAll(
    'script[src]:not([async], [defer], [type=module])')].map(script => script.src)"""


@dataclass(frozen=True)
class View:
    """A first view of a page, with addresses relative to the site."""

    files: Mapping[str, int]  # name to size in bytes, compressed
    blocking: tuple[str, ...]  # files that block rendering
    stopping: tuple[str, ...]  # scripts that block the parser
    foreign: tuple[str, ...]  # requests to other hosts
    missing: tuple[str, ...]  # files that the server does not have
    console: tuple[str, ...]  # messages on the console
    width: int  # of the scrollable area, in CSS pixels
    axe: tuple[str, ...]  # violations in each color scheme
    dialogs: Mapping[str, tuple[str, ...]]  # violations while each dialog is open
    folds: tuple[str, ...]  # violations while all that is folded is open

    @property
    def size(self) -> int:
        """Size of all files in bytes, compressed."""
        return sum(self.files.values())


@cache
def compressed(path: Path) -> int:
    """Return the number of bytes that a server with compression sends for a file."""
    body = path.read_bytes()
    return len(body if path.suffix in PACKED else brotli.compress(body, quality=11))


def axe(tab: Tab, within: Locator | None = None) -> tuple[str, ...]:
    """Return the violations that axe finds in both color schemes."""
    found: list[str] = []
    for scheme in SCHEMES:
        tab.page.emulate_media(color_scheme=scheme)
        tab.page.evaluate(DRAWN)
        rules = () if scheme == SCHEMES[0] else COLOR_RULES
        found += (f"{scheme}: {finding}" for finding in tab.axe(within, rules=rules))
    return tuple(found)


def folds(tab: Tab, width: int) -> tuple[str, ...]:
    """Return the violations that axe finds while everything that is folded is open.

    It does so in one color scheme for each width, because axe takes minutes for all pages.
    """
    tab.page.emulate_media(color_scheme="light" if width == NARROW else "dark")
    tab.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    tab.page.evaluate(DRAWN)
    return tuple(tab.axe())


def dialogs(
    tab: Tab, page: str, names: Iterable[str], known: dict[str, tuple[str, ...]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Open each dialog of a page, and yield its name with the violations that axe finds.

    axe does not examine a dialog again that looks the same on another page; ``known`` has the
    violations in those that it examined at this width.
    """
    for name in names:
        # The search page has no search dialog.
        if (name == "Search" and page == "search/") or not tab.control(name).is_visible():
            continue
        dialog = tab.open(name)
        # The menu scrolls to the current page, which can leave half of a button under its head.
        dialog.evaluate(SCROLL_BACK)
        # On some pages, check the whole page while the dialog is open.
        whole = {"", tab.site.typical.text, tab.site.typical.role}
        looks = "" if page in whole else dialog.evaluate(LOOKS)
        if not looks:
            yield name, axe(tab)
        else:
            if looks not in known:
                known[looks] = axe(tab, dialog)
            yield name, known[looks]
        tab.page.keyboard.press("Escape")
        dialog.wait_for(state="hidden")


def view(
    chromium: Chromium, site: Site, page: str, width: int, known: dict[str, tuple[str, ...]]
) -> View:
    """Open a page with an empty cache, and return its first view."""
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
            dialogs=dict(dialogs(tab, page, OPENERS[width], known)),
            folds=folds(tab, width),
            foreign=tuple(tab.foreign),
            console=tuple(tab.console),
        )
