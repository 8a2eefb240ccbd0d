"""The files of the search in a built site, without our domain."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT
from sites import sphinx
from sphinx_compass.finding.scripts import style, used_tokens

if TYPE_CHECKING:
    from pathlib import Path

CONF = f"""
import sys

sys.path.insert(0, {str(ROOT / "_ext")!r})
extensions = ["sphinx_compass.finding"]
"""


@pytest.mark.build
def test_files_follow_the_pages(tmp_path: Path) -> None:
    """A page that is gone leaves nothing; a build from scratch gives the same files."""
    source, folder = tmp_path / "source", tmp_path / "site" / "_static" / "finding"
    source.mkdir()
    (source / "conf.py").write_text(CONF, encoding="utf-8")
    front = "Front\n=====\n\n.. toctree::\n\n   tea\n"
    tea = "Tea\n===\n\nHot.\n\nMilk\n----\n\nCold.\n"
    for name, text in {"index": front, "tea": tea, "salt": ":orphan:\n\nSalt\n====\n"}.items():
        (source / f"{name}.rst").write_text(text, encoding="utf-8")
    sphinx("dirhtml", source, tmp_path / "site")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    texts = folder / "text" / "tea" / "index.json"
    assert json.loads(before[texts]) == {"": "Hot.", "milk": "Cold."}
    assert json.loads(before[folder / "text" / "salt" / "index.json"]) == {}
    site = json.loads(before[folder / "site.json"])
    assert site == {"root": "", "sections": [["Tea", "tea/"]], "parents": {}}
    sphinx("dirhtml", source, tmp_path / "site")
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert after == before
    (source / "tea.rst").unlink()
    (source / "index.rst").write_text("Front\n=====\n", encoding="utf-8")
    sphinx("dirhtml", source, tmp_path / "site")
    assert not texts.exists()
    assert (tmp_path / "site" / "searchindex.js").is_file()  # for programs elsewhere


def test_styles_bring_the_tokens_that_they_use() -> None:
    """The tokens of a site override them, because they are in a layer."""
    tokens = ":root {\n  --a: 1px;\n  --b: var(--c);\n  --c: 2px;\n}\n\n.x {\n  --d: 3px;\n}\n"
    kept = used_tokens(tokens, "p { margin: var(--b) }")
    assert kept.split() == [":root", "{", "--b:", "var(--c);", "--c:", "2px;", "}"]
    assert style().startswith("@layer compass-tokens {")
    assert "--compass-mark:" in style()
