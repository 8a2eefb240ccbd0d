"""Keeps the first of several places with the same label, and reports the others.

Otherwise docutils drops all of them on one page, and of two pages the one that is read
last counts. Off unless ``compass_check_pages`` is set.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.nodes import clean_astext

from sphinx_compass.domain import events
from sphinx_compass.domain.domain import CompassDomain
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.source.encoding import decoded
from sphinx_compass.source.rewording.labels import label_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def setup(app: Sphinx) -> None:
    """Take part in reading and checking."""
    app.connect("doctree-read", _keep_first, priority=400)  # before labels are recorded
    app.connect(events.PROBLEMS, _used_on_several_pages)


def _keep_first(app: Sphinx, document: nodes.document) -> None:
    """Note the first place of each label that the page uses several times."""
    if not app.config.compass_check_pages:
        return
    std, docname = app.env.domains.standard_domain, app.env.current_document.docname
    twice = {
        name
        for name, is_explicit in document.nametypes.items()
        if is_explicit and document.nameids.get(name) is None
    }
    for node in document.findall(nodes.target) if twice else ():
        for name in twice.intersection(node.get("dupnames", ())):
            anchor = node.get("refid") or next(iter(node["ids"]), "")
            place = document.ids.get(anchor)
            if place is None:
                continue
            twice.remove(name)
            std.anonlabels[name] = docname, anchor
            title = place.next_node(nodes.title) if isinstance(place, nodes.section) else None
            if title is not None:
                std.labels[name] = docname, anchor, clean_astext(title)


def _used_on_several_pages(app: Sphinx, env: BuildEnvironment, _problems: object) -> list[Problem]:
    """Return a problem for each place of a label that an earlier page has, too."""
    if not app.config.compass_check_pages:
        return []
    first: dict[str, str] = {}
    lines = _LabelLines(env)
    found: list[Problem] = []
    for docname, record in sorted(CompassDomain.of(env).records.items()):
        for name, (page, *_place) in record.std.get("anonlabels", {}).items():
            other = first.setdefault(name, docname)
            if other != docname and page == docname:
                found.append(_twice(env, lines, name, docname, other))
    return found


def _twice(
    env: BuildEnvironment, lines: _LabelLines, name: str, docname: str, other: str
) -> Problem:
    return Problem(
        Location(docname, lines.first(docname, name)),
        Subtype.LABEL,
        _("The label '{name}' is already used in {path}, line {line}").format(
            name=name,
            path=env.doc2path(other, base=False).as_posix(),
            line=lines.first(other, name),
        ),
        _("rename one of the two"),
    )


class _LabelLines:
    """The lines of labels; each page is read once."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._pages: dict[str, Mapping[str, Sequence[int]]] = {}

    def first(self, docname: str, name: str) -> int:
        """Return the first line of a page that gives a place a label; 1 if there is none."""
        if docname not in self._pages:
            text = decoded(Path(self._env.doc2path(docname)).read_bytes())
            self._pages[docname] = label_lines(text.split("\n"))
        return next(iter(self._pages[docname].get(name, ())), 1)
