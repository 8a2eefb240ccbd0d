"""Prints how often the search of a built site finds the right page, and tunes its weights.

Usage: tune_search.py SITE QUESTIONS... [--misses] [--tune]

Each file of questions is a YAML list of `q`, `accept` (paths of pages) and `misspelled`. With
`--misses`, it prints each question whose first page is not the right one. With `--tune`, it prints
better weights, and how well weights that were tuned on four fifths of the questions answer the
last fifth. Needs Node.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
from pathlib import Path

import yaml


def main() -> None:
    """Run the measurement in Node."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--tune", action="store_true")
    options = parser.parse_args()
    node = shutil.which("node") or parser.error("needs Node")
    for path in options.questions:
        work = {
            "folder": str(options.site / "_static" / "finding"),
            "name": path.name,
            "questions": yaml.safe_load(path.read_text(encoding="utf-8")),
            "misses": options.misses,
            "tune": options.tune,
        }
        command = [node, str(Path(__file__).with_suffix(".mjs"))]
        subprocess.run(command, input=json.dumps(work), text=True, check=True)  # noqa: S603 - our own


if __name__ == "__main__":
    main()
