"""Reads and changes issues on GitHub with the program ``gh``."""

from __future__ import annotations

import json
import subprocess

LONGEST_LIST = 25_000  # characters; GitHub rejects an issue of more than 65,536
LONGEST_TITLE = 256  # characters; GitHub rejects longer ones


def gh(*arguments: str) -> str:
    """Run ``gh`` and return its output. Raises CalledProcessError if it fails."""
    done = subprocess.run(  # noqa: S603 - no shell
        ["gh", *arguments],  # noqa: S607 - where the runner has it
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def open_issues() -> dict[str, str]:
    """Return the number of each open issue, by its title.

    Only issues that our own workflows opened count, as anybody can choose a title.
    """
    query = ("--state", "open", "--app", "github-actions", "--limit", "500")
    issues = json.loads(gh("issue", "list", *query, "--json", "number,title"))
    return {issue["title"]: str(issue["number"]) for issue in reversed(issues)}
