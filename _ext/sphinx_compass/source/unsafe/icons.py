"""Decides whether the markup of an icon draws something, and does nothing else.

sphinx-design puts the classes that a page gives an icon into its markup as they are.
"""

from __future__ import annotations

from html.parser import HTMLParser

_ROOT = frozenset({"aria-hidden", "class", "height", "version", "viewbox", "width"})
_SHAPES = frozenset(
    {"circle", "clippath", "defs", "ellipse", "g", "line", "path", "polygon", "polyline", "rect"}
    | {"svg", "title", "use"}
)


def is_icon(svg: str) -> bool:
    """Tell whether markup is one picture that consists of shapes only."""
    parser = _Icon()
    try:
        parser.feed(svg)
        parser.close()
    except AssertionError:  # the parser does not know what begins with ``<![``
        return False
    return parser.is_allowed


class _Icon(HTMLParser):
    """Reads the markup of an icon."""

    def __init__(self) -> None:
        super().__init__()
        self.is_allowed = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note whether an element is part of a drawing."""
        if tag == "svg":
            fits = _ROOT.issuperset(name for name, _value in attrs)
        else:
            fits = all(
                not name.startswith("on") and ("href" not in name or (value or "").startswith("#"))
                for name, value in attrs
            )
        self.is_allowed = self.is_allowed and fits and tag in _SHAPES
