"""The raw parts of a declaration or view: name, options, body, and the problems in them."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from sphinx_compass.organization.messages import _, with_article
from sphinx_compass.organization.places import Mention
from sphinx_compass.organization.problems import Problem, Subtype, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_compass.organization.places import Location


@dataclass(slots=True)
class Declaration:
    """The raw parts of a directive, with the problems found in them."""

    kind: str  # a kind of object, or the name of a view
    name: str
    location: Location  # of the directive's first line
    body: list[str]  # lines of markup
    body_index: int  # index of the body's first line in the directive's raw content
    first_line: int = 0  # line of the raw content's first line
    options: dict[str, tuple[Mention, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def what(self) -> str:
        """The kind with its article, at the beginning of a sentence, such as ``A role``."""
        text = with_article(_(self.kind))
        return text[:1].upper() + text[1:]

    @property
    def has_body(self) -> bool:
        """Whether it contains any text below its options."""
        return any(line.strip() for line in self.body)

    @property
    def body_location(self) -> Location:
        """The location of the first line of the body."""
        return dataclasses.replace(self.location, line=self.first_line + self.body_index)

    def many(self, key: str) -> tuple[Mention, ...]:
        """Return the values of an option that takes several."""
        return self.options.get(key, ())

    def one(self, key: str) -> Mention | None:
        """Return the value of an option that takes one; more than one is a problem."""
        values = self.many(key)
        if len(values) > 1:
            self.problem(
                values[1].location,
                Subtype.VALUE,
                _("The option '{key}' takes one value, and '{value}' is a second one").format(
                    key=key, value=values[1].name
                ),
                _("keep one of them"),
            )
        return values[0] if values else None

    def whole(self, key: str) -> Mention | None:
        """Return the value of an option that takes one name, which can contain commas."""
        values = self.many(key)
        if len({value.location for value in values}) > 1:
            return self.one(key)
        return (
            Mention(", ".join(value.name for value in values), values[0].location)
            if values
            else None
        )

    def choice(self, key: str, allowed: Sequence[str]) -> str:
        """Return the value of an option that takes one of a few words, else an empty string."""
        value = self.one(key)
        return value.name if value is not None and self._is_allowed(key, value, allowed) else ""

    def choices(self, key: str, allowed: Sequence[str]) -> tuple[Mention, ...]:
        """Return the values of an option that takes several of a few words."""
        return tuple(value for value in self.many(key) if self._is_allowed(key, value, allowed))

    def number(self, key: str, most: int) -> Mention | None:
        """Return the value of an option that takes a number from 1 on."""
        value = self.one(key)
        if value is None or value.name in map(str, range(1, most + 1)):
            return value
        self.problem(
            value.location,
            Subtype.VALUE,
            _("{what} cannot have the {key} '{value}'").format(
                what=self.what, key=key, value=value.name
            ),
            _("write a number from 1 to {most}").format(most=most),
        )
        return None

    def _is_allowed(self, key: str, value: Mention, allowed: Sequence[str]) -> bool:
        if value.name in allowed:
            return True
        close = get_close_matches(value.name.lower(), allowed, n=1)
        self.problem(
            value.location,
            Subtype.VALUE,
            _("{what} cannot have the {key} '{value}'").format(
                what=self.what, key=key, value=value.name
            ),
            did_you_mean(close, _("it is one of {words}").format(words=", ".join(allowed))),
        )
        return False

    def problem(self, location: Location, subtype: Subtype, message: str, suggestion: str) -> None:
        """Note a problem of this declaration."""
        self.problems.append(Problem(location, subtype, message, suggestion))
