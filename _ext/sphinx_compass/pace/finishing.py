"""Lets extensions write files beside the pages in another process: ``pace_finishing``.

At the end of a build, extensions make files of all pages, one after the other. Here listeners of
``build-finished`` that say that they are independent run in a process of their own, from the turn
of the first one, while the others run in this one, if several processes write pages. Such a
listener has the attribute ``is_independent``, which is true. It does not depend on other listeners,
and those before the priority 920 neither read nor write its files. It gives no warnings and keeps
nothing in memory. All of them share one process, because starting a process slows this one down.

Private names used here:

- Sphinx: ``EventManager.listeners``.
"""

from __future__ import annotations

from contextlib import nullcontext, suppress
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, TypeAlias

from sphinx.errors import SphinxParallelError
from sphinx.util.parallel import ParallelTasks, parallel_available

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

    _Listener: TypeAlias = Callable[[Sphinx, Exception | None], object]

_PRIORITY = 920  # when all files have to be there
_REPLACED = "replaced_listener"  # attribute of what runs instead of a listener


def turn_on(app: Sphinx) -> None:
    """Replace the listeners when all extensions have registered theirs."""
    app.connect("builder-inited", _replace, priority=999)


def in_this_process(handler: Callable[..., Any]) -> Callable[..., Any]:
    """Return what does the work of a handler in a process that builds again and again."""
    listener: Callable[..., Any] = getattr(handler, _REPLACED, handler)
    return listener


def _replace(app: Sphinx) -> None:
    finishing = Finishing()
    listeners = app.events.listeners["build-finished"]
    for place, listener in enumerate(listeners):
        if getattr(listener.handler, "is_independent", False):
            listeners[place] = listener._replace(handler=finishing.instead_of(listener.handler))
    app.connect("build-finished", finishing.join, priority=_PRIORITY)


def _has_several_processes(app: Sphinx) -> bool:
    """Tell whether the build may use several; unlike Sphinx, do not warn if it may not."""
    several = parallel_available and app.parallel > 1 and app.builder.allow_parallel
    return several and all(item.parallel_write_safe for item in app.extensions.values())


class Finishing:
    """The independent listeners, and the process that they run in."""

    def __init__(self) -> None:
        """Begin without any."""
        self._independent: list[_Listener] = []
        self._tasks: ParallelTasks | None = None

    def instead_of(self, listener: _Listener) -> _Listener:
        """Return what calls a listener; if the build has several processes, all in another one."""
        self._independent.append(listener)

        @wraps(listener)
        def call(app: Sphinx, exception: Exception | None) -> None:
            if exception is not None or not _has_several_processes(app):
                listener(app, exception)
            elif self._tasks is None:
                self._tasks = ParallelTasks(1)
                self._tasks.add_task(partial(self._run, app))

        vars(call)[_REPLACED] = listener
        return call

    def join(self, _app: Sphinx, exception: Exception | None) -> None:
        """Wait for the process; raise SphinxParallelError if only a listener there has failed."""
        tasks, self._tasks = self._tasks, None
        if tasks is None:
            return
        with suppress(SphinxParallelError) if exception else nullcontext():
            tasks.join()

    def _run(self, app: Sphinx) -> None:
        for listener in self._independent:
            listener(app, None)
