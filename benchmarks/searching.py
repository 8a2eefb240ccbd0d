"""Searches on sites as readers do, and notes when the first result is on the page."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urlsplit

from playwright.sync_api import TimeoutError  # noqa: A004 - no other is needed

from benchmarks import BenchmarkError
from benchmarks.searches import STATE
from benchmarks.tables import middle, ratio
from benchmarks.tabs import tab

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from playwright.sync_api import Browser, Page

    from benchmarks.searches import Search
    from benchmarks.serving import Site

QUIET = 500  # milliseconds without a change, after which the first result is final
LONGEST = 5000  # milliseconds to wait for results
TRIES = 3  # to open the search; a key that is pressed too early does nothing


class Answer(NamedTuple):
    """The first result of a query."""

    href: str  # empty if nothing was found
    shown: float  # when, in milliseconds since 1970
    took: float  # milliseconds from the last key press


@dataclass
class Times:
    """The measurements of a search."""

    search: Search
    first: list[float] = field(default_factory=list)  # milliseconds, files included
    further: list[float] = field(default_factory=list)
    missing: int = 0  # searches without a result
    first_bytes: list[int] = field(default_factory=list)  # until the first result
    all_bytes: list[int] = field(default_factory=list)  # after all queries
    right: int = 0  # questions whose first result is the right page

    def note(self, answer: Answer, *, is_first: bool) -> None:
        """Add the time of an answer."""
        if answer.href:
            (self.first if is_first else self.further).append(answer.took)
        else:
            self.missing += 1


def chosen(questions: Sequence[Mapping[str, Any]], count: int) -> list[str]:
    """Return some queries without typos, from all parts of the list."""
    plain = [str(question["q"]) for question in questions if not question["misspelled"]]
    count = min(count, len(plain))
    return [plain[place * len(plain) // count] for place in range(count)]


def page_of(address: str, site: str = "") -> str:
    """Return the name of the page at an address.

    >>> page_of("http://127.0.0.1:1/about/glossary/?h=sre#sre", "http://127.0.0.1:1/")
    'about/glossary'
    """
    path = urlsplit(address.removeprefix(site)).path.removesuffix("index.html")
    return re.sub(r"(^|/)index$", "", path.strip("/"))


def is_right(answer: Answer, question: Mapping[str, Any], site: str) -> bool:
    """Tell whether a result is one of the right pages."""
    right = {page_of(name) for name in question["accept"]}
    return bool(answer.href) and page_of(answer.href, site) in right


def paths_since(site: Site, start: int, early: str | None, until: float = float("inf")) -> set[str]:
    """Return the files that a search loaded.

    They are those asked for since a request, and those that only the search needs.
    """
    before = {asked.path for asked in site.asked[:start]}
    needed = {path for path in before if early and re.search(early, path)}
    since = {asked.path for asked in site.asked[start:] if asked.when <= until}
    return needed | since - before


def answered(page: Page) -> Answer:
    """Wait for the final first result."""
    deadline = time.monotonic() + LONGEST / 1000
    while True:
        state = page.evaluate(STATE)
        if state["shown"] and state["quiet"] >= QUIET:
            return Answer(state["href"], state["shown"], state["shown"] - state["key"])
        if time.monotonic() > deadline:
            return Answer("", 0, 0)
        page.wait_for_timeout(50)


def ask(page: Page, search: Search, query: str, *, at_once: bool) -> Answer:
    """Replace the text of the field with a query; return its first result.

    The last letter is typed alone: at once, or after results for the others are shown.
    """
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(query[:-1])
    if not at_once:
        page.wait_for_timeout(2 * QUIET)
    page.keyboard.type(query[-1])
    if search.results_page:
        with page.expect_navigation():
            page.keyboard.press("Enter")
    return answered(page)


def opened(page: Page, site: Site, search: Search) -> int:
    """Open the front page, and the search on it; return how many requests the page needed."""
    page.goto(site.address, wait_until="networkidle")
    start = len(site.asked)
    field = page.locator(search.field).locator("visible=true").first
    for _ in range(TRIES):
        if search.opener.endswith("button"):
            page.locator(search.opener).locator("visible=true").first.click()
        else:
            page.keyboard.press(search.opener)
        with suppress(TimeoutError):
            field.wait_for(timeout=LONGEST)
            field.focus()
            return start
    message = f"The search of {search.name} does not open"
    raise BenchmarkError(message)


def time_queries(browser: Browser, site: Site, times: Times, queries: Iterable[str]) -> None:
    """Ask queries one after another, the first one on a page that has loaded nothing for it."""
    search = times.search
    site.asked.clear()
    with tab(browser, search.script) as page:
        start = opened(page, site, search)
        for place, query in enumerate(queries):
            if place and search.results_page:
                opened(page, site, search)
            answer = ask(page, search, query, at_once=place == 0)
            times.note(answer, is_first=place == 0)
            if place == 0 and answer.href:
                paths = paths_since(site, start, search.loaded_early, answer.shown)
                times.first_bytes.append(site.bytes(paths))
        times.all_bytes.append(site.bytes(paths_since(site, start, search.loaded_early)))


def count_right(
    browser: Browser, site: Site, search: Search, questions: Iterable[Mapping[str, Any]]
) -> int:
    """Return for how many questions the first result is a right page."""
    count = 0
    with tab(browser, search.script, slower=1) as page:
        opened(page, site, search)
        for question in questions:
            query = question["q"]
            if search.results_page:
                page.goto(f"{site.address}{search.results_page}/?q={quote(query)}")
                answer = answered(page)
            else:
                answer = ask(page, search, query, at_once=True)
            count += is_right(answer, question, site.address)
    return count


HEADINGS = (
    *("search", "first result KB", "KB ratio", "all queries KB"),
    *("first search ms", "further ms", "most", "ms ratio", "no result", "right page first"),
)


def row(times: Times, ours: Times, asked: int) -> tuple[str, ...]:
    """Return the cells of a search; ratios are to ours."""
    return (
        times.search.name,
        middle(times.first_bytes, unit=1000),
        ratio(times.first_bytes, ours.first_bytes),
        middle(times.all_bytes, unit=1000),
        middle(times.first),
        middle(times.further),
        f"{max(times.further, default=0):.0f}",
        ratio(times.further, ours.further),
        str(times.missing),
        f"{times.right} of {asked}",
    )
