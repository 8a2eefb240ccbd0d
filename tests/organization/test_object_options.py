"""What an option is, and how the options of a record are read."""

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
    """What all things of these tests have in common."""

    name: str
    color: str = option("color", "Its color.", choices="colors")
    tags: tuple[Mention, ...] = option("tags", "Words for it.", several=True)


@dataclass(frozen=True, slots=True)
class Tool(Thing):
    """A thing with options of its own, of every sort."""

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
    """An option that is not set is no mention, no mentions, or an empty word."""
    bare = Tool("Nail")
    assert (bare.color, bare.tags, bare.maker, bare.users, bare.status) == ("", (), None, (), "")


def test_options_are_keywords() -> None:
    """Options have names only: a position could change its meaning with a new option."""
    assert [item.name for item in dataclasses.fields(Tool) if not item.kw_only] == ["name", "size"]


@pytest.mark.parametrize(
    ("settings", "default"),
    [({}, None), ({"several": True}, ()), ({"choices": "statuses"}, "")],
)
def test_option(settings: dict[str, Any], default: object) -> None:
    """An option is a keyword of its record, with a default that fits its values."""
    record = dataclasses.make_dataclass(
        "Record", [("size", Any, option("how-big", "Size.", **settings))]
    )
    assert options_of(record) == {"size": Option("how-big", "Size.", **settings)}
    assert record().size == default
    with pytest.raises(TypeError):
        record("large")


def test_settings() -> None:
    """An option has the settings given to it, and the defaults of those that are not."""
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
    """The values of an option come in the order written, with their locations if they have any."""
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
