"""Small handbooks with published names, and the targets of links to them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from bs4 import BeautifulSoup
from sphinx.util.inventory import InventoryFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Finding, Handbook

CONF = """\
compass_names_file = "names.json"
compass_names_command = "make names"
html_baseurl = "https://example.org/en/"
html_theme = "basic"
html_theme_options = {}
"""

PAGES = {
    "index.md": """\
        # Start

        ```{toctree}
        people/maker
        people/other
        words
        ```

        ## Unlabeled heading

        Text.
        """,
    "people/maker.md": """\
        # The maker

        :::{role} Maker
        :area: product
        Makes.
        :::

        (maker:how)=
        ## How a maker works

        With care.

        ## Tools of a maker

        A hammer.
        """,
    "people/other.md": """\
        # Others

        :::{team} Circle
        Meets.
        :::

        :::{area} Product
        :page: people/other
        Decides.
        :::
        """,
    "words.md": """\
        # Words

        :::{glossary}
        Hub
          Where people meet.
        :::
        """,
    "names.json": '{"names": {}}',
}


class Checked(NamedTuple):
    """What the builds find, and the list that the builder `names` writes."""

    lost: tuple[Finding, ...]  # findings about lost names, in a build of the site
    findings: str  # of the builder
    names: str

    @property
    def lines(self) -> list[str]:
        """The lines to add, each once."""
        lines = [found.text.partition(": '")[2].removesuffix("'.") for found in self.lost]
        return list(dict.fromkeys(lines))


def publish(book: Handbook) -> Checked:
    """Build the site strictly, and check its names."""
    book.run("-n", "-W", "--keep-going")
    lost = tuple(book.findings)
    assert {found.subtype for found in lost} <= {"compass.lost"}, book.warnings
    site = book.outdir
    book.run("-D", f"compass_names_site={site}", builder="names")
    assert tuple(book.findings) == lost
    findings, names = (
        (book.outdir / name).read_text(encoding="utf-8") for name in ("findings.txt", "names.json")
    )
    book.outdir = site
    return Checked(lost, findings, names)


def published(handbook: Callable[..., Handbook]) -> Handbook:
    """Return a small handbook with published names."""
    book = handbook(PAGES, conf=CONF)
    first = publish(book)
    assert first.findings == ""
    book.write({"names.json": first.names})
    return book


def add(book: Handbook, page: str, line: str) -> None:
    """Add a line to the front matter of a page, which needs none yet."""
    path = book.folder / page
    text = path.read_text(encoding="utf-8")
    if not text.startswith("---\n"):
        text = f"---\n---\n{text}"
    path.write_text(text.replace("---\n", f"---\n{line}\n", 1), encoding="utf-8")


def move_page(book: Handbook) -> None:
    """Move a page into another folder."""
    (book.folder / "roles").mkdir()
    (book.folder / "people/maker.md").rename(book.folder / "roles/creator.md")
    book.edit("index.md", "people/maker", "roles/creator")


def targets(book: Handbook) -> dict[tuple[str, str], str]:
    """Return the targets of references from other sites, by inventory type and name."""
    data = (book.outdir / "objects.inv").read_bytes()
    inventory = InventoryFile.loads(data, uri="").data
    return {
        (kind, name): item.uri for kind, items in inventory.items() for name, item in items.items()
    }


def arrives(book: Handbook, uri: str) -> bool:
    """Tell whether an address leads to a page, and to an anchor on it."""
    page, _, anchor = uri.partition("#")
    path = book.outdir / page / "index.html"
    if not path.is_file():
        return False
    return not anchor or BeautifulSoup(path.read_bytes(), "html5lib").find(id=anchor) is not None


def redirect_target(book: Handbook, docname: str) -> str:
    """Return the target of a redirect page; empty if there is no such page."""
    path = book.outdir / docname / "index.html"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    target = re.search(r'content="0; url=([^"]*)"', text)
    return target[1] if target else ""


def check_addresses(book: Handbook) -> None:
    """Check that all entries of the inventory and all addresses of the list lead somewhere."""
    dead = {key: uri for key, uri in targets(book).items() if not arrives(book, uri)}
    assert dead == {}
    listed = json.loads((book.folder / "names.json").read_text(encoding="utf-8"))["names"]
    addresses = {at for names in listed.values() for entry in names.values() for at in entry["at"]}
    assert {at for at in addresses if not arrives(book, at) and not _redirects(book, at)} == set()


def _redirects(book: Handbook, uri: str) -> bool:
    """Tell whether an address is that of a redirect page whose target exists."""
    page = uri.partition("#")[0]
    target = redirect_target(book, page)
    return bool(target) and (book.outdir / page / target / "index.html").is_file()
