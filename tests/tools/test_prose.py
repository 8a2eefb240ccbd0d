"""The rules for the English of pages, and the places that they report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools.prose.__main__ import findings, main
from tools.prose.rules import CHOSEN, RULES
from tools.prose.texts import text_of

if TYPE_CHECKING:
    from pathlib import Path

LONG = " ".join(f"word{number}" for number in range(41)) + "."


def rules_broken(tmp_path: Path, source: str) -> list[tuple[int, str]]:
    """Return the line and rule of each finding in a page."""
    page = tmp_path / "page.md"
    page.write_text(source, encoding="utf-8")
    return [(item.line, item.subtype.removeprefix("prose.")) for item in findings(page)]


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("Newcomers find here what they need.", "announcement"),
        ("Engineers find it here.", "announcement"),
        ("The team is currently small.", "vague_time"),
        ("A second form will soon exist.", "vague_time"),
        ("More is coming soon.", "vague_time"),
        (LONG, "long_sentence"),
        ("Ask the SME first.", "abbreviation"),
        ("The R&D group decides.", "abbreviation"),
        ("Ask the the lead.", "lexical_illusions"),
    ],
)
def test_a_broken_rule_is_reported(tmp_path: Path, sentence: str, rule: str) -> None:
    """Each rule finds what it is for, once, at its line."""
    assert rules_broken(tmp_path, f"# Title\n\nA first line.\n\n{sentence}\n") == [(5, rule)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Reply as soon as you can.",
        "Give it soon after the event.",
        "In 2026 the team is currently small.",
        LONG.removeprefix("word0 "),
        "Ask the subject matter expert (SME) first. The SME answers.",
        "The SME (subject matter expert) answers.",
        "Ask the {role}`SME <subject-matter-expert>`. The SME answers.",
        "{term}`MAU` counts accounts; each MAU pays.",
        "Upload a PDF or a CSV file.",
        'The word "currently" needs a date.',
        "Write it once.\n\nOnce is enough.",
        "Run `SME` in a shell.",
        "Read about [hubs](HUB.md).",
        "2i2c's project is led by CS&S (Code for Science and Society).",
    ],
)
def test_a_correct_sentence_is_not_reported(tmp_path: Path, sentence: str) -> None:
    """The rules raise no false alarm."""
    assert rules_broken(tmp_path, f"# Title\n\n{sentence}\n") == []


def test_what_is_no_sentence_is_not_read(tmp_path: Path) -> None:
    """Front matter, headings, code, options, comments and menus are no text."""
    page = """\
---
description: Currently the SME.
---

# The SME, currently

```{toctree}
:caption: Currently

currently
```

% The SME is currently away.

```text
Currently the SME.
```
"""
    assert rules_broken(tmp_path, page) == []


def test_lines_are_those_of_the_page(tmp_path: Path) -> None:
    """Text in directives, lists, tables and definitions is reported at its own line."""
    page = """\
---
owner: nobody
---

:::{role} Example
:area: product

Does this
currently.
:::

- One item
  which is currently open

| Now | Later |
| --- | --- |
| currently | no |

:::{glossary}
SME
SMEs
  An expert. The SME is currently
  here.
:::

::::{note}
:::{tip}
It is currently true.
:::
::::
"""
    lines = [number for number, text in enumerate(page.split("\n"), 1) if "currently" in text]
    assert rules_broken(tmp_path, page) == [(line, "vague_time") for line in lines]


def test_the_command_prints_findings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each finding has one line with file, line and rule."""
    page = tmp_path / "page.md"
    page.write_text("Newcomers find here all.\n", encoding="utf-8")
    assert main([str(page)]) == 1
    [line] = capsys.readouterr().out.splitlines()
    assert line.startswith(f"{page}:1: ")
    assert line.endswith("[prose.announcement]")
    page.write_text("Here is all.\n", encoding="utf-8")
    assert main([str(page)]) == 0
    assert not capsys.readouterr().out


def test_the_linter_has_the_chosen_checks() -> None:
    """A check of proselint that gets another name is missed."""
    assert all(any(rule.matches_partial(name) for rule in RULES) for name in CHOSEN)


def test_a_page_without_text_has_no_findings() -> None:
    """An empty page is an empty text."""
    assert text_of("").content == ""
