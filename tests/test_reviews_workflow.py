"""Runs the program of the monthly workflow with a fake gh that records its calls."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from conftest import ROOT
from records import page, role
from sphinx_compass.domain.reviews_builder import as_data
from sphinx_compass.organization.reviews import Due

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_compass.organization.objects import Role

TODAY = dt.date(2026, 11, 21)
GH = """\
#!{python}
import json, pathlib, sys
here = pathlib.Path(__file__).parent
with open(here / "calls", "a", encoding="utf-8") as calls:
    calls.write(json.dumps(sys.argv[1:]) + "\\n")
if sys.argv[1:3] == ["issue", "list"]:
    answer = here / "open.json"
    if not answer.exists():
        sys.exit("gh: no network")
    print(answer.read_text(encoding="utf-8"))
"""


@dataclass
class GitHub:
    """A folder with a fake ``gh`` that answers from a file and records its arguments."""

    folder: Path
    status: int = 0

    def run(self, agenda: list[dict[str, Any]], issues: list[dict[str, Any]] | None) -> None:
        """Run the step on an agenda; with ``issues=None``, ``gh`` cannot list open issues."""
        program = self.folder / "gh"
        program.write_text(GH.format(python=sys.executable), encoding="utf-8")
        program.chmod(0o755)
        if issues is not None:
            (self.folder / "open.json").write_text(json.dumps(issues), encoding="utf-8")
        file = self.folder / the_file()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(agenda, indent=1), encoding="utf-8")
        path = f"{self.folder}:{os.environ['PATH']}"
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-S", "-m", "tools.reviews", the_file()],
            cwd=self.folder,
            env={**os.environ, "PATH": path, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / '_ext'}"},
            stdin=subprocess.DEVNULL,
            check=False,
            capture_output=True,
            text=True,
        )
        self.status = done.returncode

    @property
    def calls(self) -> list[list[str]]:
        """The arguments of each call except those that list issues."""
        path = self.folder / "calls"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        calls: list[list[str]] = [json.loads(line) for line in lines]
        return [call for call in calls if call[:2] != ["issue", "list"]]


def the_file() -> str:
    """Return the argument of the program in the workflow."""
    text = (ROOT / ".github/workflows/reviews.yml").read_text(encoding="utf-8")
    (job,) = yaml.safe_load(text)["jobs"].values()
    (step,) = (step for step in job["steps"] if "tools.reviews" in step.get("run", ""))
    command, _, file = step["run"].rpartition(" ")
    assert command == "python3 -m tools.reviews"
    assert step["env"]["PYTHONPATH"] == "_ext"
    return str(file)


@pytest.fixture
def github(tmp_path: Path) -> GitHub:
    """Return a GitHub without calls."""
    return GitHub(tmp_path)


def due(docname: str, owner: Role | None, day: str = "", *changed: str) -> Due:
    """Return a page that is due."""
    return Due(page(docname, due=day), owner, changed)


# A name that a shell would run, split or unquote.
LEAD = role('Lead of "R&D" \\n $HOME $(date) `id`', slug="lead")
MAKER = role("Maker")
AGENDA = as_data(
    [
        due("roles/lead", LEAD, "2026-11-01"),
        due("about/work", LEAD, "2026-12-01", "role:maker", "term:hub"),
        due("index", MAKER, "2026-11-21"),
        due("lost", None, "", "role:maker"),
    ],
    TODAY,
)

ASK = (
    "Please check that these pages are still correct, fix what is not, "
    "and set `last_reviewed_on`.\n\n"
)
BODIES = {
    f"Page reviews due: {LEAD.name}": ASK
    + "- [ ] `roles/lead.md`, due 2026-11-01\n"
    + "- [ ] `about/work.md`, due 2026-12-01; "
    + "changed since its last review: `role:maker`, `term:hub`",
    "Page reviews due: Maker": f"{ASK}- [ ] `index.md`, due 2026-11-21",
    "Page reviews due: No owner": ASK
    + "- [ ] `lost.md`, due unknown; changed since its last review: `role:maker`",
}


def create(title: str) -> list[str]:
    """Return the arguments that open an issue."""
    return ["issue", "create", "--title", title, "--body", BODIES[title]]


def test_one_issue_for_each_owner(github: GitHub) -> None:
    """Each owner gets an issue with all due pages and the reasons."""
    github.run(AGENDA, [])
    assert (github.status, github.calls) == (0, [create(title) for title in BODIES])


def test_open_issue_is_updated(github: GitHub) -> None:
    """An open issue with the same title is updated; other issues are not."""
    issues = [
        {"number": 7, "title": "Page reviews due: Makers"},
        {"number": 8, "title": "Page reviews due: Maker"},
        {"number": 9, "title": "Something else"},
    ]
    github.run(AGENDA, issues)
    lead, maker, nobody = BODIES
    edit = ["issue", "edit", "8", "--body", BODIES[maker]]
    assert (github.status, github.calls) == (0, [create(lead), edit, create(nobody)])


def test_nothing_is_due(github: GitHub) -> None:
    """If nothing is due, no issue is opened or changed."""
    github.run([], [{"number": 8, "title": "Page reviews due: Maker"}])
    assert (github.status, github.calls) == (0, [])


def test_open_issues_cannot_be_listed(github: GitHub) -> None:
    """If the open issues are unknown, the step fails and opens no issue."""
    github.run(AGENDA, None)
    assert github.calls == []
    assert github.status != 0


def test_nothing_in_a_name_is_markup(github: GitHub) -> None:
    """A name or key notifies nobody, adds no line and is cut before GitHub rejects it."""
    owner = role("Lead\n@org/team " + "x" * 300, slug="lead")
    github.run(
        as_data([due("a`b", owner, "2026-11-01", "term:@org/team\n- [ ] `x` <b>")], TODAY), []
    )
    _, _, _, title, _, body = github.calls[0]
    assert title.startswith("Page reviews due: Lead @org/team xx")
    assert len(title) == 256
    assert body == (
        f"{ASK}- [ ] `` a`b.md ``, due 2026-11-01; "
        "changed since its last review: `` term:@org/team - [ ] `x` <b> ``"
    )


def test_long_lists_are_cut(github: GitHub) -> None:
    """GitHub rejects an issue of more than 65,536 characters."""
    github.run(as_data([due(f"{number}{'x' * 900}", MAKER) for number in range(100)], TODAY), [])
    assert len(github.calls[0][-1]) < 65_536
    assert github.calls[0][-1].endswith(" more")
