"""Fixtures: the wheel, and an environment with the wheel installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handbooks.installing import Environment, build_wheel

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the extension's wheel."""
    return build_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Environment:
    """Return an environment with the extension installed, as other organizations have it."""
    return Environment.make(tmp_path_factory.mktemp("installed") / "venv", wheel)
