"""What a second build in one process needs of Sphinx that it does not offer.

Private or undocumented names used here:

- ``Builder``: ``_read_serial``, ``_read_parallel`` and ``_write_parallel``, which one call of
  ``build`` calls once; ``parallel_ok``, ``finish_tasks``, ``phase`` and ``images``.
- ``sphinx.builders._write_docname``, which writes one page.
- ``BuildEnvironment``: ``_pickled_doctree_cache`` and ``master_doctree``, which keep the doctrees
  of pages even if these have been read again; ``_write_doc_doctree_cache``; and attributes that
  begin with ``_search_index_``, which the search index keeps its data in.
- ``sphinx.builders.html._assets``: ``_file_checksum``, and ``_file_checksum_inner``, which keeps
  the checksums of stylesheets and scripts even if these have changed.
- ``StandaloneHTMLBuilder``: ``indexer`` and ``search``; and ``_css_files`` and ``_js_files``, which
  themes add to for one page, and with ``css_files`` and ``js_files`` of ``SphinxComponentRegistry``
  for all pages of the next build.
- ``EventManager.listeners``, to call the listeners of one event one by one.
"""

from __future__ import annotations

import pickle
import shutil
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx import builders
from sphinx.application import ENV_PICKLE_FILENAME
from sphinx.builders.html import StandaloneHTMLBuilder, _assets
from sphinx.util.parallel import SerialTasks, parallel_available

from sphinx_compass.pace.collecting import collect_more
from sphinx_compass.pace.finishing import in_this_process
from sphinx_compass.pace.warm.indexing import new_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


def can_read_in_parallel(app: Sphinx, docnames: Sequence[str]) -> bool:
    """Tell whether several processes can read pages, and the pages are enough for that."""
    several = parallel_available and 1 < app.parallel < len(docnames)
    return several and app.is_parallel_allowed("read")


def read_in_parallel(app: Sphinx, docnames: Sequence[str]) -> None:
    """Read pages in several processes."""
    app.builder._read_parallel(list(docnames), nproc=app.parallel)
    forget_doctrees(app.env, docnames)


def read_page(app: Sphinx, docname: str) -> None:
    """Read one page."""
    app.builder._read_serial([docname])
    forget_doctrees(app.env, [docname])


def forget_doctrees(env: BuildEnvironment, docnames: Iterable[str]) -> None:
    """Forget the doctrees that pages had before they were read again."""
    for docname in docnames:
        env._pickled_doctree_cache.pop(docname, None)
        if docname == env.config.root_doc:
            vars(env).pop("master_doctree", None)


def forget_unwritten(env: BuildEnvironment, docname: str) -> None:
    """Forget the doctree that waits in memory for the page to be written."""
    env._write_doc_doctree_cache.pop(docname, None)


def write_page(app: Sphinx, docname: str) -> None:
    """Write one page."""
    builders._write_docname(docname, env=app.env, builder=app.builder, tags=app.tags)
    # Sphinx keeps what it has read from a file, which is never needed again in a build.
    app.env._pickled_doctree_cache.pop(docname, None)


def write_pages(app: Sphinx, docnames: Sequence[str]) -> None:
    """Write pages in several processes."""
    app.builder.parallel_ok = True
    app.builder._write_parallel(docnames, nproc=app.parallel - 1)


def can_write_in_parallel(app: Sphinx) -> bool:
    """Tell whether several processes can write pages."""
    several = parallel_available and app.parallel > 1 and app.builder.allow_parallel
    return several and app.is_parallel_allowed("write")


class LinkedFiles:
    """The stylesheets and scripts that all pages link, whatever is added for one page."""

    def __init__(self, app: Sphinx) -> None:
        """Take the files before any page is written."""
        registry, builder = app.registry, app.builder
        lists: list[list[Any]] = [registry.css_files, registry.js_files]
        if isinstance(builder, StandaloneHTMLBuilder):
            lists += [builder._css_files, builder._js_files]
        self._lists = [(files, tuple(files)) for files in lists]

    def restore(self) -> None:
        """Forget what has been added since."""
        for files, first in self._lists:
            files[:] = first


def copy_assets(builder: Builder) -> dict[str, str]:
    """Copy static files; return the checksums of linked ones that are different now."""
    before = checksums(builder)
    builder.finish_tasks = SerialTasks()
    if isinstance(builder, StandaloneHTMLBuilder) and builder.search:
        builder.indexer = new_index(builder)  # templates of scripts ask it about the language
    builder.copy_assets()
    after = checksums(builder)
    return {name: after[name] for name in after if after[name] != before[name]}


