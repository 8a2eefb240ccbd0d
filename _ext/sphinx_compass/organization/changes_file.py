"""The file of changes, which a program writes.

Builds read it as a text that anybody can have changed.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sphinx_compass.organization.changes import Change, ChangedThing, ChangeEntry, ChangeLog
from sphinx_compass.organization.kept_json import read_kept
from sphinx_compass.organization.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_compass.organization.changes import ChangePart
    from sphinx_compass.organization.kept_json import KeptData, KeptFileError, KeyPath

LONGEST_TEXT = 300  # characters of a name, or of the text between names
MOST_ENTRIES = 100_000
MOST_CHANGES = 1000  # of one entry
MOST_PARTS = 60  # of one change
MOST_NAMES = 5000  # of areas, or of pages, that one change concerns
LATEST_PULL_REQUEST = 10**9
FIRST_YEAR, LAST_YEAR = 1970, 2999

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
# Control characters, halves of characters, private characters, separators of lines.
_UNSEEN = frozenset({"Cc", "Cs", "Co", "Zl", "Zp"})
# What changes the direction of text, and what XML cannot contain.
_UNWANTED = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def parse(raw: bytes) -> ChangeLog:
    """Return the changes that a file holds.

    Raises KeptFileError if it does not have the form that :func:`dump` writes.
    """
    return _EntriesReader(read_kept(raw)).log()


def dump(log: ChangeLog) -> str:
    """Return the text of the file: one line for each change."""
    blocks = ",\n".join(_dumped(entry) for entry in log.entries)
    entries = f"[\n{blocks}\n ]" if blocks else "[]"
    return f'{{\n "up_to": {_json(log.up_to)},\n "entries": {entries}\n}}\n'


def clean(text: str) -> str:
    """Return a text as the file can hold it: on one line, printable, and not too long."""
    spaced = "".join(" " if unicodedata.category(sign) in _UNSEEN else sign for sign in text)
    folded = re.sub(r"\s+", " ", _UNWANTED.sub("", spaced))
    return folded if len(folded) <= LONGEST_TEXT else f"{folded[: LONGEST_TEXT - 1]}…"


def _is_clean(value: Any) -> bool:
    return isinstance(value, str) and bool(value) and value == clean(value)


# -- writing -----------------------------------------------------------------


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _dumped(entry: ChangeEntry) -> str:
    head: dict[str, object] = {"date": entry.date.isoformat(), "commit": entry.commit}
    if entry.pull_request is not None:
        head["pull_request"] = entry.pull_request
    lines = [f"   {_json(key)}: {_json(value)}" for key, value in head.items()]
    changes = ",\n".join(f"    {_json(_as_data(change))}" for change in entry.changes)
    lines.append(f'   "changes": [\n{changes}\n   ]')
    return "  {\n" + ",\n".join(lines) + "\n  }"


def _as_data(change: Change) -> dict[str, object]:
    return {
        "text": [
            part
            if isinstance(part, str)
            else {"kind": part.kind, "key": part.key, "name": part.name}
            for part in change.parts
        ],
        "areas": list(change.areas),
        "pages": list(change.pages),
    }


# -- reading -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _EntriesReader:
    """Reads the entries, and points at the line of what is wrong."""

    data: KeptData

    def log(self) -> ChangeLog:
        self._keys((), {"up_to", "entries"})
        up_to = self.data.value["up_to"]
        if up_to != "" and not (isinstance(up_to, str) and _COMMIT.fullmatch(up_to)):
            raise self.data.error(_("this is not the hash of a commit"), "up_to")
        entries = []
        known: set[str] = set()
        for path in self._items(("entries",), 0, MOST_ENTRIES):
            entry = self._entry(path)
            if entry.commit in known:
                raise self.data.error(_("this commit is there twice"), *path, "commit")
            known.add(entry.commit)
            entries.append(entry)
        return ChangeLog(tuple(entries), up_to)

    def _entry(self, path: KeyPath) -> ChangeEntry:
        found = self._keys(path, {"date", "commit", "changes"}, {"pull_request"})
        commit, number = found["commit"], found.get("pull_request")
        if not (isinstance(commit, str) and _COMMIT.fullmatch(commit)):
            raise self.data.error(_("this is not the hash of a commit"), *path, "commit")
        if number is not None and (
            type(number) is not int or not 0 < number <= LATEST_PULL_REQUEST
        ):
            raise self.data.error(
                _("this is not the number of a pull request"), *path, "pull_request"
            )
        changes = tuple(
            self._change(item) for item in self._items((*path, "changes"), 1, MOST_CHANGES)
        )
        return ChangeEntry(self._date(found["date"], path), commit, changes, number)

    def _date(self, value: Any, path: KeyPath) -> dt.date:
        try:
            if isinstance(value, str) and _DATE.fullmatch(value):
                day = dt.date.fromisoformat(value)
                if FIRST_YEAR <= day.year <= LAST_YEAR:
                    return day
        except ValueError:
            pass
        raise self.data.error(_("this is not a day, written as YYYY-MM-DD"), *path, "date")

    def _change(self, path: KeyPath) -> Change:
        self._keys(path, {"text", "areas", "pages"})
        parts = tuple(self._part(item) for item in self._items((*path, "text"), 1, MOST_PARTS))
        return Change(parts, self._names((*path, "areas")), self._names((*path, "pages")))

    def _part(self, path: KeyPath) -> ChangePart:
        value = self._at(path)
        if isinstance(value, dict):
            found = self._keys(path, {"kind", "key", "name"})
            if all(_is_clean(text) for text in (found["key"], found["name"])) and (
                found["kind"] == "" or _is_clean(found["kind"])
            ):
                return ChangedThing(found["kind"], found["key"], found["name"])
        elif _is_clean(value):
            return str(value)
        raise self._not_a_text(path)

    def _names(self, path: KeyPath) -> tuple[str, ...]:
        for item in self._items(path, 0, MOST_NAMES):
            if not _is_clean(self._at(item)):
                raise self._not_a_text(item)
        return tuple(self._at(path))

    def _not_a_text(self, path: KeyPath) -> KeptFileError:
        return self.data.error(_("this is not a text that the program writes"), *path)

    def _at(self, path: Iterable[str | int]) -> Any:
        value = self.data.value
        for step in path:
            value = value[step]
        return value

    def _items(self, path: KeyPath, fewest: int, most: int) -> Iterator[KeyPath]:
        """Yield the paths of the items of a list."""
        value = self._at(path)
        if not isinstance(value, list):
            raise self.data.error(_("this is not a list"), *path)
        if not fewest <= len(value) <= most:
            raise self.data.error(_("this list is too short or too long"), *path)
        yield from ((*path, index) for index in range(len(value)))

    def _keys(
        self,
        path: KeyPath,
        needed: set[str],
        optional: Iterable[str] = (),
    ) -> dict[str, Any]:
        """Return a JSON object that has the keys that it needs, and no unknown ones."""
        found = self.data.object_at(*path)
        for key in sorted(needed - found.keys()):
            raise self.data.error(_("the key '{key}' is missing").format(key=key), *path)
        for key in sorted(found.keys() - needed.union(optional)):
            raise self.data.error(
                _("the key '{key}' is unknown").format(key=clean(key)), *path, key
            )
        return found
