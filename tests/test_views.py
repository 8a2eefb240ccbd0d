"""Views, mentions and what pages say of themselves, in real builds."""

from __future__ import annotations

import json
import shutil
import zipfile
from textwrap import dedent
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from conftest import CONF, Handbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# MyST uses what Sphinx 11 will drop.
pytestmark = pytest.mark.filterwarnings(r"ignore:'myst_parser\.:PendingDeprecationWarning")

# Without the handbook's theme, which needs longer; its last day, 2026-11-21, is today.
PLAIN = """
html_theme = "basic"
html_theme_options = {}
nitpicky = True
compass_repository_url = "https://example.org/handbook"
compass_late_after_days = 10
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
    "all-terms": "{term-list}",
    "whole-chart": "{org-chart}",
    "chart-of-area": "{org-chart}\n:area: Operations",
    "all-reviews": "{page-reviews}",
    "reviews-of-owners": "{page-reviews}\n:owner: boss, maker",
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

        Whoever is the {role}`boss` says so.

        ## Daily work

        The {role}`boss` keeps a list of each {term}`Hub`.
        """,
    "teams.md": """\
        ---
        owner: Maker
        last_reviewed_on: 2026-05-05
        review_in: 6 months
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


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    """Return the example, built once."""
    book = Handbook(tmp_path_factory.mktemp("views") / "source")
    book.folder.mkdir()
    book.write({"conf.py": CONF + PLAIN, **PAGES})
    book.build()
    assert book.warnings == ""
    return book


def soup(book: Handbook, docname: str) -> BeautifulSoup:
    """Return a page of a built site, parsed as a browser does."""
    return BeautifulSoup(book.html(docname), "html5lib")


def text_of(tag: Tag) -> str:
    """Return the text of an element, white space folded."""
    return " ".join(tag.get_text().split())


def links_of(tag: Tag) -> list[tuple[str, str]]:
    """Return text and address of each link in an element."""
    return [(text_of(link), str(link["href"])) for link in tag.select("a")]


def section(book: Handbook, docname: str, anchor: str) -> Tag:
    """Return a section of a page by its anchor."""
    found = soup(book, docname).find(id=anchor)
    assert isinstance(found, Tag), anchor
    return found if found.name == "section" else found.find_parents("section")[0]


def rows(found: Tag) -> list[list[str]]:
    """Return the texts of a table's rows, without the headings that phones show."""
    for heading in found.select(".compass-cell-heading"):
        heading.decompose()
    return [[text_of(cell) for cell in row.select("td")] for row in found.select("tbody tr")]


def view_rows(book: Handbook, anchor: str) -> list[list[str]]:
    """Return the texts in the table of a view."""
    return rows(section(book, "views", anchor))


# -- mentions ---------------------------------------------------------------------

DASH = " – "  # noqa: RUF001 - between a place and its sentence
WORKS = "Work: How the Product Lead works"
ASKS = "Then the lead of all asks the Makers, e.g. in the Product area, for a hub."


def mentions(book: Handbook, docname: str, name: str) -> list[tuple[str, str]]:
    """Return places and sentences below 'Where … is mentioned' on a page."""
    headings = [
        rubric
        for rubric in soup(book, docname).select("p.rubric")
        if text_of(rubric) == f"Where {name} is mentioned"
    ]
    assert len(headings) <= 1
    shown = headings[0].find_next_sibling() if headings else None
    return quotations(shown) if isinstance(shown, Tag) else []


def quotations(shown: Tag) -> list[tuple[str, str]]:
    """Return the places, which are links, and the sentences of a list of mentions."""
    assert "compass-mentions" in shown["class"]
    found = []
    for item in shown.select("li"):
        (place,) = item.select("a")
        sentence = text_of(item).removeprefix(text_of(place)).removeprefix(DASH)
        found.append((text_of(place), sentence))
    return found


