"""How outputs are found and written."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sphinx_compass.outputs.writer import discovered, remove_others, write

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

MODULE = """
from sphinx_compass.outputs.base import Output

class Base(Output):
    def is_wanted(self, config):
        return False

class Names(Base):
    file = "names.txt"

    def files(self, site):
        return {"names.txt": ""}
"""


def test_every_output_is_found() -> None:
    """Each output has a file or folder that no other one has."""
    found = list(discovered("sphinx_compass.outputs"))
    assert [output.file for output in found] == [
        "changes.xml",
        "compass.json",
        "llms.txt",
        "myst.xref.json",
        "compass.schema.json",
        "sitemap.xml",
    ]
    assert [output.folder for output in found if output.folder] == ["_xref"]


def test_an_output_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module is enough; imported and abstract classes in it are not outputs."""
    package = tmp_path / "some_outputs"
    package.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "names.py").write_text(MODULE, encoding="utf-8")
    (package / "again.py").write_text("from some_outputs.names import Names\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    found = list(discovered("some_outputs"))
    assert [(type(output).__name__, output.file) for output in found] == [("Names", "names.txt")]


def test_only_files_that_changed_are_written(tmp_path: Path) -> None:
    """A file with the same content keeps its time; all else is removed from the folder."""
    folder, victim = tmp_path / "folder", tmp_path / "victim"
    same, other = folder / "same.json", folder / "a/other.json"
    write(same, b"1")
    write(other, b"2")
    os.utime(same, ns=(1, 1))
    victim.mkdir()
    (victim / "file").touch()
    (folder / "stale/deep").mkdir(parents=True)
    (folder / "stale/deep/file").touch()
    (folder / "link").symlink_to(victim)
    (folder / "new.json").mkdir()
    kept = {same, other, folder / "new.json"}
    remove_others(folder, kept)
    for path in kept:
        write(path, b"1")
    assert {path for path in folder.rglob("*") if path.is_file()} == kept
    assert not (folder / "stale").exists()
    assert (same.stat().st_mtime_ns, other.read_bytes()) == (1, b"1")
    assert (victim / "file").exists()
    remove_others(folder, ())
    assert not folder.exists()
