"""Messages about tables of contents."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.source.rewording.base import RewordingRule

if TYPE_CHECKING:
    from sphinx_compass.source.rewording.base import Known, Message


def _in_no_toctree(message: Message, _match: re.Match[str], known: Known) -> Problem:
    docname = message.location.docname
    above = _page_above(docname, known)
    return Problem(
        message.location,
        Subtype.TOCTREE,
        _("No table of contents lists this page"),
        _("add the line '{entry}' to the toctree of {page}").format(
            entry=posixpath.relpath(docname, posixpath.dirname(above) or "."),
            page=f"{above}.md",
        ),
    )


def _page_above(docname: str, known: Known) -> str:
    """Return the index page of the innermost folder around a page, or else of the site."""
    folder = posixpath.dirname(docname)
    while folder:
        index = f"{folder}/index"
        if index in known.titles and index != docname:
            return index
        folder = posixpath.dirname(folder)
    return "index"


RULES = (RewordingRule(re.compile("document isn't included in any toctree"), _in_no_toctree),)
