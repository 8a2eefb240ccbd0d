"""Measures the live preview: ``nox -s bench-live``.

``benchmarks/corpus.py`` makes handbooks of several sizes. The live preview serves each of them, and
Chromium shows a page, which is edited. The columns are:

- shown: from saving the file until the open page has the new text
- pages: until all pages that the edit changes are written, and the checks are done
- files: what is written after that from all pages, such as the index of the search
- memory: of the process, after the edits

Times are medians in milliseconds: of the processor, and as a clock shows them, which other work on
the machine makes longer.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import corpus
from benchmarks.tables import middle, table
from benchmarks.tabs import chromium

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

FOLDER = corpus.ROOT / "_build/bench-live"
SIZES = (250, 1000)
PAGE = "about/mission"  # whose title is in the menu of every page
ROUNDS = 5
MANY = 2  # rounds of edits that change all pages

# Resolves with the time, in milliseconds since 1970, when the page has a text.
_WAIT = """text => { window.shown = new Promise(resolve => {
    const look = () => {
        if (document.querySelector("article").textContent.includes(text))
            resolve(performance.timeOrigin + performance.now());
    };
    new MutationObserver(look).observe(
        document, { subtree: true, childList: true, characterData: true });
    look();
}); }"""


@dataclass(slots=True)
class Figures:
    """What edits of one kind took, in milliseconds."""

    wall: list[float] = field(default_factory=list)  # until the page shows it
    shown: list[float] = field(default_factory=list)  # of the processor
    pages: list[float] = field(default_factory=list)
    files: list[float] = field(default_factory=list)

    def cells(self) -> list[str]:
        """Return the cells of a row."""
        wall = f"{min(self.wall):.0f} to {max(self.wall):.0f}"
        others = (self.shown, self.pages, self.files)
        return [middle(self.wall), wall, *(middle(values) for values in others)]


class Served:
    """A live preview in a process of its own."""

    def __init__(self, process: subprocess.Popen[str], source: Path, port: int) -> None:
        """Take the process."""
        self._process, self._source, self.port = process, source, port

    def cpu(self) -> float:
        """Return how long the process has computed, in milliseconds."""
        clock = (~self._process.pid) << 3 | 2  # as the C library of Linux makes it
        return 1000 * time.clock_gettime(clock)

    def memory(self) -> int:
        """Return the resident memory of the process in bytes."""
        text = Path(f"/proc/{self._process.pid}/statm").read_text(encoding="ascii")
        return int(text.split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def finished(self) -> dict[str, float]:
        """Wait until everything is written, and return the milliseconds of each step."""
        for line in self._process.stderr or ():
            if line.startswith("CPU ms: "):
                found = re.findall(r"(\w+) (\d+)(?:,|$)", line.removeprefix("CPU ms: ").strip())
                return {name: float(value) for name, value in found}
        message = "the live preview has ended"
        raise RuntimeError(message)

    def edit(self, page: Page, change: Callable[[str], str], text: str, figures: Figures) -> None:
        """Save the page with a change that shows a text, and note what that took."""
        path = self._source / f"{PAGE}.md"
        new = change(path.read_text(encoding="utf-8"))
        page.evaluate(_WAIT, text)
        before, began = self.cpu(), time.time()
        path.write_text(new, encoding="utf-8")
        at = page.evaluate("window.shown")
        figures.shown.append(self.cpu() - before)
        figures.wall.append(at - 1000 * began)
        steps = self.finished()
        figures.files.append(steps.pop("finish", 0.0))
        figures.pages.append(sum(steps.values()))


@contextmanager
def served(source: Path) -> Iterator[Served]:
    """Serve a handbook; it is built from scratch before the first page is answered."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ("--timings", "-n", "-j", "auto", "-d", str(source.parent / "doctrees"))
    command = (sys.executable, "-m", "tools.live", str(source), str(source.parent / "site"))
    with subprocess.Popen(  # noqa: S603 - our own command
        [*command, *options, "--port", str(port)],
        cwd=corpus.ROOT,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "NO_COLOR": "1"},
    ) as process:
        try:
            yield Served(process, source, port)
        finally:
            process.terminate()


def measure(size: int) -> list[list[str]]:
    """Measure a handbook of a size, and return rows of the table."""
    folder = FOLDER / str(size)
    shutil.rmtree(folder, ignore_errors=True)
    return rows_of(folder / "source", corpus.write(folder / "source", size))


def rows_of(source: Path, pages: int) -> list[list[str]]:
    """Measure a handbook with a number of pages, and return rows of the table."""
    paragraph, title = Figures(), Figures()
    with served(source) as live, chromium() as browser:
        live.finished()
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{live.port}/{PAGE}/", timeout=0)
        page.wait_for_load_state("networkidle")
        before = live.memory()
        for number in range(ROUNDS):
            text = f"One more sentence, number {number}."
            live.edit(page, lambda old, text=text: _with(old, text), text, paragraph)  # type: ignore[misc]
        for number in range(MANY):
            text = f"Another title {number}"
            live.edit(page, lambda old, text=text: _titled(old, text), text, title)  # type: ignore[misc]
        memory = f"{before / 1e6:.0f}, then {live.memory() / 1e6:.0f}"
    return [
        [f"{pages:,}", "edit a paragraph", *paragraph.cells(), memory],
        [f"{pages:,}", "retitle a page", *title.cells(), memory],
    ]


def _with(source: str, text: str) -> str:
    """Return a page with a paragraph before its second heading."""
    return source.replace("\n## ", f"\n{text}\n\n## ", 1)


def _titled(source: str, title: str) -> str:
    """Return a page with another title."""
    return re.sub(r"^# .*$", f"# {title}", source, count=1, flags=re.MULTILINE)


def main() -> None:
    """Measure each size, and print the table."""
    parser = argparse.ArgumentParser(prog="nox -s bench-live --", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("sizes", nargs="*", type=int, help=f"pages; default: {SIZES}")
    sizes = parser.parse_args().sizes or SIZES
    shown = ["shown, wall", "fastest and slowest", "shown, CPU"]
    head = ["pages", "edit", *shown, "pages, CPU", "files, CPU", "memory, MB"]
    rows = [head, *(row for size in sizes for row in measure(size))]
    print(table(rows, {1}))
    print(f"\nLoad of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
