"""Checks of structure pages, owners, review dates and required front matter."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from sphinx_compass.organization.checks.mentions import instead, name_problems
from sphinx_compass.organization.front_matter_keys import KNOWN_KEYS, has_effect
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.missing_names import missing
from sphinx_compass.organization.months import written
from sphinx_compass.organization.objects import Area, Role
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype, did_you_mean
from sphinx_compass.organization.text import fold

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.places import Mention
    from sphinx_compass.organization.records import Page
    from sphinx_compass.organization.rules import Rules

_CLOSING = "\"')\u201d\u2019"  # quotation marks and brackets after the end of a sentence
_MARKUP = re.compile(r"\{[a-z:-]+\}`|`|\*\*|\]\(|</?[a-zA-Z][^<>]*>")
_SENTENCE_ENDS = tuple(".!?…。！？")  # noqa: RUF001 - of several scripts


def structure_pages(directory: Directory) -> Iterator[Problem]:
    """Yield a problem for each area whose structure page is missing, or required and not named."""
    for area in directory.of_kind(Area):
        if area.page is None:
            if not directory.rules.require_structure_page:
                continue
            yield Problem(
                area.declared_at,
                Subtype.STRUCTURE_PAGE,
                _("The area '{area}' names no structure page").format(area=area.name),
                _(
                    "add the option ':page:' with the page that describes it, "
                    "for instance ':page: {docname}'"
                ).format(docname=area.docname),
            )
        elif area.page.name not in directory.titles:
            close = get_close_matches(area.page.name, sorted(directory.titles), n=2)
            yield Problem(
                area.page.location,
                Subtype.STRUCTURE_PAGE,
                _("The structure page '{page}' of the area '{area}' does not exist").format(
                    page=area.page.name, area=area.name
                ),
                did_you_mean(close, _("write the page, or name another one")),
            )


def pages(directory: Directory) -> Iterator[Problem]:
    """Yield what is wrong with the owners, review dates and front matter of pages."""
    for page in directory.pages:
        yield from _key_problems(page, directory.rules)
        yield from _description_problems(page, directory.rules.longest_description)
        if page.owner is not None:
            yield from _owner_problems(directory, page.owner)
        yield from _dates_in_the_future(page, directory.rules.today)


def _dates_in_the_future(page: Page, today: dt.date) -> Iterator[Problem]:
    if page.last_reviewed_on is not None and page.last_reviewed_on > today:
        yield Problem(
            page.location_of("last_reviewed_on"),
            Subtype.REVIEW,
            _("The review date {date} is in the future").format(
                date=page.last_reviewed_on.isoformat()
            ),
            _("write the day on which the page was compared with its sources"),
        )
    if page.facts_as_of is not None and page.facts_as_of > today:
        yield Problem(
            page.location_of("facts_as_of"),
            Subtype.REVIEW,
            _("The month {month} in 'facts_as_of' is in the future").format(
                month=written(page.facts_as_of)
            ),
            _("write the month of the newest facts, for instance '{line}'").format(
                line=f"facts_as_of: {written(today)}"
            ),
        )


def _owner_problems(directory: Directory, owner: Mention) -> Iterator[Problem]:
    found = directory.names.find("role", owner.name)
    if not found and ("role", fold(owner.name)) in directory.lost:
        return
    if not found:
        yield Problem(
            owner.location,
            Subtype.OWNER,
            _("The page's owner '{owner}' is not a declared role").format(owner=owner.name),
            instead(directory, ("role",), owner.name),
            about=missing(("role",), owner.name),
        )
    elif len(found) > 1:
        yield from name_problems(directory, ("role",), owner.name, owner.location)
    elif isinstance(found[0], Role) and found[0].status in directory.rules.inactive_statuses:
        yield Problem(
            owner.location,
            Subtype.OWNER,
            _("The page's owner '{owner}' is {status} and cannot answer for it").format(
                owner=found[0].name, status=found[0].status
            ),
            _("name a role that somebody holds"),
        )


def _description_problems(page: Page, longest: int) -> Iterator[Problem]:
    text = page.description
    if not longest or not text:
        return
    location = page.location_of("description")
    if len(text) > longest:
        yield Problem(
            location,
            Subtype.FRONT_MATTER,
            _("The description has {count} characters").format(count=len(text)),
            _("shorten it to at most {longest}, which search engines show").format(longest=longest),
        )
    elif text.rstrip(_CLOSING)[-1:] not in _SENTENCE_ENDS:
        yield Problem(
            location,
            Subtype.FRONT_MATTER,
            _("The description does not end with a full stop"),
            _("write a sentence, with '.' at its end"),
        )
    elif match := _MARKUP.search(text):
        yield Problem(
            location,
            Subtype.FRONT_MATTER,
            _("The description contains '{mark}', which search engines show as it is").format(
                mark=match[0]
            ),
            _("write plain words without markup"),
        )


def _key_problems(page: Page, rules: Rules) -> Iterator[Problem]:
    """Yield at most one problem for each key."""
    found = [
        *missing_keys(page, rules.required_front_matter),
        *misspelled_keys(page, rules.required_front_matter),
    ]
    yield from found
    if rules.check_pages:
        known = (*KNOWN_KEYS, *rules.required_front_matter, *rules.other_front_matter)
        reported = {problem.location for problem in found}
        others = keys_without_effect(page, tuple(dict.fromkeys(known)))
        yield from (problem for problem in others if problem.location not in reported)


def missing_keys(page: Page, required: tuple[str, ...]) -> Iterator[Problem]:
    """Yield a problem for each required key that the front matter of a page lacks."""
    if not required or not page.readable:
        return
    top = Location(page.docname, 1)
    if not page.lines:
        yield Problem(
            top,
            Subtype.FRONT_MATTER,
            _("The page has no front matter"),
            _("begin it with a line '---', the lines {keys}, and a second line '---'").format(
                keys=", ".join(f"'{key}: …'" for key in required)
            ),
        )
        return
    spare = {_plain(key): key for key in page.lines if key not in KNOWN_KEYS}
    for key in required:
        if key not in page.lines:
            close = get_close_matches(key, spare, n=1, cutoff=0.7)
            found = spare[close[0]] if close else ""
            yield Problem(
                page.location_of(found) if found else top,
                Subtype.FRONT_MATTER,
                _("The page has no '{key}' in its front matter").format(key=key),
                _("is '{found}' meant to be '{key}'?").format(found=found, key=key)
                if found
                else _("add a line '{key}: …' between the '---' lines at its top").format(key=key),
            )


def misspelled_keys(page: Page, required: tuple[str, ...]) -> Iterator[Problem]:
    """Yield a problem for each key that is a known one, but for its capitals or hyphens."""
    for key in page.lines:
        known = _plain(key)
        is_missing = known in required and known not in page.lines
        if key != known and known in KNOWN_KEYS and not is_missing:
            yield Problem(
                page.location_of(key),
                Subtype.FRONT_MATTER,
                _("The front matter key '{found}' has no effect").format(found=key),
                _("is '{found}' meant to be '{key}'?").format(found=key, key=known),
            )


def keys_without_effect(page: Page, known: tuple[str, ...]) -> Iterator[Problem]:
    """Yield a problem for each key that is neither known nor read by Sphinx or MyST."""
    for key in page.lines:
        if key in known or key in page.misread or has_effect(key):
            continue
        close = get_close_matches(_plain(key), known, n=1, cutoff=0.7)
        otherwise = _("remove it, or write one of {keys}").format(keys=", ".join(map(repr, known)))
        yield Problem(
            page.location_of(key),
            Subtype.FRONT_MATTER,
            _("The front matter key '{found}' has no effect").format(found=key),
            _("is '{found}' meant to be '{key}'?").format(found=key, key=close[0])
            if close
            else otherwise,
        )


def _plain(key: str) -> str:
    return re.sub(r"[\s-]+", "_", key.strip().casefold())
