"""Finds the views: every module of this package can have some."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_compass.views.base import AnyView


@cache
def views() -> Mapping[str, AnyView]:
    """Return all views by the names of their directives, sorted."""
    return dict(sorted((view.name, view) for view in _found()))


def _found() -> Iterator[AnyView]:
    """Yield what the modules of the package list in a constant ``VIEWS``."""
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        found = importlib.import_module(f"{__package__}.{module.name}")
        yield from getattr(found, "VIEWS", ())
