"""Runs sessions of the noxfile with the packages of these tests, in any folder."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from nox.command import CommandFailed

from conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import ModuleType


@cache
def noxfile() -> ModuleType:
    """Return the module of the sessions, which nox registers once."""
    spec = importlib.util.spec_from_file_location("noxfile", ROOT / "noxfile.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass
class Session:
    """Runs the commands of a session in a folder, and keeps what they print."""

    folder: Path
    posargs: Sequence[str] = ()
    variables: Mapping[str, str] = field(default_factory=dict)
    output: list[str] = field(default_factory=list)

    def __call__(self, name: str) -> None:
        """Run the session with a name."""
        with contextlib.chdir(self.folder):
            getattr(noxfile(), name)(self)

    def install(self, *_packages: str, **_options: object) -> None:
        """Install nothing, as everything is there."""

    def log(self, *_texts: object) -> None:
        """Print nothing."""

    def error(self, text: str) -> None:
        """Fail."""
        pytest.fail(text)

    def run(self, *command: str, success_codes: Sequence[int] = (0,), **options: Any) -> str:
        """Run a command. Raises CommandFailed with what it prints if it fails."""
        programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        # In CI, only the job that builds the site shows findings in the pull request.
        here = {key: value for key, value in os.environ.items() if not key.startswith("GITHUB_")}
        ours = {"PATH": programs, "NO_COLOR": "1", **self.variables}
        done = subprocess.run(  # noqa: S603 - our own commands
            command,
            cwd=self.folder,
            env=here | (options.get("env") or {}) | ours,  # another folder has no tools in it
            check=False,
            capture_output=True,
            text=True,
        )
        self.output.append(done.stdout)
        if done.returncode not in success_codes:
            message = f"{command}\n{done.stdout}{done.stderr}"
            raise CommandFailed(message)
        return done.stdout
