"""The command ``python -m tools.impact BASE_DIR NEW_DIR``."""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_compass.outputs.compass_json import FILE
from tools.impact.report import INCOMPARABLE, TITLE, report
from tools.impact.site import read_site

if TYPE_CHECKING:
    from collections.abc import Sequence

PREVIEW = "IMPACT_PREVIEW"  # environment variable with the address of the preview
_ADDRESS = re.compile(r"https?://[\w.:-]+(?:/[\w.~%+-]+)*/?", re.ASCII)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what changes between two built sites."""
    parser = argparse.ArgumentParser(prog="python -m tools.impact", description=main.__doc__)
    for name in ("base", "new"):
        parser.add_argument(name, type=Path, help="output folder of the builder dirhtml")
    parser.add_argument(
        "--preview",
        default=os.environ.get(PREVIEW, ""),
        help=f"address at which the new site can be seen (default: ${PREVIEW})",
    )
    given = parser.parse_args(arguments)
    if given.preview and not _ADDRESS.fullmatch(given.preview):
        parser.error(f"{given.preview!r} is not the address of a site: write it as https://…/")
    new = read_site(given.new)
    if new is None:
        parser.error(f"{given.new} has no {FILE}: build the handbook there first")
    old = read_site(given.base)
    text = report(old, new, given.preview) if old else f"{TITLE}\n\n{INCOMPARABLE}\n"
    print(text, end="")  # noqa: T201 - a command prints


if __name__ == "__main__":
    main()
