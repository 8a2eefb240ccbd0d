"""Checks links with a local server, and runs the weekly workflow's program with a fake gh."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from conftest import ROOT
from tools.links import SOLVED, TITLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Handbook

GH = """\
#!{python}
import json, pathlib, sys
here = pathlib.Path(__file__).parent
with open(here / "calls", "a", encoding="utf-8") as calls:
    calls.write(json.dumps(sys.argv[1:]) + "\\n")
if sys.argv[1:3] == ["issue", "list"]:
    answer = here / "open.json"
    if not answer.exists():
        sys.exit("gh: no network")
    print(answer.read_text(encoding="utf-8"))
"""
QUERY = ("--state", "open", "--app", "github-actions", "--limit", "500", "--json", "number,title")
LIST = ["issue", "list", *QUERY]

OURS = {"number": 8, "title": TITLE}
OTHER = {"number": 7, "title": f"{TITLE} at all"}


def result(status: str, uri: str, info: str = "", place: str = "page.md:3") -> dict[str, Any]:
    """Return a line of what the builder writes."""
    file, _, line = place.partition(":")
    return {
        "filename": file,
        "lineno": int(line),
        "status": status,
        "code": 0,
        "uri": uri,
        "info": info,
    }


WORKING = result("working", "https://works.example/")
BROKEN = result("broken", "https://gone.example/", "404 Client Error: Gone for url: https://x.y/")
REFUSED = result("broken", "https://shy.example/", "403 Client Error: Forbidden for url: https://x")


@dataclass
class GitHub:
    """A folder with a fake ``gh`` that answers from a file and records its arguments."""

    folder: Path
    status: int = 0
    calls: list[list[str]] = field(default_factory=list)

    def run(self, issues: list[dict[str, Any]] | None, *results: dict[str, Any]) -> None:
        """Run the step on results; with ``issues=None``, ``gh`` cannot list open issues."""
        program = self.folder / "gh"
        program.write_text(GH.format(python=sys.executable), encoding="utf-8")
        program.chmod(0o755)
        if issues is not None:
            (self.folder / "open.json").write_text(json.dumps(issues), encoding="utf-8")
        lines = "".join(json.dumps(row) + "\n" for row in results)
        file = self.folder / the_file()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(lines, encoding="utf-8")
        variables = {
            "PATH": f"{self.folder}:{os.environ['PATH']}",
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / '_ext'}",
            "GITHUB_SERVER_URL": "https://github.example",
            "GITHUB_REPOSITORY": "org/book",
            "GITHUB_SHA": "abc",
        }
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-S", "-m", "tools.links", the_file()],
            cwd=self.folder,
            env=os.environ | variables,
            check=False,
            capture_output=True,
            text=True,
        )
        self.status = done.returncode
        path = self.folder / "calls"
        written = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        self.calls = [json.loads(line) for line in written]


def the_file() -> str:
    """Return the argument of the program in the workflow."""
    text = (ROOT / ".github/workflows/links.yml").read_text(encoding="utf-8")
    (job,) = yaml.safe_load(text)["jobs"].values()
    (step,) = (step for step in job["steps"] if "tools.links" in step.get("run", ""))
    command, _, file = step["run"].rpartition(" ")
    assert command == "python3 -m tools.links"
    assert step["env"]["PYTHONPATH"] == "_ext"
    return str(file)


@pytest.fixture
def github(tmp_path: Path) -> GitHub:
    """Return a GitHub without calls."""
    return GitHub(tmp_path)


def test_a_broken_link_opens_an_issue(github: GitHub) -> None:
    """The issue lists the place, the address and the reason, and links to the line."""
    github.run([OTHER], WORKING, BROKEN)
    assert github.status == 0
    listing, create = github.calls
    assert listing == LIST
    assert create[:5] == ["issue", "create", "--title", TITLE, "--body"]
    assert create[5].split("\n\n")[1] == (
        "- [ ] `page.md`, line 3 "
        "([open](https://github.example/org/book/blob/abc/page.md?plain=1#L3)): "
        "`https://gone.example/`, `404 Client Error: Gone`"
    )


def test_the_open_issue_is_edited(github: GitHub) -> None:
    """There is one issue only."""
    github.run([OTHER, OURS], WORKING, BROKEN)
    assert [call[:4] for call in github.calls[1:]] == [["issue", "edit", "8", "--body"]]


def test_the_issue_is_closed_when_all_links_work(github: GitHub) -> None:
    """The issue is closed with a comment; without an issue nothing happens."""
    github.run([OTHER, OURS], WORKING)
    assert github.calls == [LIST, ["issue", "close", "8", "--comment", SOLVED]]
    github.run([OTHER], WORKING)
    assert github.calls[2:] == [LIST]


def test_sites_that_refuse_programs_open_no_issue(github: GitHub) -> None:
    """They are listed only beside links that do not work."""
    github.run([], WORKING, REFUSED)
    assert github.calls == [LIST]
    github.run([], WORKING, REFUSED, BROKEN)
    assert github.calls[-1][-1].index("gone.example") < github.calls[-1][-1].index("shy.example")


def test_without_a_network_the_issue_stays(github: GitHub) -> None:
    """If no link works at all, or issues cannot be listed, nothing changes and the job fails."""
    github.run([OURS], BROKEN)
    assert (github.status, github.calls) == (1, [])
    (github.folder / "open.json").unlink()
    github.run(None, WORKING, BROKEN)
    assert github.status != 0
    assert github.calls == [LIST]


def test_nothing_in_a_link_is_markup(github: GitHub) -> None:
    """An address or reason notifies nobody and ends no line."""
    address = "https://x.example/`@team`\n# <b>"
    github.run([], WORKING, result("broken", address, "@team #1\n- [ ] x", "a `b`.md:1"))
    text = github.calls[-1][-1].split("\n\n")[1]
    assert "\n" not in text
    assert "`` a `b`.md ``, line 1" in text
    assert text.endswith("`` https://x.example/`@team` # <b> ``, `@team #1 - [ ] x`")


def test_long_lists_are_cut(github: GitHub) -> None:
    """GitHub rejects an issue of more than 65,536 characters."""
    rows = [
        result("broken", f"https://{number}.example/{'x' * 9000}", "x" * 9000)
        for number in range(300)
    ]
    github.run([], WORKING, *rows)
    text = github.calls[-1][-1]
    assert len(text) < 65_536
    assert "more" in text.splitlines()[-1]


OVER = threading.Event()  # the server is about to end


class _Handler(BaseHTTPRequestHandler):
    """Answers with the status in the path; the slow one comes too late."""

    def do_GET(self) -> None:
        kind = self.path.strip("/")
        if kind == "slow":
            OVER.wait(60)
        self.send_response(int(kind) if kind.isdigit() else 200)
        if kind in {"301", "302"}:
            self.send_header("Location", "/200")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815 - the name in the base class

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in the base class
        """Don't print requests."""


