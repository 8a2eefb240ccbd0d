"""Sphinx, docutils and the theme still have the private names that each improvement replaces.

If a test fails, its name says what changed: adapt the module of ``pace`` to the new release.
"""

from __future__ import annotations

import gc
import inspect
import re
from typing import Any
from unittest import mock

import pytest
import sphinx.builders.html
import sphinx.environment
import sphinx_book_theme  # type: ignore[import-untyped]
from docutils import frontend, nodes
from docutils.transforms.universal import SmartQuotes
from docutils.utils import new_document
from docutils.utils.smartquotes import educate_tokens
from hypothesis import given
from hypothesis import strategies as st
from myst_parser.config.main import read_topmatter
from myst_parser.mdit_to_docutils import base
from pydata_sphinx_theme import edit_this_page
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.events import EventListener, EventManager
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.search import IndexBuilder
from sphinx.util import docutils as sphinx_docutils
from sphinx.util import logging as sphinx_logging

from sphinx_compass.pace import (
    clearing,
    collecting,
    descriptions,
    doctrees,
    highlighting,
    indexing,
    quotes,
    texts,
    traversal,
    visiting,
)


def source(function: Any) -> str:
    """Return the code of a function."""
    return inspect.getsource(function)


def test_traversal() -> None:
    """The search has the arguments that are replaced."""
    assert list(inspect.signature(traversal._original).parameters) == [
        *("self", "condition", "include_self", "descend", "siblings", "ascend")
    ], "docutils changed Node.findall"


def test_visiting() -> None:
    """A visit does what is replaced, and nothing else."""
    text = source(visiting._original)
    assert text.count("reporter.debug(") == 2, "docutils changed Node.walkabout"
    assert text.count("except Skip") == 4, "docutils changed Node.walkabout"


def test_front_matter() -> None:
    """MyST-Parser calls the function that is replaced, on the module."""
    assert "yaml.safe_load(token.content)" in source(base.DocutilsRenderer.render_front_matter)
    assert "yaml.safe_load(" in source(read_topmatter), "MyST-Parser changed read_topmatter"


def test_node_index() -> None:
    """Children of elements change in the methods that are replaced, and nowhere else."""
    changes = re.compile(r"self\.children(?:\.[a-z]+\(| = |\[[^\]]*\] = )|del self\.children")
    changing = {
        name
        for name, method in vars(nodes.Element).items()
        if inspect.isfunction(method)
        and any("index(" not in found for found in changes.findall(source(method)))
    }
    assert changing <= {
        *("__init__", "__setitem__", "__delitem__", "append", "insert", "pop", "remove", "clear"),
        *("set_item", "delete_item"),
    }, "docutils changed Element"
    for name in ("append", "insert"):
        assert "self.setup_child(" in source(getattr(nodes.Element, name)), "docutils changed"
    assert "children" in vars(nodes.Element()), "docutils changed where children are"


