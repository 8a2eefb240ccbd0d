"""Pages with warnings are known, wherever in a build a warning comes from."""

from __future__ import annotations

import logging as python_logging
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes
from sphinx.util import logging

from sphinx_compass.domain.warned_pages import WarnedPages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Handbook

SOURCE = Path("/handbook")


def _docname(path: str) -> str:
    """Return the docname of a file, whether it is a page or not, as an environment does."""
    return Path(path).relative_to(SOURCE).with_suffix("").as_posix() if path[0] == "/" else path


ENV: Any = SimpleNamespace(
    found_docs={"index", "a", "folder/b"},
    srcdir=SOURCE,
    dependencies={"a": {"snippets/x.txt"}, "folder/b": {"snippets/x.txt", "other.txt"}},
    config=SimpleNamespace(root_doc="index"),
    path2doc=_docname,
)
CONFIG: Any = SimpleNamespace(suppress_warnings=["quiet", "loud.here"])


@pytest.fixture
def warned(monkeypatch: pytest.MonkeyPatch) -> Iterator[WarnedPages]:
    """Return the pages with warnings from now on; no build listens to these warnings."""
    logger = python_logging.getLogger(logging.NAMESPACE)
    monkeypatch.setattr(logger, "handlers", [])
    monkeypatch.setattr(logger, "level", python_logging.DEBUG)
    found = WarnedPages(CONFIG)
    found.start()
    yield found
    found.stop()


def node() -> nodes.Element:
    """Return a node on a line of a page."""
    found = nodes.paragraph()
    found.source, found.line = "/handbook/a.md", 3
    return found


@pytest.mark.parametrize(
    ("location", "docnames"),
    [
        ("a", ["a"]),
        ("folder/b:12", ["folder/b"]),
        (("a", 3), ["a"]),
        (("a", None), ["a"]),
        ("/handbook/a.md", ["a"]),
        ("/handbook/folder/b.md:7", ["folder/b"]),
        ("/handbook/a.md:", ["a"]),
        ("/handbook/a.md:docstring of tools.hit:2", ["a"]),
        (node(), ["a"]),
        # in files that are included by pages, or by none
        ("/handbook/snippets/x.txt:1", ["a", "folder/b"]),
        ("/handbook/other.txt:1", ["folder/b"]),
        ("/handbook/names.json:1", ["index"]),
        # what is not on a page is reported in each build, if at all
        (None, []),
        ((None, None), []),
        ("", []),
    ],
)
def test_location(warned: WarnedPages, location: Any, docnames: list[str]) -> None:
    """Each form of location that Sphinx's loggers take leads to the pages to read again."""
    logging.getLogger("test").warning("Something", location=location)
    assert warned.docnames(ENV) == docnames


def test_page_that_is_gone(warned: WarnedPages) -> None:
    """A page that is no longer there is not read again; the root page stands for it."""
    logging.getLogger("test").warning("Something", location="a")
    env: Any = SimpleNamespace(**{**vars(ENV), "found_docs": {"b"}, "dependencies": {}})
    env.config = SimpleNamespace(root_doc="b")
    assert warned.docnames(env) == ["b"]


@pytest.mark.parametrize(
    ("kind", "subtype", "docnames"),
    [
        ("quiet", "any", []),
        ("loud", "here", []),
        ("loud", "there", ["a"]),
        (None, None, ["a"]),
    ],
)
def test_silenced_warnings(
    warned: WarnedPages, kind: str | None, subtype: str | None, docnames: list[str]
) -> None:
    """A page whose warnings are all suppressed is not read again."""
    logging.getLogger("test").warning("Something", location="a", type=kind, subtype=subtype)
    assert warned.docnames(ENV) == docnames


def test_other_levels(warned: WarnedPages) -> None:
    """Errors count as well, and information does not."""
    logger = logging.getLogger("test")
    logger.info("Something", location="a")
    assert warned.docnames(ENV) == []
    logger.error("Something", location="a")
    assert warned.docnames(ENV) == ["a"]


def test_stop(warned: WarnedPages) -> None:
    """After a build nothing is noted, and Sphinx's logger is left as it was."""
    warned.stop()
    logging.getLogger("test").warning("Something", location="a")
    assert warned.docnames(ENV) == []
    assert warned not in python_logging.getLogger(logging.NAMESPACE).handlers


def test_sphinx_still_logs_as_we_expect() -> None:
    """If this fails, Sphinx changed: adapt ``domain/warned_pages.py``.

    The records of its loggers have these attributes, at a logger with this name.
    """
    assert logging.NAMESPACE == "sphinx"
    assert {"location", "type", "subtype"} <= set(logging.SphinxLoggerAdapter.KEYWORDS)
    assert logging.is_suppressed_warning("a", "b", ["a.b"])
    assert logging.get_node_location(node()) == "/handbook/a.md:3"


def test_mistake_in_an_included_file(handbook: Callable[..., Handbook]) -> None:
    """A page is read again for a mistake in a file that it includes."""
    book = handbook(
        {
            "index.md": "# Example\n\n```{toctree}\npage\n```\n",
            "page.md": "# Page\n\n```{include} snippet.txt\n```\n",
            "snippet.txt": "{nosuch}`x`\n",
        }
    )
    for _ in range(2):
        assert book.run("-W") != 0
        assert [finding.subtype for finding in book.findings] == ["myst.role_unknown"]


def test_builders_that_share_what_they_read(handbook: Callable[..., Handbook]) -> None:
    """A builder finds what another one found while reading."""
    book = handbook({"index.md": "# Example\n\n{nosuch}`x`\n"})
    for builder in ("text", "html", "text"):
        assert book.run("-W", builder=builder) != 0
        assert [finding.subtype for finding in book.findings] == ["myst.role_unknown"]
