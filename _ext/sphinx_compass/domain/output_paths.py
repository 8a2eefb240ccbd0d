"""Finds output files, and makes sure that they are inside the output folder."""

from __future__ import annotations

from pathlib import Path


def inside(outdir: Path | str, name: Path | str) -> Path | None:
    """Return the path of an output file; None if it is not inside the output folder.

    A path through a symbolic link counts as where the link leads.
    """
    folder = Path(outdir)
    path = folder / name
    try:
        parent, top = path.parent.resolve(), folder.resolve()
    except (OSError, ValueError, RuntimeError):  # such as a null character, or a link in a circle
        return None
    is_inside = (
        path.name not in {"", ".."}
        and "\0" not in path.name
        and (parent == top or top in parent.parents)
    )
    return path if is_inside and path != folder else None
