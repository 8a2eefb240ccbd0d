"""Mistakes in blocks, declarations and glossaries: one finding each, on its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mistakes import COMPANY, Found, assert_found
from sphinx_compass.organization.text import slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from conftest import Finding, Handbook

CHECKED = "compass_check_pages = True\n"

# Each page begins with '# Page' and an empty line, so these texts start on line 3.
BLOCKS: Mapping[str, tuple[str, Found]] = {
    "two roles": (
        ":::{role} One\n:area: product\n\nText.\n\n:::{role} Two\n\nText.\n:::\n\n## Last\n",
        (3, "block"),
    ),
    "at the end": (":::{note}\nText.\n\n## Last\n\nText.\n", (3, "block")),
    "code": ("```python\nprint()\n\n## Last\n", (3, "block")),
    "inner of a longer one": ("::::{note}\n:::{tip}\nText.\n::::\n", (4, "block")),
    "inner code": (":::{note}\n```\ncode\n:::\n\nText.\n", (4, "block")),
    "too few colons at the end": ("::::{note}\nText.\n:::\n\n## Last\n", (3, "block")),
    "no braces": (":::role Some One\n\nText.\n:::\n", (3, "block", "role", ":::{role} Some One")),
    "no braces, backticks": (
        "```team Some Ones\n\nText.\n```\n",
        (3, "block", "team", "```{team} Some Ones"),
    ),
    "one brace": (":::{role Some One\n\nText.\n:::\n", (3, "block", "role")),
    "other brackets": (":::(role) Some One\n\nText.\n:::\n", (3, "block", "role")),
    "no braces, note": (":::note\nText.\n:::\n", (3, "block", "note", ":::{note}")),
    "no braces, misspelled": (":::waring\nText.\n:::\n", (3, "block", "waring", ":::{warning}")),
    "no braces, capital": (":::Note\nText.\n:::\n", (3, "block", "Note", ":::{note}")),
    "indented": ("    :::{role} Some One\n\n    Text.\n    :::\n", (3, "block")),
    "indented note": ("Text.\n\n    ```{note}\n    Text.\n    ```\n", (5, "block")),
    "unknown directive": (":::{rol} Some One\n\nText.\n:::\n", (3, "block", "rol", "{role}")),
    "unknown option": ("```{note}\n:clas: x\n\nText.\n```\n", (4, "option", "clas", "class")),
    "no argument": ("```{figure}\n```\n", (3, "block", "figure")),
    "no content": ("```{note}\n```\n", (3, "block", "note")),
}
DECLARATIONS: Mapping[str, tuple[str, Found]] = {
    "options without colons": (
        ":::{role} Some One\narea: product\nstatus: new\n\nText.\n:::\n",
        (4, "option", "area: product", ":area: product"),
    ),
    "options below the text": (":::{role} Late One\nText.\n\n:area: product\n:::\n", (6, "option")),
    "two names, one slug": (
        ":::{role} Front-End Lead\n\nOne.\n:::\n\n:::{role} Front End Lead\n\nTwo.\n:::\n",
        (8, "duplicate", "front-end-lead", "Front End Lead", "Front-End Lead"),
    ),
    "comma in a name": (
        """\
:::{role} Talker
:teams: Makers, Talks, Mail and More

Text.
:::

:::{team} Talks, Mail and More

Tell.
:::
""",
        (4, "value", "Talks, Mail and More", "talks-mail-and-more"),
    ),
    "two values for one": (
        ":::{role} Two Bosses\n:reports-to: Product Lead, Executive Director\n\nText.\n:::\n",
        (4, "value", "Executive Director"),
    ),
    "for another output": (
        "```{only} latex\n:::{team} Paper Team\n\nText.\n:::\n```\n\n{team}`Paper Team`\n",
        (10, "unknown", "Paper Team"),
    ),
    "invisible character": ("The {role}`Product\u200b Lead` decides.\n", (3, "name")),
    "invisible character in a declaration": (
        ":::{role} Soft\u00ad One\n\nText.\n:::\n",
        (3, "name"),
    ),
}
GLOSSARIES: Mapping[str, tuple[str, Found]] = {
    "again": (
        ":::{glossary}\nBook\n  One.\n\nbook\n  Two.\n:::\n",
        (7, "duplicate", "book", "Book"),
    ),
    "no definition": (
        ":::{glossary}\nLonely\n\nOther\n  Text.\n:::\n",
        (4, "glossary", "Lonely"),
    ),
    "no definition at the end": (
        "```{glossary}\nSome\n  Text.\n\nLast\n```\n",
        (7, "glossary", "Last"),
    ),
    "not indented": (":::{glossary}\nShelf\nA place for books.\n:::\n", (5, "glossary")),
    "second line not indented": (
        ":::{glossary}\nDesk\n  A place to write.\nIt has four legs.\n:::\n",
        (6, "glossary"),
    ),
    "no empty line": (
        ":::{glossary}\nPen\n  Writes.\nInk\n  Is in it.\n:::\n",
        (6, "glossary", "Ink"),
    ),
    "no headword": (":::{glossary}\n  A definition.\n:::\n", (4, "glossary")),
}
_SIDES = "<<<<<<< HEAD\n{0}\n=======\n{1}\n>>>>>>> branch\n"
CONFLICTS: Mapping[str, tuple[str, Found]] = {
    "in a table": (
        "| A | B |\n| --- | --- |\n" + _SIDES.format("| 1 | 2 |", "| 1 | 3 |"),
        (5, "markup"),
    ),
    "in a glossary": (
        ":::{glossary}\nTorn\n" + _SIDES.format("  One.", "  Two.") + ":::\n",
        (5, "markup"),
    ),
    "in options": (
        ":::{role} Torn One\n"
        + _SIDES.format(":area: product", ":area: operations")
        + "\nText.\n:::\n",
        (4, "markup"),
    ),
    "in a table of contents": (
        "```{toctree}\n" + _SIDES.format("nothing", "nowhere") + "```\n",
        (4, "markup"),
    ),
    "around headings": (_SIDES.format("## One\n", "## Two {role}`Nobody`\n"), (3, "markup")),
    "three sides": (
        "<<<<<<< HEAD\n1\n||||||| base\n2\n=======\n3\n>>>>>>> branch\n",
        (3, "markup"),
    ),
    "long name": (_SIDES.format("1", "2").replace("HEAD", "x" * 70), (3, "markup")),
    "in a quotation": ("> " + _SIDES.format("> 1", "> 2").replace("\n", "\n> "), (3, "markup")),
}
RIGHT = """\
::::{note}
:::{tip}
Text.
:::
::::

