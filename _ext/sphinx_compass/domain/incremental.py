"""Makes an incremental build leave the same bytes as a clean one.

Stock Sphinx leaves things stale that a page does not say itself: implicit link
titles, cards and lists after a change elsewhere; sidebars and previous/next links
when a page is added, removed or retitled; output files of removed pages; and index
entries of unchanged pages in ``searchindex.js``.  Each is mended here.

What was written last is kept beside the doctrees, one file per builder, and only
after success: the environment is pickled before a page is written, and may serve
several builders.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from sphinx.util.index_entries import split_index_msg

from sphinx_compass.names import addresses
from sphinx_compass.organization import chart
from sphinx_compass.views import facts
from sphinx_compass.outputs import notfound
from sphinx_compass.outputs import files as outputs
from sphinx_compass.views import snippets
from sphinx_compass.organization.model import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_compass.domain.domain import CompassDomain

Published: TypeAlias = dict[str, Any]

_STATE_VERSION = 1


def reread_all_if_pages_come_or_go(
    _app: Sphinx,
    env: BuildEnvironment,
    added: AbstractSet[str],
    _changed: AbstractSet[str],
    removed: AbstractSet[str],
) -> Iterable[str]:
    """Read every page again when one is added or removed.

    Whether a linked file is a page, and which of two declarations of a label or term
    holds, is settled while reading; both change with the set of pages.
    """
    known = env.all_docs.keys() - added
    return env.found_docs if known and (added or removed) else ()


def docnames_to_rewrite(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages whose output depends on what changed, and drop stale output.

    Called at ``env-updated``, when all pages are read and none is written.
    """
    domain = cast("CompassDomain", env.domains["compass"])
    domain.restore_std()
    domain.rebuild_directory()
    domain.read_record()
    domain.publish_labels()
    domain.rebuild_permanent()
    state = _current_state(app, env, domain)
    app.compass_state = state  # type: ignore[attr-defined]
    last = _read_state(app)
    if last is None:  # nothing was finished: an interrupted build may have left pages behind
        return sorted(env.found_docs)
    _remove_stale_output(app.builder, last, state)
    if last["navigation"] != state["navigation"]:
        return sorted(env.found_docs)
    pages = last["pages"]
    return [docname for docname, shown in state["pages"].items() if pages.get(docname) != shown]


def keep_state(app: Sphinx, exception: Exception | None) -> None:
    """Keep what has been written, so that the next build knows; after success only."""
    state: Published | None = getattr(app, "compass_state", None)
    if exception is not None or state is None:
        return
    path = _state_path(app)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(state), encoding="utf-8")


def _state_path(app: Sphinx) -> Path:
    """Return where a builder's state is kept; another output folder has another state."""
    key = hashlib.sha256(str(app.outdir).encode()).hexdigest()[:16]
    return Path(app.doctreedir) / "compass" / f"{app.builder.name}-{key}.json"


