"""The front matter keys that have an effect."""

from __future__ import annotations

import re

# The keys that the extension reads; their values are texts.
PAGE_KEYS = ("owner", "last_reviewed_on", "review_in", "description", "facts_as_of")
# Read as well; their values are lists.
KEYWORDS_KEY = "keywords"
REDIRECT_KEY = "redirect_from"
# Read by sphinx_compass.reading; its value is true or false.
ORDER_KEY = "read_in_order"
KNOWN_KEYS = (*PAGE_KEYS, KEYWORDS_KEY, REDIRECT_KEY, ORDER_KEY)

# What Sphinx, MyST, themes and extensions read, besides keys with values of their own, and
# what changes how a page is built.
BUILD_KEYS = re.compile(
    r"(?:myst|html|sd|mystnb|nb|jupytext|kernelspec|substitutions|file_format|nocomments|nosearch"
    r"|no-search|hide-.*|html_.*|sd_.*|myst_.*)"
)

# What Sphinx reads that changes only menus, and the bibliographic data of docutils and MyST.
_OTHER_KEYS = frozenset(
    {
        *("orphan", "tocdepth"),
        *("abstract", "address", "author", "authors", "contact", "copyright", "date", "dedication"),
        *("organization", "revision", "status", "title", "version"),
    }
)


def has_effect(key: str) -> bool:
    """Tell whether the extension, Sphinx, MyST or a common theme reads a front matter key."""
    return key in {*KNOWN_KEYS, *_OTHER_KEYS} or BUILD_KEYS.fullmatch(key) is not None
