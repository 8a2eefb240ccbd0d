"""Tells whether a page can be shown before the organization is assembled again.

In a process that goes on building, somebody waits for the page that was edited. Most edits change
no declaration. Then the page can be written with the organization as it was, to be shown at once;
it is written again when the organization has been assembled.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sphinx_compass.organization.places import Location

if TYPE_CHECKING:
    from sphinx_compass.domain.page_record import PageRecord

# What a page shows of itself with the help of the organization.
_SHOWN = ("page", "objects", "terms", "placements", "step_blocks", "contents_lists")
_UNSEEN = frozenset({"digest", "line", "lines"})  # they change with other text of the page


def can_wait(last: Mapping[str, PageRecord], records: Mapping[str, PageRecord]) -> bool:
    """Tell whether pages have been read again, and only their other text has changed."""
    if last.keys() != records.keys():
        return False
    changed = [docname for docname, record in records.items() if record is not last[docname]]
    return bool(changed) and all(shows_same(last[name], records[name]) for name in changed)


def shows_same(old: PageRecord, new: PageRecord) -> bool:
    """Tell whether two records of a page declare and place the same, wherever on the page."""
    return all(_content(getattr(old, name)) == _content(getattr(new, name)) for name in _SHOWN)


def _content(value: Any) -> Any:
    """Return a value without lines and digests, to compare it."""
    if isinstance(value, Location):
        return value.docname, value.file
    if dataclasses.is_dataclass(value):
        names = [field.name for field in dataclasses.fields(value) if field.name not in _UNSEEN]
        return type(value), [_content(getattr(value, name)) for name in names]
    if isinstance(value, tuple | list):
        return [_content(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _content(item) for key, item in value.items()}
    return value
