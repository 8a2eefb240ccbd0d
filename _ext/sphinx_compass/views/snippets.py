"""What other sites write to link to a name of this handbook.  No Sphinx.

Names come from the merged :class:`~sphinx_compass.organization.model.Directory`; a :class:`Site` says where
and under which prefix other sites find them.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias
from urllib.parse import quote

from sphinx_compass.organization.model import fold

if TYPE_CHECKING:
    from sphinx_compass.organization.model import Declared, Directory, Label, Term

NameKind: TypeAlias = Literal["role", "team", "area", "term", "page", "section"]

HEADINGS: dict[NameKind, str] = {
    "role": "Roles",
    "team": "Teams",
    "area": "Areas",
    "term": "Terms",
    "page": "Pages",
    "section": "Sections",
}

# How each kind is referred to from another Sphinx site, which has none of our own roles.
_ROLES: dict[NameKind, str] = {
    "role": "ref",
    "team": "ref",
    "area": "ref",
    "term": "term",
    "page": "doc",
    "section": "ref",
}

# What Sphinx would take for the end or for the target of a text, whose roles know no escapes;
# an exclamation mark in front would take the link away.
_ENDS_TEXT = re.compile(r"^[!\s]+|[`<>\\]")

# What mystmd would take for markup within the text of a link.
_MARKUP = re.compile(r"[\\`*_\[\]<>{}$~^@]|&(?=#?\w+;)")


class Name(NamedTuple):
    """A name that other sites can link to."""

    kind: NameKind
    title: str  # as readers see it
    target: str  # label, headword or docname: what machines know it by
    docname: str
    anchor: str = ""


class Form(NamedTuple):
    """One way to write a link."""

    label: str  # for whom it is
    text: str  # what to copy


class Site(NamedTuple):
    """Where other sites find this handbook."""

    prefix: str = ""  # of names in Sphinx and mystmd
    base: str = ""  # absolute address, with a slash at its end

    @classmethod
    def of(cls, prefix: str, address: str) -> Site:
        """Return the site at an address, which may lack the slash at its end."""
        return cls(prefix, f"{address.rstrip('/')}/" if address else "")

    @property
    def is_known(self) -> bool:
        """Tell whether links to the site can be written at all."""
        return bool(self.prefix and self.base)


def of_object(item: Declared) -> Name:
    """Return the name of a role, team or area."""
    return Name(item.KIND, item.name, item.label, item.docname, item.anchor)


def of_headword(term: Term, headword: str) -> Name:
    """Return the name of a term, by one of its headwords."""
    anchor = term.anchors[term.headwords.index(headword)]
    return Name("term", headword, headword, term.docname, anchor)


def of_label(label: Label) -> Name:
    """Return the name of a labelled section; one without a title goes by its label."""
    return Name("section", label.title or label.name, label.name, label.docname, label.anchor)


def names(directory: Directory) -> tuple[Name, ...]:
    """Return every linkable name, kind by kind in the order of titles.

    Each headword of a term is a name.  Where two terms have the same one, it leads to
    the first.  A label that belongs to an object is the object's name, and none of its own.
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
        *(Name("page", title, docname, docname) for docname, title in directory.titles.items()),
        *(of_label(label) for label in directory.labels if label.name not in taken),
    ]
    order = list(HEADINGS)
    return tuple(
        sorted(found, key=lambda name: (order.index(name.kind), fold(name.title), name.target))
    )


def encoded(target: str, *, prose: bool) -> str:
    """Return a label, headword or docname as it can stand in any address after ``#``.

    >>> encoded("support:guide", prose=False), encoded("CS&S (US)", prose=True)
    ('support:guide', 'CS%26S%20%28US%29')
    """
    return quote(target, safe="" if prose else "/:")


def _escaped(match: re.Match[str]) -> str:
    return f"\\{match[0]}"


def forms(name: Name, site: Site, page_address: str) -> tuple[Form, ...]:
    """Return every form of a link to a name.

    ``page_address`` is the address of its page, relative to the site.
    """
    title = " ".join(name.title.split())
    text = " ".join(_ENDS_TEXT.sub(" ", title).split()) or name.target
    target = f"{site.prefix}:{name.target}"
    # A term shows its headword by itself; other names need a text, or show the target.
    content = target if name.kind == "term" else f"{text} <{target}>"
    role = _ROLES[name.kind]
    identifier = encoded(name.target, prose=name.kind == "term")
    address = site.base + page_address + (f"#{name.anchor}" if name.anchor else "")
    return (
        Form("Sphinx, MyST Markdown", f"{{{role}}}`{content}`"),
        Form("Sphinx, reStructuredText", f":{role}:`{content}`"),
        Form("mystmd", f"[{_MARKUP.sub(_escaped, title)}](xref:{site.prefix}#{identifier})"),
        Form("HTML", f'<a href="{html.escape(address)}">{html.escape(name.title)}</a>'),
    )
