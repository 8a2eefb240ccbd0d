"""The checks of the whole organisation: which mistakes they find, where, and how often."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from sphinx_compass.organization.checks import Rules, check
from sphinx_compass.organization.problems import SUBTYPES, Problem, did_you_mean
from sphinx_compass.organization.model import Directory, Location, Page, Reference, View
from records import area, directory, mention, role, team

if TYPE_CHECKING:
    from sphinx_compass.organization.model import Declared, Kind

RULES = Rules(today=dt.date(2026, 11, 21))

PRODUCT = area("Product", 100, lead="Product Lead")
OPERATIONS = area("Operations", 200)
LEAD = role("Product Lead", 300, area="Product", aliases="Boss")
DIRECTOR = role("Executive Director", 400, area="Operations", aliases="Head")
MAKERS = team("Makers", 500, area="Product", kind="service", lead="Product Lead")
COUNCIL = team("Council", 600, kind="governing")
COMPANY = (PRODUCT, OPERATIONS, LEAD, DIRECTOR, MAKERS, COUNCIL)


def found(organisation: Directory, rules: Rules = RULES) -> list[tuple[int, str]]:
    """Return line and subtype of every finding, in order."""
    return sorted(
        (problem.location.line, problem.subtype) for problem in check(organisation, rules)
    )


def in_company(*declared: Declared) -> list[tuple[int, str]]:
    """Return the findings of some declarations beside a sound company."""
    return found(directory(*COMPANY, *declared))


def referring(kind: Kind, name: str, *declared: Declared) -> list[Problem]:
    """Return the findings of a reference on line 7 beside a company."""
    reference = Reference(kind, name, Location("page", 7))
    organisation = Directory.build(
        (*COMPANY, *declared), references=[reference], titles={"page": "Page"}
    )
    return list(check(organisation, RULES))


def on_page(page: Page, *declared: Declared, required: tuple[str, ...] = ()) -> list[Problem]:
    """Return the findings of a page's front matter beside a company."""
    organisation = Directory.build((*COMPANY, *declared), pages=[page], titles={"page": "Page"})
    return list(check(organisation, Rules(today=RULES.today, required_keys=required)))


def test_sound_company() -> None:
    """Where nothing is wrong, nothing is found."""
    assert in_company(role("Maker", 1, reports_to="boss", area="PRODUCT", teams="makers")) == []


# -- names ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("second", "line"),
    [
        (role("Maker", 20), 20),
        (role("MAKER", 20), 20),
        (role("Maker", 20, slug="other"), 20),
        (role("Other", 20, slug="maker"), 20),
        (role("Maker", 20, docname="other"), 10),  # 'other' comes before 'page'
    ],
)
def test_declared_twice(second: Declared, line: int) -> None:
    """The later of two declarations with the same name or slug is found, once."""
    assert in_company(role("Maker", 10), second) == [(line, "duplicate")]


def test_declared_three_times() -> None:
    """Each declaration after the first is found, and names the first."""
    problems = list(check(directory(role("A", 1), role("A", 20), role("A", 30)), RULES))
    assert [str(problem).partition(";")[0] for problem in problems] == [
        "The role 'A' is declared here and at page, line 1"
    ] * 2


def test_same_name_of_another_kind() -> None:
    """A team may be called as an area, and a role as a team."""
    assert in_company(team("Product", 10), role("Makers", 20)) == []


@pytest.mark.parametrize(
    ("declared", "lines"),
    [
        (role("A", 10, aliases="product lead"), [11]),
        (role("A", 10, aliases="product-lead"), [11]),
        (role("A", 10, aliases="boss"), [301]),  # of two equal aliases the later one errs
        (role("A", 900, aliases="BOSS, Head, Chief"), [901, 901]),
        (role("A", 900, docname="other", aliases="boss"), [301]),
        (team("A", 10, aliases="boss"), []),
        (role("A", 10, aliases="Product, Makers"), []),
        (role("A", 10, aliases="A, a"), []),
    ],
)
def test_shared_alias(declared: Declared, lines: list[int]) -> None:
    """An alias that means another object of its kind is found once, at the alias."""
    assert in_company(declared) == [(line, "ambiguous") for line in lines]