def test_mentions_of_a_role(site: Handbook) -> None:
    """By page and section, each sentence that refers to the role; in a table, the row.

    What its own section says of it is left out, not what a section below that says.
    """
    assert mentions(site, "lead", "Product Lead") == [
        ("Areas", "Makes things, led by the Product Lead."),
        ("Leading: Daily work", "The Product Lead keeps a list of each Hub."),
        ("Words: Hub", "A place that the Product Lead opened."),
        ("Work", "Before all, the Product Lead plans."),
        (WORKS, "How the Product Lead works"),
        (WORKS, ASKS),
        (WORKS, "Product Lead; Opens the Hub."),
    ]


def test_mentions_of_a_team(site: Handbook) -> None:
    """They stand at the end of the team's own section."""
    assert mentions(site, "teams", "Makers") == [(WORKS, ASKS)]
    own = section(site, "teams", "those-who-make")
    assert len(own.select("p.rubric + ul.compass-mentions")) == 1
    assert len(soup(site, "teams").select("ul.compass-mentions")) == 1


def test_no_mentions_of_areas(site: Handbook) -> None:
    """An area's page, and a role that nobody mentions, have no such list."""
    assert soup(site, "areas").select("p.rubric, ul.compass-mentions") == []
    assert mentions(site, "people", "Maker") == [("Leading", "Asks the Maker first.")]
    assert mentions(site, "people", "Cook") == []


@pytest.mark.parametrize("docname", ["lead", "teams", "views"])
def test_mentions_lead_there(site: Handbook, docname: str) -> None:
    """Each link of a mention leads to the page, and to an anchor that is on it."""
    shown = soup(site, docname).select("ul.compass-mentions")
    links = [link for part in shown for link in links_of(part)]
    assert links
    for text, address in links:
        target = urlsplit(urljoin(f"http://handbook/{docname}/", address))
        page = soup(site, target.path.strip("/"))
        place = page.find(id=target.fragment) if target.fragment else page.select_one("h1")
        assert isinstance(place, Tag), (text, address)
        title, _, part = text.partition(": ")
        assert text_of(page.select("h1")[0]).removesuffix("¶") == title
        assert part in text_of(place)


def test_mentions_of_terms(site: Handbook) -> None:
    """In the list of terms they open on demand, below the definition's first sentence."""
    found = {}
    for row in section(site, "views", "all-terms").select("tbody tr"):
        opened = row.select("td:nth-of-type(2) > details")
        found[text_of(row.select("td a")[0])] = [
            (text_of(part.select("summary")[0]), quotations(part.select("ul")[0]))
            for part in opened
        ]
    assert found == {
        "Hub": [
            (
                "Mentioned 3 times",
                [
                    ("Leading: Daily work", "The Product Lead keeps a list of each Hub."),
                    (WORKS, ASKS),
                    (WORKS, "Product Lead; Opens the Hub."),
                ],
            )
        ],
        "Rim": [],
        "Spoke": [("Mentioned once", [("Words: Hub", "Each Hub is a spoke for another.")])],
    }


@pytest.mark.parametrize(
    "reference",
    ["{any}`Boss`", "{ref}`role-product-lead`", "[the boss](#role-product-lead)"],
)
def test_every_kind_of_reference_is_a_mention(
    handbook: Callable[..., Handbook], reference: str
) -> None:
    """However a sentence refers to a role, its page has the sentence."""
    book = handbook({**PAGES, "quiet.md": f"# Quiet\n\nHere {reference} sleeps.\n"}, PLAIN)
    book.build()
    assert book.warnings == ""
    found = [text for place, text in mentions(book, "lead", "Product Lead") if place == "Quiet"]
    assert len(found) == 1
    assert found[0].endswith(" sleeps.")


def test_mention_with_a_hard_line_break(handbook: Callable[..., Handbook]) -> None:
    """Words on both sides of a line break stay two words."""
    text = "# Quiet\n\nHere sleeps the {role}`boss`\\\nand nobody else.\n"
    book = handbook({**PAGES, "quiet.md": text}, PLAIN)
    book.build()
    quotation = ("Quiet", "Here sleeps the Product Lead and nobody else.")
    assert quotation in mentions(book, "lead", "Product Lead")


# -- lists --------------------------------------------------------------------------


