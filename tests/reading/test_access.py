"""Controls have an accessible name, and images and labels have the right attributes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reading.conftest import built

if TYPE_CHECKING:
    from conftest import Handbook

TABS = "\n::::{tab-set}\n:::{tab-item} One\nA\n:::\n:::{tab-item} Two\nB\n:::\n::::\n"


def test_toggles_in_the_navigation_have_a_name(book: Handbook) -> None:
    """They are icons without text."""
    book.write(
        {
            "rich.md": "# Rich & more\n\n```{toctree}\nrich/below\n```\n",
            "rich/below.md": "# Below\n",
        }
    )
    built(book)
    page = book.html("rich/below/index")
    assert re.findall(r"<summary([^>]*)>", page.partition("<main")[0]) == [
        ' aria-label="Pages below Rich &amp; more"'
    ]


def test_an_image_without_alternative_text_is_decoration(book: Handbook) -> None:
    """Otherwise, docutils uses the address as alternative text."""
    (book.folder / "dot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    images = "\n```{image} dot.svg\n```\n\n```{image} dot.svg\n:alt: A dot\n```\n"
    book.edit("plain.md", "Text.\n", images)
    built(book)
    assert re.findall(r'<img alt="([^"]*)" src="[^"]*dot.svg"', book.html("plain/index")) == [
        "",
        "A dot",
    ]


def test_labels_of_tabs_have_no_forbidden_attribute(book: Handbook) -> None:
    """HTML does not allow ``aria-controls`` on labels."""
    book.edit("rich.md", "Text.\n", TABS)
    built(book)
    assert re.findall(r"<label[^>]*sd-tab-label", book.html("rich/index"))
    assert "aria-controls" not in book.html("rich/index")
