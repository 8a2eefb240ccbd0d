"""Link buttons in builds: at every card and term, and in the view of all names."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from sphinx.util.inventory import InventoryFile

from conftest import tree
from sphinx_compass.views.link_button import markup
from sphinx_compass.views.snippets import Form

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

# MyST uses what Sphinx 11 will drop.
pytestmark = pytest.mark.filterwarnings(r"ignore:'myst_parser\.:PendingDeprecationWarning")

BASE = "https://handbook.example/en/"
PLAIN = 'html_theme = "basic"\nhtml_theme_options = {}\n'
CONF = f'{PLAIN}html_baseurl = "{BASE}"\n'

PAGES = {
    "index.md": """\
        # Example

        ```{toctree}
        people
        words
        names
        some
        ```
        """,
    "people.md": """\
        # People

        :::{area} Product
        :page: people

        Decides.
        :::

        :::{team} Makers
        They make.
        :::

        ## Maker

        :::{role} Maker
        :aliases: Doer

        Makes.
        :::

        (making:why)=
        (making:how)=
        ## How they make

        (making:hint)=
        They make by hand.
        """,
    "words.md": """\
        # Words

        ```{glossary}
        Hub
        Hubs
          Where people meet.
        ```
        """,
    "names.md": "# Names\n\n```{linkable-names}\n```\n",
    "some.md": "# Some\n\n```{linkable-names}\n:kind: term, area\n```\n",
}


def buttons(html: str) -> dict[str, list[str]]:
    """Return the forms of each link button of a page, by its accessible name."""
    return {
        str(button.summary["aria-label"]): [code.get_text() for code in button.find_all("code")]
        for button in BeautifulSoup(html, "html5lib").find_all("details", class_="compass-link")
        if button.summary is not None
    }


def test_every_name_has_a_button(handbook: Callable[..., Handbook]) -> None:
    """The view, cards and terms have a button for each name, and all addresses exist."""
    book = handbook(PAGES, CONF)
    book.build()
    assert book.findings == []
    shown = buttons(book.html("names"))
    assert list(shown) == [
        f"Link to {title}"
        for title in (
            *("Maker", "Makers", "Product", "Hub", "Hubs"),
            *("Example", "Names", "People", "Some", "Words"),
            *("How they make", "making:hint"),
        )
    ]
    assert list(buttons(book.html("some"))) == [
        f"Link to {title}" for title in ("Product", "Hub", "Hubs")
    ]
    assert list(buttons(book.html("people"))) == [
        "Link to Product",
        "Link to Makers",
        "Link to Maker",
    ]
    assert buttons(book.html("words")) == {"Link to Hub": shown["Link to Hub"]}

    inventory = InventoryFile.loads((book.outdir / "objects.inv").read_bytes(), uri=BASE)
    for key, title in (
        (("std:label", "role-maker"), "Maker"),
        (("std:label", "team-makers"), "Makers"),
        (("std:label", "area-product"), "Product"),
        (("std:term", "Hubs"), "Hubs"),
        (("std:doc", "people"), "People"),
        (("std:label", "making:why"), "How they make"),
        (("std:label", "making:hint"), "making:hint"),
    ):
        address = inventory[key].uri
        assert shown[f"Link to {title}"][3] == f'<a href="{address}">{title}</a>'
        assert f"tc:{key[1]}" in shown[f"Link to {title}"][0]


@pytest.mark.parametrize(("builder", "conf"), [("dirhtml", PLAIN), ("text", CONF), ("epub", CONF)])
def test_names_without_buttons(handbook: Callable[..., Handbook], builder: str, conf: str) -> None:
    """Without a site to link to, the view still shows every name."""
    book = handbook(PAGES, conf)
    book.build(builder)
    assert book.findings == []
    suffix = {"dirhtml": "/index.html", "text": ".txt", "epub": ".xhtml"}[builder]
    text = (book.outdir / f"names{suffix}").read_text(encoding="utf-8")
    assert "compass-link" not in text
    assert "xref:" not in text
    for name in ("role-maker", "Hubs", "people", "making:how", "making:hint"):
        assert f"tc:{name}" in text


def rename(book: Handbook) -> None:
    """Rename a role and a page."""
    book.edit("people.md", ":::{role} Maker", ":::{role} Builder\n:slug: maker")
    book.edit("people.md", "# People\n", "# Persons\n")


def move(book: Handbook) -> None:
    """Move a term to another page."""
    book.edit("words.md", "Hub\nHubs\n  Where people meet.", "Spoke\n  Leads there.")
    book.edit("people.md", "# People\n", "# People\n\n```{glossary}\nHub\n  A place.\n```\n")


def relabel(book: Handbook) -> None:
    """Change the label of a paragraph, which is in no table of contents."""
    book.edit("people.md", "(making:hint)=", "(making:tip)=")


def unlabel(book: Handbook) -> None:
    """Remove one of two labels of a section."""
    book.edit("people.md", "(making:how)=\n", "")


def take_label(book: Handbook) -> None:
    """Write an existing label on a second page, with a title."""
    book.edit("words.md", "# Words", "(making:hint)=\n# Words")


EDITS = [rename, move, relabel, unlabel, take_label]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_incremental_build_is_clean_build(
    handbook: Callable[..., Handbook], edit: Callable[[Handbook], None]
) -> None:
    """The view is updated if other pages change."""
    book = handbook(PAGES, CONF)
    book.run()
    before = book.html("names")
    edit(book)
    book.run()
    incremental = tree(book.outdir)
    assert book.html("names") != before
    shutil.rmtree(book.outdir.parent)
    book.run()
    assert tree(book.outdir) == incremental


def sections(html: str) -> list[list[str]]:
    """Return the title, label and address of each section in the view."""
    group = BeautifulSoup(html, "html5lib").select(".compass-names > details")[-1]
    (count,) = re.findall(r"Sections \((\d+)\)", group.select("summary")[0].get_text())
    assert len(group.select(":scope > ul > li")) == int(count)
    return [
        [link.get_text(), item.select("p code")[0].get_text(), str(link["href"])]
        for item in group.select(":scope > ul > li")
        for link in item.select(":scope > p a")
    ]


def test_labels_that_pages_write_are_names(handbook: Callable[..., Handbook]) -> None:
    """Each label is listed once, except those of objects and of Sphinx itself."""
    book = handbook(PAGES, CONF)
    book.run()
    hint = ["making:hint", "tc:making:hint", "../people/#making-hint"]
    both = [
        ["How they make", f"tc:making:{label}", f"../people/#making-{label}"]
        for label in ("how", "why")
    ]
    assert sections(book.html("names")) == [*both, hint]

    take_label(book)  # now the section has the label, later the paragraph again
    book.run()
    words = ["Words", "tc:making:hint", "../words/#making-hint"]
    assert sections(book.html("names")) == [*both, words]
    book.edit("words.md", "(making:hint)=\n# Words", "# Words")
    book.run()
    assert sections(book.html("names")) == [*both, hint]


def test_parallel_build_is_serial_build(handbook: Callable[..., Handbook]) -> None:
    """If two places have the same label, parallel and serial builds list the same one."""
    others = {f"more/{n}.md": f"# More {n}\n\n(more)=\n## Section {n}\n" for n in range(8)}
    book = handbook(PAGES | others, CONF)
    book.run(out="serial")
    serial = tree(book.outdir)
    book.run("-j", "2", out="parallel")
    assert tree(book.outdir) == serial
    shown = [section for section in sections(book.html("names")) if section[1] == "tc:more"]
    assert shown == [["Section 7", "tc:more", "../more/7/#more"]]


def test_another_address_alone_rewrites_every_button(handbook: Callable[..., Handbook]) -> None:
    """If the address of the site changes, all pages show the new one."""
    book = handbook(PAGES, CONF)
    book.run()
    book.edit("conf.py", BASE, "https://new.example/")
    book.run()
    for docname in ("people", "words", "names"):
        for button in buttons(book.html(docname)).values():
            assert "https://new.example/" in button[3]


def test_search_does_not_find_forms(handbook: Callable[..., Handbook]) -> None:
    """The forms are not part of the searchable text."""
    book = handbook(PAGES, CONF)
    book.build()
    index = (book.outdir / "searchindex.js").read_text(encoding="utf-8")
    words = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))["terms"]
    assert "maker" in words
    assert {"xref", "restructuredtext", "href"} & words.keys() == set()


def test_button_escapes_what_it_shows() -> None:
    """Titles and forms are escaped everywhere in the button."""
    soup = BeautifulSoup(markup('A "b" <i> & c', [Form("HTML", "<a>&amp;</a>")]), "html5lib")
    summary, code = soup.summary, soup.code
    assert summary is not None
    assert code is not None
    assert summary["aria-label"] == 'Link to A "b" <i> & c'
    assert code.get_text() == "<a>&amp;</a>"
    assert soup.i is None
