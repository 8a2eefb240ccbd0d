"""Checks what tables of contents list, and opens cycles, in which Sphinx would never end.

Cycles are looked for only if ``compass_check_pages`` is set.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx import addnodes

from sphinx_compass.domain import events
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.source.encoding import decoded
from sphinx_compass.source.rewording.toctrees import entry_line, relative

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

# docname of a page, and of the page that its table of contents lists
Entry = tuple[str, str]


class Toctrees:
    """The entries that this build has removed."""

    def __init__(self) -> None:
        """Begin without any."""
        self._removed: list[Entry] = []

    def open_cycles(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Remove the entries that close a cycle. Called at ``env-updated``, before others."""
        if app.config.compass_check_pages:
            self._removed = list(closing_entries(env.toctree_includes, app.config.root_doc))
            for page, listed in self._removed:
                env.toctree_includes[page] = [
                    name for name in env.toctree_includes[page] if name != listed
                ]
        return []

    def problems(self, app: Sphinx, env: BuildEnvironment, _problems: object) -> list[Problem]:
        """Return what is wrong with tables of contents. Called at ``compass-problems``."""
        return [
            *(_cycle(env, page, listed) for page, listed in self._removed),
            *_long_menus(env, app.config.compass_longest_menu),
        ]


def setup(app: Sphinx) -> None:
    """Take part in assembling and checking."""
    toctrees = Toctrees()
    app.connect("env-updated", toctrees.open_cycles, priority=50)
    app.connect(events.PROBLEMS, toctrees.problems)


def closing_entries(includes: Mapping[str, Sequence[str]], root: str) -> Iterator[Entry]:
    """Yield the entries that lead back to a page above, as seen from the root page.

    >>> list(closing_entries({"index": ["a"], "a": ["b"], "b": ["index", "a"]}, "index"))
    [('b', 'index'), ('b', 'a')]
    """
    done: set[str] = set()
    for start in (root, *sorted(includes)):
        above = {start: None}  # in order, the start first
        waiting = [iter(() if start in done else includes.get(start, ()))]
        while waiting:
            page = next(reversed(above))
            child = next(waiting[-1], None)
            if child is None:
                waiting.pop()
                above.popitem()
                done.add(page)
            elif child in above:
                yield page, child
            elif child not in done:
                above[child] = None
                waiting.append(iter(includes.get(child, ())))


def _cycle(env: BuildEnvironment, page: str, listed: str) -> Problem:
    lines = decoded(Path(env.doc2path(page)).read_bytes()).split("\n")
    starts = [
        toctree.line or 1
        for toctree in env.get_doctree(page).findall(addnodes.toctree)
        if listed in toctree["includefiles"]
    ]
    return Problem(
        entry_line(page, listed, starts[0] if starts else 1, lines),
        Subtype.TOCTREE,
        _("The table of contents lists '{entry}', which is above this page in the menu").format(
            entry=relative(listed, page)
        ),
        _("delete this line"),
    )


def _long_menus(env: BuildEnvironment, longest: int) -> Iterator[Problem]:
    """Yield a problem for each group of too many pages, at its last table of contents.

    Each caption begins a new group in the menu.
    """
    for page, listed in sorted(env.toctree_includes.items()):
        if not longest or len(listed) <= longest:
            continue
        groups: list[tuple[int, int]] = []  # number of pages, and line
        for toctree in env.get_doctree(page).findall(addnodes.toctree):
            above = groups.pop()[0] if groups and not toctree["caption"] else 0
            groups.append((above + len(toctree["includefiles"]), toctree.line or 1))
        for count, line in groups:
            if count > longest:
                yield Problem(
                    Location(page, line),
                    Subtype.TOCTREE,
                    _("This level of the menu lists {count} pages").format(count=count),
                    _("list at most {longest}, and the others on a page below").format(
                        longest=longest
                    ),
                )
