"""Compares the search and the cards of links with those of other sites.

``nox -s bench-reading`` runs this after the pages. The same queries are typed into

- ``handbook``: the dialog of ``sphinx_compass.finding``;
- ``stock``: the dialog of the theme, in which Enter opens Sphinx's page of results;
- ``material``: the dialog of Material for MkDocs;
- ``pagefind``: the dialog of Pagefind (its Component UI) on a copy of the stock site, of which it
  indexes the articles.

Each round starts in a new tab. In the first search, a query is typed at once on a page that has
loaded nothing. In further searches, the results for all letters but the last are shown before the
last letter is typed. Times are from the last key press (Enter for ``stock``) until the final first
result is shown. Bytes include all that the search loads until the first result. Of the files that
come with the page, they include the index of ``stock`` and ``material`` and the script of Pagefind.
All questions are then asked once, to count how often the first result is the right page.

Cards are compared for links that are in the same text in the handbook and in ``material``, which
has cards if its feature ``navigation.instant.preview`` is on. Material shows the start of the page
that a link leads to, without a delay, and loads all of that page. The handbook waits for 150 ms
before it shows a card, so that cards do not flicker while the pointer moves. The sites ``stock``
and ``furo`` have no cards.

Chromium slows down scripts of pages, but not workers. Material and Pagefind search in workers, so
they would be slower on a slow phone than here. Pagefind waits for 300 ms after each key press.
Files come from loopback, which takes no time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from benchmarks import cards, searching
from benchmarks.cards import PREVIEWS, CardTimes
from benchmarks.peers import ROOT, build_searches
from benchmarks.searches import SEARCHES
from benchmarks.searching import Times
from benchmarks.serving import served_sites
from benchmarks.tables import table
from benchmarks.tabs import SLOWER, chromium

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from playwright.sync_api import Browser

QUESTIONS = ROOT / "tests/finding/questions/tuning.yaml"
QUERIES = 10
WORDS = {0}  # columns of text


def compare_searches(
    browser: Browser,
    folders: Mapping[str, Path],
    rounds: int,
    questions: Sequence[Mapping[str, Any]],
) -> str:
    """Measure the search of each site, in rounds; return the table."""
    queries = searching.chosen(questions, QUERIES)
    times = [Times(search) for search in SEARCHES]
    docnames = {search.site: ["index", *filter(None, [search.results_page])] for search in SEARCHES}
    with served_sites(folders, docnames) as sites:
        for turn in range(rounds):
            turned = [*queries[turn % len(queries) :], *queries[: turn % len(queries)]]
            for entry in times:
                print(f"Search, round {turn + 1} of {rounds}: {entry.search.name}", flush=True)
                searching.time_queries(browser, sites[entry.search.site], entry, turned)
        for entry in times:
            print(f"Search, {len(questions)} questions: {entry.search.name}", flush=True)
            site = sites[entry.search.site]
            entry.right = searching.count_right(browser, site, entry.search, questions)
    rows = [searching.row(entry, times[0], len(questions)) for entry in times]
    return table([searching.HEADINGS, *rows], WORDS)


def compare_cards(browser: Browser, folders: Mapping[str, Path], rounds: int) -> str:
    """Measure the cards of each site that has some, in rounds; return the table."""
    page, targets = cards.best_page([(folders[one.site], one.main) for one in PREVIEWS])
    times = [CardTimes(preview) for preview in PREVIEWS]
    with served_sites(folders, {one.site: [page, *targets] for one in PREVIEWS}) as sites:
        for one in PREVIEWS:
            if one.sitemap:
                cards.move(sites[one.site], one.sitemap)
        for turn in range(rounds):
            for entry in times:
                print(f"Cards, round {turn + 1} of {rounds}: {entry.preview.name}", flush=True)
                site = sites[entry.preview.site]
                cards.time_cards(browser, site, entry, page, targets)
    rows = [cards.row(entry, times[0]) for entry in times]
    return f"{len(targets)} links of {page}\n\n{table([cards.HEADINGS, *rows], WORDS)}"


def compare(folders: Mapping[str, Path], rounds: int) -> None:
    """Build the further sites, measure, and print the tables."""
    questions = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    folders = {**folders, **build_searches(folders)}
    with chromium() as browser:
        found = compare_searches(browser, folders, rounds, questions)
        shown = compare_cards(browser, folders, rounds)
    print(
        f"\nProcessor {SLOWER} times slower; medians of {rounds} rounds; ratios to the handbook."
        f"\n\nSearch: {QUERIES} queries\n\n{found}\n\nCards: {shown}"
    )
