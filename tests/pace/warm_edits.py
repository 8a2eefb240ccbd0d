"""Edits a handbook at random while one process keeps it built; prints what came of it as JSON.

``python warm_edits.py FOLDER EDITS SEED`` edits the handbook in FOLDER/source. The tests run it
in a process of its own, because Sphinx and themes change what is global.
"""

from __future__ import annotations

import gc
import io
import json
import random
import re
import sys
from pathlib import Path

from sphinx.application import Sphinx

from random_edits import EDITS, Company, company
from sphinx_compass.pace.warm import WarmBuild

_COLOR = re.compile(r"\x1b\[[0-9;]*m")


def write(folder: Path, firm: Company) -> set[Path]:
    """Write the files of a company; return those that changed, also those that are gone."""
    files = {folder / name: text.encode() for name, text in firm.files().items()}
    there = {path for path in folder.rglob("*") if path.is_file() and path.name != "conf.py"}
    gone = there - files.keys()
    for path in gone:
        path.unlink()
    changed = {path for path in files if path not in there or path.read_bytes() != files[path]}
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[path])
    return gone | changed


def memory() -> int:
    """Return the resident memory of this process in bytes, without garbage."""
    gc.collect()
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * 4096


def finish(build: WarmBuild, source: Path) -> None:
    """Do all that is to do, and save."""
    build.note({source / "names.json"})
    for _step in build.steps():
        pass
    build.save()


def main(folder: Path, edits: int, seed: int) -> None:
    """Edit, and build as the live preview does: an edit can come before the last build ends."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    warnings = io.StringIO()
    source, out = folder / "source", folder / "out"
    firm = company()
    write(source, firm)
    app = Sphinx(
        *(source, source, out / "dirhtml", out / "doctrees", "dirhtml"),
        status=None,
        warning=warnings,
    )
    build = WarmBuild(app)
    build.update()
    before = 0
    for number in range(edits):
        if number == edits // 2:  # everything has happened once
            finish(build, source)
            before = memory()
        EDITS[dice.choice(sorted(EDITS))](firm, dice)
        build.note(write(source, firm))
        steps = build.steps()
        limit = dice.choice([0, 1, 3, 10, dice.randrange(60), 1000])
        for _step, _number in zip(steps, range(limit), strict=False):
            build.first = dice.sample(sorted(app.env.found_docs), 1)
    warnings.seek(0)
    warnings.truncate()
    finish(build, source)
    result = {"warnings": _COLOR.sub("", warnings.getvalue()), "before": before, "after": memory()}
    print(json.dumps(result))  # noqa: T201 - for the test


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
