"""After random edits, incremental builds write and find the same as clean, parallel ones."""

from __future__ import annotations

import os
import random
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

import random_edits
from conftest import CONF, Finding, Handbook, tree
from random_edits import EDITS, Company, company
from sphinx_compass.organization.problems import Subtype

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

pytestmark = pytest.mark.build

# Sequences for each kind of edit, so that every kind occurs in every run; the nightly
# session asks for more.
SEQUENCES = int(os.environ.get("COMPASS_SEQUENCES", "2"))

# The real handbook is built with it, too. tests/pace shows that it changes no output.
FASTER = """
extensions.append("sphinx_compass.pace")
pace_everything = True
"""

steps = st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 9999))


class Example:
    """The company's handbook, built once, and restored for each sequence of edits.

    The folder stays the same, because builds remember the folder of the sources.
    """

    def __init__(self, folder: Path, conf: str = "") -> None:
        """Build the handbook, and keep a copy of everything."""
        self._folder = folder / "work"
        self._copy = folder / "copy"
        self._book = Handbook(self._folder / "source")
        self._book.folder.mkdir(parents=True)
        self._book.write({"conf.py": CONF + random_edits.CONF + FASTER + conf})
        self._write(company())
        self._book.run()
        shutil.copytree(self._folder, self._copy)

    def differences(self, edits: Iterable[tuple[str, int]]) -> list[str | Finding]:
        """Return the files and findings that differ between an incremental and a clean build.

        Each edit, a kind and a number that its choices follow from, gets an incremental
        build of its own.  The clean build is parallel.
        """
        shutil.rmtree(self._folder)
        shutil.copytree(self._copy, self._folder)
        firm = company()
        for kind, number in edits:
            EDITS[kind](firm, random.Random(number))  # noqa: S311 - no secret
            self._write(firm)
            self._book.run()
        incremental, found = tree(self._book.outdir), self._book.findings
        self._book.run("-j", "2", out="clean")
        clean, expected = tree(self._book.outdir), self._book.findings
        files = incremental.keys() | clean.keys()
        return [
            *sorted(name for name in files if incremental.get(name) != clean.get(name)),
            *_differing(found, expected),
        ]

    def _write(self, firm: Company) -> None:
        """Write the files of a company that changed, and delete those that are gone."""
        files = firm.files()
        for path in sorted(self._book.folder.rglob("*")):
            name = path.relative_to(self._book.folder).as_posix()
            if path.is_file() and name != "conf.py" and name not in files:
                path.unlink()
        for name, text in files.items():
            path = self._book.folder / name
            if not path.is_file() or path.read_text(encoding="utf-8") != text:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")


def _differing(found: list[Finding], expected: list[Finding]) -> list[Finding]:
    """Return the findings that only one build has, and those that no incremental build repeats.

    Ours must be the same, and in the same order; of others, all must be found again.
    """
    ours, ours_expected = (
        [item for item in items if _is_ours(item)] for items in (found, expected)
    )
    others = [item for item in expected if not _is_ours(item) and item not in found]
    if ours == ours_expected:
        return others
    differing = set(ours) ^ set(ours_expected)
    return [*(differing or ours), *others]


def _is_ours(finding: Finding) -> bool:
    return finding.subtype.startswith("compass.")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """Return the handbook to edit."""
    return Example(tmp_path_factory.mktemp("random-edits"))


@pytest.mark.parametrize("kind", sorted(EDITS))
@settings(
    max_examples=SEQUENCES,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(number=st.integers(0, 9999), others=st.lists(steps, min_size=1, max_size=3))
def test_incremental_build_is_clean_build(
    example: Example, kind: str, number: int, others: list[tuple[str, int]]
) -> None:
    """Whatever is edited, in whatever order, both builds write and find the same."""
    edits = [others[0], (kind, number), *others[1:]]
    found = example.differences(edits)
    note(f"edits: {edits}")
    assert found == []


def test_every_kind_of_mistake_is_made(tmp_path: Path) -> None:
    """The edits that make mistakes make one of each kind, so all of them are compared."""
    firm = company()
    firm.mistakes = dict.fromkeys(Subtype, firm.pages[0])
    firm.mistakes[Subtype.FRONT_MATTER] = firm.pages[1]  # it leaves out the owner
    book = Handbook(tmp_path / "source")
    book.folder.mkdir()
    book.write({"conf.py": CONF + random_edits.CONF, **firm.files()})
    book.run(builder="dummy")
    found = {finding.subtype for finding in book.findings}
    assert found == {f"compass.{subtype}" for subtype in Subtype}


BUGS = {
    "what a page shows from elsewhere is not compared": """
import sphinx_compass.domain.incremental
sphinx_compass.domain.incremental._shown_from_elsewhere = lambda *arguments: ()
""",
    "output of removed pages stays": """
import sphinx_compass.domain.incremental
sphinx_compass.domain.incremental.remove_output = lambda *arguments: None
""",
    "the search index is left as stock Sphinx loads it": """
import sphinx_compass.domain.search_index
sphinx_compass.domain.search_index.complete_search_index = lambda app: None
""",
    "workers keep the problems of their pages to themselves": """
import dataclasses
from sphinx_compass.domain import CompassDomain
def merge_domaindata(self, docnames, otherdata):
    for name in docnames & otherdata["records"].keys():
        self.records[name] = dataclasses.replace(otherdata["records"][name], problems=())
CompassDomain.merge_domaindata = merge_domaindata
""",
    "problems are kept beside the pages, and never cleared": """
from sphinx_compass.domain import CompassDomain
from sphinx_compass.domain.reporting import report
check_consistency = CompassDomain.check_consistency
merge_domaindata = CompassDomain.merge_domaindata
def note_problem(self, problem):
    self.data.setdefault("problems", []).append(problem)
def merge_those_too(self, docnames, otherdata):
    merge_domaindata(self, docnames, otherdata)
    self.data.setdefault("problems", []).extend(otherdata.get("problems", ()))
def check_those_too(self):
    check_consistency(self)
    report(self.env, sorted(self.data.get("problems", ()), key=lambda problem: problem.location))
CompassDomain.note_problem = note_problem
CompassDomain.merge_domaindata = merge_those_too
CompassDomain.check_consistency = check_those_too
""",
    "pages with warnings are not read again": """
import sphinx_compass.domain.incremental
sphinx_compass.domain.incremental.pages_with_warnings = lambda app: set()
""",
}


@pytest.mark.parametrize("bug", BUGS)
def test_planted_bug_is_found(bug: str, tmp_path: Path) -> None:
    """Each bug that is planted shows within a few sequences of edits."""
    example = Example(tmp_path, BUGS[bug])
    kinds = sorted(EDITS)
    pairs = (
        [(kinds[(start + step) % len(kinds)], 31 * start + step) for step in (0, 5)]
        for start in range(len(kinds))
    )
    # a reference, perhaps to a page that is deleted next, and an edit elsewhere
    lost = (
        [(kind, number) for kind in ("change_text", "delete_page", "change_summary")]
        for number in range(10)
    )
    if any(example.differences(edits) for edits in (*lost, *pairs)):
        return
    pytest.fail(f"no sequence of edits found the bug: {bug}")
