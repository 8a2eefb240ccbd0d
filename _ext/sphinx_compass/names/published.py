"""Tells the domain which ids of a page are published, while it reads that page."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_compass.names.names_list import NamesList, address
from sphinx_compass.organization.anchors import PublishedId, PublishedIds
from sphinx_compass.organization.kept_json import KeptFileError, kept_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def published_ids(_app: Sphinx, env: BuildEnvironment, docname: str) -> PublishedIds:
    """Return the published ids; the page is read again when the list changes."""
    path = Path(env.srcdir, env.config.compass_names_file)
    env.note_dependency(path, docname=docname)
    try:
        pages, anywhere = _read(path, path.stat().st_mtime_ns)
    except (OSError, KeptFileError):  # reported when the names are compared
        return PublishedIds()
    return PublishedIds(pages.get(address(docname), {}), anywhere)


@lru_cache(maxsize=1)
def _read(
    path: Path,
    _changed: int,  # when the file was changed, in nanoseconds
) -> tuple[Mapping[str, Mapping[str, tuple[PublishedId, ...]]], Mapping[str, AbstractSet[str]]]:
    """Return the ids by address of the page, and the paths of sections with each id."""
    return by_page(NamesList.parse(kept_bytes(path)))


def by_page(
    listed: NamesList,
) -> tuple[Mapping[str, Mapping[str, tuple[PublishedId, ...]]], Mapping[str, AbstractSet[str]]]:
    """Return the ids of a list by the address of their page, and the paths of sections by id."""
    pages: dict[str, dict[str, tuple[PublishedId, ...]]] = {}
    anywhere: dict[str, set[str]] = {}
    for name, record in sorted(listed.names.items()):
        for published in record.addresses:
            page, _hash, anchor = published.partition("#")
            if anchor:
                ids = pages.setdefault(page, {})
                entry = PublishedId(name.kind, name.name, record.path)
                ids[anchor] = (*ids.get(anchor, ()), entry)
                if record.path:
                    anywhere.setdefault(anchor, set()).add(record.path)
    return pages, anywhere
