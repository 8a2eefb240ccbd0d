"""Which addresses links can have, and which files pages can use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_compass.source.unsafe.addresses import is_own_file, is_remote, is_safe_link

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "address",
    [
        "https://2i2c.org",
        "http://a",
        "mailto:a@b.org",
        "tel:+1",
        "page.md",
        "/a/b#c",
        "#x",
        "?q=a:b",
    ],
)
def test_safe_links(address: str) -> None:
    """Links to sites, mail, telephones and places on this site only open something."""
    assert is_safe_link(address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "&#106;avascript:alert(1)",
        "javascript&colon;alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:x",
        "ws://x",
        "\u200bjavascript:x",
    ],
)
def test_unsafe_links(address: str) -> None:
    """Everything else is unsafe, however it is written."""
    assert not is_safe_link(address)


@pytest.mark.parametrize("address", ["https://a/b.png", "HTTP://a", "//a/b.png", " //a"])
def test_remote(address: str) -> None:
    """Addresses of other sites are recognized."""
    assert is_remote(address)


@pytest.mark.parametrize("address", ["/_static/a.png", "a.png", "../a.png", "data:x"])
def test_not_remote(address: str) -> None:
    """Paths are not on another site."""
    assert not is_remote(address)


def test_own_files(tmp_path: Path) -> None:
    """Files of the sources are own ones; others, hidden ones and links that lead out are not."""
    sources = tmp_path / "sources"
    (sources / "part").mkdir(parents=True)
    (tmp_path / "secret").write_text("secret")
    (sources / "own").write_text("own")
    (sources / "inside").symlink_to(sources / "own")
    (sources / "outside").symlink_to(tmp_path / "secret")
    (sources / "loop").symlink_to(sources / "loop")
    names = [
        *("own", "part/../own", "inside", "missing", "/etc/hostname", "../secret", "outside"),
        *("part/../../secret", "loop", ".git/config", "part/.env", "a\0b"),
    ]
    assert [name for name in names if is_own_file(name, sources)] == [
        *("own", "part/../own", "inside", "missing")
    ]
