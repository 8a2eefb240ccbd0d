"""The command that brings kept files up to date, and the script that pushes them to main."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from publishing import CONF, PAGES, add, published

from conftest import ROOT
from sphinx_compass.names.names_list import Name, NamesList

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook


# -- the command --------------------------------------------------------------------------


def keep(book: Handbook) -> subprocess.CompletedProcess[str]:
    """Run `nox -s keep` in a small handbook, without installing anything."""
    shutil.copy(ROOT / "noxfile.py", book.folder)
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        [sys.executable, "-m", "nox", "--no-venv", "--no-install", "-s", "keep"],
        cwd=book.folder,
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "PATH": programs,
            "PYTHONPATH": str(ROOT / "_ext"),
            "NO_COLOR": "1",
        },
    )


def kept(book: Handbook) -> dict[str, str]:
    """Return the text of each kept file."""
    return {name: (book.folder / name).read_text(encoding="utf-8") for name in KEPT}


KEPT = ("names.json", "reviews.json")


def test_new_names_and_reviews(handbook: Callable[..., Handbook]) -> None:
    """The command writes what pages have now, and changes nothing when it runs again."""
    book = handbook(
        {**PAGES, "reviews.json": '{"pages": {}}'}, CONF + 'compass_reviews_file = "reviews.json"\n'
    )
    add(book, "words.md", "last_reviewed_on: 2026-11-01")
    done = keep(book)
    assert done.returncode == 0, done.stderr
    first = kept(book)
    names = NamesList.parse(first["names.json"].encode()).names
    assert {Name("page", "words"), Name("role", "maker"), Name("term", "Hub")} <= names.keys()
    assert json.loads(first["reviews.json"])["pages"].keys() == {"words"}
    assert keep(book).returncode == 0
    assert kept(book) == first


def test_lost_names_stay_listed(handbook: Callable[..., Handbook]) -> None:
    """The command says what is lost, and leaves the list of names as it is."""
    book = published(handbook)
    listed = (book.folder / "names.json").read_text(encoding="utf-8")
    book.edit("people/maker.md", "{role} Maker", "{role} Creator")
    done = keep(book)
    assert done.returncode == 1
    assert "':aliases: Maker'.\nThen run 'make names' again.\n" in done.stdout
    assert "names.json stays as it is" in done.stderr
    assert (book.folder / "names.json").read_text(encoding="utf-8") == listed

    book.edit("people/maker.md", ":area: product", ":aliases: Maker\n:area: product")
    done = keep(book)
    assert done.returncode == 0, done.stderr
    names = NamesList.parse((book.folder / "names.json").read_bytes()).names
    assert {Name("role", "maker"), Name("role", "creator")} <= names.keys()


@pytest.mark.parametrize(("name", "text"), [("conf.py", "1 / 0"), ("names.json", "<<<<<<< HEAD\n")])
def test_what_cannot_be_read_changes_nothing(
    handbook: Callable[..., Handbook], name: str, text: str
) -> None:
    """With settings or a list that cannot be read, the command stops."""
    book = published(handbook)
    listed = (book.folder / "names.json").read_text(encoding="utf-8")
    (book.folder / name).write_text(text, encoding="utf-8")
    assert keep(book).returncode == 1
    now = (book.folder / "names.json").read_text(encoding="utf-8")
    assert now == (text if name == "names.json" else listed)


@pytest.mark.parametrize("name", ["names.json", "reviews.json", "changes.json"])
def test_nothing_is_written_through_a_link(
    handbook: Callable[..., Handbook], tmp_path: Path, name: str
) -> None:
    """A link in place of a kept file stops the command, and what it leads to stays as it is."""
    book = handbook(
        {**PAGES, "reviews.json": '{"pages": {}}'}, CONF + 'compass_reviews_file = "reviews.json"\n'
    )
    victim = tmp_path / "victim"
    victim.write_text("mine", encoding="utf-8")
    (book.folder / name).unlink(missing_ok=True)
    (book.folder / name).symlink_to(victim)
    done = keep(book)
    assert done.returncode == 1
    assert f"{name} is a link or a folder; undo the last change to it." in done.stderr
    assert victim.read_text(encoding="utf-8") == "mine"


# -- the script -----------------------------------------------------------------------------

# Writes the sorted names of all pages, one per line, as the real command would.
WRITE = """
import os, pathlib
assert "GH_TOKEN" not in os.environ
pages = sorted(path.name for path in pathlib.Path("pages").iterdir())
pathlib.Path("names.json").write_text("\\n".join(pages), encoding="utf-8")
runs = pathlib.Path("{runs}")
runs.write_text(runs.read_text() + "x")
"""


class Repository:
    """A bare repository with a branch main, and the clone in which the workflow works."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clone = folder / "clone"
        self.runs = folder / "runs"
        self.runs.touch()
        self.git("init", "--quiet", "--bare", "--initial-branch=main", "bare", at=folder)
        self.git("clone", "--quiet", "bare", "other", at=folder)
        self.push("names.json", "")
        self.push("pages/a", "A")
        self.git("clone", "--quiet", "bare", "clone", at=folder)

    def git(self, *arguments: str, at: Path | None = None) -> str:
        """Run git, and return its output."""
        identity = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org")
        return subprocess.run(  # noqa: S603 - fixed arguments
            ["git", *identity, *arguments],  # noqa: S607
            cwd=at or self.folder / "other",
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    def push(self, name: str, text: str) -> None:
        """Commit a file to main, as the merge of a pull request does."""
        path = self.folder / "other" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.git("add", name)
        self.git("commit", "--quiet", "--message", f"Write {name}")
        self.git("push", "--quiet", "origin", "HEAD:main")

    def keep(self, command: str) -> subprocess.CompletedProcess[str]:
        """Run the script with a Python command."""
        text = WRITE.format(runs=self.runs) + command
        return subprocess.run(  # noqa: S603 - our own script
            [ROOT / ".ci/keep", sys.executable, "-c", text],
            cwd=self.clone,
            check=False,
            capture_output=True,
            text=True,
            env={**os.environ, "GH_TOKEN": "secret"},
        )

    def main(self, name: str) -> str:
        """Return the text of a file on main."""
        return self.git("show", f"main:{name}", at=self.folder / "bare")

    def authors(self) -> list[str]:
        """Return the authors of the commits on main, newest first."""
        log = self.git("log", "--format=%an", "main", at=self.folder / "bare")
        return log.splitlines()


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Return a repository with a page that is not listed yet."""
    return Repository(tmp_path)


BOT = "github-actions[bot]"


def test_changed_files_are_pushed_once(repository: Repository) -> None:
    """The commit has only kept files, and a second run has nothing to commit."""
    done = repository.keep(
        "pathlib.Path('pages/a').write_text('changed'); pathlib.Path('x').touch()"
    )
    assert (done.returncode, done.stdout) == (0, "Committed: names.json\n"), done.stderr
    assert repository.main("names.json") == "a"
    assert repository.main("pages/a") == "A"
    assert repository.authors() == [BOT, "Editor", "Editor"]
    done = repository.keep("")
    assert (done.returncode, done.stdout) == (0, "Nothing to commit.\n")
    assert len(repository.authors()) == 3


def test_a_new_file_is_pushed(repository: Repository) -> None:
    """A kept file need not be there before."""
    assert repository.keep("pathlib.Path('changes.json').write_text('[]')").returncode == 0
    assert repository.main("changes.json") == "[]"


def test_issue_templates_come_and_go(repository: Repository) -> None:
    """Written and removed issue templates are pushed, too."""
    folder = ".github/ISSUE_TEMPLATE"
    write = f"import os; os.makedirs({folder!r}, exist_ok=True); "
    assert (
        repository.keep(f"{write}pathlib.Path({folder!r}, 'a.md').write_text('A')").returncode == 0
    )
    assert repository.main(f"{folder}/a.md") == "A"
    change = f"pathlib.Path({folder!r}, 'a.md').rename({folder + '/b.md'!r})"
    assert repository.keep(change).returncode == 0
    listed = repository.git("ls-tree", "-r", "--name-only", "main", at=repository.folder / "bare")
    assert f"{folder}/b.md" in listed.splitlines()
    assert f"{folder}/a.md" not in listed.splitlines()


def test_main_moves_meanwhile(repository: Repository) -> None:
    """The files are written again from the new main, even if it has other ones."""
    other = repository.folder / "other"
    race = f"""
import subprocess
if len(runs.read_text()) == 1:
    other = pathlib.Path({str(other)!r})
    (other / "pages/b").write_text("B")
    (other / "names.json").write_text("of another run")
    git = ["git", "-c", "user.name=Editor", "-c", "user.email=e@example.org"]
    for step in (["add", "."], ["commit", "-qm", "Race"], ["push", "-q", "origin", "HEAD:main"]):
        subprocess.run([*git, *step], cwd=other, check=True)
"""
    done = repository.keep(race)
    assert done.returncode == 0, done.stderr
    assert repository.runs.read_text() == "xx"
    assert repository.main("names.json") == "a\nb"
    assert repository.main("pages/b") == "B"
    assert repository.authors() == [BOT, "Editor", "Editor", "Editor"]


def test_main_moves_all_the_time(repository: Repository) -> None:
    """After five attempts the script gives up, and main is as the others left it."""
    hook = repository.folder / "bare/hooks/pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    done = repository.keep("")
    assert done.returncode == 1
    assert repository.runs.read_text() == "xxxxx"
    assert BOT not in repository.authors()


def test_a_command_that_fails(repository: Repository) -> None:
    """Nothing is committed."""
    assert repository.keep("raise SystemExit(3)").returncode == 3
    assert BOT not in repository.authors()


# -- the workflow -----------------------------------------------------------------------------


def test_the_workflow() -> None:
    """It runs after merges only, not after its own commits, and never twice at once."""
    text = (ROOT / ".github/workflows/keep.yml").read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    script = (ROOT / ".ci/keep").read_text(encoding="utf-8")
    start = workflow[True]  # YAML 1.1 reads `on` so
    assert start.keys() == {"push"}
    assert start["push"]["branches"] == ["main"]
    files = [*start["push"]["paths-ignore"], ".github/ISSUE_TEMPLATE"]
    assert f"files=({' '.join(files)})" in script
    assert workflow["permissions"] == {}
    assert workflow["concurrency"]["cancel-in-progress"] is False
    [job] = workflow["jobs"].values()
    assert job["permissions"] == {"contents": "write"}
    assert "secrets" not in text
    assert job["steps"][0]["with"]["persist-credentials"] is False
    assert ".ci/keep .venv/bin/nox -s keep" in job["steps"][-1]["run"]
