"""Incremental, parallel and clean builds write the same bytes, and find the same mistakes."""

from __future__ import annotations

import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT, Finding, Handbook, tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAGES = {
    "index.md": """\
        # Example

        ```{toctree}
        :glob:
        :caption: All pages

        area/*
        roles/*
        words
        figure
        ```

        See [the words](words.md), {role}`lead` and {term}`Hub`.
        """,
    "area/product.md": """\
        # Product

        :::{area} Product
        :lead: Lead
        :page: area/product

        Decides what is built with the {role}`Lead`.
        :::

        ## Who is here

        :::{team} Makers
        :kind: functional
        :area: product
        :lead: lead

        They make things.
        :::

        ```{role-list}
        ```
        ```{team-list}
        ```
        """,
    "roles/lead.md": """\
        # Lead

        :::{role} Lead
        :area: product
        :teams: Makers
        :aliases: Boss

        Leads the {area}`Product` area.
        :::
        """,
    "roles/maker.md": """\
        ---
        owner: lead
        description: What a maker does.
        ---
        # Maker

        :::{role} Maker
        :area: product
        :reports-to: boss
        :status: new

        Makes things.
        :::

        (making)=
        ## How a maker works

        With the {team}`Makers`.
        """,
    "roles/other.md": """\
        # Other

        Nothing here refers to anything but [the maker](maker.md), {ref}`making`
        and {ref}`role-lead`.
        """,
    "roles/twice.md": """\
        # Twice

        :::{role} Maker
        :area: product
        :status: pilot

        A second declaration.
        :::

        ```{glossary}
        Spoke
          Is on two pages.
        ```
        """,
    "words.md": """\
        # Words

        ```{glossary}
        Hub
        Hubs
          Where people meet.

        Spoke
          Leads to a {term}`Hub`.
        ```

        ```{term-list}
        ```
        ```{area-list}
        ```
        """,
    "figure.md": """\
        # Figure

        ![A square](square.svg)
        """,
    "square.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
    "_templates/404.html": (ROOT / "_templates/404.html").read_text(encoding="utf-8"),
}

# Whatever a published site adds to pages and beside them.
SITE = """\
html_baseurl = "https://x.test/en/latest/"
templates_path = ["_templates"]
compass_repository_url = "https://x.test/repository"
compass_not_found_template = "404.html"
compass_card = "_static/card.png"
compass_card_text = "Example"
compass_describe_children = True
"""


def rename_role(book: Handbook) -> None:
    """Give a role another name, so that implicit link texts change on other pages."""
    book.edit("roles/lead.md", ":::{role} Lead", ":::{role} Head\n:slug: lead")


def change_reports_to(book: Handbook) -> None:
    """Remove a reporting line, so that a card on another page changes."""
    book.edit("roles/maker.md", ":reports-to: boss\n", "")


def delete_duplicate(book: Handbook) -> None:
    """Delete the page with the second of two equal declarations, and of two equal terms."""
    (book.folder / "roles/twice.md").unlink()


def delete_first_of_duplicates(book: Handbook) -> None:
    """Delete the page with the first of two equal declarations."""
    (book.folder / "roles/maker.md").unlink()


def change_term(book: Handbook) -> None:
    """Reword a term and its definition."""
    book.edit("words.md", "Hub\nHubs\n  Where people meet.", "Center\nHub\n  Where all meet.")


def retitle_page(book: Handbook) -> None:
    """Give a page another title, which sidebars and previous/next links show."""
    book.edit("roles/other.md", "# Other", "# Another")


def add_page(book: Handbook) -> None:
    """Add a page with a role, a link to an existing page, and an index entry."""
    book.write(
        {
            "roles/new.md": """\
                # New

                :::{role} Newcomer
                :reports-to: lead
                :area: product

                Is new.
                :::

                [Other](other.md)
                """
        }
    )


def remove_page(book: Handbook) -> None:
    """Remove a page together with its image."""
    (book.folder / "figure.md").unlink()
    (book.folder / "square.svg").unlink()
    book.edit("index.md", "figure\n", "")


def change_label(book: Handbook) -> None:
    """Reword a heading that another page links to by its label."""
    book.edit("roles/maker.md", "## How a maker works", "## How makers work")


def change_summary(book: Handbook) -> None:
    """Reword a purpose that a list on another page shows."""
    book.edit("area/product.md", "Decides what is built", "Says what is built")


