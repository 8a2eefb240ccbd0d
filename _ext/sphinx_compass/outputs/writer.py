"""Finds the outputs and writes their files beside the pages of a finished site."""

from __future__ import annotations

import pkgutil
import shutil
from importlib import import_module
from inspect import isabstract
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from sphinx_compass.domain.builders import is_site
from sphinx_compass.domain.events import OUTPUT_FILES
from sphinx_compass.domain.output_paths import inside
from sphinx_compass.outputs.base import BuiltSite, Output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

# Extensions that work on the finished pages, such as sphinx_compass.reading, come later.
_PRIORITY = 700


def setup(app: Sphinx) -> None:
    """Connect the writer and every output of this folder."""
    outputs = tuple(discovered(__package__))
    for output in outputs:
        output.connect(app)
    writer = Writer(outputs)
    app.connect(OUTPUT_FILES, writer.files)
    app.connect("build-finished", writer.write, priority=_PRIORITY)


def discovered(package: str) -> Iterator[Output]:
    """Yield an instance of each output that a module of a package defines, by module name."""
    path = import_module(package).__path__
    for info in sorted(pkgutil.iter_modules(path), key=lambda info: info.name):
        module = import_module(f"{package}.{info.name}")
        for item in vars(module).values():
            if _is_output(item) and item.__module__ == module.__name__:
                yield item()


def _is_output(item: object) -> TypeGuard[type[Output]]:
    return isinstance(item, type) and issubclass(item, Output) and not isabstract(item)


class Writer:
    """Writes the files of all outputs in each build, because any page may change any of them."""

    def __init__(self, outputs: tuple[Output, ...]) -> None:
        self._outputs = outputs

    def files(self, app: Sphinx) -> list[str]:
        """Return the files outside of folders, so that those no longer written are removed."""
        return [output.file for output in self._wanted(app)]

    def write(self, app: Sphinx, exception: Exception | None) -> None:
        """Write the files of a site, after success only."""
        if exception is not None or not is_site(app.builder):
            return
        site, outdir = BuiltSite.of(app.builder), Path(app.outdir)
        for output in self._outputs:
            folder = inside(outdir, output.folder) if output.folder else None
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)
        for output in self._wanted(app):
            for name, text in sorted(output.files(site).items()):
                path = inside(outdir, name)
                if path is None:
                    message = f"the output {name!r} is outside of the output folder"
                    raise ValueError(message)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")

    def _wanted(self, app: Sphinx) -> list[Output]:
        if not is_site(app.builder):
            return []
        return [output for output in self._outputs if output.is_wanted(app.config)]
