"""How references resolve, and how objects are in the inventory, the search and the index."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import pytest
from bs4 import BeautifulSoup, Tag
from sphinx.util.inventory import InventoryFile

from conftest import CONF, Handbook

if TYPE_CHECKING:
    from collections.abc import Callable

# MyST uses what Sphinx 11 will drop.
pytestmark = pytest.mark.filterwarnings(r"ignore:'myst_parser\.:PendingDeprecationWarning")

# Without the handbook's theme, which takes longer.
PLAIN = """
html_theme = "basic"
html_theme_options = {}
nitpicky = True
"""

INDEX = """\
# Example

```{toctree}
:glob:

*
```
"""

PEOPLE = """\
# People

:::{area} Product
:page: people
:lead: Product Lead
:aliases: Making

Led by the {role}`boss`, with the {role}`builders <maker>`.
:::

:::{role} Product Lead
:area: Making
:aliases: Boss, Head of Product
:reports-to: Council
:teams: Makers, Council
:status: established

Leads the {area}`making` of all.
:::

:::{role} Maker
:area: Product
:reports-to: boss

Makes R&D \\<things>.
:::

:::{team} Makers
:slug: the-makers
:kind: service
:status: pilot
:area: Product
:lead: boss

Make things.
:::

:::{team} Inner Makers
:parent: makers

Make inner things.
:::

:::{team} Council
:kind: governing

Decides.
:::

:::{role} Product
Shares its name with an area.
:::
"""

WORDS = """\
# Words

(words:here)=
## Words that we use

