"""Listeners that are independent run in a process of their own, if a build has several."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from sphinx.util.docutils import docutils_namespace

from conftest import Handbook
from warm_site import Site

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.build

CONF = """
import sys
from pathlib import Path
sys.path.insert(0, str(Path(__file__).parent))
extensions = ["sphinx_compass.pace", "independent_listeners"]
pace_finishing = True
html_theme = "basic"
"""
EXTENSION = """
import os, time
from pathlib import Path
def one(app, exception):
    time.sleep(0.2)
    Path(app.outdir, "one").write_text(str(os.getpid()))
def two(app, exception):
    if exception is None and "FAIL" in Path(app.srcdir, "index.rst").read_text():
        raise ValueError("no such thing")
    Path(app.outdir, "two").write_text(str(os.getpid()))
def main(app, exception):
    if exception is None and "BREAK" in Path(app.srcdir, "index.rst").read_text():
        raise ValueError("the first mistake")
    Path(app.outdir, "main").write_text(str(os.getpid()))
def late(app, exception):
    if exception is None:
        found = [name for name in ("one", "two") if Path(app.outdir, name).exists()]
        Path(app.outdir, "late").write_text(" ".join(found))
one.is_independent = two.is_independent = True
def setup(app):
    app.connect("build-finished", late, priority=950)
    for listener in (one, two, main):
        app.connect("build-finished", listener)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
"""
NAMES = ("main", "one", "two")


PAGES = {
    "conf.py": CONF,
    "independent_listeners.py": EXTENSION,
    "index.rst": "Start\n=====\n",
}


def built(folder: Path, jobs: str, other: dict[str, str] = PAGES) -> Handbook:
    """Build a site with listeners that write which process they run in."""
    book = Handbook(folder / "source")
    book.write({**PAGES, **other})
    book.run("-q", "-j", jobs)
    return book


@pytest.mark.parametrize(
    ("jobs", "is_safe", "processes"), [("2", True, 2), ("1", True, 1), ("2", False, 1)]
)
def test_they_run_in_another_process(
    tmp_path: Path, jobs: str, *, is_safe: bool, processes: int
) -> None:
    """Which has ended when later listeners run."""
    extension = EXTENSION.replace('write_safe": True', f'write_safe": {is_safe}')
    book = built(tmp_path, jobs, {"independent_listeners.py": extension})
    assert book.warnings.count("is not safe") == (not is_safe)  # from Sphinx itself
    assert (book.outdir / "late").read_text("utf-8") == "one two"
    run_in = {name: (book.outdir / name).read_text("utf-8") for name in NAMES}
    assert len(set(run_in.values())) == processes
    assert run_in["one"] == run_in["two"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_listener_that_fails_ends_the_build(tmp_path: Path, jobs: str) -> None:
    """Also in another process, and other files are there."""
    book = built(tmp_path, jobs, {"index.rst": "FAIL\n====\n"})
    assert "no such thing" in book.warnings
    assert not (book.outdir / "late").exists()
    assert (book.outdir / "one").exists()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_first_mistake_is_reported(tmp_path: Path, jobs: str) -> None:
    """Not that of a listener in the other process, which is joined after it."""
    start = "BREAK FAIL" if jobs == "2" else "BREAK"
    book = built(tmp_path, jobs, {"index.rst": f"{start}\n==========\n"})
    assert "the first mistake" in book.warnings
    assert "no such thing" not in book.warnings


def test_a_process_that_goes_on_runs_all_listeners(tmp_path: Path) -> None:
    """They may keep something for the next build."""
    with docutils_namespace():
        site = Site(tmp_path, PAGES, jobs=2)
    assert {(site.out / name).read_text("utf-8") for name in NAMES} == {str(os.getpid())}
