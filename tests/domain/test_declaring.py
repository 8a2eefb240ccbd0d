"""What a declaration leaves on its page, and what is wrong with it in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from mistakes import declared, findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

# MyST uses what Sphinx 11 will drop.
pytestmark = pytest.mark.filterwarnings(r"ignore:'myst_parser\.:PendingDeprecationWarning")

# Without the handbook's theme, which takes longer.
PLAIN = """
html_theme = "basic"
html_theme_options = {}
"""


def soup(book: Handbook) -> BeautifulSoup:
    """Return the front page of a built site, parsed as a browser does."""
    return BeautifulSoup(book.html("index"), "html5lib")


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (
            declared("role", "", "Text.", name=""),
            (
                "A role is declared without a name; "
                "write the name on the line of the '{role}' itself."
            ),
        ),
        (
            declared("team", "", "Text.", name="***"),
            (
                "No slug can be made from the name '***'; "
                "add a line ':slug: some-name' in lowercase letters."
            ),
        ),
        (
            declared("role", ":slug: The Thing", "", "Text."),
            (
                "'The Thing' is not a slug; use lowercase letters and digits joined by "
                "hyphens, for instance 'the-thing'."
            ),
        ),
        (
            declared("role", ":status: new"),
            (
                "The role 'Thing' has no text that says what it is; "
                "write one or two sentences below the options."
            ),
        ),
    ],
)
def test_words(handbook: Callable[..., Handbook], page: str, words: str) -> None:
    """Each finding says what is wrong and what to write, to people who edit texts."""
    assert [finding.text for finding in findings(handbook, page)] == [words]


def test_words_without_name_and_text(handbook: Callable[..., Handbook]) -> None:
    """A declaration that lacks its text and its name is called by its kind."""
    texts = [finding.text for finding in findings(handbook, declared("area", name=""))]
    assert "This area has no text that says what it is" in " ".join(texts)


@pytest.mark.parametrize(("slug", "example"), [("***", "some-name"), ("É T", "e-t")])
def test_example_of_a_slug(handbook: Callable[..., Handbook], slug: str, example: str) -> None:
    """A wrong slug is corrected if it can be."""
    (finding,) = findings(handbook, declared("role", f":slug: {slug}", "", "Text."))
    assert f"'{example}'" in finding.text


def test_two_declarations_have_two_anchors(handbook: Callable[..., Handbook]) -> None:
    """Further declarations on a page have other anchors, and links lead to the first."""
    once = ":::{role} Maker\n\nMakes.\n:::\n"
    book = handbook({"index.md": f"# Example\n\n{once}\n{once}\n{once}\n{{role}}`maker`\n"}, PLAIN)
    book.build()
    page = soup(book)
    anchors = [card["id"] for card in page.select(".compass-card")]
    assert anchors == ["role-maker", "role-maker-2", "role-maker-3"]
    assert page.select("section > p a")[-1]["href"] == "#role-maker"


@pytest.mark.parametrize(
    "body",
    [
        "% secret\nDecides much.",
        "Decides much.\n\n% secret",
        "<!-- secret -->\n\nDecides much.",
        "Decides <!-- secret --> much.",
    ],
)
def test_comments_stay_out(handbook: Callable[..., Handbook], body: str) -> None:
    """A comment in a declaration is in no list, in no tooltip and not found by a search."""
    area = f":::{{area}} Quiet\n:page: index\n\n{body}\n:::\n"
    page = f"# Example\n\n{area}\n{{area}}`quiet`\n\n```{{area-list}}\n```\n"
    book = handbook({"index.md": page}, PLAIN)
    book.build()
    parsed = soup(book)
    assert [link.get("title") for link in parsed.select("section > p a")] == ["Decides much."]
    assert "secret" not in parsed.get_text()
    assert "secret" not in (book.outdir / "searchindex.js").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("page", "label_page"),
    [("index.md", "index"), ("other.md", "other")],
)
def test_label_of_an_object(handbook: Callable[..., Handbook], page: str, label_page: str) -> None:
    """A page that uses an object's label is found, and references to it keep working."""
    toctree = "# Example\n\n```{toctree}\n:glob:\n\n*\n```\n"
    maker = f"{toctree}\n:::{{role}} Maker\nMakes.\n:::\n\n{{ref}}`role-maker`\n"
    pages = {"index.md": maker, "other.md": "# Other\n\nText.\n"}
    pages[page] += "\n(role-maker)=\n## Section\n\nText.\n"
    book = handbook(pages, PLAIN)
    book.build()
    (finding,) = book.findings
    assert (finding.file, finding.line, finding.subtype) == ("index.md", 9, "compass.label")
    assert finding.text == (
        f"The page '{label_page}' uses the label 'role-maker', which belongs to the role "
        "'Maker'; remove that label there; references to it keep working."
    )