def test_role_table(site: Handbook) -> None:
    """All roles by name; a status other than established in words; links where they lead."""
    assert view_rows(site, "all-roles") == [
        ["Cook, archived", "Cooks.", "Operations", ""],
        ["Helper, vacant", "Helps.", "Operations", "Product Lead"],
        ["Maker", "Makes things.", "Product", "Product Lead"],
        ["Product Lead, new", "Decides what is built.", "Product", "Council"],
    ]
    last = section(site, "views", "all-roles").select("tbody tr")[-1]
    assert links_of(last) == [
        ("Product Lead", "../lead/#role-product-lead"),
        ("Product", "../areas/#area-product"),
        ("Council", "../teams/#team-council"),
    ]


def test_other_tables(site: Handbook) -> None:
    """Teams, areas and terms have their own columns."""
    assert view_rows(site, "all-teams") == [
        ["Council", "Decides.", "governing", ""],
        ["Makers, pilot", "Make things.", "service", "Product Lead"],
    ]
    assert view_rows(site, "all-areas") == [
        ["Operations", "Keeps things running.", "Helper"],
        ["Product", "Makes things, led by the Product Lead.", "Product Lead"],
    ]
    assert [(row[0], row[2]) for row in view_rows(site, "all-terms")] == [
        ("Hub, Node", "Words"),
        ("Rim", "Words"),
        ("Spoke", "Words"),
    ]


@pytest.mark.parametrize(
    ("anchor", "expected"),
    [
        ("roles-of-areas", ["Cook, archived", "Helper, vacant", "Maker", "Product Lead, new"]),
        ("roles-of-teams", ["Maker", "Product Lead, new"]),
        ("roles-by-status", ["Helper, vacant", "Product Lead, new"]),
        ("roles-by-both", ["Product Lead, new"]),
        ("teams-by-kind", ["Council"]),
        ("teams-of-area", ["Makers, pilot"]),
    ],
)
def test_filters(site: Handbook, anchor: str, expected: list[str]) -> None:
    """Options filter: any value of one, and all options together."""
    assert [row[0] for row in view_rows(site, anchor)] == expected


def test_short_lists(site: Handbook) -> None:
    """In the style list each thing is a line with its summary."""
    found = section(site, "views", "roles-in-short")
    assert found.select("table") == []
    assert [text_of(item) for item in found.select("li")] == [
        "Maker: Makes things.",
        "Product Lead, new: Decides what is built.",
    ]
    assert links_of(found.select("li")[0]) == [("Maker", "../people/#role-maker")]
    teams = section(site, "views", "teams-in-short").select("li")
    assert [text_of(item) for item in teams] == ["Makers, pilot: Make things."]


def test_nothing_to_list(site: Handbook) -> None:
    """Where nothing passes the filters a sentence says so."""
    found = section(site, "views", "no-team")
    assert found.select("table, ul") == []
    assert text_of(found.select("p")[0]) == "None is declared yet."


def test_unknown_name_does_not_stand_for_none(handbook: Callable[..., Handbook]) -> None:
    """A filter that means nothing finds nothing: not what has no area, team or owner."""
    view = "{}\n:{}: Nowhere\n```\n\n```"
    book = handbook(
        {
            **PAGES,
            "people.md": PAGES["people.md"].replace(":area: Operations\n        ", ""),
            "views.md": "# Views\n\n```"
            + view.format("{role-list}", "area")
            + view.format("{role-list}", "team")
            + view.format("{team-list}", "area")
            + view.format("{org-chart}", "area")
            + "{page-reviews}\n:owner: Nowhere\n```\n",
        },
        PLAIN,
    )
    book.build()
    assert {finding.subtype for finding in book.findings} == {"compass.unknown"}
    page = soup(book, "views").select("section")[0]
    assert [text_of(part) for part in page.find_all(["p", "table", "div"], recursive=False)] == [
        "None is declared yet."
    ] * 5


# -- the chart ------------------------------------------------------------------------


def branches(chart: Tag, indent: str = "") -> Iterator[str]:
    """Yield the boxes of a chart as indented lines."""
    (items,) = chart.find_all("ul", recursive=False)
    for item in items.find_all("li", recursive=False):
        (box,) = item.find_all("p", recursive=False)
        yield f"{indent}{text_of(box)}"
        if item.find("ul") is not None:
            yield from branches(item, f"{indent}  ")


