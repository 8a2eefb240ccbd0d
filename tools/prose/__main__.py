"""Reports sentences of pages that break a rule for their English.

``python -m tools.prose FILE…`` prints one line for each, with file, line and rule.  The exit
status is 1 if there are any.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_compass.organization.text import printable
from tools.findings import Finding
from tools.prose.rules import results
from tools.prose.texts import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def findings(path: Path) -> Iterator[Finding]:
    """Yield what the rules say about a page, by line.

    Raises ``OSError`` or ``UnicodeDecodeError`` if the file cannot be read.
    """
    text = text_of(path.read_text(encoding="utf-8"))
    yield from sorted(
        {
            Finding(
                str(path),
                text.line_of(result.span[0]),
                printable(result.message),
                f"prose.{result.check_path.removeprefix('handbook.')}",
            )
            for result in results(text.content, text.headwords)
        }
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the findings of pages, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.prose", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    found = [finding for path in parser.parse_args(arguments).files for finding in findings(path)]
    sys.stdout.writelines(
        f"{item.file}:{item.line}: {item.text} [{item.subtype}]\n" for item in found
    )
    return int(bool(found))


if __name__ == "__main__":
    raise SystemExit(main())
