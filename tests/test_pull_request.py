"""A simulated pull request: mistakes on twenty pages are twenty annotations on their lines."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from nox.command import CommandFailed

from conftest import ROOT
from mistakes import COMPANY, MISTAKES
from sessions import Session
from sphinx_compass.organization.problems import Subtype
from tools.findings import STOPPED

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

CONF = """
compass_required_front_matter = ["owner"]
compass_check_pages = True
"""
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


@dataclass
class PullRequest:
    """What the job that builds the site shows."""

    annotations: list[str]
    summary: list[str]
    output: str  # of the session itself


def pull_request(
    book: Handbook, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> PullRequest:
    """Run the session that builds the site on GitHub, with mistakes on pages."""
    report = book.folder.parent / "summary.md"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    variables = {
        "GITHUB_SERVER_URL": "https://github.example",
        "GITHUB_REPOSITORY": "org/book",
        "GITHUB_SHA": "abc",
        "GITHUB_STEP_SUMMARY": str(report),
        "PYTHONPATH": f"{ROOT / '_ext'}{os.pathsep}{ROOT}",
    }
    session = Session(book.folder, variables=variables)
    with pytest.raises(CommandFailed):
        session("docs")
    summary = report.read_text("utf-8").splitlines()
    return PullRequest(session.output[-1].splitlines(), summary, capsys.readouterr().out)


def test_twenty_mistakes_are_twenty_annotations(
    handbook: Callable[..., Handbook],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each mistake is shown once, at its line, in the diff and in the summary."""
    pages = {name: text for name, (text, _line) in seeded().items()}
    listed = "\n".join(["company", *SEEDED])
    index = f"{FRONT_MATTER}# Example\n\n```{{toctree}}\n{listed}\n```\n"
    company = {"index.md": index, "company.md": FRONT_MATTER + COMPANY}
    shown = pull_request(handbook({**company, **pages}, CONF), monkeypatch, capsys)
    expected = sorted((name, line) for name, (_text, line) in seeded().items())
    assert len(expected) == 20
    matches = [_ANNOTATION.match(line) for line in shown.annotations]
    places = sorted((match["file"], int(match["line"])) for match in matches if match)
    assert (places, len(matches)) == (expected, 20), "\n".join(shown.annotations)
    entries = [match for line in shown.summary if (match := _ENTRY.match(line))]
    assert sorted((match["file"], int(match["line"])) for match in entries) == expected


def test_nothing_in_the_output_of_the_build_is_a_command(
    handbook: Callable[..., Handbook],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """GitHub ignores commands while the build runs, and obeys those that come after it."""
    book = handbook({"index.md": "# Example\n"}, "raise ValueError('no settings')\n")
    shown = pull_request(book, monkeypatch, capsys)
    stopped, resumed = shown.output.splitlines()
    token = stopped.removeprefix("::stop-commands::")
    assert len(token) >= 32
    assert resumed == f"::{token}::"
    assert shown.annotations == [f"::error title=Sphinx::{STOPPED}"]