def test_clearing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that have been read are in all_docs, and Sphinx labels pages that it makes."""
    assert list(inspect.signature(BuildEnvironment.clear_doc).parameters) in (
        ["self", "docname"],
        ["env", "docname"],
    ), "Sphinx changed clear_doc"
    assert StandardDomain.initial_data["labels"]["search"][0] == "search", "Sphinx changed labels"
    app = mock.Mock(events=EventManager(mock.Mock()))
    app.connect = lambda name, handler: app.events.connect(name, handler, 500)
    TocTreeCollector().enable(app)
    monkeypatch.setattr(BuildEnvironment, "clear_doc", BuildEnvironment.clear_doc)  # to restore it
    clearing.turn_on(app)
    read, other = (mock.MagicMock(all_docs=docs) for docs in ({"index": 0}, {}))
    for env in (read, other):
        (listener,) = app.events.listeners["env-purge-doc"]
        listener.handler(app, env, "index")
    assert read.tocs.pop.called, "Sphinx changed the collector of toctrees"
    assert not other.tocs.pop.called, "Sphinx changed its event manager"


def test_doctrees() -> None:
    """A page that is not kept is loaded from its file."""
    text = source(BuildEnvironment.get_and_resolve_doctree) + source(BuildEnvironment.__getstate__)
    assert text.count("_write_doc_doctree_cache") == 2, "Sphinx changed its cache of pages"
    assert "_pickled_doctree_cache" in source(BuildEnvironment.get_doctree), "Sphinx changed it"
    kept = doctrees.KeptPages()
    for number in range(doctrees.MOST + 9):
        kept[str(number)] = number
    assert len(kept) == doctrees.MOST


def test_edit_links() -> None:
    """The theme uses no other name of Jinja."""
    assert source(edit_this_page).count("jinja2.") == source(edit_this_page).count(
        "jinja2.Template("
    ), "pydata-sphinx-theme changed edit_this_page"


def test_descriptions() -> None:
    """The theme uses the function once, and docutils joins texts as before."""
    assert source(sphinx_book_theme).count("findall(") == 1, "sphinx-book-theme changed"
    text = source(sphinx_book_theme.add_metadata_to_page)
    assert "in findall(doctree, docutil_nodes.section):" in text, "sphinx-book-theme changed"
    assert f"description[:{descriptions.LENGTH}]" in text, "sphinx-book-theme changed"
    joins = "self.child_text_separator.join("
    assert joins in source(nodes.Element.astext), "docutils changed Element.astext"


def test_highlighting() -> None:
    """The transform visits all nodes, and removes some."""
    text = source(highlighting._original)
    assert text.count("self.document.") == 2, "Sphinx changed HighlightLanguageTransform"
    assert text.count("remove(") == 1, "Sphinx changed HighlightLanguageTransform"


def test_indexing() -> None:
    """Words are added one by one to sets of pages."""
    text = source(IndexBuilder.feed)
    for part in ("self._word_collector(doctree)", "self.lang.stem", ".title_words:", ".words:"):
        assert part in text, "Sphinx changed IndexBuilder.feed"
    assert indexing._original is not indexing.collect


def test_logs() -> None:
    """No handler of Sphinx shows messages below the level that is left."""
    text = source(sphinx_logging.setup)
    assert "logger = logging.getLogger(NAMESPACE)" in text, "Sphinx changed its logger"
    levels = re.findall(r"_handler\.setLevel\((.*)\)", text)
    assert set(levels) == {"log_level", "logging.WARNING"}, "Sphinx changed its handlers"
    assert "log_level = VERBOSITY_MAP[max(verbosity, 0)]" in text, "Sphinx changed levels"


def test_settings() -> None:
    """Sphinx and MyST-Parser get settings from these functions."""
    assert "_get_settings(" in source(sphinx_docutils._parse_str_to_doctree), "Sphinx changed"
    assert "get_default_settings(" in source(base.make_document), "MyST-Parser changed"
    assert "record_dependencies" in source(frontend.Values), "docutils changed Values"


def test_templates_and_titles() -> None:
    """Templates are in an environment of Jinja, and titles are rendered one by one."""
    assert "self.environment = " in source(BuiltinTemplateLoader.init), "Sphinx changed templates"
    text = source(StandaloneHTMLBuilder.get_doc_context)
    assert "self.render_partial(titles[" in text, "Sphinx changed get_doc_context"


def test_texts() -> None:
    """A text is unescaped, and nothing else."""
    assert "return str(unescape(self))" in source(texts._original), "docutils changed Text.astext"
    for text in ("", "a b", "a\0 b\0\nc\0\0d", "\\"):
        found = texts.astext(nodes.Text(text))
        assert (type(found), found) == (str, texts._original(nodes.Text(text)))


def test_contents() -> None:
    """Sphinx compares times with these functions."""
    for module in (sphinx.environment, sphinx.builders.html):
        assert "_last_modified_time(" in source(module), f"Sphinx changed {module.__name__}"
    assert "newest_template_mtime()" in source(StandaloneHTMLBuilder.get_outdated_docs)


def test_unchanged() -> None:
    """A build is the method that the command calls, with these arguments."""
    assert list(inspect.signature(Sphinx.build).parameters) == ["self", "force_all", "filenames"]
    assert "_warncount" in source(Sphinx.build), "Sphinx changed how it counts warnings"


TREES = st.recursive(
    st.text(max_size=3).map(nodes.Text),
    lambda children: st.tuples(
        st.sampled_from([nodes.paragraph, nodes.emphasis, nodes.section]), st.lists(children)
    ).map(lambda made: made[0]("", *made[1])),
)


@given(
    st.lists(st.text("ab \"'`-.\\&#39;\x00(<", max_size=6)),
    st.sampled_from(["qDe", "d", "qi", "e"]),
)
def test_quotes(texts: list[str], action: str) -> None:
    """Texts without special signs stay as they are."""
    plain = [text for text in texts if not quotes.SPECIAL.search(text)]
    taught = educate_tokens([("plain", text) for text in plain], action, "en")
    assert list(taught) == plain, "docutils changed educate_tokens"
    assert "self.document.findall(nodes.TextElement)" in source(SmartQuotes.apply)
    assert 'startswith("language-")' in source(nodes.Element.get_language_code).replace("'", '"')


@given(TREES)
def test_search_finds_the_same(tree: nodes.Node) -> None:
    """The search yields the same nodes in the same order, whatever the condition."""
    document = new_document("")
    document += tree
    for condition in (None, nodes.Text, nodes.Element, nodes.emphasis, nodes.TextElement):
        found = [id(node) for node in traversal.findall(document, condition)]
        assert found == [id(node) for node in traversal._original(document, condition)]
    found = [id(node) for node in traversal.findall(document, lambda node: bool(node.children))]
    expected = traversal._original(document, lambda node: bool(node.children))
    assert found == [id(node) for node in expected]


@given(TREES, st.integers(1, 9))
def test_beginnings_are_the_same(tree: nodes.Node, length: int) -> None:
    """A text that is made only in part begins with the same characters."""
    assert descriptions.beginning(tree, length)[:length] == tree.astext()[:length]


def test_search_sees_changes() -> None:
    """A tree can change during the search, as with that of docutils."""

    def replaced(search: Any) -> str:
        document = new_document("")
        document += nodes.paragraph("", "", nodes.emphasis("", "a"), nodes.emphasis("", "b"))
        document += nodes.paragraph("", "", nodes.emphasis("", "c"))
        for node in search(document, nodes.emphasis):
            node.parent.replace(node, [nodes.strong("", "x"), nodes.emphasis("", "", *node)])
            if len(node.parent.children) > 9:
                break
        return document.pformat()

    assert replaced(traversal.findall) == replaced(traversal._original)


def test_garbage_is_still_collected(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what there is at the event is kept, and only at the first one."""
    frozen: list[str] = []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append("now"))
    keeping = collecting._Keeping()
    keeping()
    keeping()
    assert frozen == ["now"]
    assert all(
        0 < few <= many < 10**7 for few, many in zip(collecting.FEW, collecting.MANY, strict=True)
    )


