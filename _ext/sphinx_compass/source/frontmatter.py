"""Reads front matter: the YAML of a Markdown page, or the fields of a reStructuredText page.

The keys ``owner``, ``last_reviewed_on`` and ``review_in`` are those of GDS's tech-docs
template; ``description`` is common. MyST keeps only the values, so the text is parsed
here again to find the line of each key.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from sphinx_compass.organization.front_matter_keys import KEYWORDS_KEY
from sphinx_compass.organization.intervals import parse_interval
from sphinx_compass.organization.months import parse_month
from sphinx_compass.organization.places import Location, Mention
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.organization.records import Page
from sphinx_compass.source import keywords, redirects
from sphinx_compass.source.front_matter_values import too_long, unreadable
from sphinx_compass.source.frontmatter_block import end_of_keys, find_block, unclosed
from sphinx_compass.source.yaml_errors import UNREADABLE, line_finder
from sphinx_compass.source.yaml_explained import (
    explained,
    may_be_refused,
    not_allowed,
    without_mapping,
)
from sphinx_compass.source.yaml_values import converted, misread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from sphinx_compass.source.yaml_explained import Explained

_FIELD = re.compile(r":(?P<key>[^:\s][^:]*):[ \t]+(?P<value>.*\S)[ \t\r]*")

_Values = dict[str, tuple[str, int]]  # text and source line, from 1, of each top-level key


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter of a page says, and the text that its parser can read."""

    page: Page
    problems: tuple[Problem, ...]
    text: str  # of the whole page; line numbers are those of the source


def read_markdown(docname: str, text: str, site: str = "") -> FrontMatter:
    """Read the YAML block that opens a Markdown text.

    YAML rejects the whole front matter if one date, such as ``2026-13-01``, is impossible.
    The returned text has that date in quotes, so that only the date is reported. Front
    matter that cannot be read is blank in the returned text. ``site`` is the address of the site.
    """
    lines = text.split("\n")
    block = find_block(docname, lines)
    if block is None:
        return FrontMatter(Page(docname, readable=bool(text.strip())), (), text)
    if block.problem is not None:
        return _unread(docname, lines, block.lines, block.problem)
    source = "\n".join(lines[block.first : block.end])
    root, wrong = _composed(source)
    if wrong is not None:
        end = end_of_keys(lines, block.first)
        if end < block.end:  # the line '---' that was found is a line across the page
            return _unread(docname, lines, range(end), unclosed(docname))
        number, message, suggestion = wrong
        location = Location(docname, block.first + number + 1)
        problem = Problem(location, Subtype.FRONT_MATTER, message, suggestion)
        return _unread(docname, lines, block.lines, problem)
    start = len(lines[0]) + 1
    for node in reversed(list(_impossible(root))):
        first, last = (start + mark.index for mark in (node.start_mark, node.end_mark))
        text = f"{text[:first]}'{node.value}'{text[last:]}"
    page, problems = _values(docname, root, source, site)
    return FrontMatter(page, problems, text)


def _values(
    docname: str, root: yaml.MappingNode | None, source: str, site: str
) -> tuple[Page, tuple[Problem, ...]]:
    """Return the record of front matter that can be read, and problems with values in it."""
    wrong_values = list(misread(root, source, lambda line: Location(docname, line + 2)))
    ignored = {key for key, _problem in wrong_values}
    page, problems = _page(docname, _scalars(root, source), ignored)
    find = line_finder(source)
    old = redirects.from_yaml(docname, root, lambda mark: find(mark) + 2, site)
    words, wrong_words = keywords.from_yaml(root, lambda mark: Location(docname, find(mark) + 2))
    page = dataclasses.replace(
        page, redirect_from=old.found, keywords=words, misread=tuple(sorted(ignored))
    )
    misread_values = [problem for _key, problem in wrong_values]
    known = {problem.location for problem in misread_values}
    wrong_lists = (*old.problems, *wrong_words)
    others = (problem for problem in wrong_lists if problem.location not in known)
    return page, (*misread_values, *problems, *others)


