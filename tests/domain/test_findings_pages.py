"""What a build finds in the front matter of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mistakes import assert_found, findings, places, sound

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook
    from mistakes import Found

VACANT = "\n:::{role} Nobody yet\n:status: vacant\n\nText.\n:::\n"
ARCHIVED = "\n:::{role} Former\n:status: archived\n\nText.\n:::\n"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        pytest.param(
            ["review_in: 1 year", "owner: Prodct Lead"],
            (3, "owner", "Prodct Lead", "Product Lead"),
            id="owner",
        ),
        pytest.param(["owner: Makers"], (2, "owner", "Makers"), id="owner is a team"),
        pytest.param(["owner: Nobody yet"], (2, "owner", "Nobody yet"), id="owner is vacant"),
        pytest.param(["owner: former"], (2, "owner", "Former"), id="owner is archived"),
        pytest.param(
            ["owner: boss", "last_reviewed_on: 2026-02-30"],
            (3, "review", "2026-02-30"),
            id="impossible date",
        ),
        pytest.param(
            ["owner: boss", "last_reviewed_on: 2026-02-30 # sic"],
            (3, "review", "2026-02-30"),
            id="impossible date with a comment",
        ),
        pytest.param(["last_reviewed_on: in May"], (2, "review", "in May"), id="no date"),
        pytest.param(
            ["owner: boss", "last_reviewed_on: 2026-11-22"], (3, "review"), id="future date"
        ),
        pytest.param(
            ["owner: boss", "review_in: now and then"],
            (3, "review", "now and then"),
            id="unreadable interval",
        ),
        pytest.param(
            ["description:", "owner: boss"], (2, "front_matter", "description"), id="empty value"
        ),
        pytest.param(
            ["owner: boss", "description: what: why"], (3, "front_matter"), id="malformed"
        ),
        pytest.param(
            ["owner: boss", "tags: [a, b", "review_in: 1 year"],
            (3, "front_matter"),
            id="list without an end",
        ),
        pytest.param(
            ["owner: boss", "description: 'what and why", "review_in: 1 year"],
            (3, "front_matter"),
            id="quotation without an end",
        ),
    ],
)
def test_front_matter(handbook: Callable[..., Handbook], lines: list[str], found: Found) -> None:
    """A mistake in front matter is one finding, on its own line."""
    page = "\n".join(["---", *lines, "---", "# Page", VACANT, ARCHIVED])
    assert_found(findings(handbook, page), [found])


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([":owner: Prodct Lead"], (1, "owner", "Prodct Lead", "Product Lead")),
        (["", ":owner: boss", ":review_in: soon"], (3, "review", "soon")),
        ([":description: x", ":last_reviewed_on: 2026-11-22"], (2, "review")),
    ],
)
def test_front_matter_of_restructuredtext(
    handbook: Callable[..., Handbook], lines: list[str], found: Found
) -> None:
    """A mistake in the fields at the top of a page is one finding, on its own line."""
    page = "\n".join([*lines, "", "Page", "====", "", "Text.", ""])
    assert_found(findings(handbook, page, suffix=".rst"), [found])


def test_unclosed_front_matter(handbook: Callable[..., Handbook]) -> None:
    """Front matter without an end is one finding, and does not hide others below it."""
    page = "---\nowner: boss\n\n# Page\n\n{role}`Prodct Lead`\n"
    expected: list[Found] = [(1, "front_matter"), (6, "unknown", "Prodct Lead")]
    assert_found(findings(handbook, page), expected)


REQUIRED = """
compass_required_front_matter = ["owner", "description"]
exclude_patterns = ["company.md"]
"""


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("# Page\n", [(1, "front_matter")]),
        ("---\nowner: {Thing}\ndescription: x\n---\n", [(2, "front_matter")]),
        ("---\nowner: Thing\n---\n", [(1, "front_matter", "description")]),
        (
            "---\nreview_in: 1 year\nonwer: Thing\ndescription: x\n---\n",
            [(3, "front_matter", "owner", "onwer")],
        ),
        ("---\nowner: Thing\ndescription: x\n---\n", []),
    ],
)
def test_required_front_matter(
    handbook: Callable[..., Handbook], page: str, found: list[Found]
) -> None:
    """Missing keys are found, at a misspelled key if there is one."""
    book = handbook({"index.md": page + sound("role")}, REQUIRED)
    book.build("dummy")
    assert_found(book.findings, found)


@pytest.mark.parametrize("conf", ["", "compass_untrusted_pages = True\n"])
@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["colour: red", "owner: boss"], [(2, "front_matter", "colour")]),
        (["owner: boss", "tags:", "  - one", "  - two"], [(3, "front_matter", "tags")]),
        (["colour: #c00", "owner: boss"], [(2, "front_matter", "colour")]),
        (["desciption: Words", "tocdepth: 2"], [(2, "front_matter", "description")]),
    ],
)
def test_key_without_effect(
    handbook: Callable[..., Handbook], lines: list[str], found: list[Found], conf: str
) -> None:
    """A front matter key that nothing reads is one finding, on its own line."""
    page = "\n".join(["---", *lines, "---", "# Page", ""])
    assert_found(findings(handbook, page, conf=f"{conf}compass_check_pages = True\n"), found)


def test_other_mistakes_are_found_beside_malformed_front_matter(
    handbook: Callable[..., Handbook],
) -> None:
    """One mistake does not hide those below it."""
    page = "---\nowner: a: b\n---\n" + sound("role", ":foo: x", ":area: Prodct")
    assert places(findings(handbook, page)) == [
        (2, "front_matter"),
        (7, "option"),
        (8, "unknown"),
    ]


@pytest.mark.parametrize("text", [":::{note}\nText.\n\n" * 500, "> " * 10_000 + "Text.\n"])
@pytest.mark.parametrize("checked", [False, True])
def test_deep_nesting(handbook: Callable[..., Handbook], text: str, checked: bool) -> None:  # noqa: FBT001
    """A page with very deep blocks is one finding at most, and no traceback."""
    found = findings(handbook, f"# Page\n\n{text}", conf=f"compass_check_pages = {checked}\n")
    assert len(found) <= 1
    assert all(finding.subtype == "compass.nesting" for finding in found)
