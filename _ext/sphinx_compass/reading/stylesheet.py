"""Makes one small stylesheet of many: rules that no page can match are dropped.  No Sphinx.

The usual purgers (PurgeCSS and its kin, whose way of matching by words this takes over)
run on Node.js, which no build here needs; tinycss2 does the parsing.  A rule stays
unless it surely never matches: it is kept where a class, id or element of its selector
stands in a page, or as a word in a script, which may set it.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import tinycss2
from tinycss2 import ast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Tokens: TypeAlias = Sequence[ast.Node]

_TAG = re.compile(r"<([a-zA-Z][\w-]*)")
_NAMES = re.compile(r"""\b(?:class|id)=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_WORD = re.compile(r"[\w-]+")
_CUSTOM = re.compile(r"--[\w-]+")
_VAR = re.compile(r"var\(\s*(--[\w-]+)")

# Elements that every document has, written or not.
_ALWAYS = frozenset({"html", "head", "body"})

# At-rules with rules inside, which matter only while one of those is left.
_GROUPS = {"media", "supports", "layer", "container"}

# Functions of selectors that match where one of their arguments does.
_ANY = {"is", "where", "matches", "-webkit-any", "-moz-any", "host"}


@dataclass(frozen=True, slots=True)
class Used:
    """What pages and scripts may show: elements, classes, ids, and custom properties."""

    names: frozenset[str]
    properties: frozenset[str] = frozenset()

    @classmethod
    def by(cls, pages: Iterable[str], scripts: Iterable[str]) -> Used:
        """Return what these pages (HTML) and scripts (JavaScript) may show."""
        names = set(_ALWAYS)
        properties: set[str] = set()
        for page in pages:
            names.update(tag.lower() for tag in _TAG.findall(page))
            for values in _NAMES.findall(page):
                names.update(" ".join(values).split())
            properties.update(_CUSTOM.findall(page))
        for script in scripts:
            names.update(_WORD.findall(script))
            properties.update(_CUSTOM.findall(script))
        return cls(frozenset(names), frozenset(properties))


@dataclass(slots=True)
class Declaration:
    """A property with its value, as text."""

    name: str
    value: str


