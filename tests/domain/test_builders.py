"""Which builders make a site, and the private name that leads to the builder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx.testing.util import SphinxTestApp

from sphinx_compass.domain.builders import builder_of, is_site, state_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook


@pytest.mark.parametrize(
    ("name", "site"),
    [("html", True), ("dirhtml", True), ("singlehtml", False), ("epub", False), ("text", False)],
)
def test_builders(handbook: Callable[..., Handbook], name: str, *, site: bool) -> None:
    """Only builders that write a page for each source make a site; each one has a folder."""
    book = handbook({"index.md": "# Example\n"})
    build = book.folder.parent / "build"
    app = SphinxTestApp(name, srcdir=book.folder, builddir=build)
    try:
        assert builder_of(app.env) is app.builder, "Sphinx changed here: BuildEnvironment._app"
        assert is_site(app.builder) is site
        folder = state_folder(app.builder)
    finally:
        app.cleanup()
    assert folder.is_relative_to(build / "doctrees")
    assert folder.name.startswith(f"{name}-")
