"""After random edits, a process that keeps a handbook built wrote what a clean build writes."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

import random_edits
from conftest import CONF, ROOT, Handbook, tree
from sites import run

pytestmark = pytest.mark.build

EDITS = int(os.environ.get("COMPASS_WARM_EDITS", "50"))  # the nightly session asks for 500
FASTER = """
extensions += ["sphinx_compass.reading", "sphinx_compass.pace"]
pace_everything = True
"""


@pytest.mark.parametrize("conf", ["", FASTER], ids=["plain", "faster"])
def test_warm_build_is_clean_build(tmp_path: Path, conf: str) -> None:
    """Every file and finding is the same, and memory has hardly grown."""
    book = Handbook(tmp_path / "source")
    book.folder.mkdir()
    book.write({"conf.py": CONF + random_edits.CONF + conf})
    script = Path(__file__).with_name("warm_edits.py")
    paths = os.pathsep.join(map(str, (ROOT / "tests", ROOT / "_ext")))
    seed = len(conf)
    done = run(sys.executable, script, tmp_path, EDITS, seed, cwd=tmp_path, PYTHONPATH=paths)
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    warm = tree(tmp_path / "out" / "dirhtml")
    book.warnings = result["warnings"]
    found = {finding for finding in book.findings if finding.subtype.startswith("compass.")}
    book.run("-E", out="clean")
    clean = tree(book.outdir)
    differing = [n for n in warm.keys() | clean.keys() if warm.get(n) != clean.get(n)]
    assert sorted(differing) == []
    expected = {finding for finding in book.findings if finding.subtype.startswith("compass.")}
    assert found == expected
    assert result["after"] <= 1.1 * result["before"]
