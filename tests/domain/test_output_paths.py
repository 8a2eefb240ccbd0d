"""Output files are inside the output folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_compass.domain.build_state import BuildState
from sphinx_compass.domain.output_paths import inside, remove_output

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../x", "a/../../x", "/x", "a/..", "link/x", "a\0b", "link/../x"]
)
def test_names_that_lead_out(tmp_path: Path, name: str) -> None:
    """Neither parents, absolute paths nor symbolic links lead out of the folder."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "link").symlink_to(tmp_path)
    assert inside(out, name) is None


@pytest.mark.parametrize("name", ["x", "a/x", "a/../x", "..x", "link", "inner/x"])
def test_names_in_the_folder(tmp_path: Path, name: str) -> None:
    """Other paths are in it, and so is a link itself."""
    out = tmp_path / "out"
    (out / "a").mkdir(parents=True)
    (out / "link").symlink_to(tmp_path)
    (out / "inner").symlink_to(out / "a")
    assert inside(out, name) == out / name
    assert inside(out, out / name) == out / name


def test_stale_output_is_removed_in_the_folder_only(tmp_path: Path) -> None:
    """A state that somebody has changed removes nothing else."""
    out = tmp_path / "out"
    out.mkdir()
    victim, stale, kept = tmp_path / "victim.html", out / "a/stale.html", out / "kept.html"
    stale.parent.mkdir()
    for path in (victim, stale, kept):
        path.touch()
    remove_output(out, {"../victim.html", str(victim), "a/stale.html", "a", "..", ""})
    assert sorted(tmp_path.rglob("*.html")) == [kept, victim]
    assert not stale.parent.exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4",
        "[]",
        "[4]",
        "[" * 100_000,
        '[4, "", {}, {}, {}, [1], []]',
        '[4, "", {}, {}, {"a": 1}, [], []]',
        '[4, "", {}, {}, [], [], []]',
        '[4, "", {}, {}, {}, null, []]',
    ],
)
def test_a_state_that_somebody_has_changed(text: str) -> None:
    """It is no state."""
    with pytest.raises(ValueError, match=r"state of a build|Expecting|not enough values"):
        BuildState.parse(text)
