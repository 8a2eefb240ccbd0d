"""A page or an included file that is not in UTF-8 is one finding, and the rest is built."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

CONF = "compass_check_pages = True\n"
PAGES = {
    "index.md": "# Start\n\nAsk {role}`Nobody`.\n\n```{toctree}\npage\n```\n",
    "page.md": "# Page\n\n```{include} part.txt\n```\n",
    "part.txt": "A part.\n",
}


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"# Page\n\ncaf\xe9\n", 3),
        (b"---\ntitle: caf\xe9\n---\n# Page\n\nText.\n", 2),
        (b"---\ntitle: a\x00b\n---\n# Page\n", 2),
        ("# Page\n\nText.\n".encode("utf-16"), 1),
        (b"# Page\n\na\x00b\n", 3),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", 1),
        (b"PK\x03\x04\x14\x00", 1),
        (bytes(range(256)) * 3, 1),
        ("# Page\n\nText.\n".encode("utf-16-le"), 1),
    ],
)
def test_page(handbook: Callable[..., Handbook], data: bytes, line: int, jobs: str) -> None:
    """Other findings are there too, and an incremental build repeats both."""
    book = handbook(PAGES, CONF)
    (book.folder / "page.md").write_bytes(data)
    for _build in range(2):
        assert book.run("-j", jobs) == 0, book.warnings
        places = [(item.file, item.line, item.subtype) for item in book.findings]
        assert places == [
            ("index.md", 3, "compass.unknown"),
            ("page.md", line, "compass.encoding"),
        ]
    assert "page" in book.html("page").lower()
    assert book.run("-E", "-W") == 1


def test_included_file(handbook: Callable[..., Handbook]) -> None:
    """The finding is in the included file."""
    book = handbook(PAGES, CONF)
    (book.folder / "part.txt").write_bytes(b"A part\nof a caf\xe9.\n")
    book.run()
    (_unknown, finding) = book.findings
    assert (finding.file, finding.line, finding.subtype) == ("part.txt", 2, "compass.encoding")


def test_other_handbooks_are_read_as_before(handbook: Callable[..., Handbook]) -> None:
    """Without the setting, such a page ends the build.

    If this fails, Sphinx may have changed: see the names in domain/encoding.py.
    """
    book = handbook(PAGES)
    (book.folder / "page.md").write_bytes(b"# Caf\xe9\n")
    assert book.run() == 2
