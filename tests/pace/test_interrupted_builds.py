"""After processes that ended at any time, a build writes and finds what a clean build does."""

from __future__ import annotations

import os
import pickle
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sphinx.builders import Builder
from sphinx.util.docutils import docutils_namespace

import random_edits
from conftest import CONF, ROOT, Handbook, tree
from sites import run
from warm_site import Site

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

pytestmark = [
    pytest.mark.build,
    pytest.mark.filterwarnings("ignore:'(sphinx_book_theme|myst_parser)[^']*' is deprecated"),
]

PROCESSES = int(os.environ.get("COMPASS_INTERRUPTED", "4"))  # the nightly session asks for more
FASTER = """
extensions += ["sphinx_compass.reading", "sphinx_compass.pace"]
pace_everything = True
"""
# Ends a build at an event, or when half of a file is written.
STOP = """
import io
import os

EVENT, FILE = os.environ.get("STOP_AT"), os.environ.get("STOP_IN")
opened = io.open

class Half:
    def __init__(self, file):
        self.file = file
    def __enter__(self):
        return self
    def __exit__(self, *error):
        self.file.close()
    def write(self, text):
        self.file.write(text[: len(text) // 2])
        self.file.flush()
        os._exit(9)

def open_file(path, mode="r", *arguments, **options):
    file = opened(path, mode, *arguments, **options)
    return Half(file) if "w" in mode and FILE in str(path) else file

if FILE:
    io.open = __builtins__["open"] = open_file

def setup(app):
    if EVENT == "html-page-context":
        app.connect(EVENT, stop_at_second_page)
    elif EVENT:
        app.connect(EVENT, stop, priority=0)

def stop(*arguments):
    raise KeyboardInterrupt

def stop_at_second_page(app, pagename, *arguments):
    if pagename != "a":
        stop()
"""
WITHOUT_DOMAIN = """
extensions = ["myst_parser", "sphinx_compass.pace"]
pace_contents = True
"""
PAGES = {
    "conf.py": CONF,
    "index.md": "# Home\n\n```{toctree}\n:glob:\n\n*\n```\n",
    "a.md": "---\nkeywords: first\n---\n# First\n\n```{index} entry\n```\n\n[](b.md)\n",
    "b.md": "# Second\n\nText.\n",
}
NEW = {"new.md": "# New\n"}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("conf", ["", FASTER], ids=["plain", "faster"])
def test_random_edits(tmp_path: Path, conf: str, seed: int) -> None:
    """What the processes have read and written may have been undone since."""
    book = Handbook(tmp_path / "source")
    book.folder.mkdir()
    book.write({"conf.py": CONF + random_edits.CONF + conf})
    script = Path(__file__).with_name("interrupted_edits.py")
    paths = os.pathsep.join(map(str, (ROOT / "tests", ROOT / "_ext")))
    done = run(sys.executable, script, tmp_path, PROCESSES, seed, cwd=tmp_path, PYTHONPATH=paths)
    assert done.returncode == 0, done.stderr
    assert_clean(book)


def assert_clean(book: Handbook) -> None:
    """Assert that an incremental build writes and finds what a clean one does."""
    book.run()
    after, found = tree(book.outdir), ours(book)
    book.run("-E", out="clean")
    clean = tree(book.outdir)
    assert [name for name in after | clean if after.get(name) != clean.get(name)] == []
    assert found == ours(book)


