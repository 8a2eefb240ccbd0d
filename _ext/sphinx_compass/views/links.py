"""Links, of which the cells of lists and the lines of cards consist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_compass.organization.options import mentions, options_of, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.objects import DeclaredObject
    from sphinx_compass.organization.options import Option
    from sphinx_compass.organization.places import Mention


@dataclass(frozen=True, slots=True)
class Link:
    """A text with the place that it leads to; only a text if it has no docname."""

    text: str
    docname: str = ""
    anchor: str = ""


def link_to(item: DeclaredObject) -> Link:
    """Return the link to an object, with its name as text."""
    return Link(item.name, item.docname, item.anchor)


def links_to(items: Iterable[DeclaredObject]) -> tuple[Link, ...]:
    """Return the links to several objects."""
    return tuple(link_to(item) for item in items)


def link_to_page(directory: Directory, docname: str) -> Link:
    """Return the link to a page, with its title as text."""
    return Link(directory.titles.get(docname, docname), docname)


def texts(*values: str) -> tuple[Link, ...]:
    """Return texts that lead nowhere; empty ones are left out."""
    return tuple(Link(value) for value in values if value)


def option_links(directory: Directory, item: DeclaredObject, attribute: str) -> tuple[Link, ...]:
    """Return the values of an option: links to what they name, or words as written."""
    option = options_of(type(item))[attribute]
    if not option.leads_to:
        return texts(*words(item, attribute))
    found = (_meant(directory, option, mention) for mention in mentions(item, attribute))
    return tuple(link for links in found for link in links)


def _meant(directory: Directory, option: Option, mention: Mention) -> Iterator[Link]:
    """Yield the link to what a value names, if the option may lead there.

    A name that no object has is shown as written.
    """
    if option.leads_to_page:
        if mention.name in directory.titles:
            yield link_to_page(directory, mention.name)
        return
    target = directory.target(option, mention)
    if target is not None:
        yield link_to(target)
    elif not any(directory.names.find(kind, mention.name) for kind in option.leads_to):
        yield Link(mention.name)
