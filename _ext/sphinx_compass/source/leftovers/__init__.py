"""Finds markup that readers would see as text.

Each module of this folder has a tuple ``RULES`` for one class of markup. Rules work on
the text that readers see, so what Markdown has understood is never found. Code,
references and pictures are single characters in it, see
:mod:`sphinx_compass.source.leftovers.base`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_compass.organization.messages import _
from sphinx_compass.source.discovery import members
from sphinx_compass.source.leftovers.base import (
    CODE,
    DASHES,
    ELLIPSIS,
    OTHER,
    BlockPosition,
    Leftover,
    LeftoverRule,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_AROUND = f" \t\n{CODE}{OTHER}"
_REPLACED = re.compile(rf"[\n{CODE}{OTHER}{ELLIPSIS}{DASHES[:-1]}]")

# Something of this is in all that a rule matches. It spares most texts some fifty searches.
MAYBE = re.compile(
    rf"[][{{}}<>|*_~&$=\\`\#^+\t{CODE}•▪◦‣●] | \.\. | !!! | \?\?\? | ['‘’‚‛“”„‟«»‹›´′″\"]{{3}}"  # noqa: RUF001
    r"| ::| :[A-Za-z] | \A: | ^(?: [-] | \d{1,2}[.)] | h[1-6]\. )",
    re.MULTILINE | re.VERBOSE,
)


def _rules() -> tuple[LeftoverRule, ...]:
    return members(__name__, "RULES")


def leftovers(text: str, around: BlockPosition = BlockPosition.OTHER) -> Iterator[Leftover]:
    """Yield the leftovers of markup in the text of one block, in their order.

    Where several rules match the same characters, the longest match counts, and only the
    first leftover of each kind on a line.
    """
    if not MAYBE.search(text):
        return
    found = [
        (match.start(), -len(match[0]), index, match)
        for index, rule in enumerate(_rules())
        if rule.around is None or rule.around == around
        for match in rule.pattern.finditer(text)
    ]
    end, line, line_start = 0, 0, 0
    reported: set[tuple[int, int]] = set()
    for start, _length, index, match in sorted(found, key=lambda item: item[:3]):
        if start < end:
            continue
        end = match.end()
        line += text.count("\n", line_start, start)
        line_start = start
        if (line, index) not in reported:
            reported.add((line, index))
            yield _leftover(match, _rules()[index])


def _leftover(match: re.Match[str], rule: LeftoverRule) -> Leftover:
    shown = {name: _shown(value or "") for name, value in match.groupdict().items()}
    shown["text"] = _shown(match[0])
    # its first characters that Sphinx has not replaced
    literal = _REPLACED.split(match[0].strip(_AROUND), maxsplit=1)[0]
    return Leftover(
        literal.strip(),
        _(rule.message).format(**shown),
        _(rule.suggestion).format(**shown),
    )


def _shown(text: str) -> str:
    """Return a part of the text for a message, on one line and short."""
    line = " ".join(text.replace(CODE, "`…`").replace(OTHER, "…").split())
    return line if len(line) <= 60 else f"{line[:59]}…"  # noqa: PLR2004
