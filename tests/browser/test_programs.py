"""Tests fail if a program is missing, and show the command that installs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser import programs

if TYPE_CHECKING:
    from pathlib import Path


def test_each_missing_program_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The programs are Chromium, Java, Node.js and its packages."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sysconfig.get_path", lambda _name: str(tmp_path))
    monkeypatch.setattr(programs, "PACKAGES", tmp_path)
    for find, line in (
        (programs.chromium, "sudo apt-get install chromium"),
        (programs.java, "sudo apt-get install default-jre-headless"),
        (programs.node, "pip install --require-hashes -r requirements.txt -r requirements-dev.txt"),
        (lambda: programs.package("axe-core/axe.min.js"), "npm ci --prefix tests/browser"),
    ):
        with pytest.raises(pytest.fail.Exception, match=f"is missing. Run: {line}$"):
            find()