```{glossary}
Fiscal Sponsor
Fiscal Sponsors
  Holds money for the {role}`boss`. Second sentence.

Hub
Spoke
  Where people meet.
```
"""


class Markup(NamedTuple):
    """A reference, and the link that it becomes on a page of its own."""

    markup: str
    text: str
    address: str  # relative to the site


LEAD = "people/#role-product-lead"
MAKERS = "people/#team-the-makers"
AREA = "people/#area-product"
SPONSOR = "words/#term-Fiscal-Sponsor"

LINKS = [
    # By title, slug and alias, in any case; shown is the title.
    Markup("{role}`Product Lead`", "Product Lead", LEAD),
    Markup("{role}`product-lead`", "Product Lead", LEAD),
    Markup("{role}`boss`", "Product Lead", LEAD),
    Markup("{role}`PRODUCT LEAD`", "Product Lead", LEAD),
    Markup("{role}`head of\nproduct`", "Product Lead", LEAD),
    Markup("{team}`makers`", "Makers", MAKERS),
    Markup("{team}`the-makers`", "Makers", MAKERS),
    Markup("{area}`making`", "Product", AREA),
    Markup("{area}`product`", "Product", AREA),
    Markup("{role}`product`", "Product", "people/#role-product"),
    Markup("{compass:role}`boss`", "Product Lead", LEAD),
    # A text of one's own.
    Markup("{role}`the lead <product-lead>`", "the lead", LEAD),
    Markup("{role}`boss <Boss>`", "boss", LEAD),
    Markup("{team}`those who make <MAKERS>`", "those who make", MAKERS),
    # {any}, links as in Markdown, labels.
    Markup("{any}`boss`", "Product Lead", LEAD),
    Markup("{any}`Makers`", "Makers", MAKERS),
    Markup("{any}`our makers <the-makers>`", "our makers", MAKERS),
    Markup("[](#role-product-lead)", "Product Lead", LEAD),
    Markup("[the lead](#role-product-lead)", "the lead", LEAD),
    Markup("[the lead](role-product-lead)", "the lead", LEAD),
    Markup("[](#team-the-makers)", "Makers", MAKERS),
    Markup("{ref}`role-product-lead`", "Product Lead", LEAD),
    Markup("{ref}`team-the-makers`", "Makers", MAKERS),
    Markup("{ref}`area-product`", "Product", AREA),
    Markup("{ref}`that area <area-product>`", "that area", AREA),
    # With the prefix that our own names have on other sites.
    Markup("{term}`tc:Fiscal Sponsor`", "Fiscal Sponsor", SPONSOR),
    Markup("{term}`tc:fiscal sponsor`", "fiscal sponsor", SPONSOR),
    Markup("{term}`the sponsor <tc:Fiscal Sponsor>`", "the sponsor", SPONSOR),
    Markup("{ref}`tc:words:here`", "Words that we use", "words/#words-here"),
    Markup("{ref}`these words <tc:words:here>`", "these words", "words/#words-here"),
    Markup("{ref}`tc:role-product-lead`", "Product Lead", LEAD),
    Markup("{role}`tc:Product Lead`", "Product Lead", LEAD),
    Markup("{role}`tc:boss`", "Product Lead", LEAD),
    Markup("{role}`the lead <tc:boss>`", "the lead", LEAD),
    Markup("{team}`tc:Makers`", "Makers", MAKERS),
    Markup("{doc}`tc:words`", "Words", "words/"),
]

PAGES = {
    "index.md": INDEX,
    "people.md": PEOPLE,
    "words.md": WORDS,
    "links.md": "# Links\n\n" + "\n\n".join(link.markup for link in LINKS) + "\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    """Return the built site."""
    book = Handbook(tmp_path_factory.mktemp("resolving") / "source")
    book.folder.mkdir()
    book.write({"conf.py": CONF + PLAIN, **PAGES})
    book.build()
    return book


@pytest.fixture(scope="module")
def pages(site: Handbook) -> dict[str, BeautifulSoup]:
    """Return the pages of the site that links are on and lead to."""
    return {name: soup(site, name) for name in ("links", "people", "words")}


def soup(book: Handbook, docname: str) -> BeautifulSoup:
    """Return a page of a built site, parsed as a browser does."""
    return BeautifulSoup(book.html(docname), "html5lib")


def text_of(tag: Tag) -> str:
    """Return the text of an element, white space folded."""
    return " ".join(tag.get_text().split())


def test_no_warnings(site: Handbook) -> None:
    """All references of the example resolve."""
    assert site.warnings == ""


@pytest.mark.parametrize("link", LINKS, ids=lambda link: link.markup.replace("\n", " "))
def test_link(pages: dict[str, BeautifulSoup], link: Markup) -> None:
    """A reference becomes one link, with the right text, to a place that exists."""
    paragraph = pages["links"].select("section > p")[LINKS.index(link)]
    (anchor,) = paragraph.select("a")
    assert (text_of(paragraph), anchor["href"]) == (link.text, f"../{link.address}")
    docname, _, place = link.address.partition("/#")
    assert not place or pages[docname].find(id=place) is not None


def test_tooltip(pages: dict[str, BeautifulSoup]) -> None:
    """A link says what its object is, in the words that readers see."""
    links = pages["links"].select('a[href$="#area-product"]')
    assert {link.get("title") for link in links if "compass" in str(link)} == {
        "Led by the Product Lead, with the builders."
    }


# -- prefix of our own names -------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "name", "shown"),
    [
        ("{term}`tc:Nothing`", "Nothing", "Nothing"),
        ("{ref}`tc:nowhere`", "nowhere", "nowhere"),
        ("{ref}`there <tc:nowhere>`", "nowhere", "there"),
        ("{role}`tc:bos`", "bos", "bos"),
    ],
)
@pytest.mark.parametrize("nitpicky", [True, False])
def test_unknown_name_with_prefix(
    handbook: Callable[..., Handbook], markup: str, name: str, shown: str, *, nitpicky: bool
) -> None:
    """An unknown name with our prefix is reported once, and shown without it."""
    book = handbook(
        {"index.md": f"{INDEX}\n{markup}\n", "people.md": PEOPLE},
        f"{PLAIN}nitpicky = {nitpicky}",
    )
    book.build()
    (finding,) = book.findings
    assert finding.file == "index.md"
    assert f"'{name}'" in finding.text
    assert text_of(soup(book, "index").select("section > p")[-1]) == shown


def test_prefix_in_summaries(handbook: Callable[..., Handbook]) -> None:
    """Tooltips, too, show names without our prefix, and titles for names of objects."""
    area = (
        "\n:::{area} Operations\n:page: people\n\n"
        "With {role}`tc:boss`, {term}`tc:Hub`, {role}`a lead <tc:boss>`.\n:::\n"
        "\n{area}`Operations`\n"
    )
    book = handbook({**PAGES, "people.md": PEOPLE + area}, PLAIN)
    book.build()
    assert book.warnings == ""
    link = soup(book, "people").select('a[href="#area-operations"][title]')[-1]
    assert link["title"] == "With Product Lead, Hub, a lead."


# -- inventory, search, index -------------------------------------------------


def test_inventory(site: Handbook) -> None:
    """Every object is in the inventory: as itself by its slug, and as a label."""
    inventory = InventoryFile.loads((site.outdir / "objects.inv").read_bytes(), uri="")
    expected = {
        "role": {
            "product-lead": "Product Lead",
            "maker": "Maker",
            "product": "Product",
        },
        "team": {"the-makers": "Makers", "inner-makers": "Inner Makers", "council": "Council"},
        "area": {"product": "Product"},
    }
    for kind, names in expected.items():
        found = inventory.data[f"compass:{kind}"]
        assert {name: (item.display_name, item.uri) for name, item in found.items()} == {
            slug: (title, f"people/#{kind}-{slug}") for slug, title in names.items()
        }
        for slug, title in names.items():
            label = inventory["std:label", f"{kind}-{slug}"]
            assert (label.display_name, label.uri) == (title, f"people/#{kind}-{slug}")


def test_search(site: Handbook) -> None:
    """Every object is found in the search, as an object of its kind."""
    text = (site.outdir / "searchindex.js").read_text(encoding="utf-8")
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    found = {
        (index["objnames"][str(kind)][1], title, index["docnames"][page])
        for page, kind, _priority, _anchor, title in index["objects"][""]
    }
    assert found == {
        ("role", "Product Lead", "people"),
        ("role", "Maker", "people"),
        ("role", "Product", "people"),
        ("team", "Makers", "people"),
        ("team", "Inner Makers", "people"),
        ("team", "Council", "people"),
        ("area", "Product", "people"),
    }


@pytest.mark.parametrize(
    ("entry", "anchor"),
    [
        ("Product Lead (role)", "role-product-lead"),
        ("Boss (role)", "role-product-lead"),
        ("Head of Product (role)", "role-product-lead"),
        ("Product (role)", "role-product"),
        ("Product (area)", "area-product"),
        ("Making (area)", "area-product"),
        ("Makers (team)", "team-the-makers"),
    ],
)
def test_general_index(site: Handbook, entry: str, anchor: str) -> None:
    """Names and aliases are in the general index, with their kind."""
    entries = {}
    for link in soup(site, "genindex").select("td a"):
        name = text_of(link)
        if name.startswith("("):  # Sphinx groups names that differ only in their kind
            group = text_of(link.find_parents("li")[1].select("a")[0])
            name = f"{group.partition(' (')[0]} {name}"
        entries[name] = link["href"]
    assert entries[entry] == f"../people/#{anchor}"
