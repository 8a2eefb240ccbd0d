"""Warnings of Sphinx and MyST are reported in the form of our own findings."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from sphinx.util.logging import NAMESPACE, WarningStreamHandler

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

CHECKED = "compass_check_pages = True\n"
PAGES = {
    "index.md": "# Start\n\n```{toctree}\nteams/index\n```\n",
    "teams/index.md": "# Teams\n\n```{toctree}\nold\n```\n",
    "teams/old.md": "# Old\n\nText.\n",
    "teams/new.md": "# New\n\nText.\n",
}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_page_in_no_toctree_is_reported_with_the_line_to_add(
    handbook: Callable[..., Handbook], jobs: str
) -> None:
    """The one finding names the page, and the line to add to which file."""
    book = handbook(PAGES, CHECKED)
    assert book.run("-W", "-j", jobs) == 1
    (finding,) = book.findings
    assert (finding.file, finding.subtype) == ("teams/new.md", "compass.toctree")
    assert "'new'" in finding.text
    assert "teams/index.md" in finding.text


def test_an_incremental_build_reports_it_again(handbook: Callable[..., Handbook]) -> None:
    """A build in which nothing has changed has the same finding."""
    book = handbook(PAGES, CHECKED)
    book.run()
    first = book.findings
    book.run()
    assert book.findings == first
    assert len(first) == 1


def test_suppressed_warnings_stay_suppressed(handbook: Callable[..., Handbook]) -> None:
    """``suppress_warnings`` takes Sphinx's own name of a warning, too."""
    book = handbook(PAGES, CHECKED + "suppress_warnings = ['toc.not_included']\n")
    assert book.run("-W") == 0, book.warnings


def test_other_handbooks_get_the_messages_as_they_are(handbook: Callable[..., Handbook]) -> None:
    """Without the setting, Sphinx's own message is shown."""
    book = handbook(PAGES)
    book.run()
    assert [finding.subtype for finding in book.findings] == ["toc.not_included"]


def test_a_failed_build_shows_what_was_held_back(handbook: Callable[..., Handbook]) -> None:
    """An error while pages are checked hides no message."""
    conf = """
def setup(app):
    app.connect("compass-problems", lambda *_: 1 / 0, priority=1)
"""
    book = handbook(PAGES, CHECKED + conf)
    assert book.run() == 2
    assert "compass.toctree" in book.warnings


def test_sphinx_still_shows_warnings_with_this_handler() -> None:
    """If this fails, Sphinx has changed: see the private names in domain/rewording.py."""
    assert logging.getLogger(NAMESPACE) is logging.getLogger("sphinx")
    assert issubclass(WarningStreamHandler, logging.StreamHandler)
