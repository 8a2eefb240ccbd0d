"""Finds what the modules of a package register."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import Any


@cache
def members(package: str, name: str) -> tuple[Any, ...]:
    """Return the members of the tuple ``name`` of each module in a package, by module name."""
    infos = sorted(pkgutil.iter_modules(import_module(package).__path__), key=lambda it: it.name)
    modules = [import_module(f"{package}.{info.name}") for info in infos]
    return tuple(item for module in modules for item in getattr(module, name, ()))
