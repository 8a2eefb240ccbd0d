"""The searches that are compared, and the script that notes when they show their first result."""

from __future__ import annotations

import json
from dataclasses import dataclass

# Notes the times of the last key press, of the first result, and of its last change. Results that
# are drawn again count as a change, even if they are the same. The time of the key press is stored,
# because the key may open another page.
WATCH = """(() => {
    const now = () => performance.timeOrigin + performance.now();
    const found = globalThis.benchmarked = { shown: 0, href: "", changed: now() };
    let last = null;
    addEventListener("keydown", ({ timeStamp }) => {
        sessionStorage.benchmarked = performance.timeOrigin + timeStamp;
        found.shown = 0;
    }, true);
    new MutationObserver(() => {
        const link = document.querySelector(LINKS);
        const href = link ? link.href : "";
        if (link === last && href === found.href) return;
        if (!link) found.shown = 0;
        else if (!found.shown || href !== found.href) found.shown = now();
        Object.assign(found, { href, changed: now() });
        last = link;
    }).observe(document, { attributeFilter: ["href"], childList: true, subtree: true });
})()"""
STATE = """() => ({ ...benchmarked, key: Number(sessionStorage.benchmarked),
    quiet: performance.timeOrigin + performance.now() - benchmarked.changed })"""


@dataclass(frozen=True, slots=True)
class Search:
    """How to search on a site."""

    name: str
    site: str
    opener: str  # key, or CSS selector of a button
    field: str  # CSS selectors
    links: str
    loaded_early: str | None = None  # files that a page loads for the search before it opens
    results_page: str | None = None  # opened by Enter, if there are no results while typing

    @property
    def script(self) -> str:
        """The script that notes times on each page."""
        return WATCH.replace("LINKS", json.dumps(self.links))


SEARCHES = (
    Search("handbook", "handbook", "/", "dialog [role=combobox]", "#finding-options a"),
    Search(
        *("stock", "stock", "Control+k", "dialog input[name=q]"),
        links="#search-results li a",
        loaded_early=r"/searchindex\.js|/searchtools\.js|/language_data\.js",
        results_page="search",
    ),
    Search(
        *("material", "material", "/", ".md-search__input", ".md-search-result__item > a"),
        loaded_early=r"/search/search_index\.json|/workers/search\.",
    ),
    Search(
        *("pagefind", "pagefind", "pagefind-modal-trigger button"),
        field=".pf-input",
        links=".pf-result-link",
        loaded_early=r"/pagefind/",
    ),
)
