"""Every value of ``conf.py`` that the extension reads, with default, check and help."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sphinx.errors import ConfigError
from sphinx.locale import get_translation

from sphinx_compass.organization.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.config import Config

CATALOG = "sphinx_compass"  # of messages, below ``locale``

_ = get_translation(CATALOG)

# The default of each rule, a list for a tuple.
_RULES: dict[str, Any] = {
    item.name: list(item.default) if isinstance(item.default, tuple) else item.default
    for item in dataclasses.fields(Rules)
}


@dataclass(frozen=True, slots=True)
class ConfigValue:
    """One value; ``check`` returns what is wrong with what a project sets, or nothing."""

    name: str
    help: str
    default: Any = ""
    rebuild: Literal["", "env", "html"] = ""  # what a change rebuilds
    rule: str = ""  # field of Rules that takes the value
    check: Callable[[Any], str] | None = None


def _day(value: str) -> str:
    try:
        dt.date.fromisoformat(value or "2000-01-01")
    except ValueError:
        return _("must be a day, written as YYYY-MM-DD")
    return ""


def _words(value: Any) -> str:
    is_list = isinstance(value, list | tuple) and all(isinstance(word, str) for word in value)
    return "" if is_list else _("must be a list of words")


# Problems and due dates are found anew in each build, so most values rebuild nothing.
VALUES: tuple[ConfigValue, ...] = (
    ConfigValue(
        "compass_today",
        "Day that counts as today, YYYY-MM-DD; empty for the real one.",
        check=_day,
    ),
    ConfigValue(
        "compass_top_role",
        "Role that leads of all areas may report to; empty if there is none.",
        rule="top_role",
    ),
    ConfigValue(
        "compass_statuses",
        "The words that the option `status` takes.",
        _RULES["statuses"],
        "env",
        "statuses",
        _words,
    ),
    ConfigValue(
        "compass_ordinary_status",
        "The status that lists and the chart do not show.",
        _RULES["ordinary_status"],
        "env",
        "ordinary_status",
    ),
    ConfigValue(
        "compass_inactive_statuses",
        "The statuses of roles that cannot own a page.",
        _RULES["inactive_statuses"],
        "",
        "inactive_statuses",
        _words,
    ),
    ConfigValue(
        "compass_team_kinds",
        "The words that the option `kind` of a team takes.",
        _RULES["team_kinds"],
        "env",
        "team_kinds",
        _words,
    ),
    ConfigValue(
        "compass_governing_kinds",
        "The kinds of teams that roles may report to.",
        _RULES["governing_kinds"],
        "env",
        "governing_kinds",
        _words,
    ),
    ConfigValue(
        "compass_require_summary",
        "Whether a declaration without a text is a problem.",
        default=False,
        rebuild="env",
        rule="require_summary",
    ),
    ConfigValue(
        "compass_require_structure_page",
        "Whether an area that names no structure page is a problem.",
        default=False,
        rule="require_structure_page",
    ),
    ConfigValue(
        "compass_required_front_matter",
        "Front matter keys that every page needs.",
        [],
        "",
        "required_keys",
        _words,
    ),
    ConfigValue(
        "compass_late_after_days",
        "Days after which a page says that its review is overdue.",
        _RULES["late_after_days"],
        "",
        "late_after_days",
    ),
    ConfigValue("compass_reviews_file", "File of what pages cited when they were last reviewed."),
    ConfigValue("compass_reviews_command", "Command that writes that file, for hints."),
    ConfigValue("compass_names_file", "File of every name that was ever published."),
    ConfigValue("compass_names_command", "Command that keeps that file, for hints."),
    ConfigValue("compass_names_site", "Built site that the builder `names` compares with it."),
    ConfigValue(
        "compass_repository_url", "Address of the repository, for edit links.", rebuild="html"
    ),
    ConfigValue("compass_repository_branch", "Branch that readers edit.", "main", "html"),
    ConfigValue(
        "compass_card", "Picture for link previews, 1200 by 630 pixels, on the site.", "", "html"
    ),
    ConfigValue("compass_card_text", "What that picture shows, for screen readers.", "", "html"),
    ConfigValue(
        "compass_not_found_template", "Template of the page for missing addresses.", "", "html"
    ),
)


def setup(app: Sphinx) -> None:
    """Register every value, and check them before anything is read."""
    for value in VALUES:
        types = (list, tuple) if isinstance(value.default, list) else (type(value.default),)
        app.add_config_value(value.name, value.default, value.rebuild, types, value.help)
    app.connect("config-inited", check_values)


def check_values(_app: Sphinx, config: Config) -> None:
    """Check what the project sets.

    Raises ConfigError for the first value that the extension cannot use.
    """
    for value in VALUES:
        wrong = value.check(config[value.name]) if value.check is not None else ""
        if wrong:
            message = _("The value of {name} in conf.py {wrong}.")
            raise ConfigError(message.format(name=value.name, wrong=wrong))


def rules(config: Config) -> Rules:
    """Return what the project decides about its organization and its checks."""
    settings: dict[str, Any] = {
        value.rule: tuple(config[value.name])
        if isinstance(value.default, list)
        else config[value.name]
        for value in VALUES
        if value.rule
    }
    return Rules(today=today(config), **settings)


def today(config: Config) -> dt.date:
    """Return the day that counts as today: ``compass_today``, or else the real one."""
    if config.compass_today:
        return dt.date.fromisoformat(config.compass_today)
    return dt.datetime.now(tz=dt.UTC).date()


def own_prefix(config: Config) -> str:
    """Return our own intersphinx prefix; empty without one, or without intersphinx."""
    return getattr(config, "intersphinx_resolve_self", "")
