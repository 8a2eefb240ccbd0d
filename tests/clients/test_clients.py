"""Builds other sites that link to every name of the served handbook, and checks the links.

The projects beside this file are examples of other people's sites, which don't use our
extension.  A test copies one, replaces the published address of the handbook with the
one it is served at, and adds a page ``names`` with a link to each name of the inventory.
"""

from __future__ import annotations

import json
import re
import shutil
import sysconfig
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, unquote, urljoin

import pytest
from bs4 import BeautifulSoup, Tag
from sphinx.util.inventory import InventoryFile

import sites
from conftest import ROOT, Handbook, old_names
from sites import BASE, run, sphinx
from typical import Typical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

pytestmark = pytest.mark.xdist_group("clients")  # one worker builds the handbook once

PROJECTS = Path(__file__).parent
KINDS = (
    *("compass:area", "compass:checklist", "compass:role", "compass:team"),
    *("std:doc", "std:label", "std:term"),
)
# Labels that Sphinx publishes on every site, even if the page does not exist.
NO_PAGE = {"modindex", "py-modindex"}


class Name(NamedTuple):
    """A name of the inventory."""

    kind: str
    name: str
    place: str  # the address that it leads to, relative to the site
    title: str


class Link(NamedTuple):
    """A link on a page of another site, as a reader sees it."""

    text: str
    address: str  # relative to the handbook


@dataclass
class Site:
    """A built handbook, served on loopback."""

    folder: Path
    address: str
    _pages: dict[str, BeautifulSoup] = field(default_factory=dict)

    def names(self) -> list[Name]:
        """Return every name that the site publishes, sorted."""
        inventory = InventoryFile.loads((self.folder / "objects.inv").read_bytes(), uri="")
        return sorted(
            Name(
                kind,
                name,
                item.uri,
                name if item.display_name == "-" else item.display_name,
            )
            for kind, items in inventory.data.items()
            for name, item in items.items()
            if name not in NO_PAGE
        )

    def page(self, address: str) -> BeautifulSoup:
        """Return the page at an address relative to the site; the file must exist."""
        if address not in self._pages:
            text = (self.folder / address / "index.html").read_text(encoding="utf-8")
            self._pages[address] = BeautifulSoup(text, "html.parser")
        return self._pages[address]

    def target(self, address: str) -> Tag | None:
        """Return the element that an address leads to, or None."""
        path, _, anchor = address.partition("#")
        if not (self.folder / path / "index.html").is_file():
            return None
        page = self.page(path)
        return page.find(id=unquote(anchor)) if anchor else page.find("body")

    def redirected(self, address: str) -> str:
        """Return the target of a redirect page; for other pages, return their address."""
        path, _, anchor = address.partition("#")
        file = self.folder / path / "index.html"
        text = file.read_text(encoding="utf-8") if file.is_file() else ""
        page = re.search(r'http-equiv="refresh" content="0; url=([^"]*)"', text)
        anchors = re.search(r"const anchors = (.*);", text)
        if page is None or anchors is None:
            return address
        known: dict[str, str] = json.loads(anchors[1])
        onward: str = known.get(anchor) or (f"{page[1]}#{anchor}" if anchor else page[1])
        return urljoin(f"/{path}", onward).removeprefix("/")

    def dead(self, addresses: Iterable[str]) -> list[str]:
        """Return the addresses that lead nowhere."""
        return sorted({address for address in addresses if self.target(address) is None})


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """Serve a built site on loopback."""
    with sites.served(folder) as address:
        yield Site(folder, address)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Build the real handbook once, and serve it."""
    out = tmp_path_factory.mktemp("site") / "out"
    sphinx("dirhtml", ROOT, out)
    with served(out) as site:
        yield site


def project(kind: str, folder: Path, site: Site, links: Iterable[str]) -> Path:
    """Copy another site's project, with a page of links to a served handbook."""
    copy = folder / kind
    shutil.copytree(PROJECTS / kind, copy)
    for path in copy.iterdir():
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(BASE, site.address), encoding="utf-8")
    title, suffix = "Names\n=====", ".rst" if kind == "sphinx-rst" else ".md"
    items = "".join(f"- {link}\n" for link in links)
    (copy / f"names{suffix}").write_text(f"{title}\n\n{items}", encoding="utf-8")
    return copy


