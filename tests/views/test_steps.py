"""Steps of checklists on the pages that show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from views.example import PLAIN, links_of, soup, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from bs4 import Tag

    from conftest import Handbook

# MyST uses what Sphinx 11 will drop.
pytestmark = pytest.mark.filterwarnings(r"ignore:'myst_parser\.:PendingDeprecationWarning")

CONF = PLAIN + (
    'compass_check_pages = True\ncompass_untrusted_pages = True\nhtml_baseurl = "https://x.test/"\n'
    'myst_enable_extensions = ["colon_fence", "tasklist"]\n'
)
PAGES = {
    "index.md": "# Example\n\n```{toctree}\npeople\nlist\nwork/doors\nviews\n```\n",
    "people.md": """\
        # People

        :::{area} Product
        :page: people

        Makes things.
        :::

        :::{team} Makers

        Make things.
        :::

        :::{role} Maker
        :area: Product
        :teams: Makers

        Makes things.
        :::

        :::{role} Guide

        Shows the way.
        :::
        """,
    "list.md": """\
        # The list

        :::{checklist} Arriving
        :phases: Late, Early

        Somebody arrives.
        :::

        :::{steps} Arriving
        :phase: Early
        :by: Guide

        - Say hello to the {role}`maker`.

          With a smile.
        - Wave.
        :::

        :::{checklist} Leaving

        Somebody leaves.
        :::
        """,
    "work/doors.md": """\
        # Doors

        ## Front door

        :::{steps} Arriving
        :phase: Late
        :by: Guide, Makers
        :for: Product

        - [ ] Open the **front** `door`, as [the list](../list.md) and <https://example.org> say.

          Pull hard.
        - Ask {role}`guide` about [all of it](#doors).
        :::

        :::{steps} Leaving
        :by: Guide
        :for: Maker
        :undoes: Arriving

        1. Close the door.
        :::
        """,
    "views.md": """\
        # Views

        ```{step-list}
        :for: Maker
        ```
        """,
}
OPEN = "Open the front door, as the list and https://example.org say."


@pytest.fixture
def book(handbook: Callable[..., Handbook]) -> Handbook:
    """Return the built handbook."""
    book = handbook(PAGES, CONF)
    book.build()
    assert book.warnings == ""
    return book


def facts(tag: Tag) -> list[str]:
    """Return what is said about the steps in an element."""
    return [text_of(found) for found in tag.select(".compass-step-facts")]


def test_topic_page(book: Handbook) -> None:
    """The page of a step shows all of it, with the checklist, doers and whom it concerns."""
    first, second = soup(book, "work/doors").select(".compass-steps")
    caption = first.select(".compass-steps-caption")[0]
    assert text_of(caption) == "Checklist: Arriving, Late. By: Guide, Makers. For: Product"
    assert links_of(caption) == [
        ("Arriving", "../../list/#checklist-arriving"),
        ("Guide", "../../people/#role-guide"),
        ("Makers", "../../people/#team-makers"),
        ("Product", "../../people/#area-product"),
    ]
    assert [text_of(item) for item in first.select("li")] == [
        f"{OPEN} Pull hard.",
        "Ask Guide about all of it.",
    ]
    assert [item["id"] for item in (*first.select("li"), *second.select("li"))] == [
        "step-open-the-front-door-as-the-list-and",
        "step-ask-role-guide-about-all-of-it",
        "step-close-the-door",
    ]


def test_full_list(book: Handbook) -> None:
    """The page of a checklist shows its steps by phase, and its own steps only there."""
    page = soup(book, "list")
    arriving, leaving = page.select(".compass-checklist")
    assert [text_of(found) for found in arriving.select(".rubric")] == ["Late", "Early"]
    assert [found["start"] for found in arriving.select("ol")] == ["1", "3"]
    steps = [text_of(item.select("p")[0]) for item in arriving.select("li")]
    assert steps == [OPEN, "Ask Guide about all of it.", "Say hello to the Maker.", "Wave."]
    assert facts(arriving) == [
        *["By: Guide, Makers. For: Product. See: Doors: Front door"] * 2,
        *["By: Guide"] * 2,
    ]
    assert ("all of it", "../work/doors/#doors") in links_of(arriving)
    assert [text_of(item) for item in page.select("#step-say-hello-to-the-role-maker p")][2] == (
        "With a smile."
    )
    told = f"By: Guide. For: Maker. Undoes: {OPEN[:-1]}, Ask Guide about all of it."
    assert facts(leaving) == [f"{told} See: Doors: Front door"]
    assert page.select(".compass-steps") == []
    anchors = {str(tag["id"]) for tag in soup(book, "work/doors").select("li[id]")}
    links = {address for _text, address in links_of(arriving) + links_of(leaving)}
    assert {f"../work/doors/#{anchor}" for anchor in anchors} <= links


def test_cards(book: Handbook) -> None:
    """Cards list the steps that name their object; many are folded."""
    page = soup(book, "people")
    (folded,) = page.select("#role-guide details.compass-disclosure")
    assert text_of(folded.select("summary")[0]) == "Steps to do (5)"
    assert [text for text, _address in links_of(folded)] == [
        *("Arriving", OPEN, "Ask Guide about all of it.", "Say hello to the Maker.", "Wave."),
        *("Leaving", "Close the door."),
    ]
    assert ("Wave.", "../list/#step-wave") in links_of(folded)
    assert facts(page.select("#role-maker")[0]) == ["Steps that concern it (1)"]
    assert facts(page.select("#team-makers")[0]) == ["Steps to do (2)"]
    assert facts(page.select("#area-product")[0]) == ["Steps that concern it (2)"]


def test_view(book: Handbook) -> None:
    """A filter by role finds the steps for it, its teams and its area."""
    shown = soup(book, "views").select(".compass-checklist")[0]
    assert [text_of(found) for found in shown.select(".rubric")] == ["Arriving: Late", "Leaving"]
    steps = [text_of(item.select("p")[0]) for item in shown.select("li")]
    assert steps == [OPEN, "Ask Guide about all of it.", "Close the door."]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (":checklist: leaving", ["Close the door."]),
        (":by: Makers", [OPEN, "Ask Guide about all of it."]),
        (":phase: early", ["Say hello to the Maker.", "Wave."]),
        (":phase: Early, Late\n:by: makers\n:checklist: Arriving, Leaving\n:for: Product", [OPEN]),
        (":by: Maker", []),
        (":for: Makers", []),
    ],
)
def test_filters(handbook: Callable[..., Handbook], lines: str, expected: list[str]) -> None:
    """Steps pass that fit all filters; those for everybody concern nobody in particular."""
    book = handbook({**PAGES, "views.md": f"# Views\n\n```{{step-list}}\n{lines}\n```\n"}, CONF)
    book.build()
    assert book.warnings == ""
    shown = soup(book, "views")
    steps = [text_of(item.select("p")[0]) for item in shown.select(".compass-checklist li")]
    assert steps[: len(expected)] == expected
    assert bool(shown.select(".compass-empty")) == (not expected)


def test_as_text(handbook: Callable[..., Handbook]) -> None:
    """Other formats have the same steps."""
    book = handbook(PAGES, CONF)
    book.build("text")
    text = (book.outdir / "list.txt").read_text(encoding="utf-8")
    assert '1. Open the **front** "door", as the list and https://example.org' in text
    assert "4. Wave." in text
    book.build("singlehtml")
    page = BeautifulSoup((book.outdir / "index.html").read_text(encoding="utf-8"), "html5lib")
    assert len(page.select(".compass-checklist")) == 3


def test_removing_a_step(book: Handbook) -> None:
    """A step that is removed from its page is gone from every page and from the data."""
    pages = ("list", "work/doors", "people", "views")
    assert all("Ask" in book.html(name) for name in pages)
    book.edit(
        "work/doors.md",
        "- Ask {role}`guide` about [all of it](#doors).\n",
        "",
    )
    book.run()
    assert book.warnings == ""
    assert not any("Ask" in book.html(name) for name in pages)
    assert "Ask" not in (book.outdir / "compass.json").read_text(encoding="utf-8")
