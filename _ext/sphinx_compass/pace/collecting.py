"""Collects garbage less often: ``pace_collect_less``.

A build makes millions of nodes that live until the page is written. By default, Python looks
at the youngest objects after each 700 new ones, and at all objects whenever their number has grown
by a quarter; nearly all of them are still in use. Here it waits for more new objects, and
never looks again at what imports and reading have left.

Memory stays bounded: garbage in circles is still found.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# New objects before the youngest are looked at, and how often until the older ones are.
THRESHOLDS = (400_000, 20, 50)
_LAST = 999


def turn_on(app: Sphinx) -> None:
    """Collect less from now on."""
    gc.set_threshold(*THRESHOLDS)
    app.connect("builder-inited", _Keeping(), priority=_LAST)
    app.connect("write-started", _Keeping(), priority=_LAST)


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
