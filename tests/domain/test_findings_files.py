"""What a build finds in the names and places of files."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

CONF = """
compass_check_pages = True
source_suffix = {".md": "markdown"}
include_patterns = ["index.md", "work/**"]
exclude_patterns = ["drafts/**"]
compass_other_folders = ["code"]
"""
INDEX = "# Start\n\n```{toctree}\n:glob:\n\nwork/**\n```\n"
FOLDER = {
    "index.md": "# Start\n\n```{toctree}\npeople/index\nwork/a\n```\n",
    "people/index.md": """\
        # People

        ```{toctree}
        new
        ```

        :::{role} Helper
        Helps.
        :::
        """,
    "people/new.md": """\
        # New

        (people:label)=
        ## A heading

        :::{glossary}
        Word
          Its meaning.
        :::
        """,
    "work/a.md": """\
        ---
        owner: helper
        ---
        # Work

        The {role}`Helper` knows a {term}`word`; see {ref}`people:label`,
        [this](../people/new.md), {doc}`/people/new` and [that](../people/new.md#a-heading).

        ```{role-list}
        ```
        """,
}
PAGE = "# Page\n\nText.\n"


def places(book: Handbook) -> list[tuple[str, str]]:
    """Return the file and subtype of each finding."""
    return [(finding.file, finding.subtype) for finding in book.findings]


@pytest.mark.parametrize("builder", ["dirhtml", "dummy"])
@pytest.mark.parametrize(
    ("files", "file"),
    [
        (["work/page.md", "work/page/index.md"], "work/page/index.md"),
        (["work/handover notes.md"], "work/handover notes.md"),
        (["work/why?.md"], "work/why?.md"),
        (["work/a.md", "people/new.md"], "people/new.md"),
        (["work/a.md", "new.md"], "new.md"),
        (["work/a.md", "work/b.rst"], "work/b.rst"),
        (["work/a.md", "work/b.MD"], "work/b.MD"),
    ],
)
def test_file(handbook: Callable[..., Handbook], files: list[str], file: str, builder: str) -> None:
    """It is one finding, at the file, in any builder, and the next build repeats it."""
    book = handbook({"index.md": INDEX, **dict.fromkeys(files, PAGE)}, CONF)
    for _build in range(2):
        book.run(builder=builder)
        assert places(book) == [(file, "compass.address")]


@pytest.mark.parametrize("new", ["persons", "people"], ids=["renamed", "in no pattern"])
def test_a_folder_that_was_published(handbook: Callable[..., Handbook], new: str) -> None:
    """What refers to its pages, and that they are lost, is not a finding of its own."""
    conf = f"{CONF}compass_names_file = 'names.json'\nmyst_heading_anchors = 3\n"
    patterns = 'include_patterns = ["index.md", "work/**", "people/**"]'
    book = handbook({**FOLDER, "names.json": "{}"}, conf)
    book.edit("conf.py", 'include_patterns = ["index.md", "work/**"]', patterns)
    book.run(builder="names")
    assert book.findings == [], book.warnings
    book.write({"names.json": (book.outdir / "names.json").read_text(encoding="utf-8")})
    (book.folder / "people").rename(book.folder / new)
    if new == "people":
        book.edit("conf.py", patterns, 'include_patterns = ["index.md", "work/**"]')
    for _build in range(2):
        book.run()
        assert places(book) == [(f"{new}/index.md", "compass.address")], book.warnings


def test_a_new_folder(handbook: Callable[..., Handbook]) -> None:
    """What refers to its pages and to what they name is not a finding of its own."""
    book = handbook(FOLDER, CONF)
    for _build in range(2):
        book.run()
        assert places(book) == [("people/index.md", "compass.address")], book.warnings
    book.edit("conf.py", '"work/**"', '"work/**", "people/**"')
    book.edit("people/new.md", "Word", "Term")
    book.run()
    assert places(book) == [("work/a.md", "compass.unknown")], book.warnings


def test_other_files(handbook: Callable[..., Handbook]) -> None:
    """Files that are excluded, used, or for the repository are no findings."""
    files = [
        "README.md", "code/notes.md", "drafts/x.md", "_build/x.md", ".github/x.md",
        "venv/lib/x.md", "_static/x.md", "people/part.md",
    ]  # fmt: skip
    pages = {
        "index.md": INDEX,
        "work/a.md": "# Page\n\n```{include} /people/part.md\n```\n",
        **dict.fromkeys(files, "Text.\n"),
        "venv/pyvenv.cfg": "",
    }
    book = handbook(pages, CONF)
    assert (book.run("-W"), book.warnings) == (0, "")


def test_new_file_is_found_by_the_next_build(handbook: Callable[..., Handbook]) -> None:
    """A build in which no page has changed finds it too."""
    book = handbook({"index.md": INDEX, "work/a.md": PAGE}, CONF)
    assert (book.run("-W"), book.warnings) == (0, "")
    book.write({"people/new.md": PAGE})
    book.run()
    assert places(book) == [("people/new.md", "compass.address")]
    (book.folder / "people/new.md").unlink()
    assert (book.run("-W"), book.warnings) == (0, "")


WORK = """\
# Work

```{toctree}
käse/brühe
```

[A link](käse/brühe.md), {doc}`käse/brühe`, {doc}`/work/käse/brühe`, [here](./käse/brühe.md#ö),
{download}`a file <käse/größe.pdf>`, {team}`Cooks`.

![Words](käse/fuß%C3%BC.svg)

:::{figure} /work/käse/fußü.svg
:alt: Words
:::

```{include} käse/übel.txt
```
"""
COOKING = {
    "work/käse/brühe.md": "(ö)=\n# Brühe\n\n:::{team} Cooks\n\nCook.\n:::\n",
    "work/käse/größe.pdf": "",
    "work/käse/fußü.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "work/käse/übel.txt": "Text {doc}`käse/brühe`.\n",
}


def decomposed(text: str) -> str:
    """Return a text with accents as characters of their own, as on macOS."""
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize("is_decomposed", [False, True])
def test_composed_names(handbook: Callable[..., Handbook], *, is_decomposed: bool) -> None:
    """References find a file however their accents are encoded."""
    cooking = COOKING | {"work/käse/übel.txt": decomposed(COOKING["work/käse/übel.txt"])}
    work = decomposed(WORK) if is_decomposed else WORK
    book = handbook({"index.md": INDEX, "work/index.md": work, **cooking}, CONF)
    assert (book.run("-W"), book.warnings) == (0, "")
    assert book.html("work/index").count("_images/fu") == 2


@pytest.mark.parametrize("is_decomposed", [False, True])
def test_decomposed_names(handbook: Callable[..., Handbook], *, is_decomposed: bool) -> None:
    """Each file with such a name is one finding, and references to it are none."""
    cooking = {decomposed(name): text for name, text in COOKING.items()}
    work = decomposed(WORK) if is_decomposed else WORK
    book = handbook({"index.md": INDEX, "work/index.md": work, **cooking}, CONF)
    for _build in range(2):
        book.run()
        assert places(book) == [(name, "compass.address") for name in sorted(cooking)]


def test_broken_link_to_a_page(handbook: Callable[..., Handbook]) -> None:
    """A file that cannot be read is one finding."""
    book = handbook({"index.md": INDEX, "work/a.md": PAGE}, CONF)
    (book.folder / "work/b.md").symlink_to("nowhere.md")
    for _build in range(2):
        book.run()
        assert places(book) == [("work/b.md", "compass.address")]


def test_two_files_for_one_page(handbook: Callable[..., Handbook]) -> None:
    """It is one finding, at the file that is not used."""
    book = handbook({"index.md": INDEX, "work/a.md": PAGE, "work/a.rst": "Page\n====\n"}, CONF)
    book.run()
    assert places(book) == [("work/a.rst", "compass.address")]


def test_other_handbooks_are_not_checked(handbook: Callable[..., Handbook]) -> None:
    """Without the setting, any name is allowed."""
    conf = CONF.replace("True", "False")
    book = handbook({"index.md": INDEX, "work/a b.md": PAGE, "people/new.md": PAGE}, conf)
    assert (book.run("-W"), book.warnings) == (0, "")
