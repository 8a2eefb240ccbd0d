"""Rewrites the source of a module so that mutmut mutates all of its functions, but no messages."""

from __future__ import annotations

import ast
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# mutmut handles a function with one of these as its only decorator.
_PLAIN_DECORATORS = (["classmethod"], ["staticmethod"])


class _Edit(NamedTuple):
    """Replaces the source between two positions with a text."""

    start: tuple[int, int]  # line and column, as ast counts them
    end: tuple[int, int]
    text: str


def mutable(source: str) -> str:
    """Return source code with the same meaning, rewritten for mutmut.

    - mutmut skips functions with decorators, so these become assignments below them.
    - Tests share objects, and must not get what a function returned before mutmut changed
      it, so values are kept for one test only; see :mod:`tools.kept_per_test`.
    - mutmut skips strings in triple quotes, so texts to translate get these: a change of
      the wording is not a mistake.
    """
    data = source.encode()
    starts = [0, *accumulate(len(line) for line in data.splitlines(keepends=True))]
    for edit in sorted(_edits(ast.parse(source)), reverse=True):
        start, end = (starts[line - 1] + column for line, column in (edit.start, edit.end))
        data = data[:start] + edit.text.encode() + data[end:]
    return data.decode()


def _edits(tree: ast.Module) -> Iterator[_Edit]:
    in_f_strings = {  # before Python 3.12, these contain no other quotes of the same kind
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module="functools"):
                line, column = node.lineno, node.col_offset + len("from ")
                end = (line, column + len("functools"))
                yield _Edit((line, column), end, "tools.kept_per_test")
            case ast.FunctionDef():
                yield from _undecorated(node)
            case ast.Call(
                func=ast.Name(id="_" | "mark"), args=[ast.Constant(value=str(text)) as words]
            ) if id(node) not in in_f_strings:
                quoted = repr(text)[1:-1].replace('"', '\\"')
                yield _Edit((words.lineno, words.col_offset), _end(words), f'"""{quoted}"""')


def _undecorated(function: ast.FunctionDef) -> Iterator[_Edit]:
    names = [ast.unparse(decorator) for decorator in function.decorator_list]
    if names and names not in _PLAIN_DECORATORS:
        column, name = function.col_offset, function.name
        yield _Edit((function.decorator_list[0].lineno, column), (function.lineno, column), "")
        calls = [f"{name} = {decorator}({name})" for decorator in reversed(names)]
        indent = "\n" + column * " "
        end = _end(function)
        yield _Edit(end, end, indent + indent.join(calls))


def _end(node: ast.expr | ast.stmt) -> tuple[int, int]:
    return node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