# -- Sphinx ---------------------------------------------------------------------------


def myst_links(names: Iterable[Name]) -> list[str]:
    """Return a link to each name for Sphinx with MyST."""
    roles = {"std:label": "ref", "std:term": "term", "std:doc": "doc"}
    return [
        f"{{{roles[name.kind]}}}`tc:{name.name}`"
        if name.kind in roles
        else f"[](inv:tc:{name.kind}#{name.name})"
        for name in names
    ]


def rst_links(names: Iterable[Name]) -> list[str]:
    """Return a link to each name for Sphinx with reStructuredText."""
    roles = {"std:label": "ref", "std:term": "term", "std:doc": "doc"}
    return [f":{roles[name.kind]}:`tc:{name.name}`" for name in names]


def shown_by_sphinx(source: Path, site: Site) -> list[Link]:
    """Build another site with Sphinx, and return the links on its page ``names``."""
    out = source.parent / "out" / "html"
    shutil.rmtree(out.parent, ignore_errors=True)  # Sphinx caches inventories for days
    out.parent.mkdir()
    sphinx("html", source, out)
    page = BeautifulSoup((out / "names.html").read_text(encoding="utf-8"), "html.parser")
    return [
        Link(link.get_text(), str(link["href"]).removeprefix(site.address))
        for link in page.select(".body li a.reference.external")
    ]


def for_rst(names: Iterable[Name]) -> list[Name]:
    """Return the names that plain Sphinx has a role for; each object has a label as well."""
    return [name for name in names if name.kind.startswith("std:")]


def test_the_real_handbook_has_names_of_every_kind(site: Site) -> None:
    """The inventory is not empty; otherwise, the other tests would pass without links."""
    names = site.names()
    assert {name.kind for name in names} == set(KINDS)
    labels = {name.name: name.place for name in names if name.kind == "std:label"}
    for name in names:
        if name.kind.startswith("compass:"):
            label = f"{name.kind.removeprefix('compass:')}-{name.name}"
            assert labels[label] == name.place


def test_sphinx_with_myst_links_to_every_name(site: Site, tmp_path: Path) -> None:
    """Another Sphinx site with MyST resolves every name, and no link is dead."""
    names = site.names()
    shown = shown_by_sphinx(project("sphinx-myst", tmp_path, site, myst_links(names)), site)
    assert shown == [Link(name.title, name.place) for name in names]
    assert site.dead(link.address for link in shown) == []


def test_sphinx_with_rst_links_to_every_name(site: Site, tmp_path: Path) -> None:
    """Another Sphinx site with reStructuredText resolves every name and object."""
    names = for_rst(site.names())
    shown = shown_by_sphinx(project("sphinx-rst", tmp_path, site, rst_links(names)), site)
    assert shown == [Link(name.title, name.place) for name in names]
    assert site.dead(link.address for link in shown) == []


BEFORE = {
    "index.md": """\
        # Example

        ```{toctree}
        people
        ```
        """,
    "people.md": """\
        # People

        :::{area} Product
        :page: people
        :lead: Product Lead

        Decides what is built.
        :::

        :::{role} Product Lead
        :area: Product
        :teams: Makers

        Leads the area.
        :::

        :::{team} Makers
        :area: Product

        Make things.
        :::

        (people:making)=
        ## How we make things

        With a {term}`Hub`.

        ```{glossary}
        Hub
          Where people meet.
        ```
        """,
}

# Each old name is kept as the editors' guide says.
RENAMES = {
    "# People\n": "# Everybody\n",
    ":::{area} Product\n": ":::{area} Product and design\n:slug: product\n:aliases: Product\n",
    ":::{role} Product Lead\n": (
        ":::{role} Head of Product\n:slug: product-lead\n:aliases: Product Lead\n"
    ),
    ":::{team} Makers\n": ":::{team} Builders\n:slug: makers\n:aliases: Makers\n",
    "## How we make things": "## How we build",
    "\nHub\n": "\nMeeting place\nHub\n",
}


