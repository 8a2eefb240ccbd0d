"""Edits a handbook at random while processes that build it end at any time.

``python interrupted_edits.py FOLDER PROCESSES SEED`` edits the handbook in FOLDER/source.
"""

from __future__ import annotations

import copy
import multiprocessing
import random
import sys
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from warm_edits import write

from random_edits import EDITS, company
from sphinx_compass.pace.warm import WarmBuild

if TYPE_CHECKING:
    from collections.abc import Sequence

    from random_edits import Company

LIMITS = (1, 2, 3, 5, 10, 20, 40, 1000)  # steps of a build after which it ends
EVENTS = ("env-before-read-docs", "doctree-read", "doctree-resolved", "html-page-context")


def application(folder: Path) -> Sphinx:
    """Return what builds the handbook."""
    source, out = folder / "source", folder / "out"
    folders = (source, source, out / "dirhtml", out / "doctrees")
    return Sphinx(*folders, "dirhtml", status=None, warning=None)


def build_once(folder: Path, versions: Sequence[Company], dice: random.Random) -> None:
    """Build the last version as ``sphinx-build`` does, until it fails or somebody stops it."""
    write(folder / "source", versions[-1])
    app = application(folder)
    left, error = dice.choice(LIMITS), dice.choice([KeyboardInterrupt, RuntimeError])

    def count(*_arguments: object) -> None:
        nonlocal left
        left -= 1
        if not left:
            raise error

    for event in EVENTS:
        app.connect(event, count)
    with suppress(error, SphinxError):
        app.build()


def keep_built(folder: Path, versions: Sequence[Company], dice: random.Random) -> None:
    """Build what there is, then one version after the other, some of them only in part."""
    app = application(folder)
    warm = WarmBuild(app)
    warm.update()
    for version in versions:
        warm.note(write(folder / "source", version))
        warm.first = dice.sample(sorted(app.env.found_docs), 2)
        for _step in islice(warm.steps(), dice.choice(LIMITS)):
            warm.first = dice.sample(sorted(app.env.found_docs), 2)
    if dice.choice([True, False]) and warm.is_finished:
        warm.save()


def main(folder: Path, processes: int, seed: int) -> None:
    """Start one process after another. After each, everything may be undone."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    firm = company()
    fork = multiprocessing.get_context("fork")  # as Sphinx and themes change what is global
    for number in range(processes):
        write(folder / "source", firm)
        versions = [firm]
        for _edit in range(dice.randrange(1, 4)):
            versions.append(copy.deepcopy(versions[-1]))
            EDITS[dice.choice(sorted(EDITS))](versions[-1], dice)
        build = keep_built if number == 0 else dice.choice([build_once, keep_built])
        arguments = (folder, versions[1:], random.Random(number))  # noqa: S311 - no secret
        process = fork.Process(target=build, args=arguments)
        process.start()
        process.join()
        if process.exitcode:
            sys.exit(process.exitcode)
        firm = dice.choice(versions)
    write(folder / "source", firm)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
