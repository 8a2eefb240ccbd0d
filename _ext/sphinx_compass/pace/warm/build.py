"""The build that goes on: what is read, written and finished, step by step.

Private or undocumented names used here: see :mod:`sphinx_compass.pace.warm.internals`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.environment import CONFIG_OK
from sphinx.util.build_phase import BuildPhase

from sphinx_compass.pace.warm import internals
from sphinx_compass.pace.warm.reading import Reader
from sphinx_compass.pace.warm.sources import PageChanges, Sources
from sphinx_compass.pace.warm.timing import Timings
from sphinx_compass.pace.warm.writing import PagesToWrite

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from sphinx.application import Sphinx


class WarmBuild:
    """Brings the output of an application up to date, whenever something changed.

    ``note`` says what changed, and each item of ``steps()`` does a bit of the work. Between two
    steps, ``write`` writes a page that is needed now, and a new ``steps()`` can begin at any time:
    what the last one has left undone is done then.
    """

    def __init__(self, app: Sphinx) -> None:
        """Take an application that has built nothing yet."""
        self.app = app
        self.first: Sequence[str] = ()  # pages to write first
        self.is_settled = False  # whether `pages` has every page whose output may be old
        self.is_checked = False  # whether the findings are those of the present sources
        self.is_finished = False  # whether files beside the pages are up to date
        self.is_saved = False  # whether the environment is saved for the next process
        self.timings = Timings()
        self.sources = Sources(app)
        self.pages = PagesToWrite(app, self.sources, self.timings)
        self._reader = Reader(app, self.sources)
        self._unread = PageChanges()
        self._unsettled = PageChanges()  # read, but not what follows from them
        self._has_new_assets = True
        self._linked_files = internals.LinkedFiles(app)

    def update(self, changed: Collection[Path] | None = None, first: Sequence[str] = ()) -> None:
        """Bring everything up to date at once, pages in ``first`` before others.

        Without ``changed``, all files are looked at.
        """
        self.first = first
        self.note(changed)
        for _step in self.steps():
            pass
        self.save()

    def note(self, changed: Collection[Path] | None, *, assets: bool = False) -> None:
        """Note files that changed, or look at all files; ``assets`` are static files."""
        with self.timings.of("find"):
            if changed is None:
                self._unread.add(self.sources.scan())
                self.pages.unwritten |= set(self.app.builder.get_outdated_docs())
            else:
                self._unread.add(self.sources.changes(changed))
        if assets:
            internals.remove_gone_assets(self.app, changed or ())
        self._has_new_assets |= assets
        self.pages.early.clear()
        self.is_settled = self.is_checked = self.is_finished = self.is_saved = False

    def steps(self) -> Iterator[str]:
        """Do everything that is to do; the items are names of steps that have been done."""
        yield from self._read()
        yield from self._settle()
        yield from self._check()
        yield from self._write()
        yield from self._finish()

    def write(self, docname: str) -> None:
        """Write a page, if its output may be old. If that fails, the next change tries again."""
        self.pages.write(docname)

    def save(self) -> None:
        """Save the environment for the next process, which knows of no page still to be written."""
        if not (self.is_saved or self.pages or self._unread or self._unsettled):
            with self.timings.of("save"):
                internals.save(self.app)
            self.is_saved = True

    # -- reading -------------------------------------------------------------------

    def _read(self) -> Iterator[str]:
        """Read what changed, and write those of the changed pages that are needed first."""
        changes, self._unread = self._unread, PageChanges()
        self._unsettled.add(changes)
        for docname in changes.removed:
            self.app.emit("env-purge-doc", self.app.env, docname)
            self.app.env.clear_doc(docname)
            self._forget(docname)
        docnames = sorted(changes.added | changes.changed)
        yield from self._read_pages(docnames, together=True)
        self._update_environment(docnames)
        yield "read"
        for docname in self.first:
            if docname in docnames and self.pages.write_early(docname):
                yield "write first"

    def _read_pages(self, docnames: Sequence[str], *, together: bool = False) -> Iterator[str]:
        self.app.builder.phase = BuildPhase.READING
        with self.timings.of("read"):
            self.app.emit("env-before-read-docs", self.app.env, docnames)
        groups = [docnames] if together else [[docname] for docname in docnames]
        for group in groups:
            with self.timings.of("read"):
                self._reader.read(group)
            self.pages.unwritten |= self.app.env.all_docs.keys() & set(group)
            yield "read a page"

    def _update_environment(self, docnames: Sequence[str]) -> None:
        env = self.app.env
        with self.timings.of("assemble"):
            for names in self.app.emit("env-updated", env):
                self.pages.unwritten |= set(names or ())
        env.config_status = CONFIG_OK
        self._prepare(set(docnames))

    def _forget(self, docname: str) -> None:
        self.sources.forget(docname)
        self.pages.forget(docname)
        internals.forget_doctrees(self.app.env, [docname])
        internals.forget_unwritten(self.app.env, docname)

    # -- what follows from that ---------------------------------------------------------

    def _settle(self) -> Iterator[str]:
        """Read other pages that depend on the change, and find the pages to write."""
        app, env, changes = self.app, self.app.env, self._unsettled
        with self.timings.of("find"):
            names = (changes.added, changes.changed, changes.removed)
            found = app.emit("env-get-outdated", env, *names)
            others = set(env.reread_always).union(*found)
            if changes.added or changes.removed:
                others |= env.glob_toctrees
            else:
                others -= changes.changed
            others &= env.found_docs
        yield "find"
        if others:
            yield from self._read_pages(sorted(others))
            self._update_environment(sorted(others))
        with self.timings.of("compare"):
            self.pages.unwritten |= set(env.check_dependents(app, set()))
            self.pages.unwritten.update(
                *(env.files_to_rebuild.get(docname, ()) for docname in tuple(self.pages.unwritten))
            )
            self.pages.keep(env.all_docs.keys())
        self._unsettled = PageChanges()
        self._prepare(self.pages.unwritten)
        self.is_settled = True
        yield "settle"

    def _check(self) -> Iterator[str]:
        self.app.builder.phase = BuildPhase.CONSISTENCY_CHECK
        with self.timings.of("check"):
            self.app.env.check_consistency()
        self.is_checked = True
        yield "check"

    # -- writing -----------------------------------------------------------------------

    def _prepare(self, docnames: set[str]) -> None:
        builder, env = self.app.builder, self.app.env
        builder.phase = BuildPhase.RESOLVING
        with self.timings.of("prepare"):
            self.app.emit("write-started", builder)
            env.toctree_includes = dict(sorted(env.toctree_includes.items()))
            self._linked_files.restore()
            internals.prepare_writing(builder, docnames)
        if self._has_new_assets:
            with self.timings.of("assets"):
                files = internals.copy_assets(builder)
                self.pages.unwritten |= internals.pages_with_others(builder, env.all_docs, files)
            self._has_new_assets = False
        self.pages.prepare(self.pages.unwritten)

    def _write(self) -> Iterator[str]:
        for _written in self.pages.write_all(lambda: self.first):
            yield "write"

    def _finish(self) -> Iterator[str]:
        """Write what is made from all pages, and let extensions do their part."""
        builder = self.app.builder
        internals.forget_pictures(builder, self.app.env)
        self.pages.finish()
        for steps in (internals.finishing(builder), internals.finished(self.app)):
            for step in steps:
                with self.timings.of("finish"):
                    step()
                yield "finish"
        builder.phase = BuildPhase.READING
        self.is_finished = True
        yield "finished"
