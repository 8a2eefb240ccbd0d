"""What people change in a browser passes all checks, without a file that programs keep.

The edits are made on a copy of the real handbook, one at a time and all together.  If the
build asks for a line that keeps a name, the line is added as the finding writes it.
"""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browser_edits import EDITS, Book
from conftest import ROOT
from sessions import Session, noxfile
from tools.findings import read_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

# one worker makes all edits, on one copy
pytestmark = [pytest.mark.build, pytest.mark.xdist_group("browser edits")]

TEMPLATES = ".github/ISSUE_TEMPLATE/"
KEPT = {"names.json", "reviews.json", "changes.json", ".github/CODEOWNERS"}
PAGE_TESTS = (
    *("tests/test_handbook.py", "tests/test_documentation.py", "tests/test_repository.py"),
    "tests/handbooks/test_package.py::test_extension_knows_no_organization",
)
# The findings give the line to add, and the page if the edit shows which one it is.
LOSING = {"move_page": "sample-moved-page", "split_page": "sample-split-page", "delete_page": ""}
PERSON = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")

_PAGE = re.compile(r"[\w/-]+\.md")
_LINE = re.compile(r": '(.*)'")
_OLD_NAMES = re.compile(r"^redirect_from:.*\n(?:[ \t]*- .*\n)*", re.MULTILINE)


@dataclass
class Copy:
    """A repository with a copy of the handbook."""

    folder: Path

    def git(self, *arguments: str) -> str:
        """Run git as somebody, and return its output."""
        return Session(self.folder).run("git", *PERSON, *arguments)

    def changed(self) -> set[str]:
        """Return the files that differ from the last commit."""
        listed = self.git("status", "--porcelain", "--untracked-files=all", "--no-renames")
        return {line[3:] for line in listed.splitlines()}

    def nox(self, name: str, *posargs: str) -> str:
        """Run a session of the copy's noxfile, and return what its commands print."""
        session = Session(self.folder, posargs)
        session(name)
        return "".join(session.output)

    def steps(self) -> dict[str, str]:
        """Return the text of each step in the data of the last build, by address."""
        text = (self.folder / "_build/dirhtml/compass.json").read_text(encoding="utf-8")
        return {step["address"]: step["text"] for step in json.loads(text)["steps"]}

    def text_of(self, folder: str, pattern: str) -> str:
        """Return the text of all files in a folder whose names fit."""
        paths = filter(Path.is_file, (self.folder / folder).rglob(pattern))
        return "".join(path.read_text(encoding="utf-8") for path in paths)

    def build(self) -> str:
        """Build the pages that changed since the last build, strictly; return the warnings."""
        command = ("sphinx-build", "-q", "-n", "-W", "--keep-going", "-b", "dirhtml")
        warnings = self.folder / "_build/warnings"
        output = ("-d", "_build/doctrees", "-w", str(warnings), ".", "_build/dirhtml")
        Session(self.folder).run(*command, *output, success_codes=(0, 1))
        return warnings.read_text(encoding="utf-8")

    def settle(self) -> list[str]:
        """Build, and add the lines that findings suggest, until there is no finding.

        Returns the pages to which lines were added.
        """
        added: list[str] = []
        for _attempt in range(3):
            warnings = self.build()
            if not warnings:
                return added
            found = read_findings(warnings, self.folder)
            suggestions = set(filter(None, (suggested(finding.text) for finding in found)))
            assert suggestions, warnings
            for page, line in sorted(suggestions):
                added.append(page)
                path = self.folder / page
                path.write_text(with_line(path.read_text("utf-8"), line), encoding="utf-8")
        return pytest.fail(warnings)


def suggested(text: str) -> tuple[str, str] | None:
    """Return the page and the line that a finding suggests, if it does."""
    fix = text.partition("; ")[2]
    page, line = _PAGE.search(fix), _LINE.search(fix)
    return (page[0], line[1]) if page and line else None


