"""The lines of a file that an include shows."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_compass.source.included_parts import shown_lines

LINES = ["a", "begin", "b", "c", "end", "d"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, [0, 1, 2, 3, 4, 5]),
        ({"start-line": 2}, [2, 3, 4, 5]),
        ({"start-line": -2}, [4, 5]),
        ({"end-line": 2}, [0, 1]),
        ({"start-line": 4, "end-line": 2}, []),
        ({"start-after": "begin"}, [1, 2, 3, 4, 5]),
        ({"end-before": "end"}, [0, 1, 2, 3, 4]),
        ({"start-after": "begin", "end-before": "end"}, [1, 2, 3, 4]),
        ({"start-after": "nowhere"}, [0, 1, 2, 3, 4, 5]),
        ({"literal": None}, []),
        ({"code": "python"}, []),
    ],
)
def test_shown_lines(options: dict[str, Any], expected: list[int]) -> None:
    """Only lines that are read as markup count."""
    assert list(shown_lines(LINES, options)) == expected
