"""Writes files only when their content changes, so that programs that copy a site copy less."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from pathlib import Path

    from sphinx.application import Sphinx

    Listener: TypeAlias = Callable[[Sphinx, Exception | None], None]


def independent(listener: Listener) -> Listener:
    """Mark a listener of ``build-finished`` that only writes files which nothing else needs.

    An extension such as ``sphinx_compass.pace`` can run it in another process.
    """
    vars(listener)["is_independent"] = True
    return listener


def encoded(text: str) -> bytes:
    """Return a text as UTF-8; half of a surrogate pair becomes a question mark."""
    return text.encode("utf-8", "replace")


def write(path: Path, text: str) -> None:
    """Write a file and its folder, unless the file has this text already."""
    content = encoded(text)
    try:
        if path.read_bytes() == content:
            return
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def remove_others(paths: Iterable[Path], kept: Collection[Path]) -> None:
    """Remove the files that are not among those to keep."""
    for path in list(paths):
        if path not in kept:
            path.unlink()
