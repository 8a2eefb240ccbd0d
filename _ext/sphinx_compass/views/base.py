"""What a view is: something that a directive places on a page."""

from __future__ import annotations

from abc import ABC, abstractmethod
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils.nodes import Element

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.records import Placement
    from sphinx_compass.views.drawing import Drawing

Content = TypeVar("Content")

STYLES = ("table", "list")  # the first one is the default


class View(ABC, Generic[Content]):
    """Shows something of the organization.

    The module of a view lists its views in a constant ``VIEWS``, and
    :mod:`sphinx_compass.views.registry` finds it there.
    """

    name: str  # of the directive
    # Options that filter, each with the field of Rules that lists its words;
    # an empty field means that values are names of objects, which a check looks up.
    filters: Mapping[str, str] = MappingProxyType({})
    has_style: bool = False  # whether the option ``style`` makes a list of the table

    @property
    def options(self) -> tuple[str, ...]:
        """The names of the options that the directive takes."""
        return (*self.filters, "style") if self.has_style else tuple(self.filters)

    @abstractmethod
    def content(self, directory: Directory, placement: Placement) -> Content:
        """Return what the view shows, as values that incremental builds compare by ``repr``."""

    @abstractmethod
    def nodes(self, content: Content, draw: Drawing, placement: Placement) -> Element:
        """Return the nodes that show a content."""


AnyView: TypeAlias = View[Any]  # each view has its own type of content
