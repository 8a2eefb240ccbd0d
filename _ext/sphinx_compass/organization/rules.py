"""What a project decides about its organization and its checks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

STATUSES = ("established", "new", "experimental", "pilot", "vacant", "archived")
TEAM_KINDS = ("functional", "cross-functional", "service", "community", "governing", "temporary")


@dataclass(frozen=True, slots=True)
class Rules:
    """The settings of one project; each one is a value of ``conf.py`` of the same name."""

    today: dt.date = dt.date.max  # later review dates are in the future
    late_after_days: int = 90  # days after which a page says that its review is overdue
    facts_late_after_months: int = 0  # after which a page says that its facts are old; 0: never
    required_front_matter: tuple[str, ...] = ()  # keys that every page needs
    other_front_matter: tuple[str, ...] = ()  # further keys that pages can have
    check_pages: bool = False  # whether to check the markup of pages
    longest_description: int = 0  # characters that a page's description may have; 0: any
    require_summary: bool = False  # whether each declaration needs a text
    require_structure_page: bool = False  # whether each area needs a page that describes it
    top_role: str = ""  # leads of areas may report to it across areas; empty: there is none
    statuses: tuple[str, ...] = STATUSES
    ordinary_status: str = "established"  # not shown in lists and in the chart
    inactive_statuses: tuple[str, ...] = ("archived", "vacant")  # such roles cannot own a page
    area_looks: tuple[str, ...] = ()  # of some areas: slug, hue, and icon if not the usual one
    role_groups: tuple[str, ...] = ()  # listed apart from the chart; see role_groups.py
    team_kinds: tuple[str, ...] = TEAM_KINDS
    governing_kinds: tuple[str, ...] = ("governing",)  # roles may report to such teams
