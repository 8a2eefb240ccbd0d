"""A small handbook with every view, and helpers that read its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bs4 import BeautifulSoup, Tag

if TYPE_CHECKING:
    from conftest import Handbook

# The basic theme, because the handbook's theme is slower; today is 2026-11-21.
PLAIN = """
html_theme = "basic"
html_theme_options = {}
nitpicky = True
compass_repository_url = "https://example.org/handbook"
compass_late_after_days = 10
compass_facts_late_after_months = 24
compass_top_role = "product-lead"
"""

VIEWS = {
    "all-roles": "{role-list}",
    "roles-of-areas": "{role-list}\n:area: making, Operations",
    "roles-of-teams": "{role-list}\n:team: Makers, Council",
    "roles-by-status": "{role-list}\n:status: vacant, new",
    "roles-by-both": "{role-list}\n:status: vacant, new\n:area: Product",
    "roles-in-short": "{role-list}\n:style: list\n:area: Product",
    "all-teams": "{team-list}",
    "teams-by-kind": "{team-list}\n:kind: governing, temporary",
    "teams-of-area": "{team-list}\n:area: Making",
    "teams-in-short": "{team-list}\n:style: list\n:status: pilot",
    "no-team": "{team-list}\n:status: archived",
    "all-areas": "{area-list}",
    "areas-as-cards": "{area-list}\n:style: cards",
    "everything": "{directory}",
    "all-terms": "{term-list}",
    "whole-chart": "{org-chart}",
    "chart-of-area": "{org-chart}\n:area: Operations",
    "all-reviews": "{page-reviews}",
    "reviews-of-owners": "{page-reviews}\n:owner: boss, maker",
    "all-names": "{linkable-names}",
    "all-changes": "{changes}",
    "changes-of-area": "{changes}\n:area: Product",
    "all-checklists": "{checklist-list}",
    "all-steps": "{step-list}",
    "newest-changes": "{latest-changes}\n:limit: 2",
}

PAGES = {
    "index.md": """\
        # Example

        ```{toctree}
        :glob:

        *
        ```
        """,
    "lead.md": """\
        ---
        owner: Boss
        last_reviewed_on: 2026-05-21
        review_in: 6 months
        ---
        # Leading

        :::{role} Product Lead
        :area: Product
        :aliases: Boss
        :reports-to: Council
        :teams: Council
        :status: new

        Decides what is built.
        :::

        - Answers within 3 days.
        - Asks the {role}`Maker` first.

        The {role}`boss` says so.

        ## Daily work

        The {role}`boss` keeps a list of each {term}`Hub`.
        """,
    "teams.md": """\
        ---
        owner: Maker
        last_reviewed_on: 2026-05-05
        review_in: 6 months
        facts_as_of: 2024-10
        ---
        # Teams

        ## Those who make

        :::{team} Makers
        :area: Product
        :kind: service
        :status: pilot
        :lead: boss

        Make things.
        :::

        ## Those who decide

        :::{team} Council
        :kind: governing

        Decides.
        :::
        """,
    "areas.md": """\
        # Areas

        :::{area} Product
        :page: areas
        :lead: Boss
        :aliases: Making

        Makes things, led by the {role}`boss`.
        :::

        :::{area} Operations
        :page: areas
        :lead: Helper

        Keeps things running.
        :::
        """,
    "people.md": """\
        ---
        owner: Product Lead
        last_reviewed_on: 2026-10-01
        review_in: 12 months
        facts_as_of: 2024-11
        ---
        # People

        :::{role} Maker
        :area: Product
        :reports-to: Boss
        :teams: Makers
        :status: established

        Makes things.
        :::

        :::{role} Helper
        :area: Operations
        :reports-to: Boss
        :status: vacant

        Helps.
        :::

        :::{role} Cook
        :area: Operations
        :status: archived

        Cooks.
        :::
        """,
    "words.md": """\
        # Words

        ```{glossary}
        Hub
        Hubs
        Node
          A place that the {role}`boss` opened. Each Hub is a {term}`spoke` for another.

        Spoke
          Leads out.

        Rim
          Holds all, and no page uses it.
        ```
        """,
    "work.md": """\
        ---
        owner: boss
        description: How we work at "our place" & elsewhere.
        ---
        # Work

        Before all, the {role}`boss` plans. This is something else.

        (how-we-work)=
        ## How the {role}`boss` works

        First this. Then the {role}`lead of all <boss>` asks the {team}`Makers`, e.g. in
        the {area}`Product` area, for a {term}`hub <Hub>`. At last that.

        | Who          | What               |
        | ------------ | ------------------ |
        | {role}`boss` | Opens the {term}`Hub`. |
        | Nobody       | Closes it.         |
        """,
    "quiet.md": "# Quiet\n\nNothing here refers to anything.\n",
    "views.md": "# Views\n\n"
    + "".join(f"({name})=\n## {name}\n\n```{view}\n```\n\n" for name, view in VIEWS.items()),
}


def soup(book: Handbook, docname: str) -> BeautifulSoup:
    """Return a page of a built site, parsed as a browser does."""
    return BeautifulSoup(book.html(docname), "html5lib")


def text_of(tag: Tag) -> str:
    """Return the text of an element with normalized white space."""
    return " ".join(tag.get_text().split())


def links_of(tag: Tag) -> list[tuple[str, str]]:
    """Return the text and address of each link in an element."""
    return [(text_of(link), str(link["href"])) for link in tag.select("a")]


def section(book: Handbook, docname: str, anchor: str) -> Tag:
    """Return a section of a page by its anchor."""
    found = soup(book, docname).find(id=anchor)
    assert isinstance(found, Tag), anchor
    return found if found.name == "section" else found.find_parents("section")[0]


def rows(found: Tag) -> list[list[str]]:
    """Return the texts of a table's rows, without the headings for narrow screens."""
    for heading in found.select(".compass-cell-heading"):
        heading.decompose()
    return [[text_of(cell) for cell in row.select("td")] for row in found.select("tbody tr")]


def view_rows(book: Handbook, anchor: str) -> list[list[str]]:
    """Return the texts in the table of a view."""
    return rows(section(book, "views", anchor))


def written(book: Handbook) -> dict[str, int]:
    """Return when each page of the last build was written."""
    return {
        path.relative_to(book.outdir).as_posix(): path.stat().st_mtime_ns
        for path in book.outdir.rglob("index.html")
        if path.parent.name not in {"genindex", "search"}  # written in each build
    }


def changes(book: Handbook, before: dict[str, int]) -> set[str]:
    """Return the pages that were written again."""
    found = {name for name, time in written(book).items() if before.get(name) != time}
    # Sphinx itself writes a page again whose toctree lists one that it writes
    return found - {"index.html"}
