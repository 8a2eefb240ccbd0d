"""Finds the pages that a change of files concerns."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.environment import CONFIG_OK

if TYPE_CHECKING:
    from collections.abc import Collection

    from sphinx.application import Sphinx


@dataclass(slots=True)
class PageChanges:
    """Pages to read, as Sphinx tells them apart."""

    added: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self.added or self.changed or self.removed)

    def add(self, other: PageChanges) -> None:
        """Add later changes: a page that was removed can be there again."""
        self.added |= other.added
        self.changed |= other.changed
        self.removed = (self.removed - other.added) | other.removed
        self.added -= other.removed
        self.changed -= other.removed


class Sources:
    """Knows what each page was read from last."""

    def __init__(self, app: Sphinx) -> None:
        """Take the pages that the environment has."""
        self._app = app
        self._contents: dict[str, bytes] = {}
        self._tried: dict[str, bytes] = {}  # also if the page could not be read from it

    def scan(self) -> PageChanges:
        """Return all changes since the environment was saved, as a new process finds them."""
        env = self._app.env
        env.find_files(env.config, self._app.builder)
        found = PageChanges(*map(set, env.get_outdated_files(env.config_status != CONFIG_OK)))
        for docname in env.found_docs - found.added - found.changed:
            self._contents[docname] = self._tried[docname] = self._content(docname)
        return found

    def changes(self, paths: Collection[Path]) -> PageChanges:
        """Return the pages that changed, appeared or vanished with some files.

        A page that was saved without a change is not among them.
        """
        env = self._app.env
        if not all(self._is_known(path) for path in paths):
            env.find_files(env.config, self._app.builder)
        found, known = set(env.found_docs), set(env.all_docs)
        own = {docname for path in paths if (docname := env.path2doc(path)) in found & known}
        users = {
            docname
            for docname in found & known
            if not env.dependencies.get(docname, frozenset()).isdisjoint(paths)
        }
        changed = {name for name in own if self._content(name) != self._contents.get(name)}
        return PageChanges(found - known, changed | users, known - found)

    def is_new(self, docname: str) -> bool:
        """Tell whether the file of a page has a text that nobody has tried to read yet."""
        return self._content(docname) != self._tried.get(docname)

    def are_as_read(self, paths: Collection[Path]) -> bool:
        """Tell whether some files are pages with the text that was read last."""
        return all(self._is_known(path) and self._is_as_read(path) for path in paths)

    def _is_as_read(self, path: Path) -> bool:
        docname = self._app.env.path2doc(path) or ""
        return self._content(docname) == self._contents.get(docname)

    def _is_known(self, path: Path) -> bool:
        docname = self._app.env.path2doc(path)
        return docname in self._app.env.all_docs and path.is_file()

    def note(self, docname: str) -> bytes:
        """Note what a page is about to be read from; return what it was read from before.

        Before reading, so that a page that is saved while it is read is read again.
        """
        before = self._contents.get(docname, b"")
        self._contents[docname] = self._tried[docname] = self._content(docname)
        return before

    def restore(self, docname: str, content: bytes) -> None:
        """Note that a page was read from another content than that of its file."""
        self._contents[docname] = content

    def forget(self, docname: str) -> None:
        """Forget a page, so that it is read whatever it contains."""
        self._contents.pop(docname, None)

    def _content(self, docname: str) -> bytes:
        try:
            return Path(self._app.env.doc2path(docname)).read_bytes()
        except OSError:
            return b""