@pytest.mark.parametrize("kind", ["sphinx-myst", "sphinx-rst"])
def test_unchanged_links_survive_renames(
    handbook: Callable[..., Handbook], tmp_path: Path, kind: str
) -> None:
    """Another site that is rebuilt after renames still has no dead link."""
    book = handbook(BEFORE, conf='html_theme = "basic"\nhtml_theme_options = {}\n')
    assert (book.run("-n", "-W", "-q"), book.warnings) == (0, "")
    with served(book.outdir) as site:
        names = site.names()
        links = myst_links(names) if kind == "sphinx-myst" else rst_links(for_rst(names))
        foreign = project(kind, tmp_path, site, links)
        before = shown_by_sphinx(foreign, site)
        assert "Product Lead" in {link.text for link in before}
        for old, new in RENAMES.items():
            book.edit("people.md", old, new)
        assert (book.run("-n", "-W", "-q"), book.warnings) == (0, "")
        after = shown_by_sphinx(foreign, Site(site.folder, site.address))
        assert len(after) == len(before) == len(links)
        assert "Head of Product" in {link.text for link in after}
        assert Site(site.folder, site.address).dead(link.address for link in after) == []


# -- mystmd ---------------------------------------------------------------------------


class Shown(NamedTuple):
    """A link of a mystmd page: what a reader sees, where it leads, what its preview shows."""

    text: str
    address: str  # relative to the handbook
    data: str  # file of the preview, relative to the handbook
    identifier: str  # empty for a page


