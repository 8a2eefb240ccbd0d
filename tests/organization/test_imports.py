"""The folder is pure: none of its modules needs Sphinx or docutils."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import sphinx_compass.organization.text

FOLDER = Path(sphinx_compass.organization.text.__file__).parent
PACKAGE = FOLDER.parent
MODULES = sorted(
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts) for path in FOLDER.rglob("*.py")
)

# Loads a module of the package without the package's __init__, whose setup() needs Sphinx.
_LOAD = """
import importlib, sys, types
folder, name = sys.argv[1:]
package = sys.modules["sphinx_compass"] = types.ModuleType("sphinx_compass")
package.__path__ = [folder]
importlib.import_module(f"sphinx_compass.{name}")
print(*sorted({name.partition(".")[0] for name in sys.modules} & {"docutils", "sphinx"}))
"""


@pytest.mark.parametrize("name", MODULES)
def test_no_sphinx(name: str) -> None:
    """A module, and everything that it imports, works without Sphinx and docutils."""
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", _LOAD, str(PACKAGE), name],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == []
