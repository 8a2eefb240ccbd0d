"""The benchmark of builds: the pages that it makes, and what it derives from measurements."""

from __future__ import annotations

import pytest

from benchmarks import building, corpus

PAGES = {
    "index.md": "# Home\n\n```{toctree}\n:hidden:\n\npart\n```\n",
    "part.md": """\
---
owner: lead
redirect_from:
  - old
description: A page.
---

# Part

(here)=
## Here

:::{role} Lead
:reports-to: executive-director
:aliases: Boss, big-boss

Leads {term}`hubs <Hub>`; see {ref}`here`, {role}`Lead` and [more](/a/b.md).
:::

:::{glossary}
Hub
  A {term}`Hub`.
:::

```{role-list}
```
""",
}


def test_first_copy_is_the_same() -> None:
    """With one copy, pages are as they are."""
    assert corpus.pages_of(PAGES, 1) == PAGES


def test_further_copies() -> None:
    """What a copy declares and mentions has its number; it has no view of everything."""
    made = corpus.pages_of(PAGES, 2)
    assert sorted(made) == ["copy-2/index.md", "copy-2/part.md", "index.md", "part.md"]
    assert "copy-2/index" in made["index.md"]
    text = made["copy-2/part.md"]
    for part in (
        "owner: lead-2\ndescription",
        "(here-2)=",
        "{role} Lead 2",
        ":reports-to: executive-director",
        ":aliases: Boss 2, big-boss-2",
        "{term}`hubs <Hub 2>`",
        "{ref}`here-2`",
        "(/copy-2/a/b.md)",
        "\nHub 2\n  A {term}`Hub 2`.",
    ):
        assert part in text
    assert "role-list" not in text


def test_handbook_is_repeated() -> None:
    """The number of copies is the one that comes nearest, and texts are always the same."""
    pages = corpus.handbook()
    assert corpus.copies_for(4 * len(pages), len(pages)) == 4
    assert corpus.copies_for(1, len(pages)) == 1
    assert corpus.pages_of(pages, 3) == corpus.pages_of(pages, 3)


def entry(name: str, pages: int, seconds: float, memory: int = 10**8) -> building.Measurement:
    """Return a measurement."""
    return building.Measurement(name, pages, seconds, seconds, memory, pages)


def test_targets() -> None:
    """Each target that was measured has a line, with growth between sizes."""
    found = [
        entry("handbook", 255, 10),
        entry("material", 255, 4),
        entry("again", 1017, 1),
        entry("two cores", 255, 6),
        entry("handbook", 1020, 80),
    ]
    assert building.targets(found, [250, 1000]) == [
        "250 pages: 2.50 times Material's time; target 2.5",
        "250 pages, two cores: 0.60 of the time of one; target 0.6",
        "1000 pages, again: 1.00 s; target 1.5",
        "250 to 1000 pages: seconds 1.50, memory 0.00, output 1.00; target 1.05",
    ]


def test_exponent() -> None:
    """It is 1 if a value grows with the number of pages, and 2 if with its square."""
    one = entry("handbook", 100, 1)
    assert building.exponent(one, entry("handbook", 200, 2), "seconds") == pytest.approx(1)
    assert building.exponent(one, entry("handbook", 200, 4), "seconds") == pytest.approx(2)