def tree(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield a node of mdast and all its descendants."""
    yield node
    for child in node.get("children", ()):
        yield from tree(child)


def words(nodes: Iterable[Mapping[str, Any]]) -> str:
    """Return the text of mdast nodes, with one space between words and blocks."""
    blocks = {"paragraph", "listItem"}
    parts = [
        " " if part["type"] in blocks else str(part.get("value", ""))
        for node in nodes
        for part in tree(node)
    ]
    return " ".join("".join(parts).split())


def xref(name: str) -> str:
    """Return a link to a name for mystmd."""
    return f"[](<xref:tc#{name}>)"


def xref_spellings(names: Iterable[Name]) -> list[str]:
    """Return every spelling of links to names: by name, by address, or by both."""
    found: dict[str, None] = {}
    for name in names:
        page, _, anchor = name.place.partition("#")
        written = quote(name.name, safe="/:&")
        for after in (f"#{written}", f"/{page}", f"/{page}#{written}", f"/{page}#{anchor}"):
            found[f"xref:tc{after}".rstrip("#")] = None
    return list(found)


def shown_by_mystmd(source: Path, site: Site) -> list[Shown]:
    """Build a mystmd project, and return the links on its page ``names``.

    After mystmd has written the pages, it fails to download its theme, because the test
    redirects that request to loopback.
    """
    shutil.rmtree(source / "_build", ignore_errors=True)  # mystmd caches inventories for days
    program = Path(sysconfig.get_path("scripts"), "myst")
    done = run(program, "build", "--site", cwd=source, API_URL=f"{site.address}no-theme")
    output = done.stdout + done.stderr
    assert [line for line in output.splitlines() if "⛔" in line or "⚠" in line] == []
    _, built, after = done.stdout.partition("Built 2 pages for project")
    assert built, output
    assert f"{site.address}no-theme/templates/" in after, output
    content = json.loads((source / "_build/site/content/names.json").read_text(encoding="utf-8"))
    return [
        _as_shown(node, site)
        for node in tree(content["mdast"])
        if node["type"] in {"link", "crossReference"}
    ]


def _as_shown(node: Mapping[str, Any], site: Site) -> Shown:
    text = words(node["children"])
    if node["type"] == "link":
        address, data = (node[key].removeprefix(site.address) for key in ("url", "dataUrl"))
        return Shown(text, address, data, "")
    base = node["remoteBaseUrl"]
    address = f"{base}{node['url']}#{node['html_id']}".removeprefix(site.address)
    data = f"{base}{node['dataUrl']}".removeprefix(site.address)
    return Shown(text, address, data, node["identifier"])


def preview(shown: Shown, site: Site) -> list[Mapping[str, Any]]:
    """Return the definition in the preview of a link on a mystmd site."""
    data = json.loads((site.folder / shown.data).read_text(encoding="utf-8"))
    (found,) = (
        node["children"]
        for node in data["mdast"]["children"]
        if any(child.get("identifier") == shown.identifier for child in node["children"])
    )
    return [child for child in found if child["type"] == "definitionDescription"]


def hrefs(element: Tag, page: str) -> list[str]:
    """Return the absolute addresses that a part of a page links to."""
    return [urljoin(BASE + page, str(link["href"])) for link in element.find_all("a", href=True)]


@pytest.fixture(scope="module")
def mystmd(site: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[Name, Shown]:
    """Build the mystmd project once, with a link to every name."""
    names = site.names()
    folder = tmp_path_factory.mktemp("mystmd")
    source = project("mystmd", folder, site, [xref(name.name) for name in names])
    return dict(zip(names, shown_by_mystmd(source, site), strict=True))


def test_mystmd_links_to_every_name(site: Site, mystmd: dict[Name, Shown]) -> None:
    """A mystmd site shows the title for each name, and no link is dead."""
    titles: dict[str, set[str]] = {}  # an old name can have another title for the same place
    for name in mystmd:
        titles.setdefault(name.place, set()).add(name.title)
    assert {name: shown.address for name, shown in mystmd.items()} == {
        name: name.place for name in mystmd
    }
    wrong = [pair for pair in mystmd.items() if pair[1].text not in titles[pair[0].place]]
    assert wrong == []
    assert site.dead(shown.address for shown in mystmd.values()) == []


def test_mystmd_previews_what_the_handbook_says(site: Site, mystmd: dict[Name, Shown]) -> None:
    """The preview of an object or term has the words and the links of its page."""
    differing, kinds = [], set()
    for name, shown in mystmd.items():
        target = site.target(shown.address)
        assert target is not None
        if target.name == "dt":
            definition = target.find_next_sibling("dd")
            parts = [definition] if definition is not None else []
        elif "compass-card" in target.get_attribute_list("class"):
            parts = target.find_all("p", class_=False, recursive=False)
        else:
            continue
        kinds.add(name.kind)
        text = " ".join(" ".join(part.get_text() for part in parts).split())
        page = shown.address.partition("#")[0]
        links = [href for part in parts for href in hrefs(part, page)]
        seen = preview(shown, site)
        linked = [node["url"] for part in seen for node in tree(part) if node["type"] == "link"]
        assert text, name
        if (words(seen), linked) != (text, links):
            differing.append((name, words(seen), linked, text, links))
    assert differing == [], "\n".join(map(str, differing))
    assert kinds == set(KINDS) - {"std:doc"}


def test_mystmd_previews_lead_to_the_handbook(site: Site) -> None:
    """Links in data files are absolute, and those to the handbook are not dead."""
    links = {
        node["url"]
        for path in (site.folder / "_xref").rglob("*.json")
        for node in tree(json.loads(path.read_text(encoding="utf-8"))["mdast"])
        if node["type"] == "link"
    }
    own = {link.removeprefix(BASE) for link in links if link.startswith(BASE)}
    assert own
    assert [link for link in links if "://" not in link and not link.startswith("mailto:")] == []
    assert site.dead(own) == []


def test_mystmd_links_in_every_spelling(site: Site, tmp_path: Path) -> None:
    """Links can name pages by current or old address, and terms by identifier or encoded name."""
    names = sorted(site.names(), key=lambda name: (name.kind, name.name))
    term = next(name for name in names if name.kind == "std:term" and " " in name.name)
    signs = next(name for name in names if name.kind == "std:term" and "&" in name.name)
    role = next(name for name in names if name.kind == "compass:role")
    label = next(name for name in names if name.kind == "std:label" and ":" in name.name)
    glossary, anchor = term.place.split("#")
    encoded = quote(term.name, safe="")
    old = next(
        name
        for name in names
        if name.kind == "std:doc" and f"{name.name}/".removesuffix("index/") != name.place
    )
    address = f"{old.name}/".removesuffix("index/")
    spellings = {
        "xref:tc": "",
        f"xref:tc/{glossary}": glossary,
        f"xref:tc#{anchor}": term.place,
        f"xref:tc#{encoded}": term.place,
        f"xref:tc/{glossary}#{encoded}": term.place,
        f"xref:tc#{quote(signs.name, safe='')}": signs.place,
        f"xref:tc#role-{role.name}": role.place,
        f"xref:tc#{label.name}": label.place,
        f"xref:tc/{address}": address,
    }
    links = [f"[]({address})" for address in spellings]
    shown = shown_by_mystmd(project("mystmd", tmp_path, site, links), site)
    assert [link.address for link in shown] == list(spellings.values())
    assert [link.text for link in shown if not link.text or link.text.startswith("xref:")] == []
    assert site.redirected(address) == old.place
    assert shown[-1].text == site.page(old.place).select("h1")[0].find(string=True)


# -- the snippets of the page for linkers ----------------------------------------------

MYST, RST, MYSTMD, HTML = "Sphinx, MyST Markdown", "Sphinx, reStructuredText", "mystmd", "HTML"
FORMS = (MYST, RST, MYSTMD, HTML)
TYPES = {
    "Roles": "std:label",
    "Teams": "std:label",
    "Areas": "std:label",
    "Checklists": "std:label",
    "Terms": "std:term",
    "Pages": "std:doc",
    "Sections": "std:label",
}


class Listed(NamedTuple):
    """A name on the page for linkers."""

    kind: str  # its type in the inventory
    name: str
    link: Link
    snippets: Mapping[str, str]  # name of the form: text to copy


def listed(site: Site, page: str = "") -> list[Listed]:
    """Return every name on a page for linkers, or on all of them, in their order."""
    pages = [page] if page else Typical(site.folder).lists_of_names
    return [
        Listed(
            TYPES[group.select("p.rubric, summary")[0].get_text().partition(" (")[0]],
            item.select("p code")[0].get_text().removeprefix("tc:"),
            Link(link.get_text(), urljoin(BASE + page, str(link["href"])).removeprefix(BASE)),
            {
                form.select("span")[0].get_text(): form.select("code")[0].get_text()
                for form in item.select("details.compass-link li")
            },
        )
        for page in pages
        for group in site.page(page).select(".compass-group")
        for item in group.select(":scope > ul > li")
        for link in item.select(":scope > p a")
    ]


def shown_by_client(form: str, names: Iterable[Listed], folder: Path, site: Site) -> list[Link]:
    """Return the links that another site renders from the snippets of one form."""
    snippets = [name.snippets[form] for name in names]
    if form == HTML:
        page = BeautifulSoup("".join(snippets), "html.parser")
        links = page.find_all("a")
        return [Link(link.get_text(), str(link["href"]).removeprefix(BASE)) for link in links]
    if form == MYSTMD:
        shown = shown_by_mystmd(project("mystmd", folder, site, snippets), site)
        return [Link(link.text, link.address) for link in shown]
    kind = "sphinx-myst" if form == MYST else "sphinx-rst"
    return shown_by_sphinx(project(kind, folder, site, snippets), site)


def linkable(site: Site, source: Path) -> list[tuple[str, str, str]]:
    """Return type, name and place of each name that a page for linkers lists, sorted.

    It lists all names except objects (which have labels), old names and Sphinx's own pages.
    """
    old = old_names(source)
    return sorted(
        (name.kind, name.name, name.place)
        for name in site.names()
        if name.kind.startswith("std:")
        and (name.kind, name.name) not in old
        and name.name not in {"genindex", "search"}
    )


def test_the_pages_for_linkers_list_every_name(site: Site) -> None:
    """They list each current name of the inventory in all forms, except Sphinx's own pages."""
    names = listed(site)
    assert {tuple(name.snippets) for name in names} == {FORMS}
    shown = sorted((name.kind, name.name, name.link.address) for name in names)
    assert shown == linkable(site, ROOT)


@pytest.mark.parametrize("form", FORMS)
def test_every_snippet_leads_where_the_page_says(site: Site, tmp_path: Path, form: str) -> None:
    """Each snippet shows the listed title and leads to the listed address."""
    names = listed(site)
    assert shown_by_client(form, names, tmp_path, site) == [name.link for name in names]


# Titles, labels, headwords and a file name with characters that could break a snippet.
ODD = {
    "index.md": """\
        # Example

        ```{toctree}
        people/what's-new_(2026)+more
        names
        ```
        """,
    "people/what's-new_(2026)+more.md": r"""
        # R&D \&amp; `tc:x` \<b\> \[a\] \$1 and \$2 *odd* a_b_c \\ {x} ~~y~~ !

        :::{area} Product & *Design*
        :page: people/what's-new_(2026)+more

        Decides.
        :::

        :::{role} Lead <of> "things" & `more` [x]
        Leads.
        :::

        :::{team} Café's @ 50%
        They make.
        :::

        (odd: label/with (all) "it" & 100% + more)=
        ## ! What's "new": (c) a @smith -- b ... & \_c\_ (d) # e ^f^

        (odd:ünïcode)=
        ### ~ 日本語 | 'quoted'

        (odd:untitled)=
        A paragraph.

        (odd:second)=
        (odd:first)=
        #### **Bold** (see: [this](https://example.org))

        ```{glossary}
        R&D: "what's" (new) 50%, [a] + *b*/c_d_
          A term.

        $x$ & {y} ~~z~~ !
          A term.
        ```
        """,
    "names.md": "# Names\n\n```{linkable-names}\n```\n",
}

# Clients differ in replacing quotation marks with typographic ones.
QUOTES = str.maketrans("“”‘’", "\"\"''")  # noqa: RUF001 - intended


def comparable(link: Link, form: str) -> tuple[str, str]:
    """Return the text of a link without characters that a form leaves out, and its address."""
    text = link.text.translate(QUOTES)
    # Sphinx does not support these characters in the text of a reference.
    left = re.sub(r"^!|[`<>\\]", " ", text) if form in {MYST, RST} else text
    return " ".join(left.split()), link.address


def test_no_character_breaks_a_snippet(handbook: Callable[..., Handbook], tmp_path: Path) -> None:
    """Snippets of odd names show the title, and lead to the address, in every client."""
    conf = f'html_theme = "basic"\nhtml_theme_options = {{}}\nhtml_baseurl = "{BASE}"\n'
    book = handbook(ODD, conf=conf)
    assert (book.run("-n", "-W", "-q"), book.warnings) == (0, "")
    with served(book.outdir) as site:
        names = listed(site, "names/")
        assert len(names) == 13
        for form in FORMS:
            shown = shown_by_client(form, names, tmp_path, site)
            expected = [comparable(name.link, form) for name in names]
            assert [comparable(link, form) for link in shown] == expected
            assert site.dead(link.address for link in shown) == []


# -- the list of names -----------------------------------------------------------------

# A handbook with published names that only the list of names keeps.
PUBLISHED = {
    "index.md": """\
        # Example

        ```{toctree}
        people
        guide/how
        plan
        words
        ```
        """,
    "people.md": """\
        # People

        :::{area} Product
        :page: people

        Decides what is built.
        :::

        :::{role} Maker
        :area: Product
        :teams: Circle

        Makes.
        :::

        :::{team} Circle
        :area: Product

        Meets.
        :::

        (people:meeting)=
        ## How we meet

        On time.

        (people:tea)=
        ## Tea

        With milk.

        ## Tools

        A hammer.
        """,
    "guide/how.md": """\
        # How

        :::{role} Keeper
        Keeps.
        :::

        (guide:making)=
        ## How we make

        With a {term}`Spoke`.

        (guide:care)=
        ## With care

        Always.

        ```{glossary}
        Spoke
          Leads to the middle.
        ```
        """,
    "plan.md": "# Plan\n\n(plan:next)=\n## Next\n\nMore.\n",
    "words.md": """\
        # Words

        ```{glossary}
        Hub
          Where people meet.

        Fiscal sponsor
          Who holds the money.
        ```
        """,
    "names.json": "{}",
}

EDITS = (
    ("people.md", "{area} Product\n", "{area} What we build\n"),
    ("people.md", "{role} Maker\n:area: Product\n:teams: Circle", "{role} Creator"),
    ("people.md", "{team} Circle\n:area: Product\n", "{team} Round table\n"),
    ("people.md", "(people:meeting)=\n## How we meet\n\nOn time.\n\n", ""),
    ("people.md", "(people:tea)=\n## Tea\n\nWith milk.\n\n", ""),
    ("people.md", "## Tools", "## What we use"),
    ("guide/how.md", "{role} Keeper", "{role} Guardian"),
    ("guide/how.md", "(guide:making)=\n## How we make", "(work:making)=\n## How we build"),
    ("words.md", "\nHub\n", "\nMeeting place\n"),
    ("words.md", "# Words\n", "# Words\n\n(words:meeting)=\n## We meet\n\nOn time.\n"),
    ("words.md", "\nFiscal sponsor\n  Who holds the money.\n", ""),
    (
        "people.md",
        "## What we use",
        "```{glossary}\nFiscal sponsor\n  Who holds the money.\n```\n\n## What we use",
    ),
    ("index.md", "guide/how\nplan\n", "work/ways\n"),
)

# The old names that each page lists.
MOVED = {
    "people.md": [
        "area product: what-we-build",
        "label people:tea",
        "role maker: creator",
        "people#tools: what-we-use",
        "team circle: round-table",
    ],
    "work/ways.md": ["guide/how", "label guide:making: work:making", "role keeper: guardian"],
    "words.md": [
        "label people:meeting: words:meeting",
        "label plan:next: words:meeting",
        "plan",
        "term Hub: Meeting place",
    ],
}

# The current place of each of these names, and the redirect target of each old address.
NOW = {
    "area-product": "people/#area-what-we-build",
    "circle": "people/#team-round-table",
    "Fiscal sponsor": "people/#term-Fiscal-sponsor",
    "guide/how": "work/ways/",
    "guide:care": "work/ways/#guide-care",
    "guide:making": "work/ways/#work-making",
    "Hub": "words/#term-Meeting-place",
    "keeper": "work/ways/#role-guardian",
    "maker": "people/#role-creator",
    "people:meeting": "words/#words-meeting",
    "people:tea": "people/",
    "plan": "words/",
    "plan:next": "words/#words-meeting",
    "product": "people/#area-what-we-build",
    "role-keeper": "work/ways/#role-guardian",
    "role-maker": "people/#role-creator",
    "Spoke": "work/ways/#term-Spoke",
    "team-circle": "people/#team-round-table",
}
ONWARD = {
    "guide/how/": "work/ways/",
    "guide/how/#guide-care": "work/ways/#guide-care",
    "guide/how/#guide-making": "work/ways/#work-making",
    "guide/how/#role-keeper": "work/ways/#role-guardian",
    "guide/how/#term-Spoke": "work/ways/#term-Spoke",
    "plan/": "words/",
    "plan/#next": "words/#words-meeting",
    "plan/#plan-next": "words/#words-meeting",
}


def publish(book: Handbook) -> str:
    """Update the list of names, and return what is lost."""
    assert (book.run("-n", "-W", "-q", "-E"), book.warnings) == (0, "")
    site = book.outdir
    assert book.run("-q", "-D", f"compass_names_site={site}", builder="names") == 0
    assert book.warnings == ""
    text = (book.outdir / "findings.txt").read_text(encoding="utf-8")
    shutil.copyfile(book.outdir / "names.json", book.folder / "names.json")
    book.outdir = site
    return text


def shown_by(kind: str, source: Path, site: Site) -> list[Link]:
    """Build another site, and return the links on its page ``names``."""
    if kind == "mystmd":
        return [Link(link.text, link.address) for link in shown_by_mystmd(source, site)]
    return shown_by_sphinx(source, site)


def move_everything(book: Handbook) -> None:
    """Rename, move and remove published names, and list them on the pages that have them now."""
    for edit in EDITS:
        book.edit(*edit)
    (book.folder / "work").mkdir()
    (book.folder / "guide/how.md").rename(book.folder / "work/ways.md")
    (book.folder / "plan.md").unlink()
    for page, items in MOVED.items():
        path = book.folder / page
        old = "".join(f"  - {item}\n" for item in items)
        text = f"---\nredirect_from:\n{old}---\n{path.read_text(encoding='utf-8')}"
        path.write_text(text, encoding="utf-8")


def test_unchanged_links_survive_moves(handbook: Callable[..., Handbook], tmp_path: Path) -> None:
    """Other sites have no dead links, neither before nor after they are rebuilt."""
    book = handbook(
        PUBLISHED,
        conf='compass_names_file = "names.json"\nhtml_theme = "basic"\nhtml_theme_options = {}\n',
    )
    assert publish(book) == ""
    with served(book.outdir) as site:
        names, spellings = site.names(), xref_spellings(site.names())
        foreign = {
            kind: project(kind, tmp_path, site, links)
            for kind, links in (
                ("sphinx-myst", myst_links(names)),
                ("sphinx-rst", rst_links(for_rst(names))),
                ("mystmd", [f"[](<{spelling}>)" for spelling in spellings]),
            )
        }
        before = {kind: shown_by(kind, source, site) for kind, source in foreign.items()}
        assert site.dead(address for links in before.values() for _, address in links) == []

        move_everything(book)
        assert publish(book) == ""
        later = Site(site.folder, site.address)
        after = {kind: shown_by(kind, source, later) for kind, source in foreign.items()}

    addresses = {address for links in (*before.values(), *after.values()) for _, address in links}
    onward = {address: later.redirected(address) for address in addresses}
    assert later.dead(onward.values()) == []
    assert {old: new for old, new in onward.items() if old != new} == ONWARD
    for kind, sent in (("sphinx-myst", names), ("sphinx-rst", for_rst(names))):
        moved = {
            name.name: link.address
            for name, link in zip(sent, after[kind], strict=True)
            if name.place != link.address
        }
        assert moved == {name.name: NOW[name.name] for name in sent if name.name in NOW}
    assert {"Creator", "Round table", "What we build", "Guardian"} <= {
        link.text for link in after["sphinx-myst"]
    }
    today = dict(zip(spellings, (link.text for link in after["mystmd"]), strict=True))
    assert today["xref:tc/guide/how/"] == today["xref:tc/guide/how/#guide/how"] == "How"


def test_the_page_for_linkers_lists_current_names(handbook: Callable[..., Handbook]) -> None:
    """Old names are not listed, but a current label can be spelled like an old role."""
    book = handbook(
        PUBLISHED | {"list.md": "# List\n\n(maker)=\n## Make\n\n```{linkable-names}\n```\n"},
        conf='compass_names_file = "names.json"\n'
        f'html_baseurl = "{BASE}"\n'
        'html_theme = "basic"\nhtml_theme_options = {}\n',
    )
    book.edit("index.md", "\nwords\n", "\nwords\nlist\n")
    assert publish(book) == ""
    move_everything(book)
    assert publish(book) == ""
    site = Site(book.outdir, "")
    shown = sorted((name.kind, name.name, name.link.address) for name in listed(site, "list/"))
    assert shown == linkable(site, book.folder)
    assert ("std:label", "maker", "list/#maker") in shown
    hidden = {name.name for name in site.names() if name.kind == "std:label"}
    hidden -= {name for _, name, _ in shown}
    old = {"guide:making", "people:meeting", "people:tea", "plan:next"}
    labels = {"area-product", "role-keeper", "role-maker", "team-circle"}
    assert hidden == old | labels | {"genindex", "search"}
