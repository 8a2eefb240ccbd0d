"""The functions that templates of a site can call.

``{{ pathto(page_showing("role-list")) }}``
    leads to the page with the list of all roles, wherever it is.
``{{ content_security_policy(script) }}``
    is the policy of a page with an inline script; undefined on a site without a policy.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any

from sphinx_compass.domain import CompassDomain
from sphinx_compass.domain.builders import is_site
from sphinx_compass.policy import meta_element

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_compass.organization.directory import Directory


def setup(app: Sphinx) -> None:
    """Add the functions to the context of every template."""
    app.connect("html-page-context", _add)


def _add(app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: object) -> None:
    if not is_site(app.builder):  # others write the context into files
        return
    if app.config.compass_content_security_policy:
        body = str(context.get("body", ""))
        context["content_security_policy"] = partial(meta_element, body=body)
    directory = CompassDomain.of(app.env).directory
    context["page_showing"] = partial(page_showing, directory, app.config.root_doc)


def page_showing(directory: Directory, root: str, view: str) -> str:
    """Return the docname of the page that shows a view, without a filter if there is one.

    Without the view ``term-list``, that is the page that defines the most terms. If no page
    shows the view, it is the first page of the site.
    """
    found = [placement for placement in directory.placements if placement.view == view]
    found.sort(key=lambda placement: (len(placement.filters), placement.location))
    if found:
        return found[0].location.docname
    terms = Counter(term.docname for term in directory.terms) if view == "term-list" else {}
    return max(sorted(terms), key=lambda docname: terms[docname], default=root)
