"""The directive ``steps``, which writes steps of a checklist on the page of their topic."""

from __future__ import annotations

import dataclasses
from itertools import chain, count
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from sphinx_compass.config import own_prefix
from sphinx_compass.domain.check_boxes import is_check_box
from sphinx_compass.domain.declarations import read_declaration
from sphinx_compass.domain.domain import CompassDomain
from sphinx_compass.organization.anchors import id_of_words
from sphinx_compass.organization.checklists import StepBlock
from sphinx_compass.organization.messages import _, mark
from sphinx_compass.organization.places import Mention
from sphinx_compass.organization.problems import Subtype
from sphinx_compass.source.references import strip_own_prefix
from sphinx_compass.source.steps import items_of, runs, steps, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.source.declaration import Declaration

NAME = "steps"  # of the directive
OPTIONS = ("phase", "by", "for", "undoes")
_KIND = mark("block of steps")
_MOST_WORDS = 8  # of the HTML id of a step


class StepsDirective(SphinxDirective):
    """Declares steps of a checklist, each of which is an item of the list in it."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Note any problems, and return the list with an HTML id for each step."""
        written = read_declaration(self, _KIND, OPTIONS)
        node = steps(classes=["compass-steps"])
        self.set_source_info(node)
        body = StringList(written.body, self.state.document["source"])
        self.state.nested_parse(body, self.content_offset + written.body_index, node)
        strip_own_prefix(node, own_prefix(self.config))
        if not written.name:
            written.problem(
                written.location,
                Subtype.NAME,
                _("{what} names no checklist").format(what=written.what),
                _("write the name of the checklist after '{{steps}}'").format(),
            )
        else:
            self._check_text(written, node)
        for item in items_of(node):
            self._add_id(item)
        node["block"] = StepBlock(
            Mention(written.name, written.location),
            written.location,
            phase=written.whole("phase"),
            by=written.many("by"),
            concerned=written.many("for"),
            undoes=written.whole("undoes"),
        )
        domain = CompassDomain.of(self.env)
        for problem in written.problems:
            domain.note_problem(problem)
        return [node]

    def _check_text(self, written: Declaration, node: steps) -> None:
        """Note the first thing in the block that is no step."""
        found = items_of(node)
        if not found:
            written.problem(
                written.location,
                Subtype.BODY,
                _("{what} has no list of steps").format(what=written.what),
                _("write each step on a line that begins with '- '"),
            )
        for line in _no_steps(node) if found else ():
            written.problem(
                dataclasses.replace(written.location, line=line or written.location.line),
                Subtype.BODY,
                _("This is no step, so it cannot be in a block of steps"),
                _("write it above or below the block, or begin it with '- ' and a text"),
            )
            break

    def _add_id(self, item: nodes.list_item) -> None:
        """Give a step an HTML id that is made of its first words."""
        text = text_of(item)
        if text is None:
            return
        for box in filter(is_check_box, list(text.children)):
            text.remove(box)  # nobody can tick it
        words = "".join(run.text or run.target for run in runs(text)).split()
        plain = f"step-{id_of_words(' '.join(words[:_MOST_WORDS]))}"
        document = self.state.document
        numbered = (f"{plain}-{number}" for number in count(2))
        item["ids"].append(
            next(name for name in chain([plain], numbered) if name not in document.ids)
        )
        document.note_explicit_target(item)


def _no_steps(node: steps) -> Iterator[int]:
    """Yield the line of everything in a block that is no step."""
    items = items_of(node)
    own_list = items[0].parent
    for child in node.children:
        is_unseen = isinstance(child, nodes.comment | nodes.system_message)
        if child is not own_list and not is_unseen:
            yield child.line or 0
    for item in items:
        if text_of(item) is None:
            yield item.line or 0
