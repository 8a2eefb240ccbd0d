"""The search of any Sphinx project: other themes and builders, odd texts, and identical files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from conftest import Handbook, tree
from tools.tune_search import answers

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.build

CONF = """\
project = "Example"
extensions = ["sphinx_compass.finding", "myst_parser"]
exclude_patterns = ["build"]
"""
INDEX = """\
    # Example

    Everything about the sea.

    ```{toctree}
    :glob:

    *
    ```
    """
BOAT = """\
    # Boats

    A boat floats.

    ## Rudders of <b>boats</b> & "ships"

    They steer.

    ```{glossary}
    Keel
      Keeps the boat upright.
    ```

    ```{eval-rst}
    .. py:function:: sail(speed)

       Starts a journey.
    ```
    """
HOSTILE = {
    "script.md": "# A title </script><script>alert(1)</script>\n\nText </script> `]]>` &amp; \\.\n",
    "huge.md": f"# Huge\n\n{'verylongword' * 2000} afterwards.\n",
    "chinese.md": "# \u822a\u6d77\u624b\u518c\n\n\u5e06\u8239\u5728\u6d77\u4e0a\u3002\n",
    "signs.md": "# \u2192 \u2713 !!!\n\n*** \u2026 ---\n",
    "accents.md": "# \u00c4rger \u0130stanbul\n\nG\u00f6r\u00fc\u015fmek \U0001f600 \ufb01n.\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Handbook:
    """Return a project without the domain."""
    book = Handbook(tmp_path / "source")
    book.write({"conf.py": CONF, "index.md": INDEX, "boats.md": BOAT})
    return book


def data(book: Handbook) -> Any:
    """Return the data of the last build that every query needs."""
    return json.loads((book.outdir / "_static/finding/data.json").read_text(encoding="utf-8"))


def first(book: Handbook, *queries: str) -> list[str]:
    """Return the path of the first page for each query, empty for none."""
    asked = [{"q": query} for query in queries]
    return [next(iter(pages), "") for pages in answers(book.outdir, asked)]


@pytest.mark.parametrize(
    ("builder", "address"),
    [("html", "boats.html"), ("dirhtml", "boats/"), ("singlehtml", ""), ("json", "")],
)
@pytest.mark.parametrize("theme", ["furo", "alabaster"])
def test_other_themes_and_builders(
    project: Handbook, theme: str, builder: str, address: str
) -> None:
    """Pages, sections and objects of all domains are found at their addresses."""
    pytest.importorskip(theme)
    assert project.run("-D", f"html_theme={theme}", builder=builder) == 0
    if not address:
        assert not (project.outdir / "_static/finding").exists()
        return
    found = data(project)
    assert address in [page[0] for page in found["pages"]]
    kinds = {item[0]: item[1] for item in found["objects"]}
    assert kinds == {"function": "sail", "term": "Keel"}
    queries = ("sea", "keel", "sail function", "rudders", "stear", "uprigth boat")
    assert first(project, *queries) == ["", "boats", "boats", "boats", "boats", "boats"]


@pytest.mark.parametrize("most", [0, 10**6])
def test_odd_texts_are_found(project: Handbook, most: int) -> None:
    """Texts may look like markup, have long words or other scripts, or have no words."""
    project.write(HOSTILE)
    assert project.run("-D", f"finding_most_in_one_file={most}") == 0
    queries = (
        "alert",
        "afterwards",
        "\u822a\u6d77",
        "\u5e06\u8239",
        "arger istanbul",
        "fin gorusmek",
    )
    assert first(project, *queries) == [
        *("script", "huge", "chinese", "chinese", "accents", "accents")
    ]
    for query in ("\u2192 !!!", "", " ", "constructor __proto__", "verylongword" * 3000):
        assert first(project, query) == [""]
    sizes = [path.stat().st_size for path in (project.outdir / "_static/finding").glob("*.json")]
    assert sum(sizes) < 9000  # the long word is not among the words


@pytest.mark.parametrize("most", [0, 10**6])
def test_few_pages(project: Handbook, most: int) -> None:
    """A project may have one page, or none that the search shows."""
    options = ("-D", f"finding_most_in_one_file={most}")
    (project.folder / "boats.md").unlink()
    assert project.run(*options) == 0
    assert first(project, "sea", "keel") == ["", ""]
    assert [page[0] for page in data(project)["pages"]] == [""]
    project.edit("index.md", "# Example", "# Fleet")
    text = (project.folder / "index.md").read_text(encoding="utf-8")
    (project.folder / "index.md").write_text(f"---\nnosearch: true\n---\n{text}", encoding="utf-8")
    assert project.run(*options) == 0
    assert data(project)["pages"] == []
    assert answers(project.outdir, [{"q": "sea"}, {"q": "fleet"}]) == [[], []]


def test_objects_on_pages_that_are_not_searched(project: Handbook) -> None:
    """Objects on such pages are not found either."""
    project.edit("boats.md", "# Boats", "# Boats\n\nOld.")
    text = (project.folder / "boats.md").read_text(encoding="utf-8")
    (project.folder / "boats.md").write_text(f"---\nno-search: true\n---\n{text}", encoding="utf-8")
    assert project.run() == 0
    assert data(project)["objects"] == []
    assert answers(project.outdir, [{"q": "keel"}]) == [[]]
    texts = project.outdir / "_static/finding/text"
    assert [*tree(texts)] == ["index.json"]


def test_language_with_a_region(project: Handbook) -> None:
    """It has the stop words and the stemmer of the language, as in Sphinx."""
    assert project.run("-D", "language=pt_BR") == 0
    assert "uma" in data(project)["stopwords"]
    assert "the" not in data(project)["stopwords"]


@pytest.mark.parametrize("most", [0, 10**6])
def test_files_are_equal_in_every_kind_of_build(project: Handbook, most: int) -> None:
    """Serial, parallel and incremental builds write the same, and remove parts of old indexes."""
    project.write({f"page{number}.md": f"# Page {number}\n\nText.\n" for number in range(12)})
    options = ("-D", f"finding_most_in_one_file={most}")
    assert project.run("-D", "finding_most_in_one_file=0") == 0
    project.edit("boats.md", "A boat floats.", "A ship floats.")
    (project.folder / "page3.md").unlink()
    project.write({"page99.md": "# Anchors\n\n## Chains\n"})
    assert project.run(*options) == 0
    incremental = tree(project.outdir / "_static/finding")
    assert project.run(*options, out="serial") == 0
    serial = tree(project.outdir / "_static/finding")
    assert project.run(*options, "-j", "2", out="parallel") == 0
    assert incremental == serial == tree(project.outdir / "_static/finding")
    assert any(name.startswith("words-") for name in serial) == (most == 0)