@pytest.mark.parametrize("kind", ["role", "team", "area"])
def test_unknown_reference(kind: Kind) -> None:
    """A name that nothing is called is found, whatever the kind."""
    (problem,) = referring(kind, "Nobody")
    assert problem == Problem(
        Location("page", 7),
        "unknown",
        f"There is no {kind} named 'Nobody'",
        f"correct the name, or declare the {kind} on the page that describes it",
    )


@pytest.mark.parametrize(
    ("kind", "name", "suggestion"),
    [
        ("role", "Prodct Lead", "did you mean 'Product Lead'?"),
        ("role", "bos", "did you mean 'Product Lead'?"),
        ("team", "Maker", "did you mean 'Makers'?"),
        ("area", "operatons", "did you mean 'Operations'?"),
        ("team", "boss", "'Product Lead' is a role, not a team"),
        ("area", "Makers", "'Makers' is a team, not an area"),
        ("role", "operations", "'Operations' is an area, not a role"),
    ],
)
def test_suggestion(kind: Kind, name: str, suggestion: str) -> None:
    """The closest titles are offered, or what the name means as another kind."""
    (problem,) = referring(kind, name)
    assert (problem.subtype, problem.suggestion) == ("unknown", suggestion)


def test_close_name_of_two_kinds() -> None:
    """A title that a role and a team share is offered once."""
    manager = role("Counsel", 1), team("Counsel", 10, kind="governing")
    organisation = directory(*manager, role("A", 20, reports_to="Counsle"))
    (problem,) = check(organisation, RULES)
    assert problem.suggestion == "did you mean 'Counsel'?"


def test_close_name_goes_before_another_kind() -> None:
    """A name that resembles one of the kind is a slip, even where another kind has it."""
    (problem,) = referring("role", "Makers", role("Maker", 1))
    assert problem.suggestion == "did you mean 'Maker'?"


def test_former_name_goes_before_a_close_one() -> None:
    """Wherever a name stands that was published once, the suggestion says what became of it."""
    former = {("role", "product leader"): "it moved", ("team", "maker"): "it grew"}
    views = [View("role-list", Location("page", 60), (("team", (mention("MAKER", 60),)),))]
    organisation = Directory.build(
        (*COMPANY, role("A", 20, teams="Maker"), role("B", 30, reports_to="Product Leader")),
        references=[Reference("role", "product leader", Location("page", 50))],
        views=views,
        pages=[Page("page", mention("Product Leader", 2))],
        titles={"page": "Page"},
    )
    problems = list(check(organisation, Rules(today=RULES.today, former=former)))
    assert {problem.location.line: problem.suggestion for problem in problems} == {
        2: "it moved",
        24: "it grew",
        33: "it moved",
        50: "it moved",
        60: "it grew",
    }
    assert {problem.suggestion for problem in check(organisation, RULES)} == {
        "did you mean 'Product Lead'?",
        "did you mean 'Makers'?",
    }


@pytest.mark.parametrize("name", ["Product Lead", "product-lead", "BOSS"])
def test_known_reference(name: str) -> None:
    """A title, slug or alias is no finding."""
    assert referring("role", name) == []


def test_ambiguous_reference() -> None:
    """A reference by a shared alias is found beside the alias itself, with both meanings."""
    problems = referring("role", "boss", role("A", 900, aliases="Boss"))
    assert {(problem.location.line, problem.message) for problem in problems} == {
        (7, "The role 'boss' can mean 'A' or 'Product Lead'"),
        (901, "The alias 'Boss' of the role 'A' also means 'Product Lead' (page, line 300)"),
    }
    assert {problem.subtype for problem in problems} == {"ambiguous"}


@pytest.mark.parametrize(
    ("declared", "lines"),
    [
        (role("A", 10, area="Prodct"), [12]),
        (role("A", 10, reports_to="Nobody"), [13]),
        (role("A", 10, reports_to="Product"), [13]),
        (role("A", 10, teams="Makers, Nobody, No one"), [14, 14]),
        (team("A", 10, area="Nowhere"), [12]),
        (team("A", 10, parent="Nobody"), [13]),
        (team("A", 10, parent="Product Lead"), [13]),
        (team("A", 10, lead="Boss, Makers"), [14]),
        (area("A", 10, lead="Nobody"), [13]),
    ],
)
def test_unknown_option(declared: Declared, lines: list[int]) -> None:
    """A name in an option that nothing of the right kind is called is found at its line."""
    assert in_company(declared) == [(line, "unknown") for line in lines]


