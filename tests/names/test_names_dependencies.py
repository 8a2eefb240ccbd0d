"""The private parts of Sphinx and of rediraffe that permanent names use.

If one of these tests fails, the named module has to be adapted to a new release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import MagicMock

from sphinx.domains.std import StandardDomain
from sphinx.search import IndexBuilder
from sphinx.testing.util import SphinxTestApp
from sphinxext import rediraffe

from sphinx_compass.names.redirects import RedirectPages
from sphinx_compass.names.standard_domain import MODULE_INDEX

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Handbook


def test_label_of_the_module_index() -> None:
    """`names/standard_domain.py` leaves out the page of this label."""
    label = StandardDomain.initial_data["labels"]["modindex"]
    assert label[0] == MODULE_INDEX, "Sphinx changed here: the label 'modindex'"


def test_search_leaves_out_a_negative_rank() -> None:
    """`names/permanent.py` gives former names this rank."""
    domain = MagicMock()
    domain.get_objects.return_value = [
        ("a", "A", "term", "page", "x", -1),
        ("b", "B", "term", "page", "y", 1),
    ]
    environment = MagicMock()
    environment.domains.sorted.return_value = [domain]
    index = IndexBuilder(environment, "en", {}, "")
    found = [entry[-1] for entries in index.get_objects({"page": 0}).values() for entry in entries]
    assert found == ["B"], "Sphinx changed here: ranks of search results"


def test_functions_of_rediraffe(tmp_path: Path) -> None:
    """`names/redirects.py` reads redirects and docnames as rediraffe does."""
    path = tmp_path / "redirects.txt"
    path.write_text('# comment\n"a b.md" c\n', encoding="utf-8")
    assert rediraffe.create_graph(path) == {"a b.md": "c"}, "rediraffe changed: create_graph"
    assert rediraffe.remove_suffix("a/b.md", [".md"]) == "a/b", "rediraffe changed: remove_suffix"
    assert rediraffe.REDIRECT_JSON_NAME == "_rediraffe_redirected.json", "rediraffe changed: record"


def test_order_at_the_end_of_a_build(handbook: Callable[..., Handbook]) -> None:
    """`names/redirects.py` runs before and after rediraffe."""
    book = handbook({"index.md": "# Start\n"}, 'compass_names_file = "names.json"\n')
    app = SphinxTestApp("dummy", srcdir=book.folder, builddir=book.folder.parent / "build")
    try:
        priorities = {
            getattr(listener.handler, "__qualname__", ""): listener.priority
            for listener in app.events.listeners["build-finished"]
        }
    finally:
        app.cleanup()
    steps = (RedirectPages.hand_over, rediraffe.build_redirects, RedirectPages.complete)
    order = [priorities[step.__qualname__] for step in steps]
    assert order == sorted(set(order)), "rediraffe changed: build_redirects at build-finished"
