"""Decides which HTML a page can have, and writes it anew."""

from __future__ import annotations

import html
from html.parser import HTMLParser

# Elements that change neither layout nor behavior, with their attributes.
ALLOWED: dict[str, frozenset[str]] = {
    "abbr": frozenset({"title"}),
    "b": frozenset(),
    "br": frozenset(),
    "del": frozenset(),
    "details": frozenset({"open"}),
    "em": frozenset(),
    "i": frozenset(),
    "ins": frozenset(),
    "kbd": frozenset(),
    "mark": frozenset(),
    "s": frozenset(),
    "small": frozenset(),
    "span": frozenset({"id", "lang", "dir"}),
    "strong": frozenset(),
    "sub": frozenset(),
    "summary": frozenset(),
    "sup": frozenset(),
    "u": frozenset(),
    "var": frozenset(),
    "wbr": frozenset(),
}

_VOID = frozenset({"br", "wbr"})


class SafeHtml(HTMLParser):
    """The parts of some HTML that are allowed, and a description of the first that is not.

    The result is never the text as it came: it is written from what the parser recognizes.
    Comments are left out.
    """

    def __init__(self, text: str) -> None:
        """Parse the HTML, which can be a part of a line, such as a single tag."""
        super().__init__(convert_charrefs=True)
        self.rejected = ""  # such as ``<script>`` or ``<span onclick>``; empty: all is allowed
        self.tags: list[tuple[str, bool]] = []  # name, and whether it is a start tag
        self._parts: list[str] = []
        self._read(text)

    def _read(self, text: str) -> None:
        """Parse the HTML.

        After the last ``>``, everything is text. The parser would look there for the end of each
        tag, which takes time that grows with the square of their number.
        """
        before, end, after = text.rpartition(">")
        try:
            self.feed(before + end)
            self.close()
        except AssertionError:  # the parser does not know what begins with ``<![``
            self._reject("<![")
        self.handle_data(html.unescape(after))

    @property
    def text(self) -> str:
        """The allowed HTML; empty if any part is rejected."""
        return "" if self.rejected else "".join(self._parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an allowed element with its attributes."""
        allowed = ALLOWED.get(tag)
        if allowed is None:
            self._reject(f"<{tag}>")
            return
        if tag not in _VOID:
            self.tags.append((tag, True))
        for name, _value in attrs:
            if name not in allowed:
                self._reject(f"<{tag} {name}>")
        shown = "".join(
            f' {name}="{html.escape(value or "")}"' for name, value in attrs if name in allowed
        )
        self._parts.append(f"<{tag}{shown}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Treat an element such as ``<br />`` as browsers do, which ignore the slash."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Keep the end of an allowed element."""
        if tag in ALLOWED and tag not in _VOID:
            self.tags.append((tag, False))
            self._parts.append(f"</{tag}>")
        else:
            self._reject(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self._parts.append(html.escape(data, quote=False))

    def handle_decl(self, decl: str) -> None:
        """Reject a declaration, such as a document type."""
        self._reject(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        """Reject a processing instruction."""
        self._reject(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        """Reject a marked section, such as CDATA."""
        self._reject(f"<![{data}]>")

    def _reject(self, what: str) -> None:
        self.rejected = self.rejected or what
