"""What other sites write to link to a name of this handbook.

Pure: names come from the :class:`~sphinx_compass.organization.directory.Directory`; a
:class:`LinkBase` says where other sites find them.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.messages import mark
from sphinx_compass.organization.text import encoded_target, fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.objects import DeclaredObject
    from sphinx_compass.organization.records import Label, Term

# The kinds of names with the headings of their lists, in the order of the lists.
HEADINGS: Mapping[str, str] = {
    **{kind: record.TITLE for kind, record in KINDS.items()},
    "term": mark("Terms"),
    "page": mark("Pages"),
    "section": mark("Sections"),
}

# How other Sphinx sites, which do not have our roles, refer to each kind; others are labels.
_ROLES = {"term": "term", "page": "doc"}

# What ends a text, or begins its target, in a role of Sphinx, which has no escapes. A role
# whose content starts with an exclamation mark makes no link.
_ENDS_TEXT = re.compile(r"^[!\s]+|[`<>\\]")

# What is markup for mystmd in the text of a link.
_MARKUP = re.compile(r"[\\`*_\[\]<>{}$~^@]|&(?=#?\w+;)")


class LinkableName(NamedTuple):
    """A name that other sites can link to."""

    kind: str  # a key of HEADINGS
    title: str  # as readers see it
    target: str  # label, headword or docname: how programs know it
    docname: str
    anchor: str = ""


class Form(NamedTuple):
    """One way to write a link."""

    label: str  # who writes it this way; a name of software, the same in all languages
    text: str  # what to copy


class LinkBase(NamedTuple):
    """Where other sites find this handbook."""

    prefix: str = ""  # of names in Sphinx and mystmd
    address: str = ""  # of the site, absolute, with a slash at its end

    @property
    def is_known(self) -> bool:
        """Whether links to the site can be written at all."""
        return bool(self.prefix and self.address)

    def prefixed(self, name: LinkableName) -> str:
        """Return a name as Sphinx sites write it, such as ``tc:role-product-lead``."""
        return f"{self.prefix}:{name.target}" if self.prefix else name.target


def of_object(item: DeclaredObject) -> LinkableName:
    """Return the name of a declared object."""
    return LinkableName(item.KIND, item.name, item.label, item.docname, item.anchor)


def of_headword(term: Term, headword: str) -> LinkableName:
    """Return the name of a term, by one of its headwords."""
    anchor = term.anchors[term.headwords.index(headword)]
    return LinkableName("term", headword, headword, term.docname, anchor)


def of_label(label: Label) -> LinkableName:
    """Return the name of a labeled place; a label without a title is its own title."""
    return LinkableName(
        "section", label.title or label.name, label.name, label.docname, label.anchor
    )


def linkable_names(directory: Directory) -> tuple[LinkableName, ...]:
    """Return all linkable names, by kind and title.

    Each headword of a term is a name; one that two terms share leads to the first. The
    labels of objects are left out, because the objects have them as names.
    """
    taken = {item.label for item in directory.objects.values()}
    headwords = {
        headword: of_headword(term, headword)
        for term in reversed(directory.terms)
        for headword in term.headwords
    }
    found = [
        *(of_object(item) for item in directory.objects.values()),
        *headwords.values(),
        *(
            LinkableName("page", title, docname, docname)
            for docname, title in directory.titles.items()
        ),
        *(of_label(label) for label in directory.labels if label.name not in taken),
    ]
    order = list(HEADINGS)
    return tuple(
        sorted(found, key=lambda name: (order.index(name.kind), fold(name.title), name.target))
    )


def _escaped(match: re.Match[str]) -> str:
    return f"\\{match[0]}"


def forms(name: LinkableName, base: LinkBase, page_address: str) -> tuple[Form, ...]:
    """Return every form of a link to a name.

    ``page_address`` is the address of its page, relative to the site.
    """
    title = " ".join(name.title.split())
    text = " ".join(_ENDS_TEXT.sub(" ", title).split()) or name.target
    target = base.prefixed(name)
    # a term shows its headword; other names need a text, or else the target shows
    content = target if name.kind == "term" else f"{text} <{target}>"
    role = _ROLES.get(name.kind, "ref")
    identifier = encoded_target(name.target, is_headword=name.kind == "term")
    address = base.address + page_address + (f"#{name.anchor}" if name.anchor else "")
    return (
        Form("Sphinx, MyST Markdown", f"{{{role}}}`{content}`"),
        Form("Sphinx, reStructuredText", f":{role}:`{content}`"),
        Form("mystmd", f"[{_MARKUP.sub(_escaped, title)}](xref:{base.prefix}#{identifier})"),
        Form("HTML", f'<a href="{html.escape(address)}">{html.escape(name.title)}</a>'),
    )
