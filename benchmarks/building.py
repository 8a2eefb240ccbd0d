"""Compares the speed of builds with other programs: ``nox -s bench``.

All programs build the same pages, made out of the handbook's own ones (see ``corpus.py``), in
one run, one after another, in processes of their own. Times are of the processor, so other work on
the machine makes all of them longer. Only this handbook checks references, names and markup; the
others show directives and roles as plain text, and do not fail on a wrong link.

What a run has written is deleted at its end only. On the file system ext4, a new file takes many
times as long for some minutes after many others have been deleted nearby.

- ``handbook``: a strict build from scratch; ``again`` is the build after it, in which nothing
  changed. ``two cores`` is a build from scratch in two processes. ``cache`` is a build as in CI: an
  edit of one page, the time of every file as after a checkout, and what the last build has left.
- ``zensical``, ``material`` (for MkDocs): with their defaults.
- ``vitepress``, ``hugo``: if they are installed; Hugo gets the two templates that it needs.
"""

from __future__ import annotations

import argparse
import compileall
import json
import math
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_Key = tuple[str, int]  # name and size

FOLDER = corpus.ROOT / "_build/building"
SIZES = (250, 1000)
LARGE = 4000
STRICT = ("-n", "-W", "--keep-going", "-b", "dirhtml")
SPHINX = ("-q", *STRICT)
VITEPRESS = Path(__file__).parent / "node_modules/.bin/vitepress"
# Most times the processor time of Material for MkDocs, and most seconds.
TIMES_MATERIAL = {250: 2.5, 1000: 1.4}
MOST_SECONDS = {("again", 1000): 1.5, ("cache", 250): 3.0, ("handbook", LARGE): 200.0}
MOST_MEMORY = {("handbook", LARGE): 1500}  # MB
TWO_CORES = 0.6  # of the wall time on one core
LARGEST_EXPONENT = 1.05
ENVIRONMENT = {
    "NO_COLOR": "1",
    "NO_MKDOCS_2_WARNING": "1",
    "PYTHONPATH": os.pathsep.join((str(corpus.ROOT / "_ext"), str(corpus.ROOT))),
}


class BuildError(Exception):
    """A program could not build; the message is its output."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one build took and wrote."""

    name: str
    pages: int
    seconds: float  # of the processor, of all processes
    wall: float
    memory: int  # bytes, of the largest process
    output: int  # bytes

    def row(self) -> str:
        """Return the line of the table."""
        return (
            f"{self.name:12}{self.pages:7}{self.seconds:10.2f}{self.wall:9.2f}"
            f"{self.memory / 1e6:9.0f}{self.output / 1e6:9.1f}"
        )


def measure(name: str, pages: int, out: Path, *command: object) -> Measurement:
    """Run a program; raise BuildError with its output if it fails."""
    log = FOLDER / "log.txt"
    began = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [str(part) for part in command],
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=out.parent,
            env={**os.environ, **ENVIRONMENT},
        )
        _pid, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise BuildError(log.read_text(encoding="utf-8", errors="replace")[-2000:])
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    seconds = usage.ru_utime + usage.ru_stime
    return Measurement(name, pages, seconds, wall, usage.ru_maxrss * 1024, size)


def handbook(folder: Path, size: int) -> list[Measurement]:
    """Measure builds of the handbook: from scratch, again, on two cores, and from a cache."""
    source, out = folder / "handbook", folder / "site"
    pages = corpus.write(source, size)
    _set_times(source, time.time() - 3600)
    compileall.compile_dir(source / "_ext", quiet=2)  # as the other programs are
    sphinx = (sys.executable, "-m", "sphinx", *SPHINX)
    command = (*sphinx, "-d", folder / "doctrees", source, out)
    found = [measure("handbook", pages, out, *command), measure("again", pages, out, *command)]
    if size >= LARGE:  # the others would take many minutes
        return found
    other = folder / "site-2"
    jobs = ("-j", "2", "-d", folder / "doctrees-2", source, other)
    found.append(measure("two cores", pages, other, *sphinx, *jobs))
    return [*found, _from_cache(folder, pages)]