def _read_state(app: Sphinx) -> Published | None:
    try:
        state: Published = json.loads(_state_path(app).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return state if state.get("version") == _STATE_VERSION else None


def _current_state(app: Sphinx, env: BuildEnvironment, domain: CompassDomain) -> Published:
    return {
        "version": _STATE_VERSION,
        "navigation": _digest(_navigation(env)),
        "pages": {
            docname: _digest(_shown_from_elsewhere(env, domain, docname))
            for docname in sorted(env.found_docs)
        },
        "files": sorted(
            {
                *_files(app.builder, env),
                *addresses.redirect_files(app),
                *notfound.files(app),
                *outputs.sitemap_files(app),
            }
        ),
    }


def _digest(parts: Iterable[object]) -> str:
    return hashlib.sha256("\n".join(map(repr, parts)).encode()).hexdigest()


def _navigation(env: BuildEnvironment) -> Iterator[object]:
    """Yield what every page shows of all others: titles and tables of contents."""
    yield env.config.root_doc
    for docname in sorted(env.found_docs):
        yield docname
        yield _markup(env.titles.get(docname)), _markup(env.longtitles.get(docname))
        yield _markup(env.tocs.get(docname))
        yield env.toctree_includes.get(docname)
        yield env.toc_secnumbers.get(docname)


def _markup(node: nodes.Node | None) -> str:
    return "" if node is None else node.pformat()


def _shown_from_elsewhere(
    env: BuildEnvironment, domain: CompassDomain, docname: str
) -> Iterator[object]:
    """Yield everything that a page shows but does not say itself."""
    directory = domain.directory
    for reference in domain.references.get(docname, ()):
        item = directory.one(reference.kind, reference.name)
        yield item and (facts.link_to(item), directory.text(item.summary))
    for declared in domain.objects.get(docname, ()):
        item = directory.objects[declared.key]
        yield item.name, facts.card_facts(directory, item)
        if item.KIND != "area":
            yield facts.mentions(directory, item.cite_key)
    for view in domain.views.get(docname, ()):
        yield view
        if view.name == "org-chart":
            yield chart.reporting_tree(directory, view.many("area"))
        elif view.name == "linkable-names":
            yield snippets.names(directory)
        else:
            yield domain.table(view)
    yield domain.foot(docname)
    yield outputs.linked_data(env._app.builder, docname)
    yield domain.permanent.kept(docname)
    std = env.domains.standard_domain
    for name in domain.names.get(docname, ()):
        folded = name.lower()
        yield (
            name,
            [
                std.labels.get(name) or std.labels.get(folded),
                std.anonlabels.get(name) or std.anonlabels.get(folded),
                std.objects.get(("term", name)),
                std._terms.get(folded),
                [
                    facts.link_to(item)
                    for kind in KINDS
                    if (item := directory.one(kind, name)) is not None
                ],
                env.metadata.get(name, {}).get("myst_slugs"),
            ],
        )


# -- files of removed pages --------------------------------------------------


def _files(builder: Builder, env: BuildEnvironment) -> Iterator[str]:
    """Yield the output files that exist because of single pages, relative to the output."""
    for docname in env.found_docs:
        yield from _page_files(builder, env, docname)
    for name in env.images.values():
        yield f"{getattr(builder, 'imagedir', '_images')}/{name[1]}"
    for _, filename in env.dlfiles.values():
        yield f"_downloads/{filename}"


def _page_files(builder: Builder, env: BuildEnvironment, docname: str) -> Iterator[str]:
    if hasattr(builder, "get_outfilename"):
        yield Path(builder.get_outfilename(docname)).relative_to(builder.outdir).as_posix()
    else:
        yield f"{docname}{getattr(builder, 'out_suffix', '')}"
    source = env.doc2path(docname, base=False).as_posix()
    suffix = env.config.html_sourcelink_suffix
    yield f"_sources/{source}{'' if source.endswith(suffix) else suffix}"


def _remove_stale_output(builder: Builder, last: Published, state: Published) -> None:
    outdir = Path(builder.outdir)
    for name in set(last["files"]) - set(state["files"]):
        path = outdir / name
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == outdir or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()


# -- searchindex.js -----------------------------------------------------------


def complete_search_index(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Bring the search index to what a clean build would make of it.

    Called at ``html-collect-pages``, the last event before the index is written: a
    loaded index lacks the index entries of pages that were not written again, keeps
    words that no page has any more, and numbers object types by the order in which
    they were ever met.
    """
    indexer = getattr(app.builder, "indexer", None)
    if indexer is not None:
        entries = app.env.domains.index_domain.entries
        indexer._index_entries = {
            docname: _index_entries(entries.get(docname, ())) for docname in sorted(indexer._titles)
        }
        indexer._objtypes.clear()
        indexer._objnames.clear()
        for mapping in (indexer._mapping, indexer._title_mapping):
            for word in [word for word, docnames in mapping.items() if not docnames]:
                del mapping[word]
    return iter(())


def _index_entries(
    entries: Iterable[tuple[str, str, str, str, str | None]],
) -> list[tuple[str, str, str]]:
    """Return a page's entries in the form of Sphinx's ``IndexBuilder.feed``."""
    found = set()
    for entry_type, value, target_id, main, _key in entries:
        parts = split_index_msg(entry_type, value)
        if entry_type in {"see", "seealso"}:
            found.add((parts[0], target_id, main))
        found.update((part, target_id, main) for part in parts)
    return sorted(found)
