"""Messages about references to pages, labels, headings, terms and files."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.missing_names import missing, missing_page, missing_part
from sphinx_compass.organization.problems import Problem, Subtype, did_you_mean
from sphinx_compass.source.rewording import suggesting
from sphinx_compass.source.rewording.base import RewordingRule
from sphinx_compass.source.rewording.visible import unless_invisible
from sphinx_compass.source.unsafe.addresses import scheme

if TYPE_CHECKING:
    from sphinx_compass.organization.missing_names import MissingName
    from sphinx_compass.source.rewording.base import Known, Message, Reword


def _unknown(
    message: Message,
    text: str,
    suggestion: str,
    about: frozenset[MissingName] = frozenset(),
) -> Problem:
    return Problem(message.location, Subtype.UNKNOWN, text, suggestion, about=about)


def _no_page(message: Message, written: str, suggestion: str, docname: str) -> Problem:
    text = _("There is no page '{name}'").format(name=written)
    return _unknown(message, text, suggestion, missing_page(docname))


def _hint_of_label(name: str) -> str:
    return _("write '({name})=' in the line above the heading that you mean").format(name=name)


def _pages(message: Message, docname: str, known: Known) -> str:
    """Suggest pages with a name like this one, as a link on the page of the message has them."""
    here = message.location.docname
    return did_you_mean(
        [suggesting.relative(name, here) for name in suggesting.page(docname, known)],
        _("write the path of a file from the folder of this page, such as '../folder/page.md'"),
    )


def _document(message: Message, match: re.Match[str], known: Known) -> Problem:
    """Reword what ``{doc}`` reports."""
    written = match["name"]
    here = posixpath.dirname(message.location.docname)
    docname = posixpath.normpath(posixpath.join(here, written)) if here else written
    docname = written if written.startswith("/") else docname
    docname = docname.strip("/").removesuffix(".md")
    suggestion = did_you_mean(
        [f"/{name}" for name in suggesting.page(docname, known)],
        _("write the name of its file from the top folder on, such as '/folder/page'"),
    )
    return _no_page(message, written, suggestion, docname)


def _link(message: Message, match: re.Match[str], known: Known) -> Problem:
    """Reword what a Markdown link reports, which may lead to a file or to a name."""
    written = match["name"]
    if not written.strip("#"):
        return _unknown(
            message,
            _("The link has no address"),
            _("write it between the parentheses behind the text"),
        )
    path, _hash, _anchor = written.partition("#")
    if not path or not re.search(r"[/\\]|\.\w+$|^\.", path):
        return _name(message, match, known)
    if len(scheme(path)) > 1:  # not a drive of Windows
        return _unknown(
            message,
            _("A link cannot have an address that begins with '{scheme}:'").format(
                scheme=scheme(path)
            ),
            _("link to a page, or to an address that begins with 'https:'"),
        )
    here = posixpath.dirname(message.location.docname)
    docname = posixpath.normpath(posixpath.join(here, path.strip("/"))).removesuffix(".md")
    return _unknown(
        message,
        _("There is no file '{name}'").format(name=written),
        _pages(message, docname.removesuffix(".html"), known),
        missing_page(docname.removesuffix(".html")),
    )


def _source_document(message: Message, match: re.Match[str], known: Known) -> Problem:
    """Reword what a link with ``project:`` reports."""
    written = known.relative(match["name"]).removesuffix(".md")
    return _no_page(message, written, _pages(message, written, known), written)


def _name(message: Message, match: re.Match[str], known: Known) -> Problem:
    """Reword what a link to ``#name`` or ``{any}`` reports."""
    written = match["name"]
    names = (*known.headings(message.location.docname), *known.labels, *known.terms)
    former = known.former("label", written) or known.former("term", written)
    return _unknown(
        message,
        _("There is no label, heading or term '{name}'").format(name=written),
        did_you_mean(
            [former] if former else suggesting.close(written, names),
            _hint_of_label(written),
        ),
        missing(("label", "term"), written) | missing_part(message.location.docname, written),
    )


def _anchor(message: Message, match: re.Match[str], known: Known) -> Problem:
    written, docname = match["name"], match["docname"]
    return _unknown(
        message,
        _("The page '{docname}' has no heading or label '{name}'").format(
            docname=docname, name=written
        ),
        did_you_mean(
            suggesting.close(written, known.headings(docname)),
            _hint_of_label(written),
        ),
        missing(("label",), written) | missing_part(docname, written),
    )


