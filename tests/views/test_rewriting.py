"""Incremental builds rewrite exactly the pages whose content changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from views.example import PAGES, PLAIN, changes, section, soup, text_of, written

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

# MyST uses what Sphinx 11 will drop.
pytestmark = pytest.mark.filterwarnings(r"ignore:'myst_parser\.:PendingDeprecationWarning")


def related(book: Handbook) -> dict[str, list[str]]:
    """Return the related pages that each page of the last build shows."""
    return {
        docname: [text_of(item) for item in soup(book, docname).select(".compass-related li")]
        for docname in (name.removesuffix(".md") for name in PAGES)
    }


def with_others_related(
    book: Handbook, before: dict[str, list[str]], expected: set[str]
) -> set[str]:
    """Return pages that have to be rewritten, with those whose related pages changed."""
    after = related(book)
    pages = expected | {docname for docname in after if after[docname] != before[docname]}
    return {f"{page}/index.html" for page in pages - {"index"}}


@pytest.mark.parametrize(
    ("sentence", "shown_on"),
    [
        ("Today the {role}`Cook` sleeps.", {"people"}),
        ("Today the {role}`one who leads <boss>` sleeps.", {"lead"}),
        ("Today the {team}`Council` sleeps.", {"teams"}),
        ("Today the {area}`Operations` sleeps.", set()),
        ("Today a {term}`Rim` sleeps.", {"views"}),
        ("Today nobody sleeps.", set()),
    ],
)
@pytest.mark.parametrize("docname", ["quiet", "index"])
def test_new_sentence(
    handbook: Callable[..., Handbook], docname: str, sentence: str, shown_on: set[str]
) -> None:
    """A new sentence rewrites the pages of the objects that it mentions, and no others.

    Pages that it makes related are rewritten, too.
    """
    book = handbook(PAGES, PLAIN)
    assert (book.run(), book.warnings) == (0, "")
    before, related_before = written(book), related(book)
    path = book.folder / f"{docname}.md"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{sentence}\n", encoding="utf-8")
    assert (book.run(), book.warnings) == (0, "")
    rewritten = shown_on | {docname} - {"index"}
    assert changes(book, before) == with_others_related(book, related_before, rewritten)
    for page in shown_on - {"views"}:
        assert " sleeps." in text_of(soup(book, page))


def test_short_term_list_shows_no_backlinks(handbook: Callable[..., Handbook]) -> None:
    """A list without backlinks is not rewritten for a new one."""
    short = "# Views\n\n```{term-list}\n:style: list\n```\n"
    book = handbook({**PAGES, "views.md": short}, PLAIN)
    assert (book.run(), book.warnings) == (0, "")
    before, related_before = written(book), related(book)
    book.edit("quiet.md", "refers to anything", "refers to a {term}`Rim`")
    assert (book.run(), book.warnings) == (0, "")
    assert changes(book, before) == with_others_related(book, related_before, {"quiet"})


def test_day_alone_rewrites_late_pages(handbook: Callable[..., Handbook]) -> None:
    """When a review becomes late, or facts old, only that page is rewritten, with the note.

    The page that lists reviews is rewritten when a review becomes late on its list.
    """
    book = handbook(PAGES, PLAIN)
    late = {}
    # the review is due on 2026-11-05: the list says from the next day that it is late, the page
    # after ten days; the facts of 2024-10 are old after 24 months
    for day in ("11-15", "11-16", "11-17", "11-14", "11-06", "11-05", "11-01", "10-31"):
        before = written(book)
        assert (book.run("-D", f"compass_today=2026-{day}"), book.warnings) == (0, "")
        late[day] = (
            len(soup(book, "teams").select("p.compass-late")),
            len(section(book, "views", "all-reviews").select(".compass-badge")),
            changes(book, before) if before else None,
        )
    assert late == {
        "11-15": (1, 1, None),
        "11-16": (2, 1, {"teams/index.html"}),
        "11-17": (2, 1, set()),
        "11-14": (1, 1, {"teams/index.html"}),
        "11-06": (1, 1, set()),
        "11-05": (1, 0, {"views/index.html"}),
        "11-01": (1, 0, set()),
        "10-31": (0, 0, {"teams/index.html"}),
    }
