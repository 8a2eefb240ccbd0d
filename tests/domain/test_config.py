"""The values of ``conf.py``: what each one is for, and what it may be."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from sphinx.errors import ConfigError

from mistakes import assert_found, findings, places, sound
from sphinx_compass.config import (
    VALUES,
    ConfigValue,
    check_values,
    new_issue_address,
    own_prefix,
    rules,
    site_address,
    today,
)
from sphinx_compass.organization.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

# MyST uses what Sphinx 11 will drop.
pytestmark = pytest.mark.filterwarnings(r"ignore:'myst_parser\.:PendingDeprecationWarning")

APP: Any = SimpleNamespace()  # is not used


class _Config(SimpleNamespace):
    """The default values, and some others."""

    def __init__(self, **values: Any) -> None:
        super().__init__(**{value.name: value.default for value in VALUES} | values)

    def __getitem__(self, name: str) -> object:
        return getattr(self, name)


def config(**values: Any) -> Any:
    """Return a configuration with the default values, except for some."""
    return _Config(**values)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value.name)
def test_every_value_is_described(value: ConfigValue) -> None:
    """Each value has a name of ours, and one sentence of help."""
    assert value.name.startswith("compass_")
    assert value.help[0].isupper()
    assert value.help.endswith(".")
    assert [other.name for other in VALUES].count(value.name) == 1
    assert [other.help for other in VALUES].count(value.help) == 1


def test_defaults_are_valid() -> None:
    """What a project does not set is never wrong."""
    check_values(APP, config())


def test_defaults_are_those_of_the_rules() -> None:
    """The values stand for all rules, with the same defaults."""
    day = dt.date(2026, 11, 21)
    assert rules(config(compass_today=str(day))) == Rules(today=day)


LISTS = [value.name for value in VALUES if isinstance(value.default, list)]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("wrong", ["new", [1], [["new"]], {"new": "a"}, None, ("new", None)])
def test_wrong_list(name: str, wrong: Any) -> None:
    """A value that is not a list of words is named, with what is right."""
    with pytest.raises(ConfigError, match=rf"\b{name}\b.* list of words"):
        check_values(APP, config(**{name: wrong}))


@pytest.mark.parametrize("wrong", ["today", "2026-13-01", "21.11.2026"])
def test_wrong_day(wrong: str) -> None:
    """A day that is not one is named, with the form of days."""
    with pytest.raises(ConfigError, match=r"\bcompass_today\b.* YYYY-MM-DD"):
        check_values(APP, config(compass_today=wrong))


# What the words of some lists have to look like.
RIGHT = {"compass_area_looks": "product pink box", "compass_role_groups": "On duty = role:host"}


@pytest.mark.parametrize("name", LISTS)
def test_list_or_tuple(name: str) -> None:
    """A list may be written as a tuple, and may be empty."""
    right = RIGHT.get(name, "new")
    for value in ([right], (right,), []):
        check_values(APP, config(**{name: value}))


@pytest.mark.parametrize("name", RIGHT)
def test_wrong_words(name: str) -> None:
    """A word of another form is named."""
    with pytest.raises(ConfigError, match=rf"\b{name}\b.* has 'new'"):
        check_values(APP, config(**{name: [RIGHT[name], "new"]}))


def test_today() -> None:
    """The day of the configuration counts, and without one the latest day on Earth."""
    assert today(config(compass_today="2020-02-29")) == dt.date(2020, 2, 29)
    auckland, kiritimati = ZoneInfo("Pacific/Auckland"), ZoneInfo("Pacific/Kiritimati")
    before = dt.datetime.now(tz=kiritimati).date()
    assert before <= today(config()) <= dt.datetime.now(tz=kiritimati).date()
    assert dt.datetime.now(tz=auckland).date() <= today(config())


def test_own_prefix() -> None:
    """A site without intersphinx has no prefix."""
    assert own_prefix(config()) == ""
    assert own_prefix(config(intersphinx_resolve_self="tc")) == "tc"


@pytest.mark.parametrize(
    ("base", "address"),
    [
        ("", ""),
        ("https://a.example", "https://a.example/"),
        ("https://a.example/b", "https://a.example/b/"),
        ("https://a.example/b/", "https://a.example/b/"),
    ],
)
def test_site_address(base: str, address: str) -> None:
    """The address of the site ends with a slash, whether the project writes one or not."""
    assert site_address(config(html_baseurl=base)) == address


def test_new_issue_address() -> None:
    """The form has title and text of the issue; without a repository there is none."""
    assert new_issue_address(config(), "A", "B") == ""
    repository = config(compass_repository_url="https://a.example/b")
    assert (
        new_issue_address(repository, "A & B", "C\n")
        == "https://a.example/b/issues/new?title=A+%26+B&body=C%0A"
    )


# -- in builds ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "name"),
    [
        ("compass_statuses = 'new'", "compass_statuses"),
        ("compass_team_kinds = ['a', 1]", "compass_team_kinds"),
        ("compass_today = 'soon'", "compass_today"),
    ],
)
def test_wrong_value_stops_the_build(
    handbook: Callable[..., Handbook], setting: str, name: str
) -> None:
    """A build with a value that cannot be used stops before it reads anything."""
    book = handbook({"index.md": "# Example\n"}, f"{setting}\n")
    with pytest.raises(ConfigError, match=name):
        book.build("dummy")


def test_statuses_of_the_project(handbook: Callable[..., Handbook]) -> None:
    """The words that a project chooses are allowed in declarations, and no others."""
    conf = (
        'compass_statuses = ["open", "closed"]\n'
        'compass_ordinary_status = "open"\n'
        'compass_inactive_statuses = ["closed"]\n'
    )
    assert findings(handbook, sound("role", ":status: open"), conf=conf) == []
    found = findings(handbook, sound("role", ":status: new"), conf=conf)
    assert_found(found, [(4, "value", "new")])
    assert "open, closed" in found[0].text
    owned = "---\nowner: Thing\n---\n" + sound("role", ":status: closed")
    assert_found(findings(handbook, owned, conf=conf), [(2, "owner", "Thing")])


def test_another_status_alone_is_found(handbook: Callable[..., Handbook]) -> None:
    """Pages that did not change are checked by the words of the new configuration."""
    book = handbook({"index.md": sound("role", ":status: new")})
    assert (book.run("-W"), book.warnings) == (0, "")
    book.run("-D", "compass_statuses=open,closed")
    assert places(book.findings) == [(4, "value")]


def test_kinds_of_the_project(handbook: Callable[..., Handbook]) -> None:
    """The kinds of teams, and those that roles may report to, are the project's own."""
    conf = 'compass_team_kinds = ["board", "crew"]\ncompass_governing_kinds = ["board"]\n'
    teams = (
        "\n:::{team} Board\n:kind: board\n\nText.\n:::\n:::{team} Crew\n:kind: crew\n\nText.\n:::\n"
    )
    page = sound("role", ":reports-to: Board") + teams
    settings = conf + 'exclude_patterns = ["company.md"]\n'
    book = handbook({"index.md": page}, settings)
    book.build("dummy")
    assert book.warnings == ""
    book = handbook({"index.md": page.replace(":reports-to: Board", ":reports-to: Crew")}, settings)
    book.build("dummy")
    assert_found(book.findings, [(4, "value", "Thing", "Crew")])
    assert "board" in book.findings[0].text


@pytest.mark.parametrize("required", [True, False])
def test_require_summary(handbook: Callable[..., Handbook], *, required: bool) -> None:
    """A declaration without a text is a mistake if the project says so."""
    page = "# Page\n\n:::{role} Thing\n:status: new\n:::\n"
    found = findings(handbook, page, conf=f"compass_require_summary = {required}\n")
    assert_found(found, [(3, "body", "Thing")] if required else [])


def test_day_of_the_project(handbook: Callable[..., Handbook]) -> None:
    """Whether a review is in the future depends on the day of the configuration."""
    page = "---\nowner: Boss\nlast_reviewed_on: 2026-11-22\n---\n# Page\n"
    assert places(findings(handbook, page)) == [(3, "review")]
    assert findings(handbook, page, conf='compass_today = "2026-11-22"\n') == []
