"""Conversion of docutils nodes to mdast."""

from __future__ import annotations

from docutils import nodes

from sphinx_compass.outputs.mystmd import mdast


def test_converted_nodes_keep_every_word() -> None:
    """Known nodes keep their type, others are replaced by their children; links are absolute."""
    paragraph = nodes.paragraph("", "Go\nto ")
    paragraph += nodes.reference("", "here", refid="there")
    paragraph += nodes.reference("", "up", refuri="../up/#x", internal=True)
    paragraph += nodes.reference("", "mail", refuri="mailto:a@b.example")
    paragraph += nodes.inline("", "", nodes.strong("", "bold"), nodes.literal("", "code"))
    paragraph += nodes.image(alt="picture", uri="x.png")
    paragraph += nodes.comment("", "silent")
    assert mdast.convert([paragraph], "https://a.example/b/c/") == [
        {
            "type": "paragraph",
            "children": [
                {"type": "text", "value": "Go to "},
                {
                    "type": "link",
                    "url": "https://a.example/b/c/#there",
                    "children": [{"type": "text", "value": "here"}],
                },
                {
                    "type": "link",
                    "url": "https://a.example/b/up/#x",
                    "children": [{"type": "text", "value": "up"}],
                },
                {
                    "type": "link",
                    "url": "mailto:a@b.example",
                    "children": [{"type": "text", "value": "mail"}],
                },
                {"type": "strong", "children": [{"type": "text", "value": "bold"}]},
                {"type": "inlineCode", "value": "code"},
                {"type": "text", "value": "picture"},
            ],
        }
    ]


def test_converted_lists_and_code() -> None:
    """Ordered and unordered lists are distinguished."""
    item = nodes.list_item("", nodes.paragraph("", "One"))
    tree = [nodes.enumerated_list("", item), nodes.literal_block("", "x = 1")]
    one = {"type": "listItem", "children": [mdast.paragraph("One")]}
    assert mdast.convert(tree, "") == [
        {"type": "list", "ordered": True, "children": [one]},
        {"type": "code", "value": "x = 1"},
    ]
