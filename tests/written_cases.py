r"""Mistakes in a text file: each one a page, and where its one finding belongs.

A case begins with a line ``=== name``, and a file that the page includes with ``--- name``.
The arrow ``←`` is at the end of the line of the finding; a case without it has none. ``@``
stands for a word that no other case has, and ``\u200b`` for a character that nobody sees.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

ARROW = "←"
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
_PAGE = "# Page\n\n"


@dataclass(frozen=True)
class Case:
    """A page, the files that it includes, and where the finding belongs."""

    name: str
    files: Mapping[str, str]  # the first one is the page
    place: tuple[str, int] | None  # file and line of the finding


def cases(path: Path) -> Iterator[Case]:
    """Yield the cases of a file."""
    parts = re.split(r"^=== (.*)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    for index, (name, text) in enumerate(zip(parts[::2], parts[1::2], strict=True)):
        page = f"page{index}.md"
        first, *others = re.split(r"^--- (\S+)\n", text, flags=re.MULTILINE)
        files = {page: _PAGE + first, **dict(zip(others[::2], others[1::2], strict=True))}
        word = f"q{index}q"
        written = {
            file.replace("@", word): _ESCAPE.sub(
                lambda match: chr(int(match[1], 16)),
                content.replace("@PAGE", page).replace("@", word),
            )
            for file, content in files.items()
        }
        places = [
            (file, content[: content.index(ARROW)].count("\n") + 1)
            for file, content in written.items()
            if ARROW in content
        ]
        clean = {file: content.replace(ARROW, "") for file, content in written.items()}
        yield Case(name, clean, places[0] if places else None)
