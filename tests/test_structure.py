"""The extension is easy to find one's way in: small modules, and one meaning for each name."""

from __future__ import annotations

import ast
import re
from collections import Counter

import pytest

from conftest import ROOT

EXT = ROOT / "_ext"
PACKAGE = EXT / "sphinx_compass"
MODULES = {
    path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(PACKAGE.rglob("*.py"))
}
LONGEST_MODULE = 250
LONGEST_FUNCTION = 40


@pytest.mark.parametrize("name", MODULES)
def test_nothing_is_long(name: str) -> None:
    """A module, and each function in it, can be read in one go."""
    text = MODULES[name]
    assert text.count("\n") <= LONGEST_MODULE
    long = {
        node.name: lines
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


def test_each_class_has_a_name_of_its_own() -> None:
    """No two classes have the same name, in whatever folder."""
    names = Counter(
        node.name
        for text in MODULES.values()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_readme_explains_every_folder() -> None:
    """The table of the structure has a row for each folder, and for each module beside them."""
    readme = (EXT / "README.md").read_text(encoding="utf-8")
    chapter = readme.partition("## For developers")[2].partition("\n## ")[0]
    told = {
        name
        for cell in re.findall(r"^\|([^|]+)\|", chapter, re.MULTILINE)
        for name in re.findall(r"`([\w./]+)`", cell)
    }
    found = {
        f"{path.name}/" if path.is_dir() else path.name
        for path in PACKAGE.iterdir()
        if path.name not in {"__init__.py", "__pycache__", "py.typed"}
    }
    assert told == found
