"""What the server sends to the thread that builds, and what that thread calls."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import queue
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeAlias

    from tools.live.output import Answer
    from tools.live.watching import Need


@dataclass(frozen=True, slots=True)
class Request:
    """A request that waits for its answer."""

    path: str  # of the address, as it was sent
    answer: Future[Answer] = field(default_factory=Future)


@dataclass(frozen=True, slots=True)
class Viewed:
    """The addresses of the pages that are open in browsers."""

    paths: frozenset[str]


@dataclass(frozen=True, slots=True)
class Opened:
    """A page that has been opened, and the version that its browser has."""

    path: str
    version: str


@dataclass(frozen=True, slots=True)
class Calls:
    """What the thread calls."""

    publish: Callable[[dict[str, Any]], object]  # tells open pages
    restart: Callable[[Need], object]  # replaces the process
    finished: Callable[[str], object]  # takes how long the steps of a build took


if TYPE_CHECKING:
    Message: TypeAlias = set[Path] | Request | Viewed | Opened | None  # saved files; None: the end
    Inbox: TypeAlias = queue.SimpleQueue[Message]
