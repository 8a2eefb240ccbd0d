"""Starts the live preview: ``python -m tools.live``."""

from __future__ import annotations

import argparse
import gc
import logging
import os
import socket
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from sphinx.cmd.build import get_parser

from sphinx_compass.pace.warm import WarmBuild
from tools.live.application import sphinx
from tools.live.preview import Calls, Preview
from tools.live.report import Report
from tools.live.server import ADDRESS, OpenPages, application
from tools.live.watching import Folders, Need, saves

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.application import Sphinx

PORT = 8000

_LISTENER = "COMPASS_LIVE_LISTENER"  # number of the socket that a process leaves to the next one


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
    number = os.environ.pop(_LISTENER, "")
    return socket.socket(fileno=int(number)) if number else None


def unavailable(port: int) -> str:
    """Return the message for a port that cannot be used."""
    other = PORT + 2 if port == PORT + 1 else PORT + 1
    return f"Port {port} is in use or not allowed; run: nox -s live -- --port {other}"


def replace_process(listener: socket.socket, arguments: Sequence[str], need: Need) -> None:
    """Start again in place of this process, with the same socket."""
    listener.set_inheritable(True)
    os.environ[_LISTENER] = str(listener.fileno())
    own = [argument for argument in arguments if argument != "--fresh-env"]
    fresh = ["--fresh-env"] if need is Need.FRESH_RESTART else []
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable, "-m", "tools.live", *own, *fresh])  # noqa: S606


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve the handbook on this computer, and show each save in open pages."""
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(prog="nox -s live --", description=main.__doc__)
    parser.add_argument("--port", type=int, default=PORT, help=f"of the server, usually {PORT}")
    parser.add_argument("--timings", action="store_true", help="print what took how long")
    parser.add_argument("source", help="the folder of conf.py")
    parser.add_argument("folder", help="where the site is built")
    options, others = parser.parse_known_args(arguments)
    try:
        listener = inherited() or listening(options.port)
    except (OSError, OverflowError):
        parser.exit(1, f"{unavailable(options.port)}\n")

    def restart(need: Need) -> None:
        replace_process(listener, arguments, need)

    source = Path(options.source).resolve()
    logging.getLogger("watchfiles").setLevel(logging.WARNING)  # it logs each save
    report = Report(source, _show)
    known = ["-b", "dirhtml", *others, options.source, options.folder]
    try:
        with sphinx(get_parser().parse_args(known), report) as app:
            _serve(app, report, listener, restart, _show if options.timings else _ignore)
    except Exception as error:  # noqa: BLE001 - whatever conf.py and extensions raise
        _show(f"{type(error).__name__}: {error}")
        next(saves(source, [Path(options.folder)]), None)
        restart(Need.RESTART)


def _show(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _ignore(_line: str) -> None:
    """Print nothing."""


def _serve(
    app: Sphinx,
    report: Report,
    listener: socket.socket,
    restart: Callable[[Need], None],
    finished: Callable[[str], None],
) -> None:
    build, pages = WarmBuild(app), OpenPages()
    build.note(None)
    if not Path(app.outdir, ".buildinfo").exists():  # there is nothing to show yet
        build.update(())
    app.parallel = 1  # processes must not be forked beside threads
    gc.collect()
    gc.freeze()  # what stays is not looked at again with each collection
    preview = Preview(build, report, Folders.of(app), Calls(pages.publish, restart, finished))
    written = [Path(app.outdir), Path(app.doctreedir)]

    def follow() -> None:
        for saved in saves(Path(app.srcdir), written):
            preview.inbox.put(saved)

    preview.start()
    threading.Thread(target=follow, name="watch", daemon=True).start()
    port = listener.getsockname()[1]
    _show(f"Live at http://{ADDRESS}:{port}/")
    config = uvicorn.Config(application(port, preview, pages), log_level="warning")
    uvicorn.Server(config).run(sockets=[listener])
    build.save()


if __name__ == "__main__":
    main()
