"""Reads the options of a declaration, with the line of each value.

MyST and docutils check options before a directive's own code runs. They then report
the directive's first line, drop the rest of a malformed block, or drop the page's
declaration. So our directives register no options and no argument. They receive raw
lines, and this module separates name, options and body.

Both notations of MyST are read: ``:key: value`` lines, and a YAML block between
``---`` lines. A list is separated by commas, or continued on indented lines.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

import yaml

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.places import Mention
from sphinx_compass.organization.problems import Subtype, did_you_mean
from sphinx_compass.source.declaration import Declaration
from sphinx_compass.source.option_lines import (
    OPTION,
    continues,
    late_options,
    next_option,
    unquoted,
    without_colon,
)
from sphinx_compass.source.yaml_errors import UNREADABLE, error_line, line_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_compass.organization.places import Location

_DASHES = re.compile(r"-{3,}[ \t]*")


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
    declaration = Declaration(kind, name, here, [], index)
    while index < len(lines) and not lines[index].strip():
        index += 1
    reader = _OptionReader(declaration, tuple(allowed), here, first_line)
    if index < len(lines) and _DASHES.fullmatch(lines[index]):
        index = reader.yaml_block(lines, index)
    else:
        index = reader.field_lines(lines, index)
        index = reader.lines_without_colon(lines, index)
    while index < len(lines) and not lines[index].strip():
        index += 1
    declaration.body_index = index
    declaration.body = reader.body(lines, index)
    return declaration


@dataclass(slots=True)
class _OptionReader:
    """Reads one option block into a declaration."""

    declaration: Declaration
    allowed: tuple[str, ...]
    here: Location
    first_line: int

    def location(self, index: int) -> Location:
        return dataclasses.replace(self.here, line=self.first_line + index)

    def field_lines(self, lines: Sequence[str], index: int) -> int:
        """Read ``:key: value`` lines; return the index of the first line after them."""
        while (start := next_option(lines, index)) is not None:
            index, line = start, lines[start].strip()
            index += 1
            values = []
            while index < len(lines) and continues(lines[index]):
                values.append((lines[index].strip().removeprefix("- "), self.location(index)))
                index += 1
            match = OPTION.fullmatch(line)
            if match is None:
                self.declaration.problem(
                    self.location(start),
                    Subtype.OPTION,
                    _("The option line '{line}' cannot be read").format(line=line),
                    _(
                        "write it as ':name: value', with a colon on both sides of the name "
                        "and a space before the value"
                    ),
                )
                continue
            self.note(match["key"], [(match["value"] or "", self.location(start)), *values], start)
        return index

    def lines_without_colon(self, lines: Sequence[str], index: int) -> int:
        """Read ``key: value`` lines, which lack a colon; return the index of the line after them.

        They are options of this declaration, so they are one problem and no text.
        """
        start = index
        while index < len(lines) and (found := without_colon(lines[index], self.allowed)):
            key, value = found
            if index == start:
                self.declaration.problem(
                    self.location(index),
                    Subtype.OPTION,
                    _("The option '{key}' has no colon before its name").format(key=key),
                    _("write ':{line}'").format(line=lines[index].strip()),
                )
            self.note(key, [(value, self.location(index))], index)
            index += 1
        return index

    def body(self, lines: Sequence[str], index: int) -> list[str]:
        """Return the text without the options in it, each group of which is a problem."""
        body = list(lines[index:])
        for group in late_options(body, self.allowed):
            self.declaration.problem(
                self.location(index + group.start),
                Subtype.OPTION,
                _("The option '{line}' is below the text").format(line=body[group.start].strip()),
                _("move it above the text, directly below the first line of the block"),
            )
            for number in group:
                body[number] = ""
        return body

    def yaml_block(self, lines: Sequence[str], index: int) -> int:
        """Read a YAML block between ``---`` lines; return the index of the line after it."""
        start = index + 1
        end = next((i for i in range(start, len(lines)) if _DASHES.fullmatch(lines[i])), None)
        if end is None:
            self.declaration.problem(
                self.location(index),
                Subtype.OPTION,
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
        self.declaration.problem(
            self.location(index),
            Subtype.OPTION,
            _("The options between the '---' lines cannot be read"),
            _("write one 'name: value' a line"),
        )

    def _yaml_option(self, key: yaml.Node, value: yaml.Node, start: int, block: str) -> None:
        items = value.value if isinstance(value, yaml.SequenceNode) else [value]
        values = [
            (str(item.value), self.location(start + line_of(item.start_mark, block)))
            for item in items
            if isinstance(item, yaml.ScalarNode)
        ]
        self.note(str(key.value), values, start + line_of(key.start_mark, block))

    def note(self, key: str, values: Sequence[tuple[str, Location]], index: int) -> None:
        """Note the comma-separated values of an option, or what is wrong with it."""
        declaration, location = self.declaration, self.location(index)
        if key not in self.allowed:
            close = get_close_matches(key.lower().replace("_", "-"), self.allowed, n=1, cutoff=0.6)
            declaration.problem(
                location,
                Subtype.OPTION,
                _("{what} has no option '{key}'").format(what=declaration.what, key=key),
                did_you_mean(
                    close,
                    _("its options are {options}").format(options=", ".join(self.allowed))
                    if self.allowed
                    else _("it has no options"),
                ),
            )
            return
        if key in declaration.options:
            declaration.problem(
                location,
                Subtype.OPTION,
                _("The option '{key}' is given twice").format(key=key),
                _("put all its values on one line, separated by commas"),
            )
            return
        names = tuple(
            Mention(" ".join(part.split()), place)
            for text, place in values
            for part in unquoted(text).split(",")
            if part.strip()
        )
        declaration.options[key] = names
        if not names:
            declaration.problem(
                location,
                Subtype.VALUE,
                _("The option '{key}' has no value").format(key=key),
                _("write one after it, or remove the line"),
            )
