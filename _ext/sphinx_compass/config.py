"""Every value of ``conf.py`` that the extension reads, with default, check and help."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlencode

from sphinx.errors import ConfigError
from sphinx.locale import get_translator

from sphinx_compass.organization import looks, role_groups
from sphinx_compass.organization.messages import _, use_translation
from sphinx_compass.organization.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.config import Config

CATALOG = "sphinx_compass"  # of messages, below ``locale``
PREFIX = "compass_"  # of the name of every value

EASTERNMOST = dt.timezone(dt.timedelta(hours=14))  # of all time zones

_DEFAULT_RULES = Rules()

Rebuild = Literal["", "env", "html"]  # what a change of a value rebuilds


@dataclass(frozen=True, slots=True)
class ConfigValue:
    """One value of ``conf.py``; lists are lists of words."""

    name: str
    help: str  # one sentence
    default: Any = ""
    rebuild: Rebuild = ""
    is_rule: bool = False  # whether a field of Rules takes the value
    check: Callable[[Any], str] | None = None  # returns what is wrong with a value, or nothing

    @property
    def field(self) -> str:
        """The name without the prefix, which is that of the field of Rules."""
        return self.name.removeprefix(PREFIX)

    def what_is_wrong(self, given: Any) -> str:
        """Return what is wrong with the value that a project sets; empty if nothing is."""
        if isinstance(self.default, list) and (wrong := _check_words(given)):
            return wrong
        return self.check(given) if self.check is not None else ""


def _rule(
    name: str, text: str, rebuild: Rebuild = "", check: Callable[[Any], str] | None = None
) -> ConfigValue:
    """Return the value for the field of Rules that has its name; it has the same default."""
    default = getattr(_DEFAULT_RULES, name.removeprefix(PREFIX))
    default = list(default) if isinstance(default, tuple) else default
    return ConfigValue(name, text, default, rebuild, is_rule=True, check=check)


def _check_day(value: str) -> str:
    try:
        dt.date.fromisoformat(value or "2000-01-01")
    except ValueError:
        return _("must be a day, written as YYYY-MM-DD")
    return ""


def _check_words(value: Any) -> str:
    is_list = isinstance(value, list | tuple) and all(isinstance(word, str) for word in value)
    return "" if is_list else _("must be a list of words")


# Each build looks for problems and due dates again, so most values rebuild nothing.
VALUES: tuple[ConfigValue, ...] = (
    ConfigValue(
        "compass_today",
        "Day that counts as today, YYYY-MM-DD; empty for the real one.",
        check=_check_day,
    ),
    _rule(
        "compass_top_role", "Role that leads of all areas may report to; empty if there is none."
    ),
    _rule("compass_statuses", "The words that the option `status` takes.", "env"),
    _rule("compass_ordinary_status", "The status that lists and the chart do not show.", "env"),
    _rule("compass_inactive_statuses", "The statuses of roles that cannot own a page."),
    _rule(
        "compass_area_looks",
        "How areas look, such as `product pink box`: slug, hue and icon; others get a hue in turn.",
        check=looks.what_is_wrong,
    ),
    _rule(
        "compass_role_groups",
        "Groups that the chart lists apart, such as `Rotating roles = kind:temporary, role:host`.",
        check=role_groups.what_is_wrong,
    ),
    _rule("compass_team_kinds", "The words that the option `kind` of a team takes.", "env"),
    _rule("compass_governing_kinds", "The kinds of teams that roles may report to.", "env"),
    _rule(
        "compass_check_pages",
        "Whether to check the markup of pages, and to reword the messages of Sphinx and MyST.",
        "env",
    ),
    _rule("compass_require_summary", "Whether a declaration without a text is a problem.", "env"),
    _rule(
        "compass_require_structure_page",
        "Whether an area that names no structure page is a problem.",
    ),
    _rule("compass_required_front_matter", "Front matter keys that every page needs."),
    _rule(
        "compass_other_front_matter",
        "Further front matter keys that pages can have, such as those of other extensions.",
    ),
    _rule(
        "compass_longest_description",
        "Number of characters that the sentence in `description` may have; 0 checks nothing.",
    ),
    ConfigValue(
        "compass_describe_children",
        "Whether tables of contents on pages show the descriptions of the pages that they list.",
        default=False,
        rebuild="html",
    ),
    ConfigValue(
        "compass_longest_menu",
        "Number of pages that one level of the menu may list; 0 checks nothing.",
        0,
    ),
    _rule("compass_late_after_days", "Days after which a page says that its review is overdue."),
    _rule(
        "compass_facts_late_after_months",
        "Months after which a page says that its facts are old; 0 for never.",
    ),
    ConfigValue(
        "compass_untrusted_pages",
        "Whether to reject HTML and files from elsewhere, because anybody can propose pages.",
        default=False,
        rebuild="env",
    ),
    ConfigValue(
        "compass_content_security_policy",
        "Whether pages tell browsers to load nothing from elsewhere and run no other scripts.",
        default=False,
        rebuild="html",
    ),
    ConfigValue("compass_reviews_file", "File of what pages cited when they were last reviewed."),
    ConfigValue("compass_reviews_command", "Command that writes that file, for hints."),
    ConfigValue(
        "compass_changes_file", "File of what changed, for views, pages and feed.", rebuild="html"
    ),
    ConfigValue("compass_names_file", "File of every name that was ever published."),
    ConfigValue("compass_names_command", "Command that keeps that file, for hints."),
    ConfigValue("compass_names_site", "Built site that the builder `names` compares with it."),
    ConfigValue("compass_issue_templates", "Folder for issue templates made from checklists."),
    ConfigValue(
        "compass_repository_url", "Address of the repository, for edit links.", rebuild="html"
    ),
    ConfigValue("compass_repository_branch", "Branch that readers edit.", "main", "html"),
    ConfigValue(
        "compass_stable_ids",
        "Whether to make HTML ids of words in any script, so that edits above do not change them.",
        default=False,
        rebuild="env",
    ),
    ConfigValue(
        "compass_other_folders",
        "Names of folders without pages; others start with `.` or `_`.",
        ["node_modules", "scripts", "tests", "tools"],
    ),
    ConfigValue(
        "compass_card", "Picture for link previews, 1200 by 630 pixels, on the site.", "", "html"
    ),
    ConfigValue("compass_card_text", "What that picture shows, for screen readers.", "", "html"),
    ConfigValue(
        "compass_not_found_template", "Template of the page for missing addresses.", "", "html"
    ),
)


def setup(app: Sphinx) -> None:
    """Register the messages and every value; values are checked before anything is read."""
    app.add_message_catalog(CATALOG, str(Path(__file__).with_name("locale")))
    use_translation(get_translator(CATALOG))
    for value in VALUES:
        types = (list, tuple) if isinstance(value.default, list) else (type(value.default),)
        app.add_config_value(value.name, value.default, value.rebuild, types, value.help)
    app.connect("config-inited", check_values)


def check_values(_app: Sphinx, config: Config) -> None:
    """Check what the project sets.

    Raises ConfigError for the first value that the extension cannot use.
    """
    for value in VALUES:
        if wrong := value.what_is_wrong(config[value.name]):
            message = _("The value of {name} in conf.py {wrong}.")
            raise ConfigError(message.format(name=value.name, wrong=wrong))


def rules(config: Config) -> Rules:
    """Return what the project decides about its organization and its checks."""
    settings: dict[str, Any] = {
        value.field: tuple(config[value.name])
        if isinstance(value.default, list)
        else config[value.name]
        for value in VALUES
        if value.is_rule
    }
    return Rules(today=today(config), **settings)


def today(config: Config) -> dt.date:
    """Return the day that counts as today: ``compass_today``, or else the real one.

    A new day starts in the easternmost time zone. A review date that is today for an editor
    there is not in the future.
    """
    if config.compass_today:
        return dt.date.fromisoformat(config.compass_today)
    return dt.datetime.now(tz=EASTERNMOST).date()


def own_prefix(config: Config) -> str:
    """Return our own intersphinx prefix; empty without one, or without intersphinx."""
    return getattr(config, "intersphinx_resolve_self", "")


def site_address(config: Config) -> str:
    """Return the absolute address of the site with a slash at its end; empty if unknown."""
    base: str = config.html_baseurl
    return f"{base.rstrip('/')}/" if base else ""


def new_issue_address(config: Config, title: str, body: str) -> str:
    """Return the address of a form for a new issue; empty if no repository is known."""
    repository = config.compass_repository_url
    if not repository:
        return ""
    return f"{repository}/issues/new?{urlencode({'title': title, 'body': body})}"
