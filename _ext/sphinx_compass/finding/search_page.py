"""Fills the page of results, in any theme.

Sphinx's own page loads its index and scripts. Themes replace it in many ways, so this module
writes the page with the theme's template for ordinary pages instead. Controls that need a
script are hidden until the script runs.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from jinja2 import TemplateNotFound

from sphinx_compass.finding.builders import makes_site
from sphinx_compass.finding.messages import _
from sphinx_compass.finding.scripts import PAGE

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

# A site can have a template of this name: list items that say what to do without JavaScript.
HINTS = "search-without-script.html"


def fill(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> str | None:
    """Write the content of the page, and return the template for it."""
    if not makes_site(app.builder) or (pagename, templatename) != (PAGE, "search.html"):
        return None
    context["title"] = _("Search")
    context["metatags"] = f'{context.get("metatags", "")}<meta name="robots" content="noindex">'
    context["body"] = body(_hints(app, context))
    return "page.html"


def body(hints: str) -> str:
    """Return the content of the page; ``hints`` are list items for readers without JavaScript."""
    script = _("This search runs in your browser and needs JavaScript, which is off. Without it:")
    label, button = escape(_("Words to search for")), escape(_("Search"))
    return f"""<section>
<h1>{escape(_("Search"))}</h1>
<noscript><p>{escape(script)}</p><ul>{hints}</ul></noscript>
<form class="finding-form" role="search" method="get" hidden>
<input type="search" name="q" aria-label="{label}" autocomplete="off" autocapitalize="off"
 spellcheck="false">
<button type="submit">{button}</button>
</form>
<p class="finding-status" role="status"></p>
<div id="search-results"></div>
</section>
"""


def _hints(app: Sphinx, context: dict[str, Any]) -> str:
    items = [(app.config.root_doc, _("Start at the front page"))]
    if app.config.html_use_index:
        items.append(("genindex", _("Look up a name in the index")))
    links = "".join(
        f'<li><a href="{escape(context["pathto"](name))}">{escape(text)}</a></li>'
        for name, text in items
    )
    if host := urlsplit(context.get("pageurl") or "").hostname:
        told = escape(_("Type your words in any search engine, followed by"))
        links += f"<li>{told} <kbd>site:{escape(host)}</kbd></li>"
    try:
        return str(app.builder.templates.render(HINTS, context)) + links
    except TemplateNotFound:
        return links
