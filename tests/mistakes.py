"""A small company's handbook without mistakes, and pages with mistakes beside it."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from conftest import Finding, Handbook

# A finding: line, subtype without 'compass.', and names that its sentence quotes.  Other
# words are not compared: each wording is pinned in one test of the module that writes it.
Found: TypeAlias = tuple[int, str, *tuple[str, ...]]

INDEX = """\
# Example

```{toctree}
company
page
```
"""

COMPANY = """\
# Company

:::{area} Product
:page: company
:lead: Product Lead

Decides what is built.
:::

:::{area} Operations
:page: company

Keeps things running.
:::

:::{role} Product Lead
:area: Product
:aliases: Boss

Leads product.
:::

:::{role} Executive Director
:area: Operations

Leads everything.
:::

:::{team} Makers
:kind: service

Make things.
:::
"""


def findings(
    handbook: Callable[..., Handbook], text: str, *, conf: str = "", suffix: str = ".md"
) -> list[Finding]:
    """Build a page beside the company, and return everything that is found on it."""
    pages = {"index.md": INDEX, "company.md": COMPANY, f"page{suffix}": text}
    book = handbook(pages, conf)
    book.build("dummy")
    # Each line of the log is a finding: none has no location, and none is a traceback.
    assert len(book.findings) == len(book.warnings.splitlines()), book.warnings
    assert {finding.file for finding in book.findings} <= {f"page{suffix}"}
    return book.findings


def places(found: Sequence[Finding]) -> list[tuple[int, str]]:
    """Return line and subtype of findings."""
    return [(finding.line, finding.subtype.removeprefix("compass.")) for finding in found]


def assert_found(found: Sequence[Finding], expected: Sequence[Found]) -> None:
    """Check lines and subtypes of findings, and that each one quotes some names."""
    assert places(found) == [(line, subtype) for line, subtype, *_names in expected]
    for finding, (_line, _subtype, *names) in zip(found, expected, strict=True):
        missing = [name for name in names if f"'{name}'" not in finding.text]
        assert missing == [], finding.text


def below_title(text: str) -> str:
    """Return a page whose text begins on line 3."""
    return f"# Page\n\n{dedent(text)}"


def declared(kind: str, *lines: str, name: str = "Thing") -> str:
    """Return a declaration on line 3 of a page, whose options begin on line 4."""
    return "\n".join(["# Page", "", f":::{{{kind}}} {name}".rstrip(), *lines, ":::", ""])


def sound(kind: str, *options: str) -> str:
    """Return a declaration on line 3 with options from line 4 on and a body."""
    return declared(kind, *options, "", "Is described here.")
