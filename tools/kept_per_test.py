"""Replaces ``functools`` in the modules that ``tools.mutants`` mutates.

Tests share objects.  What such an object keeps for longer than one test was computed by
a function as it was before mutmut changed it, so no test would notice the change.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

Arguments = ParamSpec("Arguments")
Value = TypeVar("Value")


def cache(function: Callable[Arguments, Value]) -> Callable[Arguments, Value]:
    """Cache nothing."""
    return function


class cached_property(Generic[Value]):  # noqa: N801 - named as in functools
    """Caches the value of a property until the next test starts."""

    def __init__(self, function: Callable[[Any], Value]) -> None:
        self._function = function
        self._key = f"kept {function.__qualname__}"

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...

    @overload
    def __get__(self, instance: object, owner: type) -> Value: ...

    def __get__(self, instance: object | None, owner: type) -> Self | Value:
        """Return the value for an object, or the descriptor itself for its class."""
        if instance is None:
            return self
        test = os.environ.get("PYTEST_CURRENT_TEST")
        kept: dict[str, tuple[str | None, Value]] = vars(instance)
        if self._key not in kept or kept[self._key][0] != test:
            kept[self._key] = test, self._function(instance)
        return kept[self._key][1]
