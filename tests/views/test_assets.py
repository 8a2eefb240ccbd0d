"""The styles and scripts of sites, and the private names of Sphinx that views use."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_compass.assets import STATIC, TOKENS
from sphinx_compass.reading.scripts import BUNDLES, needed
from views.example import PAGES, PLAIN, section, soup

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

# MyST uses what Sphinx 11 will drop.
pytestmark = pytest.mark.filterwarnings(r"ignore:'myst_parser\.:PendingDeprecationWarning")

FOLDER = STATIC / "compass"
OWN = [bundle for bundle in BUNDLES if bundle.extension == "sphinx_compass"]


def linked(book: Handbook) -> list[str]:
    """Return the stylesheets and scripts that the first page loads, and that exist."""
    page = soup(book, "index")
    addresses = [str(tag["href"]) for tag in page.select('link[rel="stylesheet"]')]
    addresses += [str(tag["src"]) for tag in page.select("script[src]")]
    names = [address.partition("?")[0] for address in addresses]
    return [name for name in names if (book.outdir / name).is_file()]


def test_site_has_all_files(site: Handbook) -> None:
    """Each stylesheet and script is copied and linked, and what scripts share is before them."""
    scripts = {path.name for path in FOLDER.glob("*.js")} - {"shared.js"}
    expected = [
        "_static/compass-tokens.css",
        *(f"_static/compass/{path.name}" for path in sorted(FOLDER.glob("*.css"))),
        *("_static/compass/texts.js", "_static/compass/shared.js"),
        *(f"_static/compass/{name}" for name in sorted(scripts)),
    ]
    assert [name for name in linked(site) if "compass" in name] == expected


def test_script_has_a_text_for_each_name(site: Handbook) -> None:
    """The scripts use exactly the texts that exist; filters of several kinds share their code."""
    script = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.js"))
    texts = (site.outdir / "_static/compass/texts.js").read_text(encoding="utf-8")
    used = set(re.findall(r'\btext\("(\w+)"', script))
    kinds = re.findall(r'"compass-\w+": "(\w+)"', script)
    used |= {f"{name}{kind}" for name in re.findall(r"`(\w+_)\$\{kind", script) for kind in kinds}
    assert used == set(re.findall(r'"(\w+)": ', texts))


@pytest.mark.parametrize(
    ("view", "bundle"),
    [
        ("everything", "directory.js"),
        ("whole-chart", "chart.js"),
        ("chart-of-area", None),
        ("all-areas", None),
        ("areas-as-cards", None),
    ],
)
def test_views_show_which_bundle_they_need(site: Handbook, view: str, bundle: str | None) -> None:
    """What a view draws determines which of our bundles its page loads."""
    html = str(section(site, "views", view))
    assert needed(OWN, html) == ((bundle,) if bundle else ())


def test_other_pages_need_none_of_our_bundles(site: Handbook) -> None:
    """Each of our bundles is only for the page with views, and has scripts that exist."""
    names = [name.removesuffix(".md") for name in PAGES]
    pages = {name: needed(OWN, site.html(name)) for name in names}
    assert pages == dict.fromkeys(names, ()) | {"views": tuple(bundle.name for bundle in OWN)}
    for script in (script for bundle in OWN for script in bundle.scripts):
        assert (site.outdir / "_static" / script).is_file(), script


@pytest.mark.parametrize("builder", ["text", "epub"])
def test_other_formats_have_no_files(handbook: Callable[..., Handbook], builder: str) -> None:
    """Other formats have none of our styles and scripts."""
    book = handbook({"index.md": "# Example\n"}, PLAIN)
    book.build(builder)
    assert list(book.outdir.rglob("compass")) == []


def test_styles_belong_to_modules() -> None:
    """Each stylesheet has the name of a module or script whose output it styles."""
    made_by = {path.stem for path in Path(STATIC.parent, "views").glob("*.py")}
    made_by |= {path.stem for path in FOLDER.glob("*.js")}
    styles = {path.stem for path in FOLDER.glob("*.css")}
    assert styles - made_by == {"moved"}  # notes on moved content, from names


def test_every_token_is_known() -> None:
    """Styles use no property that the tokens do not set, so that they work in all themes."""
    tokens = (TOKENS / "compass-tokens.css").read_text(encoding="utf-8")
    known = set(re.findall(r"^ *(--compass-[\w-]+):", tokens, re.MULTILINE))
    for path in FOLDER.glob("*.css"):
        used = re.findall(r"var\((--[\w-]+)", path.read_text(encoding="utf-8"))
        assert set(used) <= known, path.name
