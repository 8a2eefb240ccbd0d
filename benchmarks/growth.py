"""Measures how the time of a build grows with the size of its input: ``nox -s bench-growth``.

For each kind of input, small handbooks of sizes n, 2n, 4n and 8n are built in processes of their
own. The time of an empty handbook is subtracted. Between two sizes, the exponent is the binary
logarithm of the ratio of their times: 1 means that time grows with the size of the input only, 2
that it grows with its square. All sizes of a kind are built in the same run, one after another,
so exponents depend on the machine much less than times.
"""

from __future__ import annotations

import argparse
import itertools
import math
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS = (1, 2, 4, 8)
CONF = """\
extensions = ["sphinx_compass", "myst_parser"]
primary_domain = "compass"
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
compass_check_pages = True
compass_stable_ids = True
compass_names_file = "names.json"
html_theme = "basic"
"""
LEAD = ":::{role} Lead\nLeads.\n:::\n\n"
NAMES = '{"names": {}}'


def _repeated(text: str, separator: str = "\n\n") -> Callable[[int], str]:
    """Return a function that repeats a text, with the number in place of NUMBER."""
    return lambda size: separator.join(text.replace("NUMBER", str(n)) for n in range(size))


def _chain(size: int) -> str:
    roles = [
        f":::{{role}} Role {number}\n:reports-to: Role {number + 1}\n\nWorks.\n:::"
        for number in range(size)
    ]
    return "\n\n".join([*roles, f":::{{role}} Role {size}\nLeads.\n:::", "```{org-chart}\n```"])


def _aliases(size: int) -> str:
    names = ", ".join(f"Alias {number}" for number in range(size))
    return f":::{{role}} Lead\n:aliases: {names}\n\nLeads.\n:::"


def _glossary(size: int) -> str:
    terms = _repeated("Word NUMBER\n  A word.")(size)
    return f":::{{glossary}}\n{terms}\n:::"


def _redirects(size: int) -> str:
    old = "\n".join(f"- old/page{number}" for number in range(size))
    return f"---\nredirect_from:\n{old}\n---"


# The text of a page, by the kind of input and its size, and the smallest size.
def _line_of(part: str) -> Callable[[int], str]:
    """Return a function that repeats a part of a line."""
    return lambda n: part * n


KINDS: dict[str, tuple[Callable[[int], str], int]] = {
    "references in a paragraph": (lambda n: LEAD + _repeated("A {role}`Lead` is.", " ")(n), 400),
    "references in a table": (
        lambda n: LEAD + "| A | B |\n| - | - |\n" + _repeated("| {role}`Lead` | b |", "\n")(n),
        200,
    ),
    "unknown names": (_repeated("A {role}`Nobody NUMBER` is."), 200),
    "declarations": (_repeated(":::{role} Role NUMBER\nWorks.\n:::"), 200),
    "aliases": (_aliases, 500),
    "chain of reporting": (_chain, 200),
    "terms": (_glossary, 400),
    "labels": (_repeated("(label-NUMBER)=\n## Head NUMBER\n\nText {ref}`label-NUMBER`."), 200),
    "redirects": (_redirects, 500),
    "equal headings": (_repeated("## Head\n\nText."), 400),
    "long line": (lambda n: "x" * n, 250_000),
    "brackets": (lambda n: "[" * n + "x" + "]" * n, 1000),
    "quotations": (lambda n: "> " * n + "x", 5000),
    "directives in each other": (lambda n: ":::{note}\nText.\n\n" * n, 1000),
    **{
        f"{part.strip()!r} in a line": (_line_of(part), 20_000)
        for part in ("{role} `x` ", "[a](b c) ", "` ", "**a ", "| ", "{{a}} ", "[[a]] ", "< ", "![")
    },
    "spaces in an option": (lambda n: f":::{{role}} Lead\na{' ' * n}b\n:::", 1000),
    "options below a text": (
        lambda n: ":::{role} Lead\nLeads.\n\n" + "area: Product\n" * n + ":::",
        500,
    ),
    "unclosed code": (lambda n: " ".join("`" * (2 + number % 9) for number in range(n)), 2000),
    "unclosed comments": (lambda n: "x <!-- " * n, 2000),
}


def seconds(text: str) -> float:
    """Return the time to build a handbook with one page."""
    folder = Path(tempfile.mkdtemp())
    try:
        (folder / "conf.py").write_text(CONF, encoding="utf-8")
        (folder / "names.json").write_text(NAMES, encoding="utf-8")
        parts = (text, "# Example") if text.startswith("---") else ("# Example", text)
        (folder / "index.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
        start = time.perf_counter()
        subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "sphinx", "-Q", "-b", "dirhtml", str(folder), f"{folder}/out"],
            check=True,
        )
        return time.perf_counter() - start
    finally:
        shutil.rmtree(folder)


def exponents(times: list[float]) -> list[float]:
    """Return the exponent between each time and the next, which is that of twice the size."""
    return [math.log2(later / earlier) for earlier, later in itertools.pairwise(times)]


def main() -> None:
    """Print a line for each kind of input."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("kinds", nargs="*", help="parts of names of kinds of input; default: all")
    wanted = parser.parse_args().kinds
    empty = min(seconds("") for _round in range(3))
    print(f"An empty handbook takes {empty:.2f} s, which is subtracted below.\n")
    print(f"{'input':28}{'n':>9}  {'seconds for n, 2n, 4n, 8n':36}exponents")
    for kind, (text, size) in KINDS.items():
        if not wanted or any(part in kind for part in wanted):
            # differences of less than 10 ms are noise
            times = [max(seconds(text(size * step)) - empty, 0.01) for step in STEPS]
            shown = "".join(f"{value:9.2f}" for value in times)
            found = "".join(f"{value:7.2f}" for value in exponents(times))
            print(f"{kind:28}{size:9}  {shown:36}{found}", flush=True)


if __name__ == "__main__":
    main()
