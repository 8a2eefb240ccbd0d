"""A simulated pull request: mistakes on twenty pages are twenty annotations on their lines."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

from conftest import ROOT
from mistakes import COMPANY, MISTAKES, MISTAKES_CONF
from sphinx_compass.organization.problems import Subtype

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

FRONT_MATTER = "---\nowner: product-lead\n---\n"
PAGE = f"{FRONT_MATTER}# A page\n\nText above.\n\n"

# A page with one mistake by its name, and the line of the mistake.
SEEDED: dict[str, tuple[str, str]] = {
    "alias": (
        ":::{role} Spare\n:aliases: Makers, Executive Director\n\nIs spare.\n:::\n",
        ":aliases: Makers, Executive Director",
    ),
    "body": (MISTAKES[Subtype.BODY], ":::{role} Silent"),
    "cycle": (MISTAKES[Subtype.CYCLE], ":reports-to: Round"),
    "duplicate": (MISTAKES[Subtype.DUPLICATE], ":::{team} Makers"),
    "slug": ("Ask {role}`the lead <prodct-lead>`.\n", "Ask {role}`the lead <prodct-lead>`."),
    "name": (MISTAKES[Subtype.NAME], ":::{role}"),
    "option": (MISTAKES[Subtype.OPTION], ":stauts: new"),
    "owner": (MISTAKES[Subtype.OWNER], "owner: Nobody"),
    "reporting": (MISTAKES[Subtype.REPORTING_LINE], ":reports-to: Boss"),
    "review": (MISTAKES[Subtype.REVIEW], "last_reviewed_on: 2026-02-30"),
    "structure": (MISTAKES[Subtype.STRUCTURE_PAGE], ":::{area} Homeless"),
    "unknown": (MISTAKES[Subtype.UNKNOWN], "Ask the {role}`Prodct Lead`."),
    "value": (MISTAKES[Subtype.VALUE], ":status: busy"),
    "area": ("See {area}`Prodct`.\n", "See {area}`Prodct`."),
    "team": ("Ask the\n{team}`Maker`.\n", "{team}`Maker`."),
    "term": ("A {term}`Hubb`\nis used.\n", "A {term}`Hubb`"),
    "label-reference": ("Look there, {ref}`nowhere`.\n", "Look there, {ref}`nowhere`."),
    "document": ("Look {doc}`there`.\n", "Look {doc}`there`."),
    "image": ("Look:\n\n![A chart](chart.png)\n", "![A chart](chart.png)"),
    "interval": ("---\nowner: product-lead\nreview_in: often\n---\n", "review_in: often"),
}

_ANNOTATION = re.compile(
    r"^::(?P<level>\w+) file=(?P<file>[^,]+),line=(?P<line>\d+),title=[\w.]+::(?P<text>.+)$"
)
_ENTRY = re.compile(r"^- \[Line (?P<line>\d+)\]\(\S+/blob/abc/(?P<file>\S+)\?plain=1#L\1\): `.+`$")


def seeded() -> dict[str, tuple[str, int]]:
    """Return the text of each page, and the line of its mistake."""
    pages = {}
    for name, (text, mistake) in SEEDED.items():
        whole = f"{text}# A page\n" if text.startswith("---") else PAGE + text
        pages[f"{name}.md"] = whole, whole.split("\n").index(mistake) + 1
    return pages


def pull_request(handbook: Callable[..., Handbook]) -> tuple[list[str], list[str]]:
    """Return the annotations and the lines of the summary that a pull request shows."""
    pages = seeded()
    listed = "\n".join(["company", *SEEDED])
    index = f"{FRONT_MATTER}# Example\n\n```{{toctree}}\n{listed}\n```\n"
    texts = {name: text for name, (text, _line) in pages.items()}
    company = {
        "index.md": index,
        "company.md": FRONT_MATTER + COMPANY,
        "names.json": '{"names":{}}',
    }
    book = handbook(
        {**company, **texts},
        MISTAKES_CONF.replace('compass_names_file = "names.json"', ""),
    )
    warnings = book.folder.parent / "findings.txt"
    report = book.folder.parent / "summary.md"
    assert book.run("-n", "-W", "--keep-going", "-j", "2", "-w", str(warnings)) == 1
    variables = {
        "GITHUB_SERVER_URL": "https://github.example",
        "GITHUB_REPOSITORY": "org/book",
        "GITHUB_SHA": "abc",
        "GITHUB_STEP_SUMMARY": str(report),
        "PYTHONPATH": f"{ROOT / '_ext'}{os.pathsep}{ROOT}",
    }
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "tools.findings", str(warnings), "--failed"],
        cwd=book.folder,
        env=os.environ | variables,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.splitlines(), report.read_text("utf-8").splitlines()


def test_twenty_mistakes_are_twenty_annotations(handbook: Callable[..., Handbook]) -> None:
    """Each mistake is shown once, at its line, in the diff and in the summary."""
    annotations, report = pull_request(handbook)
    expected = sorted((name, line) for name, (_text, line) in seeded().items())
    assert len(expected) == 20
    matches = [_ANNOTATION.match(line) for line in annotations]
    shown = [(match["file"], int(match["line"])) for match in matches if match]
    assert (sorted(shown), len(annotations)) == (expected, 20), "\n".join(annotations)
    entries = [match for line in report if (match := _ENTRY.match(line))]
    assert sorted((match["file"], int(match["line"])) for match in entries) == expected
