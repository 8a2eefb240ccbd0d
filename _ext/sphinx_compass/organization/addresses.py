"""Rules for names and addresses that become parts of file names.

They come from files that anybody can change, so they must not lead out of a folder.
"""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote

# Control characters, halves of characters, separators of lines and paragraphs.
_UNSEEN = frozenset({"Cc", "Cs", "Zl", "Zp"})

# Bytes; file systems have room for 255 in a part of a path, and for 1,024 or more in a path.
_LONGEST_PART, _LONGEST = 240, 600


def is_clean(text: str) -> bool:
    """Tell whether a name is not empty and has no control character.

    >>> is_clean("Old word"), is_clean("Old" + chr(10)), is_clean("")
    (True, False, False)
    """
    return bool(text.strip()) and not any(unicodedata.category(sign) in _UNSEEN for sign in text)


def is_safe_docname(docname: str) -> bool:
    """Tell whether a name can be that of a page: a relative path without empty parts.

    >>> is_safe_docname("guide/start"), is_safe_docname("guide//start")
    (True, False)
    >>> is_safe_docname("../start"), is_safe_docname("/start"), is_safe_docname("c:start")
    (False, False, False)
    >>> is_safe_docname("%2e%2e/start")  # the same as ".." in an address
    False
    """
    decoded = unquote(docname)
    return (
        is_clean(docname)
        and is_clean(decoded)
        and not any(sign in decoded for sign in r"\:#?")
        and len(docname.encode()) <= _LONGEST
        and all(
            part.strip() == part
            and part not in {"", ".", ".."}
            and len(part.encode()) <= _LONGEST_PART
            for part in (*docname.split("/"), *decoded.split("/"))
        )
    )


def is_safe_address(address: str) -> bool:
    """Tell whether a text can be an address: of a page with a final slash, or an anchor on it.

    >>> is_safe_address("guide/start/"), is_safe_address("guide/#day"), is_safe_address("#day")
    (True, True, True)
    >>> is_safe_address("guide/start"), is_safe_address("../start/#day")
    (False, False)
    """
    path, _hash, anchor = address.partition("#")
    is_page = not path or (path.endswith("/") and is_safe_docname(path[:-1]))
    return is_page and (is_clean(anchor) if _hash else True)
