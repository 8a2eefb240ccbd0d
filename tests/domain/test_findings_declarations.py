"""What a build finds in declarations, and that one mistake is one finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mistakes import COMPANY, INDEX, assert_found, declared, findings, places, sound
from sphinx_compass.organization.kinds import RECORDS
from sphinx_compass.organization.options import options_of
from sphinx_compass.organization.places import Location

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook
    from mistakes import Found
    from sphinx_compass.organization.objects import DeclaredObject

# -- names in options -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "found"),
    [
        pytest.param(
            sound("role", ":area: Prodct"), [(4, "Prodct", "Product")], id="area of a role"
        ),
        pytest.param(
            sound("role", ":status: new", ":reports-to: Prodct Lead"),
            [(5, "Prodct Lead", "Product Lead")],
            id="reports-to",
        ),
        pytest.param(
            sound("role", ":reports-to: Operations"),
            [(4, "Operations")],
            id="reports-to of another kind",
        ),
        pytest.param(
            sound("role", ":teams: Makers,", "  Mkers,", "  Makers, Makerz"),
            [(5, "Mkers", "Makers"), (6, "Makerz", "Makers")],
            id="teams",
        ),
        pytest.param(
            sound("role", "---", "area: Product", "teams:", "- Makers", "- Mkers", "---"),
            [(8, "Mkers", "Makers")],
            id="teams in a block",
        ),
        pytest.param(
            sound("team", ":area: Prodct"), [(4, "Prodct", "Product")], id="area of a team"
        ),
        pytest.param(
            sound("team", ":lead: Boss,", "   Prodct Lead"),
            [(5, "Prodct Lead", "Product Lead")],
            id="lead of a team",
        ),
        pytest.param(sound("team", ":parent: Mkers"), [(4, "Mkers", "Makers")], id="parent"),
        pytest.param(
            sound("area", ":page: page", ":lead: Prodct Lead"),
            [(5, "Prodct Lead", "Product Lead")],
            id="lead of an area",
        ),
        pytest.param(
            "---\nreview_in: 1 year\n---\n" + sound("role", ":area: Prodct"),
            [(7, "Prodct", "Product")],
            id="below front matter",
        ),
        pytest.param(
            "# Page\n\n- x\n\n  :::{role} A\n  :area: Prodct\n\n  Text.\n  :::\n",
            [(6, "Prodct", "Product")],
            id="in a list item",
        ),
        pytest.param(
            "# Page\n\n::::{note}\n:class: x\n\n:::{role} A\n:area: Prodct\n\nText.\n:::\n::::\n",
            [(7, "Prodct", "Product")],
            id="in an admonition",
        ),
        pytest.param(
            "# Page\n\n```{eval-rst}\n.. role:: A\n   :area: Prodct\n\n   Text.\n```\n",
            [(5, "Prodct", "Product")],
            id="in reStructuredText on a Markdown page",
        ),
    ],
)
def test_unknown_name_in_option(
    handbook: Callable[..., Handbook], page: str, found: list[tuple[int, *tuple[str, ...]]]
) -> None:
    """A wrong name in an option is found on its own line of the option."""
    assert_found(findings(handbook, page), [(line, "unknown", *names) for line, *names in found])


# -- declared once ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "name", "options", "line"),
    [
        ("role", "Product Lead", [], 16),
        ("role", "PRODUCT lead", [], 16),
        ("role", "Other", [":slug: product-lead"], 16),
        ("team", "Makers", [":kind: service"], 29),
        ("area", "Product", [":page: page"], 3),
    ],
)
def test_declared_on_two_pages(
    handbook: Callable[..., Handbook], kind: str, name: str, options: list[str], line: int
) -> None:
    """A second declaration is found at its own line, with the location of the first one."""
    found = findings(handbook, declared(kind, *options, "", "Text.", name=name))
    assert_found(found, [(3, "duplicate", name)])
    assert str(Location("company", line)) in found[0].text


@pytest.mark.parametrize("options", [[], [":slug: other"]], ids=["same slug", "another slug"])
def test_declared_twice_on_one_page(handbook: Callable[..., Handbook], options: list[str]) -> None:
    """Two declarations on one page are one finding, however often they are referred to."""
    second = sound("role", *options).partition("\n\n")[2]
    page = f"{sound('role')}\n{second}\n{{role}}`thing`\n\n{{role}}`thing`\n"
    found = findings(handbook, page)
    assert_found(found, [(8, "duplicate", "Thing")])
    assert str(Location("page", 3)) in found[0].text


# -- reporting lines ----------------------------------------------------------------------


@pytest.mark.parametrize("names", [["A"], ["A", "B"], ["A", "B", "C"]])
def test_cycle(handbook: Callable[..., Handbook], names: list[str]) -> None:
    """Roles that report to each other in a cycle are one finding, at the first line of it."""
    managers = [*names[1:], names[0]]
    page = "# Page\n\n" + "\n".join(
        f":::{{role}} {name}\n:reports-to: {manager}\n\nText.\n:::\n"
        for name, manager in zip(names, managers, strict=True)
    )
    assert_found(findings(handbook, page), [(4, "cycle", *names)])


@pytest.mark.parametrize("manager", ["Boss", "product-lead"])
def test_line_leaves_its_area(handbook: Callable[..., Handbook], manager: str) -> None:
    """A role that reports to another area is found at its option."""
    page = sound("role", ":area: Operations", f":reports-to: {manager}")
    names = ("Thing", "Operations", "Product Lead", "Product")
    assert_found(findings(handbook, page), [(5, "reporting_line", *names)])


DESIGN = "\n:::{area} Design\n:page: page\n:lead: Thing\n\nDesigns.\n:::\n"


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(sound("role", ":area: Product", ":reports-to: Boss"), id="inside"),
        pytest.param(sound("role", ":reports-to: Boss"), id="no area"),
        pytest.param(
            sound("role", ":area: Design", ":reports-to: Executive Director") + DESIGN,
            id="lead of an area",
        ),
    ],
)
def test_line_is_sound(handbook: Callable[..., Handbook], page: str) -> None:
    """A line inside an area, or from an area's lead to the top role, is no finding."""
    assert findings(handbook, page) == []


