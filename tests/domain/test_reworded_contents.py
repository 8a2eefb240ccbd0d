"""What Sphinx reports about contents of figures, tables, grids and formulas, in our form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mistakes import assert_found

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook
    from mistakes import Found

CONF = """
compass_check_pages = True
extensions += ["sphinx_design", "sphinx_compass.reading"]
html_math_renderer = "mathml"
"""
FORMULA = "```{math}\n:label: sum\n\na + b\n```\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("```{figure} x.svg\n:alt: x\n\n- a list\n```\n", (3, "block")),
        ('```{csv-table}\n"a, b\nc, d"e\n```\n', (3, "block", "csv-table")),
        ("```{csv-table}\n:file: nothing.csv\n```\n", (3, "block", "csv-table")),
        ("```{csv-table}\n:widths: 1, 2, 3\n\na, b\n```\n", (3, "block", "csv-table")),
        ("```{list-table}\n:widths: 1 2\n\n* - a\n```\n", (3, "block", "list-table")),
        ("```{list-table}\n:header-rows: 3\n\n* - a\n* - b\n```\n", (3, "block", "list-table")),
        ("::::{grid} wide\n:::{grid-item}\nText.\n:::\n::::\n", (3, "block")),
        ("::::{tab-set}\n:::{tip}\nText.\n:::\n::::\n", (4, "block")),
        ("Text {octicon}`nothing`\n", (3, "block", "nothing")),
        ("```{class} wide\n```\n", (3, "block", "class")),
        ("Text.\nMore {math}`\\nothing`.\n", (4, "markup")),
        ("```{math}\na +\n\n\\nothing\n```\n", (3, "markup")),
        ("Text {math}`\\\\[\\nothing`.\n", (3, "markup")),
        (f"```{{math}}\n{'{' * 9000}\n```\n", (3, "markup")),
        (f"```{{math}}\n{'a+' * 9000}a\n```\n", (3, "markup")),
        (':::{note}\n---\n"x\' y": z\n---\nText.\n:::\n', (5, "option", "x' y")),
        (
            ':::{note}\n---\n"x\\" \' (allowed: [y": z\n---\nText.\n:::\n',
            (5, "option", "x\" \\' (allowed: [y"),
        ),
        (f"{FORMULA}\n{FORMULA}", (10, "label", "sum")),
    ],
)
def test_contents(handbook: Callable[..., Handbook], text: str, found: Found) -> None:
    """Each is one finding at the block, without the text of the block."""
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    book = handbook({"index.md": f"# Page\n\n{text}", "x.svg": drawing}, CONF)
    book.build("dummy")
    assert len(book.findings) == len(book.warnings.splitlines()), book.warnings
    assert_found(book.findings, [found])
