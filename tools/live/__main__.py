"""Starts the live preview: ``python -m tools.live``."""

from __future__ import annotations

import argparse
import gc
import logging
import os
import queue
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import uvicorn
from sphinx.application import ENV_PICKLE_FILENAME
from sphinx.cmd.build import get_parser

from sphinx_compass.pace.warm import WarmBuild
from tools.live.application import sphinx
from tools.live.failure import LastSite, finding_of
from tools.live.messages import Calls
from tools.live.output import SiteFolder
from tools.live.preview import Preview
from tools.live.report import Report, shown
from tools.live.server import ADDRESS, OpenPages, application
from tools.live.watching import Folders, Need, saves

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.application import Sphinx

    from tools.live.messages import Inbox

PORT = 8000

_FRESH = {"-E", "--fresh-env"}  # asked for once
LISTENER = "COMPASS_LIVE_LISTENER"  # number of the socket that a process leaves to the next one


def listening(port: int) -> socket.socket:
    """Return a socket that listens on a port of this computer.

    Raises OSError if another program uses it, and OverflowError if there is no such port.
    """
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((ADDRESS, port))
        listener.listen()
    except (OSError, OverflowError):
        listener.close()
        raise
    return listener


def inherited() -> socket.socket | None:
    """Return the socket of the process that this one replaces."""
    number = os.environ.pop(LISTENER, "")
    return socket.socket(fileno=int(number)) if number else None


def unavailable(port: int) -> str:
    """Return the message for a port that cannot be used."""
    other = PORT + 2 if port == PORT + 1 else PORT + 1
    return f"Port {port} is in use or not allowed; run: nox -s live -- --port {other}"


@dataclass(frozen=True, slots=True)
class Start:
    """How this process was started, and what it serves with."""

    arguments: Sequence[str]
    listener: socket.socket
    source: Path
    folder: Path  # of the site
    doctrees: Path
    inbox: Inbox = field(default_factory=queue.SimpleQueue)
    pages: OpenPages = field(default_factory=OpenPages)

    def restart(self, need: Need) -> None:
        """Start again in place of this process, with the same socket."""
        if need is Need.FRESH_RESTART:  # also for a later process, if the next one fails
            (self.doctrees / ENV_PICKLE_FILENAME).unlink(missing_ok=True)
        arguments = [argument for argument in self.arguments if argument not in _FRESH]
        self.listener.set_inheritable(True)
        os.environ[LISTENER] = str(self.listener.fileno())
        sys.stdout.flush()
        sys.stderr.flush()
        os.execv(sys.executable, [sys.executable, "-m", "tools.live", *arguments])  # noqa: S606

    def watch(self) -> None:
        """Put all saves into the inbox from now on."""
        found = saves(self.source, [self.folder, self.doctrees])
        next(found)

        def follow() -> None:
            for saved in filter(None, found):
                self.inbox.put(saved)

        Thread(target=follow, name="watch", daemon=True).start()

    def serve(self) -> None:
        """Answer requests until somebody ends the program."""
        port = self.listener.getsockname()[1]
        _show(f"Live at http://{ADDRESS}:{port}/")
        site = application(port, self.inbox, self.pages)
        config = uvicorn.Config(site, log_level="warning", timeout_graceful_shutdown=1)
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[self.listener])
        self.inbox.put(None)


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve the handbook on this computer, and show each save in open pages."""
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(prog="nox -s live --", description=main.__doc__)
    parser.add_argument("--port", type=int, default=PORT, help=f"of the server, usually {PORT}")
    parser.add_argument("--timings", action="store_true", help="print what took how long")
    parser.add_argument("source", help="the folder of conf.py")
    parser.add_argument("folder", help="where the site is built")
    options, others = parser.parse_known_args(arguments)
    settings = get_parser().parse_args(["-b", "dirhtml", *others, options.source, options.folder])
    try:
        listener = inherited() or listening(options.port)
    except (OSError, OverflowError):
        parser.exit(1, f"{unavailable(options.port)}\n")
    source, folder = Path(options.source).resolve(), Path(options.folder).resolve()
    doctrees = Path(settings.doctreedir or folder / ".doctrees").resolve()
    start = Start(arguments, listener, source, folder, doctrees)
    logging.getLogger("watchfiles").setLevel(logging.WARNING)  # it logs each save
    report = Report(source, _show)
    start.watch()  # before anything is read, so that no save is missed
    try:
        with sphinx(settings, report) as app:
            _serve(app, report, start, _show if options.timings else _ignore)
    except Exception as error:  # noqa: BLE001 - whatever conf.py and extensions raise
        _serve_last(error, report, start)


def _show(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _ignore(_line: str) -> None:
    """Print nothing."""


def _serve(app: Sphinx, report: Report, start: Start, finished: Callable[[str], None]) -> None:
    build = WarmBuild(app)
    build.note(None)
    if not Path(app.outdir, ".buildinfo").exists():  # there is nothing to show yet
        build.update(())
    app.parallel = 1  # processes must not be forked beside threads
    gc.collect()
    gc.freeze()  # what stays is not looked at again with each collection
    calls = Calls(start.pages.publish, start.restart, finished)
    preview = Preview(build, report, Folders.of(app), calls, start.inbox)
    preview.start()
    start.serve()
    preview.join()
    build.save()


def _serve_last(error: Exception, report: Report, start: Start) -> None:
    """Serve what there is, with what stopped the start as a finding, until the next save."""
    found = [finding_of(error, start.source)]
    report.print(found)
    start.pages.publish({"findings": shown(found)})

    def saved(paths: set[Path]) -> None:
        is_code = any(path.suffix == ".py" and path.name != "conf.py" for path in paths)
        start.restart(Need.FRESH_RESTART if is_code else Need.RESTART)

    LastSite(SiteFolder(start.folder), start.inbox, saved).start()
    start.serve()


if __name__ == "__main__":
    main()
