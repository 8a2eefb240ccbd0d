"""The outputs of built sites."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from conftest import addresses, tree
from sample import invalid
from sphinx_compass.outputs import compass_json, json_ld, llms_txt, schema

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Handbook
    from sphinx_compass.outputs.base import Site

PAGES = {
    "index.md": """\
        ---
        description: An example.
        ---
        # Example

        :::{area} Product
        :lead: lead

        Decides.
        :::

        ```{toctree}
        roles/lead
        a b
        ```
        """,
    "roles/lead.md": """\
        # Lead

        :::{role} Lead
        :area: product

        Leads `</script><script>alert(1)</script>` "all" of {area}`product`.
        :::
        """,
    "a b.md": """\
        # Words

        ```{glossary}
        Hub spoke
        Höb
          Where people meet. And more.
        ```
        """,
}
BASE = 'html_baseurl = "https://x.test/en/latest"\n'
FILES = (compass_json.FILE, llms_txt.FILE, schema.FILE)


def linked_data(page: Path) -> list[Any]:
    """Return the JSON-LD in the head of a built page."""
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html5lib")
    assert soup.head is not None
    scripts = soup.head.find_all("script", type="application/ld+json")
    assert len(scripts) == len(soup.find_all("script", type="application/ld+json"))
    return [json.loads(str(script.string)) for script in scripts]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("conf", ["", BASE], ids=["relative", "absolute"])
def test_addresses_exist(handbook: Callable[..., Handbook], builder: str, conf: str) -> None:
    """Each address in each output leads to a file, and to an anchor in it."""
    book = handbook(PAGES, conf)
    book.run(builder=builder)
    base = "https://x.test/en/latest/"
    data = json.loads((book.outdir / compass_json.FILE).read_text(encoding="utf-8"))
    assert invalid(data) == []
    guide = (book.outdir / llms_txt.FILE).read_text(encoding="utf-8")
    found = {(base, address) for address in addresses(data)}
    found |= {(base, address) for address in re.findall(r"\]\((.*?)\)", guide)}
    assert len(found) > 6
    pages = [path for path in book.outdir.rglob("*.html") if "static" not in path.as_posix()]
    for path in pages:
        here = urljoin(base, path.relative_to(book.outdir).as_posix())
        found |= {(here, address) for address in addresses(linked_data(path))}
    for here, address in found:
        assert address.startswith(base) == bool(conf)
        target = urlsplit(urljoin(here, address))
        assert not re.search(r"\s", address)
        path = book.outdir / unquote(target.path.removeprefix("/en/latest/"))
        path = path / "index.html" if path.is_dir() else path
        assert path.is_file(), address
        if target.fragment:
            soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html5lib")
            assert soup.find(id=unquote(target.fragment)) is not None, address


def test_heads_of_built_pages(handbook: Callable[..., Handbook]) -> None:
    """A page with declarations or terms has one JSON-LD element, other pages have none."""
    book = handbook({**PAGES, "plain.md": "# Plain\n"}, BASE)
    book.run()
    found = {
        path.parent.relative_to(book.outdir).as_posix(): linked_data(path)
        for path in book.outdir.rglob("index.html")
    }
    assert {name: len(data) for name, data in found.items()} == {
        ".": 1,
        "roles/lead": 1,
        "a b": 1,
        "plain": 0,
        "genindex": 0,
        "search": 0,
    }
    [role_data] = found["roles/lead"][0]["@graph"]
    assert role_data["@type"] == "OrganizationRole"
    assert role_data["description"] == (
        'Leads </script><script>alert(1)</script> "all" of Product.'
    )


@pytest.mark.parametrize("builder", ["text", "epub", "singlehtml"])
def test_only_sites_have_data(handbook: Callable[..., Handbook], builder: str) -> None:
    """Formats whose pages have no addresses have none of the files."""
    book = handbook(PAGES, BASE)
    book.run(builder=builder)
    assert [path.name for path in book.outdir.rglob("*") if path.name in FILES] == []
    pages = [path.read_text(encoding="utf-8") for path in book.outdir.rglob("*.*html")]
    assert [page for page in pages if "ld+json" in page] == []


def test_failed_build_writes_nothing(handbook: Callable[..., Handbook]) -> None:
    """A failed build leaves existing files unchanged."""
    book = handbook(PAGES, BASE)
    book.run()
    before = {name: (book.outdir / name).read_bytes() for name in FILES}
    book.edit("a b.md", "# Words", "# Other words")
    conf = (book.folder / "conf.py").read_text(encoding="utf-8")
    failing = "def fail(app):\n    1 / 0\n\ndef setup(app):\n"
    failing += "    app.connect('html-collect-pages', fail)\n"
    book.write({"conf.py": conf + failing})
    assert book.run() != 0
    assert {name: (book.outdir / name).read_bytes() for name in FILES} == before
    book.write({"conf.py": conf})
    assert book.run() == 0
    assert "Other words" in (book.outdir / compass_json.FILE).read_text(encoding="utf-8")


def test_nothing_depends_on_day_or_folder(handbook: Callable[..., Handbook]) -> None:
    """Builds on two days in two folders give the same data."""
    first, second = handbook(PAGES, BASE), handbook(PAGES, BASE + 'compass_today = "2031-01-01"\n')
    for book in (first, second):
        book.run()
    for name in FILES:
        assert (first.outdir / name).read_bytes() == (second.outdir / name).read_bytes()


def test_term_taken_over_by_another_page(handbook: Callable[..., Handbook]) -> None:
    """A page's JSON-LD is updated if an earlier page defines one of its terms as well."""
    book = handbook(PAGES, BASE)
    book.write({"b.md": "# B\n\n```{glossary}\nSpoke\n  Is on this page.\n```\n"})
    book.run()
    assert linked_data(book.outdir / "b/index.html")
    book.edit("a b.md", "Höb", "Höb\nspoke")
    book.run()
    assert linked_data(book.outdir / "b/index.html") == []
    incremental = tree(book.outdir)
    shutil.rmtree(book.outdir.parent)
    book.run()
    clean = tree(book.outdir)
    assert sorted(incremental) == sorted(clean)
    assert [name for name in clean if clean[name] != incremental[name]] == []


def test_json_ld_is_made_once_a_page(
    handbook: Callable[..., Handbook], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build creates the JSON-LD of a page once, to compare and to write it."""
    made = []

    def counted(site: Site, docname: str) -> Any:
        made.append(docname)
        return original(site, docname)

    original = json_ld.linked_data
    monkeypatch.setattr(json_ld, "linked_data", counted)
    book = handbook(PAGES, 'html_theme = "basic"\nhtml_theme_options = {}\n')
    book.build()
    assert sorted(made) == ["a b", "genindex", "index", "roles/lead", "search"]