def _from_cache(folder: Path, pages: int) -> Measurement:
    """Measure the build that CI does after an edit, with the cache of an earlier one."""
    source, out = folder / "handbook", folder / "site-of-cache"
    module = (sys.executable, "-m", "tools.cached_build", *STRICT)
    command = (*module, "-d", folder / "doctrees-of-cache", source, out)
    measure("cache", pages, out, *command)  # leaves the cache
    page = source / "about/mission.md"
    text = page.read_text(encoding="utf-8").replace("\n## ", "\nOne more sentence.\n\n## ", 1)
    page.write_text(text, encoding="utf-8")
    _set_times(source, time.time())
    return measure("cache", pages, out, *command)


def _set_times(folder: Path, seconds: float) -> None:
    for path in folder.rglob("*"):
        os.utime(path, (seconds, seconds))


def _markdown(folder: Path, size: int, change: Callable[[str], str] = str) -> int:
    """Write the pages for a program that knows Markdown only; return how many they are."""
    pages = corpus.handbook()
    made = corpus.pages_of(pages, corpus.copies_for(size, len(pages)))
    for path, text in made.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(change(text), encoding="utf-8")
    return len(made)


def mkdocs(folder: Path, size: int, name: str, command: Sequence[object]) -> Measurement:
    """Measure a program that reads the settings of MkDocs."""
    root = folder / name
    pages = _markdown(root / "docs", size)
    settings = {"site_name": "Handbook", "theme": {"name": "material"}}
    (root / "mkdocs.yml").write_text(json.dumps(settings), encoding="utf-8")  # JSON is YAML
    return measure(name, pages, root / "site", *command, "build", "-f", root / "mkdocs.yml")


def vitepress(folder: Path, size: int) -> Measurement:
    """Measure VitePress, which would take braces and angle brackets for templates."""
    root = folder / "vitepress"
    pages = _markdown(root, size, lambda text: text.replace("<", "&lt;").replace("{{", "{ {"))
    (root / ".vitepress").mkdir()
    (root / "node_modules").symlink_to(VITEPRESS.parents[1])
    settings = "export default { ignoreDeadLinks: true }\n"
    (root / ".vitepress/config.mjs").write_text(settings, encoding="utf-8")
    return measure("vitepress", pages, root / ".vitepress/dist", VITEPRESS, "build", root)


def hugo(folder: Path, size: int) -> Measurement:
    """Measure Hugo with templates that show a list of pages and a page."""
    root = folder / "hugo"
    pages = _markdown(root / "content", size)
    (root / "layouts/_default").mkdir(parents=True)
    for template, text in {
        "single": "<title>{{ .Title }}</title>{{ .Content }}",
        "list": "{{ .Content }}{{ range .Pages }}<a href={{ .RelPermalink }}>{{ .Title }}</a>"
        "{{ end }}",
    }.items():
        (root / f"layouts/_default/{template}.html").write_text(text, encoding="utf-8")
    (root / "hugo.toml").write_text('baseURL = "https://x.test/"\n', encoding="utf-8")
    return measure("hugo", pages, root / "public", "hugo", "--source", root)


def peers(folder: Path, size: int) -> list[Measurement]:
    """Measure the other programs that are installed; print which are not."""
    zensical = Path(sys.executable).with_name("zensical")
    found: dict[str, tuple[bool, Callable[[], Measurement]]] = {
        "zensical": (zensical.exists(), lambda: mkdocs(folder, size, "zensical", [zensical])),
        "material": (
            True,
            lambda: mkdocs(folder, size, "material", [sys.executable, "-m", "mkdocs"]),
        ),
        "vitepress": (VITEPRESS.exists(), lambda: vitepress(folder, size)),
        "hugo": (shutil.which("hugo") is not None, lambda: hugo(folder, size)),
    }
    measured = []
    for name, (is_installed, run) in found.items():
        try:
            if is_installed:
                measured.append(run())
                print(measured[-1].row(), flush=True)
                continue
            print(f"{name:12} is not installed")
        except BuildError as error:
            print(f"{name:12} failed: {error}")
    return measured