@contextmanager
def server() -> Iterator[str]:
    """Yield the address of a running server."""
    OVER.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as http:
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{http.server_port}"
        finally:
            OVER.set()
            http.shutdown()
            thread.join()


def test_links_are_checked(
    handbook: Callable[..., Handbook], github: GitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Links that work, redirect, fail, time out or are mail, as the builder sees them."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    settings = (ROOT / "conf.py").read_text(encoding="utf-8").splitlines()
    conf = "\n".join(line for line in settings if line.startswith("linkcheck_"))
    with server() as site:
        paths = ("200", "301", "302", "404", "500", "403", "503", "slow")
        text = "\n\n".join(f"[{path}]({site}/{path})" for path in paths)
        pages = {"index.md": f"# Start\n\n{text}\n\n<mailto:someone@example.org>\n"}
        book = handbook(pages, f"{conf}\nlinkcheck_retries = 1\nlinkcheck_timeout = 3\n")
        assert book.run("-q", builder="linkcheck") == 1
    output = (book.outdir / "output.json").read_text(encoding="utf-8")
    github.run([], *map(json.loads, output.splitlines()))
    lines = github.calls[-1][-1].split("\n")
    found = [path for line in lines for path in paths if f"/{path}`" in line]
    assert found == ["404", "500", "slow", "403"], "\n".join(lines)