```python
:::{role} In code
<<<<<<< HEAD
One
=======
Two
>>>>>>> branch
```

:::{glossary}
:sorted:

.. a comment

One
Two
  Both have this definition.

  It has two paragraphs.
:::

- A list:

  :::{note}
  Text.
  :::

:::{role} In a list
:aliases: Listed
:area: product

Text with a list:

```{role-list}
:area: product
```
:::
"""


@pytest.mark.parametrize("cases", [BLOCKS, DECLARATIONS, GLOSSARIES, CONFLICTS])
def test_one_finding_on_its_line(
    handbook: Callable[..., Handbook], cases: Mapping[str, tuple[str, Found]]
) -> None:
    """Each page with a mistake has exactly one finding; other pages have none."""
    for jobs in ("1", "2"):
        found = by_page(handbook, {name: text for name, (text, _found) in cases.items()}, jobs)
        assert found.keys() <= set(map(slugify, cases))
        for name, (_text, expected) in cases.items():
            assert_found(found.get(slugify(name), []), [expected])


def test_what_is_right_has_no_finding(handbook: Callable[..., Handbook]) -> None:
    """Nested blocks, code and glossaries as they should be are not reported."""
    assert by_page(handbook, {"right": RIGHT}, "1") == {}


def test_included_file(handbook: Callable[..., Handbook]) -> None:
    """A mistake in a file that two pages include is reported once, at that file."""
    include = "```{include} /part.txt\n```\n"
    part = (
        "First.\n\n:::{role} Some One\n:area: producd\n\nText.\n:::\n\nAsk {role}`Nobody`.\n\n"
        ":::note\n:::\n\n:::{glossary}\nLonely\n:::\n"
    )
    pages = {"a": include, "b": "Text.\n"}
    found = by_page(handbook, pages, "1", {"part.txt": part})
    assert found.keys() == {"part.txt"}
    places = [(finding.line, finding.subtype) for finding in found["part.txt"]]
    assert places == [
        (4, "compass.unknown"),
        (9, "compass.unknown"),
        (11, "compass.block"),
        (15, "compass.glossary"),
    ]


def test_included_twice(handbook: Callable[..., Handbook]) -> None:
    """A mistake in a file that two pages include is reported once."""
    include = "```{include} /part.txt\n```\n"
    found = by_page(handbook, {"a": include, "b": include}, "2", {"part.txt": "{role}`Nobody`\n"})
    assert {name: len(findings) for name, findings in found.items()} == {"part.txt": 1}


def by_page(
    handbook: Callable[..., Handbook],
    texts: Mapping[str, str],
    jobs: str,
    others: Mapping[str, str] | None = None,
) -> dict[str, list[Finding]]:
    """Build a handbook with a page for each text; return the findings by page or file."""
    pages = {f"{slugify(name)}.md": f"# Page\n\n{text}" for name, text in texts.items()}
    names = "\n".join(map(slugify, texts))
    index = f"# Example\n\n```{{toctree}}\ncompany\n{names}\n```\n"
    book = handbook({"index.md": index, "company.md": COMPANY, **pages, **(others or {})}, CHECKED)
    book.run("-n", "-j", jobs)
    assert len(book.findings) == len(book.warnings.splitlines()), book.warnings
    found: dict[str, list[Finding]] = {}
    for finding in book.findings:
        found.setdefault(finding.file.removesuffix(".md"), []).append(finding)
    return found
