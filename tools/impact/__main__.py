"""The command ``python -m tools.impact BASE_DIR NEW_DIR``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_compass.outputs.compass_json import FILE
from tools.impact.report import INCOMPARABLE, TITLE, as_markdown, statements
from tools.impact.site import read_site

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what changes between two built sites."""
    parser = argparse.ArgumentParser(prog="python -m tools.impact", description=main.__doc__)
    for name in ("base", "new"):
        parser.add_argument(name, type=Path, help="output folder of the builder dirhtml")
    folders = parser.parse_args(arguments)
    new = read_site(folders.new)
    if new is None:
        parser.error(f"{folders.new} has no {FILE}: build the handbook there first")
    old = read_site(folders.base)
    text = as_markdown(statements(old, new)) if old else f"{TITLE}\n\n{INCOMPARABLE}\n"
    print(text, end="")  # noqa: T201 - a command prints


if __name__ == "__main__":
    main()
