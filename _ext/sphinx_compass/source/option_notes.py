"""Notes the values of options in a declaration, and what is wrong with them."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.places import Mention
from sphinx_compass.organization.problems import Subtype, did_you_mean
from sphinx_compass.organization.text import invisible_characters
from sphinx_compass.source.option_lines import meant_option, plain_key, unquoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_compass.organization.places import Location
    from sphinx_compass.source.declaration import Declaration


@dataclass(slots=True)
class OptionNotes:
    """The options of one declaration, as far as they have been read."""

    declaration: Declaration
    allowed: tuple[str, ...]
    here: Location
    first_line: int
    corrected: set[str] = field(default_factory=set)  # options noted in spite of a problem

    def location(self, index: int) -> Location:
        """Return the location of a line of the directive's content."""
        return dataclasses.replace(self.here, line=self.first_line + index)

    def problem(self, index: int, message: str, suggestion: str) -> None:
        """Note a problem of the option in a line."""
        self.declaration.problem(self.location(index), Subtype.OPTION, message, suggestion)

    def visible(self, text: str, index: int) -> str:
        """Return a line without characters that nobody can see, which are a problem."""
        unseen = invisible_characters(text.strip())
        if not unseen:
            return text
        shown = "".join(filter(str.isprintable, text))
        self.declaration.problem(
            self.location(index),
            Subtype.NAME,
            _("The line '{line}' contains an invisible character ({codes})").format(
                line=shown.strip(), codes=", ".join(unseen)
            ),
            _("delete the line and type it again"),
        )
        return shown

    def unreadable(self, line: str, index: int) -> None:
        """Note a line that begins with a colon and is no option."""
        message = _("The option line '{line}' cannot be read").format(line=line)
        meant = meant_option(line, self.allowed)
        if meant is None:
            self.problem(
                index,
                message,
                _(
                    "write it as ':name: value', with a colon on both sides of the name "
                    "and a space before the value"
                ),
            )
            return
        key, value = meant
        self.problem(index, message, _("write ':{key}: {value}'").format(key=key, value=value))
        self._correct(key, [(value, self.location(index))])

    def note(self, key: str, values: Sequence[tuple[str, Location]], index: int) -> None:
        """Note the comma-separated values of an option, or what is wrong with it."""
        if key not in self.allowed:
            self._unknown(key, values, index)
        elif key in self.declaration.options and key not in self.corrected:
            self.problem(
                index,
                _("The option '{key}' is given twice").format(key=key),
                _("put all its values on one line, separated by commas"),
            )
        else:
            self.corrected.discard(key)
            self.declaration.options[key] = names = _names(values)
            if not names:
                self.declaration.problem(
                    self.location(index),
                    Subtype.VALUE,
                    _("The option '{key}' has no value").format(key=key),
                    _("write one after it, or remove the line"),
                )

    def _unknown(self, key: str, values: Sequence[tuple[str, Location]], index: int) -> None:
        close = get_close_matches(plain_key(key), self.allowed, n=1, cutoff=0.6)
        self.problem(
            index,
            _("{what} has no option '{key}'").format(what=self.declaration.what, key=key),
            did_you_mean(
                close,
                _("its options are {options}").format(options=", ".join(self.allowed))
                if self.allowed
                else _("it has no options"),
            ),
        )
        for name in close:
            self._correct(name, values)

    def _correct(self, key: str, values: Sequence[tuple[str, Location]]) -> None:
        """Note an option as it is meant, so that its absence is no second problem."""
        names = _names(values)
        if names and key not in self.declaration.options:
            self.declaration.options[key] = names
            self.corrected.add(key)


def _names(values: Sequence[tuple[str, Location]]) -> tuple[Mention, ...]:
    return tuple(
        Mention(" ".join(part.split()), place)
        for text, place in values
        for part in unquoted(text).split(",")
        if part.strip()
    )
