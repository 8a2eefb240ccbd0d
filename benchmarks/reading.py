"""Compares size and speed of the handbook with other themes: ``nox -s bench-reading``.

Four sites are built from the handbook's own Markdown, offline:

- ``handbook``: the site that readers get.
- ``stock``: the same Sphinx project with the unmodified sphinx-book-theme, without the extension
  ``sphinx_compass.reading``, ``_templates`` and our own stylesheets and scripts.
- ``furo``: the same with the theme furo.
- ``material``: Material for MkDocs with its defaults.  It does not support MyST, so directives and
  roles appear as plain text.  Pages have the same words as the sources, but not the output of
  directives (lists of terms, tables of names, the chart), so they are shorter.  Every page loads
  the search index, which is counted.

All sites have the same logo, and a link to edit each page.  They are all served in the same way on
loopback: over HTTP/1.1, from memory, with text compressed by brotli at its best quality.  Only
127.0.0.1 is resolved.  A request to another host fails at once: it counts as a third-party request
without bytes or time, so a site that makes such requests looks better than it is.

Lighthouse uses its default mobile settings, which simulate a slow connection and a four times
slower processor.  Each run has a new browser.  Runs are sequential, and each round includes all
sites, so that other load on the machine affects all sites equally.
"""

from __future__ import annotations

import argparse
import json
import mimetypes
import os
import shlex
import shutil
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import brotli  # type: ignore[import-untyped] # has no type hints
import pytest

from browser import programs
from browser.browsing import ARGUMENTS
from browser.viewing import PACKED
from sites import BASE, run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "_build/reading"

RUNS = 5
LONGEST = "operations/linking"
PAGES = ("index", "roles/product-lead", "about/glossary", LONGEST)
TARGET = 95  # median of Lighthouse's performance score, for each page of the handbook
MOST_BYTES, MOST_REQUESTS = 60_000, 8  # for one first view; `nox -s browser` checks them

REPOSITORY = "https://github.com/2i2c-org/team-compass"
NOT_HANDBOOK = (
    *(".*", "_build", "__pycache__", "benchmarks", "tests"),
    *("[A-Z]*", "noxfile.py", "pyproject.toml", "requirements*"),
)
NOT_PAGES = (*NOT_HANDBOOK, "_ext", "_templates", "*.py", "*.json")
OTHER_THEME = """
extensions.remove("sphinx_compass.reading")
templates_path = []
html_css_files = []
html_js_files = []
compass_not_found_template = ""
"""
THEMES = {
    "stock": {
        "html_theme": "sphinx_book_theme",
        "html_theme_options": {
            "repository_url": REPOSITORY,
            "repository_branch": "main",
            "use_edit_page_button": True,
            "logo": {"text": "2i2c Team Compass"},
        },
    },
    "furo": {
        "html_theme": "furo",
        "html_theme_options": {
            "source_repository": REPOSITORY,
            "source_branch": "main",
            "source_directory": "",
        },
    },
}
MATERIAL = {
    "site_name": "2i2c Team Compass",
    "site_url": BASE,
    "repo_url": REPOSITORY,
    "edit_uri": "edit/main/",
    "theme": {
        "name": "material",
        "logo": "_static/logo.svg",
        "favicon": "_static/favicon.svg",
        "features": ["content.action.edit"],
    },
}

METRICS = {
    "first-contentful-paint": "FCP",
    "largest-contentful-paint": "LCP",
    "total-blocking-time": "TBT",
    "cumulative-layout-shift": "CLS",
    "speed-index": "SI",
}


class BenchmarkError(Exception):
    """The benchmark cannot measure; the message says why."""


# -- Sites ---------------------------------------------------------------------


def make(*command: object, cwd: Path) -> None:
    """Run a program that builds a site; raise BenchmarkError with its output if it fails."""
    done = run(*command, cwd=cwd, NO_MKDOCS_2_WARNING="1")
    if done.returncode:
        message = f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}"
        raise BenchmarkError(message)


def copy(name: str, without: Sequence[str]) -> Path:
    """Copy the sources of a site into a separate folder; return the folder."""
    source = FOLDER / f"{name}-source"
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(*without))
    return source


def sphinx(name: str, source: Path) -> Path:
    """Build a site with Sphinx; return its folder."""
    site = FOLDER / name
    options = ("-q", "-E", "-d", FOLDER / f"{name}-doctrees")
    make(sys.executable, "-m", "sphinx", "-b", "dirhtml", *options, source, site, cwd=FOLDER)
    return site


