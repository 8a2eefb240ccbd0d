"""Parses simple front matter once per page and in C: ``pace_front_matter``.

MyST-Parser parses the front matter of a page twice, extensions may parse it again, and PyYAML's
parser in Python takes longer for it than markdown-it for the rest of the page. Its parser in C
does not read each text in the same way, so that it is used only for texts without anything special:
keys with words, words in quotes or lists of words. There, both give the same nodes and marks.

Private names used here:

- MyST-Parser: that it reads front matter with ``yaml.safe_load``.
- PyYAML: that ``safe_load`` and ``compose`` are functions of the module ``yaml``; that the style of
  plain scalars is None in nodes of the parser in Python, and ``""`` in those of the one in C; where
  the last block ends in a text without a line break at its end.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

# Signs that are part of a word wherever they are in it.
_WORD = r"(?:[\w.'/\u2013\u2014\u2019()&;-]|(?<=\w)#)"
_WORDS = rf"\w{_WORD}*(?: +{_WORD}+)*"
# A line can also have other signs, unless they end or begin something.
_IN_LINE = r"(?:[\w.'/\u2013\u2014\u2019()&;?!*%+=,@\"-]|:(?=\w)|(?<=\w)#)"
_LINE = rf"\w{_IN_LINE}*(?: +{_IN_LINE}+)*"
_ITEM = rf"- {_LINE}(?:: {_LINE})?\n"
_IN_QUOTES = r"[\w .\u2013\u2014\u2019()&;?!*%+=,:#/\[\]{}|<>@-]"
_QUOTED = rf"\"(?:{_IN_QUOTES}|')*\"|'(?:{_IN_QUOTES}|\")*'"
_KEY = r"[A-Za-z_]\w{,100}:"
_SIMPLE = re.compile(
    rf"(?:{_KEY} (?:{_LINE}|{_QUOTED}|\[{_WORDS}(?:, ?{_WORDS})*\])\n"
    rf"|{_KEY}\n(?P<indent> +){_ITEM}(?:(?P=indent){_ITEM})*)+"
)

_compose = yaml.compose
_safe_load = yaml.safe_load


def turn_on(_app: Sphinx) -> None:
    """Replace the functions in this process, if PyYAML has its parser in C."""
    if yaml.__with_libyaml__:
        yaml.compose = compose
        yaml.safe_load = safe_load


def compose(stream: Any, Loader: Any = yaml.Loader) -> yaml.Node | None:  # noqa: N803 - as in PyYAML
    """Return the node of a YAML text as ``yaml.compose`` does."""
    if Loader is yaml.SafeLoader and is_simple(stream):
        return _node(stream)
    return _compose(stream, Loader)


def safe_load(stream: Any) -> Any:
    """Return what a YAML text says as ``yaml.safe_load`` does."""
    if not is_simple(stream):
        return _safe_load(stream)
    return yaml.SafeLoader("").construct_document(_node(stream.removesuffix("\n")))


def is_simple(text: object) -> bool:
    """Tell whether a text has nothing that the two parsers could read differently."""
    if not isinstance(text, str):
        return False
    whole = text if text.endswith("\n") else f"{text}\n"
    return _SIMPLE.fullmatch(whole) is not None


@lru_cache(maxsize=4)
def _node(text: str) -> yaml.Node:
    """Return the node of a simple text; nobody may change it."""
    loader = yaml.CSafeLoader(text)
    try:
        root: Any = loader.get_single_node()
    finally:
        loader.dispose()
    for block in _adapted(root):
        if not text.endswith("\n") and block.end_mark.index == len(text):
            line, column = text.count("\n"), len(text) - text.rfind("\n") - 1
            block.end_mark = yaml.Mark(root.end_mark.name, len(text), line, column, None, 0)
    return root  # type: ignore[no-any-return]


def _adapted(node: yaml.Node) -> Iterator[yaml.CollectionNode]:
    """Give plain scalars the style that the parser in Python gives them; yield what is a block."""
    if isinstance(node, yaml.ScalarNode):
        node.style = node.style or None
        return
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        yield node
    for item in node.value:
        for part in item if isinstance(item, tuple) else (item,):
            yield from _adapted(part)
