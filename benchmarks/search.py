"""Measures bytes and times of the search: ``nox -s bench-search``.

The handbook is built, and grown to several sizes with copies of its pages, in which other words
replace one in nine of the longer words. For each size, Chromium opens a page with a processor that
is four times slower, and each question is typed letter by letter. The benchmark prints

- the bytes of the script and the data that a reader loads before the first results, and until one
  question is typed, for the question that needs most, compressed by brotli at its best quality and
  by gzip. They do not include what the dialog itself needs;
- the milliseconds that it takes to make a finder of the loaded data, and the longest time for which
  this blocks the page;
- the milliseconds of script from each key press to its results, without waiting for files. Each is
  the lowest of three rounds, so that other load on the machine matters less.
"""

from __future__ import annotations

import argparse
import gzip
import re
import tempfile
import threading
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import brotli  # type: ignore[import-untyped] # has no type hints
import yaml
from playwright.sync_api import sync_playwright
from sphinx.application import Sphinx

from browser import programs
from browser.browsing import ARGUMENTS
from sphinx_compass.finding import MOST_IN_ONE_FILE
from sphinx_compass.finding.content import Content, search_files, written
from sphinx_compass.finding.engine import engine
from sphinx_compass.finding.writing import content_of, language_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Page

ROOT = Path(__file__).parent.parent
QUESTIONS = ROOT / "tests/finding/questions/tuning.yaml"
SIZES = (70, 0, 250, 1000)  # pages; 0 for the handbook as it is
SLOWER = 4
ROUNDS = 3
HEAD = """\
             KB: before results   until the end    ms: load          a key press
 pages files   brotli     gzip   brotli     gzip    ready  blocked   median     95 %     most"""

PAGE = '<!doctype html><title>Search</title><script src="engine.js"></script>'
TYPING = """async ([questions, rounds]) => {
    const loaded = {};
    let waiting = 0;
    const load = async (name) => {
        const start = performance.now();
        loaded[name] = true;
        const found = await (await fetch(name)).json();
        waiting += performance.now() - start;
        return found;
    };
    const data = await load("data.json");
    const best = new Map(), files = [];
    let ready = 1e9, blocked = 1e9;
    for (let round = 0; round < rounds; round++) {
        let longest = 0;
        const observer = new PerformanceObserver((list) => list.getEntries().forEach(
            ({ duration }) => { longest = Math.max(longest, duration); }));
        observer.observe({ type: "longtask" });
        const start = performance.now();
        const finder = await createFinder({ data, load });
        ready = Math.min(ready, performance.now() - start);
        await new Promise((done) => setTimeout(done, 300));
        observer.disconnect();
        blocked = Math.min(blocked, longest);
        for (const question of questions)
            for (let end = 1; end <= question.length; end++) {
                const typed = question.slice(0, end);
                const start = performance.now();
                waiting = 0;
                await finder.find(typed);
                const took = performance.now() - start - waiting;
                const id = question + end;
                best.set(id, Math.min(best.get(id) || 1e9, took));
            }
    }
    for (const question of questions) {
        for (const name in loaded) delete loaded[name];
        const finder = await createFinder({ data, load });
        for (let end = 1; end <= question.length; end++) await finder.find(question.slice(0, end));
        files.push(Object.keys(loaded));
    }
    return { ready, blocked, times: [...best.values()], files };
}"""


def built() -> tuple[Content, Any]:
    """Build the handbook; return what can be found, and the language."""
    with tempfile.TemporaryDirectory() as folder:
        app = Sphinx(
            *(ROOT, ROOT, f"{folder}/out", f"{folder}/doctrees", "dirhtml"),
            status=None,
            warning=None,
        )
        app.build()
        return content_of(app), language_of(app)


def grown(content: Content, count: int) -> Content:
    """Return content with a number of pages."""
    pages, objects = list[Any](), list[Any]()
    for copy in range(-(-count // len(content.pages))):
        mark = f"-{copy}" if copy else ""
        change = partial(_WORD.sub, partial(_changed, copy=copy)) if copy else str
        taken = content.pages[: count - len(pages)]
        pages += [
            replace(
                page,
                address=page.address + mark,
                title=change(page.title),
                keywords=[change(word) for word in page.keywords],
                description=change(page.description),
                earlier=change(page.earlier),
                passages=[
                    replace(part, title=change(part.title), text=change(part.text))
                    for part in page.passages
                ],
                owner=-1,
            )
            for page in taken
        ]
        addresses = {page.address for page in taken}
        objects += [
            replace(
                item,
                address=item.address + mark,
                name=change(item.name),
                aliases=[change(alias) for alias in item.aliases],
                summary=change(item.summary),
            )
            for item in content.objects
            if item.address in addresses
        ]
    whole = count == len(content.pages)
    return content if whole else replace(content, pages=pages, objects=objects, relations=())


_WORD = re.compile(r"\b\w{6,}\b")


def _changed(match: re.Match[str], copy: int) -> str:
    word = match[0]
    return f"{word}x{copy}" if (len(word) * 7 + ord(word[2]) * 3 + copy) % 9 == 0 else word


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Say nothing."""


def compressed(text: str) -> tuple[int, int]:
    """Return the bytes by brotli and by gzip."""
    body = text.encode()
    return len(brotli.compress(body)), len(gzip.compress(body, 9))


def measured(page: Page, folder: Path, files: dict[str, str], questions: Sequence[str]) -> str:
    """Return a line with the figures of some files."""
    for old in folder.iterdir():
        old.unlink()
    for name, text in {**files, "index.html": PAGE}.items():
        (folder / name).write_text(text, encoding="utf-8")
    page.goto(page.url if page.url != "about:blank" else "/")
    found = page.evaluate(TYPING, [questions, ROUNDS])
    sizes = {name: compressed(text) for name, text in files.items()}
    first = [sizes["engine.js"], sizes["data.json"]]
    sums = [
        [sum(pair[kind] for pair in (*first, *(sizes[name] for name in loaded))) for kind in (0, 1)]
        for loaded in found["files"]
    ]
    times = sorted(found["times"])
    return "".join(
        (
            f"{len(files):6}",
            *(f"{sum(pair[kind] for pair in first) / 1000:9.1f}" for kind in (0, 1)),
            *(f"{max(pair[kind] for pair in sums) / 1000:9.1f}" for kind in (0, 1)),
            f"{found['ready']:9.0f}{found['blocked']:9.0f}",
            f"{times[len(times) // 2]:9.1f}{times[len(times) * 95 // 100]:9.1f}{times[-1]:9.1f}",
        )
    )


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("pages", nargs="*", type=int, default=SIZES)
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    parser.add_argument("--most-in-one-file", type=int, default=MOST_IN_ONE_FILE)
    options = parser.parse_args()
    questions = [one["q"] for one in yaml.safe_load(options.questions.read_text(encoding="utf-8"))]
    content, language = built()
    print(HEAD)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=name))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(
            executable_path=programs.chromium(), args=list(ARGUMENTS)
        )
        context = browser.new_context(base_url=f"http://127.0.0.1:{server.server_port}")
        for count in options.pages:
            page = context.new_page()
            slow = context.new_cdp_session(page)
            slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            some = grown(content, count or len(content.pages))
            data = search_files(some, language, options.most_in_one_file)
            files = {key: written(value) for key, value in data.items()}
            files["engine.js"] = engine(language)
            line = measured(page, Path(name), files, questions)
            print(f"{len(some.pages):6}{line}", flush=True)
            page.close()
        server.shutdown()


if __name__ == "__main__":
    main()
