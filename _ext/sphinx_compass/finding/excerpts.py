"""Writes what the page of results shows beside titles: small files, each loaded only if needed.

- ``finding/site.json``: the pages above each page, and the sections of the site.
- ``finding/text/…``: what one page says, by HTML id: the texts of its sections, and summaries of
  the objects on it. The text of the page before its first section has no id.
"""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from sphinx_compass.finding.builders import makes_site
from sphinx_compass.finding.collecting import passages_of
from sphinx_compass.finding.content import written
from sphinx_compass.finding.files import independent, remove_others, write
from sphinx_compass.finding.writing import CONTENT, FOLDER, is_found

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from sphinx.application import Sphinx

    from sphinx_compass.finding.passages import Passage


@independent
def write_files(app: Sphinx, error: Exception | None) -> None:
    """Write all files, and remove those of pages that are gone."""
    builder = app.builder
    if error is not None or not makes_site(builder):
        return
    addresses = {name: builder.get_target_uri(name) for name in sorted(app.env.titles)}
    folder = Path(app.outdir, FOLDER)
    files = {folder / "site.json": _site(app, addresses)}
    summaries = _summaries(app)
    for name, passages in sorted(passages_of(app.env).items()):
        if name in addresses and is_found(app.env, name):
            path = folder / "text" / text_file(addresses[name])
            files[path] = texts_by_id(passages, summaries.get(name, {}))
    remove_others((folder / "text").rglob("*.json"), files)
    for path, content in files.items():
        write(path, written(content))


def text_file(address: str) -> str:
    """Return the path of the file with what a page says; the script derives it in the same way."""
    path = unquote(address)
    return f"{path}index.json" if path.endswith("/") or not path else f"{path}.json"


def texts_by_id(passages: Iterable[Passage], summaries: Mapping[str, str]) -> dict[str, str]:
    """Return what a page says, by HTML id."""
    found = dict(summaries)
    for passage in passages:
        found[passage.anchor] = passage.text or found.get(passage.anchor, "")
    return {anchor: text for anchor, text in found.items() if text}


def _summaries(app: Sphinx) -> dict[str, dict[str, str]]:
    """Return the summaries of objects by docname and HTML id."""
    found: dict[str, dict[str, str]] = {}
    for content in app.events.emit(CONTENT, app.env):
        for item in content.get("objects", ()):
            found.setdefault(item["docname"], {})[item["anchor"]] = item.get("summary", "")
    return found


def _site(app: Sphinx, addresses: Mapping[str, str]) -> dict[str, Any]:
    """Return the sections of a site, and the parents that ``folder_page`` does not return."""
    env, root = app.env, app.config.root_doc
    above, known = parents(env.toctree_includes, root), frozenset(addresses.values())
    top = [name for name in env.toctree_includes.get(root, ()) if name in addresses]
    sections = [name for name in top if env.toctree_includes.get(name)] or top
    return {
        "root": addresses[root],
        "sections": [[env.titles[name].astext(), addresses[name]] for name in sections],
        "parents": {
            addresses[name]: addresses[parent]
            for name, parent in sorted(above.items())
            if name in addresses
            and folder_page(addresses[name], known, addresses[root]) != addresses[parent]
        },
    }


def parents(includes: Mapping[str, Iterable[str]], root: str) -> dict[str, str]:
    """Return the parent of each page in the tables of contents: the one nearest to the root."""
    found: dict[str, str] = {}
    level = [root]
    while level:
        below = []
        for parent in level:
            for name in includes.get(parent, ()):
                if name not in found and name != root:
                    found[name] = parent
                    below.append(name)
        level = below
    return found


def folder_page(address: str, known: Container[str], root: str) -> str:
    """Return the address of the page of the folder that a page is in; the script does the same."""
    folder = posixpath.dirname(address.rstrip("/"))
    while folder:
        for candidate in (f"{folder}/", f"{folder}/index.html"):
            if candidate in known and candidate != address:
                return candidate
        folder = posixpath.dirname(folder)
    return root
