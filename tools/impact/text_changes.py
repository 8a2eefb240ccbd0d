"""Writes which pages say something else: address, owner and changed sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx_compass.names.names_list import address
from sphinx_compass.organization.text import as_markdown_code
from tools.impact.markdown import plain, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tools.impact.texts import ChangedPage, ChangedSection, Rewording

MOST_REWORDINGS = 20  # of one section
LONGEST_SENTENCE = 400  # characters


def text_changes(pages: Iterable[ChangedPage], preview: str) -> list[str]:
    """Return the lines of a Markdown list of pages.

    ``preview`` is the address of the built site; without it, addresses begin at the site's root.
    """
    return [line for page in pages for line in _page(page, preview)]


def _page(page: ChangedPage, preview: str) -> Iterator[str]:
    how = (
        ", new" if page.is_new else ", only in what it refers to or includes" * page.is_same_source
    )
    owner = f"owner: {plain(page.owner)}" if page.owner else "no owner"
    yield f"- {_link(page, preview)}{how}; {owner}"
    if page.description is not None:
        yield f"  - Description: {_reworded(page.description)}"
    for section in page.sections:
        yield f"  - {_cited(section)}:"
        shown = section.rewordings[:MOST_REWORDINGS]
        yield from (f"    - {_reworded(rewording)}" for rewording in shown)
        if more := len(section.rewordings) - len(shown):
            yield f"    - and {more} more"


def _link(page: ChangedPage, preview: str) -> str:
    path = quote(address(page.docname))
    title = plain(page.title)
    if preview:
        return f"[{title}]({preview.rstrip('/')}/{path})"
    return f"{title} ({as_markdown_code(f'/{path}')})"


def _cited(section: ChangedSection) -> str:
    pages = (
        "1 other page cites" if section.cited_by == 1 else f"{section.cited_by} other pages cite"
    )
    return f'Section "{plain(section.title)}", which {pages}'


def _reworded(rewording: Rewording) -> str:
    before, after = (plain(shortened(text, LONGEST_SENTENCE)) for text in rewording)
    if not before:
        return f'new: "{after}"'
    if not after:
        return f'removed: "{before}"'
    return f'"{before}" → "{after}"'
