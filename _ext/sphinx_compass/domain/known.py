"""What is known of the handbook when messages of Sphinx and MyST are reworded."""

from __future__ import annotations

from functools import cached_property
from itertools import dropwhile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sphinx_compass.domain import std
from sphinx_compass.domain.domain import CompassDomain
from sphinx_compass.domain.page_files import decomposed_files, files_below
from sphinx_compass.domain.reporting import place_in
from sphinx_compass.organization.problems import Subtype
from sphinx_compass.organization.text import composed, fold
from sphinx_compass.source.directive_names import known_directives
from sphinx_compass.source.encoding import decoded
from sphinx_compass.source.rewording.labels import label_lines
from sphinx_compass.source.rewording.toctrees import meant_pages

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sphinx.environment import BuildEnvironment

    from sphinx_compass.organization.problems import Problem
    from sphinx_compass.source.rewording.base import Message

_OBJECT_TYPES = {"page": "doc", "label": "label", "term": "term"}
_PICTURES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")


class KnownToSphinx:
    """What the environment knows after all pages have been read."""

    def __init__(
        self,
        env: BuildEnvironment,
        problems: Sequence[Problem],
        messages: Sequence[Message],
    ) -> None:
        self._env = env
        self._messages = messages
        self._lines: dict[str, Sequence[str]] = {}
        self._label_lines: dict[str, Mapping[str, Sequence[int]]] = {}
        self._titles = CompassDomain.of(env).directory.titles
        places = [(place_in(env, problem.location), problem.subtype) for problem in problems]
        self._places = frozenset(place for place, _subtype in places)
        self._without_names = frozenset(
            place for place, subtype in places if subtype is not Subtype.UNKNOWN
        )
        self._subtypes: dict[str, set[Subtype]] = {}
        self._former_names: dict[str, Mapping[str, str]] = {}  # by kind
        for (name, _line), subtype in places:
            self._subtypes.setdefault(name, set()).add(subtype)

    def explains(self, problem: Problem) -> bool:
        """Tell whether a problem only follows from what our own checks found in its line.

        Two unknown names in a line are two mistakes.
        """
        is_name = problem.subtype is Subtype.UNKNOWN
        place = place_in(self._env, problem.location)
        return place in (self._without_names if is_name else self._places)

    @property
    def titles(self) -> Mapping[str, str]:
        """The title of each page, by docname."""
        return self._titles

    @property
    def root(self) -> str:
        """The docname of the first page."""
        root: str = self._env.config.root_doc
        return root

    @property
    def toctrees(self) -> Mapping[str, Sequence[str]]:
        """What each page with a table of contents lists, by docname."""
        return self._env.toctree_includes

    @cached_property
    def pictures(self) -> Sequence[str]:
        """The paths of all pictures in the source folder."""
        source = Path(self._env.srcdir)
        output = Path(self._env.doctreedir).parent
        return sorted(
            path.relative_to(source).as_posix()
            for path in files_below(source, frozenset(self._env.config.compass_other_folders))
            if path.suffix.lower() in _PICTURES and not path.is_relative_to(output)
        )

    @cached_property
    def _decomposed(self) -> tuple[str, ...]:
        """The end of each such file name, composed, from the first such folder on."""
        parts = (name.split("/") for name in decomposed_files(self._env))
        ends = (dropwhile(lambda part: composed(part) == part, path) for path in parts)
        return tuple(composed("/".join(end).partition(".")[0]) for end in ends)

    def is_misnamed(self, text: str) -> bool:
        """Tell whether a message is about a file whose name our own checks report."""
        name = composed(unquote(text))
        return any(end in name for end in self._decomposed)

    @cached_property
    def meant_pages(self) -> Collection[str]:
        """The pages that wrong entries of tables of contents are meant to lead to."""
        return meant_pages(self._messages, self)

    @property
    def labels(self) -> Collection[str]:
        """The labels that references can use."""
        return self._env.domains.standard_domain.anonlabels

    @cached_property
    def directives(self) -> Collection[str]:
        """The names of all directives, without the prefix of their domain."""
        return known_directives(self._env)

    @cached_property
    def terms(self) -> Collection[str]:
        """The headwords of all glossaries."""
        return std.all_headwords(self._env.domains.standard_domain)

    def lines(self, docname: str) -> Sequence[str]:
        """Return the lines of a page or of another file; empty if it cannot be read."""
        if docname not in self._lines:
            self._lines[docname] = self._read_lines(docname)
        return self._lines[docname]

    def _read_lines(self, docname: str) -> Sequence[str]:
        is_page = docname in self._env.found_docs
        path = Path(self._env.doc2path(docname)) if is_page else Path(self._env.srcdir, docname)
        try:
            return decoded(path.read_bytes()).split("\n")
        except OSError:
            return ()

    def label_lines(self, docname: str) -> Mapping[str, Sequence[int]]:
        """Return the lines of a page, from 1, that give a place a label, by its name."""
        if docname not in self._label_lines:
            self._label_lines[docname] = label_lines(self.lines(docname))
        return self._label_lines[docname]

    def path(self, docname: str) -> str:
        """Return the path of the file of a page."""
        return self._env.doc2path(docname, base=False).as_posix()

    def headings(self, docname: str) -> Collection[str]:
        """Return what links to a heading or label of a page can write after ``#``."""
        slugs = self._env.metadata.get(docname, {}).get("myst_slugs", {})
        labels = self._env.domains.standard_domain.anonlabels
        return [*slugs, *(name for name, place in labels.items() if place[0] == docname)]

    def former(self, kind: str, name: str) -> str:
        """Return the present name of a page, label or term that has changed its name, or ``""``."""
        return self._former(kind).get(fold(name), "")

    def _former(self, kind: str) -> Mapping[str, str]:
        if kind not in self._former_names:
            std_domain = self._env.domains.standard_domain
            former = list(CompassDomain.of(self._env).permanent.former_objects(kind))
            gone = {name for name, *_ in former}  # the std domain can list them, too
            present = {
                (docname, anchor): name
                for name, _title, found, docname, anchor, _rank in std_domain.get_objects()
                if found == _OBJECT_TYPES[kind] and (kind == "page" or anchor) and name not in gone
            }
            self._former_names[kind] = {
                fold(name): docname if kind == "page" else present.get((docname, anchor), "")
                for name, _title, _type, docname, anchor, _rank in former
            }
        return self._former_names[kind]

    def relative(self, path: str) -> str:
        """Return the path of a file relative to the source folder, if it is in it."""
        return relative_to_sources(path, self._env)

    def found(self, docname: str) -> frozenset[Subtype]:
        """Return the subtypes of what our own checks find on a page."""
        return frozenset(self._subtypes.get(docname, ()))


def relative_to_sources(path: str, env: BuildEnvironment) -> str:
    """Return the name of a file relative to the source folder, if it is in it."""
    full = Path(path)
    return full.relative_to(env.srcdir).as_posix() if full.is_relative_to(env.srcdir) else path
