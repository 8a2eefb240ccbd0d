"""Prints how often the search of a built site finds the right page, and tunes its weights.

Usage: tune_search.py SITE QUESTIONS... [--misses] [--tune]

Each file of questions is a YAML list of `q`, `accept` (paths of pages) and `misspelled`. With
`--misses`, it prints each question whose first page is not the right one. With `--tune`, it prints
better weights, and how well weights that were tuned on four fifths of the questions answer the
last fifth. Needs Node.js, and ``_ext`` in the Python path.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from sphinx.search.en import SearchEnglish

from sphinx_compass.finding.engine import engine

PROGRAM = Path(__file__).with_suffix(".mjs")


@dataclass(frozen=True)
class Figures:
    """Shares of questions in percent."""

    first: float  # the first page is a right one
    three: float  # one of the first three pages is
    misspelled: float  # of questions with a typo, those whose first page is a right one

    def __str__(self) -> str:
        """Return a line."""
        return (
            f"right page first {self.first:.1f} %, in the top three {self.three:.1f} %, "
            f"misspelled {self.misspelled:.1f} %"
        )


def read(path: Path) -> list[dict[str, Any]]:
    """Return the questions in a file."""
    questions: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return questions


def answers(site: Path, questions: list[dict[str, Any]], *, fresh: bool = False) -> list[list[str]]:
    """Return the paths of pages that answer each question, best first.

    If fresh, each question is the first one of a reader, so nothing else has been loaded.
    """
    found: list[list[str]] = json.loads(_run(site, questions, fresh=fresh))
    return found


def figures(questions: list[dict[str, Any]], answered: list[list[str]]) -> Figures:
    """Return how well questions are answered."""
    places = [_place(*pair) for pair in zip(questions, answered, strict=True)]
    typos = [place for place, asked in zip(places, questions, strict=True) if asked["misspelled"]]
    return Figures(_percent(places, 1), _percent(places, 3), _percent(typos, 1))


def _place(question: dict[str, Any], pages: list[str]) -> int:
    """Return the place of the first right page, from 0."""
    right = (place for place, page in enumerate(pages) if page in question["accept"])
    return next(right, len(pages) + 3)


def _percent(places: list[int], most: int) -> float:
    return 100 * sum(place < most for place in places) / (len(places) or 1)


def _run(site: Path, questions: list[dict[str, Any]], **options: object) -> str:
    paths = f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}"
    node = shutil.which("node", path=paths)
    if node is None:
        message = "Install Node.js: it runs the script of the search"
        raise SystemExit(message)
    folder = str(site / "_static" / "finding")
    script = engine(SearchEnglish({}))
    work = json.dumps({"script": script, "folder": folder, "questions": questions, **options})
    done = subprocess.run(  # noqa: S603 - our own command
        [node, str(PROGRAM)], input=work, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


def main() -> None:
    """Print a line for each file, and more if asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--tune", action="store_true")
    options = parser.parse_args()
    for path in options.questions:
        questions = read(path)
        answered = answers(options.site, questions)
        print(f"{path.name}: {figures(questions, answered)}")
        for question, pages in zip(questions, answered, strict=True):
            place = _place(question, pages)
            if options.misses and place:
                shown = f"{place + 1:4}" if place < len(pages) else "   -"
                print(f"{shown}  {question['q']}: {', '.join(pages[:3])}")
        if options.tune:
            print(_run(options.site, questions, tune=True))


if __name__ == "__main__":
    main()
