"""The search answers questions in readers' words, which were written before the search."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT
from tools.tune_search import Figures, answers, figures, read

if TYPE_CHECKING:
    from finding.conftest import Searched

pytestmark = [pytest.mark.build, pytest.mark.xdist_group("searched")]  # one worker builds it once

FILES = sorted((Path(__file__).parent / "questions").glob("*.yaml"))
# Percent of questions. Weights and words were tuned with tuning.yaml, and never with heldout.yaml.
# BENCHMARKS.md has the measured figures. These are lower, to leave room for edits of pages.
LEAST = {"tuning": Figures(85, 95, 85), "heldout": Figures(80, 90, 80)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_questions_lead_to_the_right_page(searched: Searched, path: Path) -> None:
    """Enough questions have a right page first and in the top three, even with typos."""
    questions = read(path)
    least = LEAST[path.stem]
    found = figures(questions, answers(searched.whole, questions))
    assert found.first >= least.first, found
    assert found.three >= least.three, found
    assert found.misspelled >= least.misspelled, found


def test_held_out_questions_are_those_that_were_written_first() -> None:
    """The changelog has the hash of the questions that nothing was tuned with."""
    path = Path(__file__).parent / "questions" / "heldout.yaml"
    written = sha256(path.read_bytes()).hexdigest()
    assert f"`{written}`" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_accepted_pages_exist(path: Path) -> None:
    """Each question has an answer that readers can find."""
    for question in read(path):
        assert question["accept"]
        for page in question["accept"]:
            files = (ROOT / f"{page}.md", ROOT / page / "index.md")
            assert any(file.is_file() for file in files), (question["q"], page)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_split_index_answers_alike(searched: Searched, path: Path) -> None:
    """Each question leads to the same first page, even if nothing was asked before."""
    questions = read(path)
    whole, split = (
        answers(site, questions, fresh=True) for site in (searched.whole, searched.split)
    )
    pairs = zip(questions, whole, split, strict=True)
    assert not [asked["q"] for asked, one, other in pairs if one[:1] != other[:1]]
