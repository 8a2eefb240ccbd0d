"""The thread that reads, writes, and hands out what has been written.

Everything that touches the output happens here, one step after another. So a page is never read
while it is written, and a page that is asked for is written before it is handed out.
"""

from __future__ import annotations

import queue
import time
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

from tools.live.messages import Opened, Request, Viewed
from tools.live.output import Answer, Output, content_of
from tools.live.report import shown
from tools.live.watching import Need

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx_compass.pace.warm import WarmBuild
    from tools.live.messages import Calls, Inbox
    from tools.live.report import Report
    from tools.live.watching import Folders

QUIET = 1.0  # seconds without a save before files beside the pages are written
REST = 2.0  # seconds without anything to do before the environment is saved
FETCHING = 0.2  # seconds for an open page to ask for its new text before a long step begins
ANSWERING = 0.1  # seconds for the server to send answers before the process is replaced

STATIC, PICTURES = "_static/", "_images/"
DATA = ".json"  # suffix of what scripts ask for, and nothing that a page needs to be shown

FAILED = Answer(500, b"This page cannot be shown.")
# The answer to a request that the next process has to answer.
LATER = Answer(503, b'<meta http-equiv="refresh" content="1"><p>The preview starts again.</p>')

logger = logging.getLogger(__name__)


class Preview(Thread):
    """Keeps the site up to date, and answers requests between two steps."""

    def __init__(
        self,
        build: WarmBuild,
        report: Report,
        folders: Folders,
        calls: Calls,
        inbox: Inbox,
    ) -> None:
        """Take what builds, what collects findings, what to call, and what comes in."""
        super().__init__(name="preview", daemon=True)
        self._inbox = inbox
        self._output = Output(build.app)
        self._build, self._report, self._folders = build, report, folders
        self._calls = calls
        self._waiting: list[Request] = []
        self._viewed: frozenset[str] = frozenset()
        self._steps: Iterator[str] | None = build.steps()
        self._saved_at = time.monotonic()
        self._fetched_by = 0.0  # time until which an open page may ask for its new text
        self._is_over = False

    def run(self) -> None:
        """Work until the process ends."""
        while not self._is_over:
            self._take()
            self._answer()
            self._advance()

    # -- what comes in ---------------------------------------------------------------

    def _take(self) -> None:
        """Take everything that has come in, and wait for something if there is nothing to do."""
        saved: set[Path] = set()
        timeout = self._pause()
        try:
            while True:
                item = self._inbox.get(timeout=timeout) if timeout else self._inbox.get_nowait()
                timeout = 0
                match item:
                    case None:
                        self._is_over = True
                    case Request():
                        self._waiting.append(item)
                        self._fetched_by = 0.0
                    case Viewed(paths):
                        self._viewed = paths
                    case Opened():
                        self._compare(item)
                    case _:
                        saved |= item
        except queue.Empty:
            if timeout and self._steps is None:
                self._build.save()
        if saved:
            self.change(saved)

    def _pause(self) -> float:
        """Return how many seconds to wait for something to come in."""
        if self._steps is None:
            return REST if not self._build.is_saved else 3600
        if self._fetched_by and not self._waiting:
            left, self._fetched_by = self._fetched_by - time.monotonic(), 0.0
            return max(0.0, left)
        if self._is_quiet_needed():
            return max(0.0, self._saved_at + QUIET - time.monotonic())
        return 0

    def _is_quiet_needed(self) -> bool:
        build = self._build
        return build.is_checked and not build.pages and not self._waiting

    def change(self, saved: set[Path]) -> None:
        """Begin anew with files that were saved, unless they have the text that was read last."""
        needs = {path: self._folders.need(path) for path in saved}
        for need in (Need.FRESH_RESTART, Need.RESTART):
            if need in needs.values():
                self._restart(need)
                return
        is_going_on = self._build.is_finished or self._steps is not None
        if is_going_on and self._build.sources.are_as_read(saved):
            return  # saved without a change, changed back, or told of in two parts
        self._saved_at = time.monotonic()
        self._report.begin()
        self._guarded(lambda: self._build.note(saved, assets=Need.COPYING in needs.values()))
        self._steps = self._build.steps()

    def _restart(self, need: Need) -> None:
        for request in self._waiting:
            request.answer.set_result(LATER)
        if self._waiting:
            time.sleep(ANSWERING)
        self._calls.restart(need)

    def _compare(self, opened: Opened) -> None:
        """Tell a page that it has been written again before it could listen."""
        file = self._output.file(opened.path)
        if file.is_file() and content_of(file).version != opened.version:
            self._calls.publish({"written": [opened.path]})

    # -- work ---------------------------------------------------------------------------

    def _advance(self) -> None:
        if self._steps is None:
            return
        self._build.first = self._pages_first()
        step = self._guarded(lambda: next(self._steps or iter(())))
        self._tell_written()
        if step in {"check", "finished"}:
            found = self._report.findings()
            self._report.print(found)
            self._calls.publish({"findings": shown(found), "assets": step == "finished"})
        if step == "finished":
            self._steps = None
            self._calls.finished(self._build.timings.taken())

    def _tell_written(self) -> None:
        """Tell open pages that they have been written."""
        written, self._build.pages.written = self._build.pages.written, set()
        paths = [
            path
            for path in self._viewed
            if self._output.docname(self._output.file(path)) in written
        ]
        if paths:
            self._calls.publish({"written": paths})
            if not self._build.is_settled:
                self._fetched_by = time.monotonic() + FETCHING

    def _guarded(self, work: Callable[[], Any], failed: Answer | None = None) -> Any:
        """Do some work; what fails is a finding, and the rest is tried with the next save."""
        try:
            return work()
        except Exception as error:  # noqa: BLE001 - whatever extensions raise
            self._steps = None
            logger.error("%s: %s", type(error).__name__, error)  # noqa: TRY400 - no traceback
            found = self._report.findings()
            self._report.print(found)
            self._calls.publish({"findings": shown(found)})
            return failed

    def _pages_first(self) -> list[str]:
        names = (self._output.docname(self._output.file(path)) for path in sorted(self._viewed))
        return [name for name in names if name is not None]

    # -- answers ---------------------------------------------------------------------------

    def _answer(self) -> None:
        still = [request for request in self._waiting if not self._is_answered(request)]
        self._waiting = still

    def _is_answered(self, request: Request) -> bool:
        answer = self._guarded(lambda: self._answer_to(request.path), FAILED)
        if answer is not None and not request.answer.done():
            request.answer.set_result(answer)
        return answer is not None

    def _answer_to(self, path: str) -> Answer | None:
        """Return the answer to a request; None if it has to wait."""
        build, file = self._build, self._output.file(path)
        docname, name = self._output.docname(file), path.lstrip("/")
        gives_up = self._steps is None  # something has failed: what there is, is the best
        if docname in build.pages.early and not build.is_settled:
            return content_of(file)
        if docname is not None and (build.is_settled or gives_up):
            if build.sources.is_new(docname):  # saved a moment ago
                self.change({Path(build.app.env.doc2path(docname))})
                return None
            build.write(docname)
            return self._output.last_answer(path, file)
        if name.startswith(STATIC) and file.is_file() and file.suffix != DATA:
            return content_of(file)
        if name.startswith(PICTURES):
            picture = self._output.picture(name.removeprefix(PICTURES))
            if picture is not None:
                return content_of(picture)
        is_over = gives_up or (build.is_finished and docname is None)
        return self._output.last_answer(path, file) if is_over else None
