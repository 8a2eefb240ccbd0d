"""The views of what changed, and the day of the last change on each page."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from conftest import CONF as BASE
from conftest import ROOT, Handbook
from records import area, mention
from sphinx_compass.organization.changes import Change, ChangedThing, ChangeEntry, ChangeLog
from sphinx_compass.organization.changes_file import dump
from sphinx_compass.organization.directory import Directory
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.records import Filter, Placement
from sphinx_compass.views.changes import MOST_AREAS, Changes, limited
from views.example import PLAIN, links_of, soup, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

# MyST uses what Sphinx 11 will drop.
pytestmark = pytest.mark.filterwarnings(r"ignore:'myst_parser\.:PendingDeprecationWarning")

HOSTILE = "<b>*A* `x` {role}`y`</b> @team \"'&"
CONF = f"""{PLAIN}
html_baseurl = "https://example.org/book/"
compass_changes_file = "changes.json"
compass_names_file = "names.json"
"""
OLD_NAMES = """\
{"names": {
 "page": {"old": {"at": ["old/"]}},
 "role": {"smith": {"title": "Smith", "at": ["old/#role-smith"]}}
}}
"""

PAGES = {
    "index.md": """\
        # Home

        ```{latest-changes}
        :limit: 2
        ```

        ```{toctree}
        people
        news
        support
        ```
        """,
    "people.md": """\
        ---
        owner: Maker
        last_reviewed_on: 2026-05-21
        review_in: 6 months
        redirect_from:
          - old
          - role smith: maker
        ---
        # People

        :::{role} Maker
        :area: Product

        Makes.
        :::

        :::{area} Product
        :page: people
        :lead: Maker

        Thinks.
        :::

        :::{area} Support
        :page: people

        Helps.
        :::

        :::{glossary}
        Hub
          A place.
        :::
        """,
    "news.md": "# News\n\n```{changes}\n```\n",
    "support.md": "# Support\n\n```{changes}\n:area: Support\n```\n\n```{changes}\n```\n",
    "names.json": OLD_NAMES,
}


def entry(day: str, *changes: Change, number: int | None = None) -> ChangeEntry:
    """Return an entry whose commit is made from the day."""
    return ChangeEntry(
        dt.date.fromisoformat(day), f"{int(day.replace('-', '')):040}", changes, number
    )


LOG = ChangeLog(
    (
        entry("2025-01-31", Change(("It begins.",), (), ("people",))),
        entry(
            "2026-05-01",
            Change(("Role ", ChangedThing("role", "smith", "Smith"), " is added."), ("product",)),
            Change(("In ", ChangedThing("page", "old", "Old page"), "."), ("support",), ("old",)),
            Change(("Term ", ChangedThing("term", "Hub", "Hub"), " is added."), ("product",)),
            Change((f"One {HOSTILE}.",), ("product", "gone")),
            Change(("Last.",)),
        ),
        entry(
            "2026-05-03",
            Change(("Gone: ", ChangedThing("team", "gone", HOSTILE), "."), ("support",), ("gone",)),
            number=12,
        ),
    )
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    """Return the handbook, built once."""
    book = Handbook(tmp_path_factory.mktemp("changes") / "source")
    book.folder.mkdir()
    book.write({"conf.py": BASE + CONF, **PAGES, "changes.json": dump(LOG)})
    book.build()
    assert book.warnings == ""
    return book


def test_months_newest_first(site: Handbook) -> None:
    """Each month has a heading with an anchor; what is older than a year is folded."""
    page = soup(site, "news")
    assert [(text_of(tag), tag["id"]) for tag in page.select(".compass-changes h2")] == [
        ("May 2026", "changes-2026-05"),
        ("January 2025", "changes-2025-01"),
    ]
    assert [text_of(tag) for tag in page.select(".compass-change-date")] == [
        "3 May 2026 (pull request 12)",
        "1 May 2026",
        "31 January 2025",
    ]
    (folded,) = page.select("details")
    assert text_of(folded) == "Older changes January 2025 31 January 2025 It begins."


def test_links_and_names(site: Handbook) -> None:
    """Names lead to what they mean now; those that lead nowhere are plain text."""
    (shown,) = soup(site, "news").select(".compass-changes")
    links = links_of(shown)
    for link in (
        ("pull request 12", "https://example.org/handbook/pull/12"),
        ("Smith", "../people/#role-maker"),
        ("Old page", "../people/"),
        ("Hub", "../people/#term-Hub"),
        ("Atom feed", "../changes.xml"),
    ):
        assert link in links
    assert f"Gone: “{HOSTILE}”." in text_of(shown)
    assert f"One {HOSTILE}." in text_of(shown)
    assert shown.select("b, code") == []


def test_choosing_an_area(site: Handbook) -> None:
    """Each link leads to a target whose number all changes of its area have, and months too."""
    (shown,) = soup(site, "news").select(".compass-changes")
    (choices,) = shown.select("ul.compass-choices")
    assert links_of(choices) == [
        ("All areas", "#changes-everywhere"),
        ("Product", "#changes-in-product"),
        ("Support", "#changes-in-support"),
    ]
    (target,) = shown.select("#changes-in-support")
    assert "compass-chosen-2" in target["class"]
    assert [text_of(item) for item in shown.select("li.compass-in-2")] == [
        f"Gone: “{HOSTILE}”.",
        "In Old page.",
    ]
    assert all(
        "compass-in-2" in parent["class"]
        for item in shown.select("li.compass-in-2")
        for parent in item.find_parents(class_="compass-change")
    )
    siblings = [tag.get("id") for tag in target.find_previous_siblings()]
    assert None in siblings, "the rules of the stylesheet only find what follows the target"


def test_changes_of_an_area(site: Handbook) -> None:
    """The option selects changes; two views on a page have different anchors."""
    page = soup(site, "support")
    first, second = page.select(".compass-changes")
    assert [text_of(item) for item in first.select("li")] == [
        f"Gone: “{HOSTILE}”.",
        "In Old page.",
    ]
    assert first.select("ul.compass-choices") == []
    assert len(second.select("li.compass-change")) == 7
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    assert "changes-support-2026-05" in ids


def test_latest_changes(site: Handbook) -> None:
    """The front page shows the newest entries in short, and leads to all of them."""
    (shown,) = soup(site, "index").select(".compass-latest-changes")
    assert [text_of(item) for item in shown.select("li")] == [
        f"3 May 2026 (pull request 12): Gone: “{HOSTILE}”.",
        "1 May 2026: Role Smith is added. 4 more changes.",
    ]
    assert links_of(shown)[-1] == ("All changes", "news/")


def test_changed_on(site: Handbook) -> None:
    """A page says when a fact on it changed last; the entry has the old name of the page."""
    assert "Changed 1 May 2026" in text_of(soup(site, "people").select(".compass-meta")[0])
    assert "Changed 1 May" not in soup(site, "news").get_text()


def test_head_links_to_the_feed(site: Handbook) -> None:
    """Readers of feeds find it on each page."""
    (link,) = soup(site, "people").select("link[rel=alternate]")
    assert (link["type"], link["href"], link["title"]) == (
        "application/atom+xml",
        "../changes.xml",
        "Example: what changed",
    )


def test_without_an_address_there_is_no_feed(handbook: Callable[..., Handbook]) -> None:
    """Its addresses have to be absolute; it goes when the address of the site goes."""
    book = handbook({**PAGES, "changes.json": dump(LOG)}, CONF)
    book.run("-W")
    assert (book.outdir / "changes.xml").is_file()
    book.run("-W", "-D", "html_baseurl=")
    assert not (book.outdir / "changes.xml").exists()
    assert 'rel="alternate"' not in book.html("people")
    assert "Atom feed" not in book.html("news")


def test_without_a_file_of_changes(handbook: Callable[..., Handbook]) -> None:
    """Views say that there is nothing, and pages have no further line."""
    book = handbook(PAGES, PLAIN + 'html_baseurl = "https://example.org/"\n')
    book.build()
    assert book.warnings == ""
    assert text_of(soup(book, "news").select(".compass-empty")[0]) == "Nothing has changed yet."
    assert "Changed on" not in book.html("people")
    assert not (book.outdir / "changes.xml").exists()


def test_other_formats(handbook: Callable[..., Handbook]) -> None:
    """Text has everything except links that filter, and the feed."""
    book = handbook({**PAGES, "changes.json": dump(LOG)}, CONF)
    book.build("text")
    assert book.warnings == ""
    text = " ".join((book.outdir / "news.txt").read_text(encoding="utf-8").split())
    assert "May 2026" in text
    assert "Role Smith is added." in text
    assert "It begins." in text
    assert "All areas" not in text
    assert "Atom" not in text


def test_unreadable_file(handbook: Callable[..., Handbook]) -> None:
    """One finding points at the line, and the pages are built without changes."""
    text = dump(LOG).replace('"2026-05-01"', '"2026-05-41"')
    book = handbook({**PAGES, "changes.json": text}, CONF)
    book.build()
    (finding,) = book.findings
    assert (finding.file, finding.subtype) == ("changes.json", "compass.kept_file")
    assert "2026-05-41" in text.splitlines()[finding.line - 1]
    assert text_of(soup(book, "news").select(".compass-empty")[0]) == "Nothing has changed yet."


def test_page_stays_small(handbook: Callable[..., Handbook]) -> None:
    """A long list is cut; the page counts what it leaves out."""
    things = (ChangedThing("role", "maker", "The maker of things"), ", ") * 5
    log = ChangeLog(
        tuple(
            ChangeEntry(
                dt.date(2026, 1, 1) - dt.timedelta(days=9 * number),
                f"{number:040x}",
                (Change(("7 roles are added: ", *things, "."), ("product", "support")),) * 3,
            )
            for number in range(200)
        )
    )
    book = handbook({**PAGES, "changes.json": dump(log)}, CONF)
    book.build()
    html = book.html("news")
    assert 30_000 < len(html.encode()) < 45_000  # the rest of the page has at most 15 KB
    shown = len(soup(book, "news").select("li.compass-change"))
    assert f"<p>{600 - shown} older changes are not shown.</p>" in html


def test_limit() -> None:
    """Whole sentences are left out, the oldest first, even if smaller ones would still fit."""
    changes = tuple(Change((text,)) for text in ("a" * 40, "b" * 40, "c"))
    entries = [entry("2026-02-01", *changes), entry("2026-01-01", *changes)]
    shown, left_out = limited(entries, 201)
    assert [len(item.changes) for item in shown] == [2]
    assert left_out == 4
    assert limited(entries, 10_000) == (tuple(entries), 0)


def test_content_of_unknown_area() -> None:
    """A filter whose name means nothing, which is a finding, selects nothing."""
    directory = Directory.build([area("Product")])
    placement = Placement("changes", Location("page", 1), ((Filter("area"), (mention("Prodct"),)),))
    assert Changes().content(directory, placement).entries == ()


def test_stylesheet_has_a_rule_for_each_choice() -> None:
    """Without one, a link would show everything."""
    css = (ROOT / "_ext/sphinx_compass/static/compass/changes.css").read_text(encoding="utf-8")
    for number in range(1, MOST_AREAS + 1):
        for parents in ("~ *", "~"):
            rule = f"{parents} .compass-change:not(.compass-in-{number})"
            assert f".compass-chosen-{number}:target {rule}" in css
    assert f".compass-chosen-{MOST_AREAS + 1}:" not in css


def test_without_the_file_nothing_has_changed_yet(handbook: Callable[..., Handbook]) -> None:
    """A handbook can place the view before a program has written the file."""
    book = handbook(PAGES, CONF)
    assert book.run("-W") == 0, book.warnings
