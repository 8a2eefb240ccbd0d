"""What a build finds on a page: file, line, subtype and sentence of every mistake."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import TYPE_CHECKING, TypeAlias

import pytest

from sphinx_compass.organization.problems import SUBTYPES

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

Found: TypeAlias = tuple[int, str, str]  # line, subtype without 'compass.', sentence

INDEX = """\
# Example

```{toctree}
company
page
```
"""

COMPANY = """\
# Company

:::{area} Product
:page: company
:lead: Product Lead

Decides what is built.
:::

:::{area} Operations
:page: company

Keeps things running.
:::

:::{role} Product Lead
:area: Product
:aliases: Boss

Leads product.
:::

:::{role} Executive Director
:area: Operations

Leads everything.
:::

:::{team} Makers
:kind: service

Make things.
:::
"""

REGISTER = "on the page that describes it"
PRODCT = "There is no role named 'Prodct Lead'; did you mean 'Product Lead'?"


def findings(
    handbook: Callable[..., Handbook], text: str, *, conf: str = "", suffix: str = ".md"
) -> list[Found]:
    """Build a page beside a sound company, and return everything that is found on it."""
    pages = {"index.md": INDEX, "company.md": COMPANY, f"page{suffix}": text}
    book = handbook(pages, conf)
    book.build("dummy")
    # Each line of the log is a finding: none lacks its place, none is a traceback.
    assert len(book.findings) == len(book.warnings.splitlines()), book.warnings
    assert {finding.file for finding in book.findings} <= {f"page{suffix}"}
    return [
        (finding.line, finding.subtype.removeprefix("compass."), finding.text)
        for finding in book.findings
    ]


def below_title(text: str) -> str:
    """Return a page whose text begins on line 3."""
    return f"# Page\n\n{dedent(text)}"


def declared(kind: str, *lines: str, name: str = "Thing") -> str:
    """Return a declaration on line 3 of a page, whose options begin on line 4."""
    return "\n".join(["# Page", "", f":::{{{kind}}} {name}".rstrip(), *lines, ":::", ""])


def sound(kind: str, *options: str) -> str:
    """Return a declaration on line 3 with options from line 4 on and a body."""
    return declared(kind, *options, "", "Is described here.")


def test_sound_company(handbook: Callable[..., Handbook]) -> None:
    """A handbook without mistakes is built without a word."""
    book = handbook(
        {
            "index.md": INDEX,
            "company.md": COMPANY,
            "page.md": """\
                ---
                owner: Boss
                last_reviewed_on: 2026-11-21
                review_in: 6 months
                description: A page.
                ---
                # Page

                The {role}`boss`, the {role}`lead <product-lead>`, {team}`MAKERS`, {area}`product`.

                ```{role-list}
                ```
                ```{team-list}
                ```
                ```{area-list}
                ```
                """,
        },
        "nitpicky = True",
    )
    book.build("dummy")
    assert book.warnings == ""


# -- references in text -----------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(
            """\
            A paragraph
            with {role}`Prodct Lead` in it.
            """,
            [4],
            id="second line of a paragraph",
        ),
        pytest.param(
            """\
            A {role}`Prodct Lead`
            and another {role}`Prodct Lead`.

            Then a {role}`Prodct Lead`.
            """,
            [3, 4, 6],
            id="several times",
        ),
        pytest.param(
            """\
            | One | Two |
            | --- | --- |
            | x | y |
            | x | {role}`Prodct Lead` |
            | {role}`Prodct Lead` | y |
            """,
            [6, 7],
            id="table cells",
        ),
        pytest.param(
            """\
            :::{list-table}
            :header-rows: 1

            * - One
              - Two
            * - x
              - y and
                {role}`Prodct Lead`
            :::
            """,
            [10],
            id="list-table",
        ),
        pytest.param(
            """\
            ```{glossary}
            Hub
            Hubs
              A place
              with a {role}`Prodct Lead`.

              - and {role}`Prodct Lead`

            Spoke
              Has {role}`Prodct Lead`.
            ```
            """,
            [7, 9, 12],
            id="glossary",
        ),
        pytest.param(
            """\
            - one
            - two,
              {role}`Prodct Lead`
              1. deep
                 {role}`Prodct Lead`
            """,
            [5, 7],
            id="list items",
        ),
        pytest.param(
            """\
            > A quotation
            > of {role}`Prodct Lead`.
            """,
            [4],
            id="block quote",
        ),
        pytest.param(
            """\
            ::::{admonition} Title
            :class: tip

            Text
            with {role}`Prodct Lead`.

            :::{note}
            {role}`Prodct Lead`
            :::
            ::::
            """,
            [7, 10],
            id="admonitions",
        ),
        pytest.param(
            """\
            :::{admonition} Of {role}`Prodct Lead`
            :class: tip

            Text.
            :::
            """,
            [3],
            id="title of an admonition",
        ),
        pytest.param(
            """\
            :::{table} Of {role}`Prodct Lead`

            | One |
            | --- |
            | {role}`Prodct Lead` |
            :::
            """,
            [3, 7],
            id="title of a table",
        ),
        pytest.param(
            """\
            Word
            : Means
              {role}`Prodct Lead`.
            """,
            [5],
            id="definition",
        ),
        pytest.param(
            """\
            ## The {role}`Prodct Lead`
            """,
            [3],
            id="heading",
        ),
        pytest.param(
            """\
            Text.[^1]

            [^1]: Note
                by {role}`Prodct Lead`.
            """,
            [6],
            id="footnote",
        ),
        pytest.param(
            """\
            :::{team} Other
            :area: Product

            Works
            with {role}`Prodct Lead`.
            :::
            """,
            [7],
            id="body of a declaration",
        ),
        pytest.param(
            """\
            Text, {role}`the
            leader <Prodct Lead>`, then
            {role}`Prodct
            Lead`.
            """,
            [3, 5],
            id="over two lines",
        ),
        pytest.param(
            """\
            Write `` {role}`Prodct Lead` ``
            for {role}`Prodct Lead`.
            """,
            [4],
            id="after code that looks alike",
        ),
        pytest.param(
            """\
            A {term}`Prodct Lead`
            and a {role}`Prodct Lead`.

            :::{glossary}
            Prodct Lead
              A term.
            :::
            """,
            [4],
            id="after a term of the same name",
        ),
        pytest.param(
            """\
            % {role}`Prodct Lead`
            A comment before {role}`Prodct Lead`.

            ```md
            {role}`Prodct Lead`
            ```
            """,
            [4],
            id="comments and examples",
        ),
    ],
)
def test_place_of_reference(handbook: Callable[..., Handbook], text: str, lines: list[int]) -> None:
    """A wrong name is found on the line where it stands, wherever that is."""
    assert findings(handbook, below_title(text)) == [(line, "unknown", PRODCT) for line in lines]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(
            """\
            A paragraph
            with :role:`Prodct Lead` in it
            and :role:`Prodct Lead`.
            """,
            [5, 6],
            id="second line of a paragraph",
        ),
        pytest.param(
            """\
            Text, :role:`the lead <Prodct
            Lead>` and :role:`Prodct
            Lead`.
            """,
            [4, 5],
            id="over two lines",
        ),
        pytest.param(
            """\
            ===  ===================
            One  Two
            ===  ===================
            x    y
            x    :role:`Prodct Lead`
            ===  ===================
            """,
            [8],
            id="table cell",
        ),
        pytest.param(
            """\
            .. glossary::

               Hub
                  A place
                  with :role:`Prodct Lead`.
            """,
            [8],
            id="glossary",
        ),
        pytest.param(
            """\
            * one
            * two,
              :role:`Prodct Lead`
            """,
            [6],
            id="list item",
        ),
        pytest.param(
            """\
            Text.

               A quotation
               of :role:`Prodct Lead`.
            """,
            [7],
            id="block quote",
        ),
        pytest.param(
            """\
            .. note::

               Text
               with :role:`Prodct Lead`.
            """,
            [7],
            id="admonition",
        ),
        pytest.param(
            """\
            .. role:: Other
               :area: Product
               :reports-to: Prodct Lead

               Works with
               :role:`the lead <Prodct Lead>`.
            """,
            [6, 9],
            id="declaration",
        ),
    ],
)
def test_place_in_restructuredtext(
    handbook: Callable[..., Handbook], text: str, lines: list[int]
) -> None:
    """The lines are right on a reStructuredText page as well."""
    page = f"Page\n====\n\n{dedent(text)}"
    assert findings(handbook, page, suffix=".rst") == [(line, "unknown", PRODCT) for line in lines]


def test_alike_on_one_line(handbook: Callable[..., Handbook]) -> None:
    """Mistakes on a line that read alike are one finding."""
    page = below_title("A {role}`Prodct Lead`, another {role}`Prodct Lead`.")
    assert findings(handbook, page) == [(3, "unknown", PRODCT)]


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (
            sound("role", ":area: Product", ":status: new") + "\n{nosuch}`x`\n",
            (10, "myst.role_unknown"),
        ),
        (
            declared("role", ":area: Product", "", "Text", "", "and {nosuch}`x`."),
            (8, "myst.role_unknown"),
        ),
        (
            declared("role", "---", "area: Product", "---", "", "With {nosuch}`x`."),
            (8, "myst.role_unknown"),
        ),
    ],
)
def test_line_of_other_warnings(
    handbook: Callable[..., Handbook], page: str, found: tuple[int, str]
) -> None:
    """What MyST itself warns of in and below a declaration has its true line."""
    assert [(line, subtype) for line, subtype, _ in findings(handbook, page)] == [found]


@pytest.mark.parametrize(
    ("markup", "sentence"),
    [
        ("{role}`product leed`", "no role named 'product leed'; did you mean 'Product Lead'?"),
        ("{role}`Bos`", "no role named 'Bos'; did you mean 'Product Lead'?"),
        ("{team}`Maker`", "no team named 'Maker'; did you mean 'Makers'?"),
        ("{area}`Operation`", "no area named 'Operation'; did you mean 'Operations'?"),
        ("{compass:area}`prodct`", "no area named 'prodct'; did you mean 'Product'?"),
        ("{role}`the boss <boos>`", "no role named 'boos'; did you mean 'Product Lead'?"),
        ("{team}`Boss`", "no team named 'Boss'; 'Product Lead' is a role, not a team."),
        (
            "{role}`Treasurer`",
            f"no role named 'Treasurer'; correct the name, or declare the role {REGISTER}.",
        ),
    ],
)
@pytest.mark.parametrize("nitpicky", [True, False])
def test_unknown_reference(
    handbook: Callable[..., Handbook], markup: str, sentence: str, *, nitpicky: bool
) -> None:
    """A wrong name is found with what was probably meant, nitpicky or not, and once."""
    assert findings(handbook, below_title(markup), conf=f"nitpicky = {nitpicky}") == [
        (3, "unknown", f"There is {sentence}")
    ]


# -- names in options ---------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "found"),
    [
        pytest.param(
            sound("role", ":area: Prodct"),
            [(4, "There is no area named 'Prodct'; did you mean 'Product'?")],
            id="area of a role",
        ),
        pytest.param(
            sound("role", ":status: new", ":reports-to: Prodct Lead"),
            [(5, PRODCT)],
            id="reports-to",
        ),
        pytest.param(
            sound("role", ":reports-to: Operations"),
            [(4, "There is no role named 'Operations'; 'Operations' is an area, not a role.")],
            id="reports-to of another kind",
        ),
        pytest.param(
            sound("role", ":teams: Makers,", "  Mkers,", "  Makers, Makerz"),
            [
                (5, "There is no team named 'Mkers'; did you mean 'Makers'?"),
                (6, "There is no team named 'Makerz'; did you mean 'Makers'?"),
            ],
            id="teams",
        ),
        pytest.param(
            sound("role", "---", "area: Product", "teams:", "- Makers", "- Mkers", "---"),
            [(8, "There is no team named 'Mkers'; did you mean 'Makers'?")],
            id="teams in a block",
        ),
        pytest.param(
            sound("team", ":area: Prodct"),
            [(4, "There is no area named 'Prodct'; did you mean 'Product'?")],
            id="area of a team",
        ),
        pytest.param(
            sound("team", ":lead: Boss,", "   Prodct Lead"),
            [(5, PRODCT)],
            id="lead of a team",
        ),
        pytest.param(
            sound("team", ":parent: Mkers"),
            [(4, "There is no team named 'Mkers'; did you mean 'Makers'?")],
            id="parent",
        ),
        pytest.param(
            sound("area", ":page: page", ":lead: Prodct Lead"),
            [(5, PRODCT)],
            id="lead of an area",
        ),
        pytest.param(
            "---\nreview_in: 1 year\n---\n" + sound("role", ":area: Prodct"),
            [(7, "There is no area named 'Prodct'; did you mean 'Product'?")],
            id="below front matter",
        ),
        pytest.param(
            "# Page\n\n- x\n\n  :::{role} A\n  :area: Prodct\n\n  Text.\n  :::\n",
            [(6, "There is no area named 'Prodct'; did you mean 'Product'?")],
            id="in a list item",
        ),
        pytest.param(
            "# Page\n\n::::{note}\n:class: x\n\n:::{role} A\n:area: Prodct\n\nText.\n:::\n::::\n",
            [(7, "There is no area named 'Prodct'; did you mean 'Product'?")],
            id="in an admonition",
        ),
        pytest.param(
            "# Page\n\n```{eval-rst}\n.. role:: A\n   :area: Prodct\n\n   Text.\n```\n",
            [(5, "There is no area named 'Prodct'; did you mean 'Product'?")],
            id="in reStructuredText on a Markdown page",
        ),
    ],
)
def test_unknown_name_in_option(
    handbook: Callable[..., Handbook], page: str, found: list[tuple[int, str]]
) -> None:
    """A wrong name in an option is found on its own line of the option."""
    assert findings(handbook, page) == [(line, "unknown", sentence) for line, sentence in found]


# -- names that mean two things -------------------------------------------------


@pytest.mark.parametrize(
    ("alias", "other", "line"), [("boss", "Product Lead", 16), ("PRODUCT LEAD", "Product Lead", 16)]
)
def test_ambiguous_alias(
    handbook: Callable[..., Handbook], alias: str, other: str, line: int
) -> None:
    """An alias that belongs to another role too is found, with that role's place."""
    assert findings(handbook, sound("role", ":area: Product", f":aliases: Helper, {alias}")) == [
        (
            5,
            "ambiguous",
            (
                f"The alias '{alias}' of the role 'Thing' also means '{other}' "
                f"(company, line {line}); remove it here or there."
            ),
        )
    ]


