"""The entries of a block of earlier versions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compass.source.dates import month_names
from sphinx_compass.source.directive_blocks import DirectiveBlock
from sphinx_compass.source.earlier_entries import Entry, EntryReader, wrong_dates

MONTHS = month_names("en")


def read(text: str, *, is_markdown: bool = True) -> EntryReader:
    """Read the lines of a block, which start on line 1."""
    lines = list(enumerate(text.split("\n"), start=1))
    reader = EntryReader(MONTHS, is_markdown)
    reader.read(DirectiveBlock(0, "", lines, is_markdown))
    return reader


@pytest.mark.parametrize(
    ("text", "is_markdown"),
    [
        ("July 2024\n: Two.\n\n2022\n: One.", True),
        ("July 2024\n\n: Two.\n\n  - More.\n\n  And more.\n\n2022\n:   One.", True),
        ("July 2024\n: Two,\nand more.\n\n2022\n~ One.\n: And another.", True),
        ("July 2024\n: | A |\n  |---|\n  | b |\n\n2022\n: One.", True),
        ("July 2024\n   Two.\n\n   More.\n\n2022\n   One.", False),
    ],
)
def test_entries(text: str, is_markdown: bool) -> None:  # noqa: FBT001 - a parameter
    """Each date with a text is an entry, in Markdown and in reStructuredText."""
    reader = read(text, is_markdown=is_markdown)
    assert [entry.date for entry in reader.entries] == ["July 2024", "2022"]
    assert reader.slips == []
    assert wrong_dates(reader.entries, MONTHS) == []


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("July 2024: Two.", 1, "on the line of the date"),
        ("July 2024 - Two.", 1, "on the line of the date"),
        ("July 2024 \u2013 Two.", 1, "on the line of the date"),
        ("July 2024 : Two.\n\n2022 : One.", 1, "on the line of the date"),
        ("July 2024\nTwo.", 2, "begin the line with ': '"),
        ("July 2024\n  Two.", 2, "begin the line with ': '"),
        ("July 2024\n\n  Two.", 3, "begin the line with ': '"),
        ("July 2024\n:Two.", 2, "begin the line with ': '"),
        ("July 2024\nTwo.\n\n2022\nOne.", 2, "begin the line with ': '"),
        ("July 2024\n\nTwo.", 3, "begin the line with ': '"),
        ("July 2024\n\nMay 2022\n: One.", 1, "has no text"),
        ("Some text\non two lines.\n\nAnd more.", 1, "does not belong to a date"),
        ("July 2024", 1, "has no text"),
        ("July 2024\n: Two.\n\nMay 2022\n", 4, "has no text"),
        (": Two.", 1, "does not belong to a date"),
        ("  Two.", 1, "does not belong to a date"),
        ("It was different once.", 1, "does not belong to a date"),
        ("July 2024\n: Two.\n\nMore.", 4, "does not belong to a date"),
        ("- July 2024: Two.\n- 2022: One.", 1, "remove '- '"),
        ("### July 2024\n\nTwo.", 1, "remove '### '"),
    ],
)
def test_slips(text: str, line: int, words: str) -> None:
    """What editors forget is one slip at its line, with what to write."""
    reader = read(text)
    found = [*reader.slips, *wrong_dates(reader.entries, MONTHS)]
    assert [slip.line for slip in found][:1] == [line]
    assert words in f"{found[0].message}; {found[0].suggestion}"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("July 2024\nTwo.", 2, "begin the line with two spaces"),
        ("July 2024\n: Two.", 2, "begin the line with two spaces"),
        ("July 2024\n\n  Two.", 2, "remove it"),
        ("July 2024: Two.", 1, "on the next line, and begin that with two spaces"),
    ],
)
def test_slips_in_restructuredtext(text: str, line: int, words: str) -> None:
    """There, a text is indented."""
    (slip,) = read(text, is_markdown=False).slips
    assert slip.line == line
    assert words in f"{slip.message}; {slip.suggestion}"


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        (["2024", "July 2024", "2022"], []),
        (["July 2024", "2024"], []),
        (["Until July 2026", "24 July 2026", "23 July 2026"], []),
        (["2023", "2022 to 2023"], []),
        (["2023", "2022 to 2024"], [2]),
        (["2022", "2023", "2024"], [2]),
        (["July 2024", "August 2024"], [2]),
        (["July 2024", "Before that", "August 2024"], [2, 3]),
        (["Once", "July"], [1, 2]),
    ],
)
def test_dates_of_entries(written: list[str], lines: list[int]) -> None:
    """Each entry has a date; the first one that is newer than the one above is a finding."""
    entries = [Entry(number, date) for number, date in enumerate(written, start=1)]
    assert [slip.line for slip in wrong_dates(entries, MONTHS)] == lines


LINES = st.sampled_from(
    ["July 2024", ": Two.", "  Two.", "", ":Two", "- a", "# b", "2022: x", "Some text.", "\t"]
)


@given(st.lists(LINES | st.text(": ~-#2024\t", max_size=8), max_size=8), st.booleans())
def test_any_lines(lines: list[str], is_markdown: bool) -> None:  # noqa: FBT001 - from hypothesis
    """Every text is read; a text without entries has slips, or is empty."""
    reader = read("\n".join(lines), is_markdown=is_markdown)
    assert reader.entries or reader.slips or not any(map(str.strip, lines))
    assert all(1 <= slip.line <= len(lines) for slip in reader.slips)
