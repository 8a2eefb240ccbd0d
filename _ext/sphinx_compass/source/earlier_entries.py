"""Reads the entries of a block of earlier versions, and finds what is not one.

In Markdown, an entry is a date and, on the next line, a text that begins with ``: ``. In
reStructuredText the text is indented instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sphinx_compass.organization.messages import _
from sphinx_compass.source.dates import dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx_compass.source.directive_blocks import DirectiveBlock

_DEFINITION = re.compile(r"[:~]\s+\S.*")
_NO_SPACE = re.compile(r":(?!:)\S.*")
_BULLET = re.compile(r"(?P<mark>[-*+]|\d+[.)])\s+\S")
_HEADING = re.compile(r"(?P<mark>#{1,6})\s+\S")
_BESIDE = re.compile(r"(?P<date>[^:\u2013\u2014]{4,60}?)(?:\s*:\s+|\s+[-\u2013\u2014]\s+)\S.*")


class Entry(NamedTuple):
    """The date of an entry, as it is written."""

    line: int
    date: str


class Slip(NamedTuple):
    """Something that is not read as meant."""

    line: int
    message: str
    suggestion: str


@dataclass
class EntryReader:
    """Reads the lines of one block."""

    months: Mapping[str, int]
    is_markdown: bool
    entries: list[Entry] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)
    _date: Entry | None = None  # a line that can be the date of an entry
    _is_in_text: bool = False
    _is_other_form: bool = False  # entries are written in a form that is not read

    def read(self, block: DirectiveBlock) -> None:
        """Note the entries of a block, and what is wrong with them."""
        is_below_text = False
        for line, text in block.content:
            if text.strip():
                self._line(Entry(line, text.rstrip()), is_below_text=is_below_text)
            is_below_text = bool(text.strip())
        self._end_of_date()

    def _line(self, found: Entry, *, is_below_text: bool) -> None:
        text = found.date
        if text[0].isspace():
            self._indented(found, is_below_text=is_below_text)
        elif _DEFINITION.fullmatch(text):
            self._definition(found)
        elif self._is_in_text and is_below_text and self.is_markdown:
            return  # Markdown joins it to the line above
        elif self._date is not None and not self._is_dated(text):
            if self._is_dated(self._date.date):
                self._no_mark(found)
            elif not is_below_text:
                self._end_of_date()
        else:
            self._end_of_date()
            self._is_in_text = False
            self._unindented(found)

    def _indented(self, found: Entry, *, is_below_text: bool) -> None:
        if self._date is not None and self.is_markdown:
            self._no_mark(found)
        elif self._date is not None and not is_below_text:
            self._slip(
                found.line - 1,
                _("There is an empty line below the date '{date}'").format(date=self._date.date),
                _("remove it"),
            )
            self._begin_text()
        elif self._date is not None:
            self._begin_text()
        elif not self._is_in_text:
            self._no_date(found)

    def _definition(self, found: Entry) -> None:
        if not self.is_markdown:
            self._no_mark(found)
        elif self._date is None and not self._is_in_text:
            self._no_date(found)
        else:
            self._begin_text()

    def _unindented(self, found: Entry) -> None:
        """Read a line that begins a paragraph."""
        text = found.date
        beside = _BESIDE.fullmatch(text)
        if match := _BULLET.match(text) or _HEADING.match(text):
            self._slip(
                found.line,
                _("The entries of earlier versions cannot be list items or headings"),
                _("remove '{mark} ' before each date").format(mark=match["mark"]),
            )
            self._is_in_text = self._is_other_form = True
        elif _NO_SPACE.fullmatch(text):
            self._no_mark(found)
        elif beside is not None and self._is_dated(beside["date"]):
            self._slip(
                found.line,
                _("The text of '{date}' is on the line of the date").format(
                    date=beside["date"].strip()
                ),
                self._how_to_begin(),
            )
            self._is_in_text = self._is_other_form = True
        else:
            self._date = found

    def _begin_text(self) -> None:
        if self._date is not None:
            self.entries.append(self._date)
        self._date, self._is_in_text = None, True

    def _end_of_date(self) -> None:
        """Note that what could be a date has no text."""
        if self._date is None:
            return
        if self._is_dated(self._date.date):
            message = _("The entry '{date}' has no text").format(date=self._date.date)
            self._slip(self._date.line, message, self._how_to_begin())
        else:
            self._no_date(self._date)
        self._date = None

    def _no_mark(self, found: Entry) -> None:
        """Note that a text does not begin as it has to."""
        self._slip(
            found.line,
            _("This text of an entry begins without ': '")
            if self.is_markdown
            else _("This text of an entry is not indented"),
            _("begin the line with ': '")
            if self.is_markdown
            else _("begin the line with two spaces"),
        )
        self._begin_text()

    def _no_date(self, found: Entry) -> None:
        self._is_in_text = True
        if self._is_other_form:
            return  # it follows from that
        self._slip(
            found.line,
            _("This text does not belong to a date"),
            _("indent it by two spaces if it belongs to the entry above, or write a date above it"),
        )

    def _how_to_begin(self) -> str:
        return (
            _("write it on the next line, and begin that with ': '")
            if self.is_markdown
            else _("write it on the next line, and begin that with two spaces")
        )

    def _slip(self, line: int, message: str, suggestion: str) -> None:
        """Note a slip; entries that are all written in the same wrong way are one mistake."""
        if all(suggestion != slip.suggestion for slip in self.slips):
            self.slips.append(Slip(line, message, suggestion))

    def _is_dated(self, text: str) -> bool:
        return bool(dates(text, self.months))


def wrong_dates(entries: Iterable[Entry], months: Mapping[str, int]) -> list[Slip]:
    """Return what is wrong with the dates of entries: there is none, or their order."""
    found: list[Slip] = []
    above: Entry | None = None
    is_sorted = True
    for entry in entries:
        spans = dates(entry.date, months)
        if not spans:
            found.append(
                Slip(
                    entry.line,
                    _("The entry '{date}' has no date with a year").format(date=entry.date),
                    _("begin it with one, for instance 'July 2024' or 'Until July 2024'"),
                )
            )
            continue
        if above is not None and is_sorted and spans[-1].first > dates(above.date, months)[-1].last:
            is_sorted = False
            found.append(
                Slip(
                    entry.line,
                    _("The entry '{date}' is newer than '{above}' above it").format(
                        date=entry.date, above=above.date
                    ),
                    _("put the newest entry first"),
                )
            )
        above = entry
    return found
