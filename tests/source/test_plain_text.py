"""The plain text of nodes, before references are resolved."""

from __future__ import annotations

from docutils import nodes

from sphinx_compass.source.context import plain_text


def test_messages_of_docutils_are_no_text() -> None:
    """What docutils says of a mistake on a page is left out, with the HTML id that it has."""
    message = nodes.system_message("", nodes.paragraph("", "Unknown role"), ids=["id1"])
    section = nodes.section("", nodes.paragraph("", "Before."), message, ids=["part"])
    section += nodes.paragraph("", "After.")
    assert plain_text(section) == "Before. After."
    assert section[1] is message, "the page itself keeps it"
