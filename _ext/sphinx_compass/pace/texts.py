"""Does not look for escapes in texts without any: ``pace_texts``.

docutils splits and joins a text three times whenever its ``astext`` is called, to remove null
characters, which are in hardly any text.

Private names used here:

- docutils: the code of ``Text.astext``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_original = nodes.Text.astext


def turn_on(_app: Sphinx) -> None:
    """Replace the method in this process."""
    nodes.Text.astext = astext  # type: ignore[method-assign]


def astext(self: nodes.Text) -> str:
    """Return the text without null characters and what they escape."""
    return _original(self) if "\0" in self else str(self)