@pytest.mark.parametrize(("used", "expected"), [(10**8, collecting.MANY), (10**10, collecting.FEW)])
def test_much_memory(
    monkeypatch: pytest.MonkeyPatch, used: int, expected: tuple[int, int, int]
) -> None:
    """Garbage is collected more often if there was much of it."""
    assert collecting.most_used() > 10**6
    limits = [collecting.MANY]
    monkeypatch.setattr(gc, "get_threshold", lambda: limits[-1])
    monkeypatch.setattr(gc, "set_threshold", lambda *new: limits.append(new))
    monkeypatch.setattr(collecting, "most_used", lambda: used)
    collecting.collected("start", {})
    assert limits == [collecting.MANY]
    collecting.collected("stop", {})
    assert limits[-1] == expected
    collecting.collect_more()
    assert limits[-1] == collecting.FEW


def test_processes() -> None:
    """Builders divide pages with the function that is replaced."""
    for method in (Builder._read_parallel, Builder._write_parallel):
        assert list(inspect.signature(method).parameters) == ["self", "docnames", "nproc"]
        assert "chunks = make_chunks(docnames, nproc)" in source(method), "Sphinx changed builders"


def test_finishing() -> None:
    """Events keep listeners as tuples, in a list that emitting an event sorts."""
    assert EventListener._fields == ("id", "handler", "priority")
    assert "sorted(self.listeners[name]" in source(EventManager), "Sphinx changed EventManager"
