"""Fixtures that build small handbooks."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from sphinx.testing.util import SphinxTestApp

from build_server import build
from sphinx_compass.names.names_list import INVENTORY_TYPES, Name
from sphinx_compass.names.targets import old_name
from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.source.frontmatter import read_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

ROOT = Path(__file__).parent.parent
# The folders with the sections of the real handbook.
# Pages outside of sections; README.md and the like are no pages.
TOP = tuple(path.name for path in sorted(ROOT.glob("*.md")) if path.stem.islower())
SECTIONS = tuple(sorted(path.parent.name for path in ROOT.glob("*/index.md")))

# The time for an example depends on the machine, not on the code.
hypothesis.settings.register_profile(
    "patient", deadline=None, max_examples=int(os.environ.get("COMPASS_EXAMPLES", "100"))
)
hypothesis.settings.load_profile("patient")

CONF = """\
extensions = ["sphinx_compass", "myst_parser", "sphinx.ext.intersphinx"]
primary_domain = "compass"
intersphinx_resolve_self = "tc"
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
suppress_warnings = ["myst.topmatter", "epub.unknown_project_files"]
compass_today = "2026-11-21"
compass_top_role = "executive-director"
compass_require_summary = True
compass_require_structure_page = True
html_theme = "sphinx_book_theme"
html_theme_options = {"navbar_persistent": [], "collapse_navbar": True}
project = "Example"
epub_copyright = "2026"
version = "1"
"""

_WARNING = re.compile(
    r"(?P<file>[^\n]*?):(?:(?P<line>\d+):)? WARNING: (?P<text>.*?)(?: \[(?P<subtype>[\w.]+)\])?$",
    re.MULTILINE,
)
_COLOR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True)
class Finding:
    """One warning of a build, as an editor sees it."""

    file: str
    line: int
    subtype: str
    text: str


@dataclass
class Handbook:
    """A small handbook in a separate folder, and its builds."""

    folder: Path
    warnings: str = ""
    outdir: Path = field(init=False)

    def __post_init__(self) -> None:
        """Set the output folder, which does not exist before a build."""
        self.outdir = self.folder.parent / "out" / "dirhtml"

    def write(self, pages: Mapping[str, str]) -> None:
        """Write pages, given as file name: text."""
        for name, text in pages.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(text), encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text that occurs exactly once in a page."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def build(self, builder: str = "dirhtml") -> None:
        """Build the handbook from scratch with ``sphinx.testing``, and keep the warnings."""
        app = SphinxTestApp(
            builder, srcdir=self.folder, builddir=self.folder.parent / "build", freshenv=True
        )
        try:
            app.build()
        finally:
            app.cleanup()
        self.warnings = _COLOR.sub("", app.warning.getvalue())
        self.outdir = Path(app.outdir)

    def run(self, *arguments: str, builder: str = "dirhtml", out: str = "out") -> int:
        """Build in a separate process, as editors do, and return the exit status.

        An incremental build must start with nothing in memory: the theme changes
        default values of the configuration in place.
        """
        base = self.folder.parent / out
        self.outdir = base / builder
        doctrees = ("-d", str(base / "doctrees"))
        status, self.warnings = build(
            ["-b", builder, *doctrees, *arguments, str(self.folder), str(self.outdir)]
        )
        return status

    @property
    def findings(self) -> list[Finding]:
        """The warnings of the last build, in their order."""
        return [
            Finding(
                file=str(Path(match["file"]).relative_to(self.folder.resolve()))
                if match["file"].startswith("/")
                else match["file"],
                line=int(match["line"] or 0),
                subtype=match["subtype"] or "",
                text=match["text"],
            )
            for match in _WARNING.finditer(self.warnings)
        ]

    def html(self, docname: str) -> str:
        """Return the HTML of a page of the last ``dirhtml`` build."""
        page = self.outdir / docname
        folder = page.parent if page.name == "index" else page
        return (folder / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def handbook(tmp_path: Path) -> Callable[..., Handbook]:
    """Return a function that creates a handbook from pages, given as file name: text."""
    count = 0

    def make(pages: Mapping[str, str], conf: str = "") -> Handbook:
        nonlocal count
        count += 1
        folder = tmp_path / f"handbook{count}" / "source"
        folder.mkdir(parents=True)
        book = Handbook(folder)
        book.write({"conf.py": CONF + conf, **pages})
        return book

    return make


def tree(folder: Path) -> dict[str, bytes]:
    """Return the content of every file of an output folder, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def old_names(source: Path) -> set[tuple[str, str]]:
    """Return the old names in front matter, with their types in the inventory."""
    texts = [
        path.read_text(encoding="utf-8")
        for path in source.rglob("*.md")
        if not any(part.startswith(("_", ".")) for part in path.relative_to(source).parts)
    ]
    pages = [read_markdown("page", text).page for text in texts]
    old = {old_name(said) for page in pages for said in page.redirect_from}
    own = {Name("label", f"{kind}-{slug}") for kind, slug in old if kind in KINDS}
    return {(INVENTORY_TYPES[kind], name) for kind, name in own | old}


def addresses(data: Any) -> Iterator[str]:
    """Yield every address in compass.json or in JSON-LD."""
    if isinstance(data, list):
        for item in data:
            yield from addresses(item)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key in {"address", "$schema", "@id", "url"}:
                yield value
            else:
                yield from addresses(value)


# Fixtures that build something, and folders in which every test builds something.
BUILDING = frozenset(
    {"app", "chromium", "copy", "handbook", "host", "installed", "project", "site", "wheel"}
    | {"as_epub", "as_text"}
)
BUILT = ("browser", "clients", "handbooks", "recipes")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that build something or open a browser."""
    for item in items:
        fixtures = BUILDING.intersection(getattr(item, "fixturenames", ()))
        folder = item.path.relative_to(ROOT / "tests").parts[0]
        if fixtures or folder in BUILT:
            item.add_marker(pytest.mark.build)


@pytest.fixture(autouse=True)
def _no_build(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test that builds something without the marker ``build``."""
    if request.node.get_closest_marker("build") is not None:
        return

    def refuse(*_args: object, **_kwargs: object) -> None:
        pytest.fail("this test builds a site: mark it with pytest.mark.build")

    start = subprocess.Popen.__init__

    def guarded(self: Any, args: Any, *rest: Any, **kwargs: Any) -> None:
        if "sphinx" in map(str, args):
            refuse()
        start(self, args, *rest, **kwargs)

    monkeypatch.setattr("sphinx.application.Sphinx.__init__", refuse)
    monkeypatch.setattr("subprocess.Popen.__init__", guarded)
    monkeypatch.setattr("build_server.BuildServer.build", refuse)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that tests measured, even if they failed."""
    reports = [
        report
        for outcome in ("passed", "failed", "error")
        for report in terminalreporter.getreports(outcome)
        if report.when == "call"
    ]
    figures = sorted(
        (report.nodeid, number, str(text))
        for report in reports
        for number, (name, text) in enumerate(report.user_properties)
        if name == "figure"
    )
    if figures:
        terminalreporter.write_sep("=", "figures")
        for _, _, text in figures:
            terminalreporter.write_line(text)
