"""The Content-Security-Policy of pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sphinx_compass.policy import DIRECTIVES, READ_THE_DOCS, is_on_read_the_docs, policy

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook


def values(text: str) -> dict[str, list[str]]:
    """Return the values of each directive of a policy."""
    return {name: found for name, *found in (part.split() for part in text.split("; "))}


def test_nothing_comes_from_other_sites() -> None:
    """No directive names another site, or allows what is inline."""
    for name, found in values(policy()).items():
        assert set(found) <= {"'self'", "'none'"} | ({"data:"} if name == "img-src" else set())


def test_a_script_is_allowed_by_its_hash() -> None:
    """The hash is that of the specification's own example."""
    allowed = values(policy(["alert('Hello, world.');"]))["script-src"]
    assert allowed == ["'self'", "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"]


def test_read_the_docs_gets_no_more_than_it_needs() -> None:
    """Only there, the listed values are added."""
    here, there = (values(policy(on_read_the_docs=value)) for value in (False, True))
    assert {name: there[name] for name in there if there[name] != here[name]} == {
        name: [*DIRECTIVES[name], *more] for name, more in READ_THE_DOCS.items()
    }


@pytest.mark.parametrize(
    ("environment", "expected"),
    [({"READTHEDOCS": "True"}, True), ({"READTHEDOCS": "1"}, False), ({}, False)],
)
def test_is_on_read_the_docs(environment: dict[str, str], *, expected: bool) -> None:
    """Read the Docs sets a variable to 'True'."""
    assert is_on_read_the_docs(environment) is expected


@pytest.mark.build
def test_every_page_of_a_site_has_it(handbook: Callable[..., Handbook]) -> None:
    """All pages have the policy above their scripts, and no attribute that it blocks."""
    conf = """
extensions += ["sphinx_compass.reading"]
compass_content_security_policy = True
html_theme_options |= {"use_fullscreen_button": False, "use_download_button": False}
"""
    book = handbook({"index.md": "# Start\n\n:::{role} A\n\nText.\n:::\n"}, conf)
    assert book.run("-W") == 0, book.warnings
    pages = list(book.outdir.rglob("*.html"))
    assert len(pages) > 2
    for path in pages:
        text = path.read_text(encoding="utf-8")
        scripts = re.search(r"<script(?! type=\"application/ld\+json\")", text)
        assert scripts is not None
        assert text.index("Content-Security-Policy") < scripts.start()
        assert re.findall(r"\s(?:style|on\w+)=", text) == []
