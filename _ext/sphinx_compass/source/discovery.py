"""Finds what the modules of a package register."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def members(package: str, name: str) -> Iterator[Any]:
    """Yield the members of the tuple ``name`` of each module in a package, by module name."""
    path = import_module(package).__path__
    for info in sorted(pkgutil.iter_modules(path), key=lambda info: info.name):
        yield from getattr(import_module(f"{package}.{info.name}"), name, ())
