"""Keeps one issue per owner up to date that lists the pages that are due for review.

``python -m tools.reviews FILE`` reads ``agenda.json`` of the builder ``reviews``, and opens or
edits the issues with the program ``gh``.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_compass.organization.text import as_markdown_code, printable
from tools.issues import LONGEST_LIST, LONGEST_TITLE, gh, open_issues

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_INTRODUCTION = (
    "Please check that these pages are still correct, fix what is not, and set `last_reviewed_on`."
)


def title(group: dict[str, Any]) -> str:
    """Return the title of an owner's issue."""
    text = printable(f"Page reviews due: {group['name']}")
    return text if len(text) <= LONGEST_TITLE else f"{text[: LONGEST_TITLE - 1]}…"


def body(group: dict[str, Any]) -> str:
    """Return the text of an owner's issue."""
    return f"{_INTRODUCTION}\n\n" + "\n".join(_listed(group["pages"]))


def _listed(pages: Sequence[dict[str, Any]]) -> Iterator[str]:
    size = 0
    for number, page in enumerate(pages):
        file = as_markdown_code(f"{page['page']}.md")
        entry = f"- [ ] {file}, due {page['review_by'] or 'unknown'}"
        if page["changed"]:
            changed = ", ".join(map(as_markdown_code, page["changed"]))
            entry += f"; changed since its last review: {changed}"
        size += len(entry)
        if size > LONGEST_LIST:
            yield f"- [ ] and {len(pages) - number} more"
            break
        yield entry


def main(arguments: Sequence[str] | None = None) -> None:
    """Open or edit the issue of each owner with pages that are due for review."""
    parser = argparse.ArgumentParser(prog="python -m tools.reviews", description=main.__doc__)
    parser.add_argument("file", type=Path, help="agenda.json of the builder reviews")
    groups = json.loads(parser.parse_args(arguments).file.read_text(encoding="utf-8"))
    known = open_issues()
    for group in groups:
        number = known.get(title(group))
        if number:
            gh("issue", "edit", number, "--body", body(group))
        else:
            gh("issue", "create", "--title", title(group), "--body", body(group))


if __name__ == "__main__":
    main()
