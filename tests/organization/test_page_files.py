"""Names of files: the addresses that they make, and pages that are not published."""

from __future__ import annotations

import pytest

from sphinx_compass.organization.page_files import (
    PageFiles,
    address_of,
    could_be_page,
    hyphenated,
    problems,
)


def found(*paths: str, **options: object) -> list[tuple[str, str]]:
    """Return the place of each problem with the pages in some files, and its sentence."""
    pages = {path.removesuffix(".md"): path for path in paths}
    return [
        (problem.location.docname, str(problem))
        for problem in problems(PageFiles(pages, **options))  # type: ignore[arg-type]
    ]


@pytest.mark.parametrize(
    ("path", "sign", "better"),
    [
        ("work/handover notes.md", "a space", "work/handover-notes.md"),
        ("my work/notes.md", "a space", "my-work/notes.md"),
        ("a#1.md", "'#'", "a-1.md"),
        ("why?.md", "'?'", "why.md"),
        ("100%.md", "'%'", "100.md"),
        ("q&a.md", "'&'", "q-a.md"),
        ("a+b (new).md", "'+', a space, '(', ')'", "a-b-new.md"),
        ("back\\slash.md", "'\\'", "back-slash.md"),
        ("tab\there.md", "U+0009", "tab-here.md"),
        ("zero\u200bwidth.md", "U+200B", "zero-width.md"),
        ("\u201cword\u201d.md", "'\u201c', '\u201d'", "word.md"),
        (".draft.md", "begins", "draft.md"),
        ("_private/page.md", "begins", "private/page.md"),
        ("notes-.md", "ends", "notes.md"),
        ("???.md", "'?'", "page.md"),
        ("page.md.md", "ends twice", "page.md"),
    ],
)
def test_bad_name(path: str, sign: str, better: str) -> None:
    """A name that breaks addresses is one problem, with a better one."""
    ((docname, text),) = found(path)
    assert f"{docname}.md" == path
    assert sign in text
    assert f"rename it to '{better}'" in text


@pytest.mark.parametrize(
    "path",
    [
        "work/hand-over_2.md",
        "Index.md",
        "v1.2.md",
        "\u76ee\u6807.md",
        "\u0928\u093f\u092f\u092e.md",
        "e\u0301t\u00e9.md",
    ],
)
def test_good_name(path: str) -> None:
    """Letters and digits of any script, hyphens, underscores and dots inside are allowed."""
    assert found(path) == []


@pytest.mark.parametrize(
    ("paths", "place"),
    [
        (("work/page.md", "work/page/index.md"), "work/page/index"),
        (("page.md", "page/index.md", "other.md"), "page/index"),
        (("work/page.md", "work/Page.md"), "work/page"),
        (("work/a.md", "Work/b.md"), "work/a"),
        (("work/a/x.md", "work/A/index.md"), "work/a/x"),
        (("caf\u00e9.md", "cafe\u0301.md"), "caf\u00e9"),
        (("stra\u00dfe.md", "strasse.md"), "stra\u00dfe"),
    ],
)
def test_shared_address(paths: tuple[str, ...], place: str) -> None:
    """Two pages with one address are one problem, which names the other one."""
    ((docname, text),) = found(*paths)
    assert docname == place
    assert text.count("'") >= 2


@pytest.mark.parametrize(
    "path", ["search.md", "Search.md", "genindex/index.md", "search/page.md", "compass.json.md"]
)
def test_reserved_name(path: str) -> None:
    """A page cannot have the name of something that the site has already."""
    ((_docname, text),) = found(path, reserved={"search", "genindex", "compass.json"})
    assert "rename" in text
    assert found(f"work/{path}", reserved={"search", "genindex", "compass.json"}) == []


def test_unpublished() -> None:
    """A page outside of the folders is a problem that names them."""
    options = {
        "folders": ["about", "operations"],
        "others": {"people/new.md": "", "new.md": "", "about/x.rst": ""},
    }
    outside, top, other = found("index.md", **options)
    assert [docname for docname, _text in (outside, top, other)] == [
        "about/x.rst",
        "new.md",
        "people/new.md",
    ]
    assert "rename it to 'about/x.md'" in outside[1]
    assert "move it to 'about' or 'operations'" in top[1]
    assert "'people'" in other[1]


def test_an_unpublished_folder() -> None:
    """All its pages are one problem, at the page of the folder."""
    others = {"people/a/index.md": "", "people/index.md": "", "people/b.md": "", "other/c.md": ""}
    page, folder = found("index.md", folders=["about"], others=others)
    assert page[0] == "other/c.md"
    assert "This page" in page[1]
    assert folder[0] == "people/index.md"
    assert "3 pages in 'people'" in folder[1]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("people/new.md", True),
        ("people/new.MD", True),
        ("people/new.markdown", True),
        ("people/A.md", True),
        ("README.md", False),
        ("people/CODE_OF_CONDUCT.md", False),
        ("people/new.txt", False),
        ("people/new", False),
    ],
)
def test_could_be_page(path: str, *, expected: bool) -> None:
    """Markdown and similar files could be pages, except those for the repository."""
    assert could_be_page(path) is expected


@pytest.mark.parametrize(
    ("docname", "address"),
    [("index", ""), ("a/index", "a/"), ("a/b", "a/b/"), ("myindex", "myindex/")],
)
def test_address(docname: str, address: str) -> None:
    """The page of a folder has the address of the folder."""
    assert address_of(docname) == address


def test_hyphenated() -> None:
    """Words stay, with one hyphen between two of them."""
    assert hyphenated(" A -- b_c. ") == "A-b_c"
