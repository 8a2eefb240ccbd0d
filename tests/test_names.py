"""No name and no address that was ever published is lost: renames in small handbooks."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import html5lib  # type: ignore[import-untyped]
import pytest
from bs4 import BeautifulSoup
from sphinx.util.inventory import InventoryFile

from sphinx_compass.names.names import (
    Entry,
    Missing,
    Name,
    Names,
    Place,
    Published,
    Target,
    address,
)
from conftest import ROOT, Handbook, tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CONF = """\
compass_names_file = "names.json"
rediraffe_template = "_templates/redirect.html"
html_baseurl = "https://example.org/en/"
html_theme = "basic"
html_theme_options = {}
"""

PAGES = {
    "index.md": """\
        # Start

        ```{toctree}
        people/maker
        people/other
        words
        ```

        ## Unlabeled heading

        Text.
        """,
    "people/maker.md": """\
        # The maker

        :::{role} Maker
        :area: product
        Makes.
        :::

        (maker:how)=
        ## How a maker works

        With care.

        ## Tools of a maker

        A hammer.
        """,
    "people/other.md": """\
        # Others

        :::{team} Circle
        Meets.
        :::

        :::{area} Product
        :page: people/other
        Decides.
        :::
        """,
    "words.md": """\
        # Words

        :::{glossary}
        Hub
          Where people meet.
        :::
        """,
}

NO_MOVES = '{"moved": {}, "names": {}}'


class Checked(NamedTuple):
    """What `nox -s names` found, and the list that it would keep."""

    findings: str
    names: str


def publish(book: Handbook) -> Checked:
    """Do what `nox -s names` does, but for keeping the new list."""
    assert book.run("-n", "-W", "--keep-going") == 0, book.warnings
    site = book.outdir
    book.run("-D", f"compass_names_site={site}", builder="names")
    assert book.warnings == ""
    findings, names = (
        (book.outdir / name).read_text(encoding="utf-8") for name in ("findings.txt", "names.json")
    )
    book.outdir = site
    return Checked(findings, names)


@pytest.fixture
def published(handbook: Callable[..., Handbook]) -> Handbook:
    """Return a small handbook whose names have been published."""
    book = handbook(PAGES, conf=CONF)
    shutil.copytree(ROOT / "_templates", book.folder / "_templates")
    book.write({"names.json": NO_MOVES})
    first = publish(book)
    assert first.findings == ""
    book.write({"names.json": first.names})
    return book


def move(book: Handbook, line: str) -> None:
    """Add a line to names.json where a finding says so."""
    path = book.folder / "names.json"
    text = path.read_text(encoding="utf-8")
    if '"moved": {}' in text:
        text = text.replace('"moved": {}', '"moved": {' + line.rstrip(",") + "}")
    else:
        text = text.replace('"moved": {', '"moved": {' + line)
    path.write_text(text, encoding="utf-8")


def targets(book: Handbook) -> dict[tuple[str, str], str]:
    """Return where a foreign site's references lead, by inventory type and name."""
    data = (book.outdir / "objects.inv").read_bytes()
    inventory = InventoryFile.loads(data, uri="").data
    return {
        (kind, name): item.uri for kind, items in inventory.items() for name, item in items.items()
    }


def arrives(book: Handbook, uri: str) -> bool:
    """Tell whether an address leads to a page, and to an anchor that is on it."""
    page, _, anchor = uri.partition("#")
    path = book.outdir / page / "index.html"
    if not path.is_file():
        return False
    return not anchor or BeautifulSoup(path.read_bytes(), "html5lib").find(id=anchor) is not None


def all_arrive(book: Handbook) -> None:
    """Check every entry of the inventory, and every address of the committed list."""
    dead = {key: uri for key, uri in targets(book).items() if not arrives(book, uri)}
    assert dead == {}
    listed = json.loads((book.folder / "names.json").read_text(encoding="utf-8"))["names"]
    addresses = {at for names in listed.values() for entry in names.values() for at in entry["at"]}
    redirected = {at for at in addresses if leads_on(book, at)}
    assert {at for at in addresses - redirected if not arrives(book, at)} == set()


