"""Problems become warnings: each one once, in the order of pages and lines."""

from __future__ import annotations

import logging
import pickle
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.util.logging import NAMESPACE

from mistakes import MISTAKES, MISTAKES_CONF, pages_with_mistakes
from sphinx_compass.domain.reporting import location_in, report
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook
    from sphinx_compass.domain.page_record import PageRecord

ENV: Any = SimpleNamespace(found_docs={"a", "b"}, srcdir=Path("/handbook"))


class _Records(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Any] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(record)


@pytest.fixture
def records(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Return the list of what is logged from now on; no build sees it."""
    handler, logger = _Records(), logging.getLogger(NAMESPACE)
    monkeypatch.setattr(logger, "handlers", [handler])
    monkeypatch.setattr(logger, "level", logging.DEBUG)
    return handler.found


def problem(docname: str, line: int, subtype: Subtype, message: str = "Wrong") -> Problem:
    """Return a problem on a line."""
    return Problem(Location(docname, line), subtype, message, "correct it")


def test_order(records: list[Any]) -> None:
    """Problems are sorted by page and line, then by subtype, then by what they say."""
    expected = [
        problem("a", 2, Subtype.VALUE),
        problem("a", 10, Subtype.BODY, "B"),
        problem("a", 10, Subtype.OPTION, "A"),
        problem("a", 10, Subtype.OPTION, "B"),
        problem("b", 1, Subtype.BODY),
    ]
    report(ENV, [expected[index] for index in (3, 1, 4, 0, 2)])
    assert [record.getMessage() for record in records] == list(map(str, expected))
    assert [record.location for record in records] == [
        *[("a", 2), ("a", 10), ("a", 10), ("a", 10), ("b", 1)]
    ]


def test_once(records: list[Any]) -> None:
    """Equal problems are reported once, and similar ones each."""
    wrong = problem("a", 2, Subtype.VALUE)
    report(ENV, [wrong, problem("a", 3, Subtype.VALUE), problem("a", 2, Subtype.VALUE), wrong])
    assert [record.location for record in records] == [("a", 2), ("a", 3)]


def test_type(records: list[Any]) -> None:
    """The type is ours and the subtype the problem's, so that a project can silence either."""
    report(ENV, [problem("a", 1, subtype) for subtype in Subtype])
    assert {(record.levelname, record.type) for record in records} == {("WARNING", "compass")}
    assert sorted(record.subtype for record in records) == sorted(map(str, Subtype))
    assert {type(record.subtype) for record in records} == {str}


def test_text_is_no_format(records: list[Any]) -> None:
    """A percent sign in a name is shown as it is."""
    report(ENV, [problem("a", 1, Subtype.NAME, "The name '100%s'")])
    assert [record.getMessage() for record in records] == ["The name '100%s'; correct it."]


def test_location() -> None:
    """The location of another file than a page is its path, with the line."""
    assert location_in(ENV, Location("a", 7)) == ("a", 7)
    assert location_in(ENV, Location("names.json", 1)) == f"{Path('/handbook/names.json')}:1"


# -- in builds ---------------------------------------------------------------------------


def page_records(book: Handbook, out: str) -> dict[str, PageRecord]:
    """Return what the last build into a folder has recorded of each page."""
    path = book.folder.parent / out / "doctrees" / "environment.pickle"
    records: dict[str, PageRecord] = pickle.loads(path.read_bytes()).domaindata["compass"][  # noqa: S301
        "records"
    ]
    return records


def test_every_way_of_building_finds_the_same(handbook: Callable[..., Handbook]) -> None:
    """Serial, parallel and incremental builds keep the same records and find every mistake."""
    book = handbook(pages_with_mistakes(), MISTAKES_CONF)
    book.run(out="serial")
    found, records = book.findings, page_records(book, "serial")
    assert {finding.subtype for finding in found} == {f"compass.{name}" for name in MISTAKES}
    assert [(finding.file, finding.line) for finding in found] == sorted(
        (finding.file, finding.line) for finding in found
    )
    assert records.keys() == {"index", "company", *(name.value for name in MISTAKES)}
    book.run("-j", "2", out="parallel")
    assert book.findings == found
    assert page_records(book, "parallel") == records
    book.edit("unknown.md", "Prodct", "Produkt")
    book.run(out="serial")
    assert len(book.findings) == len(found)
    book.edit("unknown.md", "Produkt", "Prodct")
    book.run(out="serial")
    assert book.findings == found
    assert page_records(book, "serial") == records


def test_corrected_mistakes_are_found_no_more(handbook: Callable[..., Handbook]) -> None:
    """When each page is corrected, the next build finds nothing."""
    pages = pages_with_mistakes()
    book = handbook(pages, MISTAKES_CONF)
    book.run()
    assert len(book.findings) >= len(MISTAKES)
    sound = "---\nowner: boss\n---\n# Page\n"
    book.write({name: sound for name in pages if name.removesuffix(".md") in set(Subtype)})
    book.write({"names.json": "{}"})
    book.edit("index.md", "\ncompany\n", "\ncompany\ntoctree\n")
    (book.folder / "unpublished.markdown").unlink()
    book.write({"changes.json": '{"up_to": "", "entries": []}'})
    assert (book.run("-W"), book.warnings) == (0, "")


FORGED = """\
---
owner: "\\e[31mred"
review_in: "6 \\e]0;title\\a x"
"\\e[32mkey\\nindex.md:9: WARNING: forged": {a: b}
---
# Start

An ![y](\u202egvs.x) and {role}`\x9b31mx` and {unknown}`\u202ex`.
"""


@pytest.mark.parametrize("checked", [True, False])
def test_nothing_on_a_page_commands_a_terminal(
    handbook: Callable[..., Handbook], *, checked: bool
) -> None:
    """Warnings show control characters as escapes, and none forges another warning."""
    conf = f"compass_untrusted_pages = compass_check_pages = {checked}\n"
    book = handbook({"index.md": FORGED, "x\x1b[31m.md": "# No page\n"}, conf)
    book.run("-n", "--no-color")
    shown = book.warnings
    lines = shown.splitlines()
    assert len(lines) > 4
    assert all(line.startswith(f"{book.folder.resolve()}/") for line in lines), shown
    assert [character for character in shown if not character.isprintable()] == ["\n"] * len(lines)
