"""Finds the outputs and writes their files beside the pages of a finished site."""

from __future__ import annotations

import pkgutil
import shutil
from functools import cache
from importlib import import_module
from inspect import isabstract
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from sphinx_compass.domain.builders import is_site
from sphinx_compass.domain.events import OUTPUT_FILES
from sphinx_compass.domain.output_paths import inside
from sphinx_compass.outputs.base import BuiltSite, Output

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

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
        resolve = cache(Path.resolve)  # nothing here changes where links lead
        texts: dict[Path, str] = {}
        for output in self._wanted(app):
            for name, text in output.files(site).items():
                path = inside(outdir, name, resolve)
                if path is None:
                    message = f"the output {name!r} is outside of the output folder"
                    raise ValueError(message)
                texts[path] = text
        for output in self._outputs:
            folder = inside(outdir, output.folder) if output.folder else None
            if folder is not None:
                remove_others(folder, texts)
        for path, text in sorted(texts.items()):
            write(path, text.encode())

    def _wanted(self, app: Sphinx) -> list[Output]:
        if not is_site(app.builder):
            return []
        return [output for output in self._outputs if output.is_wanted(app.config)]


def remove_others(folder: Path, kept: Container[Path]) -> None:
    """Remove everything in a folder except the files to keep, and the folder if it is empty.

    Links are removed, too: nothing here makes any.
    """
    if folder.is_symlink() or not folder.is_dir():
        return
    for path in sorted(folder.rglob("*"), reverse=True):  # what is in a folder comes first
        if path.is_symlink() or not path.is_dir():
            if path not in kept or path.is_symlink():
                path.unlink()
        elif path in kept or not any(path.iterdir()):
            shutil.rmtree(path)
    if not any(folder.iterdir()):
        folder.rmdir()


def write(path: Path, content: bytes) -> None:
    """Write a file and its folder, unless the file has this content already."""
    try:
        if path.read_bytes() == content:
            return
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
