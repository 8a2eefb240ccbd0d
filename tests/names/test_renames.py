"""Renames in small handbooks: no published name or address is lost."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, NamedTuple

import pytest
from bs4 import BeautifulSoup
from publishing import (
    CONF,
    PAGES,
    add,
    arrives,
    check_addresses,
    move_page,
    publish,
    published,
    targets,
)

from conftest import tree
from sphinx_compass.names.names_list import Name, NameRecord, NamesList

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook


class Rename(NamedTuple):
    """An edit that loses a name, the suggested line, and where to add it."""

    edit: Callable[[Handbook], None]
    line: str
    fix: Callable[[Handbook, str], None]
    old: tuple[tuple[str, str], ...]  # names that work again
    at: str  # their target


def rename_role(book: Handbook) -> None:
    """Give a role another name."""
    book.edit("people/maker.md", "{role} Maker", "{role} Creator")


def rename_team(book: Handbook) -> None:
    """Give a team that has an alias another name."""
    book.edit("people/other.md", "{team} Circle", "{team} Round table\n:aliases: Ring")


def rename_area(book: Handbook) -> None:
    """Give an area another name, which its role uses as well."""
    book.edit("people/other.md", "{area} Product", "{area} What we build")
    book.edit("people/maker.md", ":area: product", ":area: what-we-build")


def rename_term(book: Handbook) -> None:
    """Give a term another headword."""
    book.edit("words.md", "Hub", "Center")


def remove_label(book: Handbook) -> None:
    """Remove the label of a heading."""
    book.edit("people/maker.md", "(maker:how)=\n", "")


def rename_label(book: Handbook) -> None:
    """Give a label and its heading other names."""
    book.edit("people/maker.md", "(maker:how)=\n## How a maker works", "(how)=\n## Ways")


def reword_heading(book: Handbook) -> None:
    """Reword a heading that has no label."""
    book.edit("people/maker.md", "## Tools of a maker", "## What a maker uses")


def split_page(book: Handbook) -> None:
    """Move a section to a new page, whose title it becomes, beside another new page."""
    book.edit("people/maker.md", "## Tools of a maker\n\nA hammer.\n", "")
    book.write({"people/tools.md": "# Toolbox\n\n## Tools\n\nA hammer.\n"})
    book.write({"people/else.md": "# Else\n\n## Tools of makers\n\nSomething else.\n"})
    book.edit("index.md", "people/maker\n", "people/maker\npeople/tools\npeople/else\n")


def delete_page(book: Handbook) -> None:
    """Remove a page with all that it has."""
    (book.folder / "people/maker.md").unlink()
    book.edit("index.md", "people/maker\n", "")


def write_before(page: str, mark: str) -> Callable[[Handbook, str], None]:
    """Return a function that writes a line before ``mark``."""
    return lambda book, line: book.edit(page, mark, f"{line}\n{mark}")


def write_on(page: str) -> Callable[[Handbook, str], None]:
    """Return a function that adds a line to the front matter of a page."""
    return lambda book, line: add(book, page, line)


def write_over(page: str, old: str) -> Callable[[Handbook, str], None]:
    """Return a function that replaces a line."""
    return lambda book, line: book.edit(page, old, line)


RENAMES = [
    Rename(
        rename_role,
        ":aliases: Maker",
        write_before("people/maker.md", ":area: product"),
        (("compass:role", "maker"), ("std:label", "role-maker")),
        "people/maker/#role-creator",
    ),
    Rename(
        rename_team,
        ":aliases: Ring, Circle",
        write_over("people/other.md", ":aliases: Ring"),
        (("compass:team", "circle"), ("std:label", "team-circle")),
        "people/other/#team-round-table",
    ),
    Rename(
        rename_area,
        ":aliases: Product",
        write_before("people/other.md", ":page: people/other"),
        (("compass:area", "product"), ("std:label", "area-product")),
        "people/other/#area-what-we-build",
    ),
    Rename(
        rename_term,
        "redirect_from: [term Hub: Center]",
        write_on("words.md"),
        (("std:term", "Hub"),),
        "words/#term-Center",
    ),
    Rename(
        remove_label,
        "redirect_from: [label maker:how: how-a-maker-works]",
        write_on("people/maker.md"),
        (("std:label", "maker:how"),),
        "people/maker/#how-a-maker-works",
    ),
    Rename(
        rename_label,
        "redirect_from: [label maker:how: how]",
        write_on("people/maker.md"),
        (("std:label", "maker:how"),),
        "people/maker/#how",
    ),
    Rename(
        move_page,
        "redirect_from: [people/maker]",
        write_on("roles/creator.md"),
        (("std:doc", "people/maker"),),
        "roles/creator/",
    ),
    Rename(
        reword_heading,
        "redirect_from: [people/maker#tools-of-a-maker: what-a-maker-uses]",
        write_on("people/maker.md"),
        (),
        "people/maker/#tools-of-a-maker",
    ),
    Rename(
        split_page,
        "redirect_from: [people/maker#tools-of-a-maker: tools]",
        write_on("people/tools.md"),
        (),
        "people/maker/#tools-of-a-maker",
    ),
    Rename(
        delete_page,
        "redirect_from: [people/maker]",
        write_on("index.md"),
        (("std:doc", "people/maker"), ("compass:role", "maker"), ("std:label", "maker:how")),
        "",
    ),
]


@pytest.mark.parametrize("rename", RENAMES, ids=lambda rename: rename.edit.__name__)
def test_a_lost_name_is_found_and_one_line_restores_it(
    handbook: Callable[..., Handbook], rename: Rename
) -> None:
    """With the line that the check prints, the old name and the old address work again."""
    book = published(handbook)
    before = targets(book)
    rename.edit(book)
    found = publish(book)
    assert found.lines == [rename.line]
    assert len(found.lost) == 1

    rename.fix(book, rename.line)
    assert publish(book).findings == ""
    after = targets(book)
    assert before.keys() <= after.keys()
    assert {after[name] for name in rename.old} <= {rename.at}
    assert arrives(book, rename.at)
    check_addresses(book)


def rename_heading(book: Handbook) -> None:
    """Reword a heading that has no label, and that other pages link to."""
    book.edit("people/maker.md", "## Tools of a maker", "## What a maker uses")


@pytest.mark.parametrize(
    ("edit", "page"),
    [
        (rename_role, ""),
        (rename_term, "words.md"),
        (rename_label, "people/maker.md"),
        (rename_heading, "people/maker.md"),
        (delete_page, "index.md"),
    ],
)
def test_references_to_a_lost_name_are_no_findings(
    handbook: Callable[..., Handbook], edit: Callable[[Handbook], None], page: str
) -> None:
    """Only the name is one; when its line is there, pages that still refer to it are findings."""
    conf = CONF + "compass_check_pages = True\ncompass_stable_ids = True\n"
    book = handbook(PAGES, conf=conf)
    book.edit(
        "people/other.md",
        "# Others\n",
        "# Others\n\nThe {role}`Maker` works at the {term}`hub`: {ref}`maker:how`.\n\n"
        "[This](#maker:how), [that](maker.md#tools-of-a-maker), {doc}`maker`.\n",
    )
    book.write({"names.json": publish(book).names})
    edit(book)
    for arguments in ((), ("-j", "2", "-E"), ()):
        book.run("-n", *arguments)
        [found] = book.findings
        assert found.subtype == "compass.lost", book.warnings
    line = found.text.partition(": '")[2].removesuffix("'.")
    if page:
        add(book, page, line)
    else:
        book.edit("people/maker.md", ":area: product", f"{line}\n:area: product")
    book.run("-n")
    incremental = book.findings
    assert {(found.file, found.subtype) for found in incremental} <= {
        ("people/other.md", "compass.unknown")
    }
    assert bool(incremental) is bool(page)
    book.run("-n", out="clean")
    assert book.findings == incremental


def test_a_page_with_old_names_is_deleted(handbook: Callable[..., Handbook]) -> None:
    """It is one finding, and the line for the page keeps the old names as well."""
    book = published(handbook)
    old = "[old/page, older, words#former, term Old word, label old:label, role chief: maker]"
    add(book, "people/maker.md", f"redirect_from: {old}")
    book.write({"names.json": publish(book).names})
    before = targets(book)
    delete_page(book)
    found = publish(book)
    assert found.lines == ["redirect_from: [people/maker]"]
    assert len(found.lost) == 1

    add(book, "index.md", found.lines[0])
    checked = publish(book)
    assert checked.findings == ""
    assert before.keys() <= targets(book).keys()
    book.write({"names.json": checked.names})
    check_addresses(book)


def test_new_names_are_no_finding(handbook: Callable[..., Handbook]) -> None:
    """With a list that is not up to date, new pages, headings, terms and labels are right."""
    book = published(handbook)
    book.write(
        {"people/new.md": "# New\n\n(new:label)=\n## Heading\n\n:::{role} Newcomer\nNew.\n:::\n"}
    )
    book.edit("index.md", "people/maker\n", "people/maker\npeople/new\n")
    book.edit("people/maker.md", "A hammer.", "A hammer.\n\n### A heading\n\nText.")
    book.edit("words.md", "Hub\n", "Hub\n  First.\n\nSpoke\n")
    assert book.run("-n", "-W", "--keep-going") == 0, book.warnings
    checked = publish(book)
    assert checked.findings == ""
    listed = NamesList.parse(checked.names.encode()).names
    for kind, name in (("page", "people/new"), ("label", "new:label"), ("role", "newcomer")):
        assert Name(kind, name) in listed
    assert Name("term", "Spoke") in listed
    assert Name("section", "people/maker/#a-heading") in listed


def test_new_names_are_added_and_old_ones_stay(handbook: Callable[..., Handbook]) -> None:
    """A rename by alias leaves the old name in the list, with its place."""
    book = published(handbook)
    rename_role(book)
    book.edit("people/maker.md", ":area: product", ":aliases: Maker\n:area: product")
    names = publish(book).names
    kept = NamesList.parse(names.encode()).names
    words = kept[Name("role", "creator")].words
    assert kept[Name("role", "maker")] == NameRecord("Maker", ("people/maker/#role-maker",), words)
    assert kept[Name("role", "creator")].title == "Creator"
    book.write({"names.json": names})
    assert publish(book) == ((), "", names)
    book.edit("people/maker.md", ":aliases: Maker\n", "")
    assert publish(book).lines == [":aliases: Maker"]


def test_the_place_of_a_finding(handbook: Callable[..., Handbook]) -> None:
    """It is that of what most likely has the new name, or of the page that should say so."""
    book = published(handbook)
    rename_role(book)
    rename_term(book)
    rename_label(book)
    reword_heading(book)
    move_page(book)
    book.edit("roles/creator.md", "# The maker", "# The creator")
    found = publish(book)
    assert [(it.file, it.line) for it in found.lost] == [("roles/creator.md", 1), ("words.md", 4)]
    add(book, "roles/creator.md", "redirect_from:\n  - people/maker")
    [term] = publish(book).lost
    assert (term.file, term.line) == ("words.md", 4)
    # what was on the page leads to the same words
    assert targets(book)["compass:role", "maker"] == "roles/creator/#role-creator"
    assert targets(book)["std:label", "maker:how"] == "roles/creator/#how"
    book.edit("words.md", "Center", "Hub")
    add(book, "words.md", "redirect_from: nowhere/at/all")
    book.edit("words.md", "Hub", "Center")
    [term] = publish(book).lost
    assert term.line == 7
    assert "redirect_from: [nowhere/at/all, term Hub: Center]" in term.text


def test_what_moves_to_another_page_leaves_its_anchor(handbook: Callable[..., Handbook]) -> None:
    """The addresses of a declaration and of sections, with and without label, still work."""
    book = published(handbook)
    book.edit("people/maker.md", ":::{role} Maker\n:area: product\nMakes.\n:::\n", "Moved away.")
    book.edit("people/maker.md", "(maker:how)=\n## How a maker works\n\nWith care.\n", "")
    book.edit("people/maker.md", "## Tools of a maker\n\nA hammer.\n", "")
    book.edit(
        "people/other.md",
        "# Others\n",
        "# Others\n\n:::{role} Maker\n:area: product\nMakes.\n:::\n\n"
        "(maker:how)=\n## How a maker works\n\nWith care.\n\n## Hammers\n\nA hammer.\n",
    )
    found = publish(book)
    assert found.lines == ["redirect_from: [people/maker#tools-of-a-maker: hammers]"]
    add(book, "people/other.md", found.lines[0])
    assert publish(book).findings == ""
    check_addresses(book)
    page = BeautifulSoup(book.html("people/maker"), "html5lib")
    [note] = page.find_all(class_="compass-moved")
    assert note.get_text() == "Now on another page: How a maker works, Maker, Hammers."
    assert [link["href"] for link in note.find_all("a", href=True)] == [
        "../other/#maker-how",
        "../other/#role-maker",
        "../other/#hammers",
    ]
    anchors = [str(element["id"]) for element in note.find_all(id=True)]
    assert anchors == ["how-a-maker-works", "maker-how", "role-maker", "tools-of-a-maker"]


def test_former_names_are_for_other_sites_only(handbook: Callable[..., Handbook]) -> None:
    """Pages of the handbook cannot refer to them, and the search does not find them."""
    book = published(handbook)
    move_page(book)
    add(book, "roles/creator.md", "redirect_from: people/maker")
    book.edit("words.md", "# Words", "# Words\n\nSee {doc}`/people/maker`.")
    book.run()
    assert [finding.subtype for finding in book.findings] == ["ref.doc"]
    search = (book.outdir / "searchindex.js").read_text(encoding="utf-8")
    assert "people/maker" not in search


def test_references_to_former_names_are_told_the_present_ones(
    handbook: Callable[..., Handbook],
) -> None:
    """The line that keeps a name for other sites does not make it the answer on our pages."""
    book = handbook(PAGES, conf=CONF + "compass_check_pages = True\n")
    book.write({"names.json": publish(book).names})
    book.edit("words.md", "Hub", "Center")
    book.edit("people/maker.md", "(maker:how)=", "(maker:work)=")
    add(book, "words.md", "redirect_from: [term Hub: Center]")
    add(book, "people/maker.md", "redirect_from: [label maker:how: maker:work]")
    book.edit("index.md", "Text.", "See {term}`Hub` and {ref}`maker:how`.")
    book.build("dirhtml")
    assert {(found.subtype, found.text.partition("; ")[2]) for found in book.findings} == {
        ("compass.unknown", "did you mean 'Center'?"),
        ("compass.unknown", "did you mean 'maker:work'?"),
    }


def test_incremental_build_is_clean_build(handbook: Callable[..., Handbook]) -> None:
    """Redirects and kept anchors are the same as in a build from scratch."""
    book = published(handbook)
    for edit in (
        move_page,
        lambda book: add(book, "roles/creator.md", "redirect_from:\n- people/maker"),
        lambda book: book.edit("roles/creator.md", "{role} Maker", "{role} Creator"),
        lambda book: book.edit(
            "roles/creator.md", "maker\n---", "maker\n- role maker: creator\n---"
        ),
        lambda book: book.edit("roles/creator.md", "- people/maker\n", ""),
        lambda book: add(book, "words.md", "redirect_from: people/maker"),
        lambda book: book.write({"people/maker.md": "---\norphan: true\n---\n# Back"}),
        lambda book: (book.folder / "people/maker.md").unlink(),
        lambda book: book.edit("words.md", "redirect_from: people/maker\n", ""),
    ):
        edit(book)
        book.run()
        incremental = tree(book.outdir)
        book.run(out="clean")
        clean = tree(book.outdir)
        assert sorted(incremental) == sorted(clean)
        assert [name for name in clean if clean[name] != incremental[name]] == []
        shutil.rmtree(book.outdir.parent)
    book.run("-j", "2", out="parallel")
    assert tree(book.outdir) == clean


BARE = """\
    # Teams

    ```{team} Core Team
    ```
    ## Those at the core

    They meet.
    """


def test_a_text_for_a_section(handbook: Callable[..., Handbook]) -> None:
    """A declaration above a heading keeps its names when it gets a text, and then another name."""
    conf = CONF + "compass_require_summary = False\n"
    book = handbook({"index.md": BARE, "names.json": PAGES["names.json"]}, conf)
    book.write({"names.json": publish(book).names})
    before = targets(book)
    assert before["std:team", "Core Team"] == "#std-team-Core-Team"
    book.edit("index.md", "Core Team\n", "Core Team\nMeets.\n")
    checked = publish(book)
    assert checked.findings == ""
    assert before.keys() <= targets(book).keys()
    assert targets(book)["std:team", "Core Team"] == "#team-core-team"
    book.write({"names.json": checked.names})
    check_addresses(book)
    book.edit("index.md", "Core Team\n", "Kernel Team\n")
    assert len(publish(book).lines) == 1
    add(book, "index.md", "redirect_from: [team core-team: kernel-team]")
    assert publish(book).findings == ""
    assert targets(book)["std:team", "Core Team"] == "#team-kernel-team"
    check_addresses(book)
