"""Finds and replaces the menu in a page that has been written. No Sphinx.

The menu is the only part of a page that shows titles of pages which have nothing to do with it.
So if one of those changes, nothing else of the page has to be made again.
"""

from __future__ import annotations

# As the template sections/sidebar-primary.html has it. The menu itself has no such element.
_BEGIN, _LABELED, _END = b'<nav class="bd-docs-nav" aria-label="', b'">', b"</nav>"


def with_menu(output: bytes, menu: bytes) -> bytes | None:
    """Return the HTML of a page with another menu, or None if it is not clear where that is."""
    if output.count(_BEGIN) != 1:
        return None
    before, begin, rest = output.partition(_BEGIN)
    label, labeled, rest = rest.partition(_LABELED)
    _menu, end, after = rest.partition(_END)
    if not labeled or not end:
        return None
    return b"".join((before, begin, label, labeled, menu, end, after))


def without_menu(output: bytes) -> bytes:
    """Return the HTML of a page without its menu, or all of it if it is not clear where that is."""
    return with_menu(output, b"") or output