def other_theme(name: str) -> Path:
    """Build the handbook with another theme; return the folder of the site."""
    source = copy(name, NOT_HANDBOOK)
    with (source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(OTHER_THEME)
        conf.writelines(f"{key} = {value!r}\n" for key, value in THEMES[name].items())
    return sphinx(name, source)


def material() -> Path:
    """Build the same pages with Material for MkDocs; return the folder of the site."""
    site = FOLDER / "material"
    folders = {"docs_dir": str(copy("material", NOT_PAGES)), "site_dir": str(site)}
    settings = FOLDER / "mkdocs.yml"  # JSON is YAML
    settings.write_text(json.dumps({**MATERIAL, **folders}), encoding="utf-8")
    make(sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", settings, cwd=FOLDER)
    return site


def build() -> dict[str, Path]:
    """Build all sites from scratch; return their folders by name."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    return {
        "handbook": sphinx("handbook", ROOT),
        "stock": other_theme("stock"),
        "furo": other_theme("furo"),
        "material": material(),
    }


# -- Server --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Body:
    """The response body for a file."""

    data: bytes
    type: str
    encoding: str | None  # compression of the data


def body(path: Path) -> Body:
    """Return the response body for a file, compressed unless its format already is."""
    data = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if path.suffix in PACKED:
        return Body(data, kind, None)
    return Body(brotli.compress(data, quality=11), kind, "br")


def address(docname: str) -> str:
    """Return the address of a page relative to the site, which is the same on all sites."""
    return "" if docname == "index" else f"{docname.removesuffix('/index')}/"


def bodies(folder: Path, docnames: Iterable[str]) -> dict[str, Body]:
    """Return the response bodies of some pages and of all files that pages may load, by path.

    Raise BenchmarkError for a page that the site does not have.
    """
    files = {f"/{address(name)}": folder / address(name) / "index.html" for name in docnames}
    for path in files.values():
        if not path.is_file():
            message = f"There is no page {path.relative_to(FOLDER)}. Example: about/glossary"
            raise BenchmarkError(message)
    files |= {
        f"/{path.relative_to(folder).as_posix()}": path
        for path in folder.rglob("*")
        # Source maps and texts of pages are large, and pages don't load them.
        if path.is_file() and path.suffix not in {".html", ".map", ".txt", ".inv", ".gz"}
    }
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(files, pool.map(body, files.values()), strict=True))


class Handler(BaseHTTPRequestHandler):
    """Sends files from memory."""

    protocol_version = "HTTP/1.1"  # keeps connections open, like the real server
    disable_nagle_algorithm = True  # otherwise small responses may be delayed by 40 ms

    def __init__(self, *args: Any, bodies: Mapping[str, Body]) -> None:
        self._bodies = bodies
        super().__init__(*args)

    def do_GET(self) -> None:
        """Send the file at an address."""
        found = self._bodies.get(unquote(urlsplit(self.path).path))
        sent = found or Body(b"", "text/plain", None)
        self.send_response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", sent.type)
        self.send_header("Content-Length", str(len(sent.data)))
        if sent.encoding:
            self.send_header("Content-Encoding", sent.encoding)
        self.end_headers()
        self.wfile.write(sent.data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in the base class
        """Don't print requests."""


class Server(ThreadingHTTPServer):
    """Serves a site to browsers."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore browsers that disconnect during a response."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def served(bodies: Mapping[str, Body]) -> Iterator[str]:
    """Serve files on loopback; yield the address of the site."""
    with Server(("127.0.0.1", 0), partial(Handler, bodies=bodies)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


@dataclass(frozen=True, slots=True)
class Site:
    """A site on a server."""

    name: str
    address: str
    bodies: Mapping[str, Body]

    def size(self, requests: Iterable[str]) -> int:
        """Return the size of the site's own files among some requests, in bytes."""
        paths = [unquote(urlsplit(url).path) for url in requests if url.startswith(self.address)]
        return sum(len(self.bodies[path].data) for path in paths if path in self.bodies)


# -- Lighthouse ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    """The results of one Lighthouse run."""

    performance: int  # 0 to 100
    values: Mapping[str, float]  # for each of METRICS, in milliseconds; CLS is a ratio
    lost: Mapping[str, float]  # points of performance lost for each metric
    requests: frozenset[str]  # addresses of a first view
    speed: float  # Lighthouse's benchmark of the machine; a fast laptop has 1500 to 2000


def read(report: Mapping[str, Any]) -> Run:
    """Return the results of a Lighthouse report; raise BenchmarkError if it has none."""
    if "runtimeError" in report:
        raise BenchmarkError(report["runtimeError"]["message"])
    category, audits = report["categories"]["performance"], report["audits"]
    if category["score"] is None:
        failed = [audits[name].get("errorMessage") for name in METRICS]
        message = f"Lighthouse gives no score: {'; '.join(filter(None, failed))}"
        raise BenchmarkError(message)
    weights = {reference["id"]: reference["weight"] for reference in category["auditRefs"]}
    whole = sum(weights.values())
    return Run(
        performance=round(100 * category["score"]),
        values={name: audits[name]["numericValue"] for name in METRICS},
        lost={name: 100 * weights[name] / whole * (1 - audits[name]["score"]) for name in METRICS},
        requests=frozenset(
            item["url"]
            for item in audits["network-requests"]["details"]["items"]
            if not item["url"].startswith(("data:", "blob:"))
        ),
        speed=report["environment"]["benchmarkIndex"],
    )


def lighthouse() -> Path:
    """Return the path of Lighthouse, or fail."""
    return programs.package("lighthouse/cli/index.js")


def audit(url: str, report: Path) -> Run:
    """Run Lighthouse on a page with its mobile settings in a new browser; save the report."""
    flags = ("--headless=new", "--no-sandbox", *ARGUMENTS)
    command = (
        *(programs.node(), lighthouse(), url),
        *("--only-categories=performance", "--output=json", f"--output-path={report}"),
        *("--quiet", "--no-enable-error-reporting", f"--chrome-flags={shlex.join(flags)}"),
    )
    done = run(*command, cwd=FOLDER, CHROME_PATH=programs.chromium())
    if not report.is_file():
        raise BenchmarkError(done.stderr or done.stdout)
    return read(json.loads(report.read_text(encoding="utf-8")))


# -- Figures -------------------------------------------------------------------


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


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of cells as lines of aligned columns."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column in WORDS else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


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


def benchmark(rounds: int, docnames: Sequence[str]) -> int:
    """Build and measure all sites, and print the table; return the exit status."""
    for program in (programs.chromium, programs.node, lighthouse):
        program()  # fails now, not after minutes, if a program is missing
    print("Building four sites from the same pages ...", flush=True)
    with ExitStack() as stack:
        sites = []
        for name, folder in build().items():
            files = bodies(folder, docnames)
            sites.append(Site(name, stack.enter_context(served(files)), files))
        load = os.getloadavg()[0]
        began = time.monotonic()
        figures = measure(sites, docnames, rounds)
        minutes = (time.monotonic() - began) / 60
    speed = median(run.speed for entry in figures for run in entry.runs)
    missed = below(figures)
    print(
        f"\nLighthouse performance on mobile, median of {rounds}; target: {TARGET} or more on every"
        " page of the handbook."
        f"\nFirst view: all files, brotli, bytes; target: at most {MOST_BYTES:,} in {MOST_REQUESTS}"
        " requests without figures, none of them third-party, and fewer than furo.\n"
    )
    print(table([HEADINGS, *(entry.row() for entry in figures)]))
    print(
        f"\n{len(figures) * rounds} runs in {minutes:.0f} minutes on {os.cpu_count()} cores; load"
        f" {load:.1f} before and {os.getloadavg()[0]:.1f} after; speed of the machine {speed:.0f}."
        "\nThird-party requests fail here, so their bytes and their time are not counted."
        f"\nReports: {FOLDER.relative_to(ROOT)}/reports"
    )
    print("\n".join(missed or [f"The handbook has {TARGET} or more on every page."]))
    return 1 if missed else 0


def main() -> None:
    """Parse the command line, and run the benchmark."""
    parser = argparse.ArgumentParser(prog="nox -s bench-reading --", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "runs", nargs="?", type=int, default=RUNS, help="runs of each page (default: %(default)s)"
    )
    parser.add_argument(
        "pages", nargs="*", default=PAGES, help=f"docnames of pages (default: {' '.join(PAGES)})"
    )
    arguments = parser.parse_args()
    if arguments.runs < 1:
        parser.error("at least one run is needed")
    try:
        sys.exit(
            benchmark(arguments.runs, [page.strip("/") or "index" for page in arguments.pages])
        )
    except BenchmarkError as error:
        sys.exit(str(error))
    except pytest.fail.Exception as missing:  # raised by browser.programs
        sys.exit(str(missing))


if __name__ == "__main__":
    main()
