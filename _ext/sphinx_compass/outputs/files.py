"""Writes what :mod:`sphinx_compass.outputs.export` builds: files beside the pages, and data in their heads.

Addresses are absolute where ``html_baseurl`` is set.  Where it is empty nobody knows where
the site will stand: then they are relative, to the file or page that they stand in, as
JSON, JSON-LD and Markdown all allow, and stay right wherever the folder is copied.  Only
the sitemap must be absolute, so that it is not written then.

sphinx-sitemap 2.9.0 is not used: after an incremental build it lists only the pages that
this build wrote, in a parallel one in the order in which they came, and in each of them
Sphinx's search and index pages, too.
"""

from __future__ import annotations

import posixpath
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from sphinx_compass.outputs import export

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from sphinx_compass.domain.domain import CompassDomain

SITES = ("html", "dirhtml")  # builders that write a page of its own for each source

_SCHEMA = Path(__file__).with_name(export.SCHEMA_FILE)


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the files at the site's root, after success only.

    Called at ``build-finished``, in each build: every page may change any of them.
    """
    if exception is not None or app.builder.name not in SITES:
        return
    domain = cast("CompassDomain", app.env.domains["compass"])
    directory, site = domain.directory, _site(app.builder)
    outdir = Path(app.outdir)
    texts = {
        export.DATA_FILE: export.as_json(export.organisation(directory, domain.record, site)),
        export.LLMS_FILE: export.llms_txt(directory, site),
    }
    texts |= {name: export.sitemap(directory, site) for name in sitemap_files(app)}
    for name, text in texts.items():
        (outdir / name).write_text(text, encoding="utf-8", newline="\n")
    shutil.copyfile(_SCHEMA, outdir / export.SCHEMA_FILE)


def sitemap_files(app: Sphinx) -> Iterator[str]:
    """Yield the sitemap's name, where the site can have one."""
    if app.config.html_baseurl and app.builder.name in SITES:
        yield export.SITEMAP_FILE


def add_linked_data(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Put what a page declares and defines into its head, in the words of schema.org."""
    data = linked_data(app.builder, pagename)
    if data:
        context["metatags"] += f'\n<script type="application/ld+json">{data}</script>'


def linked_data(builder: Builder, docname: str) -> str:
    """Return what a page's head says of its contents; empty where that is nothing."""
    if builder.name not in SITES:
        return ""
    directory = cast("CompassDomain", builder.env.domains["compass"]).directory
    data = export.linked_data(directory, _site(builder, docname), docname)
    return export.as_script(data) if data else ""


def _site(builder: Builder, here: str | None = None) -> export.Site:
    """Return the site with addresses for a page, or for a file at the root."""
    config = builder.config
    depth = _path(builder, here).count("/") if here is not None else 0
    base = config.html_baseurl or "../" * depth or "./"

    def page(docname: str, anchor: str) -> str:
        address = posixpath.join(base, _path(builder, docname))
        return f"{address}#{quote(anchor)}" if anchor else address

    def file(name: str) -> str:
        return posixpath.join(base, name)

    return export.Site(config.project, config.root_doc, page, file)


def _path(builder: Builder, docname: str) -> str:
    """Return the address of a page below the site's root; of these builders one encodes it."""
    path = builder.get_target_uri(docname)
    return quote(path) if builder.name == "dirhtml" else path
