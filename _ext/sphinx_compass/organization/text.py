"""Compares names, makes slugs and digests, and splits texts into sentences."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SLUG_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_JOINERS = "\u200c\u200d"
_NOT_SHOWN = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # control characters, lone surrogates, line ends
_WORD = re.compile(r"\w+")
_DECOMPOSED = re.compile("\\w[\u0300-\u036f\u3099\u309a]+|[\u1100-\u11ff]{2,}")

# Characters from a private use area of Unicode, which the text of a page does not contain.
TITLE_MARK = re.compile("\ue000([a-z-]+):([^\ue001]*)\ue001")

# A sentence ends at . ! or ? before white space and a capital, digit, quote or mark.
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[\"'A-Z0-9(\ue000\ue002])")
_ABBREVIATIONS = ("e.g.", "i.e.", "etc.", "vs.", "approx.")


def slugify(name: str) -> str:
    """Return the slug of a name: lowercase ASCII words joined by ``-``.

    The slug is empty if the name contains no ASCII letter or digit.

    >>> slugify("Product and Community Lead")
    'product-and-community-lead'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))


@lru_cache(maxsize=2**16)  # enough for the names on thousands of pages
def fold(name: str) -> str:
    """Return a name as look-ups compare it: case and runs of white space ignored."""
    return " ".join(name.split()).casefold()


def composed(text: str) -> str:
    r"""Return a text whose accents are part of their letters, as keyboards write them.

    Some programs, for instance on macOS, write them as characters of their own, which look
    the same.

    >>> composed("u\u0308ber") == "\xfcber"
    True
    """
    return _DECOMPOSED.sub(lambda match: unicodedata.normalize("NFC", match[0]), text)


def invisible_characters(text: str) -> list[str]:
    """Return the code points of characters that nobody can see, such as ``U+200B``.

    Joiners between characters of other scripts are left out, because some scripts and emoji
    need them.

    >>> invisible_characters("Product\u200b Lead")
    ['U+200B']
    """
    found = (
        character
        for index, character in enumerate(text)
        if unicodedata.category(character) in {"Cc", "Cf"}
        and not character.isspace()
        and not (
            character in _JOINERS
            and not (text[max(index - 1, 0) : index] + text[index + 1 : index + 2]).isascii()
        )
    )
    return [f"U+{ord(character):04X}" for character in dict.fromkeys(found)]


def on_one_line(text: str) -> str:
    r"""Return a text as a terminal can show it: line ends and control characters as escapes.

    >>> on_one_line("A\x1b[31m\u202e\nB")
    'A\\x1b[31m\\u202e\\nB'
    """
    return "".join(
        character.encode("unicode_escape").decode()
        if unicodedata.category(character) in _NOT_SHOWN and character not in _JOINERS
        else character
        for character in text
    )


def printable(text: str) -> str:
    r"""Return a text on one line, white space folded, without control characters and the like.

    >>> printable("A\x1b[31m\u202e\nB")
    'A[31m B'
    """
    characters = (
        " " if character.isspace() else character
        for character in text
        if character.isspace()
        or character in _JOINERS
        or not unicodedata.category(character).startswith("C")
    )
    return " ".join("".join(characters).split())


def title_mark(kind: str, name: str) -> str:
    """Return a mark that :meth:`Directory.text` replaces with an object's title."""
    return f"\ue000{kind}:{name}\ue001"


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, white space folded.

    >>> sentences("One place, e.g. GitHub.  Two places.")
    ['One place, e.g. GitHub.', 'Two places.']
    """
    folded = " ".join(text.split())
    found, start = [], 0
    for match in _SENTENCE_END.finditer(folded):
        if not folded.endswith(_ABBREVIATIONS, start, match.start()):
            found.append(folded[start : match.start()])
            start = match.end()
    return [*found, folded[start:]]


def digest(text: str) -> str:
    """Return a short digest of the words and numbers of a text, in their order.

    Punctuation, case and white space do not change it.

    >>> digest("At most 3 days.") == digest("at most 3, days")
    True
    >>> digest("At most 3 days.") == digest("At most 4 days.")
    False
    """
    return digests_after(text)("")


def digests_after(text: str) -> Callable[[str], str]:
    """Return a function that returns the digest of a text and another one after it.

    It reads the first text once, however many others there are.
    """
    words = " ".join(_WORD.findall(text.casefold()))
    begun = hashlib.sha256(words.encode())

    def with_text(other: str) -> str:
        more = " ".join(_WORD.findall(other.casefold()))
        complete = begun.copy()
        complete.update(f"{' ' if words and more else ''}{more}".encode())
        return complete.hexdigest()[:12]

    return with_text


def encoded_target(target: str, *, is_headword: bool) -> str:
    """Return a label, headword or docname, encoded for use after ``#`` in any address.

    >>> encoded_target("support:guide", is_headword=False)
    'support:guide'
    >>> encoded_target("CS&S (US)", is_headword=True)
    'CS%26S%20%28US%29'
    """
    return quote(target, safe="" if is_headword else "/:")


def as_markdown_code(text: str) -> str:
    """Return Markdown that shows a text on one line as code, so that nothing in it is formatted.

    On GitHub, a name with an ``@`` notifies nobody there. Nothing is returned for a text that
    shows nothing.

    >>> as_markdown_code("@org/team"), as_markdown_code("a`b")
    ('`@org/team`', '`` a`b ``')
    """
    shown = printable(text)
    longest = max(map(len, re.findall(r"`+", shown)), default=0)
    fence, space = "`" * (longest + 1), " " if longest else ""
    return f"{fence}{space}{shown}{space}{fence}" if shown else ""


def without_plurals(words: Iterable[str]) -> list[str]:
    """Return the words after the first one that are not the plural of another one.

    >>> without_plurals(["Hub Engineer", "Hub Engineers", "Operator"])
    ['Operator']
    """
    first, *further = words
    plurals = {
        fold(plural)
        for word in (first, *further)
        for plural in (f"{word}s", f"{word}es", f"{word.removesuffix('y')}ies")
    }
    return [word for word in further if fold(word) not in plurals]
