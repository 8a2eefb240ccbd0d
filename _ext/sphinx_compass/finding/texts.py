"""The texts that the scripts show, by the names that the scripts use for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.finding.messages import _, mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.domains import Domain

_TEXTS = {
    "label": mark("Words to search for"),
    "placeholder": mark("What are you looking for?"),
    "close": mark("Close"),
    "results": mark("Results"),
    "none": mark("No results"),
    "one": mark("1 result"),
    "many": mark("{count} results"),
    "hint": mark(
        "Type a name, a word or a question. Some of the words are enough, and small typos do not"
        " matter."
    ),
    "loading": mark("Searching"),
    "failed": mark("The search could not be loaded. Check your connection, and try again."),
    "local": mark(
        "The search does not work on pages that you open as files. It needs a web server, such as"
        " “python -m http.server”."
    ),
    "terms": mark("Terms"),
    "pages": mark("Pages and sections"),
    "more": mark("More results"),
    "all": mark("All results for “{query}”"),
    "also": mark("Also on this page"),
    "nothing": mark("Nothing matches “{query}”."),
    "closest": mark("Did you mean:"),
    "sections": mark("Look in one of the sections:"),
    "help": mark("Or ask:"),
    "report": mark("Tell us what is missing"),
    "title": mark("I looked for “{query}”"),
    "move": mark("choose"),
    "open": mark("open"),
    "leave": mark("close"),
}
_KINDS = {"page": mark("Page"), "section": mark("Section"), "term": mark("Term")}


def texts(objects_title: str) -> dict[str, str]:
    """Return all texts; ``objects_title`` is what a site calls the objects that it declares."""
    translated = {name: _(text) for name, text in _TEXTS.items()}
    return {**translated, "objects": objects_title or _("Names")}


def kinds(domains: Iterable[Domain]) -> dict[str, str]:
    """Return the names of kinds of pages, sections and objects, if they differ from the kinds."""
    found = {
        kind: str(objtype.lname)
        for domain in domains
        for kind, objtype in domain.object_types.items()
    }
    found |= {kind: _(text) for kind, text in _KINDS.items()}
    return {kind: name for kind, name in sorted(found.items()) if kind != name.lower()}
