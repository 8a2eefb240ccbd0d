"""The parts of the live preview that need no server."""

from __future__ import annotations

import hashlib
from pathlib import Path
from queue import SimpleQueue
from unittest import mock

import pytest
from watchfiles import Change

from conftest import ROOT
from tools.live import preview
from tools.live.output import SiteFolder
from tools.live.report import Report, shown
from tools.live.watching import Filter, Folders, Need

STATIC = ROOT / "tools" / "live" / "static"
# idiomorph 0.8.0 from npm: dist/idiomorph.min.js and LICENSE
VENDORED = {
    "idiomorph.min.js": "4cbd535caf7663a51eda9bce6595371c384fc430d54b8d414e29a61167f19f96",
    "idiomorph.LICENSE": "d3d2456f76414f2456104660ebd65aff1c04cd7966b942bdabd63f3cdb316a38",
}

OURS = "{}/a.md:3: WARNING: There is no role 'x'; write 'y'. [compass.unknown]\n"
OTHER = "{}/a.md:4: WARNING: Strange; very. [myst.other]\n"


@pytest.mark.parametrize("name", VENDORED)
def test_a_file_of_others_is_as_published(name: str) -> None:
    """Nobody has changed it here."""
    assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == VENDORED[name]


@pytest.fixture
def lines() -> list[str]:
    """Return what is printed in the terminal."""
    return []


@pytest.fixture
def report(tmp_path: Path, lines: list[str]) -> Report:
    """Return a report about a folder with one page."""
    (tmp_path / "a.md").touch()
    return Report(tmp_path, lines.append)


def test_a_page_shows_sentence_and_fix(report: Report, tmp_path: Path) -> None:
    """Only messages of ours end with a fix; colors of the terminal are left out."""
    report.write(f"\x1b[91m{OURS.format(tmp_path)[:-1]}\x1b[39;49;00m\n")
    report.write(OTHER.format(tmp_path))
    assert shown(report.findings()) == [
        {"file": "a.md", "line": 3, "sentence": "There is no role 'x'", "fix": "write 'y'."},
        {"file": "a.md", "line": 4, "sentence": "Strange; very.", "fix": ""},
    ]


def test_the_terminal_shows_what_is_new(report: Report, tmp_path: Path, lines: list[str]) -> None:
    """A finding that a build repeats is not printed again, and the end of all is."""
    for text in (OURS, OURS + OTHER, "", ""):
        report.begin()
        report.write(text.format(tmp_path, tmp_path))
        report.print(report.findings())
    assert lines == [
        "a.md:3: There is no role 'x'; write 'y'.",
        "a.md:4: Strange; very.",
        "Everything that was found is fixed.",
    ]


@pytest.mark.parametrize(
    ("path", "need"),
    [
        ("conf.py", Need.RESTART),
        ("_templates/page.html", Need.RESTART),
        ("_static/site.css", Need.COPYING),
        ("_ext/own/static/own.css", Need.COPYING),
        ("_ext/own/code.py", Need.FRESH_RESTART),
        ("_ext/own/templates/own.html", Need.FRESH_RESTART),
        ("page.md", Need.READING),
        ("folder/names.json", Need.READING),
    ],
)
def test_what_a_change_needs(path: str, need: Need) -> None:
    """Settings and code need another process; pages do not."""
    source = Path("/handbook")
    folders = Folders(
        (source / "conf.py",),
        (source / "_templates",),
        (source / "_static", source / "_ext/own/static"),
        (source / "_ext/own",),
    )
    assert folders.need(source / path) is need


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        ("a/b.md", True),
        ("site-notes.md", True),
        ("site/index.html", False),
        ("_build/b.md", False),
        ("a/b.md~", False),
        ("../b.md", False),
    ],
)
def test_which_changes_count(tmp_path: Path, path: str, counts: bool) -> None:  # noqa: FBT001
    """The folders above the handbook can have any names."""
    source = tmp_path / "venv" / "_build" / "handbook"
    is_change = Filter(source, [source / "site"])
    changed = source.parent / "b.md" if path.startswith("..") else source / path
    assert is_change(Change.modified, str(changed)) is counts


def test_one_save_in_two_parts(tmp_path: Path) -> None:
    """What the watcher tells of again, while the build goes on, does not make it begin anew."""
    build = mock.Mock(is_finished=False)
    build.sources.are_as_read.side_effect = [False, True, False]
    folders = mock.Mock()
    folders.need.return_value = Need.READING
    with mock.patch.object(preview, "Output"):
        thread = preview.Preview(build, mock.Mock(), folders, mock.Mock(), SimpleQueue())
    for _part in range(3):
        thread.change({tmp_path / "a.md"})
    assert build.note.call_count == 2  # the third part has another text


def test_redirects_stay_on_the_server(tmp_path: Path) -> None:
    """An address of two slashes would lead to a host."""
    (tmp_path / "roles").mkdir()
    site = SiteFolder(tmp_path)
    for path in ("/roles", "//roles"):
        assert site.last_answer(path, site.file(path)).location == "/roles/"
