"""What a change does, said in words: each kind of statement, and one scripted change."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tools import impact
from tools.impact import Site, as_markdown, statements
from sphinx_compass.names.names_list import Name
from conftest import Handbook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

CONF = """\
compass_names_file = "names.json"
compass_reviews_file = "reviews.json"
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
    assert statements(old, new) == ["Role 'Alpha' is removed; its name leads to role 'Beta'."]


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
        "Area 'Zeta' changes: aliases, slug.",
        "Role 'Rho' moves to another area: 'Ypsilon' instead of 'Xenon'.",
        "Role 'Rho' no longer has a manager (before: 'Xenon').",
        "Role 'Sigma' now has a manager: 'Rho'.",
        "Team 'Tau' no longer belongs to an area (before: 'Xenon').",
        "Team 'Ypsi' now has a parent team: 'Tau'.",
    ]


def test_pages() -> None:
    """Pages are added, moved (by their kept name, or their title), removed, owned, reviewed."""
    roles = [item("a", "Alpha"), item("b", "Beta")]
    old = site(
        {"page index": "", "page kept": "kept/"},
        roles=roles,
        pages=[
            page("index"),
            page("kept", "Kept"),
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
            page("new/kept", "Kept"),
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
        "Page `same` now says that it was reviewed on 2026-02-01, not 2026-01-01.",
        "Page `titled` is moved to `new/titled`.",
    ]


def test_reopened_reviews() -> None:
    """Pages that cite the same share a line, below all others; those open before are in none."""
    role_a, hub = {"kind": "role", "slug": "a"}, {"kind": "term", "name": "Hub"}
    known: dict[str, Any] = {"terms": [term("Hub")], "teams": [item("t", "Tau")]}

    def reviewed(**changed: list[dict[str, str]] | None) -> list[dict[str, Any]]:
        return [
            page(name) if cited is None else page(name, changed_since_review=cited)
            for name, cited in changed.items()
        ]

    old = site(
        roles=[item("a", "Alpha")],
        pages=reviewed(
            closed=[], also=[], other=[], calm=[], mended=[hub], open=[hub], unknown=None
        ),
        **known,
    )
    new = site(
        roles=[item("a", "Alef")],
        pages=reviewed(
            closed=[role_a, hub],
            also=[hub, role_a],
            other=[hub],
            calm=[],
            mended=[],
            open=[role_a, hub],
            unknown=[hub],
        ),
        **known,
    )
    assert statements(old, new) == [
        "Role 'Alpha' is renamed 'Alef'.",
        (
            "The review of 2 pages is reopened, since they cite role 'Alef' and term 'Hub', "
            "which change: `also`, `closed`."
        ),
        "The review of page `other` is reopened, since it cites term 'Hub', which changes.",
    ]


def test_removed_things_lead_on() -> None:
    """What is none any more, but whose name leads to something else, says so."""
    pages = {"page p": "p/", "page q": "q/"}
    here = [page("p"), page("q")]
    old = site(
        pages | {"term Hub": "p/#hub", "term Node": "p/#node", "page gone": "gone/"},
        terms=[term("Hub"), term("Node"), term("Lost")],
        pages=[*here, page("gone")],
        roles=[item("r", "Rho")],
    )
    new = site(
        pages
        | {"role r": "q/#role-r", "page gone": "q/#role-r"}
        | {"term Hub": "p/", "term Node": "q/#somewhere"},
        {"gone/": None},
        pages=here,
        roles=[item("r", "Rho")],
    )
    assert statements(old, new) == [
        "Page `gone` is removed; its name leads to role 'Rho'.",
        "Term 'Hub' is removed; its name leads to page `p`.",
        "Term 'Lost' is removed.",
        "Term 'Node' is removed; its name leads to page `q`.",
    ]


def test_other_options() -> None:
    """Options without a statement of their own are named, once for each thing."""
    same = {"leads": ["a"], "teams": ["t"], "structure_page": "p"}
    old = site(
        roles=[item("a", "Alpha", status="new", teams=["t"]), item("b", "Beta", "B", **same)],
        teams=[item("t", "Tau", kind="service", leads=["a"]), item("u", "Ypsilon", status="new")],
        areas=[item("x", "Xenon", structure_page="p", leads=["a"]), item("y", "Psi", **same)],
        terms=[term("Hub", "Hubs"), term("Node")],
        pages=[page("p", "A title", last_reviewed_on="2026-08-31", review_by="2027-02-28")],
    )
    new = site(
        roles=[
            item("a", "Alpha", "Aleph", status="pilot", teams=["t", "u"]),
            item("bb", "Beta", "B", **same),
        ],
        teams=[item("t", "Tau", kind="temporary", leads=[]), item("u", "Ypsilon")],
        areas=[item("x", "Xenon", leads=["a", "bb"]), item("y", "Psi", **same)],
        terms=[term("Hub"), term("Node", "Nodes")],
        pages=[page("p", "Another title", last_reviewed_on="2026-08-31", review_by="2027-08-31")],
    )
    assert statements(old, new) == [
        "Area 'Xenon' changes: lead, page.",
        "Page `p` changes: review_in, title.",
        "Role 'Alpha' changes: aliases, status, teams.",
        "Role 'Beta' changes: slug.",
        "Team 'Tau' changes: kind, lead.",
        "Team 'Ypsilon' changes: status.",
        "Term 'Hub' changes: other headwords.",
        "Term 'Node' changes: other headwords.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (("2026-08-31", "2027-02-28"), ("2026-11-01", "2027-05-01"), False),
        (("2026-06-01", "2026-07-01"), ("2026-07-01", "2026-07-31"), False),
        (("2026-06-01", "2026-12-01"), ("2026-11-01", "2027-11-01"), True),
        (("2026-06-01", None), ("2026-06-01", "2027-06-01"), True),
        (("2026-06-01", None), ("2026-11-01", None), False),
        ((None, None), ("2026-11-01", "2027-05-01"), False),
    ],
)
def test_interval_of_reviews(
    old: tuple[str | None, str | None], new: tuple[str | None, str | None], *, said: bool
) -> None:
    """A new review date is no new interval, whether that is of months or of days."""

    def reviewed(ends: tuple[str | None, str | None]) -> Site:
        keys = ("last_reviewed_on", "review_by")
        return site(pages=[page("p", **{k: day for k, day in zip(keys, ends, strict=True) if day})])

    lines = statements(reviewed(old), reviewed(new))
    assert ("Page `p` changes: review_in." in lines) is said