def test_ambiguous_reference(handbook: Callable[..., Handbook]) -> None:
    """A reference by an alias of two is found beside the alias; one by the full name is not."""
    page = sound("role", ":aliases: Boss") + "\nAsk the\n{role}`boss`, {role}`Product Lead`.\n"
    assert findings(handbook, page) == [
        (
            4,
            "ambiguous",
            (
                "The alias 'Boss' of the role 'Thing' also means 'Product Lead' (company, "
                "line 16); remove it here or there."
            ),
        ),
        (
            10,
            "ambiguous",
            (
                "The role 'boss' can mean 'Product Lead' or 'Thing'; "
                "write the full name of the one you mean."
            ),
        ),
    ]


TWICE = "keep one of the two and refer to it on the other page."


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
    """A second declaration is found where it stands, with the first one's place."""
    page = declared(kind, *options, "", "Text.", name=name)
    assert findings(handbook, page) == [
        (
            3,
            "duplicate",
            f"The {kind} '{name}' is declared here and at company, line {line}; {TWICE}",
        )
    ]


def test_declared_twice_on_one_page(handbook: Callable[..., Handbook]) -> None:
    """Two declarations on one page are one finding, and references lead to the first."""
    page = sound("role") + "\n" + sound("role").partition("\n\n")[2] + "\n{role}`Thing`\n"
    assert findings(handbook, page) == [
        (8, "duplicate", f"The role 'Thing' is declared here and at page, line 3; {TWICE}")
    ]


