"""Tells ``sphinx_compass.finding`` what cards of links say, if the site has that extension."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, TypeAlias

from sphinx.util.i18n import format_date

from sphinx_compass.domain import CompassDomain
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.objects import DeclaredObject, Role
from sphinx_compass.organization.options import options_of, words
from sphinx_compass.outputs.listening import listen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.records import Page

_EVENT = "finding-previews"

_Card: TypeAlias = dict[str, Any]


def setup(app: Sphinx) -> None:
    """Connect, if an extension asks."""
    listen(app, _EVENT, content)


def content(app: Sphinx, env: BuildEnvironment) -> dict[str, Any]:
    """Return the cards, and what former addresses now lead to."""
    del app
    domain = CompassDomain.of(env)
    language = env.config.language
    return {
        "cards": dict(cards(domain.directory, language)),
        "moved": dict(domain.permanent.moved()),
    }


def cards(directory: Directory, language: str) -> Iterator[tuple[tuple[str, str], _Card]]:
    """Yield the card of each page, term and declared object, by docname and anchor."""
    for page in directory.pages:
        yield (page.docname, ""), {"facts": tuple(_page_facts(page, directory, language))}
    for term in directory.terms:
        for headword, anchor in zip(term.headwords, term.anchors, strict=True):
            summary = directory.text(term.summary)
            yield (
                (term.docname, anchor),
                {"kind": _("Term"), "title": headword, "summary": summary},
            )
    for item in directory.objects.values():
        yield (
            (item.docname, item.anchor),
            {
                "kind": _sentence_case(_(item.KIND)),
                "title": item.name,
                "summary": directory.text(item.summary),
                "facts": tuple(_facts(item, directory)),
            },
        )


def _page_facts(page: Page, directory: Directory, language: str) -> Iterator[str]:
    owner = directory.meant(Role, page.owner)
    if owner is not None:
        yield _fact(_("Owner"), owner.name)
    if page.facts_as_of is not None:
        noon = dt.datetime.combine(page.facts_as_of, dt.time(12), tzinfo=dt.UTC)
        month = format_date(_("%B %Y"), date=noon, language=language)
        yield _("Describes {month}").format(month=month)


def _facts(item: DeclaredObject, directory: Directory) -> Iterator[str]:
    """Yield the options that lists show or that have one value: relations, then words."""
    common = options_of(DeclaredObject)
    options = {name: option for name, option in options_of(type(item)).items() if option.label}
    for name, option in sorted(options.items(), key=lambda found: bool(found[1].choices)):
        if name in common or (option.several and not option.column):
            continue
        if option.choices:
            values = [_sentence_case(word) for word in words(item, name)]
        else:
            values = [target.name for target in directory.targets(item, name)]
        if values:
            yield _fact(_(option.label), ", ".join(values))


def _fact(label: str, value: str) -> str:
    return _("{label}: {value}").format(label=label, value=value)


def _sentence_case(word: str) -> str:
    return word[:1].upper() + word[1:]