def test_line_from_an_unknown_area(handbook: Callable[..., Handbook]) -> None:
    """If the area is a wrong name, that is the only finding."""
    page = sound("role", ":area: Operatons", ":reports-to: Boss")
    assert_found(findings(handbook, page), [(4, "unknown", "Operatons", "Operations")])


def test_team_that_does_not_govern(handbook: Callable[..., Handbook]) -> None:
    """A role cannot report to a team of another kind than governing."""
    page = sound("role", ":reports-to: Makers")
    assert_found(findings(handbook, page), [(4, "value", "Thing", "Makers")])


# -- areas ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ([":lead: Boss"], (3, "structure_page", "Thing")),
        ([":lead: Boss", ":page: compny"], (5, "structure_page", "compny", "Thing", "company")),
        ([":page: about/nowhere"], (4, "structure_page", "about/nowhere", "Thing")),
    ],
)
def test_structure_page(
    handbook: Callable[..., Handbook], options: list[str], found: Found
) -> None:
    """An area without a structure page, or with one that does not exist, is found."""
    assert_found(findings(handbook, sound("area", *options)), [found])


@pytest.mark.parametrize("page", ["company", "/company", "company.md"])
def test_structure_page_exists(handbook: Callable[..., Handbook], page: str) -> None:
    """The page may be written with a slash before it and its suffix."""
    assert findings(handbook, sound("area", f":page: {page}")) == []


