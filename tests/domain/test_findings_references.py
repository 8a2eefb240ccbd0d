"""What a build finds in the text of pages: wrong and ambiguous names."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from mistakes import (
    COMPANY,
    INDEX,
    assert_found,
    below_title,
    declared,
    findings,
    places,
    sound,
)
from sphinx_compass.organization.places import Location

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

PRODCT = ("unknown", "Prodct Lead", "Product Lead")


def test_sound_company(handbook: Callable[..., Handbook]) -> None:
    """A handbook without mistakes is built without a warning."""
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


# -- the line of a wrong name ------------------------------------------------------------


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
        pytest.param(
            """\
            ```{note}
            {role}`Prodct Lead`
            ```

            Text
            with {role}`Prodct Lead`.
            """,
            [4, 8],
            id="fenced with backticks",
        ),
    ],
)
def test_place_of_reference(handbook: Callable[..., Handbook], text: str, lines: list[int]) -> None:
    """A wrong name is found on its own line, wherever that is."""
    found = findings(handbook, below_title(text))
    assert_found(found, [(line, *PRODCT) for line in lines])


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
    found = findings(handbook, f"Page\n====\n\n{dedent(text)}", suffix=".rst")
    assert_found(found, [(line, *PRODCT) for line in lines])


def test_alike_on_one_line(handbook: Callable[..., Handbook]) -> None:
    """Equal mistakes on one line are one finding."""
    page = below_title("A {role}`Prodct Lead`, another {role}`Prodct Lead`.")
    assert_found(findings(handbook, page), [(3, *PRODCT)])


@pytest.mark.parametrize(
    ("page", "line"),
    [
        (sound("role", ":area: Product", ":status: new") + "\n{nosuch}`x`\n", 10),
        (declared("role", ":area: Product", "", "Text", "", "and {nosuch}`x`."), 8),
        (declared("role", "---", "area: Product", "---", "", "With {nosuch}`x`."), 8),
    ],
)
def test_line_of_other_warnings(handbook: Callable[..., Handbook], page: str, line: int) -> None:
    """Warnings of MyST itself in and below a declaration have their true line."""
    assert places(findings(handbook, page)) == [(line, "myst.role_unknown")]


def test_broken_markup_in_restructuredtext(handbook: Callable[..., Handbook]) -> None:
    """What docutils finds in a declaration has its true line, and the declaration counts."""
    page = "Page\n====\n\n.. team:: Thing\n\n   Broken *markup.\n\n:team:`thing`\n"
    assert places(findings(handbook, page, suffix=".rst")) == [(6, "docutils")]


# -- what was probably meant --------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "names"),
    [
        ("{role}`product leed`", ("product leed", "Product Lead")),
        ("{role}`Bos`", ("Bos", "Product Lead")),
        ("{team}`Maker`", ("Maker", "Makers")),
        ("{area}`Operation`", ("Operation", "Operations")),
        ("{compass:area}`prodct`", ("prodct", "Product")),
        ("{role}`the boss <boos>`", ("boos", "Product Lead")),
        ("{team}`Boss`", ("Boss", "Product Lead")),
        ("{role}`Treasurer`", ("Treasurer",)),
    ],
)
@pytest.mark.parametrize("nitpicky", [True, False])
def test_unknown_reference(
    handbook: Callable[..., Handbook], markup: str, names: tuple[str, ...], *, nitpicky: bool
) -> None:
    """A wrong name is found once, with what was probably meant, nitpicky or not."""
    found = findings(handbook, below_title(markup), conf=f"nitpicky = {nitpicky}")
    assert_found(found, [(3, "unknown", *names)])


# -- names that mean two things -------------------------------------------------------------


@pytest.mark.parametrize("alias", ["boss", "PRODUCT LEAD"])
def test_ambiguous_alias(handbook: Callable[..., Handbook], alias: str) -> None:
    """An alias that belongs to another role too is found, with that role's location."""
    found = findings(handbook, sound("role", ":area: Product", f":aliases: Helper, {alias}"))
    assert_found(found, [(5, "ambiguous", alias, "Thing", "Product Lead")])
    assert str(Location("company", 16)) in found[0].text


def test_ambiguous_reference(handbook: Callable[..., Handbook]) -> None:
    """A reference by an alias of two is found beside the alias; one by the full name is not."""
    page = sound("role", ":aliases: Boss") + "\nAsk the\n{role}`boss`, {role}`Product Lead`.\n"
    assert_found(
        findings(handbook, page),
        [
            (4, "ambiguous", "Boss", "Thing", "Product Lead"),
            (10, "ambiguous", "boss", "Product Lead", "Thing"),
        ],
    )
