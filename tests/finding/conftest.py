"""Fixtures: the real handbook with its search in one file, and split."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from conftest import ROOT
from sites import run

if TYPE_CHECKING:
    from pathlib import Path


class Searched(NamedTuple):
    """Folders of sites."""

    whole: Path  # as readers get it
    split: Path  # with an index in parts


@pytest.fixture(scope="session")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Searched:
    """Build the real handbook twice."""
    folder = tmp_path_factory.mktemp("searched")
    sites = Searched(folder / "whole", folder / "split")
    for site, options in ((sites.whole, ()), (sites.split, ("-D", "finding_most_in_one_file=0"))):
        command = (sys.executable, "-m", "sphinx", "-q", "-b", "dirhtml", "-d", folder / "doctrees")
        done = run(*command, *options, ROOT, site, cwd=ROOT)
        assert (done.returncode, done.stderr) == (0, "")
    return sites
