"""The real handbook builds strictly, is complete, and has no dead links or third parties."""

from __future__ import annotations

import json
import os
import pickle
import re
import shutil
import struct
import subprocess
import sys
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest
import yaml
from bs4 import BeautifulSoup
from jsonschema import Draft202012Validator, FormatChecker
from sphinx.util.inventory import InventoryFile

import search
from conftest import ROOT, SECTIONS, TOP, Handbook, addresses, old_names, tree
from repeating import repeats
from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.page_files import address_of
from sphinx_compass.organization.text import sentences, slugify
from typical import Typical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = [pytest.mark.build, pytest.mark.xdist_group("handbook")]  # one worker builds it once

BASE = "https://team-compass.2i2c.org/en/latest/"


class Site(NamedTuple):
    """The built handbook."""

    outdir: Path
    doctrees: Path

    def pages(self) -> Iterator[tuple[str, BeautifulSoup]]:
        """Yield the address, relative to the site, and the HTML of each page."""
        for path in sorted(self.outdir.rglob("index.html")):
            address = path.relative_to(self.outdir).as_posix().removesuffix("index.html")
            yield address, BeautifulSoup(path.read_text(encoding="utf-8"), "html5lib")


def sphinx(builder: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Build the handbook strictly in a separate process."""
    return subprocess.run(  # noqa: S603 - our own command
        [
            sys.executable,
            "-m",
            "sphinx",
            "-b",
            builder,
            "-n",
            "-W",
            "--keep-going",
            "-E",
            "-d",
            str(folder / "doctrees"),
            *arguments,
            str(ROOT),
            str(folder / builder),
        ],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "NO_COLOR": "1"},
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Build the handbook once, strictly."""
    folder = tmp_path_factory.mktemp("site")
    done = sphinx("dirhtml", folder)
    assert (done.returncode, done.stderr) == (0, "")
    return Site(folder / "dirhtml", folder / "doctrees")


@pytest.fixture(scope="module")
def environment(site: Site) -> Any:
    """Return the environment of the built handbook."""
    return pickle.loads((site.doctrees / "environment.pickle").read_bytes())  # noqa: S301 - ours


@pytest.mark.parametrize("builder", ["html", "text", "epub"])
def test_other_builders_are_strict_too(tmp_path: Path, builder: str) -> None:
    """The handbook builds without a warning in every format."""
    done = sphinx(builder, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_parallel_build_has_the_same_bytes(site: Site, tmp_path: Path) -> None:
    """A build with two processes writes the same bytes as a serial one."""
    done = sphinx("dirhtml", tmp_path, "-j", "2")
    assert (done.returncode, done.stderr) == (0, "")
    serial, parallel = tree(site.outdir), tree(tmp_path / "dirhtml")
    assert sorted(parallel) == sorted(serial)
    assert [name for name in serial if serial[name] != parallel[name]] == []


def test_every_markdown_page_is_published(site: Site) -> None:
    """Every page in a folder of a section is on the site."""
    sources = [path for section in SECTIONS for path in (ROOT / section).rglob("*.md")]
    assert sources
    for path in sources:
        docname = path.relative_to(ROOT).with_suffix("").as_posix()
        address = docname.removesuffix("index")
        assert (site.outdir / address / "index.html").is_file(), docname


def test_pages_of_earlier_handbooks_redirect(site: Site) -> None:
    """Former names of pages are in the inventory, and their addresses redirect to the page."""
    inventory = InventoryFile.loads((site.outdir / "objects.inv").read_bytes(), uri=BASE).data
    pages = {name: item.uri for name, item in inventory["std:doc"].items()}
    moved = {name: uri for name, uri in pages.items() if uri != BASE + address_of(name)}
    assert moved
    for name, uri in moved.items():
        path = site.outdir / address_of(name) / "index.html"
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html5lib")
        canonical = [link["href"] for link in page.find_all("link", rel="canonical")]
        assert canonical == [uri]


def test_every_entry_of_the_inventory_exists(site: Site) -> None:
    """Each name in the inventory leads to a page, and to an anchor on it."""
    inventory = InventoryFile.loads((site.outdir / "objects.inv").read_bytes(), uri="").data
    anchors = {
        address: {element["id"] for element in soup.find_all(id=True)}
        for address, soup in site.pages()
    }
    places = [
        (name, *item.uri.partition("#"))
        for items in inventory.values()
        for name, item in items.items()
    ]
    dead = [
        name
        for name, page, _, anchor in places
        if page not in anchors or (anchor and anchor not in anchors[page])
    ]
    assert places
    assert dead == []


def test_every_object_in_the_search_exists(site: Site) -> None:
    """Search results for roles, teams and areas show their names and lead to their cards."""
    found = search.results(site.outdir / "searchindex.js")
    assert len(found) > 50
    assert search.dead(site.outdir, found) == []
    signs = [result for result in found if "&" in result.name]
    assert [result.name for result in signs if "&amp;" not in result.name] == []


def test_no_summary_repeats_a_first_sentence(site: Site) -> None:
    """What a card says is said in other words by the first sentence of its page and section."""
    repeated, count = [], 0
    for address, soup in site.pages():
        for card in soup.select("section > .compass-card"):
            count += 1
            section, page = card.find_parents("section")[0], card.find_parents("section")[-1]
            heading = section.select(":scope > :is(h1, h2, h3, h4)")[0]
            name = heading.get_text().rstrip("#\N{PILCROW SIGN} \n")
            (summary, *_rest) = card.select(":scope > p:not([class])")
            for place in (section, page):
                paragraphs = place.select(":scope > p:not([class])")
                first = sentences(paragraphs[0].get_text())[0] if paragraphs else ""
                is_about_it = place is section or name in first
                if is_about_it and repeats(sentences(summary.get_text())[0], first, name):
                    repeated.append((address, card["id"], first))
    assert count > 20
    assert repeated == []


def test_no_published_name_or_address_is_lost(site: Site, tmp_path: Path) -> None:
    """Each name leads somewhere, and the site has each address; new ones need not be listed."""
    done = sphinx("names", tmp_path, "-D", f"compass_names_site={site.outdir}")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "names/findings.txt").read_text(encoding="utf-8") == ""


def test_no_local_link_is_dead(site: Site) -> None:
    """Each link inside the site leads to a file, and to an anchor in it.

    This includes links with the address of the published site. Read the Docs makes the files
    of further formats.
    """
    settings = yaml.safe_load((ROOT / ".readthedocs.yaml").read_text(encoding="utf-8"))
    made_elsewhere = {urljoin(BASE, f"/_/downloads/en/latest/{f}/") for f in settings["formats"]}
    pages = dict(site.pages())
    anchors = {
        address: {element["id"] for element in soup.find_all(id=True)}
        for address, soup in pages.items()
    }
    dead = []
    for address, soup in pages.items():
        for link in soup.find_all("a", href=True):
            target = urlsplit(urljoin(BASE + address, str(link["href"])))
            if target.netloc != urlsplit(BASE).netloc or target.geturl() in made_elsewhere:
                continue
            path, anchor = unquote(target.path), unquote(target.fragment)
            path = path.removeprefix(urlsplit(BASE).path)
            if path in anchors:
                if anchor and anchor not in anchors[path]:
                    dead.append((address, link["href"]))
            elif not (site.outdir / path).is_file():
                dead.append((address, link["href"]))
    assert dead == []


def test_the_page_for_linkers_describes_every_output(site: Site) -> None:
    """It links to each file for programs, and mentions the other outputs."""
    page = dict(site.pages())[Typical(site.outdir).names]
    linked = {str(link["href"]).removeprefix(BASE) for link in page.find_all("a", href=True)}
    names = {path.name for path in site.outdir.iterdir() if path.is_file()}
    own = {name for name in names if not name.endswith(".html")} - {".buildinfo", "searchindex.js"}
    assert "compass.json" in own
    assert own - linked == set()
    shown = page.get_text(" ")
    words = (BASE, "_xref/", "JSON-LD", "schema_version")
    assert [word for word in words if word not in shown] == []


def test_every_address_in_the_data_exists(site: Site) -> None:
    """Each address in compass.json, llms.txt and JSON-LD leads to a file and an anchor."""
    pages = dict(site.pages())
    listed = set(addresses(json.loads((site.outdir / "compass.json").read_text(encoding="utf-8"))))
    guide = (site.outdir / "llms.txt").read_text(encoding="utf-8")
    in_guide = set(re.findall(r"\]\((.*?)\)", guide))
    in_heads = {
        address
        for soup in pages.values()
        for script in soup.find_all("script", type="application/ld+json")
        for address in addresses(json.loads(str(script.string)))
    }
    assert min(len(listed), len(in_guide), len(in_heads)) > 50
    dead = []
    for address in sorted(listed | in_guide | in_heads):
        path, _, anchor = address.removeprefix(BASE).partition("#")
        known = path in pages and (not anchor or pages[path].find(id=unquote(anchor)))
        if not address.startswith(BASE) or not (known or (site.outdir / path).is_file()):
            dead.append(address)
    assert dead == []


def in_data(outdir: Path) -> dict[tuple[str, str], str]:
    """Return the address of each object and headword in compass.json, by type and name."""
    data = json.loads((outdir / "compass.json").read_text(encoding="utf-8"))
    objects = {
        (f"compass:{kind}", entry["slug"]): entry["address"]
        for kind in ("role", "team", "area")
        for entry in data[f"{kind}s"]
    }
    return objects | {
        ("std:term", headword["name"]): headword["address"]
        for term in data["terms"]
        for headword in (term, *term["other_headwords"])
    }


def in_inventory(outdir: Path, old: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return the same from the inventory, without old names."""
    inventory = InventoryFile.loads((outdir / "objects.inv").read_bytes(), uri=BASE).data
    return {
        (kind, name): item.uri
        for kind in ("compass:role", "compass:team", "compass:area", "std:term")
        for name, item in inventory.get(kind, {}).items()
        if (kind, name) not in old
    }


def test_old_names_are_not_in_the_data(handbook: Callable[..., Handbook]) -> None:
    """compass.json has only current names, also after renames."""
    conf = f"""\
html_baseurl = "{BASE}"
compass_names_file = "names.json"
html_theme = "basic"
html_theme_options = {{}}
"""
    text = """\
        ---
        redirect_from: [term Node: Hub]
        ---
        # Start

        :::{role} Creator
        :aliases: Maker
        Creates.
        :::

        :::{glossary}
        Hub
          Where people meet.

        maker
          A word of its own.
        :::
        """
    names = json.dumps({"names": {"role": {"maker": {"at": ["#role-maker"]}}}})
    book = handbook({"index.md": text, "names.json": names}, conf)
    assert book.run("-n", "-W") == 0, book.warnings
    everything = in_inventory(book.outdir, set())
    old = {("compass:role", "maker"), ("std:term", "Node")}
    assert everything.keys() - in_data(book.outdir).keys() == old
    assert in_data(book.outdir) == in_inventory(book.outdir, old)
    assert len(in_data(book.outdir)) == 3


def test_organization_as_data_is_complete(site: Site) -> None:
    """compass.json is valid, and has every object and page of the site.

    It does not have old names, which only the inventory keeps for other sites.
    """
    data = json.loads((site.outdir / "compass.json").read_text(encoding="utf-8"))
    schema = json.loads((site.outdir / "compass.schema.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(data)] == []
    current = in_data(site.outdir)
    aliases = {
        (f"compass:{kind}", slugify(alias))
        for kind in KINDS
        for entry in data[f"{kind}s"]
        for alias in entry["aliases"]
    }
    old = old_names(ROOT) | (aliases - current.keys())
    assert current == in_inventory(site.outdir, old)
    sources = {
        path.with_suffix("") for section in SECTIONS for path in (ROOT / section).rglob("*.md")
    }
    docnames = {path.relative_to(ROOT).as_posix() for path in sources} | {
        name.removesuffix(".md") for name in TOP
    }
    assert {page["docname"] for page in data["pages"]} == docnames
    assert [page["docname"] for page in data["pages"] if "owner" not in page] == []
    guide = (site.outdir / "llms.txt").read_text(encoding="utf-8")
    assert guide.startswith("# 2i2c Team Compass\n\n> The handbook of 2i2c")
    assert [page["title"] for page in data["pages"] if f"({page['address']})" not in guide] == []


def test_no_third_party_request(site: Site) -> None:
    """No page loads anything from another host."""
    loaded = {
        str(element[attribute])
        for _, soup in site.pages()
        for name, attribute in (
            ("script", "src"),
            ("img", "src"),
            ("iframe", "src"),
            ("source", "src"),
            ("link", "href"),
        )
        for element in soup.find_all(name, attrs={attribute: True})
        if name != "link" or "canonical" not in element.get_attribute_list("rel")
    }
    assert loaded
    assert {url for url in loaded if urlsplit(url).netloc} == set()
    styles = [path.read_text(encoding="utf-8") for path in site.outdir.rglob("*.css")]
    assert [url for text in styles for url in re.findall(r"url\(['\"]?(https?:[^)]*)", text)] == []


def meta(soup: BeautifulSoup) -> dict[str, list[str]]:
    """Return the contents of the meta elements of a page by name."""
    found: dict[str, list[str]] = {}
    for element in soup.find_all("meta", content=True):
        name = str(element.get("name") or element.get("property"))
        found.setdefault(name, []).append(str(element["content"]))
    return found


def test_every_page_has_a_complete_head(site: Site, environment: Any) -> None:
    """A head has title, language, description, canonical address, icon and link preview."""
    pages = dict(site.pages())
    described = environment.domaindata["compass"]["records"]
    assert len(environment.found_docs) > 50
    for docname in environment.found_docs:
        address = f"{docname}/".removesuffix("index/")
        soup, title = pages[address], environment.titles[docname].astext()
        assert soup.html is not None
        assert soup.head is not None
        assert soup.html["lang"] == "en"
        suffix = "" if docname == "index" else " \N{EM DASH} 2i2c Team Compass"
        assert [text.get_text() for text in soup.head.find_all("title")] == [title + suffix]
        links = {
            rel: [str(link["href"]) for link in soup.find_all("link", rel=rel)]
            for rel in ("canonical", "icon")
        }
        assert links["canonical"] == [BASE + address]
        [icon] = links["icon"]
        assert (site.outdir / address / icon).is_file()
        found = meta(soup)
        assert found["description"] == [described[docname].page.description]
        assert {name: found[name] for name in found if name[:3] == "og:"} == {
            "og:type": ["website"],
            "og:site_name": ["2i2c Team Compass"],
            "og:title": [title],
            "og:description": found["description"],
            "og:url": links["canonical"],
            "og:image": [f"{BASE}_static/card.png"],
            "og:image:alt": ["2i2c Team Compass: who does what, how we work, and where to ask"],
            "og:image:width": ["1200"],
            "og:image:height": ["630"],
        }
        assert found["twitter:card"] == ["summary_large_image"]


def test_link_preview_image(site: Site) -> None:
    """The image has the dimensions that the heads of pages state, and is small."""
    card = (site.outdir / "_static/card.png").read_bytes()
    assert card.startswith(b"\x89PNG\r\n")
    assert struct.unpack(">II", card[16:24]) == (1200, 630)
    assert len(card) < 60_000


def test_sitemap_lists_all_pages(site: Site, environment: Any) -> None:
    """The sitemap has the canonical addresses of all pages, and nothing else."""
    urlset = ET.fromstring((site.outdir / "sitemap.xml").read_text(encoding="utf-8"))  # noqa: S314 - ours
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert urlset.tag == f"{space}urlset"
    assert [[child.tag for child in url] for url in urlset] == [
        [f"{space}loc"] for _ in environment.found_docs
    ]
    listed = [location.text for location in urlset.iter(f"{space}loc")]
    assert listed == sorted(
        BASE + f"{docname}/".removesuffix("index/") for docname in environment.found_docs
    )


def test_links_of_the_page_for_missing_addresses(site: Site) -> None:
    """All links of 404.html work at any depth, among them search, sections and names."""
    pages = dict(site.pages())
    soup = BeautifulSoup((site.outdir / "404.html").read_text(encoding="utf-8"), "html5lib")
    prefix = urlsplit(BASE).path
    inside = set()
    for element in soup.find_all():
        for name in ("href", "src", "action"):
            address = str(element.get(name, ""))
            if element.has_attr(name) and not address.startswith("#"):
                is_elsewhere = element.name == "a" and address.startswith("https://")
                assert is_elsewhere or address.startswith(prefix), address
                inside.add(address.removeprefix(prefix))
    shown = {address for address in inside if not address.startswith("https:")}
    for address in shown:
        path, _, anchor = address.partition("#")
        path = path.partition("?")[0]
        assert path in pages or (site.outdir / path).is_file(), address
        assert not anchor or pages[path].find(id=anchor) is not None, address
    sections = {f"{section}/" for section in SECTIONS}
    assert {"", "search/"} | sections <= shown
    assert Typical(site.outdir).names in {address.partition("#")[0] for address in shown}
    assert soup.html is not None
    assert soup.html["data-content_root"] == prefix


def test_comments_stay_out_of_the_site(site: Site) -> None:
    """The site does not show comments, which are for editors only."""
    comments = [
        line.removeprefix("% ").strip()
        for section in SECTIONS
        for path in (ROOT / section).rglob("*.md")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("% ")
    ]
    shown = " ".join(soup.get_text(" ") for _, soup in site.pages())
    assert [comment for comment in comments if comment in shown] == []


EXAMPLE = re.compile(
    r"^(?P<indent> *)(?P<fence>`{3,})md\n(?P<text>.*?)^(?P=indent)(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)


def test_each_example_for_editors_builds(handbook: Callable[..., Handbook]) -> None:
    """Each example of Markdown in the handbook builds strictly, alone on a page."""
    paths = [path for name in SECTIONS for path in sorted((ROOT / name).rglob("*.md"))]
    examples = [
        "\n".join(line.removeprefix(match["indent"]) for line in match["text"].splitlines())
        for path in paths
        for match in EXAMPLE.finditer(path.read_text(encoding="utf-8"))
    ]
    assert len(examples) >= 10
    book = handbook(
        {},
        conf="""\
extensions += ["sphinx_design", "sphinx_compass.finding"]
suppress_warnings += ["toc.not_included"]
html_static_path = ["_static"]
compass_today = ""  # pages may have been reviewed today
""",
    )
    for name in TOP:
        shutil.copy(ROOT / name, book.folder)
    for name in (*SECTIONS, "_static"):
        shutil.copytree(ROOT / name, book.folder / name)
    book.write(
        {
            f"example-{number}.md": example
            if example.startswith("---")
            else f"# Example\n\n{example}"
            for number, example in enumerate(examples)
        }
    )
    status = book.run("-n", "-W", "--keep-going")
    assert (book.warnings, status) == ("", 0)