def test_chart(site: Handbook) -> None:
    """Nested lists of who reports to whom, with areas, leads and statuses in words."""
    (chart,) = section(site, "views", "whole-chart").select("div.compass-chart")
    assert list(branches(chart)) == [
        "Council",
        "  Product Lead (leads Product) (new)",
        "    Helper (leads Operations) (vacant)",
        "    Maker (Product)",
        "Operations (no reporting line is stated)",
        "  Cook (archived)",
    ]
    assert chart.select("img, svg, object, iframe, script") == []


def test_every_box_is_a_link(site: Handbook) -> None:
    """Each box of the chart leads to what it stands for."""
    (chart,) = section(site, "views", "whole-chart").select("div.compass-chart")
    assert [links_of(box) for box in chart.select(".compass-box")] == [
        [("Council", "../teams/#team-council")],
        [("Product Lead", "../lead/#role-product-lead")],
        [("Helper", "../people/#role-helper")],
        [("Maker", "../people/#role-maker")],
        [("Operations", "../areas/#area-operations")],
        [("Cook", "../people/#role-cook")],
    ]


def test_chart_of_an_area(site: Handbook) -> None:
    """A filtered chart has the area's roles and who stands above them."""
    (chart,) = section(site, "views", "chart-of-area").select("div.compass-chart")
    assert list(branches(chart)) == [
        "Council",
        "  Product Lead (leads Product) (new)",
        "    Helper (leads Operations) (vacant)",
        "Operations (no reporting line is stated)",
        "  Cook (archived)",
    ]


# -- reviews ----------------------------------------------------------------------------


def test_review_table(site: Handbook) -> None:
    """All pages by owner and due date, those without an owner last."""
    found = section(site, "views", "all-reviews")
    assert [text_of(cell) for cell in found.select("thead th")] == [
        "Page",
        "Owner",
        "Reviewed",
        "Due",
        "Changed since",
    ]
    assert rows(found) == [
        ["Teams", "Maker", "2026-05-05", "2026-11-05", ""],
        ["Work", "Product Lead", "", "", ""],
        ["Leading", "Product Lead", "2026-05-21", "2026-11-21", ""],
        ["People", "Product Lead", "2026-10-01", "2027-10-01", ""],
        *([name, "", "", "", ""] for name in ("Areas", "Example", "Quiet", "Views", "Words")),
    ]
    assert links_of(section(site, "views", "all-reviews").select("tbody tr")[0]) == [
        ("Teams", "../teams/"),
        ("Maker", "../people/#role-maker"),
    ]


def test_reviews_of_owners(site: Handbook) -> None:
    """Filtered by owners, by whatever name, the table has their pages only."""
    assert [row[0] for row in view_rows(site, "reviews-of-owners")] == [
        "Teams",
        "Work",
        "Leading",
        "People",
    ]


def record_reviews(book: Handbook) -> None:
    """Write the reviews file as ``nox -s reviewed`` does."""
    assert (book.run(builder="reviews"), book.warnings) == (0, "")
    shutil.copy(book.outdir / "record.json", book.folder / "reviews.json")


def flagged(book: Handbook) -> dict[str, list[tuple[str, str]]]:
    """Build, and return what has changed below each flagged page."""
    assert (book.run(), book.warnings) == (0, "")
    table = section(book, "views", "all-reviews")
    cells = {text_of(row.select("a")[0]): row.select("td")[-1] for row in table.select("tbody tr")}
    return {page: links_of(cell) for page, cell in cells.items() if text_of(cell)}


RECORDED = 'compass_reviews_file = "reviews.json"\n'
REVIEWED = {
    **PAGES,
    "reviews.json": '{"pages": {}}',
    "quiet.md": """\
        ---
        owner: Maker
        last_reviewed_on: 2026-11-20
        review_in: 6 months
        ---
        # Quiet

        The {role}`boss` may open a {term}`node`.
        """,
}


LEAD = ("Product Lead", "../lead/#role-product-lead")
HUB = ("Hub", "../words/#term-Hub")


