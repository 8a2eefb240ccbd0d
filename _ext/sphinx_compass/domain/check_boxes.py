"""Shows check boxes of task lists as characters, because pages cannot have HTML form elements.

Undocumented names used here:

- MyST-Parser: the class ``task-list-item-checkbox`` of the HTML that it writes for a check box.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.transforms import SphinxTransform

_BOX = '<input class="task-list-item-checkbox"'


def is_check_box(node: nodes.Node) -> bool:
    """Tell whether a node is the HTML of a check box."""
    return isinstance(node, nodes.raw) and node.astext().startswith(_BOX)


class CheckBoxes(SphinxTransform):
    """Replaces the HTML of each check box, if ``compass_untrusted_pages`` is set."""

    default_priority = 800  # before unsafe HTML is removed (870)

    def apply(self, **_kwargs: object) -> None:
        """Write an empty or a checked box."""
        if not self.config.compass_untrusted_pages:
            return
        for node in list(self.document.findall(nodes.raw)):
            if is_check_box(node):
                is_checked = 'checked="checked"' in node.astext()
                box = "\N{BALLOT BOX WITH CHECK}" if is_checked else "\N{BALLOT BOX}"
                node.parent.replace(node, nodes.Text(f"{box} "))
