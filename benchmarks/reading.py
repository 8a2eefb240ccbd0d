"""Compares size and speed of the handbook with other themes: ``nox -s bench-reading``.

Four sites are built from the handbook's own Markdown, offline:

- ``handbook``: the site that readers get.
- ``stock``: the same Sphinx project with the unmodified sphinx-book-theme, without the extensions
  ``sphinx_compass.reading`` and ``sphinx_compass.finding``, ``_templates`` and our own stylesheets
  and scripts.
- ``furo``: the same with the theme furo.
- ``material``: Material for MkDocs with its defaults.  It does not support MyST, so directives and
  roles appear as plain text.  Pages have the same words as the sources, but not the output of
  directives (lists of terms, tables of names, the chart), so they are shorter.  Every page loads
  the search index, which is counted.

All sites have the same logo, and a link to edit each page.  They are all served in the same way on
loopback: over HTTP/1.1, from memory, with text compressed by brotli at its best quality.  Only
127.0.0.1 is resolved.  A request to another host fails at once: it counts as a third-party request
without bytes or time, so a site that makes such requests looks better than it is.

The search and the cards of links are compared as well; see ``benchmarks/finding.py``.

Lighthouse uses its default mobile settings, which simulate a slow connection and a four times
slower processor.  Each run has a new browser.  Runs are sequential, and each round includes all
sites, so that other load on the machine affects all sites equally.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

import pytest

from benchmarks import BenchmarkError
from benchmarks.finding import compare
from benchmarks.lighthouse import METRICS, Run, audit, lighthouse
from benchmarks.peers import FOLDER, ROOT, build
from benchmarks.serving import Site, address, served_sites
from benchmarks.tables import table
from browser import programs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

RUNS = 5
LONGEST = "operations/linking"
PAGES = ("index", "roles/product-lead", "about/glossary", LONGEST)
TARGET = 95  # median of Lighthouse's performance score, for each page of the handbook
MOST_BYTES, MOST_REQUESTS = 60_000, 8  # for one first view; `nox -s browser` checks them


@dataclass
class Figures:
    """The measurements of one page of one site."""

    site: Site
    docname: str
    runs: list[Run] = field(default_factory=list)

    @property
    def performance(self) -> float:
        """Median of all runs, 0 to 100."""
        return median(run.performance for run in self.runs)

    @property
    def requests(self) -> frozenset[str]:
        """All addresses of a first view; a run may miss one that is requested late."""
        return frozenset().union(*(run.requests for run in self.runs))

    def row(self) -> tuple[str, ...]:
        """Return the cells of the page's row in the table."""
        values = {name: median(run.values[name] for run in self.runs) for name in METRICS}
        lost = {name: median(run.lost[name] for run in self.runs) for name in METRICS}
        foreign = [url for url in self.requests if not url.startswith(self.site.address)]
        return (
            self.docname,
            self.site.name,
            f"{self.performance:g}",
            " ".join(str(run.performance) for run in self.runs),
            *(f"{values[name] / 1000:.2f}" for name in METRICS if "paint" in name),
            f"{values['total-blocking-time']:.0f}",
            f"{self.site.size(self.requests):,}",
            str(len(self.requests)),
            str(len(foreign)),
            ", ".join(
                f"{METRICS[name]} {points:.1f}"
                for name, points in sorted(lost.items(), key=lambda item: -item[1])
                if f"{points:.1f}" != "0.0"
            ),
        )


HEADINGS = (
    *("page", "site", "median", "runs", "FCP s", "LCP s", "TBT ms"),
    *("bytes", "requests", "third", "points lost to"),
)
WORDS = {0, 1, 3, 10}  # columns of text, which are left-aligned


def below(figures: Iterable[Figures]) -> list[str]:
    """Return a line for each page of the handbook that misses the target."""
    return [
        f"{entry.docname}: {entry.performance:g} is below {TARGET}"
        for entry in figures
        if entry.site.name == "handbook" and entry.performance < TARGET
    ]


