"""The extension loads without the rest of the package."""

from __future__ import annotations

import os
import subprocess
import sys

from conftest import ROOT

_LOAD = """
import sys
import sphinx_compass.reading
print(*sorted({".".join(name.split(".")[:2]) for name in sys.modules if "compass." in name}))
"""


def test_no_other_room_is_loaded() -> None:
    """Python loads only the package itself and the modules of the extension."""
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", _LOAD],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "_ext")},
    )
    assert done.stdout.split() == ["sphinx_compass.reading"]
