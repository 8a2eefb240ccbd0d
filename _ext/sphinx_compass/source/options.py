"""Reads the options of a declaration, with the line of each value.

MyST and docutils check options before a directive's own code runs. They then report
the directive's first line, drop the rest of a malformed block, or drop the page's
declaration. So our directives register no options and no argument. They receive raw
lines, and this module separates name, options and body.

Both notations of MyST are read: ``:key: value`` lines, and a YAML block between
``---`` lines. A list is separated by commas, or continued on indented lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from sphinx_compass.organization.checks.mentions import hidden_characters
from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Subtype
from sphinx_compass.organization.text import invisible_characters
from sphinx_compass.source.declaration import Declaration
from sphinx_compass.source.option_lines import (
    DASHES,
    OPTION,
    continues,
    is_option_line,
    is_phrase,
    late_options,
    next_option,
    without_colon,
)
from sphinx_compass.source.option_notes import OptionNotes
from sphinx_compass.source.yaml_errors import UNREADABLE, error_line, line_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_compass.organization.places import Location


def read(
    kind: str,
    lines: Sequence[str],
    *,
    here: Location,
    first_line: int,
    allowed: Sequence[str],
) -> Declaration:
    """Separate name, options and body of a declaration.

    ``lines`` is the content of the directive, including the text after its name;
    ``first_line`` is the source line of the first of them, counted from 1.
    ``here`` is the location of the directive's own first line.
    """
    index = 0
    name = ""
    if lines and first_line == here.line:
        name, index = " ".join(lines[0].split()), 1
    declaration = Declaration(kind, "", here, [], index, first_line)
    reader = _OptionReader(OptionNotes(declaration, tuple(allowed), here, first_line))
    declaration.name, index = reader.name(name, lines, index)
    if index < len(lines) and DASHES.fullmatch(lines[index]):
        index = reader.yaml_block(lines, index)
    else:
        index = reader.lines(lines, index)
    declaration.body_index = index = first_written(lines, index)
    declaration.body = reader.body(lines, index)
    return declaration


@dataclass(slots=True)
class _OptionReader:
    """Reads one option block into a declaration."""

    notes: OptionNotes

    def name(self, name: str, lines: Sequence[str], index: int) -> tuple[str, int]:
        """Return the name of the object, and the index of the first line of options or text."""
        declaration = self.notes.declaration
        if name and (unseen := invisible_characters(name)):
            problem = hidden_characters(declaration.location, _(declaration.kind), name, unseen)
            declaration.problems.append(problem)
            name = "".join(filter(str.isprintable, name))
        index = first_written(lines, index)
        if name or declaration.kind not in KINDS or not _is_name(lines, index):
            return name, index
        below = lines[index].strip()
        declaration.problem(
            declaration.location,
            Subtype.NAME,
            _("The name of the {kind} is not on the first line of the block").format(
                kind=_(declaration.kind)
            ),
            _("write '{directive} {name}' there").format(
                directive=f"{{{declaration.kind}}}", name=below
            ),
        )
        return below, first_written(lines, index + 1)

    def lines(self, lines: Sequence[str], index: int) -> int:
        """Read all lines of options, and return the index of the first line after them."""
        start = -1
        while index != start:
            start = index
            index = self.lines_without_colon(lines, self.field_lines(lines, index))
        return index

    def field_lines(self, lines: Sequence[str], index: int) -> int:
        """Read ``:key: value`` lines; return the index of the first line after them."""
        notes = self.notes
        while (start := next_option(lines, index)) is not None:
            index, line = start + 1, notes.visible(lines[start], start).strip()
            values = []
            while index < len(lines) and continues(lines[index]):
                text = notes.visible(lines[index], index).strip()
                values.append((text.removeprefix("- "), notes.location(index)))
                index += 1
            match = OPTION.fullmatch(line)
            if match is None or match["key"] != match["key"].rstrip():
                notes.unreadable(line, start)
            else:
                first = (match["value"] or "", notes.location(start))
                notes.note(match["key"], [first, *values], start)
        return index

    def lines_without_colon(self, lines: Sequence[str], index: int) -> int:
        """Read ``key: value`` lines, which lack a colon; return the index of the line after them.

        They are options of this declaration, so they are one problem and no text.
        """
        notes, start = self.notes, index
        while index < len(lines) and (found := without_colon(lines[index], notes.allowed)):
            key, value = found
            if index == start:
                notes.problem(
                    index,
                    _("The line '{line}' is no option").format(line=lines[index].strip()),
                    _("write ':{key}: {value}'").format(key=key, value=value),
                )
            notes.note(key, [(value, notes.location(index))], index)
            index += 1
        return index

    def body(self, lines: Sequence[str], index: int) -> list[str]:
        """Return the text without the options in it, each group of which is a problem."""
        body = list(lines[index:])
        for group in late_options(body, self.notes.allowed):
            shown = next(line for line in body[group.start :] if not DASHES.fullmatch(line))
            self.notes.problem(
                index + group.start,
                _("The option '{line}' is below the text").format(line=shown.strip()),
                _("move it above the text, directly below the first line of the block"),
            )
            for number in group:
                body[number] = ""
        return body

    def yaml_block(self, lines: Sequence[str], index: int) -> int:
        """Read a YAML block between ``---`` lines; return the index of the line after it."""
        start = index + 1
        end = next((i for i in range(start, len(lines)) if DASHES.fullmatch(lines[i])), None)
        if end is None:
            self.notes.problem(
                index,
                _("The options that start here with '---' have no end"),
                _("write a line '---' below the last of them"),
            )
            # up to the first blank line they are read as options
            end = next((i for i in range(start, len(lines)) if not lines[i].strip()), len(lines))
        block = "\n".join(lines[start:end])
        try:
            root = yaml.compose(block, Loader=yaml.SafeLoader)
        except UNREADABLE as error:
            self._unreadable_block(start + error_line(error, block))
            return end + 1
        if isinstance(root, yaml.MappingNode) and all(
            isinstance(key, yaml.ScalarNode) for key, _ in root.value
        ):
            for key, value in root.value:
                self._yaml_option(key, value, start, block)
        elif root is not None:
            self._unreadable_block(start)
        return end + 1

    def _unreadable_block(self, index: int) -> None:
        self.notes.problem(
            index,
            _("The options between the '---' lines cannot be read"),
            _("write one 'name: value' a line"),
        )

    def _yaml_option(self, key: yaml.Node, value: yaml.Node, start: int, block: str) -> None:
        items = value.value if isinstance(value, yaml.SequenceNode) else [value]
        notes = self.notes
        values = [
            (
                notes.visible(str(item.value), index := start + line_of(item.start_mark, block)),
                notes.location(index),
            )
            for item in items
            if isinstance(item, yaml.ScalarNode)
        ]
        notes.note(str(key.value), values, start + line_of(key.start_mark, block))


def first_written(lines: Sequence[str], index: int) -> int:
    """Return the index of the first line that is not blank, from one on."""
    while index < len(lines) and not lines[index].strip():
        index += 1
    return index


def _is_name(lines: Sequence[str], index: int) -> bool:
    """Tell whether a line is a name: a phrase above options or an empty line."""
    if index >= len(lines) or not lines[index][:1].isalpha():
        return False
    following = lines[index + 1] if index + 1 < len(lines) else ""
    return is_phrase(lines[index]) and (not following.strip() or is_option_line(following))
