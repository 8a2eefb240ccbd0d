"""Incremental builds after random edits leave the bytes of a clean build."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from conftest import CONF, Handbook
from random_edits import EDITS, differences

pytestmark = pytest.mark.build

# Sequences for each kind of edit, so that every kind occurs in every run; the nightly
# session asks for more.
SEQUENCES = int(os.environ.get("COMPASS_SEQUENCES", "2"))

steps = st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 9999))


def book_in(folder: Path, conf: str = "") -> Handbook:
    """Return an empty handbook in a folder."""
    book = Handbook(folder / "source")
    book.folder.mkdir()
    book.write({"conf.py": CONF + conf})
    return book


@pytest.mark.parametrize("kind", sorted(EDITS))
@settings(
    max_examples=SEQUENCES,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(number=st.integers(0, 9999), others=st.lists(steps, min_size=1, max_size=3))
def test_incremental_build_is_clean_build(
    kind: str, number: int, others: list[tuple[str, int]]
) -> None:
    """Whatever is edited, in whatever order, both builds leave the same files."""
    edits = [others[0], (kind, number), *others[1:]]
    with tempfile.TemporaryDirectory() as folder:
        found = differences(book_in(Path(folder)), edits)
    note(f"edits: {edits}")
    assert found == []


BUGS = {
    "what a page shows from elsewhere is not compared": """
import sphinx_compass.domain.incremental
sphinx_compass.domain.incremental._shown_from_elsewhere = lambda *arguments: ()
""",
    "output of removed pages stays": """
import sphinx_compass.domain.incremental
sphinx_compass.domain.incremental._remove_stale_output = lambda *arguments: None
""",
    "the search index is left as stock Sphinx loads it": """
import sphinx_compass.domain.search_index
sphinx_compass.domain.search_index.complete_search_index = lambda app: None
""",
}


@pytest.mark.parametrize("bug", BUGS)
def test_planted_bug_is_found(bug: str, tmp_path: Path) -> None:
    """Each staleness bug that is planted shows within a few sequences of edits."""
    kinds = sorted(EDITS)
    for start in range(len(kinds)):
        folder = tmp_path / str(start)
        folder.mkdir()
        edits = [(kinds[(start + step) % len(kinds)], 31 * start + step) for step in (0, 5)]
        if differences(book_in(folder, BUGS[bug]), edits):
            return
    pytest.fail(f"no sequence of edits found the bug: {bug}")
