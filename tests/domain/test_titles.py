"""Which pages show the title of another page."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes

from sphinx_compass.domain import titles

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (["How we work"], "How we work"),
        (["Partners & customers"], "customers"),
        (["Use ", nodes.literal("", "git"), " here and now"], "here and now"),
        (["Über uns: “wir”"], "Über uns"),
        (["!"], ""),
    ],
)
def test_words_that_html_has_as_they_are(parts: list[str | nodes.Node], words: str) -> None:
    """Punctuation can be escaped, and markup stands between texts."""
    title = nodes.title()
    title += [nodes.Text(part) if isinstance(part, str) else part for part in parts]
    assert titles.words_of(title) == words


def test_pages_around() -> None:
    """The pages whose tables of contents list a page, and those above them; also in circles."""
    env: Any = SimpleNamespace(
        toctree_includes={"index": ["a", "b"], "a": ["c"], "c": ["a", "d"], "b": ["e"]}
    )
    assert titles.pages_above(env, ["d"]) == {"index", "a", "c"}
    assert titles.pages_above(env, ["index"]) == set()


def test_pages_with_words(tmp_path: Path) -> None:
    """Those whose output has some of them, or that have no output; or only the menu has them."""
    texts = {"a": "<p>Old title</p>", "b": "<p>New</p>", "d": "<nav>Old title</nav>New"}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    env: Any = SimpleNamespace(found_docs={"a", "b", "c", "d"})
    config = SimpleNamespace(html_output_encoding="utf-8")
    builder: Any = SimpleNamespace(config=config, get_outfilename=lambda name: tmp_path / name)
    assert titles.pages_with(builder, env, {"Old title"}, bytes) == ({"a", "c", "d"}, set())
    assert titles.pages_with(builder, env, {""}, bytes) == ({"a", "b", "c", "d"}, set())
    assert titles.pages_with(builder, env, set(), bytes) == (set(), set())

    def without_menu(output: bytes) -> bytes:
        return output.partition(b"</nav>")[2] or output

    assert titles.pages_with(builder, env, {"Old title"}, without_menu) == ({"a", "c"}, {"d"})
    assert titles.pages_with(builder, env, {"Old title", "New"}, without_menu) == (
        {"a", "b", "c", "d"},
        set(),
    )
    config.html_output_encoding = "iso-8859-1"
    assert titles.pages_with(builder, env, {"Old title"}, bytes) == ({"a", "b", "c", "d"}, set())
