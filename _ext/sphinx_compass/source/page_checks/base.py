"""What checks of single pages get."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docutils import nodes

    from sphinx_compass.organization.problems import Problem


@dataclass(frozen=True)
class PageSource:
    """The text of a page as its file has it, and what the parser made of it."""

    docname: str
    text: str
    is_markdown: bool
    document: nodes.document  # before references are resolved

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text; the first one has the index 0."""
        return self.text.split("\n")


PageCheck: TypeAlias = "Callable[[PageSource], Iterator[Problem]]"
