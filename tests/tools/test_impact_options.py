"""Changes of the options of objects, terms and pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from impact_sites import item, page, site, term

from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.options import options_of
from tools.impact.matching import LISTS
from tools.impact.options import OPTIONS
from tools.impact.report import statements

if TYPE_CHECKING:
    from sphinx_compass.organization.objects import Kind
    from sphinx_compass.organization.options import Option
    from tools.impact.site import ComparedSite


def test_moved_to_another_area_team_or_manager() -> None:
    """Sentences use the current names; renames are not moves."""
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


def test_other_options() -> None:
    """Options without a separate sentence are listed, once for each entry."""
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


def test_options_that_name_what_was_renamed() -> None:
    """An option that names a renamed team, role or page has not changed."""
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


def value_of(option: Option, word: str) -> Any:
    """Return a value of an option as compass.json has it."""
    value: Any = word
    if len(option.leads_to) > 1:
        value = {"kind": option.leads_to[-1], "slug": word}
    return [value] if option.several else value


@pytest.mark.parametrize(
    ("kind", "option"),
    [
        pytest.param(kind, option, id=f"{kind} {option.name}")
        for kind in KINDS
        for option in OPTIONS[kind]
    ],
)
def test_every_option(kind: Kind, option: Option) -> None:
    """A change of any option is one line: a separate sentence, or the list of changes."""

    def having(**values: Any) -> ComparedSite:
        data = {LISTS[kind]: [item("a", "Alpha", **values)]}
        return site(None, None, **data)

    before = having(**{option.key: value_of(option, "x")})
    after = having(**{option.key: value_of(option, "y")})
    without = having(**{option.key: []} if option.several else {})
    who = f"{kind.capitalize()} 'Alpha'"
    quote = "`" if option.leads_to == ("page",) else "'"
    x, y = f"{quote}x{quote}", f"{quote}y{quote}"
    listed = f"{who} changes: {option.name}."
    words = option.change_words
    assert statements(before, before) == []
    assert statements(before, after) == [
        f"{who} moves to another {words.noun}: {y} instead of {x}." if words else listed
    ]
    assert statements(without, before) == [f"{who} {words.gained}: {x}." if words else listed]
    assert statements(before, without) == [
        f"{who} {words.lost} (before: {x})." if words else listed
    ]


def test_every_option_in_the_data_is_compared() -> None:
    """The compared options are those of the records."""
    assert {(kind, option.name) for kind in KINDS for option in OPTIONS[kind]} == {
        (kind, option.name)
        for kind, record in KINDS.items()
        for option in options_of(record).values()
        if option.key
    }


def test_kind_that_the_old_site_does_not_know() -> None:
    """If an older site has no list of a kind, all its objects are added."""
    old = site()
    new = site(teams=[item("t", "Tau")])
    assert statements(replace(old, data={}), new) == ["Team 'Tau' is added."]


def test_page_of_a_declaration() -> None:
    """A declaration whose old page is unknown has not moved."""
    old = site(roles=[item("a", "Alpha"), item("b", "Beta", declared_on="p")])
    new = site(roles=[item("a", "Alpha", declared_on="p"), item("b", "Beta", declared_on="q")])
    assert statements(old, new) == ["Role 'Beta' moves to another page: `q` instead of `p`."]
