"""A pseudo-translation that marks each message of the extension."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NAME = "sphinx_compass"
KEYWORDS = {**DEFAULT_KEYWORDS, "mark": None}  # `mark` marks constants that are translated later
METHODS = [("**.py", "python"), ("**.js", "javascript"), ("**.html", "jinja2")]

_MARKED = re.compile("⟦[^⟦⟧]*⟧")
_WORD = re.compile(r"[^\W\d_]{2,}")


def marked(text: str) -> str:
    """Return a message's translation: the message in brackets that nothing else uses."""
    return f"⟦{text}⟧"


def unmarked(text: str) -> str:
    """Return the part of a text that is outside translated messages."""
    while text != (rest := _MARKED.sub(" ", text)):
        text = rest
    return text


def words(text: str) -> set[str]:
    """Return the words of a text."""
    return set(_WORD.findall(text))


def messages(package: Path) -> list[str | tuple[str, ...]]:
    """Return every message in the extension's modules, scripts and templates, as gettext does."""
    found = extract_from_dir(package, METHODS, keywords=KEYWORDS)
    return sorted({message for _, _, message, _, _ in found}, key=str)


def write_catalog(package: Path, language: str, texts: Iterable[str | tuple[str, ...]]) -> None:
    """Compile a translation of messages into the folder of the extension's translations."""
    catalog = Catalog(locale=language)
    for text in texts:
        translation = marked(text) if isinstance(text, str) else tuple(map(marked, text))
        catalog.add(text, translation)
    folder = package / "locale" / language / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{NAME}.mo").open("wb") as file:
        write_mo(file, catalog)
