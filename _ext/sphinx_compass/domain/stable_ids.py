"""Gives headings, terms, labels and captions ids that are made of their words.

An id that docutils and Sphinx make drops letters of other scripts than Latin and digits at
the beginning. If nothing remains, or another element has the same id, they number it, and
it belongs to something else when the page gets another heading above.

Private or undocumented names used here:

- docutils: ``document.ids``, ``nameids`` and ``refids``, which :class:`StableIds` keeps up
  to date; that ``PropagateTargets`` has priority 260.
- Sphinx: the stores ``objects`` and ``terms`` in the data of the std domain; that entries
  of ``addnodes.index`` have the id in third place.
- MyST-Parser: ``document.myst_slugs``, which maps the end of the address of a heading to
  line, id and title; ``slug`` of a section, which ``AddSlugIds`` makes an id of it; that
  ``PrioritiseExplicitIds`` has priority 262.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from sphinx_compass.domain import events
from sphinx_compass.organization.anchors import PublishedIds
from sphinx_compass.organization.assigned_anchors import assign_ids, depends_on_list
from sphinx_compass.source import parts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_compass.source.parts import FoundPart


def setup(app: Sphinx) -> None:
    """Register the rest when the settings are known."""
    app.connect("config-inited", _set_up)


def _set_up(app: Sphinx, config: Config) -> None:
    if config.compass_stable_ids:
        app.add_transform(StableIds)


class StableIds(SphinxTransform):
    """Replaces ids that docutils and Sphinx made."""

    default_priority = 263  # after labels have become ids of sections, before ids are used

    def apply(self, **_kwargs: object) -> None:
        """Replace them in the document, and wherever they have been noted."""
        found = list(parts.find(self.document))
        old = {anchor for item in found for anchor in (item.id, item.replaced)}
        elements = list(self.document.findall(nodes.Element))
        others = {
            anchor for element in elements if "refuri" not in element for anchor in element["ids"]
        }
        records = [item.part for item in found]
        published = PublishedIds()
        if depends_on_list(records):
            docname = self.env.current_document.docname
            published = (
                self.env.events.emit_firstresult(events.PUBLISHED_IDS, self.env, docname)
                or published
            )
        assigned = assign_ids(records, published, others - old)
        first = {item.id: ids[0] for item, ids in zip(found, assigned, strict=True)}
        first |= {item.replaced: first[item.id] for item in found if item.replaced}
        for item, ids in zip(found, assigned, strict=True):
            _replace_ids(item, ids)
        self._update_document(first, elements, found)
        self._update_terms(first)
        self._update_slugs(first, found, assigned)

    def _update_document(
        self,
        first: Mapping[str, str],
        elements: Sequence[nodes.Element],
        found: Sequence[FoundPart],
    ) -> None:
        """Update the tables of docutils, and references that it has resolved already."""
        document = self.document
        for anchor in first:
            document.ids.pop(anchor, None)
        for item in found:
            document.ids.update(dict.fromkeys(item.element["ids"], item.element))
        for name, anchor in document.nameids.items():
            document.nameids[name] = first.get(anchor, anchor)
        for element in elements:
            if isinstance(element, nodes.target) and element.get("refid") in first:
                element["refid"] = first[element["refid"]]
        for anchor in [anchor for anchor in document.refids if anchor in first]:
            document.refids.setdefault(first[anchor], []).extend(document.refids.pop(anchor))

    def _update_terms(self, first: Mapping[str, str]) -> None:
        """Update what the std domain and the index have noted of terms."""
        docname = self.env.current_document.docname
        std = self.env.domains.standard_domain
        for glossary in self.document.findall(addnodes.glossary):
            for index in glossary.findall(addnodes.index):
                index["entries"] = [
                    (kind, text, first.get(anchor, anchor), main, key)
                    for kind, text, anchor, main, key in index["entries"]
                ]
            for term in glossary.findall(nodes.term):
                text = term.astext()
                for store, name in (("objects", ("term", text)), ("terms", text.lower())):
                    if std.data[store].get(name, ("",))[0] == docname:
                        std.data[store][name] = (docname, term["ids"][0])

    def _update_slugs(
        self,
        first: Mapping[str, str],
        found: Sequence[FoundPart],
        assigned: Sequence[tuple[str, ...]],
    ) -> None:
        """Update where Markdown links to headings lead; ids can be used in them, too."""
        slugs = getattr(self.document, "myst_slugs", None)
        if slugs is None:
            return
        for slug, (line, anchor, title) in slugs.items():
            slugs[slug] = (line, first.get(anchor, anchor), title)
        for item, ids in zip(found, assigned, strict=True):
            if isinstance(item.element, nodes.section):
                item.element.attributes.pop("slug", None)
                entry = (item.element.line, ids[0], parts.title_of(item.element))
                slugs.update(dict.fromkeys(ids, entry))


def _replace_ids(item: FoundPart, ids: Sequence[str]) -> None:
    """Replace the ids of one part; the first stays where the old one was."""
    old = item.element["ids"]
    new = [ids[0] if anchor == item.id else anchor for anchor in old if anchor != item.replaced]
    item.element["ids"] = list(dict.fromkeys([*new, *ids]))