def leads_on(book: Handbook, uri: str) -> bool:
    """Tell whether an address is that of a redirect page whose target arrives."""
    page = uri.partition("#")[0]
    path = book.outdir / page / "index.html"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    target = re.search(r'content="0; url=([^"]*)"', text)
    return bool(target) and (path.parent / target[1] / "index.html").is_file() if target else False


class Rename(NamedTuple):
    """An edit that loses a name, what is said of it, and the one line that mends it."""

    edit: Callable[[Handbook], None]
    finding: str
    mend: Callable[[Handbook, str], None]
    old: tuple[tuple[str, str], ...]  # names that work again
    at: str  # where they lead


def rename_role(book: Handbook) -> None:
    """Give a role another name."""
    book.edit("people/maker.md", "{role} Maker", "{role} Creator")


def rename_team(book: Handbook) -> None:
    """Give a team that has an alias another name."""
    book.edit("people/other.md", "{team} Circle", "{team} Round table\n:aliases: Ring")


def rename_role_with_alias(book: Handbook) -> None:
    """Give a role that has aliases another name."""
    book.edit("people/maker.md", "{role} Maker", "{role} Creator\n:aliases: Potter, Smith")


def rename_area(book: Handbook) -> None:
    """Give an area another name, and let the role of it follow."""
    book.edit("people/other.md", "{area} Product", "{area} What we build")
    book.edit("people/maker.md", ":area: product", ":area: what-we-build")


def rename_term(book: Handbook) -> None:
    """Give a term another headword."""
    book.edit("words.md", "Hub", "Center")


def remove_label(book: Handbook) -> None:
    """Take the label of a heading away."""
    book.edit("people/maker.md", "(maker:how)=\n", "")


def rename_label(book: Handbook) -> None:
    """Give a label and its heading other names."""
    book.edit("people/maker.md", "(maker:how)=\n## How a maker works", "(how)=\n## Ways")


def move_page(book: Handbook) -> None:
    """Move a page into a folder."""
    (book.folder / "roles").mkdir()
    (book.folder / "people/maker.md").rename(book.folder / "roles/creator.md")
    book.edit("index.md", "people/maker", "roles/creator")


def reword_heading(book: Handbook) -> None:
    """Reword a heading that has no label."""
    book.edit("people/maker.md", "## Tools of a maker", "## What a maker uses")


def write_in(page: str, mark: str, *, replacing: str = "") -> Callable[[Handbook, str], None]:
    """Return a function that writes a line before ``mark``, or instead of ``replacing``."""

    def mend(book: Handbook, line: str) -> None:
        if replacing:
            book.edit(page, replacing, line)
        else:
            book.edit(page, mark, f"{line}\n{mark}")

    return mend


def gone(kind: str, name: str, where: str) -> str:
    """Return the sentence on a lost name."""
    return f"The {kind} '{name}' was published and is gone; {where}:\n"


THEN = "Then type `nox -s names` again.\n"
MOVED = 'add this line below "moved" in names.json'

