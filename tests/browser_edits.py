"""Edits of a handbook that people make in a browser, on pages that fit, whatever their names."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

_TOCTREE = re.compile(
    r"^```\{toctree\}\n(?P<options>(?::.*\n)*)\n*(?P<entries>(?:[^`\n]+\n)+)```", re.MULTILINE
)
_LINK = re.compile(r"\]\((?P<path>[\w./-]+)\.md(?P<anchor>#[^)\s]*)?\)")
_ABBREVIATION = re.compile(r"[A-Z]&?[A-Z]")
_LABEL = re.compile(r"^\(([^()\n]+)\)=$", re.MULTILINE)
_DECLARATION = re.compile(r"^:{3,}\{(?:role|team|area|glossary)\}", re.MULTILINE)
_ROLE = re.compile(r"^:{3,}\{role\} (?P<name>[\w ]+)\n(?P<options>(?::.*\n)*)", re.MULTILINE)
_HEADING = re.compile(r"^## (?P<title>.+)\n", re.MULTILINE)
# A step on one line, above another one, in a block that says who does it
_STEP = re.compile(
    r"^:{3,}\{steps\} .+\n(?:(?!:{3}).*\n)*?:by: .+\n(?:(?!:{3}).*\n)*?(?P<step>- .+\n)(?=- )",
    re.MULTILINE,
)
_PROSE = re.compile(r"^[A-Z][^`{}\[\]|<>*_:\n]+ the [^`{}\[\]|<>*_:\n]+\.$", re.MULTILINE)
LONGEST_MENU = 9  # entries

FRONT_MATTER = """\
---
owner: {owner}
last_reviewed_on: {day}
review_in: 6 months
description: {text}
---

