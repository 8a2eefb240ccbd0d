"""What a change does, said in words: each kind of statement, and one scripted change."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from compass import impact
from compass.impact import Site, as_markdown, statements
from compass.names import Name
from conftest import ROOT, Handbook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

CONF = """\
compass_names_file = "names.json"
compass_reviews_file = "reviews.json"
rediraffe_template = "_templates/redirect.html"
html_theme = "basic"
html_theme_options = {}
"""

FRONT = "---\nowner: {owner}\nlast_reviewed_on: {day}\nreview_in: 6 months\n---\n\n"

PAGES = {
    "index.md": """\
        # Start

        ```{toctree}
        people
        how
        words
        ```
        """,
    "people.md": """\
        # People

        :::{role} Maker
        :area: product
        Makes.
        :::

        :::{role} Keeper
        :area: product
        Keeps.
        :::

        :::{team} Circle
        Meets.
        :::

        :::{area} Product
        :page: people
        Decides.
        :::

        :::{area} Support
        :page: people
        Helps.
        :::
        """,
    "how.md": FRONT.format(owner="maker", day="2026-06-01")
    + "# How\n\n## By hand\n\nIn the {term}`Hub`.\n",
    "words.md": """\
        # Words

        :::{glossary}
        Hub
          Where people meet.
        :::
        """,
    "names.json": '{"moved": {}, "names": {}}',
    "reviews.json": '{"pages": {}}',
}


# -- each kind of statement --------------------------------------------------------------


def item(slug: str, name: str, *aliases: str, **relations: Any) -> dict[str, Any]:
    """Return a role, team or area of compass.json."""
    return {"slug": slug, "name": name, "aliases": list(aliases), **relations}


def term(name: str, *others: str) -> dict[str, Any]:
    """Return a term of compass.json."""
    return {"name": name, "other_headwords": [{"name": other} for other in others]}


def page(docname: str, title: str = "", **known: Any) -> dict[str, Any]:
    """Return a page of compass.json."""
    return {"docname": docname, "title": title or docname, **known}


def site(
    names: Mapping[str, str] | None = None,
    anchors: Mapping[str, frozenset[str] | None] | None = None,
    **data: list[dict[str, Any]],
) -> Site:
    """Return a site; names are given as ``"role maker"``."""
    known = {Name(*name.split(" ", 1)): place for name, place in (names or {}).items()}
    pages = anchors or {}
    return Site(
        {kind: data.get(kind, []) for kind in ("areas", "teams", "roles", "terms", "pages")},
        known,
        {place.partition("#")[0]: None for place in known.values()} | dict(pages),
        frozenset(pages) | {f"{at}#{anchor}" for at in pages for anchor in pages[at] or ()},
    )


ADDED = {
    "area": site(areas=[item("a", "Alpha")]),
    "team": site(teams=[item("a", "Alpha")]),
    "role": site(roles=[item("a", "Alpha")]),
    "term": site(terms=[term("Alpha")]),
}


@pytest.mark.parametrize("kind", ADDED)
def test_added_and_removed(kind: str) -> None:
    """What is only in the new site is added, and what is only in the old one removed."""
    assert statements(site(), ADDED[kind]) == [f"{kind.capitalize()} 'Alpha' is added."]
    assert statements(ADDED[kind], site()) == [f"{kind.capitalize()} 'Alpha' is removed."]
    assert statements(ADDED[kind], ADDED[kind]) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (site(roles=[item("a", "Old")]), site(roles=[item("a", "New")])),
        (site(roles=[item("old", "Old")]), site(roles=[item("new", "New", "Old")])),
        (
            site({"role old": "p/#old"}, roles=[item("old", "Old")]),
            site({"role old": "q/#x", "role new": "q/#x"}, roles=[item("new", "New")]),
        ),
    ],
    ids=["same slug", "alias", "moved in names.json"],
)
def test_renamed(old: Site, new: Site) -> None:
    """A role is renamed where its slug stays, or the old name is kept."""
    assert statements(old, new) == ["Role 'Old' is renamed 'New'."]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (site(terms=[term("Old")]), site(terms=[term("New", "Old")])),
        (
            site({"term Old": "w/#term-1"}, terms=[term("Old")]),
            site({"term New": "w/#term-1", "term Old": "w/#term-1"}, terms=[term("New")]),
        ),
    ],
    ids=["headword kept", "same address"],
)
def test_renamed_term(old: Site, new: Site) -> None:
    """A term is renamed where the old headword is kept, or the address is."""
    assert statements(old, new) == ["Term 'Old' is renamed 'New'."]


def test_merged() -> None:
    """A role whose name leads to one that was there before is removed, not renamed."""
    old = site(roles=[item("a", "Alpha"), item("b", "Beta")])
    new = site(roles=[item("b", "Beta", "Alpha")])
    assert statements(old, new) == ["Role 'Alpha' is removed; its name leads to 'Beta'."]


def test_moved_to_another_area_team_or_manager() -> None:
    """Relations are named by the names of today; what was only renamed has not moved."""
    areas = [item("x", "Xenon"), item("y", "Ypsilon")]
    by_x, by_r = {"kind": "area", "slug": "x"}, {"kind": "role", "slug": "r"}
    old = site(
        areas=[*areas, item("z", "Zeta")],
        roles=[item("r", "Rho", area="x", reports_to=by_x), item("s", "Sigma", area="z")],
        teams=[item("t", "Tau", area="x"), item("u", "Ypsi")],
    )
    new = site(
        areas=[*areas, item("zz", "Zeta", "zeta")],
        roles=[item("r", "Rho", area="y"), item("s", "Sigma", area="zz", reports_to=by_r)],
        teams=[item("t", "Tau"), item("u", "Ypsi", parent="t")],
    )
    assert statements(old, new) == [
        "Role 'Rho' moves to another area: 'Ypsilon' instead of 'Xenon'.",
        "Role 'Rho' moves to another manager: none instead of 'Xenon'.",
        "Role 'Sigma' moves to another manager: 'Rho' instead of none.",
        "Team 'Tau' moves to another area: none instead of 'Xenon'.",
        "Team 'Ypsi' moves to another parent team: 'Tau' instead of none.",
    ]


def test_pages() -> None:
    """Pages are added, moved (by their kept name, or their title), removed, owned, reviewed."""
    roles = [item("a", "Alpha"), item("b", "Beta")]
    old = site(
        {"page index": "", "page kept": "kept/"},
        roles=roles,
        pages=[
            page("index"),
            page("kept"),
            page("titled", "A title"),
            page("gone"),
            page("same", owner="a", last_reviewed_on="2026-01-01"),
        ],
    )
    new = site(
        {"page index": "", "page kept": "new/kept/", "page new/kept": "new/kept/"},
        roles=roles,
        pages=[
            page("index"),
            page("new/kept"),
            page("new/titled", "A title"),
            page("more"),
            page("same", owner="b", last_reviewed_on="2026-02-01"),
        ],
    )
    assert [line for line in statements(old, new) if not line.startswith("Breaks")] == [
        "Page `gone` is removed.",
        "Page `kept` is moved to `new/kept`.",
        "Page `more` is added.",
        "Page `same` moves to another owner: 'Beta' instead of 'Alpha'.",
        "Page `same` was reviewed on 2026-02-01, it says; before: 2026-01-01.",
        "Page `titled` is moved to `new/titled`.",
    ]


def test_reopened_reviews() -> None:
    """A page is named once with all that changed; one that was open before, or unknown, is not."""
    role_a, hub = {"kind": "role", "slug": "a"}, {"kind": "term", "name": "Hub"}
    known: dict[str, Any] = {"terms": [term("Hub")], "teams": [item("t", "Tau")]}

    def reviewed(**changed: list[dict[str, str]] | None) -> list[dict[str, Any]]:
        return [
            page(name) if cited is None else page(name, changed_since_review=cited)
            for name, cited in changed.items()
        ]

    old = site(
        roles=[item("a", "Alpha")],
        pages=reviewed(closed=[], calm=[], mended=[hub], open=[hub], unknown=None),
        **known,
    )
    new = site(
        roles=[item("a", "Alef")],
        pages=reviewed(closed=[role_a, hub], calm=[], mended=[], open=[role_a, hub], unknown=[hub]),
        **known,
    )
    reopened = "has its review reopened, since what it cites changes"
    assert statements(old, new) == [
        f"Page `closed` {reopened}: role 'Alef', term 'Hub'.",
        "Role 'Alpha' is renamed 'Alef'.",
    ]


def test_breaks() -> None:
    """What leads nowhere is named once: no anchor of a page that is gone, no role's own label."""
    old = site(
        {"role r": "p/#role-r", "label role-r": "p/#role-r", "label how": "gone/#how"},
        {"p/": frozenset({"role-r", "text", "stays"}), "gone/": frozenset({"how"})},
    )
    new = site(anchors={"p/": frozenset({"stays"})})
    tail = "leads nowhere; `nox -s names` says what keeps it."
    assert statements(old, new) == [
        f"Breaks: the address `gone/` {tail}",
        f"Breaks: the address `p/#text` {tail}",
        f"Breaks: the name `label how` {tail}",
        f"Breaks: the name `role r` {tail}",
    ]
    leads_on = {"p/": frozenset({"stays", "text", "role-r"}), "gone/": None}
    assert statements(old, site({str(name): old.names[name] for name in old.names}, leads_on)) == []


