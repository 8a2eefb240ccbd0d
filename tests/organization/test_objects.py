"""The kinds of objects: their keys and their options."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from records import area, mention, role, team
from sphinx_compass.organization.kinds import KINDS, RECORDS, inverses, plural
from sphinx_compass.organization.objects import DeclaredObject, governs
from sphinx_compass.organization.options import Inverse, options_of
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.rules import Rules
from sphinx_compass.organization.text import SLUG_PATTERN

if TYPE_CHECKING:
    from sphinx_compass.organization.objects import Kind

EVERY_OPTION = [(record, attribute) for record in RECORDS for attribute in options_of(record)]


def test_identity() -> None:
    """Keys and label consist of kind and slug; the location contains the page."""
    item = team("Makers", 7, docname="other", slug="the-makers")
    assert item.key == ("team", "the-makers")
    assert item.target_key == "team:the-makers"
    assert item.label == "team-the-makers"
    assert item.docname == "other"


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (
            role(
                "Maker",
                status="new",
                teams="Makers, Menders",
                reports_to="Product Lead",
                area="Product",
                aliases="Builder, Smith",
            ),
            "Builder Smith Product Product Lead new Makers Menders",
        ),
        (
            team(
                "Makers",
                status="pilot",
                lead="Lead, Deputy",
                parent="Everybody",
                area="Product",
                kind="service",
                aliases="Crew",
            ),
            "Crew Product service Lead Deputy Everybody pilot",
        ),
        (
            area("Product", page="product/index", lead="Lead", aliases="Making"),
            "Making Lead product/index",
        ),
        (role("Maker", summary="A summary."), ""),
    ],
)
def test_option_text(item: DeclaredObject, text: str) -> None:
    """The text has all values, sorted by name of option, since digests depend on it."""
    assert item.option_text == text


@pytest.mark.parametrize(("record", "attribute"), EVERY_OPTION)
def test_every_option_counts(record: type[DeclaredObject], attribute: str) -> None:
    """The value of every option is part of the text for the digest."""
    described = options_of(record)[attribute]
    value = "word" if described.choices else mention("word")
    item = record(
        name="A",
        slug="a",
        declared_at=Location("page", 1),
        anchor="a",
        **{attribute: (value,) if described.several else value},  # type: ignore[arg-type]
    )
    assert item.option_text == "word"


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (role("Lead"), True),
        (team("Council", kind="governing"), True),
        (team("Board", kind="board"), False),
        (team("Makers", kind="service"), False),
        (team("Makers"), False),
    ],
)
def test_governs(item: DeclaredObject, *, expected: bool) -> None:
    """Roles may report to a role, or to a team that governs."""
    assert governs(Rules(), item) is expected


def test_governing_kinds_are_configured() -> None:
    """A setting decides which kinds of teams govern."""
    rules = Rules(governing_kinds=("board", "circle"))
    assert governs(rules, team("Board", kind="board"))
    assert governs(rules, team("Circle", kind="circle"))
    assert not governs(rules, team("Council", kind="governing"))


# -- all kinds -------------------------------------------------------------------


def test_kinds() -> None:
    """Each kind is named once, with its record."""
    assert list(KINDS) == ["checklist", "role", "team", "area"]
    assert all(kind == record.KIND for kind, record in KINDS.items())
    assert tuple(KINDS.values()) == RECORDS


@pytest.mark.parametrize(
    ("kind", "name"),
    [("role", "roles"), ("team", "teams"), ("area", "areas"), ("checklist", "checklists")],
)
def test_plural(kind: Kind, name: str) -> None:
    """Each kind has a plural for the data."""
    assert plural(kind) == name


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (
            "role",
            [
                ("role", "reports_to", Inverse("Reports here", "reports-to")),
                ("team", "leads", Inverse("Leads", "reports-to")),
                ("area", "leads", Inverse("Leads", "reports-to")),
            ],
        ),
        (
            "team",
            [
                ("team", "parent", Inverse("Parts", "parent")),
                ("role", "reports_to", Inverse("Reports here", "reports-to")),
                ("role", "teams", Inverse("Roles", "lead")),
            ],
        ),
        (
            "area",
            [
                ("role", "area", Inverse("Roles", "lead")),
                ("team", "area", Inverse("Teams", "lead")),
            ],
        ),
        ("page", []),
    ],
)
def test_inverses(kind: Kind, expected: list[tuple[Kind, str, Inverse]]) -> None:
    """A card shows the objects that refer to it, with options of the same kind first."""
    assert list(inverses(kind)) == expected


@pytest.mark.parametrize("record", RECORDS)
def test_kinds_are_described(record: type[DeclaredObject]) -> None:
    """Each kind has a name, a title, a sentence and a type at schema.org."""
    assert SLUG_PATTERN.fullmatch(record.KIND)
    assert record.TITLE[0].isupper()
    assert record.HELP.endswith(".")
    assert record.SCHEMA_TYPE


@pytest.mark.parametrize(("record", "attribute"), EVERY_OPTION)
def test_options_fit_together(record: type[DeclaredObject], attribute: str) -> None:
    """The kinds, settings and options that an option refers to exist."""
    described = options_of(record)[attribute]
    assert SLUG_PATTERN.fullmatch(described.name)
    assert described.help.endswith(".")
    assert set(described.leads_to) <= {*KINDS, "page"}
    assert not (described.leads_to and described.choices)
    if described.choices:
        assert isinstance(getattr(Rules(), described.choices), tuple)
    if described.change_words:
        assert not described.several
    if described.inverse:
        every = {item.name for other in RECORDS for item in options_of(other).values()}
        assert described.inverse.after in {"", *every}


@pytest.mark.parametrize("record", RECORDS)
@pytest.mark.parametrize("setting", ["name", "label", "key", "column", "filter"])
def test_settings_are_unique(record: type[DeclaredObject], setting: str) -> None:
    """No two options of a kind share a name, a label, a key, a column or a filter."""
    values = [getattr(described, setting) for described in options_of(record).values()]
    written = [value for value in values if value]
    assert len(written) == len(set(written))


@pytest.mark.parametrize("record", RECORDS)
def test_no_options(record: type[DeclaredObject]) -> None:
    """Without options, a declaration has no values; several values are an empty tuple."""
    item = record("A", "a", Location("page", 1), "a")
    several = {name for name, described in options_of(record).items() if described.several}
    assert several == {"aliases", "teams", "leads", "phases", "issue_labels"} & set(
        options_of(record)
    )
    assert {name for name in options_of(record) if getattr(item, name) == ()} == several
    assert item.option_text == ""
    assert (item.summary, item.section, item.digest) == ("", "", "")


def test_backlinks() -> None:
    """All kinds have backlinks but areas, because most pages mention them."""
    without = {kind for kind, record in KINDS.items() if not record.HAS_BACKLINKS}
    assert without == {"area"}
