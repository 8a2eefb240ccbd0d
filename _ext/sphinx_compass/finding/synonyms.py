"""Reads the synonyms of words, and weak words, from a YAML file that people write.

Its keys are `same`, `leads_to` and `weak`. What is wrong with it is a warning; the rest counts.
"""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import yaml
from sphinx.util import logging

from sphinx_compass.finding.messages import _, mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

_SHAPES = {
    "same": mark("'same' needs lists of words; write for example '- [salary, pay]'."),
    "leads_to": mark("'leads_to' needs lists of words below words; write 'plane: [travel]'."),
    "weak": mark("'weak' needs a list of words; write for example 'weak: [need, want]'."),
}


class Mistake(NamedTuple):
    """What is wrong with the file."""

    line: int  # from 1
    text: str


class Synonyms(NamedTuple):
    """What the file says."""

    others: dict[str, list[str]]  # by word, the words that it also finds
    weak: list[str]
    mistakes: list[Mistake]


def synonyms_of(app: Sphinx) -> Synonyms:
    """Return what the file of a project says."""
    path = Path(app.srcdir, app.config.finding_synonyms)
    if not app.config.finding_synonyms:
        return Synonyms({}, [], [])
    try:
        return synonyms_in(path.read_text(encoding="utf-8-sig"))
    except OSError:
        text = _("This file cannot be read; correct finding_synonyms in conf.py.")
    except UnicodeDecodeError:
        text = _("This file is not UTF-8 text; save it as UTF-8.")
    return Synonyms({}, [], [Mistake(1, text)])


def report(app: Sphinx) -> None:
    """Warn about each mistake."""
    path = Path(app.srcdir, app.config.finding_synonyms)
    for line, text in synonyms_of(app).mistakes:
        logger.warning("%s", text, location=f"{path}:{line}", type="finding", subtype="synonyms")


def synonyms_in(text: str) -> Synonyms:
    """Return what a text in YAML says; words such as `no` and `401` are words, as written."""
    found = Synonyms({}, [], [])
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        found.mistakes.append(_not_yaml(error))
        return found
    if root is None:
        return found
    if not isinstance(root, yaml.MappingNode):
        wrong = _("This file needs keys; write 'same:', 'leads_to:' or 'weak:' before the words.")
        found.mistakes.append(Mistake(_line(root), wrong))
        return found
    for key, value in root.value:
        if key.value not in _SHAPES:
            wrong = _("'{key}' is not a key of this file; use 'same', 'leads_to' or 'weak'.")
            found.mistakes.append(Mistake(_line(key), wrong.format(key=key.value)))
            continue
        try:
            _add(found, key.value, value)
        except _ShapeError as error:
            found.mistakes.append(Mistake(_line(error.node), _(_SHAPES[key.value])))
    return found


class _ShapeError(Exception):
    """A part of the file has another shape than its key needs."""

    def __init__(self, node: yaml.Node) -> None:
        super().__init__()
        self.node = node


def _add(found: Synonyms, key: str, value: yaml.Node) -> None:
    """Add what is below a key; raises _ShapeError where the shape is wrong."""
    if key == "weak":
        found.weak.extend(_words(value))
    elif key == "same":
        for group in _children(value):
            for word, other in permutations(_words(group), 2):
                _note(found, word, other)
    elif _is_empty(value):
        return
    elif isinstance(value, yaml.MappingNode):
        for word, others in value.value:
            for other in _words(others):
                _note(found, _word(word), other)
    else:
        raise _ShapeError(value)


def _note(found: Synonyms, word: str, other: str) -> None:
    others = found.others.setdefault(word, [])
    if word != other and other not in others:
        others.append(other)


def _words(node: yaml.Node) -> list[str]:
    return [_word(child) for child in _children(node)]


def _word(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode) or _is_empty(node):
        raise _ShapeError(node)
    return str(node.value)


def _children(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.SequenceNode):
        yield from node.value
    elif not _is_empty(node):
        raise _ShapeError(node)


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.value


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _not_yaml(error: yaml.YAMLError) -> Mistake:
    place = getattr(error, "problem_mark", None)
    line = 1 if place is None else place.line + 1
    return Mistake(line, _("This line is not YAML; check its brackets, colons and indentation."))