def remove_gone_assets(app: Sphinx, changed: Iterable[Path]) -> None:
    """Remove the copies of static files that are gone; files of themes are copied again later."""
    static = [(name, Path(app.outdir, "_static")) for name in app.config.html_static_path]
    extra = [(name, Path(app.outdir)) for name in app.config.html_extra_path]
    for path in (path for path in changed if not path.exists()):
        for name, target in (*static, *extra):
            entry = Path(app.confdir, name)
            if path.is_relative_to(entry):
                inside = path.relative_to(entry) if path != entry else Path(entry.name)
                copy = target / str(inside).removesuffix("_t").removesuffix(".jinja")
                if copy.is_file():
                    copy.unlink()
                elif target.name == "_static" and copy.is_dir():
                    shutil.rmtree(copy)


def checksums(builder: Builder) -> dict[str, str]:
    """Return the checksums of the stylesheets and scripts in the output that pages link."""
    if not isinstance(builder, StandaloneHTMLBuilder):
        return {}
    _assets._file_checksum_inner.cache_clear()
    names = {str(file.filename) for file in builder._css_files}
    names |= {str(file.filename) for file in builder._js_files}
    local = (name for name in names if name and "://" not in name and "?" not in name)
    return {name: _assets._file_checksum(builder.outdir, name) for name in local}


def pages_with_others(
    builder: Builder, docnames: Iterable[str], files: Mapping[str, str]
) -> set[str]:
    """Return the pages whose output links one of these files with another checksum."""
    links = {Path(name).name: checksum for name, checksum in files.items()}
    found = set()
    for docname in docnames if links else ():
        path = Path(builder.get_output_path(docname))  # type: ignore[attr-defined] # makes HTML
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        if any(_is_old(text, *link) for link in links.items() if link[0] in text):
            found.add(docname)
    return found


def _is_old(text: str, name: str, checksum: str) -> bool:
    return f"{name}?v={checksum}" not in text if checksum else f"{name}?v=" in text


def prepare_writing(builder: Builder, docnames: AbstractSet[str]) -> None:
    """Prepare to write pages, without loading the search index."""
    if not isinstance(builder, StandaloneHTMLBuilder):
        builder.prepare_writing(docnames)
        return
    has_search = builder.search
    builder.search = False
    try:
        builder.prepare_writing(docnames)
    finally:
        builder.search = has_search


def forget_pictures(builder: Builder, env: BuildEnvironment) -> None:
    """Forget the pictures of pages that are gone, which would be copied again."""
    images = getattr(builder, "images", {})
    for name in [name for name in images if name not in env.images]:
        del images[name]


def finishing(builder: Builder) -> Iterator[Callable[[], object]]:
    """Yield what finishes the output of a builder, step by step."""
    tasks = _Tasks()
    builder.finish_tasks = tasks
    builder.finish()
    yield from tasks.steps


def finished(app: Sphinx) -> Iterator[Callable[[], object]]:
    """Yield what other extensions do after a successful build, step by step."""
    for listener in sorted(app.events.listeners["build-finished"], key=attrgetter("priority")):
        yield partial(in_this_process(listener.handler), app, None)


def save(app: Sphinx) -> None:
    """Save the environment for the next process, at once or not at all.

    Sphinx saves it before pages are written, so what writing adds is not saved here either.
    """
    state = vars(app.env)
    forget_doctrees(app.env, [app.config.root_doc])
    index = {name: value for name, value in state.items() if name.startswith("_search_index_")}
    state.update((name, type(value)()) for name, value in index.items())
    path = Path(app.doctreedir, ENV_PICKLE_FILENAME)
    new = path.with_suffix(".new")
    try:
        new.write_bytes(pickle.dumps(app.env, pickle.HIGHEST_PROTOCOL))
    finally:
        state.update(index)
    new.replace(path)
    collect_more()  # the process may go on


class _Tasks(SerialTasks):
    """Keeps the steps that a builder asks for, instead of running them."""

    def __init__(self) -> None:
        self.steps: list[Callable[[], object]] = []

    def add_task(
        self,
        task_func: Callable[..., Any],
        arg: Any = None,
        result_func: Callable[..., Any] | None = None,  # noqa: ARG002 - Sphinx's signature
    ) -> None:
        """Keep a step."""
        self.steps.append((lambda: task_func(arg)) if arg else task_func)
