"""A build from a cache writes and finds what a build from scratch does, and reads little."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT, Handbook, tree

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.build

PAGES = {
    "index.md": "# Start\n\n```{toctree}\na\nb\nc\n```\n",
    "a.md": "# Page A\n\n:::{role} Lead\nLeads.\n:::\n\n```{important}\nRead it.\n```\n",
    "c.md": "# Page C\n\nText.\n",
    "b.md": "# Page B\n\nAsk the {role}`lead`.\n\n```{warning}\nRead it.\n```\n",
}
OPTIONS = ("-b", "dirhtml", "-W", "-d", "../cached/doctrees", ".", "../cached/dirhtml")


def cached(book: Handbook) -> subprocess.CompletedProcess[str]:
    """Run the command as a job does."""
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "tools.cached_build", *OPTIONS],
        check=False,
        cwd=book.folder,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / '_ext'}"},
        capture_output=True,
        text=True,
    )


def check_out(book: Handbook) -> None:
    """Give all files the present time, as a checkout does."""
    for path in book.folder.rglob("*"):
        path.touch()


def test_a_build_from_a_cache(handbook: Callable[..., Handbook]) -> None:
    """Only the page that changed, and what follows from that, is written again."""
    book = handbook(PAGES)
    assert (cached(book).returncode, cached(book).stderr) == (0, "")
    out = book.folder.parent / "cached" / "dirhtml"
    times = {name: (out / name / "index.html").stat().st_mtime_ns for name in ("a", "b", "c")}
    check_out(book)
    book.edit("b.md", "Ask", "Please ask")
    assert cached(book).returncode == 0
    unchanged = {
        name for name in times if times[name] == (out / name / "index.html").stat().st_mtime_ns
    }
    assert unchanged == {"c"}
    assert book.run("-E") == 0
    assert tree(out) == tree(book.outdir)


def test_findings_fail_a_strict_build(handbook: Callable[..., Handbook]) -> None:
    """Each time, until they are fixed, whatever the cache has; other settings start afresh."""
    book = handbook(PAGES)
    book.edit("b.md", "lead", "nobody")
    for _again in range(2):
        done = cached(book)
        assert done.returncode == 1
        assert "b.md:3: There is no role named 'nobody'" in done.stderr
        check_out(book)
    book.edit("b.md", "nobody", "lead")
    assert cached(book).returncode == 0
    with (book.folder / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('html_title = "Renamed"\n')
    check_out(book)
    assert cached(book).returncode == 0
    page = (book.folder.parent / "cached" / "dirhtml" / "a" / "index.html").read_text("utf-8")
    assert "Renamed" in page
