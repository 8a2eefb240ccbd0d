"""The options of a declaration, read with the line of each value.  No Sphinx.

MyST and docutils check options before a directive's own code runs, and then name
the directive's first line, drop the rest of a malformed block or take the page's
declaration down.  So the declaring directives register no options and no argument:
name, options and body reach them as raw lines, and are told apart here.

Both notations of MyST are read: ``:key: value`` lines, and a YAML block between
``---`` lines.  A list is comma separated, or continued on indented lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

import yaml

from sphinx_compass.organization.problems import Problem, did_you_mean
from sphinx_compass.organization.model import Location, Mention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_compass.organization.problems import Subtype

_OPTION = re.compile(r":(?P<key>[^:\s][^:]*):(?:[ \t]+(?P<value>.*))?")
_DASHES = re.compile(r"-{3,}[ \t]*")

# What PyYAML raises of a text that is no YAML, nested ever deeper texts included.
UNREADABLE = (yaml.YAMLError, RecursionError)


@dataclass(slots=True)
class Declaration:
    """The raw parts of a declaring directive, with what could not be read in it."""

    kind: str  # role, team or area, or the name of a view
    name: str
    location: Location  # of the directive's first line
    body: list[str]  # lines of Markdown
    body_index: int  # index of the body's first line in the directive's raw content
    options: dict[str, tuple[Mention, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def what(self) -> str:
        """The kind as a sentence begins with it, such as ``A role``."""
        article = "An" if self.kind[0] in "aeiou" else "A"
        return f"{article} {self.kind}"

    def many(self, key: str) -> tuple[Mention, ...]:
        """Return the values of an option that takes several."""
        return self.options.get(key, ())

    def one(self, key: str) -> Mention | None:
        """Return the value of an option that takes one; more than one is a problem."""
        values = self.many(key)
        if len(values) > 1:
            self.problem(
                values[1].location,
                "value",
                f"The option '{key}' takes one value, and '{values[1].name}' is a second one",
                "keep one of them",
            )
        return values[0] if values else None

    def choice(self, key: str, allowed: Sequence[str]) -> str:
        """Return the value of an option that takes one of a few words, else an empty string."""
        value = self.one(key)
        return value.name if value is not None and self._is_allowed(key, value, allowed) else ""

    def choices(self, key: str, allowed: Sequence[str]) -> tuple[Mention, ...]:
        """Return the values of an option that takes several of a few words."""
        return tuple(value for value in self.many(key) if self._is_allowed(key, value, allowed))

    def _is_allowed(self, key: str, value: Mention, allowed: Sequence[str]) -> bool:
        if value.name in allowed:
            return True
        close = get_close_matches(value.name.lower(), allowed, n=1)
        self.problem(
            value.location,
            "value",
            f"{self.what} cannot have the {key} '{value.name}'",
            did_you_mean(close, f"it is one of {', '.join(allowed)}"),
        )
        return False

    def problem(self, location: Location, subtype: Subtype, message: str, suggestion: str) -> None:
        """Note a problem of this declaration."""
        self.problems.append(Problem(location, subtype, message, suggestion))


def read(
    kind: str,
    lines: Sequence[str],
    *,
    here: Location,
    first_line: int,
    allowed: Sequence[str],
) -> Declaration:
    """Tell name, options and body of a declaration apart.

    ``lines`` is everything that the directive holds, the text behind its name
    included; ``first_line`` is the source line of the first of them, counted from 1.
    ``here`` is the place of the directive's own first line.
    """
    index = 0
    name = ""
    if lines and first_line == here.line:
        name, index = " ".join(lines[0].split()), 1
    declaration = Declaration(kind, name, here, [], index)
    while index < len(lines) and not lines[index].strip():
        index += 1
    reader = _Reader(declaration, tuple(allowed), here.docname, first_line)
    if index < len(lines) and _DASHES.fullmatch(lines[index]):
        index = reader.yaml_block(lines, index)
    else:
        index = reader.field_lines(lines, index)
    while index < len(lines) and not lines[index].strip():
        index += 1
    declaration.body_index = index
    declaration.body = list(lines[index:])
    return declaration


@dataclass(slots=True)
class _Reader:
    """Reads one option block into a declaration."""

    declaration: Declaration
    allowed: tuple[str, ...]
    docname: str
    first_line: int

    def location(self, index: int) -> Location:
        return Location(self.docname, self.first_line + index)

    def field_lines(self, lines: Sequence[str], index: int) -> int:
        """Read ``:key: value`` lines; return the index of the first line behind them."""
        while (start := _next_option(lines, index)) is not None:
            index, line = start, lines[start].strip()
            index += 1
            values = []
            while index < len(lines) and _continues(lines[index]):
                values.append((lines[index].strip().removeprefix("- "), self.location(index)))
                index += 1
            match = _OPTION.fullmatch(line)
            if match is None:
                self.declaration.problem(
                    self.location(start),
                    "option",
                    f"The option line '{line}' cannot be read",
                    "write it as ':name: value', with a colon on both sides of the name "
                    "and a space before the value",
                )
                continue
            self.note(match["key"], [(match["value"] or "", self.location(start)), *values], start)
        return index

    def yaml_block(self, lines: Sequence[str], index: int) -> int:
        """Read a YAML block between ``---`` lines; return the index behind it."""
        start = index + 1
        end = next((i for i in range(start, len(lines)) if _DASHES.fullmatch(lines[i])), None)
        if end is None:
            self.declaration.problem(
                self.location(index),
                "option",
                "The options that start here with '---' have no end",
                "write a line '---' below the last of them",
            )
            # as far as the first blank line they are options all the same
            end = next((i for i in range(start, len(lines)) if not lines[i].strip()), len(lines))
        try:
            root = yaml.compose("\n".join(lines[start:end]), Loader=yaml.SafeLoader)
        except UNREADABLE as error:
            self._unreadable_block(start + error_line(error))
            return end + 1
        if isinstance(root, yaml.MappingNode) and all(
            isinstance(key, yaml.ScalarNode) for key, _ in root.value
        ):
            for key, value in root.value:
                self._yaml_option(key, value, start)
        elif root is not None:
            self._unreadable_block(start)
        return end + 1

    def _unreadable_block(self, index: int) -> None:
        self.declaration.problem(
            self.location(index),
            "option",
            "The options between the '---' lines cannot be read",
            "write one 'name: value' a line",
        )

    def _yaml_option(self, key: yaml.Node, value: yaml.Node, start: int) -> None:
        items = value.value if isinstance(value, yaml.SequenceNode) else [value]
        values = [
            (str(item.value), self.location(start + item.start_mark.line))
            for item in items
            if isinstance(item, yaml.ScalarNode)
        ]
        self.note(str(key.value), values, start + key.start_mark.line)

    def note(self, key: str, values: Sequence[tuple[str, Location]], index: int) -> None:
        """Note an option's comma separated values, or what is wrong with it."""
        declaration, location = self.declaration, self.location(index)
        if key not in self.allowed:
            close = get_close_matches(key.lower().replace("_", "-"), self.allowed, n=1, cutoff=0.6)
            declaration.problem(
                location,
                "option",
                f"{declaration.what} has no option '{key}'",
                did_you_mean(close, f"its options are {', '.join(self.allowed)}"),
            )
            return
        if key in declaration.options:
            declaration.problem(
                location,
                "option",
                f"The option '{key}' is given twice",
                "put all its values on one line, separated by commas",
            )
            return
        names = tuple(
            Mention(" ".join(part.split()), place)
            for text, place in values
            for part in _unquoted(text).split(",")
            if part.strip()
        )
        declaration.options[key] = names
        if not names:
            declaration.problem(
                location,
                "value",
                f"The option '{key}' has no value",
                "write one behind it, or remove the line",
            )


def error_line(error: Exception) -> int:
    """Return the line, from 0, of what makes a YAML text unreadable.

    A list or quotation without an end is a mistake where it starts, not where the
    parser gave up.
    """
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context", None) or ""
    if "flow" in context or "quoted" in context:
        mark = getattr(error, "context_mark", None) or mark
    return mark.line if mark else 0


def _is_option_line(line: str) -> bool:
    stripped = line.lstrip()
    return stripped.startswith(":") and not stripped.startswith(":::")


def _next_option(lines: Sequence[str], index: int) -> int | None:
    """Return the index of the next option line, blank lines between options allowed."""
    while index < len(lines) and not lines[index].strip():
        index += 1
    return index if index < len(lines) and _is_option_line(lines[index]) else None


def _continues(line: str) -> bool:
    """Tell whether a line continues the option above it: indented, and no option itself."""
    return line[:1].isspace() and bool(line.strip()) and not _is_option_line(line)


def _unquoted(text: str) -> str:
    text = text.strip()
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "'\""
    return text[1:-1] if quoted else text
