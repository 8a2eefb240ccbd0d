"""After processes that ended at any time, a build writes and finds what a clean build does."""

from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sphinx.util.docutils import docutils_namespace

import random_edits
from conftest import CONF, ROOT, Handbook, tree
from sites import run
from warm_site import Site

if TYPE_CHECKING:
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
STOP = """
import os

def setup(app):
    if "STOP_AT" in os.environ:
        app.connect(os.environ["STOP_AT"], stop, priority=0)

def stop(app, pagename="", *arguments):
    if pagename != "a":
        raise KeyboardInterrupt
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


@pytest.mark.parametrize("event", ["env-updated", "env-get-updated", "write-started"])
@pytest.mark.parametrize("conf", ["", FASTER], ids=["plain", "faster"])
def test_a_page_that_came_and_went(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, conf: str, event: str
) -> None:
    """Pages that an interrupted build has read because of it are read again."""
    book = Handbook(tmp_path / "source")
    book.write({**PAGES, "conf.py": CONF + conf + STOP})
    book.run()
    book.write(NEW)
    with monkeypatch.context() as patch:
        patch.setenv("STOP_AT", event)
        assert book.run() != 0
    (book.folder / "new.md").unlink()
    assert_clean(book)
    kept, clean = tmp_path / "out/doctrees", tmp_path / "clean/doctrees"
    for name in ("index", "a", "b"):
        assert doctree(kept, name) == doctree(clean, name)


def test_pages_that_another_builder_has_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that only writes can leave pages with an undone title, too."""
    book = Handbook(tmp_path / "source")
    book.write({**PAGES, "conf.py": CONF + STOP})
    for builder in ("html", "dirhtml"):
        book.run(builder=builder)
    book.edit("b.md", "Second", "Another")
    book.run(builder="dirhtml")
    with monkeypatch.context() as patch:
        patch.setenv("STOP_AT", "html-page-context")
        assert book.run(builder="html") != 0
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


def test_undone_text_without_this_domain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that an interrupted build has read is not known by its content any more."""
    book = Handbook(tmp_path / "source")
    book.write(PAGES)
    book.write({"conf.py": WITHOUT_DOMAIN + STOP})
    book.run()
    book.edit("b.md", "Text", "Other text")
    with monkeypatch.context() as patch:
        patch.setenv("STOP_AT", "build-finished")
        assert book.run() != 0
    book.edit("b.md", "Other text", "Text")
    book.run()
    assert "<p>Text.</p>" in (book.outdir / "b/index.html").read_text(encoding="utf-8")


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
