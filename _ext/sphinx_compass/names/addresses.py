"""Keeps each address that was ever published: redirect pages, and anchors on living pages.

The extension ``sphinxext.rediraffe`` writes a redirect page for each page that is
gone.  It knows files alone; so its template is handed to it with where each anchor of
the old page leads, and with the new page's whole address.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard, cast

from docutils import nodes
from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from sphinx_compass.domain.domain import CompassDomain
    from sphinx_compass.names.names import Kept, Names, Place

_RECORD = "_rediraffe_redirected.json"  # that extension's note of what it wrote


def setup(app: Sphinx) -> None:
    """Register what keeps addresses; around the extension, which writes at priority 500."""
    app.setup_extension("sphinxext.rediraffe")
    app.add_post_transform(KeepAnchors)
    app.connect("build-finished", prepare_redirects, priority=400)
    app.connect("build-finished", forget_redirects, priority=600)


# -- anchors on living pages ------------------------------------------------------


class KeepAnchors(SphinxPostTransform):
    """Keeps each anchor that was published: at its object, or with a link to its new page."""

    default_priority = 4  # before placeholders are filled, so that the page's foot stays last

    def run(self, **_kwargs: object) -> None:
        """Add to the page whatever anchor it does not have itself."""
        docname = self.env.current_document.docname
        by_anchor: dict[str, nodes.Element] = {}
        for node in self.document.findall(nodes.Element):
            by_anchor.update(dict.fromkeys(node["ids"], node))
        page = self.document.next_node(nodes.section)
        elsewhere: dict[Place, list[Kept]] = {}
        for kept in _permanent(self.env.domains["compass"]).kept(docname):
            if kept.anchor in by_anchor or page is None:
                continue
            if kept.target.place.docname == docname:
                by_anchor.get(kept.target.place.anchor, page)["ids"].append(kept.anchor)
            else:
                elsewhere.setdefault(kept.target.place, []).append(kept)
        if page is not None and elsewhere:
            page += self._note(docname, elsewhere)

    def _note(self, docname: str, elsewhere: Mapping[Place, list[Kept]]) -> nodes.paragraph:
        """Return one sentence with each new place once, and on it all anchors that lead there."""
        builder = self.env._app.builder  # noqa: SLF001 - Sphinx's own post-transforms do so
        note = nodes.paragraph("", "Now on another page: ", classes=["compass-moved"])
        for number, (place, anchors) in enumerate(elsewhere.items()):
            text = nodes.inline("", anchors[0].target.title)
            link = make_refnode(builder, docname, *place, text)
            ids = [kept.anchor for kept in anchors]
            note += [nodes.Text(", " if number else ""), nodes.inline("", "", link, ids=ids)]
        note += nodes.Text(".")
        return note


def _permanent(domain: object) -> Names:
    return cast("CompassDomain", domain).permanent


# -- redirect pages -----------------------------------------------------------------


def _writes_pages(builder: Builder) -> TypeGuard[StandaloneHTMLBuilder]:
    """Tell whether the extension writes redirect pages for a builder."""
    return type(builder) in {StandaloneHTMLBuilder, DirectoryHTMLBuilder}


def _redirects(app: Sphinx) -> dict[str, str]:
    """Return where the page of each old docname leads."""
    permanent = _permanent(app.env.domains["compass"])
    return {old: redirect.target.place.docname for old, redirect in permanent.redirects.items()}


def redirect_files(app: Sphinx) -> Iterator[str]:
    """Yield the redirect pages, relative to the output."""
    builder = app.builder
    if not _writes_pages(builder):
        return
    for docname in _redirects(app):
        yield Path(builder.get_outfilename(docname)).relative_to(app.outdir).as_posix()


def prepare_redirects(app: Sphinx, exception: Exception | None) -> None:
    """Hand the list of redirects and the template over; all are written anew in each build."""
    if exception is not None or not _writes_pages(app.builder):
        return
    app.config.rediraffe_redirects = _redirects(app)
    for name in [*redirect_files(app), _RECORD]:
        Path(app.outdir, name).unlink(missing_ok=True)
    if app.config.rediraffe_template and app.config.rediraffe_redirects:
        template = Path(app.srcdir, app.config.rediraffe_template).read_text(encoding="utf-8")
        filled = Path(app.doctreedir) / "compass" / "redirect.html"
        filled.parent.mkdir(parents=True, exist_ok=True)
        # Jinja takes escapes one by one, and a character beyond the first 65,536 has two in JSON.
        known = json.dumps(_template_data(app), ensure_ascii=False)
        filled.write_text(f"{{%- set redirects = {known} -%}}\n{template}", encoding="utf-8")
        app.config.rediraffe_template = str(filled)


def forget_redirects(app: Sphinx, _exception: Exception | None) -> None:
    """Take the record out of the site: it is of no use to a reader, nor to the next build."""
    Path(app.outdir, _RECORD).unlink(missing_ok=True)


def _template_data(app: Sphinx) -> dict[str, Any]:
    """Return what the template shows of each redirect, by old docname."""
    data = {}
    for old, redirect in _permanent(app.env.domains["compass"]).redirects.items():
        target = redirect.target.place
        base = app.config.html_baseurl
        data[old] = {
            "title": redirect.target.title,
            "lang": app.config.language,
            "address": _relative(app, old, target),
            "canonical": base and base.rstrip("/") + "/" + app.builder.get_target_uri(target[0]),
            "anchors": {
                anchor: _relative(app, old, place) for anchor, place in redirect.anchors.items()
            },
        }
    return data


def _relative(app: Sphinx, old: str, place: Place) -> str:
    uri = app.builder.get_relative_uri(old, place.docname)
    return f"{uri}#{place.anchor}" if place.anchor else uri