def test_declared_twice_with_another_slug(handbook: Callable[..., Handbook]) -> None:
    """A name declared under two slugs is one finding as well, however often it is referred to."""
    second = sound("role", ":slug: other").partition("\n\n")[2]
    page = f"{sound('role')}\n{second}\n{{role}}`thing`\n\n{{role}}`thing`\n"
    assert findings(handbook, page) == [
        (8, "duplicate", f"The role 'Thing' is declared here and at page, line 3; {TWICE}")
    ]


# -- reporting ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "circle"),
    [
        (["A"], "'A' reports to 'A'"),
        (["A", "B"], "'A' reports to 'B' reports to 'A'"),
        (["A", "B", "C"], "'A' reports to 'B' reports to 'C' reports to 'A'"),
    ],
)
def test_cycle(handbook: Callable[..., Handbook], names: list[str], circle: str) -> None:
    """Roles that report to each other in a circle are one finding, at the first line of it."""
    managers = [*names[1:], names[0]]
    page = "# Page\n\n" + "\n".join(
        f":::{{role}} {name}\n:reports-to: {manager}\n\nText.\n:::\n"
        for name, manager in zip(names, managers, strict=True)
    )
    assert findings(handbook, page) == [
        (
            4,
            "cycle",
            (
                f"The reporting lines go in a circle: {circle}; "
                "change the option 'reports-to' of one of them."
            ),
        )
    ]


