"""What a build finds in pictures, cards and buttons, and labels that are used twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mistakes import assert_found, findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook
    from mistakes import Found

CHECKED = """
compass_check_pages = True
extensions += ["sphinx_design"]
"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg"/>'


def card(link: str) -> str:
    """Return a card that leads somewhere."""
    return f":::{{card}} Start\n:link: {link}\n\nText.\n:::\n"


def found_below_title(handbook: Callable[..., Handbook], text: str) -> Handbook:
    """Build a page that has a text from line 3 on, beside a picture."""
    files = {
        "index.md": "# Start\n\n```{toctree}\npage\n```\n",
        "page.md": f"# Page\n\n{text}",
        "art/line drawing.svg": DRAWING,
        "art/circle.svg": DRAWING,
        "part.txt": "Words.\n\n![](/art/circle.svg)\n",
    }
    book = handbook(files, CHECKED)
    assert book.run(builder="dummy") == 0, book.warnings
    return book


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("![](/art/circle.svg)\n", 3, "circle.svg"),
        ("![ ](/art/circle.svg)\n", 3, "circle.svg"),
        ("Two\nlines ![](art/circle.svg) here.\n", 4, "circle.svg"),
        ("[![](art/circle.svg)](https://example.org)\n", 3, "circle.svg"),
        ("![art/circle.svg](art/circle.svg)\n", 3, "name of a file"),
        (":::{figure} /art/circle.svg\n\nCaption\n:::\n", 3, "':alt: …'"),
        ("```{image} /art/circle.svg\n```\n", 3, "':alt: …'"),
        ("![A circle](/art/cirlce.svg)\n", 3, "did you mean '/art/circle.svg'?"),
        ("![A circle](circle.svg)\n", 3, "did you mean '/art/circle.svg'?"),
        ("Two\nlines ![A circle](/art/CIRCLE.SVG).\n", 4, "did you mean '/art/circle.svg'?"),
        ("![A word](/nothing.png)\n", 3, "upload it"),
        ("Two\nlines ![A page](index.md)\n", 4, "remove the '!'"),
        (":::{figure} /art/circle.svg\n\nAll teams: a list\n:::\n", 3, "':alt: …'"),
        (":::{figure} /art/cirlce.svg\n:alt: A circle\n:::\n", 3, "'/art/circle.svg'"),
    ],
)
def test_picture(handbook: Callable[..., Handbook], text: str, line: int, words: str) -> None:
    """A picture without words, or that does not exist, is one finding at its line."""
    (finding,) = found_below_title(handbook, text).findings
    assert (finding.file, finding.line, finding.subtype) == ("page.md", line, "compass.image")
    assert words in finding.text


@pytest.mark.parametrize(
    "text",
    [
        "![A circle](/art/circle.svg)\n",
        "```{image} /art/circle.svg\n:alt:\n```\n",
        '```{image} /art/circle.svg\n:alt: ""\n```\n',
        ":::{figure} /art/circle.svg\n:alt: A circle\n\nCaption\n:::\n",
        "`![](circle.svg)`\n",
        "[![A circle](/art/circle.svg)](https://example.org)\n",
    ],
)
def test_picture_with_words(handbook: Callable[..., Handbook], text: str) -> None:
    """Words, or the decision that there are none, are no finding."""
    assert found_below_title(handbook, text).findings == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("```{figure} /art/circle.svg\n\n:alt: A circle\n:width: 10px\n```\n", 5),
        ("```{figure} /art/circle.svg\n:alt A circle\n```\n", 4),
        ("```{figure} /art/circle.svg\n:alt:A circle\n```\n", 4),
    ],
)
def test_misplaced_words(handbook: Callable[..., Handbook], text: str, line: int) -> None:
    """The one finding is at the option, and does not ask for words that are there."""
    (finding,) = found_below_title(handbook, text).findings
    assert (finding.file, finding.line) == ("page.md", line)


