"""A small company's handbook without mistakes, to which tests add pages with mistakes."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, TypeAlias

from sphinx_compass.organization.problems import Subtype

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from conftest import Finding, Handbook

# A finding: line, subtype without 'compass.', and names that its message quotes.  Other words
# are not compared: one test of the module that creates the message does that.
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

# A page with a mistake of each kind, beside the company.  Settings and files that some of
# these kinds need are below.
MISTAKES: dict[Subtype, str] = {
    Subtype.ADDRESS: "",  # in the name of another file
    Subtype.AMBIGUOUS: ":::{role} Spare\n:aliases: Boss\n\nIs spare.\n:::\n",
    Subtype.BLOCK: ":::note\nHas no braces.\n:::\n",
    Subtype.BODY: ":::{role} Silent\n:status: new\n:::\n",
    Subtype.CYCLE: ":::{role} Round\n:reports-to: Round\n\nTurns.\n:::\n",
    Subtype.DUPLICATE: ":::{team} Makers\n\nMake things again.\n:::\n",
    Subtype.EARLIER: ":::{earlier-versions}\nOnce\n: It was different.\n:::\n",
    Subtype.ENCODING: "A bell \x07 rings.\n",
    Subtype.FRONT_MATTER: "---\nreview_in: 1 year\n---\n",
    Subtype.GLOSSARY: ":::{glossary}\nUndefined\n:::\n",
    Subtype.HEADING: "#### Too deep\n",
    Subtype.HTML: "<iframe></iframe>\n",
    Subtype.IMAGE: "![Words](https://example.org/x.png)\n",
    Subtype.KEPT_FILE: "",  # in the list of names
    Subtype.LABEL: "(role-product-lead)=\n## A label\n\nText.\n",
    Subtype.LOST: "",  # from the list of names
    Subtype.MARKUP: "Ask the {role} `Product Lead`.\n",
    Subtype.NAME: ":::{role}\n\nHas no name.\n:::\n",
    Subtype.NESTING: ":::{note}\n" * 31,
    Subtype.OPTION: ":::{role} Optional\n:stauts: new\n\nText.\n:::\n",
    Subtype.OWNER: "---\nowner: Nobody\n---\n",
    Subtype.REDIRECT: "---\nowner: boss\nredirect_from: /old\n---\n",
    Subtype.REPORTING_LINE: (
        ":::{role} Outsider\n:area: Operations\n:reports-to: Boss\n\nText.\n:::\n"
    ),
    Subtype.REVIEW: "---\nowner: boss\nlast_reviewed_on: 2026-02-30\n---\n",
    Subtype.STRUCTURE_PAGE: ":::{area} Homeless\n\nHas no page.\n:::\n",
    Subtype.TOCTREE: "Is in no table of contents.\n",
    Subtype.UNKNOWN: "Ask the {role}`Prodct Lead`.\n",
    Subtype.UNSAFE: "{download}`x </../x>`\n",
    Subtype.VALUE: ":::{role} Valued\n:status: busy\n\nText.\n:::\n",
}

MISTAKES_CONF = """
compass_changes_file = "changes.json"
compass_required_front_matter = ["owner"]
compass_names_file = "names.json"
compass_check_pages = True
compass_untrusted_pages = True
"""


def pages_with_mistakes() -> dict[str, str]:
    """Return a handbook with a page for each kind of mistake, to build with MISTAKES_CONF."""
    owned = "---\nowner: boss\n---\n"
    listed = MISTAKES.keys() - {Subtype.TOCTREE}
    names = "\n".join(sorted(subtype.value for subtype in listed))
    pages = {
        f"{subtype.value}.md": f"{text}# Page\n"
        if text.startswith("---")
        else f"{owned}# Page\n\n{text}"
        for subtype, text in MISTAKES.items()
    }
    return {
        "index.md": f"{owned}# Example\n\n```{{toctree}}\ncompany\n{names}\n```\n",
        "company.md": owned + COMPANY,
        "names.json": '{"moved": {"page old": "nowhere"}, "names": {"term": {"Lost": {"at": []}}}}',
        "unpublished.markdown": "# Not published\n",
        "changes.json": '{"up_to": "", "entries": {}}',
        **pages,
    }


def findings(
    handbook: Callable[..., Handbook], text: str, *, conf: str = "", suffix: str = ".md"
) -> list[Finding]:
    """Build the handbook with another page, and return all findings on that page."""
    pages = {"index.md": INDEX, "company.md": COMPANY, f"page{suffix}": text}
    book = handbook(pages, conf)
    book.build("dummy")
    # Each line of the log is a finding: none has no location, and none is a traceback.
    assert len(book.findings) == len(book.warnings.splitlines()), book.warnings
    assert {finding.file for finding in book.findings} <= {f"page{suffix}"}
    return book.findings


def places(found: Sequence[Finding]) -> list[tuple[int, str]]:
    """Return the lines and subtypes of findings."""
    return [(finding.line, finding.subtype.removeprefix("compass.")) for finding in found]


def assert_found(found: Sequence[Finding], expected: Sequence[Found]) -> None:
    """Check the lines and subtypes of findings, and that each one quotes some names."""
    assert places(found) == [(line, subtype) for line, subtype, *_names in expected]
    for finding, (_line, _subtype, *names) in zip(found, expected, strict=True):
        missing = [name for name in names if f"'{name}'" not in finding.text]
        assert missing == [], finding.text


def below_title(text: str) -> str:
    """Return a page whose text starts on line 3."""
    return f"# Page\n\n{dedent(text)}"


def declared(kind: str, *lines: str, name: str = "Thing") -> str:
    """Return a page with a declaration on line 3, whose options start on line 4."""
    return "\n".join(["# Page", "", f":::{{{kind}}} {name}".rstrip(), *lines, ":::", ""])


def sound(kind: str, *options: str) -> str:
    """Return a page with a declaration on line 3 that has options from line 4 on, and a body."""
    return declared(kind, *options, "", "Is described here.")