def test_options_of_every_declaration() -> None:
    """The options of a second declaration are checked as well."""
    assert in_company(role("A", 10), role("A", 20, area="Nowhere")) == [
        (20, "duplicate"),
        (22, "unknown"),
    ]


@pytest.mark.parametrize(
    ("manager", "findings"),
    [("Council", []), ("Makers", [(13, "value")]), ("Nobody", [(13, "unknown")])],
)
def test_team_as_manager(manager: str, findings: list[tuple[int, str]]) -> None:
    """A role may report to a team only where that team governs."""
    assert in_company(role("A", 10, reports_to=manager)) == findings


# -- reporting ------------------------------------------------------------


def test_no_cycle() -> None:
    """A long line of reports that ends is no circle."""
    line = [role(f"R{n}", 10 * n, reports_to=f"R{n - 1}" if n > 1 else "") for n in range(1, 9)]
    assert in_company(*line) == []


@pytest.mark.parametrize("size", [1, 2, 3, 7])
@pytest.mark.parametrize("direction", [1, -1])
def test_cycle(size: int, direction: int) -> None:
    """A circle is one finding, at its first line in the file, whichever way it goes."""
    circle = [
        role(f"R{n}", 10 * (size - n), reports_to=f"R{(n + direction) % size}") for n in range(size)
    ]
    tail = role("Tail", 5, reports_to="R0")  # leads into the circle, is not in it
    assert in_company(*reversed(circle), tail) == [(13, "cycle")]


def test_two_cycles() -> None:
    """Two circles are two findings."""
    assert in_company(
        role("A", 10, reports_to="A"),
        role("B", 20, reports_to="C"),
        role("C", 30, reports_to="B"),
    ) == [(13, "cycle"), (23, "cycle")]


@pytest.mark.parametrize(
    ("declared", "findings"),
    [
        pytest.param(
            [role("A", 10, area="Operations", reports_to="Boss")],
            [(13, "reporting_line")],
            id="leaves the area",
        ),
        pytest.param([role("A", 10, area="Product", reports_to="Boss")], [], id="stays"),
        pytest.param([role("A", 10, reports_to="Boss")], [], id="no area"),
        pytest.param(
            [role("A", 10, area="Nowhere", reports_to="Boss")],
            [(12, "unknown")],
            id="unknown area",
        ),
        pytest.param(
            [role("M", 20), role("A", 10, area="Product", reports_to="M")],
            [],
            id="manager without area",
        ),
        pytest.param(
            [role("A", 10, area="Product", reports_to="Nobody")],
            [(13, "unknown")],
            id="unknown manager",
        ),
        pytest.param(
            [
                area("Design", 30, lead="Design Lead"),
                role("Design Lead", 10, area="Design", reports_to="Head"),
            ],
            [],
            id="lead to director",
        ),
        pytest.param(
            [
                area("Design", 30, lead="Design Lead"),
                role("Design Lead", 10, area="Design", reports_to="Boss"),
            ],
            [(13, "reporting_line")],
            id="lead to somebody else",
        ),
        pytest.param(
            [role("A", 10, area="Product", reports_to="Head")],
            [(13, "reporting_line")],
            id="not the lead, to director",
        ),
        pytest.param(
            [
                area("Design", 30, lead="Lead of another"),
                role("Lead of another", 10, area="Product", reports_to="Head"),
            ],
            [(13, "reporting_line")],
            id="lead of another area, to director",
        ),
        pytest.param(
            [
                team("Board", 30, kind="governing"),
                role("A", 10, area="Product", reports_to="Board"),
            ],
            [],
            id="governing team without area",
        ),
        pytest.param(
            [
                team("Board", 30, kind="governing", area="Operations"),
                role("A", 10, area="Product", reports_to="Board"),
            ],
            [(13, "reporting_line")],
            id="governing team of another area",
        ),
    ],
)
def test_reporting_line(declared: list[Declared], findings: list[tuple[int, str]]) -> None:
    """A line that leaves its area is found where both areas are known, save for area leads."""
    assert in_company(*declared) == findings


