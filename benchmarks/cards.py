"""Points at links as readers do, and notes when the card of each is on the page."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup

from benchmarks.peers import FOLDER
from benchmarks.searching import page_of
from benchmarks.serving import Body, compressed
from benchmarks.tables import middle, ratio
from benchmarks.tabs import tab
from sites import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from benchmarks.serving import Site

LONGEST = 5000  # milliseconds to wait for a card
REST = 600  # milliseconds in which a card goes away, and in which nothing more is loaded
COUNT = 5  # links

WATCH = """(() => {
    const now = () => performance.timeOrigin + performance.now();
    globalThis.benchmarked = { over: 0, shown: 0 };
    addEventListener("pointerover", ({ target, timeStamp }) => {
        if (target.closest("a")) benchmarked.over ||= performance.timeOrigin + timeStamp;
    }, true);
    new MutationObserver(() => {
        if (benchmarked.over && document.querySelector(CARD)) benchmarked.shown ||= now();
    }).observe(document, { attributeFilter: ["class"], childList: true, subtree: true });
})()"""


@dataclass(frozen=True, slots=True)
class Preview:
    """How a site shows what a link leads to."""

    name: str
    site: str
    card: str  # CSS selector
    main: str  # of the text of a page
    sitemap: str | None = None  # file that pages load for cards, with the addresses of all pages


PREVIEWS = (
    Preview("handbook", "handbook", "finding-preview", "main"),
    Preview("material", "previews", ".md-tooltip2--active", "article", "/sitemap.xml"),
)


@dataclass
class CardTimes:
    """The measurements of the cards of a site."""

    preview: Preview
    first: list[float] = field(default_factory=list)  # milliseconds, files included
    further: list[float] = field(default_factory=list)
    missing: int = 0  # links without a card
    first_bytes: list[int] = field(default_factory=list)
    further_bytes: list[int] = field(default_factory=list)


def move(site: Site, path: str) -> None:
    """Make a sitemap list the pages on the server, not those of the published site."""
    text = (FOLDER / site.name / path.strip("/")).read_text(encoding="utf-8")
    site.bodies[path] = Body(
        compressed(text.replace(BASE, site.address).encode()), "text/xml", "br"
    )


def targets(html: str, docname: str, main: str) -> list[str]:
    """Return the pages that a page links to in its text, without anchor, in order."""
    base = f"http://127.0.0.1/{docname}/" if docname != "index" else "http://127.0.0.1/"
    text = BeautifulSoup(html, "html.parser").select_one(main)
    found = dict.fromkeys(
        page_of(urljoin(base, href), "http://127.0.0.1/")
        for link in (text.select("a[href]") if text else ())
        if "headerlink" not in (link.get("class") or ())
        and not urlsplit(href := str(link["href"])).fragment
        and urlsplit(urljoin(base, href)).netloc == "127.0.0.1"
    )
    return [name for name in found if name not in {page_of(docname), ""}]


def shared(found: Sequence[Sequence[str]]) -> list[str]:
    """Return what is in all lists, in the order of the first."""
    return [name for name in found[0] if all(name in others for others in found[1:])]


def linked(folders: Sequence[tuple[Path, str]], docname: str) -> list[str]:
    """Return what a page links to on all sites; nothing if a site does not have the page."""
    files = [(folder / docname / "index.html", main) for folder, main in folders]
    if not all(path.is_file() for path, _ in files):
        return []
    return shared(
        [targets(path.read_text(encoding="utf-8"), docname, main) for path, main in files]
    )


def best_page(folders: Sequence[tuple[Path, str]]) -> tuple[str, list[str]]:
    """Return the page with the most links that all sites have, and the first of these links."""
    first = folders[0][0]
    docnames = [page_of(path.relative_to(first).as_posix()) for path in first.rglob("index.html")]
    pages = {docname: linked(folders, docname) for docname in sorted(docnames) if docname}
    docname = max(pages, key=lambda name: len(pages[name]))
    return docname, pages[docname][:COUNT]


def point(page: Page, site: Site, preview: Preview, target: str) -> tuple[float | None, int]:
    """Point at the first link to a page.

    Return the milliseconds until its card, if it has one, and the bytes that were loaded.
    """
    page.mouse.move(1, 1)
    page.wait_for_timeout(REST)
    links = page.locator(preview.main).locator("a[href]").all()
    link = next(
        link
        for link in links
        if page_of(str(link.evaluate("link => link.href")), site.address) == target
        and "#" not in str(link.get_attribute("href"))
    )
    link.scroll_into_view_if_needed()
    page.wait_for_timeout(REST)
    page.evaluate("() => { Object.assign(benchmarked, { over: 0, shown: 0 }); }")
    start = len(site.asked)
    link.hover()
    deadline = time.monotonic() + LONGEST / 1000
    state = {"shown": 0}
    while not state["shown"] and time.monotonic() < deadline:
        page.wait_for_timeout(50)
        state = page.evaluate("() => benchmarked")
    page.wait_for_timeout(REST)
    loaded = site.bytes({asked.path for asked in site.asked[start:]})
    return (state["shown"] - state["over"] if state["shown"] else None), loaded


def time_cards(
    browser: Browser, site: Site, times: CardTimes, docname: str, targets: Iterable[str]
) -> None:
    """Point at links one after another, on a page that has loaded nothing for cards."""
    preview = times.preview
    watch = WATCH.replace("CARD", json.dumps(preview.card))
    with tab(browser, watch) as page:
        page.goto(f"{site.address}{docname}/", wait_until="networkidle")
        for place, target in enumerate(targets):
            took, loaded = point(page, site, preview, target)
            if took is None:
                times.missing += 1
            else:
                (times.further if place else times.first).append(took)
            early = site.bytes(filter(None, [preview.sitemap])) if place == 0 else 0
            (times.further_bytes if place else times.first_bytes).append(early + loaded)


HEADINGS = (
    *("cards", "first card ms", "further ms", "ms ratio", "no card"),
    *("first card KB", "further KB", "KB ratio"),
)


def row(times: CardTimes, ours: CardTimes) -> tuple[str, ...]:
    """Return the cells of a site; ratios are to ours."""
    return (
        times.preview.name,
        middle(times.first),
        middle(times.further),
        ratio(times.further, ours.further),
        str(times.missing),
        middle(times.first_bytes, unit=1000),
        middle(times.further_bytes, unit=1000),
        ratio(times.first_bytes, ours.first_bytes),
    )
