"""Names and addresses that must not lead out of a folder."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compass.organization.addresses import is_clean, is_safe_address, is_safe_docname

UNSAFE = [
    "",
    " ",
    "..",
    "../a",
    "a/../b",
    "a/..",
    ".",
    "./a",
    "/a",
    "a/",
    "a//b",
    "a\\b",
    "..\\a",
    "c:/a",
    "a\nb",
    "a\0b",
    "a\u2028b",
    "a#b",
    "a?b",
    " a",
    "a/ b",
    "%2e%2e/a",
    "a/.%2E",
    "a%2f..%2fb",
    "%5Ca",
    "a%00",
    "a" * 300,
    "ä" * 150,
    "a/" * 500 + "a",
]


@pytest.mark.parametrize("docname", UNSAFE)
def test_unsafe_names_of_pages(docname: str) -> None:
    """Neither is the address of such a page safe."""
    assert not is_safe_docname(docname)
    if docname not in {"", "a#b"}:
        assert not is_safe_address(f"{docname}/")
        assert not is_safe_address(f"{docname}/#x")


@pytest.mark.parametrize(
    "docname", ["a", "a/b", "a b", "a.html", "..a", "...", "ä/目标", "-", "50%", "a" * 200]
)
def test_safe_names_of_pages(docname: str) -> None:
    """Their addresses are safe, too."""
    assert is_safe_docname(docname)
    assert is_safe_address(f"{docname}/")
    assert is_safe_address(f"{docname}/#x y")


@pytest.mark.parametrize("address", ["a", "a#x", "a/#", "#", "/", "//", "a/#x\n"])
def test_unsafe_addresses(address: str) -> None:
    """An address is that of a folder, and its anchor is not empty."""
    assert not is_safe_address(address)


@pytest.mark.parametrize("address", ["", "#x", "a/", "a/b/#x/../y"])
def test_safe_addresses(address: str) -> None:
    """The start page has an empty address, and an anchor can have any text."""
    assert is_safe_address(address)


@given(st.text(st.characters(categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1))
def test_control_characters(text: str) -> None:
    """No name has one."""
    assert not is_clean(f"a{text}b")
