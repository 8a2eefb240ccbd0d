"""The Content-Security-Policy of pages: what a browser loads and runs on them.

A policy stands in a ``meta`` element, because many hosts of static sites set no headers.
Templates write it, and name the inline scripts that they have; no other one runs.
"""

from __future__ import annotations

import base64
import hashlib
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx

# Nothing from other sites, no frames or plug-ins, and no form that leads elsewhere.
DIRECTIVES: dict[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "base-uri": ("'none'",),
    "connect-src": ("'self'",),  # the search reads the page that it shows an excerpt of
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


def policy(scripts: Iterable[str] = (), *, on_read_the_docs: bool = False) -> str:
    """Return the policy of a page with some inline scripts."""
    more = READ_THE_DOCS if on_read_the_docs else {}
    hashes = {"script-src": tuple(_hash(script) for script in scripts)}
    return "; ".join(
        " ".join((name, *values, *hashes.get(name, ()), *more.get(name, ())))
        for name, values in DIRECTIVES.items()
    )


def meta_element(*scripts: str) -> str:
    """Return the policy as an element for the head of a page, above its scripts."""
    text = policy(scripts, on_read_the_docs=is_on_read_the_docs(os.environ))
    return f'<meta http-equiv="Content-Security-Policy" content="{text}">'


def is_on_read_the_docs(environment: Mapping[str, str]) -> bool:
    """Tell whether a build runs on Read the Docs, which says so in the environment."""
    return environment.get("READTHEDOCS") == "True"


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def setup(app: Sphinx) -> None:
    """Give templates the function that writes the policy, if the site wants one."""
    app.connect("html-page-context", _offer)


def _offer(
    app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    if app.config.compass_content_security_policy:
        context["content_security_policy"] = meta_element