@pytest.mark.parametrize(
    ("page", "old", "new", "changed"),
    [
        ("lead.md", "within 3 days", "within 4 days", LEAD),
        ("lead.md", "keeps a list", "keeps no list", LEAD),
        ("lead.md", ":status: new", ":status: pilot", LEAD),
        ("words.md", "for another", "for no other", HUB),
        ("lead.md", "Answers within 3 days.", "Answers, within 3 days", None),
        ("lead.md", "Asks the {role}`Maker` first.", "Asks the {role}`Maker`\n  first.", None),
        ("lead.md", "within 3 days", "within 3\\\n  days", None),
        ("lead.md", "# Leading\n", "# Leading\n\n% a comment for editors\n", None),
        ("words.md", "opened. Each", "opened: each", None),
        ("words.md", "Leads out.", "Leads in.", None),
    ],
)
def test_changed_ground(
    handbook: Callable[..., Handbook],
    page: str,
    old: str,
    new: str,
    changed: tuple[str, str] | None,
) -> None:
    """A number or word of a duty or definition flags the pages that cite it; a comma does not."""
    book = handbook(REVIEWED, PLAIN + RECORDED)
    record_reviews(book)
    assert flagged(book) == {}
    book.edit(page, old, new)
    found = flagged(book)
    assert found.get("Quiet") == ([changed] if changed else None)
    if changed is None:
        assert found == {}
    assert {"lead.md": "Leading", "words.md": "Words"}[page] not in found


def test_review_settles_what_changed(handbook: Callable[..., Handbook]) -> None:
    """The agenda names the changed ground until the page has a new review date on record."""
    book = handbook(REVIEWED, PLAIN + RECORDED)
    record_reviews(book)
    book.edit("lead.md", "within 3 days", "within 4 days")
    record_reviews(book)
    groups = json.loads((book.outdir / "agenda.json").read_text(encoding="utf-8"))
    quiet = {"page": "quiet", "review_by": "2027-05-20", "days_late": 0}
    assert {**quiet, "changed": ["role:product-lead"]} in groups[0]["pages"]
    text = (book.outdir / "agenda.txt").read_text(encoding="utf-8")
    assert "changed: role:product-lead" in text
    assert flagged(book) == {"Quiet": [LEAD]}
    book.edit("quiet.md", "2026-11-20", "2026-11-21")
    record_reviews(book)
    assert flagged(book) == {}


def test_another_reviews_file_alone_rewrites_the_table(handbook: Callable[..., Handbook]) -> None:
    """When only the committed file changes, an incremental build shows it."""
    book = handbook(REVIEWED, PLAIN + RECORDED)
    record_reviews(book)
    assert flagged(book) == {}
    before = written(book)
    path = book.folder / "reviews.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record["pages"]["quiet"]["cited"]["term:hub"] = "another"
    path.write_text(json.dumps(record), encoding="utf-8")
    assert flagged(book) == {"Quiet": [HUB]}
    assert changes(book, before) == {"views/index.html"}


def test_reviews_builder(handbook: Callable[..., Handbook]) -> None:
    """It writes what is due for people and for programs, and the record; nothing else."""
    book = handbook(REVIEWED, PLAIN + RECORDED)
    assert (book.run(builder="reviews"), book.warnings) == (0, "")
    files = {path.name: path.read_text(encoding="utf-8") for path in book.outdir.iterdir()}
    assert sorted(files) == ["agenda.json", "agenda.txt", "record.json"]
    lines = [" ".join(line.split()) for line in files["agenda.txt"].splitlines()]
    assert lines == [
        "Maker",
        "teams due 2026-11-05 16 days late",
        "Product Lead",
        "lead due 2026-11-21",
    ]
    teams = {"page": "teams", "review_by": "2026-11-05", "days_late": 16, "changed": []}
    lead = {"page": "lead", "review_by": "2026-11-21", "days_late": 0, "changed": []}
    assert json.loads(files["agenda.json"]) == [
        {"owner": "maker", "name": "Maker", "pages": [teams]},
        {"owner": "product-lead", "name": "Product Lead", "pages": [lead]},
    ]
    record = json.loads(files["record.json"])["pages"]
    assert {docname: sorted(review["cited"]) for docname, review in record.items()} == {
        "lead": ["role:maker", "term:hub"],
        "people": [],
        "quiet": ["role:product-lead", "term:hub"],
        "teams": [],
    }
    assert record["quiet"]["reviewed_on"] == "2026-11-20"


