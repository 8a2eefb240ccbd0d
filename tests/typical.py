"""Finds typical pages of the built handbook, whatever they are called and wherever they are."""

from __future__ import annotations

import json
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from pathlib import Path

MANY = 8  # headings, which still fit on a screen


class Heading(NamedTuple):
    """A heading that the contents of its page list."""

    words: str
    anchor: str


class Section(NamedTuple):
    """A section of the handbook, which the navigation lists."""

    title: str
    address: str  # relative to the site


class Typical:
    """Pages of a site, by what is on them; addresses are relative to the site."""

    def __init__(self, folder: Path) -> None:
        """Read the data of a built site."""
        self._folder = folder
        data: dict[str, Any] = json.loads((folder / "compass.json").read_text(encoding="utf-8"))
        self._data = data
        front = next(page["address"] for page in data["pages"] if page["docname"] == "index")
        self._path = urlsplit(front).path

    @cached_property
    def sections(self) -> list[Section]:
        """The sections of the handbook, in the order of their addresses."""
        return [
            Section(page["title"], self._relative(page["address"]))
            for page in self._data["pages"]
            if page["docname"].count("/") == 1 and page["docname"].endswith("/index")
        ]

    @cached_property
    def text(self) -> str:
        """The page of plain text with the most headings, none of which is said twice."""
        declaring = {self._relative(item["address"]) for item in self._declared()}
        pages = [self._relative(page["address"]) for page in self._data["pages"]]
        plain = [page for page in pages if page.count("/") > 1 and page not in declaring]
        return max(
            plain, key=lambda page: (len(self.headings(page)) <= 8, len(self.headings(page)))
        )

    @cached_property
    def glossary(self) -> str:
        """The page with the most terms."""
        terms = Counter(self._relative(term["address"]) for term in self._data["terms"])
        return terms.most_common(1)[0][0]

    @cached_property
    def list_of_terms(self) -> str:
        """The page that lists all terms."""
        return next(page for page in self._pages() if self.soup(page).select(".compass-terms"))

    @cached_property
    def with_cards(self) -> list[str]:
        """The pages that declare a role, a team or an area."""
        kinds = ("roles", "teams", "areas")
        items = [item for kind in kinds for item in self._data[kind]]
        return sorted({self._relative(item["address"]) for item in items})

    @cached_property
    def role(self) -> str:
        """A page that declares one role and nothing else."""
        return self._relative(self._role["address"])

    @cached_property
    def role_name(self) -> str:
        """The name of that role."""
        name: str = self._role["name"]
        return name

    @cached_property
    def directory(self) -> str:
        """The page that shows the directory of roles, teams and areas."""
        return next(page for page in self._pages() if self.soup(page).select(".compass-directory"))

    @cached_property
    def lists_of_names(self) -> list[str]:
        """The pages that list names to link to."""
        return [page for page in self._pages() if self.soup(page).select(".compass-names")]

    @cached_property
    def names(self) -> str:
        """A page that lists names to link to, those of roles among them."""
        return next(page for page in self.lists_of_names if self._lists(page, self.role_name))

    def _lists(self, page: str, name: str) -> bool:
        items = self.soup(page).select(".compass-names li > p > a")
        return any(item.get_text() == name for item in items)

    def headings(self, page: str) -> list[Heading]:
        """Return what the contents of a page list, with different words."""
        links = self.soup(page).select(".compass-rail a")
        found = {link.get_text(strip=True): str(link["href"]).lstrip("#") for link in links}
        return [Heading(words, anchor) for words, anchor in found.items()]

    def soup(self, page: str) -> BeautifulSoup:
        """Return the HTML of a page."""
        path = self._folder / page / "index.html"
        return BeautifulSoup(path.read_text(encoding="utf-8"), "html5lib")

    def _pages(self) -> list[str]:
        return [self._relative(page["address"]) for page in self._data["pages"]]

    def _declared(self) -> list[Any]:
        data = self._data
        return [*data["roles"], *data["teams"], *data["areas"], *data["terms"]]

    @cached_property
    def _role(self) -> Any:
        pages = Counter(self._relative(item["address"]) for item in self._declared())
        alone = (
            role for role in self._data["roles"] if pages[self._relative(role["address"])] == 1
        )
        return max(alone, key=lambda role: (len(role), role["name"]))

    def _relative(self, address: str) -> str:
        """Return the page of an absolute address."""
        return urlsplit(address).path.removeprefix(self._path)
