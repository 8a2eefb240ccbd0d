"""Finds the pages that show the title or the sections of another page.

Menus, links and lists of any theme show titles. So the pages that show one are those whose output
has its words. Tables of contents also show sections; those around a page are written again when
its sections change.

Undocumented names used here:

- Sphinx: that ``env.tocs`` has the title of a page first, and its sections below that.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_compass.organization.front_matter_keys import ORDER_KEY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

# Words that HTML has as they are: without punctuation, which can be escaped or replaced.
_PLAIN = re.compile(r"[^\W_]+(?: [^\W_]+)*")


def digest(parts: Iterable[object]) -> str:
    """Return a digest of values with a stable ``repr``."""
    return hashlib.sha256("\n".join(map(repr, parts)).encode()).hexdigest()


def structure(env: BuildEnvironment) -> Iterator[object]:
    """Yield what orders pages, for a digest: tables of contents, and which are read in order."""
    yield env.config.root_doc
    for docname in sorted(env.found_docs):
        toc = env.tocs.get(docname)
        yield docname
        yield [] if toc is None else [_markup(node) for node in toc.findall(_orders)]
        yield env.toctree_includes.get(docname)
        yield env.toc_secnumbers.get(docname)
        yield env.metadata.get(docname, {}).get(ORDER_KEY)


def title(env: BuildEnvironment, docname: str) -> str:
    """Return a digest of the title of a page and, after a space, words of it."""
    titles = (env.titles.get(docname), env.longtitles.get(docname))
    return f"{digest(map(_markup, titles))} {words_of(titles[0])}"


def words_of(node: nodes.Element | None) -> str:
    """Return the longest text of a title that every page which shows it has as it is."""
    texts = () if node is None else node.findall(nodes.Text)
    found = (words for text in texts for words in _PLAIN.findall(str(text)))
    return max(found, key=len, default="")


def sections(env: BuildEnvironment, docname: str) -> str:
    """Return a digest of what tables of contents can show of a page besides its title."""
    toc = env.tocs.get(docname)
    children = [] if toc is None else [child for item in toc for child in item.children]
    return digest(map(_markup, children[1:]))


def pages_with(
    builder: Builder,
    env: BuildEnvironment,
    words: set[str],
    without_menu: Callable[[bytes], bytes],
) -> tuple[set[str], set[str]]:
    """Return the pages whose output has some of these words, and those with them in the menu only.

    ``without_menu`` returns the output of a page without its menu. The first set also has the
    pages without output. If output is not in UTF-8, it has all pages.
    """
    if words and codecs.lookup(builder.config.html_output_encoding).name != "utf-8":
        return set(env.found_docs), set()
    wanted = [text.encode() for text in words]
    pages: set[str] = set()
    only_menus: set[str] = set()
    for docname in env.found_docs if words else ():
        output = _output(builder, docname)
        if output is None:
            pages.add(docname)
        elif any(text in output for text in wanted):
            rest = without_menu(output)
            found = pages if any(text in rest for text in wanted) else only_menus
            found.add(docname)
    return pages, only_menus


def pages_above(env: BuildEnvironment, docnames: Iterable[str]) -> set[str]:
    """Return the pages whose tables of contents list some pages, or pages above them."""
    parents: dict[str, set[str]] = {}
    for parent, children in env.toctree_includes.items():
        for child in children:
            parents.setdefault(child, set()).add(parent)
    found: set[str] = set()
    waiting = list(docnames)
    while waiting:
        new = parents.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def _orders(node: nodes.Node) -> bool:
    return isinstance(node, addnodes.toctree | addnodes.only)


def _output(builder: Builder, docname: str) -> bytes | None:
    if not hasattr(builder, "get_outfilename"):
        return None
    try:
        return Path(builder.get_outfilename(docname)).read_bytes()
    except OSError:
        return None


def _markup(node: nodes.Node | None) -> str:
    if isinstance(node, addnodes.only):
        return str(node["expr"])
    return "" if node is None else node.pformat()