@pytest.mark.parametrize(
    ("page", "manager"),
    [
        (sound("role", ":area: Operations", ":reports-to: Boss"), "'Product Lead'"),
        (sound("role", ":area: Operations", ":reports-to: product-lead"), "'Product Lead'"),
    ],
)
def test_line_leaves_its_area(handbook: Callable[..., Handbook], page: str, manager: str) -> None:
    """A role that reports to another area is found at its option."""
    assert findings(handbook, page) == [
        (
            5,
            "reporting_line",
            (
                f"The role 'Thing' of the area 'Operations' reports to {manager} of the area "
                "'Product'; reporting lines stay inside one functional area, so correct "
                "'reports-to' or 'area'."
            ),
        )
    ]


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
    """A line inside an area, or from an area's lead to the Executive Director, is no finding."""
    assert findings(handbook, page) == []


def test_line_from_an_unknown_area(handbook: Callable[..., Handbook]) -> None:
    """Where the area is a wrong name, that is the only finding."""
    page = sound("role", ":area: Operatons", ":reports-to: Boss")
    assert findings(handbook, page) == [
        (4, "unknown", "There is no area named 'Operatons'; did you mean 'Operations'?")
    ]


def test_team_that_does_not_govern(handbook: Callable[..., Handbook]) -> None:
    """A role cannot report to a team of another kind than governing."""
    assert findings(handbook, sound("role", ":reports-to: Makers")) == [
        (
            4,
            "value",
            (
                "The role 'Thing' cannot report to the team 'Makers', which is not of kind "
                "governing; name the role that it reports to."
            ),
        )
    ]