RENAMES = [
    Rename(
        rename_role,
        gone(
            "role",
            "maker",
            "write this line in the declaration of 'Creator' on the page 'people/maker'",
        )
        + ":aliases: Maker\n",
        write_in("people/maker.md", ":area: product"),
        (("compass:role", "maker"), ("std:label", "role-maker")),
        "people/maker/#role-creator",
    ),
    Rename(
        rename_team,
        gone(
            "team",
            "circle",
            "write this line in the place of ':aliases:' in the declaration of 'Round table' "
            "on the page 'people/other'",
        )
        + ":aliases: Ring, Circle\n",
        write_in("people/other.md", "", replacing=":aliases: Ring"),
        (("compass:team", "circle"), ("std:label", "team-circle")),
        "people/other/#team-round-table",
    ),
    Rename(
        rename_role_with_alias,
        gone(
            "role",
            "maker",
            "write this line in the place of ':aliases:' in the declaration of 'Creator' "
            "on the page 'people/maker'",
        )
        + ":aliases: Potter, Smith, Maker\n",
        write_in("people/maker.md", "", replacing=":aliases: Potter, Smith"),
        (("compass:role", "maker"), ("std:label", "role-maker")),
        "people/maker/#role-creator",
    ),
    Rename(
        rename_area,
        gone(
            "area",
            "product",
            "write this line in the declaration of 'What we build' on the page 'people/other'",
        )
        + ":aliases: Product\n",
        write_in("people/other.md", ":page: people/other"),
        (("compass:area", "product"), ("std:label", "area-product")),
        "people/other/#area-what-we-build",
    ),
    Rename(
        rename_term,
        gone("term", "Hub", "write this line below the term 'Center' on the page 'words'")
        + "Hub\n",
        write_in("words.md", "  Where people meet."),
        (("std:term", "Hub"),),
        "words/#term-Hub",
    ),
    Rename(
        remove_label,
        gone(
            "label",
            "maker:how",
            "write this line above the heading 'How a maker works' on the page 'people/maker'",
        )
        + "(maker:how)=\n",
        write_in("people/maker.md", "## How a maker works"),
        (("std:label", "maker:how"),),
        "people/maker/#maker-how",
    ),
    Rename(
        rename_label,
        gone(
            "label",
            "maker:how",
            "write this line above the line '(how)=' on the page 'people/maker'",
        )
        + "(maker:how)=\n",
        write_in("people/maker.md", "(how)="),
        (("std:label", "maker:how"),),
        "people/maker/#maker-how",
    ),
    Rename(
        move_page,
        gone("page", "people/maker", MOVED) + '"page people/maker": "roles/creator",\n',
        move,
        (("std:doc", "people/maker"),),
        "roles/creator/",
    ),
    Rename(
        reword_heading,
        gone("section", "people/maker/#tools-of-a-maker", MOVED)
        + '"section people/maker/#tools-of-a-maker": "people/maker/#what-a-maker-uses",\n',
        move,
        (),
        "people/maker/#tools-of-a-maker",
    ),
]


@pytest.mark.parametrize("rename", RENAMES, ids=lambda rename: rename.edit.__name__)
def test_a_lost_name_is_found_and_one_line_brings_it_back(
    published: Handbook, rename: Rename
) -> None:
    """The check says what is lost; with its line, old name and old address work again."""
    before = targets(published)
    rename.edit(published)
    found = publish(published)
    assert found.findings == f"{rename.finding}\n{THEN}"

    line = found.findings.splitlines()[1]
    rename.mend(published, line)
    assert publish(published).findings == ""
    after = targets(published)
    assert before.keys() <= after.keys()
    assert {after[name] for name in rename.old} <= {rename.at}
    assert arrives(published, rename.at)
    all_arrive(published)


def test_new_names_are_added_and_old_ones_stay(published: Handbook) -> None:
    """A rename by alias leaves the old name in the list, with its new place."""
    rename_role(published)
    published.edit("people/maker.md", ":area: product", ":aliases: Maker\n:area: product")
    kept = Published.parse(publish(published).names)
    assert kept.moved[Name("role", "maker")] == "creator"
    assert kept.names[Name("role", "maker")] == Entry("Maker", ("people/maker/#role-maker",))
    assert kept.names[Name("role", "creator")].title == "Creator"
    # from now on the list alone knows where the old name leads
    published.write({"names.json": kept.dump()})
    published.edit("people/maker.md", ":aliases: Maker\n", "")
    again = publish(published)
    assert again == ("", kept.dump())


def test_what_moves_to_another_page_leaves_its_anchor(published: Handbook) -> None:
    """The address of a declaration, of a labeled and of an unlabeled section stays."""
    published.edit(
        "people/maker.md", ":::{role} Maker\n:area: product\nMakes.\n:::\n", "Moved away."
    )
    published.edit("people/maker.md", "(maker:how)=\n## How a maker works\n\nWith care.\n", "")
    published.edit("people/maker.md", "## Tools of a maker\n\nA hammer.\n", "")
    published.edit(
        "people/other.md",
        "# Others\n",
        "# Others\n\n:::{role} Maker\n:area: product\nMakes.\n:::\n\n"
        "(maker:how)=\n## How a maker works\n\nWith care.\n\n## Hammers\n\nA hammer.\n",
    )
    found = publish(published)
    assert found.findings.splitlines()[1:2] == [
        '"section people/maker/#tools-of-a-maker": "people/other/#hammers",'
    ]
    move(published, found.findings.splitlines()[1])
    assert publish(published).findings == ""
    all_arrive(published)
    page = BeautifulSoup(published.html("people/maker"), "html5lib")
    [note] = page.find_all(class_="compass-moved")
    assert note.get_text() == "Now on another page: How a maker works, Maker, Hammers."
    assert [link["href"] for link in note.find_all("a", href=True)] == [
        "../other/#maker-how",
        "../other/#role-maker",
        "../other/#hammers",
    ]
    anchors = [str(element["id"]) for element in note.find_all(id=True)]
    assert anchors == ["how-a-maker-works", "maker-how", "role-maker", "tools-of-a-maker"]


