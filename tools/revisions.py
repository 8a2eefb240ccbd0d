"""Finds git revisions, and builds the handbook as it was in one.

``python -m tools.revisions REVISION SITE`` builds the site of a revision in the folder
``SITE``, without touching the working tree.  Without a folder, it prints the full hash of the
revision, for which it needs no packages.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class RevisionError(Exception):
    """A revision cannot be used; the message is a sentence that says what to do."""


def git(folder: Path, *arguments: str, env: Mapping[str, str] | None = None) -> str:
    """Return what a git command prints.

    Raises CalledProcessError if it fails.
    """
    done = subprocess.run(  # noqa: S603 - our own commands
        ["git", "-C", str(folder), *arguments],  # noqa: S607 - on the path of the user
        check=True,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, **(env or {})},
    )
    return done.stdout


def succeeds(folder: Path, *arguments: str) -> bool:
    """Tell whether a git command succeeds."""
    try:
        git(folder, *arguments)
    except subprocess.CalledProcessError:
        return False
    return True


def has_history(folder: Path) -> bool:
    """Tell whether a folder is the top of a git repository that has commits."""
    if not (folder / ".git").exists():
        return False
    return succeeds(folder, "rev-parse", "--verify", "--quiet", "HEAD")


def is_shallow(folder: Path) -> bool:
    """Tell whether a repository lacks a part of its history."""
    return git(folder, "rev-parse", "--is-shallow-repository").strip() == "true"


def current_branch(folder: Path) -> str:
    """Return the name of the branch that is checked out; empty if it is a commit alone."""
    return git(folder, "branch", "--show-current").strip()


def commit_of(folder: Path, revision: str) -> str:
    """Return the full hash of a revision.

    Raises RevisionError if the repository does not have it.
    """
    if not has_history(folder):
        message = "There is no git history here, so there is nothing to compare with."
        raise RevisionError(message)
    verify = ("rev-parse", "--verify", "--quiet", "--end-of-options")
    if succeeds(folder, *verify, f"{revision}^{{commit}}"):
        return git(folder, *verify, f"{revision}^{{commit}}").strip().splitlines()[-1]
    if is_shallow(folder):
        message = (
            f"This clone is shallow and lacks the revision {revision!r}; "
            "run 'git fetch --unshallow origin', then this command again."
        )
    elif succeeds(folder, *verify, f"origin/{revision}^{{commit}}"):
        message = f"There is no revision {revision!r} here; did you mean 'origin/{revision}'?"
    else:
        message = (
            f"There is no revision {revision!r} here; "
            "run 'git fetch origin', or name a branch, tag or commit that 'git log' shows."
        )
    raise RevisionError(message)


def build_site(repository: Path, commit: str, site: Path) -> None:
    """Build the handbook of a commit, with the extension that it had then.

    If the build fails, for example because the commit needs other packages, the site is
    incomplete.
    """
    with tempfile.TemporaryDirectory(prefix="handbook-") as name:
        source = Path(name, "source")
        source.mkdir()
        index = {"GIT_INDEX_FILE": str(Path(name, "index"))}  # leaves that of the user alone
        git(repository, "read-tree", commit, env=index)
        git(repository, "checkout-index", "--all", f"--prefix={source}/", env=index)
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        subprocess.run(  # noqa: S603 - our own command
            [
                *(sys.executable, "-m", "sphinx", "-Q", "-b", "dirhtml", "-j", "auto"),
                *("-d", str(Path(name, "doctrees")), str(source), str(site.resolve())),
            ],
            check=False,
            capture_output=True,
            env=environment,
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Build the handbook as it was in a git revision."""
    parser = argparse.ArgumentParser(prog="python -m tools.revisions", description=main.__doc__)
    parser.add_argument("revision", help="branch, tag or commit")
    parser.add_argument("site", type=Path, nargs="?", help="new folder to build the site in")
    given = parser.parse_args(arguments)
    try:
        commit = commit_of(Path(), given.revision)
    except RevisionError as error:
        sys.exit(str(error))
    if given.site is None:
        print(commit)  # noqa: T201 - a command prints
    else:
        build_site(Path(), commit, given.site)


if __name__ == "__main__":
    main()
