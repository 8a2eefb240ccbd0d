"""Added, renamed, merged and removed entries, and broken names and addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from impact_sites import item, page, site, term

from tools.impact.report import LONGEST_REPORT, NOTHING, TITLE, as_markdown, statements

if TYPE_CHECKING:
    from tools.impact.site import ComparedSite


ADDED = {
    "area": site(areas=[item("a", "Alpha")]),
    "team": site(teams=[item("a", "Alpha")]),
    "role": site(roles=[item("a", "Alpha")]),
    "term": site(terms=[term("Alpha")]),
}


@pytest.mark.parametrize("kind", ADDED)
def test_added_and_removed(kind: str) -> None:
    """Entries only in the new site are added, and those only in the old one are removed."""
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
def test_renamed(old: ComparedSite, new: ComparedSite) -> None:
    """A role is renamed if its slug is the same, or if the old name leads to it."""
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
def test_renamed_term(old: ComparedSite, new: ComparedSite) -> None:
    """A term is renamed if the old headword is kept, or the address is."""
    assert statements(old, new) == ["Term 'Old' is renamed 'New'."]


def test_merged() -> None:
    """A role whose name leads to an already existing one is removed, not renamed."""
    old = site(roles=[item("a", "Alpha"), item("b", "Beta")])
    new = site(roles=[item("b", "Beta", "Alpha")])
    assert statements(old, new) == ["Role 'Alpha' is removed; its name leads to role 'Beta'."]


def test_names_of_removed_entries() -> None:
    """If the name of a removed entry leads to something else, the line says so."""
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


def test_breaks() -> None:
    """Each loss is reported once, without anchors of lost pages and labels of lost roles."""
    old = site(
        {"role r": "p/#role-r", "label role-r": "p/#role-r", "label how": "gone/#how"},
        {"p/": frozenset({"role-r", "text", "stays"}), "gone/": frozenset({"how"})},
    )
    new = site(anchors={"p/": frozenset({"stays"})})
    tail = "leads nowhere; `nox -s docs` shows how to keep it."
    assert statements(old, new) == [
        f"Breaks: the address `gone/` {tail}",
        f"Breaks: the address `p/#text` {tail}",
        f"Breaks: the name `label how` {tail}",
        f"Breaks: the name `role r` {tail}",
    ]
    redirects = {"p/": frozenset({"stays", "text", "role-r"}), "gone/": None}
    assert (
        statements(old, site({str(name): old.names[name] for name in old.names}, redirects)) == []
    )


def test_markdown() -> None:
    """Names are escaped, and a sentence says that nothing changes."""
    lines = statements(site(), site(roles=[item("a", "<b>*A*")]))
    assert as_markdown(lines) == (f"{TITLE}\n\n- Role '\\<b\\>\\*A\\*' is added.\n")
    assert as_markdown([]) == f"{TITLE}\n\n{NOTHING}\n"


def test_a_long_report_is_cut() -> None:
    """GitHub would reject it as a whole."""
    lines = ["x" * 1000] * 2000
    text = as_markdown(lines)
    assert LONGEST_REPORT < len(text) + 1100 < LONGEST_REPORT + 1100
    assert text.endswith("\n\nThe report is too long; 1103 more lines are left out.\n")
