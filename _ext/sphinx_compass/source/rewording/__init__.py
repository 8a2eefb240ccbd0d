"""Warnings of Sphinx, docutils and MyST as problems, with the place, the closest names and the fix.

To reword another message, add a :class:`RewordingRule` to the ``RULES`` of a module in this folder.
A message that no rule matches is reported as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.source.discovery import members

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_compass.organization.problems import Problem
    from sphinx_compass.source.rewording.base import Known, Message, RewordingRule


def rules() -> tuple[RewordingRule, ...]:
    """Return the rules of all modules in this folder, by module name."""
    return tuple(members(__name__, "RULES"))


def is_known(message: Message, known_rules: Sequence[RewordingRule]) -> bool:
    """Tell whether one of the rules rewords a message."""
    return any(rule.pattern.match(message.text) for rule in known_rules)


def reworded(
    message: Message, known_rules: Sequence[RewordingRule], known: Known
) -> Problem | None:
    """Return what the first rule makes of a message that one of them matches."""
    if known.is_misnamed(message.text):
        return None
    for rule in known_rules:
        if (match := rule.pattern.match(message.text)) is not None:
            return rule.reword(message, match, known)
    return None
