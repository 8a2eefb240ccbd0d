"""Checks the names of files, and finds pages that are not published.

Off unless ``compass_check_pages`` is set.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.matching import Matcher

from sphinx_compass.domain import events
from sphinx_compass.organization import page_files
from sphinx_compass.organization.page_files import PageFiles, could_be_page
from sphinx_compass.organization.text import composed
from sphinx_compass.source.encoding import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_compass.organization.problems import Problem

# Names of files at the top that builders write, without suffix or with it.
_OF_BUILDERS = {"genindex", "modindex", "objects.inv", "search", "searchindex.js"}


def setup(app: Sphinx) -> None:
    """Check the files together with everything else."""
    app.connect("env-get-outdated", _reread)
    app.connect(events.PROBLEMS, _problems)


def _reread(app: Sphinx, env: BuildEnvironment, *_args: object) -> list[str]:
    """Read a page if files are to be reported: Sphinx checks nothing if no page is read."""
    checked = app.config.compass_check_pages
    if not checked or not (any(_others(app, _paths(env))) or decomposed_files(env)):
        return []
    return [app.config.root_doc]


def _paths(env: BuildEnvironment) -> dict[str, str]:
    return {docname: env.doc2path(docname, base=False).as_posix() for docname in env.found_docs}


def _problems(app: Sphinx, env: BuildEnvironment, _problems: object) -> list[Problem]:
    if not app.config.compass_check_pages:
        return []
    pages, decomposed = _paths(env), decomposed_files(env)
    suffixes = tuple(app.config.source_suffix)
    folders = dict.fromkeys(pattern.partition("/")[0] for pattern in app.config.include_patterns)
    return list(
        page_files.problems(
            PageFiles(
                pages,
                {name: _text(env, name) for name in _others(app, pages) if name not in decomposed},
                {name: _text(env, name) if could_be_page(name) else "" for name in decomposed},
                suffixes,
                [name for name in folders if "*" not in name and not name.endswith(suffixes)],
                _reserved(app, env),
            )
        )
    )


def _reserved(app: Sphinx, env: BuildEnvironment) -> frozenset[str]:
    indices = {
        f"{domain.name}-{index.name}" for domain in env.domains.sorted() for index in domain.indices
    }
    written = {name for names in app.emit(events.OUTPUT_FILES) for name in names if "/" not in name}
    pages = {Path(name).stem for name in written if name.endswith(".html")}
    names = _OF_BUILDERS | indices | written | pages
    return frozenset(name.casefold() for name in names)


def _others(app: Sphinx, pages: dict[str, str]) -> Iterator[str]:
    """Yield the files that could be pages, and that nothing uses or excludes."""
    env, config = app.env, app.config
    excluded = Matcher(
        [*config.exclude_patterns, *config.templates_path, *app.builder.get_asset_paths()]
    )
    used = {Path(env.srcdir, file) for files in env.dependencies.values() for file in files}
    known = set(pages.values())
    for path in files_below(Path(env.srcdir), frozenset(config.compass_other_folders), "._"):
        name = path.relative_to(env.srcdir).as_posix()
        if not could_be_page(name) or name in known or path in used or excluded(name):
            continue
        if path.is_file():  # Sphinx reports a link that leads nowhere
            yield name


def _text(env: BuildEnvironment, name: str) -> str:
    try:
        return decoded(Path(env.srcdir, name).read_bytes())
    except OSError:
        return ""


def decomposed_files(env: BuildEnvironment) -> frozenset[str]:
    """Return the files whose names have accents as characters of their own.

    Sphinx looks for the composed names, so that it finds none of them.
    """
    source, output = Path(env.srcdir), Path(env.doctreedir).parent
    is_excluded = Matcher(env.config.exclude_patterns)
    names = (
        path.relative_to(source).as_posix()
        for path in files_below(source, frozenset(env.config.compass_other_folders))
        if not path.is_relative_to(output)
    )
    return frozenset(
        name
        for name in names
        if composed(name) != name
        and not is_excluded(name)
        and not Path(source, composed(name)).exists()
    )


def files_below(folder: Path, others: frozenset[str], hidden: str = ".") -> Iterator[Path]:
    """Yield the files below a folder; not those of tools, and of Python environments.

    Folders with a name in ``others``, or that begins with one of ``hidden``, are left out.
    """
    for root, folders, files in os.walk(folder):
        if "pyvenv.cfg" in files:
            folders.clear()
            continue
        folders[:] = [name for name in folders if name[0] not in hidden and name not in others]
        yield from (Path(root, name) for name in files)
