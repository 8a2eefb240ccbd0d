"""Finds the programs that check pages.

A test fails if one is missing, and shows the command that installs it.
"""

from __future__ import annotations

import shutil
import sysconfig
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
PACKAGES = FOLDER / "node_modules"

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
SHELL = "chromium-headless-shell"  # Debian's name, and that of its package


def _installed(names: tuple[str, ...], package: str) -> str:
    found = next((path for name in names if (path := shutil.which(name))), None)
    if not found:
        pytest.fail(f"{names[0]} is missing. Run: sudo apt-get install {package}", pytrace=False)
    return found


def chromium() -> str:
    """Return the path of Chromium, or fail."""
    return _installed(CHROMIUM, "chromium")


def shell() -> str:
    """Return the path of Chromium without its windows, or of Chromium, or fail.

    Both draw and run pages with the same code. To open a tab, the first takes a quarter of the
    processor time, because it does not also draw the tabs and buttons of a browser.
    """
    return shutil.which(SHELL) or chromium()


def java() -> str:
    """Return the path of Java, or fail."""
    return _installed(("java",), "default-jre-headless")


def node() -> str:
    """Return the path of the Node.js that comes with the tools, or fail."""
    path = Path(sysconfig.get_path("scripts"), "node")
    if not path.exists():
        line = "pip install --require-hashes -r requirements.txt -r requirements-dev.txt"
        pytest.fail(f"Node.js is missing. Run: {line}", pytrace=False)
    return str(path)


def package(name: str) -> Path:
    """Return a file from the packages in package.json, or fail."""
    path = PACKAGES / name
    if not path.is_file():
        line = "npm ci --prefix tests/browser"
        pytest.fail(f"node_modules/{name} is missing. Run: {line}", pytrace=False)
    return path