def test_top_role_is_configured() -> None:
    """The role that leads of areas may report to is the project's own decision."""
    line: list[Declared] = [
        area("Design", 30, lead="Design Lead"),
        role("Design Lead", 10, area="Design", reports_to="Boss"),
    ]
    rules = Rules(today=RULES.today, top_role="product-lead")
    assert found(directory(*COMPANY, *line), rules) == []


# -- pages ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "findings"),
    [
        ("page", []),
        ("other", []),
        ("", [(10, "structure_page")]),
        ("pag", [(12, "structure_page")]),
    ],
)
def test_structure_page(page: str, findings: list[tuple[int, str]]) -> None:
    """An area without a page is found at its declaration, a wrong page at the option."""
    assert in_company(area("A", 10, page=page)) == findings


@pytest.mark.parametrize(
    ("owner", "messages"),
    [
        ("Product Lead", []),
        ("boss", []),
        ("Nobody", ["The page's owner 'Nobody' is not a declared role"]),
        ("Makers", ["The page's owner 'Makers' is not a declared role"]),
        ("gone", ["The page's owner 'Gone' is archived and cannot answer for it"]),
        ("open", ["The page's owner 'Open' is vacant and cannot answer for it"]),
        ("shared", ["The role 'shared' can mean 'New' or 'Pilot'"]),
    ],
)
def test_owner(owner: str, messages: list[str]) -> None:
    """An owner is one declared role that somebody holds."""
    problems = on_page(
        Page("page", owner=mention(owner, 2), lines={"owner": 2}),
        role("Gone", 10, status="archived"),
        role("Open", 20, status="vacant"),
        role("New", 30, status="new", aliases="shared"),
        role("Pilot", 40, status="pilot", aliases="shared"),
    )
    on_line = [problem.message for problem in problems if problem.location.line == 2]
    assert on_line == messages


@pytest.mark.parametrize(("day", "count"), [(20, 0), (21, 0), (22, 1)])
def test_future_review(day: int, count: int) -> None:
    """A page may have been reviewed today, but not tomorrow."""
    problems = on_page(
        Page("page", last_reviewed_on=dt.date(2026, 11, day), lines={"last_reviewed_on": 4})
    )
    assert [(item.location.line, item.subtype) for item in problems] == [(4, "review")] * count


@pytest.mark.parametrize(
    ("page", "findings"),
    [
        (Page("page"), [(1, "The page has no front matter")]),
        (Page("page", lines={"owner": 2, "description": 3}), []),
        (
            Page("page", lines={"owner": 2}),
            [(1, "The page has no 'description' in its front matter")],
        ),
        (
            Page("page", lines={"onwer": 2, "description": 3}),
            [(2, "The page has no 'owner' in its front matter")],
        ),
        (Page("page", readable=False), []),
    ],
)
def test_required_keys(page: Page, findings: list[tuple[int, str]]) -> None:
    """A lacking key is found once, at a misspelt one's line where there is one."""
    problems = on_page(page, required=("owner", "description"))
    assert [(problem.location.line, problem.message) for problem in problems] == findings
    assert {problem.subtype for problem in problems} <= {"front_matter"}


# -- how problems read ----------------------------------------------------


@pytest.mark.parametrize(
    ("suggestion", "text"),
    [
        ("", "It is wrong."),
        ("mend it", "It is wrong; mend it."),
        ("did you mean 'A'?", "It is wrong; did you mean 'A'?"),
    ],
)
def test_sentence(suggestion: str, text: str) -> None:
    """A problem is one sentence with its stop."""
    assert str(Problem(Location("page", 1), "name", "It is wrong", suggestion)) == text


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ([], "else"),
        (["A"], "did you mean 'A'?"),
        (["A", "B"], "did you mean 'A' or 'B'?"),
    ],
)
def test_did_you_mean(names: list[str], text: str) -> None:
    """Close names become a question; without any there is another suggestion."""
    assert did_you_mean(names, "else") == text


@pytest.mark.parametrize("sentence", SUBTYPES.values(), ids=SUBTYPES)
def test_subtypes_are_described(sentence: str) -> None:
    """Each kind of finding is described in one sentence."""
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert ". " not in sentence
