"""Decides which addresses links and pictures can have, and which files pages can use."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_SCHEME = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*):", re.IGNORECASE)
_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]")


def scheme(address: str) -> str:
    """Return the scheme of an address as a browser reads it; empty for a relative one.

    Browsers decode entities, and ignore white space and control characters.
    """
    match = _SCHEME.match(_IGNORED.sub("", html.unescape(address)))
    return match["scheme"].lower() if match else ""


def is_safe_link(address: str) -> bool:
    """Tell whether a link with an address does nothing but open it."""
    found = scheme(address)
    return not found or found in SAFE_SCHEMES


def is_remote(address: str) -> bool:
    """Tell whether an address leads to another site, or is taken for one."""
    shown = _IGNORED.sub("", address)
    return scheme(address) in {"http", "https", "ftp"} or shown.startswith("//") or "://" in shown


def is_own_file(path: str, srcdir: Path) -> bool:
    """Tell whether a file is one of the sources, links followed, and not hidden."""
    root = srcdir.resolve()
    try:
        full = (root / path).resolve()
    except (OSError, RuntimeError, ValueError):  # a loop of links, a null character
        return False
    if not full.is_relative_to(root):
        return False
    return not any(part.startswith(".") for part in full.relative_to(root).parts)