# -- foot and head of a page ---------------------------------------------------------


def foot(book: Handbook, docname: str) -> list[str]:
    """Return the lines at the end of a page."""
    return [text_of(item) for item in soup(book, docname).select("ul.compass-foot > li")]


def test_foot(site: Handbook) -> None:
    """The last thing on a page is who answers for it, when it is due, and how to mend it."""
    assert foot(site, "teams") == [
        "Owner: Maker",
        "Last reviewed: 5 May 2026",
        "Review due: 5 November 2026",
        "Edit this page",
        "Flag as out of date",
    ]
    (line,) = soup(site, "teams").select("ul.compass-foot")
    assert line.find_all_next("section") == []
    assert line.find_parent("section") is None
    assert foot(site, "work") == ["Owner: Product Lead", "Edit this page", "Flag as out of date"]


def test_foot_links(site: Handbook) -> None:
    """Owner and edit link lead there; the flag link opens an issue naming page and owner."""
    owner, edit, flag = links_of(soup(site, "work").select("ul.compass-foot")[0])
    assert owner == ("Product Lead", "../lead/#role-product-lead")
    assert edit == ("Edit this page", "https://example.org/handbook/edit/main/work.md")
    address = urlsplit(flag[1])
    assert address._replace(query="").geturl() == "https://example.org/handbook/issues/new"
    query = parse_qs(address.query, strict_parsing=True)
    assert query.keys() == {"title", "body"}
    assert query["title"] == ["Out of date: Work"]
    (body,) = query["body"]
    assert body.splitlines()[:2] == ["Page: work.md", "Owner: Product Lead"]


def test_late_review(site: Handbook) -> None:
    """Only a page whose review is long due says so, right below its title."""
    late = {docname: soup(site, docname).select("p.compass-late") for docname in ("lead", "teams")}
    assert late["lead"] == []
    (note,) = late["teams"]
    title = note.find_previous_sibling()
    assert isinstance(title, Tag)
    assert title.name == "h1"
    assert "was due on 5 November 2026" in text_of(note)


def test_foot_stands_below_footnotes(handbook: Callable[..., Handbook]) -> None:
    """The foot ends the page, also where the page has footnotes."""
    page = "---\nowner: Maker\n---\n# Quiet\n\nHere.[^a]\n\n[^a]: There.\n"
    book = handbook({**PAGES, "quiet.md": page}, PLAIN)
    book.build()
    (foot_list,) = soup(book, "quiet").select("ul.compass-foot")
    assert len(foot_list.find_all_previous(class_="footnote")) == 1


def test_foot_has_no_empty_list(handbook: Callable[..., Handbook]) -> None:
    """A page that has nothing to say of itself has no empty list at its end."""
    page = "---\ndescription: A page.\n---\n# Example\n"
    book = handbook({"index.md": page}, 'html_theme = "basic"\nhtml_theme_options = {}\n')
    book.build()
    assert soup(book, "index").select("ul.compass-foot") == []


# -- incremental builds -----------------------------------------------------------------


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
def test_new_sentence_shows_where_it_is_about(
    handbook: Callable[..., Handbook], docname: str, sentence: str, shown_on: set[str]
) -> None:
    """A sentence on any page rewrites the page of what it mentions, and no other one."""
    book = handbook(PAGES, PLAIN)
    assert (book.run(), book.warnings) == (0, "")
    before = written(book)
    path = book.folder / f"{docname}.md"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{sentence}\n", encoding="utf-8")
    assert (book.run(), book.warnings) == (0, "")
    rewritten = shown_on | {docname} - {"index"}
    assert changes(book, before) == {f"{page}/index.html" for page in rewritten}
    for page in shown_on:
        assert " sleeps." in text_of(soup(book, page))


def test_short_term_list_shows_no_mentions(handbook: Callable[..., Handbook]) -> None:
    """A list that shows no mentions is not written again for one."""
    short = "# Views\n\n```{term-list}\n:style: list\n```\n"
    book = handbook({**PAGES, "views.md": short}, PLAIN)
    assert (book.run(), book.warnings) == (0, "")
    before = written(book)
    book.edit("quiet.md", "refers to anything", "refers to a {term}`Rim`")
    assert (book.run(), book.warnings) == (0, "")
    assert changes(book, before) == {"quiet/index.html"}


