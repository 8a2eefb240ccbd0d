"""Corrects elements of pages that the theme and extensions make inaccessible.

Private or undocumented names used here:

- sphinx-design: the node ``sd_tab_label`` and its attribute ``aria_controls``.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform


class CorrectElements(SphinxPostTransform):
    """Corrects attributes of images and of labels of tabs.

    For an image without alternative text, docutils uses its address, which a screen reader
    spells out, so such images are marked as decoration. sphinx-design gives labels of tabs
    the attribute ``aria-controls``, which is not allowed on labels.
    """

    default_priority = 900  # after sphinx-design has created the labels

    def run(self, **_kwargs: Any) -> None:
        """Correct all images and labels of tabs in the document."""
        for node in self.document.findall(nodes.Element):
            if isinstance(node, nodes.image):
                node.setdefault("alt", "")
            elif node.tagname == "sd_tab_label":
                node.attributes.pop("aria_controls", None)
