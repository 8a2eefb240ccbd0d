"""Reads what a built page itself says: sentences by section, and the links among them.

What Sphinx and the extension generate on a page, such as lists, charts, facts on cards,
backlinks and menus, is not part of its text.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from sphinx_compass.organization.text import sentences

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | {
    *("blockquote", "caption", "dd", "div", "dl", "dt", "figcaption", "figure", "li", "ol", "p"),
    *("pre", "section", "table", "td", "th", "tr", "ul"),
}
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "wbr"})
_NOT_TEXT = frozenset({"nav", "script", "style", "template"})
_GENERATED = frozenset({"headerlink", "toctree-wrapper"}).union(
    f"compass-{name}"
    for name in (
        *("card-title", "cards", "chain", "changes", "chart", "children", "directory"),
        *("disclosure", "empty", "facts", "foot", "late", "latest-changes", "link", "list"),
        *("mentions", "meta", "moved", "names", "no-script", "related", "reviews", "row", "terms"),
    )
)


@dataclass
class Section:
    """A section of a page, without the sections in it."""

    title: str = ""
    anchors: set[str] = field(default_factory=set)  # of the section and everything in it


class TextSentence(NamedTuple):
    """A sentence of a page."""

    text: str
    section: int  # index into the sections of the page


@dataclass
class PageText:
    """What a page says."""

    sections: list[Section] = field(default_factory=list)
    sentences: list[TextSentence] = field(default_factory=list)
    links: set[str] = field(default_factory=set)  # addresses on this site, without its root
    source: str = ""  # the file that the page was made from; empty if it is unknown


@dataclass
class _Open:
    """An element that has not ended yet."""

    tag: str
    is_text: bool  # whether it belongs to the page's own text
    section: int | None
    classes: frozenset[str]


class _TextReader(HTMLParser):
    """Collects the text of a page."""

    def __init__(self, html: str, address: str) -> None:
        super().__init__()
        self.page = PageText()
        self._address = address
        self._open = [_Open("", is_text=True, section=None, classes=frozenset())]
        self._tags: Counter[str] = Counter()  # of the open elements
        self._words: list[str] = []
        self._rubric: int | None = None  # number of sentences before a rubric that just ended
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element, and note its id and where it leads."""
        known = dict(attrs)
        classes = frozenset((known.get("class") or "").split())
        outer = self._open[-1]
        is_text = outer.is_text and tag not in _NOT_TEXT and not classes & _GENERATED
        section = outer.section
        if tag in _BLOCKS:
            self._flush()
            if "compass-mentions" in classes and self._rubric is not None:
                del self.page.sentences[self._rubric :]  # its heading is generated, too
            self._rubric = None
        if tag == "br":
            self._words.append(" ")
        if tag == "section" and is_text:
            section = len(self.page.sections)
            self.page.sections.append(Section())
        if section is not None and is_text:
            if known.get("id"):
                self.page.sections[section].anchors.add(str(known["id"]))
            if tag == "a" and known.get("href"):
                self._note_link(str(known["href"]))
        if tag not in _VOID:
            self._open.append(_Open(tag, is_text, section, classes))
            self._tags[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        """End an element, and all elements in it that have no end of their own."""
        if not self._tags[tag]:
            return
        if tag in _BLOCKS:
            before = len(self.page.sentences)
            text = self._flush()
            element = self._open[-1]
            if "rubric" in element.classes:
                self._rubric = before
            if tag in _HEADINGS and element.section is not None and text:
                section = self.page.sections[element.section]
                section.title = section.title or text
        ended = ""
        while ended != tag:
            ended = self._open.pop().tag
            self._tags[ended] -= 1

    def handle_data(self, data: str) -> None:
        """Note text that belongs to the page."""
        element = self._open[-1]
        if element.is_text and element.section is not None:
            self._words.append(data)

    def _flush(self) -> str:
        """End a paragraph, heading or the like, and return its text."""
        text = " ".join("".join(self._words).split())
        self._words.clear()
        section = self._open[-1].section
        if text and section is not None:
            self.page.sentences += [TextSentence(part, section) for part in sentences(text)]
        return text

    def _note_link(self, href: str) -> None:
        parts = urlsplit(href)
        if parts.scheme or parts.netloc or not parts.path:
            return
        path = posixpath.normpath(posixpath.join("/", self._address, unquote(parts.path)))
        page = path.strip("/") + "/" if path.strip("/") else ""
        self.page.links.add(f"{page}#{unquote(parts.fragment)}" if parts.fragment else page)


def read_text(html: str, address: str, source: str = "") -> PageText:
    """Return what a page with an address, relative to the site, says."""
    page = _TextReader(html, address).page
    page.source = source
    return page