# -- areas ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "line", "sentence"),
    [
        (
            [":lead: Boss"],
            3,
            (
                "The area 'Thing' names no structure page; add the option ':page:' with the page "
                "that describes it, for instance ':page: page'."
            ),
        ),
        (
            [":lead: Boss", ":page: compny"],
            5,
            (
                "The structure page 'compny' of the area 'Thing' does not exist; "
                "did you mean 'company'?"
            ),
        ),
        (
            [":page: about/nowhere"],
            4,
            (
                "The structure page 'about/nowhere' of the area 'Thing' does not exist; "
                "write the page, or name another one."
            ),
        ),
    ],
)
def test_structure_page(
    handbook: Callable[..., Handbook], options: list[str], line: int, sentence: str
) -> None:
    """An area without a structure page, or with one that does not exist, is found."""
    assert findings(handbook, sound("area", *options)) == [(line, "structure_page", sentence)]


@pytest.mark.parametrize("page", ["company", "/company", "company.md"])
def test_structure_page_exists(handbook: Callable[..., Handbook], page: str) -> None:
    """The page may be written with a slash before it and its suffix."""
    assert findings(handbook, sound("area", f":page: {page}")) == []


# -- options ------------------------------------------------------------------------

STATUSES = "established, new, experimental, pilot, vacant, archived"