def _composed(source: str) -> tuple[yaml.MappingNode | None, Explained | None]:
    """Return the keys of front matter with their values, or else what is wrong with it."""
    root, error = None, None
    try:
        root = yaml.compose(source, Loader=yaml.SafeLoader)
    except UNREADABLE as raised:
        error = raised
    try:
        if (error or may_be_refused(source, root)) and (wrong := not_allowed(source)) is not None:
            return None, wrong
    except UNREADABLE as raised:
        error = raised
    if error is not None:
        return None, explained(error, source)
    if root is not None and not isinstance(root, yaml.MappingNode):
        return None, without_mapping(source.split("\n"))
    return root, None


def _unread(docname: str, lines: list[str], blank: range, problem: Problem) -> FrontMatter:
    """Return that front matter cannot be read, and the text without it."""
    rest = ("" if number in blank else line for number, line in enumerate(lines))
    return FrontMatter(Page(docname, readable=False), (problem,), "\n".join(rest))


def read_restructuredtext(docname: str, text: str, site: str = "") -> FrontMatter:
    """Read the field list at the top of a reStructuredText page, which Sphinx uses as metadata."""
    values: _Values = {}
    for number, line in enumerate(text.split("\n"), start=1):
        match = _FIELD.fullmatch(line)
        if match is not None:
            values.setdefault(match["key"], (match["value"], number))
        elif line.strip():
            break
    page, problems = _page(docname, values)
    old = redirects.from_fields(docname, values, site)
    words = keywords.split([values.get(KEYWORDS_KEY, ("", 0))[0]])
    page = dataclasses.replace(page, redirect_from=old.found, keywords=words)
    return FrontMatter(page, (*problems, *old.problems), text)


def _scalars(root: yaml.MappingNode | None, block: str) -> _Values:
    if root is None:
        return {}
    line = line_finder(block)
    values: _Values = {}
    for key, value in root.value:
        if isinstance(key, yaml.ScalarNode):
            text = str(value.value).strip() if isinstance(value, yaml.ScalarNode) else ""
            values.setdefault(str(key.value), (text, line(key.start_mark) + 2))
    return values


def _impossible(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Yield the scalars that YAML takes for dates or numbers but that are none, in their order."""
    if isinstance(node, yaml.ScalarNode):
        try:
            converted(node)
        except ValueError:
            yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _impossible(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _impossible(key)
            yield from _impossible(value)


def _page(
    docname: str, values: _Values, ignored: AbstractSet[str] = frozenset()
) -> tuple[Page, tuple[Problem, ...]]:
    """Return the record of a page's front matter, and problems with values in it.

    The values of the keys in ``ignored`` are not looked at.
    """
    problems = list(unreadable(docname, values, ignored))
    wrong_lines = {problem.location.line for problem in problems}

    def readable(key: str) -> str:
        value, line = values.get(key, ("", 0))
        return "" if line in wrong_lines or key in ignored else value

    owner = readable("owner")
    reviewed = readable("last_reviewed_on")
    interval = readable("review_in")
    facts_as_of = readable("facts_as_of")
    last_reviewed_on = dt.date.fromisoformat(reviewed) if reviewed else None
    review_by = None
    if last_reviewed_on and interval:
        try:
            review_by = parse_interval(interval).after(last_reviewed_on)
        except OverflowError:
            problems.append(too_long(Location(docname, values["review_in"][1]), interval))
    page = Page(
        docname=docname,
        owner=Mention(owner, Location(docname, values["owner"][1])) if owner else None,
        last_reviewed_on=last_reviewed_on,
        review_by=review_by,
        description=readable("description"),
        facts_as_of=parse_month(facts_as_of) if facts_as_of else None,
        lines={key: line for key, (_value, line) in values.items()},
    )
    return page, tuple(problems)
