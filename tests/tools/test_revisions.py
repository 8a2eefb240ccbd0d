"""Git revisions that the report on a change is made from."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tools.revisions import RevisionError, build_site, commit_of, git, main

if TYPE_CHECKING:
    from pathlib import Path

CONF = 'project = "Example"\nhtml_theme = "basic"\n'


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository with two commits on the branch main."""
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch", "main")
    for text in ("Old", "New"):
        (folder / "conf.py").write_text(CONF, encoding="utf-8")
        (folder / "index.rst").write_text(f"{text}\n===\n", encoding="utf-8")
        git(folder, "add", ".")
        who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
        git(folder, *who, "commit", "--quiet", "--message", text)
    return folder


def test_known_revisions(repository: Path) -> None:
    """A revision is a branch, a commit, or what git makes of it."""
    head = git(repository, "rev-parse", "HEAD").strip()
    assert commit_of(repository, "main") == commit_of(repository, head[:8]) == head
    assert commit_of(repository, "HEAD^1") != head


def test_unknown_revision(repository: Path, tmp_path: Path) -> None:
    """A sentence says what to type instead of a git error."""
    with pytest.raises(RevisionError, match=r"no revision 'n\\x1bo' here; run 'git fetch origin'"):
        commit_of(repository, "n\x1bo")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(repository), str(clone))
    git(clone, "checkout", "--quiet", "-b", "mine")
    git(clone, "branch", "--quiet", "-D", "main")
    with pytest.raises(RevisionError, match="did you mean 'origin/main'"):
        commit_of(clone, "main")
    with pytest.raises(RevisionError, match="no git history"):
        commit_of(tmp_path, "main")


def test_shallow_clone(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command says how to fetch the rest, and after that it works."""
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth", "1", repository.as_uri(), str(clone))
    monkeypatch.chdir(clone)
    with pytest.raises(SystemExit) as stopped:
        main(["HEAD^1", str(tmp_path / "site")])
    assert "run 'git fetch --unshallow origin'" in str(stopped.value.code)
    subprocess.run(["git", "fetch", "--quiet", "--unshallow", "origin"], check=True)  # noqa: S607
    assert commit_of(clone, "HEAD^1") == commit_of(repository, "HEAD^1")


def test_hash_of_a_revision(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a folder, the command prints it."""
    monkeypatch.chdir(repository)
    main(["HEAD^1"])
    assert capsys.readouterr().out == git(repository, "rev-parse", "HEAD^1")


@pytest.mark.build
def test_site_of_a_revision(repository: Path, tmp_path: Path) -> None:
    """It shows the pages as they were, and leaves the working tree and its index alone."""
    (repository / "index.rst").write_text("Newest\n======\n", encoding="utf-8")
    git(repository, "add", ".")
    build_site(repository, commit_of(repository, "HEAD^1"), tmp_path / "site")
    assert "<h1>Old<" in (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert git(repository, "status", "--porcelain") == "M  index.rst\n"
