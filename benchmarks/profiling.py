"""Prints which parts of a build take how much of its processor time: ``nox -s bench-profile``.

It looks at the call stack every four milliseconds of processor time, which makes the build hardly
slower. A function has a share of the time while it, or anything that it calls, runs.
"""

from __future__ import annotations

import argparse
import re
import resource
import shutil
import signal
import sys
from collections import Counter
from typing import TYPE_CHECKING

from sphinx.cmd.build import main as build

from benchmarks import building, corpus

if TYPE_CHECKING:
    from types import FrameType

INTERVAL = 0.004  # seconds
SMALLEST = 1.0  # percent
_BEFORE = re.compile(r".*/(?:site-packages|_ext|python3\.\d+)/")


def sampled(*arguments: str) -> tuple[Counter[str], int]:
    """Build; return in how many looks at the stack each function was, and how many there were."""
    found: Counter[str] = Counter()
    total = 0

    def look(_signal: int, frame: FrameType | None) -> None:
        nonlocal total
        total += 1
        names = set()
        while frame is not None:
            names.add(f"{frame.f_code.co_filename}:{frame.f_code.co_qualname}")
            frame = frame.f_back
        found.update(names)

    signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, INTERVAL, INTERVAL)
    status = build(arguments)
    signal.setitimer(signal.ITIMER_PROF, 0)
    if status:
        sys.exit(status)
    return found, total


def main() -> None:
    """Build a handbook from scratch, and print the functions by their share."""
    parser = argparse.ArgumentParser(prog="nox -s bench-profile --", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("size", nargs="?", type=int, default=250, help="pages")
    folder = building.FOLDER / "profile"
    shutil.rmtree(folder, ignore_errors=True)
    source, out = folder / "handbook", folder / "site"
    pages = corpus.write(source, parser.parse_args().size)
    found, total = sampled(*building.SPHINX, "-d", f"{folder}/doctrees", str(source), str(out))
    usage = resource.getrusage(resource.RUSAGE_SELF)
    seconds = usage.ru_utime + usage.ru_stime
    print(f"{pages} pages: {seconds:.1f} s of the processor, {usage.ru_maxrss / 1000:.0f} MB")
    for name, count in found.most_common():
        if (share := 100 * count / total) >= SMALLEST:
            print(f"{share:5.1f} %  {_BEFORE.sub('', name)}")


if __name__ == "__main__":
    main()
