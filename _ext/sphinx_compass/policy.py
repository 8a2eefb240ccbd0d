"""The Content-Security-Policy of pages: what a browser loads and runs on them.

A policy stands in a ``meta`` element, because many hosts of static sites set no headers.
Templates write it, and name the inline scripts that they have; no other one runs.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
from contextlib import suppress
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.config import Config

# Nothing from other sites, no frames or plug-ins, and no form that leads elsewhere.
DIRECTIVES: dict[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "base-uri": ("'none'",),
    "connect-src": ("'self'",),  # the search loads its data, and texts of pages
    "font-src": ("'self'",),
    "form-action": ("'self'",),
    "img-src": ("'self'", "data:"),  # the theme's icons are pictures in its stylesheet
    "manifest-src": ("'self'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
}
# Read the Docs adds /_/static/javascript/readthedocs-addons.js to each page. It shows notices
# and a menu of versions, and gets their content from /_/addons/, both on the same site. Only
# this needs more than the rest of the page.
READ_THE_DOCS: dict[str, tuple[str, ...]] = {
    "style-src": ("'unsafe-inline'",),  # the style elements of the notices and the menu
}
# What docutils writes in style attributes: sizes of pictures and tables, and bold formulas.
_STYLE = re.compile(r"(?:(?:width|height|--field-indent): ?[\d.]+(?:%|[a-z]+)?|font-weight: bold)")
_ATTRIBUTE = re.compile(r"style\s*=", re.IGNORECASE)


def policy(
    scripts: Iterable[str] = (), styles: Iterable[str] = (), *, on_read_the_docs: bool = False
) -> str:
    """Return the policy of a page with some inline scripts and style attributes."""
    more = READ_THE_DOCS if on_read_the_docs else {}
    hashes = {"script-src": tuple(_hash(script) for script in scripts)}
    directives = dict(DIRECTIVES)
    listed = tuple(_hash(style) for style in styles)
    if listed and not on_read_the_docs:  # a hash would undo 'unsafe-inline'
        directives["style-src-attr"] = ("'unsafe-hashes'", *listed)
    return "; ".join(
        " ".join((name, *values, *hashes.get(name, ()), *more.get(name, ())))
        for name, values in directives.items()
    )


def style_attributes(body: str) -> tuple[str, ...]:
    """Return the values of style attributes in some HTML that set nothing but sizes and weight."""
    if not _ATTRIBUTE.search(body):  # as on most pages; parsing takes long
        return ()
    parser = _Styles()
    with suppress(AssertionError):  # the parser does not know what begins with ``<![``
        parser.feed(body)
        parser.close()
    return tuple(sorted(filter(_is_harmless, parser.found)))


class _Styles(HTMLParser):
    """Collects the values of style attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Note the style of an element."""
        self.found.update(value for name, value in attrs if name == "style" and value)


def _is_harmless(style: str) -> bool:
    return all(_STYLE.fullmatch(part.strip()) for part in style.split(";") if part.strip())


def meta_element(*scripts: str, body: str = "") -> str:
    """Return the policy as an element for the head of a page, above its scripts.

    ``body`` is HTML that may have style attributes.
    """
    text = policy(scripts, style_attributes(body), on_read_the_docs=is_on_read_the_docs(os.environ))
    return f'<meta http-equiv="Content-Security-Policy" content="{text}">'


def policy_of(config: Config, *scripts: str) -> str:
    """Return the element for a page without the theme's templates; empty if the site wants none."""
    return meta_element(*scripts) if config.compass_content_security_policy else ""


def is_on_read_the_docs(environment: Mapping[str, str]) -> bool:
    """Tell whether a build runs on Read the Docs, which says so in the environment."""
    return environment.get("READTHEDOCS") == "True"


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
