"""Reads stylesheets as rules that can be changed and written again. No Sphinx."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import tinycss2
from tinycss2 import ast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Tokens: TypeAlias = Sequence[ast.Node]

# At-rules that contain rules.
_GROUPS = {"media", "supports", "layer", "container"}

_NO_FILLING = (True, True)  # skip comments and white space between rules


@dataclass(slots=True)
class StyleDeclaration:
    """A property with its value, as text."""

    name: str
    value: str


@dataclass(slots=True)
class Rule:
    """A rule with a list of selectors, or an at-rule that contains declarations or rules."""

    prelude: str  # what is before the opening brace
    declarations: list[StyleDeclaration] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Return whether the rule has no effect."""
        return not self.declarations and not self.rules

    def walk(self) -> Iterator[Rule]:
        """Yield the rule and all rules inside it."""
        yield self
        for rule in self.rules:
            yield from rule.walk()

    def all_declarations(self) -> Iterator[StyleDeclaration]:
        """Yield the declarations of the rule and of all rules inside it."""
        for rule in self.walk():
            yield from rule.declarations

    def __str__(self) -> str:
        inside = [f"{item.name}:{item.value}" for item in self.declarations]
        return f"{self.prelude}{{{';'.join(inside)}{''.join(map(str, self.rules))}}}"


def parse(
    css: str,
    folder: str,
    read: Callable[[str], str],
    is_kept: Callable[[Tokens], bool] = lambda _selectors: True,
) -> list[Rule]:
    """Return the rules of a stylesheet, with those of imported stylesheets in their place.

    ``folder`` is the folder of the stylesheet below the static folder: addresses in the rules
    become relative to the static folder. ``read`` returns the text of another stylesheet by
    its path below the static folder. ``is_kept`` tells by its selectors whether to keep a rule.
    """
    found = tinycss2.parse_stylesheet(css, *_NO_FILLING)
    return list(_rules(found, folder, read, is_kept))


def _rules(
    found: Iterable[ast.Node],
    folder: str,
    read: Callable[[str], str],
    is_kept: Callable[[Tokens], bool],
) -> Iterator[Rule]:
    """Yield the rules of :func:`parse`."""
    for rule in found:
        if isinstance(rule, ast.QualifiedRule):
            if is_kept(rule.prelude):
                yield Rule(text_of(rule.prelude, folder), _declarations(rule.content, folder))
        elif not isinstance(rule, ast.AtRule) or rule.lower_at_keyword == "charset":
            continue  # browsers skip what they cannot parse
        elif rule.lower_at_keyword == "import":
            path = _path(folder, next(_addresses(rule.prelude)))
            yield from parse(read(path), posixpath.dirname(path), read, is_kept)
        elif rule.content is not None:
            prelude = f"@{rule.lower_at_keyword} {text_of(rule.prelude, folder)}".rstrip()
            steps = rule.lower_at_keyword.endswith("keyframes")
            if rule.lower_at_keyword in _GROUPS or steps:
                inside = tinycss2.parse_rule_list(rule.content, *_NO_FILLING)
                kept = (lambda _step: True) if steps else is_kept
                yield Rule(prelude, rules=list(_rules(inside, folder, read, kept)))
            else:
                yield Rule(prelude, _declarations(rule.content, folder))


def _declarations(content: Tokens, folder: str) -> list[StyleDeclaration]:
    """Return the declarations in the content of a rule."""
    found = tinycss2.parse_blocks_contents(content, *_NO_FILLING)
    return [
        StyleDeclaration(
            item.name, text_of(item.value, folder) + ("!important" if item.important else "")
        )
        for item in found
        if isinstance(item, ast.Declaration)
    ]


def _addresses(tokens: Tokens) -> Iterator[str]:
    """Yield the addresses in tokens, written as strings or with ``url()``."""
    for token in tokens:
        if isinstance(token, ast.URLToken | ast.StringToken):
            yield token.value
        elif isinstance(token, ast.FunctionBlock) and token.lower_name == "url":
            yield from _addresses(token.arguments)


def _path(folder: str, address: str) -> str:
    """Return an address relative to the static folder. Absolute addresses do not change."""
    if ":" in address or address.startswith(("/", "#")):
        return address
    return posixpath.normpath(posixpath.join(folder, address))


def text_of(tokens: Tokens, folder: str) -> str:
    """Return tokens as text, without comments and superfluous white space.

    ``folder`` is where relative addresses start from, as in :func:`parse`.
    """
    return str(tinycss2.serialize([*_tidied(tokens, folder)])).strip()


def _tidied(tokens: Tokens, folder: str) -> Iterator[ast.Node]:
    """Yield tokens for :func:`text_of`."""
    for token in tokens:
        where = (token.source_line, token.source_column)
        if isinstance(token, ast.Comment):
            continue
        if isinstance(token, ast.WhitespaceToken):
            yield ast.WhitespaceToken(*where, " ")
        elif isinstance(token, ast.URLToken) or (
            isinstance(token, ast.FunctionBlock) and token.lower_name == "url"
        ):
            (address,) = _addresses([token])
            path = _path(folder, address)
            yield ast.URLToken(*where, path, f'url("{path}")')
        else:
            yield token
