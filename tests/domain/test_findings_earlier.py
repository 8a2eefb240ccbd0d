"""Findings on blocks of earlier versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mistakes import findings, places

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Finding, Handbook

CHECKED = "compass_check_pages = True\n"

SOUND = """\
:::{earlier-versions}
July 2024
: Two triagers shared the role. See {role}`Product Lead`.

  - They swapped.

  | Price | Year |
  | ----- | ---- |
  | 12    | 2024 |

Until May 2022
: One triager.
:::
"""


def found(handbook: Callable[..., Handbook], text: str, suffix: str = ".md") -> list[Finding]:
    """Return the findings on a page with a text below its title, from line 3 on."""
    title = "Page\n====\n\n" if suffix == ".rst" else "# Page\n\n"
    return findings(handbook, title + text, conf=CHECKED, suffix=suffix)


@pytest.mark.parametrize(
    "text",
    [
        SOUND,
        SOUND.replace(":::", "```"),
        SOUND.replace("{earlier", "{compass:earlier"),
        f"## Part\n\n{SOUND}\n```{{toctree}}\n```\n",
        f"{SOUND}\n(label)=\n```{{toctree}}\n```\n",
        f"Text.[^a]\n\n{SOUND}\n[^a]: Note.\n",
        f"{SOUND}\n<!-- by hand -->\n\n% by hand\n",
    ],
)
def test_nothing_is_wrong(handbook: Callable[..., Handbook], text: str) -> None:
    """Menus, labels, footnotes and comments can follow the block."""
    assert found(handbook, text) == []


def test_restructuredtext(handbook: Callable[..., Handbook]) -> None:
    """There, the texts of entries are indented."""
    text = ".. earlier-versions::\n\n   July 2024\n      Two.\n\n   2022\n      One.\n"
    assert found(handbook, text, ".rst") == []
    wrong = text.replace("      Two.", "   Two.")
    assert places(found(handbook, wrong, ".rst")) == [(7, "earlier")]


ONE = ":::{earlier-versions}\n2022\n: One.\n:::\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (f"{ONE}\nText.\n", 3, "not at the end of the page"),
        (f"{ONE}\n## More\n\nText.\n", 3, "not at the end of the page"),
        (f"## A\n\n{ONE}\n## B\n\nText.\n", 5, "not at the end of the page"),
        (f"{ONE}\n1. A list.\n", 3, "not at the end of the page"),
        (f"::::{{note}}\n{ONE}::::\n", 4, "not at the end of the page"),
        (f"- Text.\n\n  {ONE.replace(chr(10), chr(10) + '  ')}\n", 5, "not at the end of the page"),
        (f"{ONE}\n{ONE}", 8, "move its entries to the one in line 3"),
        (f"{ONE}\nText.\n\n{ONE}", 10, "move its entries to the one in line 3"),
        (":::{earlier-versions}\n:::\n", 3, "has no entries"),
        (":::{earlier-versions}\n2022: One.\n:::\n", 4, "on the line of the date"),
        (":::{earlier-versions}\n2022\nOne.\n:::\n", 5, "begin the line with ': '"),
        (":::{earlier-versions}\n2022\n  One.\n:::\n", 5, "begin the line with ': '"),
        (":::{earlier-versions}\n2022\n:One.\n:::\n", 5, "begin the line with ': '"),
        (":::{earlier-versions}\n2022\n\nOne.\n:::\n", 6, "begin the line with ': '"),
        (":::{earlier-versions}\n2022\n: One.\n\nTwo.\n:::\n", 7, "does not belong to a date"),
        (":::{earlier-versions}\n- 2022: One.\n:::\n", 4, "remove '- '"),
        (":::{earlier-versions}\n- 2022\n  : One.\n:::\n", 4, "remove '- '"),
        (":::{earlier-versions}\n### 2022\n\nOne.\n:::\n", 4, "remove '### '"),
        (":::{earlier-versions}\n: One.\n:::\n", 4, "does not belong to a date"),
        (":::{earlier-versions}\nOnce\n: One.\n:::\n", 4, "has no date with a year"),
        (
            ":::{earlier-versions}\n2022\n: One.\n\n2023\n: Two.\n\n2024\n: Three.\n:::\n",
            7,
            "put the newest entry first",
        ),
        (":::{earlier-version}\n2022\n: One.\n:::\n", 3, "{earlier-versions}"),
        (":::{earlier-versions}\n2022\n: One.\n", 3, "never closed"),
        (":::earlier-versions\n2022\n: One.\n:::\n", 3, "{earlier-versions}"),
    ],
)
def test_mistake_is_one_finding(
    handbook: Callable[..., Handbook], text: str, line: int, words: str
) -> None:
    """Each mistake is reported once, at its line, with what to write."""
    (finding,) = found(handbook, text)
    assert (finding.line, words in finding.text) == (line, True), finding


def test_words(handbook: Callable[..., Handbook]) -> None:
    """The findings say what is wrong, and what to write."""
    texts = [
        finding.text
        for text in (f"{ONE}\nText.\n", f"{ONE}\n{ONE}")
        for finding in found(handbook, text)
    ]
    assert texts == [
        (
            "The earlier versions are not at the end of the page; "
            "move the block there; only a 'toctree' can stand below it."
        ),
        "The page has a second block of earlier versions; move its entries to the one in line 3.",
    ]
