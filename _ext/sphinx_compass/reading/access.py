"""Mends what the theme and extensions write without a name, or with a wrong one."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup
from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx_design.tabs import sd_tab_label

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class MendElements(SphinxPostTransform):
    """Mend elements of pages before they are written.

    Docutils gives an image without alternative text its address as one, which a screen
    reader then spells out: such an image is taken as decoration.  sphinx-design gives the
    labels of tabs an attribute that labels must not have.
    """

    default_priority = 900  # after sphinx-design has made its labels

    def run(self, **_kwargs: Any) -> None:
        """Mend every image and every label of a tab."""
        for image in self.document.findall(nodes.image):
            image.setdefault("alt", "")
        for label in self.document.findall(sd_tab_label):
            label.attributes.pop("aria_controls", None)


def name_toggles(
    _app: Sphinx,
    _pagename: str,
    _templatename: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Name what opens a part of the navigation: the theme's has an icon alone."""
    generate = context.get("generate_toctree_html")
    if generate is None:
        return

    @functools.wraps(generate)
    def with_names(*args: Any, **kwargs: Any) -> str:
        navigation = BeautifulSoup(str(generate(*args, **kwargs)), "html.parser")
        for summary in navigation.find_all("summary"):
            link = summary.find_previous("a")
            summary["aria-label"] = f"Pages below {link.get_text() if link else ''}".strip()
        return str(navigation)

    context["generate_toctree_html"] = with_names
