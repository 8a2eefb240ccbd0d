"""Corrects elements of pages that the theme and extensions make inaccessible.

Private or undocumented names used here:

- pydata-sphinx-theme: ``generate_toctree_html`` in the context of a page, and that parts of the
  navigation open with a ``<summary>`` after their link.
- sphinx-design: the node ``sd_tab_label`` and its attribute ``aria_controls``.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup
from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_compass.reading.messages import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class CorrectElements(SphinxPostTransform):
    """Corrects attributes of images and of labels of tabs.

    For an image without alternative text, docutils uses its address, which a screen reader
    spells out, so such images are marked as decoration. sphinx-design gives labels of tabs
    the attribute ``aria-controls``, which is not allowed on labels.
    """

    default_priority = 900  # after sphinx-design has created the labels

    def run(self, **_kwargs: Any) -> None:
        """Correct all images and labels of tabs in the document."""
        for image in self.document.findall(nodes.image):
            image.setdefault("alt", "")
        for node in self.document.findall(nodes.Element):
            if node.tagname == "sd_tab_label":
                node.attributes.pop("aria_controls", None)


def label_navigation(
    _app: Sphinx,
    _pagename: str,
    _templatename: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Label the navigation toggles, which the theme renders as icons without text."""
    generate = context["generate_toctree_html"]

    @functools.wraps(generate)
    def with_labels(*args: Any, **kwargs: Any) -> str:
        navigation = BeautifulSoup(str(generate(*args, **kwargs)), "html.parser")
        for summary in navigation.find_all("summary"):
            link = summary.find_previous("a")
            title = link.get_text() if link else ""
            summary["aria-label"] = _("Pages below {title}").format(title=title).strip()
        return str(navigation)

    context["generate_toctree_html"] = with_labels
