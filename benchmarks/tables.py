"""Prints tables of medians."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def table(rows: Sequence[Sequence[str]], words: Collection[int]) -> str:
    """Return rows of cells as lines of aligned columns; those with words are left-aligned."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column in words else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def middle(values: Sequence[float], unit: int = 1) -> str:
    """Return the median as a cell: of milliseconds, or of bytes in KB for a unit of 1000.

    >>> middle([2, 3, 9]), middle([1250], unit=1000), middle([])
    ('3', '1.2', '-')
    """
    if not values:
        return "-"
    return f"{median(values) / unit:.{0 if unit == 1 else 1}f}"


def ratio(values: Sequence[float], ours: Sequence[float]) -> str:
    """Return the ratio of a median to ours as a cell.

    >>> ratio([30], [20]), ratio([], [20])
    ('1.50', '-')
    """
    return f"{median(values) / median(ours):.2f}" if values and ours and median(ours) else "-"