def _label(message: Message, match: re.Match[str], known: Known) -> Problem:
    written = match["name"]
    return _unknown(
        message,
        _("There is no label '{name}'").format(name=written),
        suggesting.label(written, known, _hint_of_label(written)),
        missing(("label",), written),
    )


def _term(message: Message, match: re.Match[str], known: Known) -> Problem:
    written = match["name"]
    return _unknown(
        message,
        _("No glossary has the term '{name}'").format(name=written),
        suggesting.term(written, known, _("add it to a glossary, or remove '{term}' around it")),
        missing(("term",), written),
    )


def _without_title(message: Message, match: re.Match[str], _known: Known) -> Problem:
    return Problem(
        message.location,
        Subtype.MARKUP,
        _("The label '{name}' is not above a heading or figure, so a link needs a text").format(
            name=match["name"]
        ),
        _("write {{ref}}`text <{name}>`").format(name=match["name"]),
    )


def _without_number(message: Message, _match: re.Match[str], _known: Known) -> Problem:
    return Problem(
        message.location,
        Subtype.MARKUP,
        _("'{{numref}}' needs a figure or table with a number").format(),
        _("write {{ref}} instead of {{numref}}").format(),
    )


def _ambiguous(message: Message, match: re.Match[str], _known: Known) -> Problem:
    kinds = dict.fromkeys(re.findall(r":(?:\w+:)?(\w+):`", match["candidates"]))
    return Problem(
        message.location,
        Subtype.AMBIGUOUS,
        _("'{name}' can mean several things").format(name=match["name"].strip("'")),
        _("write {choice} instead").format(
            choice=_(" or ").join(f"{{{kind}}}`{match['name'].strip(chr(39))}`" for kind in kinds)
        ),
    )


def _other_kind(message: Message, match: re.Match[str], _known: Known) -> Problem:
    return _unknown(
        message,
        _("'{name}' belongs to nothing that '{{{kind}}}' can lead to").format(
            name=match["name"], kind=match["kind"]
        ),
        _("correct the name, or write it in backticks without '{{{kind}}}'").format(
            kind=match["kind"]
        ),
    )


def _equation(message: Message, match: re.Match[str], _known: Known) -> Problem:
    return _unknown(
        message,
        _("There is no formula with the label '{name}'").format(name=match["name"]),
        _("add the line ':label: {name}' to its block").format(name=match["name"]),
    )


def _other_site(message: Message, _match: re.Match[str], _known: Known) -> Problem:
    return _unknown(
        message,
        _("This link leads to no name of another site that is known here"),
        _("write the whole address, which begins with https://"),
    )


def _download(message: Message, match: re.Match[str], known: Known) -> Problem:
    return _unknown(
        message,
        _("There is no file '{name}'").format(name=known.relative(match["name"])),
        _("upload it, or correct its path, which begins at the folder of this page"),
    )


_REWORDINGS: tuple[tuple[str, Reword], ...] = (
    (r"unknown document: '(?P<name>.*)'", _document),
    (r"'myst' (?:cross-)?reference target not found: '(?P<name>.*)'", _link),
    (r"Unknown source document '(?P<name>.*)'", _source_document),
    (r"Could not find document: (?P<name>.*)", _source_document),
    (r"local id not found in doc '(?P<docname>.*)': '(?P<name>.*)'", _anchor),
    (r"undefined label: '(?P<name>.*)'", _label),
    (r"term not in glossary: ['\"](?P<name>.*)['\"]", _term),
    (r"'any' reference target not found: (?P<name>.*)", _name),
    (
        r"more than one target found for '\w+' cross-reference (?P<name>.*?): (?P<candidates>.*)",
        _ambiguous,
    ),
    (
        r"Failed to create a cross reference. A title or caption not found: '(?P<name>.*)'",
        _without_title,
    ),
    (r"Failed to .*\. Any number is not assigned: |the link has no caption: ", _without_number),
    (r"numfig is disabled. :numref: is ignored.", _without_number),
    (r"unknown (?P<kind>keyword|option): '(?P<name>.*)'", _other_kind),
    (r"equation not found: (?P<name>.*)", _equation),
    (r"'?(?P<kind>[\w:]+)'? reference target not found: (?P<name>.*)", _other_kind),
    (r"No matches for '|Multiple matches for '", _other_site),
    (r"external \S+ reference target not found: |.* for external cross-reference", _other_site),
    (r"invalid external cross-reference suffix: ", _other_site),
    (r"download file not readable: (?P<name>.*)", _download),
)

RULES = tuple(
    RewordingRule(re.compile(pattern), unless_invisible(reword)) for pattern, reword in _REWORDINGS
)
