"""Measures what the steps of a build take."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Timings:
    """CPU seconds of this thread by step, since somebody cleared them."""

    def __init__(self) -> None:
        """Begin without any."""
        self.seconds: dict[str, float] = {}

    @contextmanager
    def of(self, step: str) -> Iterator[None]:
        """Measure something, and add it to the step."""
        start = time.thread_time()
        try:
            yield
        finally:
            self.seconds[step] = self.seconds.get(step, 0) + time.thread_time() - start

    def taken(self) -> str:
        """Return all steps with their milliseconds, and begin again."""
        steps = [f"{step} {1000 * seconds:.0f}" for step, seconds in self.seconds.items()]
        self.seconds.clear()
        return f"CPU ms: {', '.join(steps)}"