def test_redirect_page(published: Handbook) -> None:
    """It is valid HTML, leads without JavaScript to the page, and with it to the anchor."""
    title = """The 'maker' "\N{PARTY POPPER}" </script> \\ {{ page }} %} {% # #}"""
    published.edit("people/maker.md", "# The maker\n", f"# `` {title} ``\n")
    move_page(published)
    published.edit("roles/creator.md", "{role} Maker", "{role} Creator\n:aliases: Maker")
    move(published, '"page people/maker": "roles/creator",')
    publish(published)
    text = published.html("people/maker")
    html5lib.HTMLParser(strict=True).parse(text)  # raises an error on invalid HTML
    page = BeautifulSoup(text, "html5lib")
    canonical = [link["href"] for link in page.find_all("link", rel="canonical")]
    assert canonical == ["https://example.org/en/roles/creator/"]
    assert [element.get_text() for element in page.find_all("title")] == [f"Moved: {title}"]
    assert '<noscript><meta http-equiv="refresh" content="0; url=../../roles/creator/">' in text
    assert 'const anchors = {"role-maker": "../../roles/creator/#role-creator"};' in text
    assert '"../../roles/creator/" + location.search + location.hash' in text
    links = [(link["href"], link.get_text()) for link in page.find_all("a")]
    assert links == [("../../roles/creator/", title)]
    assert page.find_all(src=True) == []
    assert "index.html" not in text
    assert not (published.outdir / "_rediraffe_redirected.json").exists()


def test_old_names_are_no_names_of_the_handbook(published: Handbook) -> None:
    """Old names serve other sites: pages refer to what there is, and the search finds that."""
    move_page(published)
    move(published, '"page people/maker": "roles/creator",')
    published.edit("words.md", "# Words", "# Words\n\nSee {doc}`/people/maker`.")
    published.run()
    assert [finding.subtype for finding in published.findings] == ["ref.doc"]
    search = (published.outdir / "searchindex.js").read_text(encoding="utf-8")
    assert "people/maker" not in search


def test_incremental_build_is_clean_build(published: Handbook) -> None:
    """Redirects and kept anchors come and go as in a build from scratch."""
    for edit in (
        move_page,
        lambda book: move(book, '"page people/maker": "roles/creator",'),
        lambda book: book.edit("roles/creator.md", "{role} Maker", "{role} Creator"),
        lambda book: move(book, '"role maker": "creator",'),
        lambda book: book.edit("names.json", '"roles/creator"', '"words"'),
        lambda book: book.write({"people/maker.md": "---\norphan: true\n---\n# Back"}),
        lambda book: (book.folder / "people/maker.md").unlink(),
        lambda book: book.edit("names.json", ',"page people/maker": "words"', ""),
    ):
        edit(published)
        published.run()
        incremental = tree(published.outdir)
        published.run(out="clean")
        clean = tree(published.outdir)
        assert sorted(incremental) == sorted(clean)
        assert [name for name in clean if clean[name] != incremental[name]] == []
        shutil.rmtree(published.outdir.parent)
    published.run("-j", "2", out="parallel")
    assert tree(published.outdir) == clean


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('"page old": "new"', "'page old' leads to 'new', which is not there; correct that line."),
        (
            '"page words": "index"',
            "'page words' moved, it says, but it is there; remove that line.",
        ),
        (
            '"page a": "b", "page b": "a"',
            "'page a' leads to 'b', which is not there; correct that line.",
        ),
    ],
)
def test_wrong_lines_are_reported(
    handbook: Callable[..., Handbook], line: str, sentence: str
) -> None:
    """A line that leads nowhere fails any strict build, and names its file."""
    book = handbook(PAGES, conf=CONF)
    shutil.copytree(ROOT / "_templates", book.folder / "_templates")
    book.write({"names.json": f'{{"moved": {{{line}}}, "names": {{}}}}'})
    book.build()
    assert (book.findings[0].file, book.findings[0].subtype) == ("names.json", "compass.moved")
    assert book.findings[0].text == sentence


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"moved": {"page": "x"}, "names": {}}'])
def test_a_broken_list_is_reported(handbook: Callable[..., Handbook], text: str) -> None:
    """A list that cannot be read is a finding, and no crash."""
    book = handbook(PAGES, conf=CONF)
    shutil.copytree(ROOT / "_templates", book.folder / "_templates")
    book.write({"names.json": text})
    book.build()
    assert [finding.subtype for finding in book.findings] == ["compass.moved"]
    assert "take back the last change" in book.findings[0].text


