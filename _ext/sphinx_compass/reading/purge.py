"""Drops the rules of stylesheets that no page can match. No Sphinx.

Known purgers, such as PurgeCSS, whose way of matching by words is used here, need Node.js,
which no build of a site should need. A rule is kept unless it certainly never matches: the
classes, ids and elements of a selector must be on some page, or be words in a script, which may
set them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import tinycss2
from tinycss2 import ast

from sphinx_compass.reading.stylesheet import Rule, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_compass.reading.stylesheet import Tokens

_TAG = re.compile(r"<([a-zA-Z][\w-]*)")
# The sign is first, because it is rarer than the letters.
_NAMES = re.compile(r"""=(?:(?<=\bclass=)|(?<=\bid=))(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_WORD = re.compile(r"[\w-]+")
_CUSTOM = re.compile(r"--[\w-]+")
_VAR = re.compile(r"var\(\s*(--[\w-]+)")

# Elements that every document has, even if they are not written.
_ALWAYS = frozenset({"html", "head", "body"})

# Functions in selectors that match if one of their arguments does.
_ANY = {"is", "where", "matches", "-webkit-any", "-moz-any", "host"}


@dataclass(frozen=True, slots=True)
class Used:
    """What pages and scripts use: elements, classes and ids, and custom properties."""

    names: frozenset[str]
    properties: frozenset[str] = frozenset()

    @classmethod
    def by(cls, pages: Iterable[str], scripts: Iterable[str]) -> Used:
        """Return what pages (HTML) and scripts (JavaScript) use."""
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

    @classmethod
    def together(cls, parts: Iterable[Used]) -> Used:
        """Return what several parts of a site use."""
        names: set[str] = set()
        properties: set[str] = set()
        for part in parts:
            names |= part.names
            properties |= part.properties
        return cls(frozenset(names), frozenset(properties))


def may_match(selectors: Tokens, used: Used) -> bool:
    """Return whether one of the selectors of a rule may match."""
    return any(_may_match(selector, used.names) for selector in _split(selectors))


def purge(rules: Iterable[Rule], used: Used) -> list[Rule]:
    """Return the rules that may match, without unused custom properties and animations."""
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
    """Return a rule with only the selectors that may match: an empty rule if none does."""
    if rule.prelude.startswith("@"):
        if "keyframes" in rule.prelude:
            return rule
        inside = [_purged(child, names) for child in rule.rules]
        kept = [child for child in inside if not child.is_empty]
        return Rule(rule.prelude, list(rule.declarations), kept)
    selectors = _split(tinycss2.parse_component_value_list(rule.prelude))
    matching = [text_of(selector, "") for selector in selectors if _may_match(selector, names)]
    return Rule(",".join(matching), list(rule.declarations) if matching else [])


def _split(tokens: Tokens) -> list[list[ast.Node]]:
    """Return the selectors of a list that commas separate."""
    parts: list[list[ast.Node]] = [[]]
    for node in tokens:
        if node == ",":
            parts.append([])
        else:
            parts[-1].append(node)
    return parts


def _may_match(selector: Tokens, names: frozenset[str]) -> bool:
    """Return whether everything that a selector names is in use."""
    before = ""  # punctuation before the token, which distinguishes classes and pseudo-classes
    for token in selector:
        if isinstance(token, ast.Comment):
            continue
        if isinstance(token, ast.LiteralToken):
            before = token.value
            continue
        if isinstance(token, ast.IdentToken):
            # Names of elements are case-insensitive, those of classes are not.
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


def _drop_unneeded(rules: list[Rule], needed: set[str], animated: set[str]) -> bool:
    """Drop unused custom properties and animations, and return whether there were any."""
    dropped = False
    for top in rules:
        for rule in top.walk():
            declarations = [
                item
                for item in rule.declarations
                if not item.name.startswith("--") or item.name in needed
            ]
            inside = [
                child
                for child in rule.rules
                if not child.is_empty and not _is_unused_animation(child, animated)
            ]
            dropped |= (len(declarations), len(inside)) != (len(rule.declarations), len(rule.rules))
            rule.declarations, rule.rules = declarations, inside
    unused = [rule for rule in rules if _is_unused_animation(rule, animated)]
    for rule in unused:
        rules.remove(rule)
    return dropped or bool(unused)


def _is_unused_animation(rule: Rule, animated: set[str]) -> bool:
    """Return whether a rule is an animation that nothing uses."""
    keyword, _space, name = rule.prelude.partition(" ")
    return keyword.endswith("keyframes") and name not in animated
