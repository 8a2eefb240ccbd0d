"""What the rules for leftovers of markup consist of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

# Characters from a private use area of Unicode, which the text of a page does not contain.
CODE = "\ue010"  # inline code
OTHER = "\ue011"  # a reference, picture, formula or footnote

# What Sphinx makes of straight quotation marks, hyphens and dots in text
SINGLE_QUOTES = "'\u2018\u2019"
DASHES = "\u2013\u2014-"
ELLIPSIS = "\u2026"


class BlockPosition(Enum):
    """Where a block is, if a rule depends on it."""

    ITEM = auto()  # the first paragraph of a list item
    QUOTE = auto()  # the first paragraph of a block quote
    BELOW_TABLE = auto()  # the paragraph below a table
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Leftover:
    """Markup that readers would see."""

    literal: str  # its first characters, as in the source
    message: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class LeftoverRule:
    """Finds one class of markup in the text of a block."""

    pattern: re.Pattern[str]
    message: str  # both can contain the groups of the pattern, and ``text`` for all of it
    suggestion: str
    around: BlockPosition | None = None  # None: anywhere


def rule(
    pattern: str, message: str, suggestion: str, *, around: BlockPosition | None = None
) -> LeftoverRule:
    """Return a rule; ``^`` and ``$`` in the pattern match at each line, as in a verbose one."""
    return LeftoverRule(re.compile(pattern, re.MULTILINE | re.VERBOSE), message, suggestion, around)
