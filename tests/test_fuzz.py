"""Arbitrary texts: a parser returns, or raises what it says, and lines are within the file.

``nox -s fuzz`` tries 10,000 texts for each.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsing import files, parse, references
from sphinx_compass.names.names_list import NamesList
from sphinx_compass.organization.intervals import parse_interval
from sphinx_compass.organization.kept_json import KeptFileError
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.review_record import ReviewRecord
from sphinx_compass.organization.text import digest, encoded_target, fold, sentences, slugify
from sphinx_compass.source import frontmatter, nesting, options
from sphinx_compass.source import references as refs
from sphinx_compass.source.context import plain_text
from sphinx_compass.source.lines import SourceLines

if TYPE_CHECKING:
    from collections.abc import Callable

# Random characters seldom make markup, so most texts are put together from pieces of it.
PIECES = (
    *(
        "\n",
        "\n\n",
        "\n    ",
        " ",
        "\t",
        "a",
        "Ä",
        "目标",
        "\u2028",
        "\r",
        "\0",
        "\ud800",
        "\ue000",
    ),
    *("---\n", "```", "````", "~~~", ":::", "::::{role} A", "{note}", ":area: b", ":", ": ", "- "),
    *("`", "``", "{role}`A`", ":role:`A <b>`", "{", "}", "[", "](", ")", "<", ">", "<!--", "-->"),
    *(
        "%",
        "#",
        "'",
        '"',
        "\\",
        "&a",
        "*a",
        "!!python/object:os.system ",
        "!!binary ",
        "<<: ",
        "? ",
    ),
    *(
        "owner: ",
        "last_reviewed_on: ",
        "2026-02-30",
        "review_in: ",
        "facts_as_of: ",
        "2026-08",
        "999 years",
        "{a: [",
        "| ",
        "1e9",
    ),
)
texts = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
pages = texts.map("---\n{}".format) | texts
json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
json_texts = texts | json_values.map(json.dumps)


@pytest.mark.parametrize("read", [frontmatter.read_markdown, frontmatter.read_restructuredtext])
@given(text=pages)
def test_front_matter(read: Callable[[str, str], frontmatter.FrontMatter], text: str) -> None:
    """Front matter is read or reported."""
    found = read("page", text)
    lines = [problem.location.line for problem in found.problems]
    last = text.count("\n") + 1
    assert [line for line in (*lines, *found.page.lines.values()) if not 0 < line <= last] == []


@given(text=texts, first=st.integers(1, 2))
def test_options(text: str, first: int) -> None:
    """Options of a directive are read or reported."""
    lines = text.split("\n")
    here = Location("page", 1)
    found = options.read("role", lines, here=here, first_line=first, allowed=("area", "status"))
    last = first + len(lines) - 1
    assert all(1 <= problem.location.line <= last for problem in found.problems)


@given(text=texts, markup=texts, line=st.integers(-1, 50))
def test_lines_of_references(text: str, markup: str, line: int) -> None:
    """The line of a reference is that of its block, or one of the page."""
    lines = SourceLines(text)
    for _time in range(3):
        found = lines.line("role", markup, line)
        assert found == line or 1 <= found <= text.count("\n") + 1


@given(text=texts, is_markdown=st.booleans())
def test_nesting(text: str, is_markdown: bool) -> None:  # noqa: FBT001 - hypothesis passes it by name
    """A text is cut at a line of its own."""
    rest, problem = nesting.cut("page", text, is_markdown=is_markdown)
    assert text.startswith(rest)
    assert problem is None or 1 <= problem.location.line <= text.count("\n") + 1


@given(text=texts)
def test_references(text: str) -> None:
    """All references of a document are found, with their sentences."""
    document = parse(text.replace("\0", "").encode("utf-8", "replace").decode())
    found = list(refs.collect(document, "page", files(document, text)))
    assert len(found) == len([node for node in references(document) if node["reftype"] != "doc"])
    plain_text(document)


@pytest.mark.parametrize("parse_file", [NamesList.parse, ReviewRecord.parse])
@given(text=json_texts)
def test_json(parse_file: Callable[[bytes], object], text: str) -> None:
    """A file is parsed, or raises the error that names the line."""
    with suppress(KeptFileError):
        parse_file(text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("parse_file", [NamesList.parse, ReviewRecord.parse])
def test_deep_json(parse_file: Callable[[bytes], object]) -> None:
    """A file that nests lists too deeply raises it as well."""
    with pytest.raises(KeptFileError):
        parse_file(b"[" * 100_000)


@given(text=texts)
def test_text_functions(text: str) -> None:
    """Functions of texts accept any text."""
    with suppress(ValueError):
        parse_interval(text)
    slug = slugify(text)
    assert slugify(slug) == slug
    assert fold(fold(text)) == fold(text)
    assert " ".join(sentences(text)) == " ".join(text.split())
    text = text.encode("utf-8", "replace").decode()
    assert digest(f" {text} ") == digest(text)
    assert encoded_target(text, is_headword=True).isascii()