@dataclass(slots=True)
class Rule:
    """A rule that is left: of a selector, or an at-rule with declarations or more rules."""

    prelude: str
    declarations: list[Declaration] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Tell whether the rule does nothing any more."""
        return not self.declarations and not self.rules

    def walk(self) -> Iterator[Rule]:
        """Yield the rule and all inside it."""
        yield self
        for rule in self.rules:
            yield from rule.walk()

    def all_declarations(self) -> Iterator[Declaration]:
        """Yield the declarations of the rule and of all inside it."""
        for rule in self.walk():
            yield from rule.declarations

    def __str__(self) -> str:
        inside = [f"{item.name}:{item.value}" for item in self.declarations]
        return f"{self.prelude}{{{';'.join(inside)}{''.join(map(str, self.rules))}}}"


def parse(css: str, folder: str, read: Callable[[str], str]) -> list[Rule]:
    """Return the rules of a stylesheet, those that it imports first.

    ``folder`` is where the stylesheet stands below the static folder; addresses in the
    rules are made relative to the static folder.  ``read`` returns the text of another
    stylesheet there, by its path.
    """
    return list(_rules(tinycss2.parse_stylesheet(css, *_NO_FILLING), folder, read))


_NO_FILLING = (True, True)  # neither comments nor white space between rules


def _rules(found: Iterable[ast.Node], folder: str, read: Callable[[str], str]) -> Iterator[Rule]:
    for rule in found:
        if isinstance(rule, ast.QualifiedRule):
            yield Rule(_text(rule.prelude, folder), _declarations(rule.content, folder))
        elif not isinstance(rule, ast.AtRule) or rule.lower_at_keyword == "charset":
            continue  # a browser skips what it can't parse
        elif rule.lower_at_keyword == "import":
            path = _path(folder, next(_addresses(rule.prelude)))
            yield from parse(read(path), posixpath.dirname(path), read)
        elif rule.content is not None:
            prelude = f"@{rule.lower_at_keyword} {_text(rule.prelude, folder)}".rstrip()
            if rule.lower_at_keyword in _GROUPS or rule.lower_at_keyword.endswith("keyframes"):
                inside = tinycss2.parse_rule_list(rule.content, *_NO_FILLING)
                yield Rule(prelude, rules=list(_rules(inside, folder, read)))
            else:
                yield Rule(prelude, _declarations(rule.content, folder))


def _declarations(content: Tokens, folder: str) -> list[Declaration]:
    found = tinycss2.parse_blocks_contents(content, *_NO_FILLING)
    return [
        Declaration(item.name, _text(item.value, folder) + ("!important" if item.important else ""))
        for item in found
        if isinstance(item, ast.Declaration)
    ]


def _addresses(tokens: Tokens) -> Iterator[str]:
    for token in tokens:
        if isinstance(token, ast.URLToken | ast.StringToken):
            yield token.value
        elif isinstance(token, ast.FunctionBlock) and token.lower_name == "url":
            yield from _addresses(token.arguments)


def _path(folder: str, address: str) -> str:
    """Return an address relative to the static folder; absolute ones stay as they are."""
    if ":" in address or address.startswith(("/", "#")):
        return address
    return posixpath.normpath(posixpath.join(folder, address))


def _text(tokens: Tokens, folder: str) -> str:
    """Return tokens as text without comments or needless white space."""
    return str(tinycss2.serialize([*_tidied(tokens, folder)])).strip()


def _tidied(tokens: Tokens, folder: str) -> Iterator[ast.Node]:
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


# -- selectors --------------------------------------------------------------------------


def purge(rules: Iterable[Rule], used: Used) -> list[Rule]:
    """Return the rules that pages may need, without unused custom properties and animations."""
    kept = [rule for rule in (_purged(rule, used.names) for rule in rules) if not rule.is_empty]
    while True:
        declarations = [item for rule in kept for item in rule.all_declarations()]
        needed = {name for item in declarations for name in _VAR.findall(item.value)}
        needed |= used.properties
        animated = {
            word
            for item in declarations
            if "animation" in item.name
            for word in _WORD.findall(item.value)
        }
        if not _drop_unneeded(kept, needed, animated):
            return kept
        kept = [rule for rule in kept if not rule.is_empty]


def _purged(rule: Rule, names: frozenset[str]) -> Rule:
    """Return a rule with those of its selectors that may match; empty where none does."""
    if rule.prelude.startswith("@"):
        if "keyframes" in rule.prelude:
            return rule
        inside = [_purged(child, names) for child in rule.rules]
        left = [child for child in inside if not child.is_empty]
        return Rule(rule.prelude, list(rule.declarations), left)
    selectors = _split(tinycss2.parse_component_value_list(rule.prelude))
    left_selectors = [_text(selector, "") for selector in selectors if _may_match(selector, names)]
    return Rule(",".join(left_selectors), list(rule.declarations) if left_selectors else [])


def _split(tokens: Tokens) -> list[list[ast.Node]]:
    """Return the parts of a list of selectors."""
    parts: list[list[ast.Node]] = [[]]
    for node in tokens:
        if node == ",":
            parts.append([])
        else:
            parts[-1].append(node)
    return parts


def _may_match(selector: Tokens, names: frozenset[str]) -> bool:
    """Tell whether elements that a selector asks for may exist at all."""
    before = ""  # the punctuation before a token tells a class and a pseudo-class apart
    for token in selector:
        if isinstance(token, ast.LiteralToken):
            before = token.value
            continue
        if isinstance(token, ast.IdentToken):
            # Elements may be written in capitals, classes are what they are.
            name = token.value if before == "." else token.lower_value
            if before != ":" and name not in names:
                return False
        elif isinstance(token, ast.HashToken):
            if token.value not in names:
                return False
        elif (
            isinstance(token, ast.FunctionBlock)
            and token.lower_name in _ANY
            and not any(_may_match(part, names) for part in _split(token.arguments))
        ):
            return False
        before = ""
    return True


# -- what only other rules use ----------------------------------------------------------


def _drop_unneeded(rules: list[Rule], needed: set[str], animated: set[str]) -> bool:
    """Drop custom properties and animations that nothing uses; tell whether there were any."""
    dropped = False
    for top in rules:
        for rule in top.walk():
            left = [
                item
                for item in rule.declarations
                if not item.name.startswith("--") or item.name in needed
            ]
            inside = [
                child
                for child in rule.rules
                if not child.is_empty and not _is_idle(child, animated)
            ]
            dropped |= (len(left), len(inside)) != (len(rule.declarations), len(rule.rules))
            rule.declarations, rule.rules = left, inside
    idle = [rule for rule in rules if _is_idle(rule, animated)]
    for rule in idle:
        rules.remove(rule)
    return dropped or bool(idle)


def _is_idle(rule: Rule, animated: set[str]) -> bool:
    keyword, _, name = rule.prelude.partition(" ")
    return keyword.endswith("keyframes") and name not in animated