@pytest.mark.parametrize(
    ("page", "found"),
    [
        pytest.param(
            sound("role", ":area: Product", ":stauts: new"),
            (5, "option", "A role has no option 'stauts'; did you mean 'status'?"),
            id="misspelt option",
        ),
        pytest.param(
            sound("role", ":email: x"),
            (
                4,
                "option",
                (
                    "A role has no option 'email'; its options are slug, area, reports-to, teams, "
                    "aliases, status."
                ),
            ),
            id="option of a role",
        ),
        pytest.param(
            sound("team", ":email: x"),
            (
                4,
                "option",
                (
                    "A team has no option 'email'; its options are slug, kind, area, parent, lead, "
                    "aliases, status."
                ),
            ),
            id="option of a team",
        ),
        pytest.param(
            sound("area", ":page: page", ":email: x"),
            (
                5,
                "option",
                "An area has no option 'email'; its options are slug, lead, page, aliases.",
            ),
            id="option of an area",
        ),
        pytest.param(
            sound("role", ":status: new", ":area Product"),
            (
                5,
                "option",
                (
                    "The option line ':area Product' cannot be read; write it as ':name: value', "
                    "with a colon on both sides of the name and a space before the value."
                ),
            ),
            id="malformed option line",
        ),
        pytest.param(
            sound("role", ":area:Product"),
            (
                4,
                "option",
                (
                    "The option line ':area:Product' cannot be read; write it as ':name: value', "
                    "with a colon on both sides of the name and a space before the value."
                ),
            ),
            id="no space before the value",
        ),
        pytest.param(
            sound("role", "---", "status: new", "area: [Product", "---"),
            (
                6,
                "option",
                (
                    "The options between the '---' lines cannot be read; "
                    "write one 'name: value' a line."
                ),
            ),
            id="malformed block",
        ),
        pytest.param(
            sound("role", ":teams: Makers", ":status: new", ":teams: Makers"),
            (
                6,
                "option",
                (
                    "The option 'teams' is given twice; "
                    "put all its values on one line, separated by commas."
                ),
            ),
            id="twice",
        ),
        pytest.param(
            sound("role", ":status: new", ":area:"),
            (
                5,
                "value",
                "The option 'area' has no value; write one behind it, or remove the line.",
            ),
            id="empty",
        ),
        pytest.param(
            sound("role", ":area: Product,", "   Operations"),
            (
                5,
                "value",
                (
                    "The option 'area' takes one value, and 'Operations' is a second one; "
                    "keep one of them."
                ),
            ),
            id="two values",
        ),
        pytest.param(
            sound("role", ":area: Product", ":status: establishd"),
            (5, "value", "A role cannot have the status 'establishd'; did you mean 'established'?"),
            id="status of a role",
        ),
        pytest.param(
            sound("team", ":status: busy"),
            (4, "value", f"A team cannot have the status 'busy'; it is one of {STATUSES}."),
            id="status of a team",
        ),
        pytest.param(
            sound("team", ":kind: servce"),
            (4, "value", "A team cannot have the kind 'servce'; did you mean 'service'?"),
            id="misspelt kind",
        ),
        pytest.param(
            sound("team", ":kind: x"),
            (
                4,
                "value",
                (
                    "A team cannot have the kind 'x'; it is one of functional, cross-functional, "
                    "service, community, governing, temporary."
                ),
            ),
            id="kind",
        ),
        pytest.param(
            sound("role", ":area: Product", ":slug: The Thing"),
            (
                5,
                "value",
                (
                    "'The Thing' cannot be a slug; use lowercase letters and digits joined by "
                    "hyphens, for instance 'the-thing'."
                ),
            ),
            id="slug",
        ),
        pytest.param(
            declared("role", "", "Text.", name=""),
            (
                3,
                "name",
                (
                    "A role is declared without a name; "
                    "write the name on the line of the '{role}' itself."
                ),
            ),
            id="no name",
        ),
        pytest.param(
            declared("team", "", "Text.", name="***"),
            (
                3,
                "name",
                (
                    "No slug can be made of the name '***'; "
                    "add a line ':slug: some-name' in lowercase letters."
                ),
            ),
            id="no slug from the name",
        ),
        pytest.param(
            declared("role", ":area: Product"),
            (
                3,
                "body",
                (
                    "The role 'Thing' has no text that says what it is; "
                    "write one or two sentences below the options."
                ),
            ),
            id="no body",
        ),
        pytest.param(
            declared("area", ":page: page", "", "% To be written."),
            (
                3,
                "body",
                (
                    "The area 'Thing' has no text that says what it is; "
                    "write one or two sentences below the options."
                ),
            ),
            id="only a comment as body",
        ),
    ],
)
def test_option(handbook: Callable[..., Handbook], page: str, found: Found) -> None:
    """A declaration that is wrong is one finding, on the line of the mistake."""
    assert findings(handbook, page) == [found]


# -- front matter ----------------------------------------------------------------------