# -- the command --------------------------------------------------------------------


def nox_names(book: Handbook) -> subprocess.CompletedProcess[str]:
    """Run `nox -s names` in a small handbook, with the packages that are installed here."""
    shutil.copy(ROOT / "noxfile.py", book.folder)
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    python_path = str(ROOT / "_ext")
    return subprocess.run(
        [sys.executable, "-m", "nox", "--no-venv", "--no-install", "-s", "names"],
        cwd=book.folder,
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": programs, "PYTHONPATH": python_path, "NO_COLOR": "1"},
    )


def test_the_command_names_the_line_in_spite_of_mistakes(published: Handbook) -> None:
    """A page that still mentions what was renamed keeps nobody from reading what to write."""
    published.edit("words.md", "# Words\n", "# Words\n\nAsk the {role}`Maker`.\n")
    listed = (published.folder / "names.json").read_text(encoding="utf-8")
    assert nox_names(published).returncode == 0
    rename_role(published)
    done = nox_names(published)
    assert done.returncode == 1
    assert "words.md:3: WARNING: There is no role named 'Maker'" in done.stdout
    assert done.stdout.endswith(f"\n{RENAMES[0].finding}\n{THEN}\n")
    assert "Published names or addresses are lost and the build finds mistakes" in done.stderr
    assert (published.folder / "names.json").read_text(encoding="utf-8") == listed

    RENAMES[0].mend(published, RENAMES[0].finding.splitlines()[1])
    done = nox_names(published)
    assert done.returncode == 0, done.stderr
    kept = Published.parse((published.folder / "names.json").read_text(encoding="utf-8"))
    assert kept.moved == {Name("role", "maker"): "creator"}

    published.edit("words.md", "`Maker`", "`Mkaer`")
    done = nox_names(published)
    assert done.returncode == 1
    assert "nox > Session names aborted: The build finds mistakes" in done.stderr


def test_the_command_fails_with_a_build_that_breaks_off(published: Handbook) -> None:
    """Where no page was written there is nothing to compare."""
    (published.folder / "conf.py").write_text("1 / 0", encoding="utf-8")
    done = nox_names(published)
    assert done.returncode == 1
    assert "lost" not in done.stdout + done.stderr


# -- without a build ------------------------------------------------------------------


def names(
    published: Iterable[tuple[str, str, str]],
    living: Iterable[tuple[str, str, str]],
    moved: dict[str, str] | None = None,
) -> Names:
    """Return names of kind, name and address, compared."""
    text = json.dumps({"moved": moved or {}, "names": {}})
    listed = {Name(kind, name): Entry("", (at,)) for kind, name, at in published}
    there = {Name(kind, name): Target(name, Place(*at.split("#"))) for kind, name, at in living}
    parsed = Published.parse(text)
    return Names(Published({**parsed.names, **listed}, parsed.moved), there)


def test_moves_follow_each_other() -> None:
    """What moved twice, or became another kind of thing, is found where it is now."""
    compared = names(
        [("page", "a", "a/"), ("page", "b", "b/"), ("term", "Old", "a/#term-Old")],
        [("page", "c", "c"), ("role", "maker", "c#role-maker")],
        {"page a": "b", "page b": "c", "term Old": "role maker"},
    )
    assert compared.now(Name("page", "a")) == Name("page", "c")
    assert compared.now(Name("term", "Old")) == Name("role", "maker")
    assert compared.redirects["a"].anchors == {"term-Old": Place("c", "role-maker")}
    assert compared.missing() == ()


