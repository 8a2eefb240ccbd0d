"""Mistakes in the directives of views are reported at their location."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sphinx_compass.organization.rules import Rules
from sphinx_compass.views.registry import views
from views.example import PAGES, PLAIN, VIEWS, soup, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

# MyST uses what Sphinx 11 will drop.
pytestmark = pytest.mark.filterwarnings(r"ignore:'myst_parser\\.:PendingDeprecationWarning")


def test_the_example_has_every_view() -> None:
    """The pages for the other tests have all views."""
    shown = {name for view in VIEWS.values() for name in re.findall(r"{([a-z-]+)}", view)}
    assert shown == views().keys()


@pytest.mark.parametrize("name", views())
def test_filters_by_words(name: str) -> None:
    """Each filter by words has a list of words in the settings."""
    rules = Rules()
    fields = [item.choices for item in views()[name].filters if item.choices]
    assert all(isinstance(getattr(rules, field), tuple) for field in fields)


@pytest.mark.parametrize("name", views())
def test_every_filter_is_checked(name: str) -> None:
    """The values of each filter are either names of objects, or words, or a number."""
    for item in views()[name].filters:
        kinds = [bool(item.leads_to), bool(item.choices or item.words), bool(item.most)].count(True)
        assert kinds == (item.name != "phase")  # which has a check of its own


@pytest.mark.parametrize(
    ("lines", "line", "subtype", "quoted"),
    [
        ("{role-list}\n:are: Product", 4, "option", "are area"),
        ("{team-list}\n:lead: boss", 4, "option", "lead"),
        ("{org-chart}\n:status: new", 4, "option", "status"),
        ("{linkable-names}\n:area: Product", 4, "option", "area"),
        ("{linkable-names}\n:kind: page, sectoin", 4, "value", "sectoin section"),
        ("{area-list}\n:style: long", 4, "value", "long"),
        ("{role-list}\n:status: new\n:area: Product,\n  Prodct", 6, "unknown", "Prodct Product"),
        ("{role-list}\n:team: Makrs", 4, "unknown", "Makrs Makers"),
        ("{team-list}\n---\narea:\n  - Product\n  - Maker\n---", 7, "unknown", "Maker Maker"),
        ("{org-chart}\n:area: Nowhere", 4, "unknown", "Nowhere"),
        ("{page-reviews}\n:owner: Bos", 4, "unknown", "Bos Product|Lead"),
        ("{changes}\n:area: Nowhere", 4, "unknown", "Nowhere"),
        ("{latest-changes}\n:limit: 0", 4, "value", "0"),
        ("{latest-changes}\n:limit: many", 4, "value", "many"),
        ("{latest-changes}\n:limit: 2, 3", 4, "value", "limit 3"),
        ("{role-list}\n:status: new, vacent", 4, "value", "vacent vacant"),
        ("{team-list}\n:kind: gouverning", 4, "value", "gouverning governing"),
        ("{role-list}\n:status: new\n:status: vacant", 5, "option", "status"),
        ("{term-list}\nAll our terms.", 4, "body", ""),
        ("{org-chart} of Product", 3, "body", ""),
    ],
)
def test_finding(
    handbook: Callable[..., Handbook], lines: str, line: int, subtype: str, quoted: str
) -> None:
    """A mistake is reported once, at its line, with the names that are involved."""
    book = handbook({**PAGES, "views.md": f"# Views\n\n```{lines}\n```\n"}, PLAIN)
    book.build("dummy")
    (finding,) = book.findings
    assert (finding.file, finding.line) == ("views.md", line)
    assert finding.subtype == f"compass.{subtype}"
    assert re.findall(r"'(.*?)'", finding.text) == [
        name.replace("|", " ") for name in quoted.split()
    ]
    assert book.warnings.count("WARNING") == 1


def test_text_in_a_view(handbook: Callable[..., Handbook]) -> None:
    """The finding says that a view takes no text."""
    page = "# Views\n\n```{area-list}\nAll our areas.\n```\n"
    book = handbook({**PAGES, "views.md": page}, PLAIN)
    book.build("dummy")
    assert [finding.text for finding in book.findings] == [
        "An area-list takes no text; remove everything but its options."
    ]


def test_words_of_the_project(handbook: Callable[..., Handbook]) -> None:
    """A filter accepts only the words of the project."""
    page = "# Views\n\n```{role-list}\n:status: acting, vacant\n```\n"
    people = ":::{role} Maker\n:status: acting\n\nMakes.\n:::\n"
    conf = PLAIN + 'compass_statuses = ["acting"]\ncompass_inactive_statuses = []\n'
    book = handbook({"index.md": f"# Example\n\n{people}\n{page[9:]}"}, conf)
    book.build()
    (finding,) = book.findings
    assert (finding.subtype, "'vacant'" in finding.text) == ("compass.value", True)
    assert text_of(soup(book, "index").select("table.compass-list td")[0]) == "Role: Maker, acting"


def test_names_without_a_primary_domain(handbook: Callable[..., Handbook]) -> None:
    """The short name of each view works on every site, and so do those with a domain."""
    written = [f"{{{domain}{name}}}" for name in views() for domain in ("", "compass:", "std:")]
    page = "\n".join(["# Example", *(f"```{name}\n```" for name in written), ""])
    book = handbook(
        {"index.md": page, "conf.py": 'extensions = ["sphinx_compass", "myst_parser"]\n'}
    )
    book.build("pseudoxml")
    assert book.warnings == ""


def test_reading_as_restructuredtext(handbook: Callable[..., Handbook]) -> None:
    """Views and their findings are the same in reStructuredText, in upper and lower case."""
    page = "Example\n=======\n\n.. Team-List::\n   :kind: governing, gouverning\n"
    book = handbook({"index.rst": page}, PLAIN)
    book.build()
    (finding,) = book.findings
    assert (finding.file, finding.line) == ("index.rst", 5)
    assert soup(book, "index").select("p.compass-empty") != []