MALFORMED = (
    "The front matter cannot be read from this line on; "
    "write one 'key: value' a line, and put a value that holds a colon in quotes."
)
NOT_A_DATE = "is not a date; write it as year-month-day, for instance 2026-11-21."
VACANT = "\n:::{role} Nobody yet\n:status: vacant\n\nText.\n:::\n"
ARCHIVED = "\n:::{role} Former\n:status: archived\n\nText.\n:::\n"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        pytest.param(
            ["review_in: 1 year", "owner: Prodct Lead"],
            (
                3,
                "owner",
                (
                    "The page's owner 'Prodct Lead' is not a declared role; "
                    "did you mean 'Product Lead'?"
                ),
            ),
            id="owner",
        ),
        pytest.param(
            ["owner: Makers"],
            (
                2,
                "owner",
                "The page's owner 'Makers' is not a declared role; 'Makers' is a team, not a role.",
            ),
            id="owner is a team",
        ),
        pytest.param(
            ["owner: Nobody yet"],
            (
                2,
                "owner",
                (
                    "The page's owner 'Nobody yet' is vacant and cannot answer for it; "
                    "name a role that somebody holds."
                ),
            ),
            id="owner is vacant",
        ),
        pytest.param(
            ["owner: former"],
            (
                2,
                "owner",
                (
                    "The page's owner 'Former' is archived and cannot answer for it; "
                    "name a role that somebody holds."
                ),
            ),
            id="owner is archived",
        ),
        pytest.param(
            ["owner: boss", "last_reviewed_on: 2026-02-30"],
            (3, "review", f"The review date '2026-02-30' {NOT_A_DATE}"),
            id="impossible date",
        ),
        pytest.param(
            ["owner: boss", "last_reviewed_on: 2026-02-30 # sic"],
            (3, "review", f"The review date '2026-02-30' {NOT_A_DATE}"),
            id="impossible date with a comment",
        ),
        pytest.param(
            ["last_reviewed_on: in May"],
            (2, "review", f"The review date 'in May' {NOT_A_DATE}"),
            id="no date",
        ),
        pytest.param(
            ["owner: boss", "last_reviewed_on: 2026-11-22"],
            (
                3,
                "review",
                (
                    "The review date 2026-11-22 lies in the future; "
                    "write the day on which the page was compared with its sources."
                ),
            ),
            id="future date",
        ),
        pytest.param(
            ["owner: boss", "review_in: now and then"],
            (
                3,
                "review",
                (
                    "The review interval 'now and then' cannot be read; write a number of days, "
                    "weeks, months or years, for instance '6 months'."
                ),
            ),
            id="unreadable interval",
        ),
        pytest.param(
            ["description:", "owner: boss"],
            (
                2,
                "front_matter",
                (
                    "The front matter key 'description' has no value; "
                    "write one on the same line, after the colon."
                ),
            ),
            id="empty value",
        ),
        pytest.param(
            ["owner: boss", "description: what: why"],
            (3, "front_matter", MALFORMED),
            id="malformed",
        ),
        pytest.param(
            ["owner: boss", "tags: [a, b", "review_in: 1 year"],
            (3, "front_matter", MALFORMED),
            id="list without an end",
        ),
        pytest.param(
            ["owner: boss", "description: 'what and why", "review_in: 1 year"],
            (3, "front_matter", MALFORMED),
            id="quotation without an end",
        ),
    ],
)
def test_front_matter(handbook: Callable[..., Handbook], lines: list[str], found: Found) -> None:
    """A mistake in front matter is one finding, on its own line."""
    page = "\n".join(["---", *lines, "---", "# Page", VACANT, ARCHIVED])
    assert findings(handbook, page) == [found]


def test_unclosed_front_matter(handbook: Callable[..., Handbook]) -> None:
    """Front matter without an end is one finding, and so does not hide what is below it."""
    page = "---\nowner: boss\n\n# Page\n\n{role}`Prodct Lead`\n"
    assert findings(handbook, page) == [
        (
            1,
            "front_matter",
            (
                "The front matter that starts here is not closed; "
                "write a line '---' below its last key."
            ),
        ),
        (6, "unknown", PRODCT),
    ]


REQUIRED = """
compass_required_front_matter = ["owner", "description"]
exclude_patterns = ["company.md"]
"""


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (
            "# Page\n",
            [
                (
                    1,
                    (
                        "The page has no front matter; begin it with a line '---', the lines "
                        "'owner: …', 'description: …', and a second line '---'."
                    ),
                )
            ],
        ),
        (
            "---\nowner: Thing\n---\n",
            [
                (
                    1,
                    (
                        "The page has no 'description' in its front matter; "
                        "add a line 'description: …' between the '---' lines at its top."
                    ),
                )
            ],
        ),
        (
            "---\nreview_in: 1 year\nonwer: Thing\ndescription: x\n---\n",
            [
                (
                    3,
                    "The page has no 'owner' in its front matter; is 'onwer' meant to be 'owner'?",
                )
            ],
        ),
        ("---\nowner: Thing\ndescription: x\n---\n", []),
    ],
)
def test_required_front_matter(
    handbook: Callable[..., Handbook], page: str, found: list[tuple[int, str]]
) -> None:
    """Keys that every page needs are missed, at a misspelt key where there is one."""
    book = handbook({"index.md": page + sound("role")}, REQUIRED)
    book.build("dummy")
    assert [(finding.line, finding.subtype, finding.text) for finding in book.findings] == [
        (line, "compass.front_matter", sentence) for line, sentence in found
    ]


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
    """A malformed declaration is one finding: references to it work, and the page stays whole."""
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
    """A name that no slug can be made of is one finding, wherever it is referred to."""
    page = declared("role", "", "Text.", name=name) + f"\nWith {{role}}`{name}`.\n"
    assert [(line, subtype) for line, subtype, _ in findings(handbook, page)] == [(3, "name")]