def change_text(book: Handbook) -> None:
    """Remove the only use of some words, and with them their search entries."""
    book.edit("roles/other.md", "Nothing here refers to anything", "This page leads nowhere")


def add_team_object(book: Handbook) -> None:
    """Add the first object of its kind to a page that had none."""
    book.edit("roles/other.md", "# Other", "# Other\n\n:::{team} Solo\nOne person.\n:::")


EDITS = [
    rename_role,
    change_reports_to,
    delete_duplicate,
    delete_first_of_duplicates,
    change_term,
    retitle_page,
    add_page,
    remove_page,
    change_label,
    change_summary,
    change_text,
    add_team_object,
]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_incremental_build_is_clean_build(
    handbook: Callable[..., Handbook], edit: Callable[[Handbook], None]
) -> None:
    """After an edit, an incremental build and a clean one write and find the same."""
    book = handbook(PAGES, SITE)
    book.run()
    before = tree(book.outdir)
    assert {"404.html", "sitemap.xml"} < before.keys()
    edit(book)
    book.run()
    incremental = tree(book.outdir)
    incremental_findings = book.findings
    book.run(out="clean")
    clean = tree(book.outdir)

    assert sorted(incremental) == sorted(clean)
    assert [name for name in clean if clean[name] != incremental[name]] == []
    assert clean != before
    assert ours(incremental_findings) == ours(book.findings)
    assert set(book.findings) <= set(incremental_findings)


def ours(findings: list[Finding]) -> list[Finding]:
    """Return the findings of the extension, in their order."""
    return [finding for finding in findings if finding.subtype.startswith("compass.")]


def test_edits_one_after_the_other(handbook: Callable[..., Handbook]) -> None:
    """After several edits with a build each, the output is that of a clean build."""
    book = handbook(PAGES)
    book.run()
    for edit in (delete_duplicate, add_page, rename_role, change_term, retitle_page, remove_page):
        edit(book)
        book.run()
    incremental = tree(book.outdir)
    shutil.rmtree(book.outdir.parent)
    book.run()
    clean = tree(book.outdir)
    assert sorted(incremental) == sorted(clean)
    assert [name for name in clean if clean[name] != incremental[name]] == []


def test_parallel_build_is_serial_build(handbook: Callable[..., Handbook]) -> None:
    """Four processes write and find the same as one."""
    book = handbook(PAGES, SITE)
    book.run(out="serial")
    serial, serial_findings = tree(book.outdir), book.findings
    book.run("-j", "4", out="parallel")
    parallel = tree(book.outdir)
    assert sorted(parallel) == sorted(serial)
    assert [name for name in serial if serial[name] != parallel[name]] == []
    assert ours(book.findings) == ours(serial_findings) != []


@pytest.mark.parametrize("builder", ["html", "text", "epub"])
def test_other_builders(handbook: Callable[..., Handbook], builder: str) -> None:
    """Other builders write the same, too, except for the build times of an epub."""
    book = handbook(PAGES)
    book.run(builder=builder)
    for edit in (delete_duplicate, rename_role, retitle_page, remove_page):
        edit(book)
    book.run(builder=builder)
    incremental = _without_times(book.outdir)
    shutil.rmtree(book.outdir.parent)
    book.run(builder=builder)
    clean = _without_times(book.outdir)
    assert sorted(incremental) == sorted(clean)
    assert [name for name in clean if clean[name] != incremental[name]] == []


def _without_times(folder: Path) -> dict[str, bytes]:
    """Return the files of an output, an epub unpacked and without its date."""
    files = tree(folder)
    for name in [name for name in files if name.endswith(".epub")]:
        del files[name]
        with zipfile.ZipFile(folder / name) as archive:
            files |= {f"{name}/{item}": archive.read(item) for item in archive.namelist()}
    return {
        name: b"\n".join(
            line
            for line in data.splitlines()
            if b"dcterms:modified" not in line and b"<dc:date>" not in line
        )
        if name.endswith("content.opf")
        else data
        for name, data in files.items()
    }


