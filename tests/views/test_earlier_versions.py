"""Earlier versions: folded on a site, a part with a heading in other formats."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from conftest import CONF, Handbook
from views.example import PLAIN, soup, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

# MyST uses what Sphinx 11 will drop.
pytestmark = [
    pytest.mark.build,
    pytest.mark.filterwarnings(r"ignore:'myst_parser\.:PendingDeprecationWarning"),
]

PAGES = {
    "index.md": "# Start\n\n```{toctree}\npage\nrest\nboss\n```\n",
    "page.md": """\
        ---
        owner: boss
        ---
        # Page

        See {ref}`there <before>`.

        :::{earlier-versions}
        July 2024
        : Two shared *the role*.

          (before)=
          - They asked the {role}`Boss`.

        2022
        : One had it.
        :::
        """,
    "rest.rst": "Rest\n====\n\n.. earlier-versions::\n\n   2022\n      In brief.\n",
    "boss.md": "# The boss\n\n:::{role} Boss\nLeads.\n:::\n",
}


def built(tmp_path_factory: pytest.TempPathFactory, builder: str) -> Handbook:
    """Return the handbook as a builder writes it, without warnings."""
    book = Handbook(tmp_path_factory.mktemp(builder) / "source")
    book.write({"conf.py": CONF + PLAIN, **PAGES})
    book.build(builder)
    assert book.warnings == ""
    return book


@pytest.fixture(scope="module")
def folded(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    """Return the handbook as a site."""
    return built(tmp_path_factory, "dirhtml")


def test_site(folded: Handbook) -> None:
    """The block is closed, and says how many entries it has; the page's own line is above."""
    page = soup(folded, "page")
    (block,) = page.select("details")
    assert "open" not in block.attrs
    assert {"compass-disclosure", "compass-earlier"} <= {*block["class"]}
    assert [text_of(summary) for summary in block.select("summary")] == ["Earlier versions (2)"]
    assert [text_of(date) for date in block.select("dl > dt")] == ["July 2024", "2022"]
    assert text_of(block.select("dl > dd")[1]) == "One had it."
    assert block.find_previous("ul", class_="compass-meta") is not None
    (other,) = soup(folded, "rest").select("details")
    assert text_of(other.select("summary")[0]) == "Earlier versions (1)"
    assert text_of(other.select("dd")[0]) == "In brief."


def test_browsers_open_it_for_links(folded: Handbook) -> None:
    """Places in it, and its own anchor, are below the summary, not on the element that opens."""
    (block,) = soup(folded, "page").select("details")
    assert "id" not in block.attrs
    assert [anchor["id"] for anchor in block.select("[id]")] == ["compass-earlier", "before"]


def test_mentions(folded: Handbook) -> None:
    """A reference in the block is a mention, which leads to the block."""
    (mentions,) = soup(folded, "boss").select("ul.compass-mentions")
    assert text_of(mentions) == "Page Earlier versions: They asked the Boss."
    assert [link["href"] for link in mentions.select("a")] == [
        "../page/",
        "../page/#compass-earlier",
    ]


def test_page_with_nothing_else_has_no_first_sentence(folded: Handbook) -> None:
    """What was different before is not what a page says first."""
    text = (folded.outdir / "myst.xref.json").read_text(encoding="utf-8")
    entry = next(item for item in json.loads(text)["references"] if item.get("url") == "/rest/")
    data = (folded.outdir / entry["data"].lstrip("/")).read_text(encoding="utf-8")
    assert "In brief" not in data


def test_text(tmp_path_factory: pytest.TempPathFactory) -> None:
    """As text, it is a part with a heading."""
    book = built(tmp_path_factory, "text")
    text = " ".join((book.outdir / "page.txt").read_text(encoding="utf-8").split())
    assert "-[ Earlier versions ]- July 2024 Two shared *the role*." in text
    assert "2022 One had it." in text


def test_latex(tmp_path_factory: pytest.TempPathFactory) -> None:
    """In print, it is the same."""
    book = built(tmp_path_factory, "latex")
    (file,) = book.outdir.glob("*.tex")
    text = file.read_text(encoding="utf-8")
    assert text.count(r"\subsubsection*{Earlier versions}") == 2
    assert "One had it." in text


def test_epub(tmp_path_factory: pytest.TempPathFactory) -> None:
    """In an EPUB, nothing is folded."""
    book = built(tmp_path_factory, "epub")
    (file,) = book.outdir.glob("*.epub")
    with zipfile.ZipFile(file) as archive:
        page = BeautifulSoup(archive.read("page.xhtml"), "html5lib")
    assert page.select("details") == []
    assert [text_of(heading) for heading in page.select("p.rubric")] == ["Earlier versions"]
    assert len(page.select("dl > dt")) == 2


def test_change_is_written(handbook: Callable[..., Handbook]) -> None:
    """An incremental build shows a changed entry."""
    book = handbook(PAGES, PLAIN)
    book.run()
    book.edit("page.md", "One had it.", "Nobody had it.")
    assert (book.run(), book.warnings) == (0, "")
    assert "Nobody had it." in text_of(soup(book, "page").select("details")[0])
