"""Checks addresses that stay as they are written: of cards, buttons and pictures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from docutils import nodes

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.source.page_checks.placing import location_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.source.page_checks.base import PageSource

_DIRECTIVE = re.compile(r"\s*(?::{3,}|`{3,}|~{3,})\{")
_WEB = re.compile(r"(https?):", re.IGNORECASE)
# Followed by a host; without the name of a scheme, which is there if one is written twice
_SITE = re.compile(r"//(?:[^/?#@]*@)?(?!https?(?::|//))(?:[^\W_]|\[[0-9a-f:.]+\])", re.IGNORECASE)
_REPEATED = re.compile(r"(?:https?(?::/*|//+))+", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:\.md|\.rst|\.html|/)$")
# A label like ``support:guide``, which looks like an address with a scheme.
_LABEL = re.compile(
    r"(?!(?:mailto|tel|sms|xmpp|matrix|slack|javascript|data|vbscript):)[\w-]+:[\w-]+"
)


def relative_addresses(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for each address that is meant to be a page or label."""
    for reference in page.document.findall(nodes.reference):
        address = reference.get("refuri", "")
        if not address or reference.get("internal") or address.startswith("#"):
            continue
        is_label = _LABEL.fullmatch(address) is not None
        if not is_label and _has_scheme_or_host(address):
            continue
        yield Problem(
            _at_directive(page, location_of(page, reference, "")),
            Subtype.UNKNOWN,
            _("This link leads to '{address}', which is not an address").format(address=address),
            _fix(reference, _SUFFIX.sub("", address.partition("#")[0]), is_label=is_label),
        )


def incomplete_addresses(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for each address of another site that names no site."""
    for reference in page.document.findall(nodes.reference):
        address = reference.get("refuri", "")
        match = _WEB.match(address)
        if match is None or _SITE.match(address, match.end()):
            continue
        rest = _REPEATED.sub("", address)
        yield Problem(
            _at_directive(page, location_of(page, reference, address)),
            Subtype.UNKNOWN,
            _("The address '{address}' names no site").format(address=address),
            _("write '{address}'").format(address=f"{match[1].lower()}://{rest}")
            if _SITE.match(f"//{rest}")
            else _("write the whole address, such as https://example.org"),
        )


def links_without_words(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for each link to another site that readers cannot see."""
    for reference in page.document.findall(nodes.reference):
        address = reference.get("refuri", "")
        is_seen = reference.astext().strip() or reference.next_node(nodes.image) is not None
        if not is_seen and _WEB.match(address):
            yield Problem(
                location_of(page, reference, address),
                Subtype.MARKUP,
                _("The link to '{address}' has no words, so readers cannot see it").format(
                    address=address
                ),
                _("write some between '[' and ']'"),
            )


def _has_scheme_or_host(address: str) -> bool:
    try:
        return any(urlsplit(address)[:2])
    except ValueError:  # such as https://[example.org
        return True


def _at_directive(page: PageSource, location: Location) -> Location:
    """Return the line of the directive around a line; that of a nested one is given too low."""
    for line in range(location.line, max(location.line - 3, 0), -1):
        if location.docname == page.docname and _DIRECTIVE.match(page.lines[line - 1]):
            return Location(page.docname, line)
    return location


def _fix(reference: nodes.reference, name: str, *, is_label: bool) -> str:
    kind = "ref" if is_label else "doc"
    if "sd-stretched-link" in reference["classes"]:
        text = _("write ':link: {name}' and ':link-type: {kind}'")
    elif "sd-btn" in reference["classes"]:
        text = _("write '{{button-ref}} {name}' with ':ref-type: {kind}'")
    else:
        text = _("write the whole address, with https://")
    return text.format(name=name, kind=kind)


CHECKS = (relative_addresses, incomplete_addresses, links_without_words)