def test_unchanged_pages_are_not_written_again(handbook: Callable[..., Handbook]) -> None:
    """An edit rewrites its page, the one that quotes it, and the one whose toctree lists it."""
    sound = {name: text for name, text in PAGES.items() if name != "roles/twice.md"}
    book = handbook(sound)
    assert (book.run(), book.warnings) == (0, "")
    written = {path: path.stat().st_mtime_ns for path in book.outdir.rglob("*.html")}
    book.edit("roles/other.md", "Nothing here", "Not much here")
    book.run()
    rewritten = {
        path.relative_to(book.outdir).as_posix()
        for path, time in written.items()
        if path.stat().st_mtime_ns != time
    }
    assert rewritten == {
        "index.html",
        "roles/lead/index.html",
        "roles/other/index.html",
        "genindex/index.html",
        "search/index.html",
    }


# -- builds that find mistakes ---------------------------------------------------------------

# What is wrong, each on a page of its own: nothing finds two of them.
WRONG = {
    "reference": "{role}`Nobody`",
    "term": "{term}`Nothing`",
    "label": "{ref}`nowhere`",
    "page": "{doc}`nowhere`",
    "link": "[text](#nowhere)",
    "link-to-page": "[text](nowhere.md)",
    "markup": "{nosuch}`x`",
    "directive": "```{nosuch}\n```",
    "image": "![A picture](nowhere.svg)",
    "duplicate": "(here)=\n## Once\n\n(here)=\n## Twice",
    "reviewed": ":::{role} Maker\n:area: Nowhere\n\nMakes.\n:::",
}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_each_build_finds_what_is_wrong(handbook: Callable[..., Handbook], jobs: str) -> None:
    """A build in which nothing changed finds the same mistakes, and fails if it is strict."""
    index = "# Example\n\n```{toctree}\n:glob:\n\n*\n```\n"
    pages = {f"{name}.md": f"# Page\n\n{text}\n" for name, text in WRONG.items()}
    book = handbook({"index.md": index, "sound.md": "# Sound\n", **pages})
    options = ("-W", "-j", jobs)
    assert book.run(*options) != 0
    found, files = book.findings, tree(book.outdir)
    assert {finding.file for finding in found} == pages.keys()
    written = (book.outdir / "sound/index.html").stat().st_mtime_ns
    assert book.run(*options) != 0
    assert sorted(book.findings, key=repr) == sorted(found, key=repr)
    assert tree(book.outdir) == files
    assert (book.outdir / "sound/index.html").stat().st_mtime_ns == written
    book.write(dict.fromkeys(pages, "# Page\n"))
    assert (book.run(*options), book.warnings) == (0, "")
    assert (book.run(*options), book.warnings) == (0, "")


EMPTY_FILES = {
    "changes": '{"up_to": "", "entries": []}',
    "names": "{}",
    "reviews": '{"pages": {}}',
}


@pytest.mark.parametrize("kind", EMPTY_FILES)
def test_kept_file_that_becomes_unreadable(handbook: Callable[..., Handbook], kind: str) -> None:
    """A build without other changes reports it, and the next one does so again."""
    file, empty = f"{kind}.json", EMPTY_FILES[kind]
    pages = {"index.md": "# Example\n", file: empty}
    book = handbook(pages, f'compass_{kind}_file = "{file}"\n')
    assert (book.run("-W"), book.warnings) == (0, "")
    book.write({file: "{"})
    for _ in range(2):
        assert book.run("-W") != 0
        assert [(item.file, item.subtype) for item in book.findings] == [
            (file, "compass.kept_file")
        ]


def test_each_build_finds_what_is_wrong_beside_pages(handbook: Callable[..., Handbook]) -> None:
    """A mistake in another file than a page is found by each build, too."""
    conf = 'compass_names_file = "names.json"\n'
    names = '{"moved": {"page old": "index"}}'
    book = handbook({"index.md": "# Example\n", "names.json": names}, conf)
    for _ in range(3):
        assert book.run("-W") != 0
        assert [(finding.file, finding.subtype) for finding in book.findings] == [
            ("names.json", "compass.kept_file")
        ]
    book.write({"names.json": "{}"})
    assert (book.run("-W"), book.warnings) == (0, "")


def test_silenced_findings_rewrite_nothing(handbook: Callable[..., Handbook]) -> None:
    """A page whose warnings are silenced is not read again in each build."""
    page = "# Example\n\n{role}`Nobody` {nosuch}`x`\n"
    book = handbook({"index.md": page}, 'suppress_warnings = ["compass", "myst"]\n')
    assert (book.run("-W"), book.warnings) == (0, "")
    written = (book.outdir / "index.html").stat().st_mtime_ns
    assert (book.run("-W"), book.warnings) == (0, "")
    assert (book.outdir / "index.html").stat().st_mtime_ns == written
