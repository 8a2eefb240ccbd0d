"""Suggests the line that keeps a lost name, as it must stand in a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import yaml

from sphinx_compass.organization.front_matter_keys import REDIRECT_KEY
from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx_compass.names.comparison import ComparedNames
    from sphinx_compass.names.names_list import Name


@dataclass(frozen=True, slots=True)
class Hints:
    """What findings say about files and commands."""

    file: str = ""  # of the list, relative to the source folder
    command: str = ""  # that brings the list up to date; empty: hints mention none
    sources: Mapping[str, str] = field(default_factory=dict)  # docname -> file, relative too

    def source(self, docname: str) -> str:
        """Return the source file of a page."""
        return self.sources.get(docname, docname)


class Loss(NamedTuple):
    """A permanent name that leads nowhere, and what should take it over."""

    name: Name
    successor: Name | None  # the current name that most likely replaced it
    page: str  # docname of the page that should list the name
    covered: tuple[Name, ...] = ()  # all names that one finding is about, this one included

    @property
    def is_alias(self) -> bool:
        """Whether a declared object can take over the name, as an alias."""
        return self.successor is not None and self.name.kind in KINDS


def title_of(compared: ComparedNames, name: Name) -> str:
    """Return the last title of an object, or its slug."""
    return compared.listed.names[name].title or name.name


def alias(compared: ComparedNames, hints: Hints, name: Name, item: Name) -> str:
    """Return the suggestion to make a former name an alias of an object."""
    target = compared.current[item]
    suggestion = (
        _("replace the line ':aliases:' of '{title}' in {file} with this line: '{line}'")
        if target.aliases
        else _("add this line to the declaration of '{title}' in {file}: '{line}'")
    )
    aliases = (*target.aliases, title_of(compared, name))
    return suggestion.format(
        title=target.title,
        file=hints.source(target.place.docname),
        line=f":aliases: {', '.join(aliases)}",
    )


def redirection(compared: ComparedNames, hints: Hints, loss: Loss, others: Iterable[Loss]) -> str:
    """Return the suggestion to list a name in the front matter of a page.

    If the page has no list with one line for each item, the line has all ``others`` as well.
    """
    page = compared.pages.get(loss.page)
    said = () if page is None else page.redirect_from
    if said and said[-1].indent >= 0:
        line = f"{' ' * said[-1].indent}- {_item(compared, loss)}"
        suggestion = _("add this line below '{key}' in {file}: '{line}'")
    else:
        old = [item(redirect.written, redirect.target) for redirect in said]
        new = [_item(compared, other) for other in others]
        line = redirect_line([*old, *new])
        suggestion = (
            _("replace '{key}' in {file} with this line: '{line}'")
            if said
            else _("add this line to the front matter of {file}: '{line}'")
            if loss.successor is not None
            else _(
                "add this line to the front matter of the page that readers should land on, "
                "such as {file}: '{line}'"
            )
        )
    return suggestion.format(key=REDIRECT_KEY, file=hints.source(loss.page), line=line)


def _item(compared: ComparedNames, loss: Loss) -> str:
    """Return what the front matter says about a lost name."""
    name, found = loss.name, loss.successor
    old = str(name)
    if name.kind == "page":
        return item(name.name)
    if name.kind == "section":
        place = compared.place(name.name)
        old = f"{place.docname}#{place.anchor}"
    if found is None:
        return item(old)
    if found.kind == name.kind and name.kind != "section":
        return item(old, found.name)
    return item(old, compared.current[found].place.anchor)


def item(old: str, target: str = "") -> str:
    """Return an item of the list in the front matter; texts are in quotes if YAML needs them.

    >>> item("term Old word", "New word"), item("guide/old"), item("term A: b")
    ('term Old word: New word', 'guide/old', '"term A: b"')
    """
    return f"{_scalar(old)}: {_scalar(target)}" if target else _scalar(old)


def redirect_line(items: Iterable[str]) -> str:
    """Return the line of the front matter that lists some items."""
    return f"{REDIRECT_KEY}: [{', '.join(items)}]"


def _scalar(text: str) -> str:
    """Return a text as YAML that is right in brackets, too; in quotes if it needs them."""
    try:
        read = yaml.load(f"[{text}, {text}: {text}]", Loader=yaml.BaseLoader)  # noqa: S506 - texts only
    except (yaml.YAMLError, TypeError):
        read = None
    if read == [text, {text: text}]:
        return text
    return str(yaml.safe_dump(text, default_style='"', allow_unicode=True, width=10**6)).strip()
