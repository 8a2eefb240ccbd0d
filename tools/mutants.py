"""Measure how many small mistakes the tests of the pure modules notice.

``python -m tools.mutants`` lets mutmut make one small change (a mutant) at a time to the
modules that ``[tool.mutmut]`` in ``pyproject.toml`` names, and run the tests that execute
the changed function.  It prints the share of mutants that a test fails on (killed ones),
by module, and each survivor.  The exit status is 1 if fewer than 90% are killed, or if
the survivors are not exactly those that ``tests/mutants.toml`` gives a reason for.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tools.mutable import mutable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

REQUIRED = 90  # percent
LIST = Path("tests/mutants.toml")
COPY = Path("_build/mutants")
PACKAGE = "sphinx_compass"

# Of the domain, only what records; all functions of the other modules.
RECORDING = ("note_*", "record_of", "clear_doc", "merge_domaindata")
MUTANTS = (
    f"{PACKAGE}.organization.*",
    f"{PACKAGE}.names.*",
    f"{PACKAGE}.domain.page_record.*",
    *(f"{PACKAGE}.domain.domain.xǁCompassDomainǁ{name}__mutmut_*" for name in RECORDING),
)

_MUTANT = re.compile(
    rf"{PACKAGE}\.(?P<module>.+)\.x(?:_|ǁ(?P<class>\w+)ǁ)(?P<function>\w+)__mutmut_\d+"
)


class Mutant(NamedTuple):
    """One small change to a function."""

    module: str  # such as ``organization.chart``
    function: str  # its name, with that of its class
    change: str  # the lines that differ, as in a diff


@dataclass(frozen=True, slots=True)
class Results:
    """The results of a run."""

    mutants: Mapping[str, int]  # how many there are, by module
    survivors: Sequence[Mutant]  # one can be there twice, if a function has two equal lines

    def rates(self) -> Iterator[tuple[str, int, int]]:
        """Yield each module, its number of mutants, and how many of them were killed."""
        alive = Counter(mutant.module for mutant in self.survivors)
        for module, count in sorted(self.mutants.items()):
            yield module, count, count - alive[module]


# -- preparing a copy -------------------------------------------------------


def prepare(folder: Path) -> None:
    """Copy the extension and the tests that run, in the layout that mutmut expects."""
    shutil.rmtree(folder, ignore_errors=True)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(Path("_ext") / PACKAGE, folder / PACKAGE, ignore=ignored)
    for path in (folder / PACKAGE).rglob("*.py"):
        path.write_text(mutable(path.read_text(encoding="utf-8")), encoding="utf-8")
    settings = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
    tests = map(Path, settings["tool"]["mutmut"]["pytest_add_cli_args_test_selection"])
    helpers = (path for path in Path("tests").glob("*.py") if not path.name.startswith("test_"))
    for path in (Path("pyproject.toml"), Path("tools"), *tests, *helpers):
        if path.is_dir():
            shutil.copytree(path, folder / path, ignore=ignored)
        else:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / path)


# -- running mutmut ---------------------------------------------------------


def run(folder: Path, patterns: Sequence[str], jobs: int) -> None:
    """Run mutmut on the mutants whose names match a pattern; write its output to a file.

    Exits if the tests fail without any change.
    """
    output = _mutmut(folder, "run", "--max-children", str(jobs), *patterns)
    (folder / "mutmut.log").write_text(output, encoding="utf-8")


def _mutmut(folder: Path, *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own command
        [Path(sys.executable).with_name("mutmut"), *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONHASHSEED": "0"},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{done.stdout}\nmutmut failed, see above.")
    return done.stdout


def results(folder: Path, patterns: Sequence[str]) -> Results:
    """Read the results of mutmut for mutants whose names match a pattern."""
    mutants: Counter[str] = Counter()
    survivors = []
    for line in _mutmut(folder, "results", "--all", "true").splitlines():
        name, _, status = line.strip().rpartition(": ")
        if any(fnmatch(name, pattern) for pattern in patterns):
            module, function = split_name(name)
            mutants[module] += 1
            if status not in {"killed", "timeout"}:
                change = changed_lines(_mutmut(folder, "show", name))
                survivors.append(Mutant(module, function, change))
    return Results(mutants, survivors)


def split_name(name: str) -> tuple[str, str]:
    """Return the module and the function, with its class, from mutmut's name of a mutant.

    Raises ValueError if the name is not one that mutmut gives.
    """
    match = _MUTANT.fullmatch(name)
    if match is None:
        message = f"{name!r} is not the name of a mutant"
        raise ValueError(message)
    function = match["function"]
    return match["module"], f"{match['class']}.{function}" if match["class"] else function


def changed_lines(diff: str) -> str:
    """Return the lines of a diff that differ, without their common indentation."""
    lines = [
        line
        for line in diff.splitlines()
        if line.startswith(("-", "+")) and not line.startswith(("---", "+++"))
    ]
    indents = [len(line[1:]) - len(line[1:].lstrip()) for line in lines if line[1:].strip()]
    indent = min(indents, default=0)
    return "\n".join(f"{line[0]} {line[1 + indent :]}" for line in lines)


# -- comparing with the list ------------------------------------------------


def listed(text: str) -> dict[Mutant, str]:
    """Return the reason for each survivor that has one in the text of the list."""
    return {
        Mutant(module, function, entry["change"].strip()): entry["reason"]
        for module, functions in tomllib.loads(text).items()
        for function, entries in functions.items()
        for entry in entries
    }


def report(found: Results, reasons: Mapping[Mutant, str]) -> Iterator[str]:
    """Yield the lines with the rates, and the survivors that have a reason."""
    yield f"{'Module':<32} {'Mutants':>7} {'Killed':>7} {'Rate':>7}"
    rates = list(found.rates())
    total = sum(count for _, count, _ in rates)
    for module, count, killed in (*rates, ("Total", total, total - len(found.survivors))):
        yield f"{module:<32} {count:>7} {killed:>7} {killed / count:>7.1%}"
    for mutant in sorted(reasons.keys() & set(found.survivors)):
        yield f"\nSurvives in {mutant.module}, {mutant.function}:\n{mutant.change}"
        yield f"Reason: {reasons[mutant]}"


def faults(found: Results, reasons: Mapping[Mutant, str]) -> Iterator[str]:
    """Yield the reasons why the run fails."""
    total, alive = sum(found.mutants.values()), len(found.survivors)
    if 100 * (total - alive) < REQUIRED * total:
        yield f"Less than {REQUIRED}% of the mutants were killed."
    for mutant in sorted(set(found.survivors) - reasons.keys()):
        yield f"A mutant survives without a reason; test it, or list it:\n{_entry(mutant)}"
    for mutant in sorted(reasons.keys() - set(found.survivors)):
        if mutant.module in found.mutants:
            yield f"A mutant no longer survives; remove it from {LIST}:\n{_entry(mutant)}"


def _entry(mutant: Mutant) -> str:
    """Return the lines that list a survivor."""
    return (
        f"[[{json.dumps(mutant.module)}.{json.dumps(mutant.function)}]]\n"
        f"change = '''\n{mutant.change}\n'''\nreason = \"\"\n"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Run mutmut on a copy of the pure modules, and compare the survivors with the list."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutants", description=main.__doc__)
    parser.add_argument("module", nargs="*", help="such as organization.chart; default: all")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="default: all cores")
    options = parser.parse_args(arguments)
    patterns = tuple(f"{PACKAGE}.{module}.x*" for module in options.module) or MUTANTS
    prepare(COPY)
    run(COPY, patterns, options.jobs)
    found = results(COPY, patterns)
    reasons = listed(LIST.read_text(encoding="utf-8"))
    print(*report(found, reasons), sep="\n")  # noqa: T201 - a command prints
    if wrong := list(faults(found, reasons)):
        sys.exit("\n" + "\n".join(wrong))


if __name__ == "__main__":
    main()
