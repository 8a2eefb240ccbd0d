"""Keeps one issue up to date that lists the links to other sites that do not work.

``python -m tools.links FILE`` reads ``output.json`` of Sphinx's builder ``linkcheck``, and
opens, edits or closes the issue with the program ``gh``.

We use Sphinx's own builder rather than a separate link checker such as lychee: it is among
our locked packages already, and it sees the links of pages only, each with its line, where a
program that reads Markdown also takes examples in code for links.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx_compass.organization.text import as_markdown_code
from tools.findings import source_address
from tools.issues import LONGEST_LIST, gh, open_issues

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TITLE = "Links to other sites that do not work"
SOLVED = "All links to other sites work again."
UNREACHABLE = "No link to another site works, so the network is at fault. The issue stays as it is."

LONGEST = 300  # characters of an address or a reason

_INTRODUCTION = (
    "Please correct or remove these links. If a link works in your browser, the site was away for "
    "a while. This list is updated every week, and the issue is closed when all links work."
)
_REFUSED_INTRODUCTION = (
    "These sites do not answer programs. Please open the links in your browser now and then."
)
_REFUSED = re.compile(r"(?:401|403|429|999) |unauthorized$")


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A link to another site that does not work, at the first place that has it."""

    file: str
    line: int
    address: str
    reason: str

    @property
    def is_refused(self) -> bool:
        """Whether the site answers, but not to programs or not to strangers."""
        return _REFUSED.match(self.reason) is not None


@dataclass(frozen=True, slots=True)
class Results:
    """What the builder found."""

    failed: tuple[Link, ...]
    working: int

    @property
    def broken(self) -> tuple[Link, ...]:
        """The links that nobody can follow."""
        return tuple(link for link in self.failed if not link.is_refused)

    @property
    def refused(self) -> tuple[Link, ...]:
        """The links that only people can check."""
        return tuple(link for link in self.failed if link.is_refused)


def read_results(text: str) -> Results:
    """Return what the builder wrote, one JSON object a line."""
    rows: list[dict[str, Any]] = [json.loads(line) for line in text.splitlines() if line]
    failed = (
        Link(row["filename"], row["lineno"], row["uri"], row["info"].partition(" for url: ")[0])
        for row in rows
        if row["status"] in {"broken", "timeout"}
    )
    working = sum(row["status"] in {"working", "redirected"} for row in rows)
    return Results(tuple(sorted(failed)), working)


def body(results: Results, source: str) -> str:
    """Return the text of the issue. ``source`` is where the repository shows the files."""
    blocks = [_INTRODUCTION, "\n".join(_listed(results.broken, source))]
    if results.refused:
        blocks += [_REFUSED_INTRODUCTION, "\n".join(_listed(results.refused, source))]
    return "\n\n".join(blocks)


def _listed(links: Sequence[Link], source: str) -> Iterator[str]:
    size = 0
    for number, link in enumerate(links):
        entry = f"- [ ] {_place(link, source)}: {_shown(link.address)}, {_shown(link.reason)}"
        size += len(entry)
        if size > LONGEST_LIST:
            yield f"- [ ] and {len(links) - number} more"
            break
        yield entry


def _place(link: Link, source: str) -> str:
    place = f"{as_markdown_code(link.file)}, line {link.line}"
    address = f"{source}/{quote(link.file)}?plain=1#L{link.line}"
    return f"{place} ([open]({address}))" if source else place


def _shown(text: str) -> str:
    return as_markdown_code(text[:LONGEST]) or "unknown"


def update(results: Results, source: str) -> None:
    """Open, edit or close the issue."""
    number = open_issues().get(TITLE, "")
    if not results.broken:
        if number:
            gh("issue", "close", number, "--comment", SOLVED)
    elif number:
        gh("issue", "edit", number, "--body", body(results, source))
    else:
        gh("issue", "create", "--title", TITLE, "--body", body(results, source))


def main(arguments: Sequence[str] | None = None) -> None:
    """Open, edit or close the issue on links to other sites that do not work."""
    parser = argparse.ArgumentParser(prog="python -m tools.links", description=main.__doc__)
    parser.add_argument("file", type=Path, help="output.json of the builder linkcheck")
    options = parser.parse_args(arguments)
    results = read_results(options.file.read_text(encoding="utf-8"))
    if results.broken and not results.working:
        parser.exit(1, f"{UNREACHABLE}\n")
    update(results, source_address(os.environ))


if __name__ == "__main__":
    main()