"""


@dataclass
class Book:
    """The source folder of a handbook, and the pages that edits have changed already."""

    folder: Path
    touched: set[str] = field(default_factory=set)

    @property
    def pages(self) -> dict[str, str]:
        """The text of each page in a folder with an index, by docname."""
        folders = (path.parent for path in sorted(self.folder.glob("[a-z]*/index.md")))
        paths = (path for folder in folders for path in sorted(folder.glob("*.md")))
        return {
            path.relative_to(self.folder).with_suffix("").as_posix(): path.read_text("utf-8")
            for path in paths
        }

    def first(self, fits: Callable[[str, str], object]) -> tuple[str, str]:
        """Return the first page that no edit has changed and that fits, with its text."""
        found = next(
            (
                (page, text)
                for page, text in self.pages.items()
                if page not in self.touched and fits(page, text)
            ),
            None,
        )
        assert found is not None, "no page of the handbook fits this edit"
        return found

    def write(self, docname: str, text: str) -> None:
        """Write a page; later edits choose another one."""
        self.touched.add(docname)
        (self.folder / f"{docname}.md").write_text(text, encoding="utf-8")

    def add_to_menu(self, index: str, name: str) -> None:
        """Add a page to the first table of contents of an index page."""
        text = self.pages[index]
        match = _TOCTREE.search(text)
        assert match is not None
        self.write(index, f"{text[: match.end('entries')]}{name}\n{text[match.end('entries') :]}")

    def remove_from_menu(self, index: str, name: str) -> None:
        """Remove a page from the table of contents of an index page."""
        self.write(index, self.pages[index].replace(f"\n{name}\n", "\n", 1))

    def leaf(self, fits: Callable[[str, str], object]) -> tuple[str, str, str]:
        """Return the first page that its index lists with others, its text, and the index."""
        listed = dict(self._listed())
        docname, text = self.first(
            lambda page, text: page in listed and not _TOCTREE.search(text) and fits(page, text)
        )
        return docname, text, listed[docname]

    def mentions(self, name: str, *, besides: str) -> bool:
        """Tell whether another page contains a name in a reference or an option."""
        pattern = re.compile(rf"[`</ ]{re.escape(name)}[`>\n]")
        others = (text for page, text in self.pages.items() if page != besides)
        return any(pattern.search(_TOCTREE.sub("", text)) for text in (self._front(), *others))

    def redirect_links(self, old: str, new: str) -> None:
        """Make links to a page lead to another one, as the findings of the build ask for."""
        for page, text in {"index": self._front(), **self.pages}.items():
            correct = _with_links(text, page, {old: new})
            if correct != text:
                (self.folder / f"{page}.md").write_text(correct, encoding="utf-8")

    def _front(self) -> str:
        return (self.folder / "index.md").read_text(encoding="utf-8")

    def _listed(self) -> Iterator[tuple[str, str]]:
        """Yield each page that another page of its folder lists together with others."""
        for page, text in self.pages.items():
            folder = page.rpartition("/")[0]
            for match in _TOCTREE.finditer(text):
                names = match["entries"].split()
                if len(names) > 1:
                    yield from ((f"{folder}/{name}", page) for name in names)

    def has_room(self, _page: str, text: str) -> bool:
        """Tell whether a page lists others, and its menu takes another one."""
        entries = [name for match in _TOCTREE.finditer(text) for name in match["entries"].split()]
        return 0 < len(entries) < LONGEST_MENU

    def role(self) -> str:
        """Return the name of a role."""
        return next(match["name"] for text in self.pages.values() for match in _ROLE.finditer(text))

    def owners(self) -> list[str]:
        """Return the owners of all pages, each once, in the order of pages."""
        found = (re.search(r"^owner: (\S+)$", text, re.MULTILINE) for text in self.pages.values())
        return list(dict.fromkeys(match[1] for match in found if match))


def _with_links(text: str, page: str, moved: Mapping[str, str] | None = None) -> str:
    """Return the text of a page with correct links to pages that moved.

    Without ``moved``, all links become such that work in every folder.
    """

    def corrected(match: re.Match[str]) -> str:
        path = posixpath.join("/", posixpath.dirname(page), match["path"])
        target = posixpath.normpath(path)[1:]
        if moved is None:
            return f"](/{target}.md{match['anchor'] or ''})"
        return f"](/{moved[target]}.md)" if target in moved else match[0]

    return _LINK.sub(corrected, text)


def _can_grow(_page: str, text: str) -> bool:
    """Tell whether text at the end of a page is in its right place."""
    return not text.endswith("```\n") and ":::{earlier-versions}" not in text


def fix_typo(book: Book) -> None:
    """Correct the words of a sentence."""
    page, text = book.first(lambda _page, text: _PROSE.search(text))
    match = _PROSE.search(text)
    assert match is not None
    book.write(page, text.replace(match[0], match[0].replace(" the ", " the very ", 1), 1))


def add_reference(book: Book) -> None:
    """Add a sentence with a reference."""
    page, text = book.first(_can_grow)
    book.write(page, f"{text}\nAsk the {{role}}`{book.role()}` about it.\n")


def add_heading(book: Book) -> None:
    """Add a section."""
    page, text = book.first(_can_grow)
    book.write(page, f"{text}\n## A heading of somebody's own\n\nText below it.\n")


def add_term(book: Book) -> None:
    """Add a term with its plural."""
    page, text = book.first(lambda _page, text: ":::{glossary}\n" in text)
    entry = "Sample gadget\nSample gadgets\n  A thing that somebody added.\n\n"
    book.write(page, text.replace(":::{glossary}\n", f":::{{glossary}}\n{entry}", 1))


def add_figure(book: Book) -> None:
    """Add a figure that the repository has."""
    page, text = book.first(_can_grow)
    picture = min((book.folder / "_static").rglob("*.svg")).relative_to(book.folder).as_posix()
    book.write(page, f"{text}\n:::{{figure}} /{picture}\n:alt: A drawing\n\nWhat it shows.\n:::\n")


def add_page(book: Book) -> None:
    """Add a page with its line in a table of contents."""
    index, _text = book.first(book.has_room)
    docname = f"{index.rpartition('/')[0]}/sample-added-page"
    front = FRONT_MATTER.format(
        owner=book.owners()[0],
        day=dt.datetime.now(tz=dt.UTC).date(),
        text="A page that somebody added.",
    )
    book.write(docname, f"{front}# A page that somebody added\n\nIts text.\n")
    book.add_to_menu(index, "sample-added-page")


def set_review_date(book: Book) -> None:
    """Set the day of a review to today, or to yesterday if it was today already."""
    page, text = book.first(lambda _page, text: "\nlast_reviewed_on: " in text)
    today = dt.datetime.now(tz=dt.UTC).date()
    day = today - dt.timedelta(days=f"\nlast_reviewed_on: {today}\n" in text)
    book.write(
        page, re.sub(r"(?m)^last_reviewed_on: .*$", f"last_reviewed_on: {day}", text, count=1)
    )


def change_owner(book: Book) -> None:
    """Give a page to another role."""
    first, second, *_others = book.owners()
    page, text = book.first(lambda _page, text: f"\nowner: {first}\n" in text)
    book.write(page, text.replace(f"\nowner: {first}\n", f"\nowner: {second}\n", 1))


def rename_role(book: Book) -> None:
    """Rename a role, and keep its name as an alias."""
    page, text = book.first(
        lambda _page, text: (match := _ROLE.search(text)) and ":slug:" not in match[0]
    )
    match = _ROLE.search(text)
    assert match is not None
    name, options = match["name"], match["options"]
    if ":aliases: " in options:
        options = options.replace(":aliases: ", f":aliases: {name}, ", 1)
    else:
        options += f":aliases: {name}\n"
    start = match[0].partition(name)[0]
    book.write(page, text.replace(match[0], f"{start}{name} of the Sample\n{options}", 1))


def remove_step(book: Book) -> None:
    """Remove a step of a checklist whose whole list is on another page."""
    page, text = book.first(
        lambda _page, text: (
            _STEP.search(text) and not re.search(r"^:{3,}\{checklist\}", text, re.MULTILINE)
        )
    )
    match = _STEP.search(text)
    assert match is not None
    book.write(page, f"{text[: match.start('step')]}{text[match.end('step') :]}")


def move_page(book: Book) -> None:
    """Move a page to another folder, under another name."""
    page, text, index = book.leaf(
        lambda page, text: "{doc}" not in text and not book.mentions(page, besides=page)
    )
    folder = page.rpartition("/")[0]
    target, _text = book.first(
        lambda other, text: other.rpartition("/")[0] != folder and book.has_room(other, text)
    )
    new = f"{target.rpartition('/')[0]}/sample-moved-page"
    book.write(new, _with_links(text, page).replace(f":page: {page}\n", f":page: {new}\n"))
    (book.folder / f"{page}.md").unlink()
    book.remove_from_menu(index, page.rpartition("/")[2])
    book.add_to_menu(target, "sample-moved-page")
    book.redirect_links(page, new)


def split_page(book: Book) -> None:
    """Move the last section of a page, which has no label, to a page of its own."""
    rooms = {
        page.rpartition("/")[0]: page
        for page, text in book.pages.items()
        if page not in book.touched and book.has_room(page, text)
    }
    names = [*_HEADING.finditer("\n".join(book.pages.values()))]
    titles = [match["title"] for match in names]

    def fits(page: str, text: str) -> bool:
        start = text.rfind("\n## ") + 1
        match = _HEADING.match(text, start)
        return bool(
            page not in rooms.values()
            and page.rpartition("/")[0] in rooms
            and text.count("\n## ") > 1
            and match
            and titles.count(match["title"]) == 1
            and "`" not in match["title"]
            and not text[:start].endswith(")=\n")
            and not _ABBREVIATION.search(text, start)  # its full name may be above
            and not any(part.search(text, start) for part in (_LABEL, _TOCTREE, _DECLARATION))
        )

    page, text = book.first(fits)
    folder = page.rpartition("/")[0]
    index = rooms[folder]
    start = text.rfind("\n## ") + 1
    front = re.sub(
        r"(?m)^description: .*$",
        "description: What somebody moved to a page of its own.",
        text[: text.index("\n---\n") + 5],
    )
    front = re.sub(r"(?m)^redirect_from:.*\n(?:(?: |- ).*\n)*", "", front)
    section = text[start:].replace("## ", "# ", 1)
    book.write(f"{folder}/sample-split-page", f"{front}\n{section}")
    book.write(page, f"{text[:start].rstrip()}\n")
    book.add_to_menu(index, "sample-split-page")


def delete_page(book: Book) -> None:
    """Delete a page to which other pages link, but whose labels they do not use."""

    def fits(page: str, text: str) -> bool:
        names = (page, *_LABEL.findall(text))
        used = any(book.mentions(name, besides=page) for name in names)
        return not used and not _DECLARATION.search(text) and "redirect_from:" not in text

    page, _text, index = book.leaf(fits)
    (book.folder / f"{page}.md").unlink()
    book.touched.add(page)
    book.remove_from_menu(index, page.rpartition("/")[2])
    book.redirect_links(page, index)


EDITS: Mapping[str, Callable[[Book], None]] = {
    edit.__name__: edit
    for edit in (
        *(fix_typo, add_reference, add_heading, add_term, add_figure, add_page, set_review_date),
        *(change_owner, rename_role, remove_step, move_page, split_page, delete_page),
    )
}