def test_relations_of_what_was_renamed_stay() -> None:
    """Members of a renamed team, leads of another name and pages at another place are the same."""
    old = site(
        roles=[item("a", "Alpha", teams=["t"], declared_on="p")],
        teams=[item("t", "Tau", "Taw", leads=["a"], declared_on="q")],
        areas=[item("x", "Xenon", structure_page="p")],
        terms=[term("Hub") | {"defined_on": "p"}, term("Node") | {"defined_on": "q"}],
        pages=[page("p", "Title"), page("q")],
    )
    new = site(
        roles=[item("aa", "Alef", "Alpha", teams=["tt"], declared_on="pp")],
        teams=[item("tt", "Taw", "Tau", leads=["aa"], declared_on="pp")],
        areas=[item("x", "Xenon", structure_page="pp")],
        terms=[term("Hub") | {"defined_on": "pp"}, term("Node") | {"defined_on": "pp"}],
        pages=[page("pp", "Title"), page("q")],
    )
    assert [line for line in statements(old, new) if "Breaks" not in line] == [
        "Page `p` is moved to `pp`.",
        "Role 'Alpha' is renamed 'Alef'.",
        "Team 'Tau' is renamed 'Taw'.",
        "Team 'Taw' moves to another page: `pp` instead of `q`.",
        "Term 'Node' moves to another page: `pp` instead of `q`.",
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
        "- Page `how` moves to another owner: 'Keeper' instead of 'Builder'.",
        "- Role 'Keeper' moves to another area: 'Support' instead of 'Product'.",
        "- Role 'Maker' is renamed 'Builder'.",
        "- Term 'Spoke' is added.",
        "- The review of page `how` is reopened, since it cites term 'Hub', which changes.",
    ]


def test_every_option_is_a_change(book: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the list of statements is short, nothing else of the declarations has changed."""
    book.edit(
        "people.md", "{role} Maker\n:area: product", "{role} Maker\n:area: product\n:status: new"
    )
    book.edit("people.md", "{role} Keeper\n", "{role} Keeper\n:teams: circle\n:aliases: Warden\n")
    book.edit("people.md", "{team} Circle\n", "{team} Circle\n:kind: service\n:lead: maker\n")
    book.edit("people.md", "{area} Product\n:page: people", "{area} Product\n:page: how")
    book.edit("words.md", "\nHub\n", "\nHub\nHubs\n")
    book.edit("words.md", "# Words", "# All words")
    book.edit("how.md", "review_in: 6 months", "review_in: 1 year")
    assert said(book, capsys).splitlines()[2:] == [
        "- Area 'Product' changes: page.",
        "- Page `how` changes: review_in.",
        "- Page `words` changes: title.",
        "- Role 'Keeper' changes: aliases, teams.",
        "- Role 'Maker' changes: status.",
        "- Team 'Circle' changes: kind, lead.",
        "- Term 'Hub' changes: other headwords.",
    ]


def test_an_anchor_of_a_title_does_not_break(
    book: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without it a link still opens the page at its top, and no list keeps it."""
    book.edit("words.md", "# Words", "# All words")
    assert said(book, capsys) == f"{impact.TITLE}\n\n- Page `words` changes: title.\n"


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
        f"{impact.TITLE}\n\n"
        "- Page `how` now says that it was reviewed on 2026-11-01, not 2026-06-01.\n"
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
