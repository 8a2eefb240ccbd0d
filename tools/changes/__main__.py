"""The command ``python -m tools.changes``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_compass.organization.changes import ChangeEntry, ChangeLog
from sphinx_compass.organization.changes_file import dump, parse
from sphinx_compass.organization.kept_json import KeptFileError
from tools.changes.entries import entry_changes
from tools.changes.history import commits, merges, page_matcher, starting_point
from tools.impact.site import read_site
from tools.revisions import build_site, current_branch, has_history, is_shallow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

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
        log = parse(path.read_bytes()) if path.is_file() else ChangeLog()
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
        return with_merges(log, found, since, lambda commit: site_of(folder, commit, Path(name)))


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
    found: Iterable[Merge],
    since: str,
    site: Callable[[str], ComparedSite | None],
) -> ChangeLog:
    """Return a log with an entry for each merge that changes something.

    ``since`` is the last commit in the log; ``site`` returns the site of a commit, or None
    if it cannot be built.  What such commits change becomes part of the next entry.
    """
    last: ComparedSite | None = None  # of the last merge
    is_gap = False  # whether the last merge could not be built
    for merge in found:
        new = site(merge.after)
        if new is None:
            is_gap = True
            continue
        old = site(merge.before) if merge.before and not is_gap else None
        old = old or last or (site(since) if since else None)
        is_first = not since and last is None  # of all versions of the handbook
        changes = entry_changes(old, new) if old or is_first else ()
        if changes:
            entry = ChangeEntry(merge.date, merge.after, changes, merge.pull_request)
            log = replace(log, entries=(*log.entries, entry))
        log = replace(log, up_to=merge.after)
        last, is_gap = new, False
    return log


if __name__ == "__main__":
    main()
