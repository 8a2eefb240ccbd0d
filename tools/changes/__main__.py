"""The command ``python -m tools.changes``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_compass.organization.changes import ChangeEntry, ChangeLog
from sphinx_compass.organization.changes_file import dump, parse
from sphinx_compass.organization.kept_json import KeptFileError, kept_bytes
from tools.changes.entries import entry_changes
from tools.changes.history import commits, merges, page_matcher, starting_point
from tools.impact.site import read_site
from tools.revisions import build_site, current_branch, git, has_history, is_shallow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tools.changes.history import Merge
    from tools.impact.site import ComparedSite

FILE = "changes.json"
MAIN = "main"  # the branch whose changes are kept


def main(arguments: Sequence[str] | None = None) -> None:
    """Add to changes.json what the merges on main have changed since it was last written."""
    parser = argparse.ArgumentParser(prog="python -m tools.changes", description=main.__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path(), help="of the repository")
    folder = parser.parse_args(arguments).folder
    path = folder / FILE
    if not has_history(folder):
        print(f"There is no git history here; {FILE} stays as it is.")  # noqa: T201
        return
    if current_branch(folder) not in {MAIN, ""}:
        print(f"Only changes on {MAIN} are kept; {FILE} stays as it is.")  # noqa: T201
        return
    if is_shallow(folder):
        sys.exit(
            "This clone is shallow; run 'git fetch --unshallow origin', then this command again."
        )
    try:
        log = parse(kept_bytes(path)) if path.exists() or path.is_symlink() else ChangeLog()
    except KeptFileError as error:
        sys.exit(f"{FILE}, line {error.line}: {error.reason}; undo the last change to the file.")
    text = dump(updated(folder, log))
    if not path.is_file() or text != path.read_text(encoding="utf-8"):
        path.write_text(text, encoding="utf-8", newline="\n")


def updated(folder: Path, log: ChangeLog) -> ChangeLog:
    """Return the log with what changed in a repository since it was last updated."""
    since = starting_point(folder, log.up_to, FILE)
    if log.up_to and not since:
        return log  # the file comes from another repository
    found = list(merges(commits(folder, since), page_matcher(folder)))
    with tempfile.TemporaryDirectory(prefix="changes-") as name:
        head = git(folder, "rev-parse", "HEAD").strip()
        sites = Path(name)
        return with_merges(log, found, since, head, lambda commit: site_of(folder, commit, sites))


def site_of(repository: Path, commit: str, folder: Path) -> ComparedSite | None:
    """Return the site of a commit, which is built below a folder; None if that fails."""
    site = folder / commit
    if not site.exists():
        build_site(repository, commit, site)
    try:
        return read_site(site)
    except (OSError, ValueError):
        return None


def with_merges(
    log: ChangeLog,
    found: Sequence[Merge],
    since: str,
    head: str,
    site: Callable[[str], ComparedSite | None],
) -> ChangeLog:
    """Return a log with an entry for each merge that changes something.

    ``since`` is the last commit in the log, and ``head`` the newest one; ``site`` returns the
    site of a commit, or None if it cannot be built.  What such commits change becomes part of
    the next entry; if nothing after them touches pages, ``head`` is tried instead.
    """
    keeping = _Keeping(log, since, site)
    for merge in found:
        keeping.add(merge)
    if keeping.is_gap and found[-1].after != head:
        keeping.add(replace(found[-1], after=head))
    return keeping.log


@dataclass
class _Keeping:
    """A log to which merges are added, one after the other."""

    log: ChangeLog
    since: str
    site: Callable[[str], ComparedSite | None]
    last: ComparedSite | None = None  # the site of the last merge that could be built
    is_gap: bool = False  # whether the last merge could not be built

    def add(self, merge: Merge) -> None:
        """Add what a merge changes, if it can be built."""
        new = self.site(merge.after)
        if new is None:
            self.is_gap = True
            return
        old = self.site(merge.before) if merge.before and not self.is_gap else None
        old = old or self.last or (self.site(self.since) if self.since else None)
        is_first = not self.since and self.last is None  # of all versions of the handbook
        changes = entry_changes(old, new) if old or is_first else ()
        entries = self.log.entries
        if changes:
            entry = ChangeEntry(merge.date, merge.after, changes, merge.pull_request)
            entries = (*entries, entry)
        self.log = replace(self.log, entries=entries, up_to=merge.after)
        self.last, self.is_gap = new, False


if __name__ == "__main__":
    main()
