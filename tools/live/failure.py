"""Serves what the last build wrote while the handbook cannot be built at all."""

from __future__ import annotations

import traceback
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from tools.findings import Finding
from tools.live.messages import Request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tools.live.messages import Inbox
    from tools.live.output import SiteFolder

_OWN = Path(__file__).parent


class LastSite(Thread):
    """Hands out files as they are, until somebody saves a file."""

    def __init__(
        self, site: SiteFolder, inbox: Inbox, saved: Callable[[set[Path]], object]
    ) -> None:
        """Take the folder of the site, and what to call with the files that were saved."""
        super().__init__(name="last site", daemon=True)
        self._site, self._inbox, self._saved = site, inbox, saved

    def run(self) -> None:
        """Work until the process ends."""
        while (message := self._inbox.get()) is not None:
            if isinstance(message, Request):
                path = message.path
                message.answer.set_result(self._site.last_answer(path, self._site.file(path)))
            elif isinstance(message, set):
                self._saved(message)


def finding_of(error: BaseException, source: Path) -> Finding:
    """Return what stopped the start: the place inside of the source folder, and the message."""
    for cause in reversed(tuple(_causes(error))):
        for file, line in _places(cause):
            path = Path(file)
            if path.is_relative_to(source) and not path.is_relative_to(_OWN):
                name = path.relative_to(source).as_posix()
                return Finding(name, line, f"{type(cause).__name__}: {_first_line(cause)}")
    return Finding("", 1, _first_line(error) or type(error).__name__)


def _first_line(error: BaseException) -> str:
    message = error.msg if isinstance(error, SyntaxError) else str(error)
    return message.strip().partition("\n")[0]


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error, what caused it, and so on."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _places(error: BaseException) -> Iterator[tuple[str, int]]:
    """Yield the files and lines where an error was raised, the innermost first."""
    if isinstance(error, SyntaxError) and error.filename:
        yield error.filename, error.lineno or 1
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        yield frame.filename, frame.lineno or 1
