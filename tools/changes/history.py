"""Finds the merges on ``main`` that touch pages, and groups them into entries."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from sphinx.config import Config
from sphinx.util.matching import Matcher
from sphinx.util.tags import Tags

from tools.revisions import git, succeeds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

_SUFFIXES = (".md", ".rst")
_PULL_REQUEST = re.compile(r"\(#(\d{1,9})\)$|^Merge pull request #(\d{1,9})\b")
# NUL separates everything, because it can be neither in a subject nor in a file name.
_FORM = "--format=%H%x00%P%x00%ct%x00%s"


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit on the first-parent line of ``main``."""

    hash: str
    parent: str  # empty for the first one
    date: dt.date  # in UTC, on which it was committed
    subject: str
    files: tuple[str, ...]  # those that differ from its first parent

    @property
    def pull_request(self) -> int | None:
        """The number of the pull request that it merges, if its subject says so."""
        found = _PULL_REQUEST.search(self.subject)
        return int(found[1] or found[2]) or None if found else None


@dataclass(frozen=True, slots=True)
class Merge:
    """What becomes one entry."""

    before: str  # commit to compare with; empty if there is none
    after: str  # the last commit
    date: dt.date
    pull_request: int | None


def is_page(name: str, pages: Callable[[str], bool]) -> bool:
    """Tell whether a file is the source of a page."""
    return name.endswith(_SUFFIXES) and pages(name)


def page_matcher(folder: Path) -> Matcher:
    """Return what tells which files are pages, from the settings of the handbook."""
    return Matcher(Config.read(folder, overrides={}, tags=Tags()).include_patterns)


def commits(folder: Path, since: str) -> Iterator[Commit]:
    """Yield the commits after one, or all, oldest first."""
    span = f"{since}..HEAD" if since else "HEAD"
    text = git(folder, "log", "--first-parent", "--reverse", "-z", _FORM, span)
    fields = iter(text.split("\0"))
    for name, parents, seconds, subject in zip(fields, fields, fields, fields, strict=False):
        parent = parents.partition(" ")[0]
        date = dt.datetime.fromtimestamp(int(seconds), tz=dt.UTC).date()
        yield Commit(name, parent, date, subject, _files(folder, name, parent))


def _files(folder: Path, commit: str, parent: str) -> tuple[str, ...]:
    """Return the files that a commit changes, or those in it if it is the first one."""
    if parent:
        names = git(folder, "diff", "--no-renames", "--name-only", "-z", parent, commit)
    else:
        names = git(folder, "ls-tree", "-r", "--name-only", "-z", commit)
    return tuple(name for name in names.split("\0") if name)


def starting_point(folder: Path, up_to: str, file: str) -> str:
    """Return the commit after which to continue; empty for the whole history.

    If the history no longer has the commit that the file names, because somebody rewrote it
    or squashed a branch, that is the last commit that changed the file.
    """
    if not up_to or succeeds(folder, "merge-base", "--is-ancestor", up_to, "HEAD"):
        return up_to
    return git(folder, "log", "-1", "--first-parent", "--format=%H", "--", file).strip()


def merges(found: Iterable[Commit], pages: Callable[[str], bool]) -> Iterator[Merge]:
    """Yield the merges that touch pages: a pull request each, or the other commits of a day."""
    touching = [item for item in found if any(is_page(name, pages) for name in item.files)]
    for (_date, number), group in groupby(touching, _group):
        first, *others = group
        last = others[-1] if others else first
        yield Merge(first.parent, last.hash, last.date, number)


def _group(commit: Commit) -> tuple[object, int | None]:
    return commit.date, commit.pull_request