def test_a_name_remembers_where_it_was() -> None:
    """Places that lead to it: not those of today, nor what is lost, nor what others took over."""
    compared = names(
        [("page", "a", "a/"), ("page", "lost", "lost/"), ("term", "Old", "a/#term-Old")],
        [("page", "c", "c"), ("term", "New", "c#term-New"), ("label", "x", "c#x")],
        {"page a": "c", "term Old": "New", "label y": "x"},
    )
    at = ("a/#z", "c/#z", "lost/#z", "c/#term-New", "c/#x")
    listed = {**compared.published.names, Name("term", "New"): Entry("", at)}
    later = Names(Published(listed, compared.published.moved), compared.living)
    assert later.before(Name("term", "New")) == (Place("a", "z"), Place("c", "z"))
    assert later.before(Name("term", "Old")) == (Place("a", "term-Old"),)
    assert later.before(Name("page", "a")) == (Place("a"),)
    assert later.before(Name("page", "lost")) == later.before(Name("label", "x")) == ()


def test_a_page_takes_its_sections_along() -> None:
    """Where a page is lost, one line is asked for, not one for each of its sections."""
    compared = names(
        [("page", "a/b", "a/b/"), ("section", "a/b/#x", "a/b/#x")],
        [("page", "a/index", "a/index"), ("page", "index", "index")],
    )
    assert compared.missing() == (
        Missing(
            Name("page", "a/b"),
            "The page 'a/b' was published and is gone; "
            'add this line below "moved" in names.json:',
            '"page a/b": "page a/index",',
        ),
    )


# Of page a/b two things went to a/c, one to words, and the label of its top nowhere.
MERGED = [
    ("page", "a/b", "a/b/"),
    ("page", "a/index", "a/"),
    ("page", "a/c", "a/c/"),
    ("page", "words", "words/"),
    ("label", "b:top", "a/b/#b-top"),
    ("label", "b:more", "a/b/#b-more"),
    ("role", "r", "a/b/#role-r"),
    ("term", "T", "a/b/#term-T"),
    ("term", "V", "a/b/#term-V"),
]
TODAY = [
    ("page", "a/index", "a/index"),
    ("page", "a/c", "a/c"),
    ("page", "words", "words"),
    ("label", "b:more", "a/c#b-more"),
    ("role", "r", "a/c#role-r"),
    ("term", "T", "words#term-T"),
]


@pytest.mark.parametrize(
    ("new", "page", "label"),
    [
        ([("term", "V", "words#term-V")], "a/c", "page a/c"),
        ([("page", "x", "x"), ("term", "V", "x#term-V")], "x", "page x"),
        ([("page", "a/bb", "a/bb")], "a/bb", "page a/bb"),
        ([("page", "x", "x"), ("label", "else", "x#else")], "a/c", "page a/c"),
    ],
    ids=["no new page", "a new page with one of its terms", "a new page of like name", "unlike"],
)
def test_a_page_goes_where_most_of_it_went(
    new: list[tuple[str, str, str]], page: str, label: str
) -> None:
    """A new page that has something of it is a better guess; the label of its top goes along."""
    lines = {item.name: item.line for item in names(MERGED, [*TODAY, *new]).missing()}
    assert lines[Name("page", "a/b")] == f'"page a/b": "{page}",'
    assert lines[Name("label", "b:top")] == f'"label b:top": "{label}",'


def test_a_page_that_becomes_a_folder_keeps_its_address() -> None:
    """`a.md` and `a/index.md` have one address, which needs no redirect."""
    compared = names([("page", "a", "a/")], [("page", "a/index", "a/index")], {"page a": "a/index"})
    assert address("a") == address("a/index")
    assert compared.redirects == {}
    assert [name for name, _ in compared.old("page")] == ["a"]


def test_the_file_is_sorted_and_survives_reading() -> None:
    """One line a name, in one order whatever the order of things."""
    text = names([("term", "b", "x/#b"), ("page", "x", "x/")], [], {"page y": "x"}).published.dump()
    assert Published.parse(text).dump() == text
    assert text.splitlines()[:4] == ["{", ' "moved": {', '  "page y": "x"', " },"]
