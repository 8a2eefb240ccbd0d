"""Does not clear what pages that were never read have left: ``pace_clearing``.

Before Sphinx reads a page, each domain looks for what it knows of the page, among everything that
it knows, and so does the collector of toctrees. In a first build of n pages, this takes n times n
steps, and finds nothing.

Private names used here:

- Sphinx: that ``BuildEnvironment.clear_doc`` clears one page, and that domains make their stores
  then; that ``all_docs`` has all pages that have been read; ``StandardDomain.initial_data``, with
  the labels of pages that Sphinx makes; ``listeners`` of the ``EventManager``, and that the method
  ``clear_doc`` of ``TocTreeCollector`` is one of them.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING
from weakref import WeakSet

from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors.toctree import TocTreeCollector

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

    _Handler = Callable[[Sphinx, BuildEnvironment, str], None]

_original = BuildEnvironment.clear_doc
# Clearing also makes empty stores in the data of domains. Without them, Sphinx cannot merge what
# parallel processes have read. So the first page of each environment is cleared in any case.
_prepared: WeakSet[BuildEnvironment] = WeakSet()


def turn_on(app: Sphinx) -> None:
    """Replace the method in this process, and the collector's in this application."""
    BuildEnvironment.clear_doc = clear_doc  # type: ignore[method-assign, assignment]
    listeners = app.events.listeners["env-purge-doc"]
    for number, listener in enumerate(listeners):
        if getattr(listener.handler, "__func__", None) is TocTreeCollector.clear_doc:
            handler = partial(_clear_toctrees, listener.handler)
            listeners[number] = listener._replace(handler=handler)


def _clear_toctrees(original: _Handler, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget the toctrees of a page that has been read."""
    if docname in env.all_docs:
        original(app, env, docname)


def clear_doc(env: BuildEnvironment, docname: str) -> None:
    """Clear a page that has been read."""
    if docname in env.all_docs or docname in _generated() or env not in _prepared:
        _prepared.add(env)
        _original(env, docname)


@cache
def _generated() -> frozenset[str]:
    """Return the pages that Sphinx itself makes, of which it knows labels from the beginning."""
    labels = StandardDomain.initial_data["labels"].values()
    return frozenset(docname for docname, *_rest in labels)
