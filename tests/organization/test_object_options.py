"""Options and their values in records."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from records import mention
from sphinx_compass.organization.options import (
    Option,
    mentions,
    option,
    options_of,
    words,
)

if TYPE_CHECKING:
    from sphinx_compass.organization.places import Mention


@dataclass(frozen=True, slots=True)
class Thing:
    """The base class of records in these tests."""

    name: str
    color: str = option("color", "Its color.", choices="colors")
    tags: tuple[Mention, ...] = option("tags", "Words for it.", several=True)


@dataclass(frozen=True, slots=True)
class Tool(Thing):
    """A record with every type of option."""

    size: int = 1  # not an option
    maker: Mention | None = option("made-by", "Who made it.", leads_to=("role", "team"))
    users: tuple[Mention, ...] = option("users", "Who uses it.", leads_to=("role",), several=True)
    status: str = option("status", "How settled it is.", choices="statuses")


HAMMER = Tool(
    "Hammer",
    color="red",
    tags=(mention("Heavy", 1), mention("Hard", 2)),
    maker=mention("Smith", 3),
    users=(mention("B", 4), mention("A", 5)),
    status="new",
)


def test_defaults() -> None:
    """An unset option is None, an empty tuple or an empty string."""
    bare = Tool("Nail")
    assert (bare.color, bare.tags, bare.maker, bare.users, bare.status) == ("", (), None, (), "")


def test_options_are_keywords() -> None:
    """Options are keyword-only, because a new option would change positions."""
    assert [item.name for item in dataclasses.fields(Tool) if not item.kw_only] == ["name", "size"]


@pytest.mark.parametrize(
    ("settings", "default"),
    [({}, None), ({"several": True}, ()), ({"choices": "statuses"}, "")],
)
def test_option(settings: dict[str, Any], default: object) -> None:
    """An option is a keyword-only field, with a default for its type of value."""
    record = dataclasses.make_dataclass(
        "Record", [("size", Any, option("how-big", "Size.", **settings))]
    )
    assert options_of(record) == {"size": Option("how-big", "Size.", **settings)}
    assert record().size == default
    with pytest.raises(TypeError):
        record("large")


def test_settings() -> None:
    """An option has the given settings, and defaults for others."""
    assert options_of(Tool)["maker"] == Option(
        name="made-by",
        help="Who made it.",
        leads_to=("role", "team"),
        several=False,
        choices="",
        admits=None,
        label="",
        key="",
        column="",
        filter="",
        inverse=None,
        change_words=None,
    )
    assert options_of(Tool)["users"] == Option("users", "Who uses it.", ("role",), several=True)
    assert options_of(Tool)["status"].choices == "statuses"


def test_order() -> None:
    """A record's own options come first, in the order of its fields."""
    assert list(options_of(Tool)) == ["maker", "users", "status", "color", "tags"]
    assert list(options_of(Thing)) == ["color", "tags"]


@pytest.mark.parametrize(
    ("attribute", "lines", "written"),
    [
        ("color", [], ("red",)),
        ("tags", [1, 2], ("Heavy", "Hard")),
        ("maker", [3], ("Smith",)),
        ("users", [4, 5], ("B", "A")),
        ("status", [], ("new",)),
    ],
)
def test_values(attribute: str, lines: list[int], written: tuple[str, ...]) -> None:
    """Values are in the order written, with locations if they have any."""
    found = mentions(HAMMER, attribute)
    assert isinstance(found, tuple)
    assert [item.location.line for item in found] == lines
    assert words(HAMMER, attribute) == written


@pytest.mark.parametrize("attribute", ["color", "tags", "maker", "users", "status"])
def test_no_values(attribute: str) -> None:
    """An option that is not set has no values."""
    assert mentions(Tool("Nail"), attribute) == ()
    assert words(Tool("Nail"), attribute) == ()


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ((), False),
        (("page",), False),
        (("role",), True),
        (("role", "team"), True),
        (("page", "role"), True),
    ],
)
def test_leads_to_objects(kinds: tuple[str, ...], *, expected: bool) -> None:
    """Pages and plain words are not declared objects."""
    assert Option("x", "X.", leads_to=kinds).leads_to_objects is expected