def measure(sites: Sequence[Site], docnames: Sequence[str], rounds: int) -> list[Figures]:
    """Run Lighthouse on every page of every site, in rounds, and print the progress."""
    reports = FOLDER / "reports"
    reports.mkdir()
    figures = [Figures(site, docname) for docname in docnames for site in sites]
    total = rounds * len(figures)
    audit(sites[0].address, reports / "warm-up.json")  # fills caches before the first run
    for done in range(total):
        turn, entry = done // len(figures) + 1, figures[done % len(figures)]
        name = f"{entry.docname.replace('/', '-')}-{entry.site.name}-{turn}.json"
        began = time.monotonic()
        entry.runs.append(audit(f"{entry.site.address}{address(entry.docname)}", reports / name))
        print(
            f"[{done + 1:3}/{total}] round {turn}: {entry.docname}, {entry.site.name}:"
            f" {entry.runs[-1].performance} ({time.monotonic() - began:.0f} s)",
            flush=True,
        )
    return figures


def compare_pages(folders: Mapping[str, Path], docnames: Sequence[str], rounds: int) -> list[str]:
    """Measure pages of all sites, and print the table; return the lines of ``below``."""
    with served_sites(folders, dict.fromkeys(folders, docnames)) as sites:
        load = os.getloadavg()[0]
        began = time.monotonic()
        figures = measure([*sites.values()], docnames, rounds)
        minutes = (time.monotonic() - began) / 60
    speed = median(run.speed for entry in figures for run in entry.runs)
    print(
        f"\nLighthouse performance on mobile, median of {rounds}; target: {TARGET} or more on every"
        " page of the handbook."
        f"\nFirst view: all files, brotli, bytes; target: at most {MOST_BYTES:,} in {MOST_REQUESTS}"
        " requests without figures, none of them third-party, and fewer than furo.\n"
    )
    print(table([HEADINGS, *(entry.row() for entry in figures)], WORDS))
    print(
        f"\n{len(figures) * rounds} runs in {minutes:.0f} minutes on {os.cpu_count()} cores; load"
        f" {load:.1f} before and {os.getloadavg()[0]:.1f} after; speed of the machine {speed:.0f}."
        "\nThird-party requests fail here, so their bytes and their time are not counted."
        f"\nReports: {FOLDER.relative_to(ROOT)}/reports"
    )
    missed = below(figures)
    print("\n".join(missed or [f"The handbook has {TARGET} or more on every page."]))
    return missed


def benchmark(rounds: int, docnames: Sequence[str], part: str | None) -> int:
    """Build and measure all sites, and print the tables; return the exit status."""
    for program in (programs.chromium, programs.node, lighthouse):
        program()  # fails now, not after minutes, if a program is missing
    print("Building sites from the same pages ...", flush=True)
    folders = build()
    missed = compare_pages(folders, docnames, rounds) if part != "finding" else []
    if part != "pages":
        compare(folders, rounds)
    return 1 if missed else 0


def main() -> None:
    """Parse the command line, and run the benchmark."""
    parser = argparse.ArgumentParser(prog="nox -s bench-reading --", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "runs",
        nargs="?",
        type=int,
        default=RUNS,
        help="runs of each page, and rounds of searches and cards (default: %(default)s)",
    )
    parser.add_argument(
        "pages", nargs="*", default=PAGES, help=f"docnames of pages (default: {' '.join(PAGES)})"
    )
    parser.add_argument("--only", choices=("pages", "finding"), help="measure only one part")
    arguments = parser.parse_args()
    if arguments.runs < 1:
        parser.error("at least one run is needed")
    docnames = [page.strip("/") or "index" for page in arguments.pages]
    try:
        sys.exit(benchmark(arguments.runs, docnames, arguments.only))
    except BenchmarkError as error:
        sys.exit(str(error))
    except pytest.fail.Exception as missing:  # raised by browser.programs
        sys.exit(str(missing))


if __name__ == "__main__":
    main()
