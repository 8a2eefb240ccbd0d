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
from sphinx_compass.source.directive_blocks import directive_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_compass.source.page_checks.base import PageSource

_OPTION = re.compile(r":[\w-]+:.*")
_DASHES = re.compile(r"-{3,}\s*")
_COMMENT = re.compile(r"<!--|%")
_BULLET = re.compile(r"(?P<mark>[-*+]|\d+[.)])\s+\S")
_HEADING = re.compile(r"#{1,6}\s+\S")
_BESIDE = re.compile(r"(?P<term>\S.*?)(?:\s*::?\s+|\s+[-\u2013\u2014]\s+|\s*\u2014\s*)\S")
_MOST_WORDS = 8  # of a headword that has no definition
_FEWEST_WORDS = 3  # of a sentence that is directly above a definition


def glossaries(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for each entry of a glossary that is not read as it is meant."""
    for block in directive_blocks(
        "glossary", page.lines, page.blocks, is_markdown=page.is_markdown
    ):
        reader = _GlossaryReader(page, block.content)
        if block.argument:
            yield reader.problem(
                block.line,
                _("The text beside the name of the glossary counts as a term"),
                _("remove '{text}', or write it as a heading above").format(text=block.argument),
            )
        elif not reader.groups:
            yield reader.problem(
                block.line,
                _("This glossary has no terms"),
                _("write the first one on the next line, and its definition below, indented"),
            )
        else:
            # entries that are all written in the same wrong way are one mistake
            seen: set[str] = set()
            for problem in reader.problems():
                if problem.suggestion not in seen or problem.suggestion not in reader.styles:
                    yield problem
                seen.add(problem.suggestion)


@dataclass
class _GlossaryReader:
    page: PageSource
    lines: Sequence[tuple[int, str]]

    def __post_init__(self) -> None:
        self.groups = list(self._groups())
        self.styles: set[str] = set()  # suggestions that concern the style of all entries

    def problems(self) -> Iterator[Problem]:
        """Yield the first problem of each paragraph of headwords and definitions."""
        headword: tuple[int, str] | None = None  # the first one that has no definition yet
        for index, group in enumerate(self.groups):
            line, text = group[0]
            if text[:1].isspace():
                if not index:
                    yield self._no_headword(line)
                headword = None
                continue
            if headword is not None:
                is_beside = _BESIDE.match(headword[1])
                if len(group) == 1 and not is_beside and _is_sentence(text, fewest_words=2):
                    yield self._not_indented(line)
                    headword = None
                    continue
                yield self._no_definition(*headword)
            problem, headword = self._entry(group)
            if problem is not None:
                yield problem
        if headword is not None:
            yield self._no_definition(*headword)

    def _groups(self) -> Iterator[list[tuple[int, str]]]:
        """Yield the lines between empty lines, without options and comments."""
        group: list[tuple[int, str]] = []
        in_comment = False
        for number, text in self._without_options():
            if text.strip() and not text[0].isspace():
                in_comment = text.startswith("..")
            if text.strip() and not in_comment:
                group.append((number, text))
            elif group and not text.strip():
                yield group
                group = []
        if group:
            yield group

    def _without_options(self) -> Iterator[tuple[int, str]]:
        is_top, in_yaml = True, False
        for number, text in self.lines:
            if is_top and _DASHES.fullmatch(text):
                is_top = in_yaml = not in_yaml
            elif not in_yaml and not (is_top and _OPTION.fullmatch(text.strip())):
                is_top = is_top and not text.strip()
                yield number, text

    def _entry(
        self, group: Sequence[tuple[int, str]]
    ) -> tuple[Problem | None, tuple[int, str] | None]:
        """Return what is wrong with an entry, and its headword if the definition is missing."""
        is_defined = False
        has_definition = any(text[0].isspace() for _number, text in group)
        fewest = _FEWEST_WORDS if has_definition else 2
        for index, (number, text) in enumerate(group):
            if text[0].isspace():
                is_defined = True
            elif (problem := self._style(number, text)) is not None:
                return problem, None
            elif index and _is_sentence(text, fewest):
                return self._not_indented(number), None
            elif is_defined:
                return self._no_empty_line(number, text), None
        return None, None if is_defined else group[0]

    def _style(self, line: int, text: str) -> Problem | None:
        """Return the problem of a line that is written as something else than a headword."""
        if _COMMENT.match(text):
            return self.problem(
                line,
                _("This comment counts as a term"),
                _("move it above the glossary"),
            )
        if match := _BULLET.match(text):
            return self._in_style(
                line,
                _("The terms of a glossary are not a list"),
                _("remove '{mark} ' before each term").format(mark=match["mark"]),
            )
        if _HEADING.match(text):
            return self.problem(
                line,
                _("A glossary cannot contain the heading '{text}'").format(text=text.strip()),
                _("close the glossary above it, and begin another one below"),
            )
        if text.startswith(": "):
            return self._in_style(
                line,
                _("This definition is not indented, so it counts as a term"),
                _("write two spaces instead of ': '"),
            )
        return None

    def _in_style(self, line: int, message: str, suggestion: str) -> Problem:
        self.styles.add(suggestion)
        return self.problem(line, message, suggestion)

    def problem(self, line: int, message: str, suggestion: str) -> Problem:
        """Return a problem of a glossary."""
        last_line = self.lines[-1][0] if self.lines else line
        return Problem(
            self.page.location(line), Subtype.GLOSSARY, message, suggestion, last_line=last_line
        )

    def _no_definition(self, line: int, text: str) -> Problem:
        if match := _BESIDE.match(text):
            return self._in_style(
                line,
                _("The definition of '{headword}' is on the line of the term").format(
                    headword=match["term"]
                ),
                _("write it on the next line, and begin that with two spaces"),
            )
        return self.problem(
            line,
            _("The term '{headword}' has no definition").format(headword=text.strip()),
            _("write it on the next line, indented by two spaces"),
        )

    def _not_indented(self, line: int) -> Problem:
        return self.problem(
            line,
            _("This definition is not indented, so it counts as a term"),
            _("begin the line with two spaces"),
        )

    def _no_empty_line(self, line: int, text: str) -> Problem:
        return self.problem(
            line,
            _("There is no empty line above the term '{headword}'").format(headword=text.strip()),
            _("add one; if the line belongs to the definition, indent it by two spaces"),
        )

    def _no_headword(self, line: int) -> Problem:
        return self.problem(
            line,
            _("This definition has no term"),
            _("write the term on the line above, without spaces before it"),
        )


def _is_sentence(text: str, fewest_words: int) -> bool:
    """Tell whether a line that is not indented looks like a definition.

    Names can end with an abbreviation, such as 'Inc.'.
    """
    words = text.split()
    ends = text.rstrip()[-1] in ".!?" and not words[-1][0].isupper()
    is_long = fewest_words < _FEWEST_WORDS and len(words) > _MOST_WORDS
    return is_long or (ends and len(words) >= fewest_words)


TEXT_CHECKS = (glossaries,)
