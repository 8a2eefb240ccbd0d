"""Collects garbage less often: ``pace_collect_less``.

A build makes millions of nodes that live until the page is written. By default, Python looks
at the youngest objects after each 700 new ones, and at all objects whenever their number has grown
by a quarter; nearly all of them are still in use. Here it waits for many more new objects, and
never looks again at what imports and reading have left, nor at anything when the process ends.

Memory stays bounded: garbage in circles is still found, and more often once the process has used a
gigabyte.
"""

from __future__ import annotations

import atexit
import gc
import sys
from typing import TYPE_CHECKING, Any

if sys.platform != "win32":
    import resource

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# New objects before the youngest are looked at, and how often until the older ones are.
FEW, MANY = (400_000, 20, 50), (3_000_000, 20, 50)
MEMORY = 10**9  # bytes, above which there must be few new objects
_LAST = 999
_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes


def turn_on(app: Sphinx) -> None:
    """Collect less from now on."""
    gc.set_threshold(*MANY)
    if collected not in gc.callbacks:
        gc.callbacks.append(collected)
        atexit.register(gc.freeze)
    app.connect("builder-inited", _Keeping(), priority=_LAST)
    app.connect("write-started", _Keeping(), priority=_LAST)


def collected(phase: str, _details: dict[str, Any]) -> None:
    """Collect more often from now on if the process has used much memory."""
    if phase == "stop" and gc.get_threshold() == MANY and most_used() > MEMORY:
        gc.set_threshold(*FEW)


def most_used() -> int:
    """Return the most memory that the process has used, in bytes; 0 on Windows."""
    if sys.platform == "win32":
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT


def collect_more() -> None:
    """Collect more often, in a process that goes on after the first build."""
    if gc.get_threshold() == MANY:
        gc.set_threshold(*FEW)


class _Keeping:
    """Lets the collector never look again at the objects that there are at an event.

    It does so once: in a process that builds again and again, pages would be kept forever.
    """

    def __init__(self) -> None:
        self._is_done = False

    def __call__(self, *_arguments: object) -> None:
        if not self._is_done:
            self._is_done = True
            gc.freeze()