def test_markdown() -> None:
    """Names cannot become markup, and no change is a sentence of its own."""
    lines = statements(site(), site(roles=[item("a", "<b>*A*")]))
    assert as_markdown(lines) == (f"{impact.TITLE}\n\n- Role '\\<b\\>\\*A\\*' is added.\n")
    assert as_markdown([]) == f"{impact.TITLE}\n\n{impact.NOTHING}\n"


# -- built handbooks ------------------------------------------------------------------------


@pytest.fixture
def book(handbook: Callable[..., Handbook]) -> Handbook:
    """Return a small handbook, built as the revision to compare with."""
    book = handbook(PAGES, conf=CONF)
    shutil.copytree(ROOT / "_templates", book.folder / "_templates")
    record_reviews(book)
    assert book.run("-W", out="old") == 0, book.warnings
    return book


def record_reviews(book: Handbook) -> None:
    """Do what `nox -s reviewed` does."""
    site = book.outdir
    assert book.run("-W", builder="reviews", out="agenda") == 0, book.warnings
    shutil.copyfile(book.outdir / "record.json", book.folder / "reviews.json")
    book.outdir = site


def said(book: Handbook, capsys: pytest.CaptureFixture[str]) -> str:
    """Build the handbook again, and return what the command says of the change."""
    old: Path = book.outdir
    assert book.run("-W", out="new") == 0, book.warnings
    impact.main([str(old), str(book.outdir)])
    return capsys.readouterr().out