def test_picture_in_an_included_file(handbook: Callable[..., Handbook]) -> None:
    """The finding is in that file."""
    (finding,) = found_below_title(handbook, "```{include} part.txt\n```\n").findings
    assert (finding.file, finding.line) == ("part.txt", 3)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (card("index.md"), "':link: index' and ':link-type: doc'"),
        (card("index"), "':link: index' and ':link-type: doc'"),
        (card("/index.html"), "':link: /index' and ':link-type: doc'"),
        (card("a:label"), "':link: a:label' and ':link-type: ref'"),
        ("```{button-link} index.md\nStart\n```\n", "'{button-ref} index' with ':ref-type: doc'"),
        ("```{image} /art/circle.svg\n:alt: A circle\n:target: index.md\n```\n", "https://"),
    ],
)
def test_link_to_a_file(handbook: Callable[..., Handbook], text: str, words: str) -> None:
    """A card, button or picture that leads to a file is one finding, with what to write."""
    (finding,) = found_below_title(handbook, text).findings
    assert (finding.file, finding.line, finding.subtype) == ("page.md", 3, "compass.unknown")
    assert words in finding.text


def test_link_of_a_nested_card(handbook: Callable[..., Handbook]) -> None:
    """The finding is at the card, not at what is around it."""
    text = "::::{grid} 1\n\n:::{grid-item-card} Start\n:link: index.md\n\nText.\n:::\n::::\n"
    (finding,) = found_below_title(handbook, text).findings
    assert (finding.file, finding.line, finding.subtype) == ("page.md", 5, "compass.unknown")


@pytest.mark.parametrize(
    ("address", "fix"),
    [
        ("https:/example.org", "https://example.org"),
        ("http:example.org", "http://example.org"),
        ("https:///example.org", "https://example.org"),
        ("https://https://example.org", "https://example.org"),
        ("http://http//example.org", "http://example.org"),
        ("https://", "whole address"),
        ("https://?x", "whole address"),
        ("http://[::", "whole address"),
    ],
)
def test_address_without_a_site(handbook: Callable[..., Handbook], address: str, fix: str) -> None:
    """A link, a card and a button with such an address are one finding each, with the fix."""
    text = f"Words\nand [words]({address}).\n\n{card(address)}"
    found = found_below_title(handbook, text).findings
    assert [(item.line, item.subtype) for item in found] == [
        (4, "compass.unknown"),
        (6, "compass.unknown"),
    ]
    assert all(fix in item.text for item in found)


def test_link_without_words(handbook: Callable[..., Handbook]) -> None:
    """A link to another site has no title that Sphinx could show."""
    (finding,) = found_below_title(handbook, "Two\nlines [](https://example.org).\n").findings
    assert (finding.file, finding.line, finding.subtype) == ("page.md", 4, "compass.markup")


@pytest.mark.parametrize(
    "text",
    [
        card("index\n:link-type: doc"),
        card("https://example.org/index.md"),
        card("mailto:a@example.org"),
        "<http://[::1]:80/> [a](http://me@localhost) [b](https://a.org/http://b.org)\n",
        "[![A circle](art/circle.svg)](https://example.org) [x](https://\u4f8b.jp)\n",
        card("'#page'"),
        "[start](index.md), [part](#page), <https://example.org>\n",
    ],
)
def test_link_to_an_address(handbook: Callable[..., Handbook], text: str) -> None:
    """Addresses and resolved links are no findings."""
    assert found_below_title(handbook, text).findings == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(a:b)=\n# Page\n\n(a:b)=\n## Part\n\n{ref}`a:b`\n", (4, "label", "a:b")),
        ("# Page\n\n(A B)=\n## One\n\n(a b)=\n## Two\n\n{ref}`a b`\n", (6, "label", "a b")),
        ("# Page\n\n(x)=\n\nText.\n\n(x)=\n\nMore {ref}`this <x>`.\n", (7, "label", "x")),
    ],
)
def test_label_twice_on_a_page(handbook: Callable[..., Handbook], text: str, found: Found) -> None:
    """It is one finding at the second place; references lead to the first one."""
    assert_found(findings(handbook, text, conf=CHECKED + "nitpicky = True\n"), [found])


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_label_on_two_pages(handbook: Callable[..., Handbook], jobs: str) -> None:
    """It is one finding, which names both places, however the handbook is built."""
    pages = {
        "index.md": "# Start\n\n{ref}`a:b`\n\n```{toctree}\none\ntwo\n```\n",
        "one.md": "# One\n\n(a:b)=\n## Part\n",
        "two.md": "# Two\n\nText.\n\n(a:b)=\n## Part\n",
    }
    book = handbook(pages, CHECKED)
    for _build in range(2):
        book.run("-j", jobs)
        (finding,) = book.findings
        assert (finding.file, finding.line, finding.subtype) == ("two.md", 5, "compass.label")
        assert "one.md, line 3" in finding.text
