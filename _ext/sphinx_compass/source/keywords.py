"""Reads ``keywords``: words that readers search for and that the page does not use.

The value is a list, or one text with commas::

    keywords: [outage at night, pager]
    keywords: outage at night, pager
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from sphinx_compass.organization.front_matter_keys import KEYWORDS_KEY
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.organization.text import fold
from sphinx_compass.source.yaml_explained import not_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx_compass.organization.places import Location


def from_yaml(
    root: yaml.Node | None, at: Callable[[yaml.Mark], Location]
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Return the keywords in front matter, and what is wrong with them.

    ``at`` returns the location of a mark on the page.
    """
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()
    found = next(((key, value) for key, value in pairs if key.value == KEYWORDS_KEY), None)
    if found is None:
        return (), ()
    key, value = found
    is_list = isinstance(value, yaml.SequenceNode)
    items: list[yaml.Node] = value.value if is_list else [value]
    texts = [item.value for item in items if isinstance(item, yaml.ScalarNode)]
    keywords = split(texts)
    wrong = next((item for item in items if not isinstance(item, yaml.ScalarNode)), None)
    if wrong is not None:
        location = at(wrong.start_mark if is_list else key.start_mark)
        return keywords, (_not_words(location, value),)
    if not keywords:
        return (), (no_value(at(key.start_mark)),)
    return keywords, ()


def split(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the keywords in texts, in which commas separate them; each one once.

    >>> split(["pager, outage  at night", "Pager"])
    ('pager', 'outage at night')
    """
    words = (" ".join(part.split()) for text in texts for part in text.split(","))
    return tuple({fold(word): word for word in reversed([*words]) if word}.values())[::-1]


def no_value(location: Location) -> Problem:
    """Return the problem that there is no keyword."""
    return Problem(
        location,
        Subtype.FRONT_MATTER,
        _("The front matter key '{key}' has no value").format(key=KEYWORDS_KEY),
        _("write words with commas between, or delete the line"),
    )


def _not_words(location: Location, value: yaml.Node) -> Problem:
    words = ", ".join(split(_texts(value))) or "…"
    return Problem(location, Subtype.FRONT_MATTER, *not_words(words))


def _texts(node: yaml.Node) -> Iterator[str]:
    """Yield the texts in a value, without those that are empty in YAML."""
    if isinstance(node, yaml.ScalarNode):
        if node.tag != "tag:yaml.org,2002:null":
            yield str(node.value)
        return
    for item in node.value if isinstance(node, yaml.CollectionNode) else ():
        for part in item if isinstance(item, tuple) else (item,):
            yield from _texts(part)
