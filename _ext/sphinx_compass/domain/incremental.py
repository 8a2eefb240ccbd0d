"""Finds the pages that an incremental build must write again, and removes stale output.

Without it, Sphinx leaves stale what a page shows but does not contain itself: implicit
link titles, cards and lists after a change elsewhere; sidebars and previous/next links
when a page is added, removed or retitled; and output files of removed pages. Sphinx also
does not repeat the warnings of unchanged pages, so pages with warnings are read again.

The state of the last build is kept beside the doctrees, in one file per builder and
output. The environment cannot contain it: it is pickled before pages are
written, and several builders can share it.
"""

from __future__ import annotations

import dataclasses
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_compass.domain import events, std, titles, unsaved_reads
from sphinx_compass.domain.build_state import STATE_FILE, BuildState, StateFile, read_state
from sphinx_compass.domain.builders import state_folder
from sphinx_compass.domain.domain import CompassDomain
from sphinx_compass.domain.output_paths import remove_output
from sphinx_compass.domain.reporting import location_in
from sphinx_compass.domain.warned_pages import WarnedPages
from sphinx_compass.organization.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


class IncrementalBuild:
    """Compares one build with the last one of the same builder and output folder."""

    def __init__(self, app: Sphinx) -> None:
        """Begin without a state: nothing has been read yet."""
        self._file: StateFile | None = None
        self._state: BuildState | None = None
        self._warned = WarnedPages(app.config)

    def start(self, *_args: object) -> None:
        """Note the warnings from now on. Called when a build begins, once or more often."""
        self._warned.start()

    def begin(self, app: Sphinx, env: BuildEnvironment, docnames: Sequence[str]) -> None:
        """Note that pages are about to be read. A warm process can write each as soon as it is."""
        if docnames:
            file = self._file_of(app)
            new = (name for docname in docnames for name in _page_files(app.builder, env, docname))
            file.note_unfinished({*file.files, *new}, self._warned_docnames(app))

    def reread_pages_with_warnings(
        self, app: Sphinx, env: BuildEnvironment, *_args: object
    ) -> Iterable[str]:
        """Read the pages again that had warnings when some builder last read or wrote them.

        That includes a build that this process began and did not finish.
        """
        return {*pages_with_warnings(app), *self._warned.docnames(env)}

    def docnames_to_rewrite(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the pages whose output depends on what changed, and remove stale output.

        Called at ``env-get-updated``, when all pages are read and numbered.
        """
        file = self._file_of(app)
        last = self._state or file.last
        self._state = state = _current_state(app, env)
        remove_output(Path(app.outdir), file.files - set(state.files))
        file.note_unfinished(state.files, self._warned_docnames(app))
        if last is None:  # the first build, or the first one of this version
            return sorted(env.found_docs)
        changed = {name for name, shown in state.pages.items() if last.pages.get(name) != shown}
        pages, only_menus = _pages_around(app, last, state)
        pages |= changed
        only_menus -= pages
        if only_menus and not env.events.emit_firstresult(events.OLD_MENUS, only_menus):
            pages |= only_menus
        return sorted(pages)

    def keep_state(self, app: Sphinx, exception: Exception | None) -> None:
        """Keep what has been written for the next build, after success only."""
        self._warned.stop()
        file = self._file_of(app)
        if exception is not None:
            self._state = None  # what it says may not have been written
            file.fail()
        if self._state is None:
            return
        warned = tuple(self._warned_docnames(app))
        file.finish(dataclasses.replace(self._state, warned=warned))
        self._warned.forget()

    def _file_of(self, app: Sphinx) -> StateFile:
        if self._file is None:
            self._file = StateFile(state_folder(app.builder) / STATE_FILE)
        return self._file

    def _warned_docnames(self, app: Sphinx) -> list[str]:
        """Return the pages with warnings, also with those that were not shown."""
        others = (location_in(app.env, place) for place in CompassDomain.of(app.env).left_out)
        locations = (place if isinstance(place, str) else place[0] for place in others)
        return self._warned.docnames(app.env, locations)


def setup(app: Sphinx) -> None:
    """Take part in finding what is read and written."""
    unsaved_reads.setup(app)
    build = IncrementalBuild(app)
    app.connect("builder-inited", build.start)
    app.connect("env-before-read-docs", build.start)
    app.connect("env-before-read-docs", build.begin)
    app.connect("env-get-outdated", reread_all_if_pages_come_or_go)
    app.connect("env-get-outdated", build.reread_pages_with_warnings)
    # after Sphinx (500) has numbered sections
    app.connect("env-get-updated", build.docnames_to_rewrite, priority=900)
    # after everything that writes
    app.connect("build-finished", build.keep_state, priority=990)


def reread_all_if_pages_come_or_go(
    _app: Sphinx,
    env: BuildEnvironment,
    added: AbstractSet[str],
    _changed: AbstractSet[str],
    removed: AbstractSet[str],
) -> Iterable[str]:
    """Read every page again when one is added or removed.

    While reading, Sphinx decides whether a linked file is a page, and which of two
    declarations of a label or term counts. Both depend on the set of pages.
    """
    known = env.all_docs.keys() - added
    return env.found_docs if known and (added or removed) else ()


def pages_with_warnings(app: Sphinx) -> set[str]:
    """Return the pages that had warnings when some builder last read or wrote them."""
    paths = state_folder(app.builder).parent.glob(f"*/{STATE_FILE}")
    states = [state for path in paths if (state := read_state(path)) is not None]
    return {docname for state in states for docname in state.warned}


def _current_state(app: Sphinx, env: BuildEnvironment) -> BuildState:
    docnames = sorted(env.found_docs)
    extra = env.events.emit(events.OUTPUT_FILES)
    meaning = cache(partial(_meaning, env))
    return BuildState(
        titles.digest([*_settings(app.builder), *titles.structure(env)]),
        {docname: titles.title(env, docname) for docname in docnames},
        {docname: titles.sections(env, docname) for docname in docnames},
        {docname: titles.digest(_changing(env, docname, meaning)) for docname in docnames},
        tuple(sorted({*_files(app.builder, env), *(name for names in extra for name in names)})),
    )


def _pages_around(app: Sphinx, last: BuildState, state: BuildState) -> tuple[set[str], set[str]]:
    """Return the pages to write as a whole, and the pages of which only the menu is old."""
    env = app.env
    new_titles = {name for name in state.titles if last.titles.get(name) != state.titles[name]}
    new_sections = {
        name for name in state.sections if last.sections.get(name) != state.sections[name]
    }
    without_menu = env.events.emit_firstresult(events.MENUS_OF_TITLES)
    if last.structure != state.structure or (new_sections and without_menu is None):
        return set(env.found_docs), set()
    words = {last.titles.get(name, "").partition(" ")[2] for name in new_titles}
    around = titles.pages_above(env, new_titles | new_sections)
    without_menu = without_menu or bytes  # which removes nothing
    pages, only_menus = titles.pages_with(app.builder, env, words, without_menu)
    return around | pages, only_menus


def _settings(builder: Builder) -> Iterator[object]:
    """Yield what stands for settings that all pages depend on.

    Sphinx compares it, too, but only with the last build, even if that was interrupted.
    """
    info = getattr(builder, "build_info", None)  # of builders of HTML
    if info is not None:
        yield info.config_hash
        yield info.tags_hash


def _changing(
    env: BuildEnvironment, docname: str, meaning: Callable[[str], object]
) -> Iterator[object]:
    """Yield what makes a page old for all builders that share the doctrees."""
    yield env.all_docs.get(docname)  # when it was read, perhaps for another builder
    yield from _shown_from_elsewhere(env, docname, meaning)


def _shown_from_elsewhere(
    env: BuildEnvironment, docname: str, meaning: Callable[[str], object]
) -> Iterator[object]:
    """Yield everything that a page shows but does not contain itself."""
    domain = CompassDomain.of(env)
    record, directory = domain.record_of(docname), domain.directory
    for reference in record.references:
        if reference.kind in KINDS:
            item = directory.names.one(reference.kind, reference.name)
            yield item and (item.name, item.docname, item.anchor, directory.text(item.summary))
    yield from env.events.emit(events.PAGE_CONTENT, env, docname)
    for name in record.looked_up:
        yield name, meaning(name)


def _meaning(env: BuildEnvironment, name: str) -> list[object]:
    """Return what a name that a page looks up leads to, in any domain."""
    directory = CompassDomain.of(env).directory
    meant = (directory.names.one(kind, name) for kind in KINDS)
    return [
        *std.leads_to(env.domains.standard_domain, name),
        [(item.name, item.docname, item.anchor) for item in meant if item is not None],
        env.metadata.get(name, {}).get("myst_slugs"),
    ]


# -- files of removed pages --------------------------------------------------


def _files(builder: Builder, env: BuildEnvironment) -> Iterator[str]:
    """Yield the output files that exist because of single pages, relative to the output."""
    for docname in env.found_docs:
        yield from _page_files(builder, env, docname)
    for name in env.images.values():
        yield f"{getattr(builder, 'imagedir', '_images')}/{name[1]}"
    for _sources, filename in env.dlfiles.values():
        yield f"_downloads/{filename}"


def _page_files(builder: Builder, env: BuildEnvironment, docname: str) -> Iterator[str]:
    if hasattr(builder, "get_outfilename"):
        yield Path(builder.get_outfilename(docname)).relative_to(builder.outdir).as_posix()
    else:
        yield f"{docname}{getattr(builder, 'out_suffix', '')}"
    source = env.doc2path(docname, base=False).as_posix()
    suffix = env.config.html_sourcelink_suffix
    yield f"_sources/{source}{'' if source.endswith(suffix) else suffix}"
