"""The folder needs neither Sphinx nor docutils, and its records are immutable."""

from __future__ import annotations

import dataclasses
import importlib
import os
import subprocess
import sys
from functools import cached_property
from pathlib import Path

import pytest

import sphinx_compass.organization.text

FOLDER = Path(sphinx_compass.organization.text.__file__).parent
PACKAGE = FOLDER.parent
MODULES = sorted(
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts) for path in FOLDER.rglob("*.py")
)

_LOAD = """
import importlib, sys
importlib.import_module(sys.argv[1])
print(*sorted({name.partition(".")[0] for name in sys.modules} & {"docutils", "sphinx"}))
"""


@pytest.mark.parametrize("name", MODULES)
def test_no_sphinx(name: str) -> None:
    """Each module and its imports work without Sphinx and docutils."""
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", _LOAD, f"sphinx_compass.{name}"],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
    )
    assert done.stdout.split() == []


def record_types() -> list[type]:
    """Return all dataclasses of the folder."""
    found = {
        value
        for name in MODULES
        for value in vars(importlib.import_module(f"sphinx_compass.{name}")).values()
        if isinstance(value, type) and dataclasses.is_dataclass(value)
    }
    return sorted(found, key=lambda record: record.__name__)


@pytest.mark.parametrize("record", record_types())
def test_records_are_frozen(record: type) -> None:
    """Records are frozen, and have no attributes except fields and caches."""
    assert record.__dataclass_params__.frozen  # type: ignore[attr-defined] # a dataclass has it
    caches = any(isinstance(value, cached_property) for value in vars(record).values())
    assert ("__slots__" in vars(record)) is not caches
