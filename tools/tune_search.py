"""Prints how often the search finds the right page, and tunes its weights.

Usage: tune_search.py DATA QUESTIONS [--tune]

DATA is what the build writes for the search, as JSON. QUESTIONS is a YAML list of `q`, `accept`
(paths of pages) and `misspelled`. With `--tune`, it prints better weights, and how well weights
that were tuned on four fifths of the questions answer the last fifth. Needs Node.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
from pathlib import Path

import sphinx
import yaml

FINDING = Path(__file__).parents[1] / "_ext" / "sphinx_compass" / "finding" / "static"
STEMMERS = Path(sphinx.__file__).parent / "search" / "minified-js"


def main() -> None:
    """Run the measurement in Node."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--tune", action="count", default=0)
    options = parser.parse_args()
    scripts = [
        FINDING / "minisearch.js",
        STEMMERS / "base-stemmer.js",
        STEMMERS / "english-stemmer.js",
        FINDING / "index.js",
        FINDING / "finding.js",
    ]
    work = {
        "scripts": [str(script) for script in scripts],
        "data": json.loads(options.data.read_text(encoding="utf-8")),
        "questions": yaml.safe_load(options.questions.read_text(encoding="utf-8")),
        "tune": options.tune,
    }
    program = Path(__file__).with_suffix(".mjs")
    node = shutil.which("node") or parser.error("needs Node")
    command = [node, str(program)]
    subprocess.run(command, input=json.dumps(work), text=True, check=True)  # noqa: S603 - our own


if __name__ == "__main__":
    main()