def with_line(text: str, line: str) -> str:
    """Return a page with a line in its front matter, as an editor would add it."""
    present = _OLD_NAMES.search(text)
    if present is None:
        end = text.index("\n---\n", 3) + 1
        return f"{text[:end]}{line}\n{text[end:]}"
    if line.startswith("redirect_from:"):
        return f"{text[: present.start()]}{line}\n{text[present.end() :]}"
    return f"{text[: present.end()]}{line}\n{text[present.end() :]}"


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """Copy the repository, commit it, and build the handbook once."""
    copy = Copy(tmp_path_factory.mktemp("browser-edits") / "repository")
    listed = Session(ROOT).run("git", "ls-files", "-z")
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (copy.folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy.folder / name)
    copy.git("init", "--quiet", "--initial-branch=main")
    copy.git("add", "--all")
    copy.git("commit", "--quiet", "--message=Publish the handbook")
    copy.git("tag", "start")
    assert copy.build() == ""
    return copy


@pytest.fixture
def copy(copied: Copy) -> Iterator[Copy]:
    """Return the copy as it was at first."""
    yield copied
    copied.git("checkout", "--quiet", "--force", "-B", "main", "start")
    copied.git("clean", "--quiet", "--force", "-d")


@pytest.mark.parametrize("name", EDITS)
def test_each_edit_builds(copy: Copy, name: str) -> None:
    """After each edit there is no finding, or only one whose line solves it."""
    EDITS[name](Book(copy.folder))
    added = copy.settle()
    assert len(added) == (name in LOSING)
    assert all(LOSING[name] in page for page in added)
    changed = copy.changed()
    assert changed
    assert {file for file in changed if not file.endswith(".md")} == set()


def test_a_removed_step_is_gone(copy: Copy) -> None:
    """It is on no page any more, nor in the data, nor in the issue template."""
    assert copy.build() == ""
    copy.nox("keep")
    before = copy.steps()
    EDITS["remove_step"](Book(copy.folder))
    assert copy.build() == ""
    (address,) = before.keys() - copy.steps().keys()
    anchor = address.partition("#")[2]
    assert anchor in copy.text_of(TEMPLATES, "*.md")
    copy.nox("keep")
    assert anchor not in copy.text_of(TEMPLATES, "*.md")
    assert anchor not in copy.text_of("_build/dirhtml", "*.html")


def test_all_edits_pass_all_checks(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    """All edits in one pull request pass what CI runs, and nothing remains to be done."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    copy.git("switch", "--quiet", "--create", "patch-1")
    book = Book(copy.folder)
    for edit in EDITS.values():
        edit(book)
    assert len(copy.settle()) == len(LOSING)
    assert {file for file in copy.changed() if not file.endswith(".md")} == set()
    copy.git("add", "--all")
    copy.git("commit", "--quiet", "--message=Change what people change")
    copy.git("switch", "--quiet", "main")
    merge = ("--quiet", "--no-ff", "--message=Merge pull request #7 from somebody/patch-1")
    copy.git("merge", *merge, "patch-1")

    copy.nox("docs")
    session = Session(copy.folder)
    session.run(*noxfile().LINT["codespell"])
    with contextlib.chdir(copy.folder):  # the session may be known already, with other pages
        pages = noxfile().pages()
    session.run("python", "-m", "tools.prose", *pages, env={"PYTHONPATH": "_ext"})
    session.run(sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup", *PAGE_TESTS)
    assert "sample-added-page" in copy.nox("impact", "HEAD^1")
    assert copy.changed() == set()

    copy.nox("keep")
    assert copy.changed()
    changed = copy.changed()
    assert {name for name in changed if not name.startswith(TEMPLATES)} <= KEPT
    copy.git("add", "--all")
    copy.git("commit", "--quiet", "--message=Bring the kept files up to date")
    copy.nox("keep")
    assert copy.changed() == set()