def ours(book: Handbook) -> set[object]:
    """Return the findings of this extension."""
    return {finding for finding in book.findings if finding.subtype.startswith("compass.")}


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return what begins a build and ends it at an event, or in a file whose path has a text."""

    def stop(book: Handbook, event: str = "", file: str = "", builder: str = "dirhtml") -> None:
        with monkeypatch.context() as patch:
            patch.setenv("STOP_AT", event)
            patch.setenv("STOP_IN", file)
            assert book.run(builder=builder) != 0

    return stop


@pytest.mark.parametrize("event", ["env-updated", "env-get-updated", "write-started"])
@pytest.mark.parametrize("conf", ["", FASTER], ids=["plain", "faster"])
def test_a_page_that_came_and_went(
    tmp_path: Path, stopped: Callable[..., None], conf: str, event: str
) -> None:
    """Pages that an interrupted build has read because of it are read again."""
    book = Handbook(tmp_path / "source")
    book.write({**PAGES, "conf.py": CONF + conf + STOP})
    book.run()
    book.write(NEW)
    stopped(book, event)
    (book.folder / "new.md").unlink()
    assert_clean(book)
    kept, clean = tmp_path / "out/doctrees", tmp_path / "clean/doctrees"
    for name in ("index", "a", "b"):
        assert doctree(kept, name) == doctree(clean, name)


# Files that a build writes, in its order: the state of a build, doctrees, pages, data, bundles.
HALVES = (
    *("unsaved.new", "build.new", "b.doctree", "environment.pickle", "b/index.html"),
    *("searchindex.js", "finding/text/b", "woff2", "site.css", "index.html.new"),
    *("reading/", "contents.new"),
)


@pytest.mark.parametrize("is_undone", [False, True], ids=["kept", "undone"])
def test_half_of_a_file(tmp_path: Path, stopped: Callable[..., None], is_undone: bool) -> None:  # noqa: FBT001
    """Whatever file a build was writing when it ended, the next one writes what is right."""
    book = Handbook(tmp_path / "source")
    conf = f"{CONF}{FASTER}extensions.append('sphinx_compass.finding')\n{STOP}"
    book.write({**PAGES, "conf.py": conf})
    book.run()
    shutil.copytree(tmp_path / "out", tmp_path / "copy")
    text = "Text.\n\n:::{tip}\nMore.\n:::"  # with an icon that no other page has
    for file in HALVES:
        book.edit("b.md", "Text.", text)
        stopped(book, file=file)
        if is_undone:
            book.edit("b.md", text, "Text.")
        book.run()
        after = tree(book.outdir)
        book.run("-E", out="clean")
        clean = tree(book.outdir)
        assert [name for name in after | clean if after.get(name) != clean.get(name)] == [], file
        if not is_undone:
            book.edit("b.md", text, "Text.")
        shutil.rmtree(tmp_path / "out")
        shutil.copytree(tmp_path / "copy", tmp_path / "out")


@pytest.mark.parametrize("event", ["env-before-read-docs", "env-get-updated", "write-started"])
def test_a_setting_of_all_pages(tmp_path: Path, stopped: Callable[..., None], event: str) -> None:
    """All pages are written, even if the interrupted build has noted the setting."""
    book = Handbook(tmp_path / "source")
    book.write({**PAGES, "conf.py": f"{CONF}html_title = 'First'\n{STOP}"})
    book.run()
    book.edit("conf.py", "First", "Other")
    stopped(book, event)
    (book.outdir / ".buildinfo.bak").unlink()  # in which Sphinx keeps the last one
    assert_clean(book)


def test_pages_that_another_builder_has_read(tmp_path: Path, stopped: Callable[..., None]) -> None:
    """A build that only writes can leave pages with an undone title, too."""
    book = Handbook(tmp_path / "source")
    book.write({**PAGES, "conf.py": CONF + STOP})
    for builder in ("html", "dirhtml"):
        book.run(builder=builder)
    book.edit("b.md", "Second", "Another")
    book.run(builder="dirhtml")
    stopped(book, "html-page-context", builder="html")
    page = book.outdir / "a.html"
    assert "Another" in page.read_text(encoding="utf-8")
    book.edit("b.md", "Another", "Second")
    for builder in ("dirhtml", "html"):
        book.run(builder=builder)
    assert "Another" not in page.read_text(encoding="utf-8")


def test_a_page_that_was_written_at_once_and_went(tmp_path: Path) -> None:
    """No later build has it; the process ended before it had compared any page."""
    book = Handbook(tmp_path / "source")
    book.write(PAGES)
    with docutils_namespace():
        site = Site(tmp_path, {})
        site.build.note({site.write("new.md", NEW["new.md"])})
        site.build.first = ["new"]
        steps = site.build.steps()
        assert "write first" in iter(lambda: next(steps), "settle")
        assert site.output("new").is_file()
    (book.folder / "new.md").unlink()
    with docutils_namespace():
        assert not Site(tmp_path, {}).output("new").exists()


def test_a_file_can_take_the_place_of_a_page(tmp_path: Path) -> None:
    """Once the page has been removed, nothing removes a file of the same name."""
    pages = {**PAGES, **NEW, "conf.py": f"{CONF}html_extra_path = ['extra']\n", "extra/x.txt": ""}
    with docutils_namespace():
        site = Site(tmp_path, pages)
        page = site.source / "new.md"
        page.unlink()
        site.build.note({page})
        steps = site.build.steps()
        assert "settle" in iter(lambda: next(steps), "check")
        site.build.note({site.write("extra/new.html", "Another file.")}, assets=True)
        assert "finished" in site.build.steps()
        assert site.html("new") == "Another file."


def test_undone_text_without_this_domain(tmp_path: Path, stopped: Callable[..., None]) -> None:
    """A file that an interrupted build has read is not known by its content any more."""
    book = Handbook(tmp_path / "source")
    book.write({**PAGES, "conf.py": WITHOUT_DOMAIN + STOP})
    book.run()
    book.edit("b.md", "Text", "Other text")
    stopped(book, "build-finished")
    book.edit("b.md", "Other text", "Text")
    book.run()
    assert "<p>Text.</p>" in (book.outdir / "b/index.html").read_text(encoding="utf-8")


def test_only_unsaved_pages_are_read_again(tmp_path: Path) -> None:
    """Not those that a process has read before it saved the environment."""
    with docutils_namespace():
        site = Site(tmp_path, PAGES)
        site.build.note({site.write("b.md", "# Other\n")})
        next(site.build.steps())
    read: list[str] = []
    with docutils_namespace(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(Builder, "read_doc", lambda _builder, name, **_options: read.append(name))
        Site(tmp_path, {})
    assert read == ["b"]


def test_a_process_that_goes_on_saves_what_a_build_saves(tmp_path: Path) -> None:
    """Nothing of what writing pages adds, which the next process would take for new."""
    with docutils_namespace():
        site = Site(tmp_path / "warm", PAGES)
        site.save("b.md", "# Other\n")
        site.build.save()
    book = Handbook(tmp_path / "source")
    book.write({**PAGES, "b.md": "# Other\n"})
    book.run()
    warm, plain = environment(site.app.doctreedir), environment(book.outdir.parent / "doctrees")
    names = {name for name in warm if name.startswith("_search_index_")}
    assert names
    assert warm.keys() == plain.keys()
    assert {name for name in names if warm[name] != plain[name]} == set()


def doctree(doctrees: Path, name: str) -> str:
    """Return the doctree of a page as text."""
    node = pickle.loads((doctrees / f"{name}.doctree").read_bytes())  # noqa: S301 - ours
    return str(node.pformat())


def environment(doctrees: Path) -> dict[str, Any]:
    """Return the attributes of the environment that has been saved beside doctrees."""
    saved = pickle.loads((doctrees / "environment.pickle").read_bytes())  # noqa: S301 - ours
    return dict(vars(saved))
