"""How outputs are found and written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.outputs.writer import discovered

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
