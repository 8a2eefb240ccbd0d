"""The base class of views, which directives place on pages."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

if TYPE_CHECKING:
    from docutils.nodes import Element

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.records import Filter, Placement
    from sphinx_compass.views.drawing import Drawing

Content = TypeVar("Content")

STYLES = ("table", "list")  # of views that are tables; the first one is the default


class View(ABC, Generic[Content]):
    """Shows something of the organization.

    A module lists its views in a constant ``VIEWS``, where
    :mod:`sphinx_compass.views.registry` finds them.
    """

    name: str  # of the directive
    filters: tuple[Filter, ...] = ()
    styles: tuple[str, ...] = ()  # values of the option ``style``; the first one is the default

    @property
    def options(self) -> tuple[str, ...]:
        """The names of the options that the directive takes."""
        names = tuple(item.name for item in self.filters)
        return (*names, "style") if self.styles else names

    @abstractmethod
    def content(self, directory: Directory, placement: Placement) -> Content:
        """Return what the view shows, as values that incremental builds compare by ``repr``."""

    @abstractmethod
    def nodes(self, content: Content, draw: Drawing, placement: Placement) -> Element:
        """Return the nodes that show a content."""


AnyView: TypeAlias = View[Any]  # each view has its own type of content
