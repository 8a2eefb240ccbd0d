"""Finds the lines of a file that an ``include`` directive shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SHOWN_AS_CODE = ("code", "literal")


def shown_lines(lines: Sequence[str], options: Mapping[str, Any]) -> range:
    """Return the indexes of the lines that are read as markup; empty if all are code.

    The options are those of the directive. A line of which only a part is shown counts.
    """
    if any(name in options for name in _SHOWN_AS_CODE):
        return range(0)
    start, end, _step = slice(options.get("start-line"), options.get("end-line")).indices(
        len(lines)
    )
    if after := options.get("start-after"):
        found = "\n".join(lines[start:end]).partition(after)
        start += found[0].count("\n") + after.count("\n") if found[1] else 0
    if before := options.get("end-before"):
        found = "\n".join(lines[start:end]).partition(before)
        end = start + found[0].count("\n") + 1 if found[1] else end
    return range(start, max(start, end))