def targets(found: Sequence[Measurement], sizes: Sequence[int]) -> list[str]:
    """Return a line for each target, with what was measured."""
    by_name = {(entry.name, size): entry for entry in found for size in sizes if _is(entry, size)}
    return [*_ratios(by_name, sizes), *_limits(by_name), *_growth(by_name, sizes)]


def _ratios(by_name: Mapping[_Key, Measurement], sizes: Sequence[int]) -> Iterator[str]:
    """Yield how builds from scratch compare with Material, and with those on two cores."""
    for size in sizes:
        ours, theirs = by_name.get(("handbook", size)), by_name.get(("material", size))
        if ours and theirs and (most := TIMES_MATERIAL.get(size)):
            ratio = ours.seconds / theirs.seconds
            yield f"{size} pages: {ratio:.2f} times Material's time; target {most}"
        both = by_name.get(("two cores", size))
        if ours and both:
            ratio = both.wall / ours.wall
            yield f"{size} pages, two cores: {ratio:.2f} of the time of one; target {TWO_CORES}"


def _limits(by_name: Mapping[_Key, Measurement]) -> Iterator[str]:
    """Yield the seconds and the memory of builds for which there is a limit."""
    for (name, size), seconds in MOST_SECONDS.items():
        if entry := by_name.get((name, size)):
            yield f"{size} pages, {name}: {entry.seconds:.2f} s; target {seconds}"
    for (name, size), most in MOST_MEMORY.items():
        if entry := by_name.get((name, size)):
            yield f"{size} pages, {name}: {entry.memory / 1e6:.0f} MB; target {most}"


def _growth(by_name: Mapping[_Key, Measurement], sizes: Sequence[int]) -> Iterator[str]:
    """Yield how values grow from one size to the next."""
    for small, large in pairwise(sizes):
        one, other = by_name.get(("handbook", small)), by_name.get(("handbook", large))
        if one and other:
            growth = ", ".join(
                f"{value} {exponent(one, other, value):.2f}"
                for value in ("seconds", "memory", "output")
            )
            yield f"{small} to {large} pages: {growth}; target {LARGEST_EXPONENT}"


def _is(entry: Measurement, size: int) -> bool:
    """Tell whether a measurement is of the number of pages that comes nearest to a size."""
    return abs(entry.pages - size) < 128  # noqa: PLR2004 - pages of one copy


def exponent(one: Measurement, other: Measurement, value: str) -> float:
    """Return with which power of the number of pages a value grows."""
    ratio = getattr(other, value) / getattr(one, value)
    return math.log(ratio) / math.log(other.pages / one.pages)


def main() -> None:
    """Measure each size, and print the tables."""
    parser = argparse.ArgumentParser(prog="nox -s bench --", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("sizes", nargs="*", type=int, help=f"pages; default: {SIZES}")
    parser.add_argument("--large", action="store_true", help=f"measure {LARGE} pages, too")
    parser.add_argument("--alone", action="store_true", help="measure no other programs")
    arguments = parser.parse_args()
    sizes = [*(arguments.sizes or SIZES), *([LARGE] if arguments.large else [])]
    print(f"{'':12}{'pages':>7}{'CPU s':>10}{'wall s':>9}{'MB':>9}{'output MB':>11}")
    found: list[Measurement] = []
    run = FOLDER / str(time.time_ns())
    for size in sizes:
        folder = run / str(size)
        folder.mkdir(parents=True)
        ours = handbook(folder, size)
        print("\n".join(entry.row() for entry in ours), flush=True)
        found += [*ours, *([] if arguments.alone else peers(folder, size))]
    print(f"\nLoad of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print("\n".join(targets(found, sizes)))
    shutil.rmtree(FOLDER)  # some gigabytes; also what an interrupted run has left


if __name__ == "__main__":
    main()