def test_other_mistakes_are_found_beside_malformed_front_matter(
    handbook: Callable[..., Handbook],
) -> None:
    """One mistake does not hide those below it."""
    page = "---\nowner: a: b\n---\n" + sound("role", ":foo: x", ":area: Prodct")
    found = findings(handbook, page)
    assert [(line, subtype) for line, subtype, _ in found] == [
        (2, "front_matter"),
        (7, "option"),
        (8, "unknown"),
    ]


# -- twenty mistakes ----------------------------------------------------------------------

TWENTY = """\
---
owner: Prodct Lead
last_reviewed_on: 2026-02-30
review_in: half a year
---
# Page

Somebody asks
the {role}`Prodct Lead`.

| Group | Task |
| --- | --- |
| {team}`Maker` | work |

:::{glossary}
Hub
  A place
  of {area}`Prodct`.
:::

:::{role} Helper
:aliases: Boss
:area: Operations
:reports-to: Product Lead
:stauts: new

Helps.
:::

:::{role} Product Lead
:area Product
:teams:

Leads again.
:::

:::{role} Circle
:reports-to: Circle
:status: busy
:status: new

Turns.
:::

:::{area} Design
:aliases: Drawing

Draws.
:::

:::{area} Research
:page: reserch

Finds out.
:::

:::{team}
:kind: service

Has no name.
:::

:::{team} Silent
:kind: servce
:::
"""

TWENTY_PLACES = [
    (2, "owner"),
    (3, "review"),
    (4, "review"),
    (9, "unknown"),
    (13, "unknown"),
    (18, "unknown"),
    (22, "ambiguous"),
    (24, "reporting_line"),
    (25, "option"),
    (30, "duplicate"),
    (31, "option"),
    (32, "value"),
    (38, "cycle"),
    (39, "value"),
    (40, "option"),
    (45, "structure_page"),
    (52, "structure_page"),
    (57, "name"),
    (63, "body"),
    (64, "value"),
]

# Words that an editor who does not program need not know.
FOREIGN = re.compile(
    r"Traceback|Error|Exception|\bNone\b|\bTrue\b|\bFalse\b|docname|directive|xref|\bnode\b"
    r"|YAML|parse|invalid|\bstr\b|\bnull\b|Node\(|\\|regex|token|string",
    re.IGNORECASE,
)


@pytest.mark.parametrize("nitpicky", [True, False])
def test_twenty_mistakes(handbook: Callable[..., Handbook], *, nitpicky: bool) -> None:
    """Twenty mistakes on a page are twenty findings, each one sentence in plain words."""
    found = findings(handbook, TWENTY, conf=f"nitpicky = {nitpicky}")
    assert [(line, subtype) for line, subtype, _ in found] == TWENTY_PLACES
    assert len(found) == 20
    for _, _, sentence in found:
        assert sentence[0].isupper()
        assert re.findall(r"[.?!](?=\s|$)", sentence) in (["."], ["?"])
        assert sentence[-1] in ".?"
        assert not FOREIGN.search(sentence)


def test_mistakes_fail_a_strict_build(handbook: Callable[..., Handbook]) -> None:
    """As an editor builds: all is reported in one run, the build fails, every page is there."""
    book = handbook({"index.md": INDEX, "company.md": COMPANY, "page.md": TWENTY})
    assert book.run("-W", "--keep-going", "-q") != 0
    assert [(finding.line, finding.subtype) for finding in book.findings] == [
        (line, f"compass.{subtype}") for line, subtype in TWENTY_PLACES
    ]
    assert "Traceback" not in book.warnings
    assert "Has no name." in book.html("page")


@pytest.mark.parametrize("subtype", sorted({subtype for _, subtype in TWENTY_PLACES}))
def test_suppressed(handbook: Callable[..., Handbook], subtype: str) -> None:
    """A project can silence one kind of finding, and then has all the others."""
    assert subtype in SUBTYPES
    found = findings(handbook, TWENTY, conf=f'suppress_warnings += ["compass.{subtype}"]')
    assert [place[:2] for place in found] == [
        place for place in TWENTY_PLACES if place[1] != subtype
    ]


def test_all_suppressed(handbook: Callable[..., Handbook]) -> None:
    """A project can silence all of them at once."""
    assert findings(handbook, TWENTY, conf='suppress_warnings += ["compass"]') == []
