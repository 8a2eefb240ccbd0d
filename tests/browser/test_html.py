"""The HTML is valid, has a complete head, and does not grow with the handbook."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup

from browser import programs
from browser.browsing import PATH, Site, assert_none
from conftest import SECTIONS
from sites import BASE, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path


pytestmark = pytest.mark.xdist_group("browser-html")

NOT_FOUND = "404.html"
BY_SPHINX = {"genindex/", "search/"}  # not for search engines, without a description


@pytest.fixture(scope="module")
def soups(site: Site) -> dict[str, BeautifulSoup]:
    """Parse each page as a browser does."""
    return {
        page: BeautifulSoup(site.file(page).read_text(encoding="utf-8"), "html5lib")
        for page in site.pages
    }


def test_the_html_is_valid(site: Site, figure: Callable[[str], None]) -> None:
    """vnu, the Nu Html Checker, finds no error in any file, including redirects."""
    options = ("-Xss4m", "-jar", programs.package("vnu-jar/build/dist/vnu.jar"))
    formats = ("--format", "json", "--stdout", "--exit-zero-always", "--errors-only")
    done = run(programs.java(), *options, *formats, *site.files, cwd=site.folder)
    assert done.returncode == 0, done.stderr
    messages: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    figure(f"vnu: {len(site.files)} files, {len(messages)} errors")
    assert_none(
        f"{message.get('url', '').removeprefix(f'file:{site.folder}')}:{message.get('lastLine')}: "
        f"{message['message']}"
        for message in messages
    )


def values(soup: BeautifulSoup, selector: str, attribute: str) -> list[str]:
    """Return an attribute of each element that a selector matches."""
    return [str(element.get(attribute, "")) for element in soup.select(selector)]


def incomplete(site: Site, page: str, soup: BeautifulSoup) -> Iterator[str]:
    """Yield what is missing or wrong in the head of a page."""
    if values(soup, "html", "lang") != ["en"]:
        yield "its language"
    title = soup.title.get_text(strip=True) if soup.title else ""
    if not title or title.startswith("<"):
        yield f"its title: {title!r}"
    (icon,) = values(soup, "link[rel~=icon]", "href") or [""]
    if not icon or not site.file(urljoin(site.address + page, icon)).is_file():
        yield f"its icon: {icon!r}"
    ids = values(soup, "[id]", "id")
    if len(ids) != len(set(ids)):
        yield f"unique ids: {sorted({name for name in ids if ids.count(name) > 1})}"
    if page == NOT_FOUND or page in BY_SPHINX:
        return
    address = urljoin(BASE, page)
    if values(soup, "link[rel=canonical]", "href") != [address]:
        yield f"its own address: {values(soup, 'link[rel=canonical]', 'href')}"
    (description,) = values(soup, "meta[name=description]", "content") or [""]
    if not 20 <= len(description) <= 200:
        yield f"its description: {description!r}"
    preview = {
        name: next(iter(values(soup, f"meta[{kind}='{name}']", "content")), "")
        for kind, name in (
            ("property", "og:title"),
            ("property", "og:description"),
            ("property", "og:url"),
            ("property", "og:type"),
            ("property", "og:image"),
            ("name", "twitter:card"),
        )
    }
    yield from (f"{name} for previews" for name, value in preview.items() if not value)
    if preview["og:description"] != description or preview["og:url"] != address:
        yield f"previews of this page: {preview}"
    image = preview["og:image"]
    if not image.startswith(BASE) or not (site.folder / image.removeprefix(BASE)).is_file():
        yield f"a picture for previews that exists: {image!r}"


def test_every_page_describes_itself(site: Site, soups: Mapping[str, BeautifulSoup]) -> None:
    """The head has language, title, description, address, icon and link preview."""
    assert_none(
        f"/{page} lacks {what}"
        for page, soup in soups.items()
        for what in incomplete(site, page, soup)
    )


def test_the_sitemap_lists_every_page(site: Site) -> None:
    """The sitemap has every page of the handbook, and nothing else."""
    root = ET.parse(site.folder / "sitemap.xml").getroot()  # noqa: S314 - our own file
    listed = [str(place.text) for place in root.findall(".//{*}loc")]
    pages = {BASE + page for page in site.pages} - {BASE + name for name in (*BY_SPHINX, NOT_FOUND)}
    assert sorted(listed) == sorted(pages)


def test_links_of_the_page_for_missing_addresses(
    soups: Mapping[str, BeautifulSoup], site: Site
) -> None:
    """Its files and links are found from an address of any depth."""
    soup = soups[NOT_FOUND]
    used = values(soup, "[src]", "src") + values(soup, "link[href]:not([rel=canonical])", "href")
    links = [
        link
        for link in values(soup, "a[href]", "href")
        if not link.startswith(("https://", "mailto:", "#"))
    ]
    assert len(links) > 10
    deep = urljoin(site.address, "no/such/page/")
    assert_none(
        address
        for address in (*used, *links)
        if not address.startswith(PATH) or not site.file(urljoin(deep, address)).is_file()
    )


FRONT_MATTER = """\
---
owner: executive-director
last_reviewed_on: 2026-11-21
review_in: 6 months
description: A page that makes the handbook longer.
---
"""


def longer(pages: int) -> dict[str, str]:
    """Return the pages of a section: docname to text."""
    names = [f"page-{number:02}" for number in range(pages)]
    toctree = "\n".join(["```{toctree}", *names, "```"])
    return {
        f"{SECTIONS[0]}/more/index": f"{FRONT_MATTER}\n# More\n\n{toctree}\n",
        **{
            f"{SECTIONS[0]}/more/{name}": f"{FRONT_MATTER}\n# A {name}\n\nText.\n" for name in names
        },
    }


def test_pages_do_not_grow_with_the_handbook(
    enlarged: Callable[[Mapping[str, str]], Path], site: Site, figure: Callable[[str], None]
) -> None:
    """Sixty more pages add nothing to other pages, except to those that list pages."""
    small, large = (Site(enlarged(longer(pages)), site.address) for pages in (10, 70))
    texts = {
        page: [book.file(page).read_text(encoding="utf-8") for book in (small, large)]
        for page in site.pages
    }
    lists = {
        page
        for page, (_, after) in texts.items()
        if "/page-33/" in str(BeautifulSoup(after, "html5lib").find("article"))
    }
    growth = {page: len(after) - len(before) for page, (before, after) in texts.items()}
    figure(
        f"Growth of {len(texts) - len(lists)} pages by 60 more pages: at most"
        f" {max(grown for page, grown in growth.items() if page not in lists)} characters"
        f" (list pages: {', '.join(sorted(f'/{page}' for page in lists))})"
    )
    assert_none(f"/{page}: {n:+}" for page, n in growth.items() if n and page not in lists)
