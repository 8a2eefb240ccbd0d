"""Finds and removes output files, and makes sure that they are inside the output folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def inside(
    outdir: Path | str, name: Path | str, resolve: Callable[[Path], Path] = Path.resolve
) -> Path | None:
    """Return the path of an output file; None if it is not inside the output folder.

    A path through a symbolic link counts as where the link leads. A caller with many files can
    pass a cache around ``Path.resolve``.
    """
    folder = Path(outdir)
    path = folder / name
    try:
        parent, top = resolve(path.parent), resolve(folder)
    except (OSError, ValueError, RuntimeError):  # such as a null character, or a link in a circle
        return None
    is_inside = (
        path.name not in {"", ".."}
        and "\0" not in path.name
        and (parent == top or top in parent.parents)
    )
    return path if is_inside and path != folder else None


def remove_output(outdir: Path, names: Iterable[str]) -> None:
    """Remove output files, given relative to the folder, and folders that are then empty."""
    for name in names:
        path = inside(outdir, name)
        if path is None or path.is_dir():
            continue
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == outdir or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()