def test_day_alone_rewrites_late_pages(handbook: Callable[..., Handbook]) -> None:
    """When a review becomes long due, that page alone is written again, with the note."""
    book = handbook(PAGES, PLAIN)
    late = {}
    # due on 2026-11-05, long due after ten days
    for day in ("2026-11-15", "2026-11-16", "2026-11-17", "2026-11-14"):
        before = written(book)
        assert (book.run("-D", f"compass_today={day}"), book.warnings) == (0, "")
        late[day] = (
            len(soup(book, "teams").select("p.compass-late")),
            changes(book, before) if before else None,
        )
    assert late == {
        "2026-11-15": (0, None),
        "2026-11-16": (1, {"teams/index.html"}),
        "2026-11-17": (1, set()),
        "2026-11-14": (0, {"teams/index.html"}),
    }


# -- other builders ----------------------------------------------------------------------


def test_html(handbook: Callable[..., Handbook]) -> None:
    """Plain html has the same views, with links to files."""
    book = handbook(PAGES, PLAIN)
    book.build("html")
    assert book.warnings == ""
    page = BeautifulSoup((book.outdir / "views.html").read_text(encoding="utf-8"), "html5lib")
    (chart, _) = page.select("div.compass-chart")
    assert links_of(chart)[0] == ("Council", "teams.html#team-council")
    assert len(page.select("table.compass-list, ul.compass-list")) == len(VIEWS) - 3


def test_text(handbook: Callable[..., Handbook]) -> None:
    """As text everything is there, but what only a browser can do."""
    book = handbook(PAGES, PLAIN)
    book.build("text")
    assert book.warnings == ""
    pages = {
        name: " ".join((book.outdir / f"{name}.txt").read_text(encoding="utf-8").split())
        for name in ("lead", "teams", "views")
    }
    assert "Where Product Lead is mentioned" in pages["lead"]
    assert "Work – Before all, the Product Lead plans." in pages["lead"]  # noqa: RUF001 - a dash
    assert "The review of this page was due on 5 November 2026" in pages["teams"]
    assert "* Owner: Maker * Last reviewed: 5 May 2026" in pages["teams"]
    assert (
        "* Product Lead (leads Product) (new) * Helper (leads Operations) (vacant)"
        in pages["views"]
    )
    for heading in ("Mentioned 3 times:", "Mentioned once:", "Changed since"):
        assert heading in pages["views"]
    for text in pages.values():
        assert "Flag as out of date" not in text
        assert "Edit this page" not in text
        assert "example.org" not in text


def test_epub(handbook: Callable[..., Handbook]) -> None:
    """A book has the views and the foot, and no links for editors."""
    book = handbook(PAGES, PLAIN)
    book.build("epub")
    assert book.warnings == ""
    with zipfile.ZipFile(next(book.outdir.glob("*.epub"))) as archive:
        pages = {
            name: BeautifulSoup(archive.read(name), "html5lib")
            for name in archive.namelist()
            if f"{name.removesuffix('.xhtml')}.md" in PAGES
        }
    assert pages["views.xhtml"].select("div.compass-chart li li li a")
    assert len(pages["views.xhtml"].select("details > summary")) == 2
    assert len(pages["views.xhtml"].select(".compass-cell-heading")) == 0
    assert text_of(pages["teams.xhtml"].select("ul.compass-foot li")[0]) == "Owner: Maker"
    assert pages["lead.xhtml"].select("ul.compass-mentions a")
    outward = [
        link["href"]
        for page in pages.values()
        for link in page.select("a[href]")
        if "example.org" in str(link["href"])
    ]
    assert outward == []


# -- findings -------------------------------------------------------------------------------

REGISTER = "on the page that describes it"
JOIN = "put all its values on one line, separated by commas"


