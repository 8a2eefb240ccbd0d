"""Creates Python environments with the extension's wheel, and builds handbooks in them."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from dataclasses import dataclass
from pathlib import Path

from conftest import ROOT

STRICT = ("-n", "-W", "--keep-going")


def pip(*arguments: object) -> None:
    """Run pip without a package index, because all packages are already installed."""
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    done = subprocess.run(  # noqa: S603 - our own command
        [str(part) for part in command],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PIP_NO_INDEX": "1"},
    )
    assert done.returncode == 0, done.stderr


def build_wheel(folder: Path) -> Path:
    """Build the extension's wheel into a folder, as ``pip install ./_ext`` would."""
    pip("wheel", "--no-build-isolation", "--no-deps", "--wheel-dir", folder, ROOT / "_ext")
    (wheel,) = folder.iterdir()
    return wheel


@dataclass(frozen=True)
class Environment:
    """A Python environment with the wheel; other packages come from the tests' environment."""

    folder: Path

    @classmethod
    def make(cls, folder: Path, wheel: Path) -> Environment:
        """Create an environment and install the wheel into it."""
        venv.create(folder, symlinks=os.name != "nt")
        made = cls(folder)
        packages = sysconfig.get_path("purelib")
        (made.packages / "tests.pth").write_text(f"import site; site.addsitedir({packages!r})\n")
        pip("--python", made.python, "install", "--no-deps", wheel)
        return made

    @property
    def python(self) -> Path:
        """The environment's Python."""
        return self._path("scripts") / "python"

    @property
    def packages(self) -> Path:
        """The folder that packages are installed into."""
        return self._path("purelib")

    def _path(self, name: str) -> Path:
        base = str(self.folder)
        return Path(sysconfig.get_path(name, "venv", vars={"base": base, "platbase": base}))

    def run(self, *arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run Python in the environment, without the checkout on its path."""
        inherited = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        return subprocess.run(  # noqa: S603 - our own command
            [str(self.python), *map(str, arguments)],
            check=False,
            capture_output=True,
            text=True,
            cwd=self.folder,
            env={**inherited, "NO_COLOR": "1", **variables},
        )

    def sphinx(
        self, builder: str, source: Path, out: Path, *options: object, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """Build a handbook; the doctrees are beside the output folder."""
        doctrees = out.with_name(f"{out.name}-doctrees")
        command = ("-m", "sphinx", "-q", "-b", builder, "-d", doctrees, *options, source, out)
        return self.run(*command, **variables)

    def build(self, builder: str, source: Path, out: Path, *options: object) -> None:
        """Build a handbook strictly, and fail on any warning."""
        done = self.sphinx(builder, source, out, *STRICT, *options)
        assert not done.stderr, done.stderr
        assert done.returncode == 0
