"""Does not visit the nodes of pages without code: ``pace_highlighting``.

Before Sphinx writes a page, it visits each of its nodes to set the language of literal blocks.

Private names used here:

- Sphinx: the code of ``HighlightLanguageTransform.apply``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms.code import HighlightLanguageTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_original = HighlightLanguageTransform.apply


def turn_on(_app: Sphinx) -> None:
    """Replace the method in this process."""
    HighlightLanguageTransform.apply = apply  # type: ignore[method-assign]


def apply(self: HighlightLanguageTransform, **kwargs: Any) -> None:
    """Set the language of literal blocks, if there are any, and remove directives for them."""
    if next(iter(self.document.findall(nodes.literal_block)), None) is not None:
        _original(self, **kwargs)
        return
    for node in list(self.document.findall(addnodes.highlightlang)):
        node.parent.remove(node)