@pytest.mark.parametrize(
    ("lines", "line", "subtype", "text"),
    [
        (
            "{role-list}\n:are: Product",
            4,
            "option",
            "A role-list has no option 'are'; did you mean 'area'?",
        ),
        (
            "{team-list}\n:lead: boss",
            4,
            "option",
            "A team-list has no option 'lead'; its options are area, kind, status, style.",
        ),
        (
            "{org-chart}\n:status: new",
            4,
            "option",
            "An org-chart has no option 'status'; its options are area.",
        ),
        (
            "{area-list}\n:style: long",
            4,
            "value",
            "An area-list cannot have the style 'long'; it is one of table, list.",
        ),
        (
            "{role-list}\n:status: new\n:area: Product,\n  Prodct",
            6,
            "unknown",
            "There is no area named 'Prodct'; did you mean 'Product'?",
        ),
        (
            "{role-list}\n:team: Makrs",
            4,
            "unknown",
            "There is no team named 'Makrs'; did you mean 'Makers'?",
        ),
        (
            "{team-list}\n---\narea:\n  - Product\n  - Maker\n---",
            7,
            "unknown",
            "There is no area named 'Maker'; 'Maker' is a role, not an area.",
        ),
        (
            "{org-chart}\n:area: Nowhere",
            4,
            "unknown",
            f"There is no area named 'Nowhere'; correct the name, or declare the area {REGISTER}.",
        ),
        (
            "{page-reviews}\n:owner: Bos",
            4,
            "unknown",
            "There is no role named 'Bos'; did you mean 'Product Lead'?",
        ),
        (
            "{role-list}\n:status: new, vacent",
            4,
            "value",
            "A role-list cannot have the status 'vacent'; did you mean 'vacant'?",
        ),
        (
            "{team-list}\n:kind: gouverning",
            4,
            "value",
            "A team-list cannot have the kind 'gouverning'; did you mean 'governing'?",
        ),
        (
            "{role-list}\n:status: new\n:status: vacant",
            5,
            "option",
            f"The option 'status' is given twice; {JOIN}.",
        ),
        (
            "{term-list}\nAll our terms.",
            3,
            "body",
            "A term-list takes no text; remove everything but its options.",
        ),
        (
            "{org-chart} of Product",
            3,
            "body",
            "An org-chart takes no text; remove everything but its options.",
        ),
    ],
)
def test_finding(
    handbook: Callable[..., Handbook], lines: str, line: int, subtype: str, text: str
) -> None:
    """What is wrong with a view is reported once, at its line, with a way to mend it."""
    book = handbook({**PAGES, "views.md": f"# Views\n\n```{lines}\n```\n"}, PLAIN)
    book.build("dummy")
    assert [
        (finding.file, finding.line, finding.subtype, finding.text) for finding in book.findings
    ] == [("views.md", line, f"compass.{subtype}", text)]
    assert book.warnings.count("WARNING") == 1


@pytest.mark.parametrize("text", [None, "", "{}", "<<<<<<< HEAD"])
def test_unreadable_reviews_file(handbook: Callable[..., Handbook], text: str | None) -> None:
    """A reviews file that is missing or no record is reported once, and no page flagged."""
    book = handbook(PAGES, PLAIN + RECORDED)
    if text is not None:
        book.write({"reviews.json": text})
    book.build()
    (finding,) = book.findings
    assert (finding.file, finding.subtype) == ("reviews.json", "compass.review")
    assert "write it with 'nox -s reviewed'" in finding.text
    assert {row[-1] for row in view_rows(book, "all-reviews")} == {""}


def test_digests_are_the_same_in_every_folder(handbook: Callable[..., Handbook]) -> None:
    """A record made on one machine holds on another, also for pages with headings alike."""
    lead = dedent(PAGES["lead.md"]) + "\n## Alike\n\nOne.\n\n## Alike\n\nTwo.\n"
    cites = "---\nlast_reviewed_on: 2026-10-01\n---\n# Cites\n\n{role}`Product Lead`\n"
    records = []
    for _ in range(2):
        book = handbook({**PAGES, "lead.md": lead, "cites.md": cites}, PLAIN)
        assert book.run(builder="reviews") == 0
        records.append((book.outdir / "record.json").read_text(encoding="utf-8"))
    assert records[0] == records[1]
    assert "role:product-lead" in records[0]
