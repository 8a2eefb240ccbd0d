"""Writes ``llms.txt``: a guide to the pages for language models, in the format of llmstxt.org."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from sphinx_compass.organization.kinds import LARGEST_FIRST
from sphinx_compass.organization.messages import _
from sphinx_compass.outputs import compass_json, schema
from sphinx_compass.outputs.base import Output
from sphinx_compass.outputs.values import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.outputs.base import BuiltSite, Site

FILE = "llms.txt"

# What Markdown would take for markup within a line.
_MARKUP = re.compile(r"[\\\[\]<>`*_]|&(?=#?\w+;)")


class LlmsTxt(Output):
    """A guide to the pages for language models."""

    file = FILE

    def files(self, site: BuiltSite) -> dict[str, str]:
        """Return the one file."""
        return {FILE: llms_txt(site)}


def llms_txt(site: Site) -> str:
    """Return the text of the file.

    It has a title, the description of the front page, and a list of links for each
    section. A section is a folder of pages; its title is that of its index page.
    """
    return "\n\n".join([*_heading(site), *_sections(site), *_data(site)]) + "\n"


def _heading(site: Site) -> Iterator[str]:
    yield f"# {escaped(site.title)}"
    if description := _description(site, site.addresses.home):
        yield f"> {escaped(description)}"


def _sections(site: Site) -> Iterator[str]:
    titles = site.directory.titles
    for folder, docnames in groupby(sorted(titles, key=_place), key=_folder):
        title = titles.get(f"{folder}/index", folder) if folder else _("Start here")
        yield f"## {escaped(title)}"
        yield "\n".join(
            _entry(titles[docname], site.addresses.page(docname, ""), _description(site, docname))
            for docname in docnames
        )


def _data(site: Site) -> Iterator[str]:
    kinds = ", ".join(_(record.TITLE) for record in LARGEST_FIRST).capitalize()
    content = _("{kinds}, terms and pages as JSON.").format(kinds=kinds)
    address = site.addresses.file
    yield f"## {escaped(_('Data'))}"
    yield "\n".join(
        [
            _entry(compass_json.FILE, address(compass_json.FILE), content),
            _entry(schema.FILE, address(schema.FILE), _("The JSON Schema of that file.")),
        ]
    )


def _description(site: Site, docname: str) -> str:
    page = site.directory.page_of.get(docname)
    return one_line(page.description) if page else ""


def _folder(docname: str) -> str:
    folder, slash, _rest = docname.partition("/")
    return folder if slash else ""


def _place(docname: str) -> tuple[str, str]:
    """Return the sort key of a page: its folder, and the index page first within it."""
    return _folder(docname), docname.removesuffix("index")


def _entry(title: str, address: str, description: str) -> str:
    """Return a line of a list; addresses are encoded, so they contain no space or bracket."""
    link = f"- [{escaped(title)}]({address})"
    return f"{link}: {escaped(description)}" if description else link


def escaped(text: str) -> str:
    """Return a text as it is written within a line of Markdown."""
    return _MARKUP.sub(r"\\\g<0>", one_line(text))
