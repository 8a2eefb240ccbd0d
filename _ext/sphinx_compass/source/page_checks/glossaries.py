"""Checks the entries of glossaries.

Sphinx reports some of these mistakes, too, but MyST counts the lines of a glossary from
its directive on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_compass.source.page_checks.base import PageSource

_OPTION = re.compile(r":[\w-]+:.*")
_MOST_WORDS = 8  # of a headword


def glossaries(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for each entry of a glossary that is not read as it is meant."""
    for block in page.blocks if page.is_markdown else ():
        if block.name == "glossary":
            numbers = block.content_lines
            yield from _GlossaryReader(page, [(n, page.lines[n - 1]) for n in numbers]).problems()


@dataclass
class _GlossaryReader:
    page: PageSource
    lines: Sequence[tuple[int, str]]

    def problems(self) -> Iterator[Problem]:
        """Yield the first problem of each paragraph of headwords and definitions."""
        open_headword = 0  # line of the first headword that has no definition yet
        for group in self._groups():
            first_line, first_text = group[0]
            if first_text[:1].isspace():
                if not open_headword and first_line == self._first_line():
                    yield self._no_headword(first_line)
                open_headword = 0
                continue
            if open_headword:
                yield self._no_definition(open_headword)
            problem, open_headword = self._entry(group)
            if problem is not None:
                yield problem
        if open_headword:
            yield self._no_definition(open_headword)

    def _groups(self) -> Iterator[list[tuple[int, str]]]:
        """Yield the lines between empty lines, without options and comments."""
        group: list[tuple[int, str]] = []
        in_comment = False
        is_top = True
        for number, text in self.lines:
            if is_top and _OPTION.fullmatch(text.strip()):
                continue
            is_top = is_top and not text.strip()
            if text.strip() and not text[0].isspace():
                in_comment = text.startswith(".. ")
            if text.strip() and not in_comment:
                group.append((number, text))
            elif group and not text.strip():
                yield group
                group = []
        if group:
            yield group

    def _first_line(self) -> int:
        return next(iter(next(self._groups(), [(0, "")])))[0]

    def _entry(self, group: Sequence[tuple[int, str]]) -> tuple[Problem | None, int]:
        """Return what is wrong with an entry, and its first line if the definition is missing."""
        is_defined = False
        for index, (number, text) in enumerate(group):
            if text[0].isspace():
                is_defined = True
            elif index and _is_sentence(text):
                return self._not_indented(number), 0
            elif is_defined:
                return self._no_empty_line(number, text), 0
        return None, 0 if is_defined else group[0][0]

    def _problem(self, line: int, message: str, suggestion: str) -> Problem:
        return Problem(self.page.location(line), Subtype.GLOSSARY, message, suggestion)

    def _no_definition(self, line: int) -> Problem:
        headword = self.page.lines[line - 1].strip()
        return self._problem(
            line,
            _("The term '{headword}' has no definition").format(headword=headword),
            _("write it on the next line, indented by two spaces"),
        )

    def _not_indented(self, line: int) -> Problem:
        return self._problem(
            line,
            _("This definition is not indented, so it counts as a term"),
            _("begin the line with two spaces"),
        )

    def _no_empty_line(self, line: int, text: str) -> Problem:
        return self._problem(
            line,
            _("There is no empty line above the term '{headword}'").format(headword=text.strip()),
            _("add one; if the line belongs to the definition, indent it by two spaces"),
        )

    def _no_headword(self, line: int) -> Problem:
        return self._problem(
            line,
            _("This definition has no term"),
            _("write the term on the line above, without spaces before it"),
        )


def _is_sentence(text: str) -> bool:
    """Tell whether a line that is not indented looks like a definition."""
    words = text.split()
    return len(words) > _MOST_WORDS or (len(words) > 2 and text.rstrip()[-1] in ".!?")  # noqa: PLR2004


TEXT_CHECKS = (glossaries,)