def test_six_changes_are_six_statements(book: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    """A rename, a move, an addition, an owner, a definition and a lost address: nothing more."""
    book.edit("people.md", "{role} Maker", "{role} Builder\n:slug: maker")
    book.edit("people.md", "{role} Keeper\n:area: product", "{role} Keeper\n:area: support")
    book.edit("words.md", "  Where people meet.", "  Where people meet.\n\nSpoke\n  Goes there.")
    book.edit("how.md", "owner: maker", "owner: keeper")
    book.edit("words.md", "  Where people meet.", "  Where people meet and eat.")
    book.edit("how.md", "## By hand", "## By machine")
    assert said(book, capsys).splitlines() == [
        impact.TITLE,
        "",
        "- Breaks: the address `how/#by-hand` leads nowhere; `nox -s names` says what keeps it.",
        "- Page `how` has its review reopened, since what it cites changes: term 'Hub'.",
        "- Page `how` moves to another owner: 'Keeper' instead of 'Builder'.",
        "- Role 'Keeper' moves to another area: 'Support' instead of 'Product'.",
        "- Role 'Maker' is renamed 'Builder'.",
        "- Term 'Spoke' is added.",
    ]


def test_kept_names_do_not_break(book: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    """A page that moved with a line in names.json is one statement."""
    book.write({"names.json": '{"moved": {"page how": "deep/how"}, "names": {}}'})
    (book.folder / "deep").mkdir()
    (book.folder / "how.md").rename(book.folder / "deep/how.md")
    book.edit("index.md", "\nhow\n", "\ndeep/how\n")
    assert said(book, capsys) == f"{impact.TITLE}\n\n- Page `how` is moved to `deep/how`.\n"


def test_a_new_review_is_not_reopened(book: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever changes a definition and reviews what cites it has closed the review."""
    book.edit("words.md", "Where people meet.", "Where people meet and eat.")
    book.edit("how.md", "2026-06-01", "2026-11-01")
    record_reviews(book)
    assert said(book, capsys) == (
        f"{impact.TITLE}\n\n- Page `how` was reviewed on 2026-11-01, it says; before: 2026-06-01.\n"
    )


def test_white_space_changes_nothing(book: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    """Lines that end elsewhere, and empty lines, are no change."""
    book.edit("how.md", "In the {term}`Hub`.", "\n\nIn the\n{term}`Hub`.\n\n")
    book.edit("people.md", "Makes.", "Makes.  \n")
    book.edit("words.md", "Where people meet.", "Where\n  people meet.")
    assert said(book, capsys) == f"{impact.TITLE}\n\n{impact.NOTHING}\n"


def test_older_revision(book: Handbook, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A revision without compass.json, or that cannot be built, is one plain sentence."""
    impact.main([str(tmp_path), str(book.outdir)])
    assert capsys.readouterr().out == f"{impact.TITLE}\n\n{impact.INCOMPARABLE}\n"
    with pytest.raises(SystemExit):
        impact.main([str(book.outdir), str(tmp_path)])
    assert "holds no compass.json" in capsys.readouterr().err