# -- options ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "found"),
    [
        pytest.param(
            sound("role", ":area: Product", ":stauts: new"),
            (5, "option", "stauts", "status"),
            id="misspelled option",
        ),
        pytest.param(sound("role", ":email: x"), (4, "option", "email"), id="option of a role"),
        pytest.param(sound("team", ":email: x"), (4, "option", "email"), id="option of a team"),
        pytest.param(
            sound("area", ":page: page", ":email: x"),
            (5, "option", "email"),
            id="option of an area",
        ),
        pytest.param(
            sound("role", ":status: new", ":area Product"),
            (5, "option", ":area Product"),
            id="malformed option line",
        ),
        pytest.param(
            sound("role", ":area:Product"),
            (4, "option", ":area:Product"),
            id="no space before the value",
        ),
        pytest.param(
            sound("role", "---", "status: new", "area: [Product", "---"),
            (6, "option"),
            id="malformed block",
        ),
        pytest.param(
            sound("role", ":teams: Makers", ":status: new", ":teams: Makers"),
            (6, "option", "teams"),
            id="twice",
        ),
        pytest.param(sound("role", ":status: new", ":area:"), (5, "value", "area"), id="empty"),
        pytest.param(
            sound("role", ":area: Product,", "   Operations"),
            (5, "value", "area", "Operations"),
            id="two values",
        ),
        pytest.param(
            sound("role", ":area: Product", ":status: establishd"),
            (5, "value", "establishd", "established"),
            id="status of a role",
        ),
        pytest.param(sound("team", ":status: busy"), (4, "value", "busy"), id="status of a team"),
        pytest.param(
            sound("team", ":kind: servce"), (4, "value", "servce", "service"), id="misspelled kind"
        ),
        pytest.param(sound("team", ":kind: x"), (4, "value", "x"), id="kind"),
        pytest.param(
            sound("role", ":area: Product", ":slug: The Thing"),
            (5, "value", "The Thing", "the-thing"),
            id="slug",
        ),
        pytest.param(declared("role", "", "Text.", name=""), (3, "name"), id="no name"),
        pytest.param(
            declared("team", "", "Text.", name="***"), (3, "name", "***"), id="no slug of the name"
        ),
        pytest.param(declared("role", ":area: Product"), (3, "body", "Thing"), id="no body"),
        pytest.param(
            declared("area", ":page: page", "", "% To be written."),
            (3, "body", "Thing"),
            id="only a comment as body",
        ),
    ],
)
def test_option(handbook: Callable[..., Handbook], page: str, found: Found) -> None:
    """A declaration that is wrong is one finding, on the line of the mistake."""
    assert_found(findings(handbook, page), [found])


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.KIND)
def test_options_are_listed(
    handbook: Callable[..., Handbook], record: type[DeclaredObject]
) -> None:
    """The finding of an unknown option lists all options that there are."""
    (finding,) = findings(handbook, sound(record.KIND, ":page: page", ":email: x"))[-1:]
    names = ["slug", *(option.name for option in options_of(record).values())]
    assert ", ".join(names) in finding.text


# -- one mistake, one finding -----------------------------------------------------------


@pytest.mark.parametrize(
    "declaration",
    [
        pytest.param(sound("role", ":foo: x"), id="unknown option"),
        pytest.param(sound("role", ":area Product"), id="malformed option line"),
        pytest.param(sound("role", ":area:", ":status: new"), id="empty option"),
        pytest.param(sound("role", ":area: Product", ":area: Product"), id="option twice"),
        pytest.param(sound("role", ":area: Nowhere"), id="unknown area"),
        pytest.param(sound("role", ":status: busy"), id="unknown status"),
        pytest.param(sound("role", ":slug: Bad Slug"), id="bad slug"),
        pytest.param(sound("role", "---", "area: [Product", "---"), id="malformed block"),
        pytest.param(sound("role", "---", "- area", "---"), id="block without options"),
        pytest.param(sound("role", "---", "? [area]", "---"), id="block with a list as key"),
        pytest.param(sound("role", "---", "area: \x07", "---"), id="block with control character"),
        pytest.param(sound("role", "---", "area: Product"), id="block without an end"),
        pytest.param(declared("role"), id="no body"),
        pytest.param(sound("team", ":kind: busy"), id="team"),
        pytest.param(sound("area", ":page: nowhere"), id="area"),
    ],
)
def test_malformed_declaration_is_known(
    handbook: Callable[..., Handbook], declaration: str
) -> None:
    """A malformed declaration is one finding: references to it work, and no text is lost."""
    kind = declaration.partition("{")[2].partition("}")[0]
    page = f"{declaration}\nA sentence with {{{kind}}}`thing`.\n\n## A section below\n"
    book = handbook({"index.md": INDEX, "company.md": COMPANY, "page.md": page})
    book.build("text")
    assert len(book.findings) == len(book.warnings.splitlines()) == 1, book.warnings
    text = (book.outdir / "page.txt").read_text(encoding="utf-8")
    assert "A sentence with *Thing*." in text
    assert "A section below" in text


@pytest.mark.parametrize("name", ["***", "日本"])
def test_name_without_slug_is_known(handbook: Callable[..., Handbook], name: str) -> None:
    """A name that no slug can be made of is one finding, however often it is referred to."""
    page = declared("role", "", "Text.", name=name) + f"\nWith {{role}}`{name}`.\n"
    assert places(findings(handbook, page)) == [(3, "name")]
