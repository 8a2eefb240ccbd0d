"""Runs builds in separate processes without importing Sphinx each time.

Small builds spend most of their time on imports and on compiling templates.  A server imports
everything once, and forks a process for each build, so that no build depends on an earlier one.
Builds share only the bytecode of templates, which Jinja keeps by their text.

There are two servers with different hash seeds, and builds alternate between them.  If
output depends on the order of a set, two builds of one handbook differ.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from functools import cache, partialmethod
from importlib import import_module
from itertools import cycle
from pathlib import Path
from pkgutil import walk_packages
from typing import TYPE_CHECKING

import jinja2

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HASH_SEEDS = ("1", "2")
MODULES = (
    *("sphinx.cmd.build", "sphinx.builders.epub3", "sphinx.ext.intersphinx", "jinja2.ext"),
    *("babel.numbers", "concurrent.futures.thread", "docutils.languages.en", "xml.dom.minidom"),
)
PACKAGES = ("sphinx_compass", "sphinx_book_theme", "sphinx_design", "sphinx_copybutton")
PARTS = ("myst_parser.sphinx_ext", "myst_parser.parsers", "myst_parser.mdit_to_docutils")


class BuildServer:
    """The client's side of one server."""

    def __init__(self, hash_seed: str) -> None:
        """Start the server, and stop it after the tests."""
        folder = Path(__file__).parent.parent / "_ext"
        self._environment = {
            "PYTHONPATH": str(folder),
            "NO_COLOR": "1",
            "PYTHONHASHSEED": hash_seed,
        }
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | self._environment,
        )
        atexit.register(self._stop)

    def build(self, arguments: Sequence[str]) -> tuple[int, str]:
        """Run ``sphinx-build``; return its exit status and what it wrote to stderr."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        # a test may have changed the environment since the server started
        request = [list(arguments), os.environ | self._environment]
        self._process.stdin.write(f"{json.dumps(request)}\n")
        self._process.stdin.flush()
        status, errors = json.loads(self._process.stdout.readline())
        return status, errors

    def _stop(self) -> None:
        self._process.communicate()


@cache
def _servers() -> Iterator[BuildServer]:
    return cycle([BuildServer(seed) for seed in HASH_SEEDS])


def build(arguments: Sequence[str]) -> tuple[int, str]:
    """Run ``sphinx-build``; return its exit status and what it wrote to stderr."""
    return next(_servers()).build(arguments)


# -- the server's side -------------------------------------------------------------------


def serve() -> None:
    """Run a build for each line on stdin, until there are no more."""
    _import_everything()
    gc.freeze()  # otherwise each build examines all of it again, and copies it
    with tempfile.TemporaryDirectory() as folder:
        keep_bytecode(folder)
        for line in sys.stdin:
            with tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
                child = os.fork()
                if child == 0:
                    arguments, environment = json.loads(line)
                    _run(arguments, environment, errors.fileno())
                _child, status = os.waitpid(child, 0)
                errors.seek(0)
                answer = os.waitstatus_to_exitcode(status), errors.read()
            sys.stdout.write(f"{json.dumps(answer)}\n")
            sys.stdout.flush()


def keep_bytecode(folder: str) -> None:
    """Let Jinja keep the bytecode of templates in a folder."""
    kept = jinja2.FileSystemBytecodeCache(folder)
    environment = jinja2.Environment
    environment.__init__ = partialmethod(environment.__init__, bytecode_cache=kept)  # type: ignore[assignment, method-assign]


def _import_everything() -> None:
    """Import what builds import."""
    for name in MODULES:
        import_module(name)
    for name in import_module("sphinx.application").builtin_extensions:
        with suppress(ImportError):
            import_module(name)
    for name in (*PACKAGES, *PARTS):
        package = import_module(name)
        for module in walk_packages(package.__path__, f"{name}."):
            if not module.name.endswith("__main__"):
                import_module(module.name)
    # Sphinx and themes look at the styles of all packages.
    for style in import_module("pygments.styles").get_all_styles():
        import_module("pygments.styles").get_style_by_name(style)


def _run(arguments: Sequence[str], environment: dict[str, str], errors: int) -> None:
    """Build in this process, and end it."""
    os.environ.clear()
    os.environ.update(environment)
    nothing = os.open(os.devnull, os.O_RDWR)
    for source, target in ((nothing, 0), (nothing, 1), (errors, 2)):
        os.dup2(source, target)
    status = 70
    try:
        status = import_module("sphinx.cmd.build").main(arguments)
    finally:
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    serve()
