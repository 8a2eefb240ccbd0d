"""The list of names in a build: setup, findings and the builder ``names``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from publishing import CONF, PAGES, publish, published
from sphinx.domains.std import StandardDomain
from sphinx.errors import ConfigError
from sphinx.testing.util import SphinxTestApp

from conftest import ROOT
from sphinx_compass.domain import CompassDomain
from sphinx_compass.domain.permanent import NoNames
from sphinx_compass.names.anchors import KeepAnchors
from sphinx_compass.names.inventory import listed_names
from sphinx_compass.names.names_list import Name, NamesList
from sphinx_compass.names.standard_domain import StandardDomainWithFormerNames

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook


def open_app(book: Handbook, builder: str = "dummy") -> SphinxTestApp:
    """Return the application that would build a handbook."""
    return SphinxTestApp(
        builder,
        srcdir=book.folder,
        builddir=book.folder.parent / "build",
        freshenv=True,
        warning=StringIO(),
    )


def test_idle_without_a_list(handbook: Callable[..., Handbook]) -> None:
    """Without a list, nothing in Sphinx is overridden, and rediraffe is not loaded."""
    app = open_app(handbook({"index.md": "# Start\n"}))
    try:
        app.build()
        assert type(app.env.domains.standard_domain) is StandardDomain
        assert KeepAnchors not in app.registry.get_post_transforms()
        assert "sphinxext.rediraffe" not in app.extensions
        assert isinstance(CompassDomain.of(app.env).permanent, NoNames)
        assert listed_names(app.env).compared.current == {}
    finally:
        app.cleanup()


def test_registered_with_a_list(handbook: Callable[..., Handbook]) -> None:
    """The setting enables all parts, even if the handbook loads rediraffe itself."""
    for own in ("", 'extensions += ["sphinxext.rediraffe"]\n'):
        app = open_app(handbook(PAGES, CONF + own))
        try:
            assert type(app.env.domains.standard_domain) is StandardDomainWithFormerNames
            assert KeepAnchors in app.registry.get_post_transforms()
            assert "sphinxext.rediraffe" in app.extensions
        finally:
            app.cleanup()


def test_the_builder_needs_a_list(handbook: Callable[..., Handbook]) -> None:
    """The builder's error names the missing setting."""
    book = handbook({"index.md": "# Start\n"})
    with pytest.raises(ConfigError, match="The builder 'names' needs the setting 'compass_names"):
        open_app(book, "names")


# -- findings of a build -----------------------------------------------------------


def test_wrong_lines_are_reported(handbook: Callable[..., Handbook]) -> None:
    """The warning has the file and line of the entry."""
    book = handbook(PAGES, CONF)
    book.write({"names.json": '{"moved": {\n"page a": "b",\n"page words": "index"},"names": {}}'})
    book.build("dummy")
    assert [(found.file, found.line, found.subtype) for found in book.findings] == [
        ("names.json", 2, "compass.moved"),
        ("names.json", 3, "compass.moved"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (
            '{\n"moved": }',
            2,
            "Expecting value: line 2 column 10 (char 11)",
        ),
        (
            '\n{"moved": {"page": "x"}, "names": {}}',
            1,
            "'page' is not a kind and a name, such as 'page guide/start'",
        ),
    ],
)
def test_a_list_that_cannot_be_read(
    handbook: Callable[..., Handbook], text: str, line: int, reason: str
) -> None:
    """It is a finding, and the list counts as empty."""
    book = handbook(PAGES, CONF)
    book.write({"names.json": text})
    book.build("dummy")
    sentence = f"The list of permanent names cannot be read ({reason}); undo the last change to it."
    assert [(found.file, found.line, found.subtype, found.text) for found in book.findings] == [
        ("names.json", line, "compass.moved", sentence)
    ]


def test_a_list_that_is_missing(handbook: Callable[..., Handbook]) -> None:
    """It is a finding as well."""
    book = handbook({**PAGES, "names.json": ""}, CONF)
    (book.folder / "names.json").unlink()
    book.build("dummy")
    assert [(found.file, found.line, found.subtype) for found in book.findings] == [
        ("names.json", 1, "compass.moved")
    ]


def test_advice_on_former_names(handbook: Callable[..., Handbook]) -> None:
    """For a former name in text or front matter, the current one is suggested."""
    book = handbook(PAGES, CONF)
    book.write({"names.json": '{"moved": {"role smith": "maker"}, "names": {}}'})
    text = "---\nowner: smith\nlast_reviewed_on: 2026-11-01\nreview_in: 1 year\n---\n# Words\n"
    book.edit("words.md", "# Words\n", f"{text}\nAsk the {{role}}`Smith`.\n")
    book.build("dummy")
    assert [(found.line, found.text) for found in book.findings] == [
        (2, "The page's owner 'smith' is not a declared role; it is now called 'Maker'."),
        (8, "There is no role named 'Smith'; it is now called 'Maker'."),
    ]


# -- output of the builder -----------------------------------------------------------


def test_findings_end_with_the_command(handbook: Callable[..., Handbook]) -> None:
    """If the handbook has a command, the findings say to run it again."""
    book = published(handbook)
    book.edit("words.md", "Hub", "Center")
    text = (
        "The term 'Hub' was published but no longer exists; add this line below the term "
        "'Center' on the page 'words':\nHub\n"
    )
    assert publish(book).findings == f"{text}Then run 'make names' again.\n"
    book.edit("conf.py", 'compass_names_command = "make names"\n', "")
    assert publish(book).findings == text


def test_addresses_that_the_site_lacks(handbook: Callable[..., Handbook]) -> None:
    """The builder compares addresses of the built site as well."""
    book = published(handbook)
    site = book.outdir
    (site / "words/index.html").unlink()
    page = site / "people/maker/index.html"
    text = page.read_text(encoding="utf-8")
    assert text.count('id="tools-of-a-maker"') == 1
    page.write_text(text.replace('id="tools-of-a-maker"', ""), encoding="utf-8")
    book.run("-D", f"compass_names_site={site}", builder="names")
    no_anchor = "was published but its page has no such anchor; add this line to the page:"
    assert (book.outdir / "findings.txt").read_text(encoding="utf-8").splitlines() == [
        "The address 'words/' was published but is not on the site.",
        f"The address 'people/maker/#tools-of-a-maker' {no_anchor}",
        '<span id="tools-of-a-maker"></span>',
        f"The address 'words/#term-Hub' {no_anchor}",
        '<span id="term-Hub"></span>',
        "Then run 'make names' again.",
    ]


# -- the command of this repository ----------------------------------------------------


def nox_names(book: Handbook) -> subprocess.CompletedProcess[str]:
    """Return a function that runs `nox -s names` in a small handbook without installing."""
    shutil.copy(ROOT / "noxfile.py", book.folder)
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        [sys.executable, "-m", "nox", "--no-venv", "--no-install", "-s", "names"],
        cwd=book.folder,
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "PATH": programs,
            "PYTHONPATH": str(ROOT / "_ext"),
            "NO_COLOR": "1",
        },
    )


def test_the_command_prints_the_line_in_spite_of_mistakes(
    handbook: Callable[..., Handbook],
) -> None:
    """The command prints the line to add even if the build finds mistakes."""
    book = published(handbook)
    book.edit("words.md", "# Words\n", "# Words\n\nAsk the {role}`Maker`.\n")
    listed = (book.folder / "names.json").read_text(encoding="utf-8")
    assert nox_names(book).returncode == 0
    book.edit("people/maker.md", "{role} Maker", "{role} Creator")
    done = nox_names(book)
    assert done.returncode == 1
    assert "words.md:3: WARNING: There is no role named 'Maker'" in done.stdout
    assert done.stdout.endswith("\n:aliases: Maker\nThen run 'make names' again.\n\n")
    assert "Published names or addresses are lost and the build finds mistakes" in done.stderr
    assert (book.folder / "names.json").read_text(encoding="utf-8") == listed

    book.edit("people/maker.md", ":area: product", ":aliases: Maker\n:area: product")
    done = nox_names(book)
    assert done.returncode == 0, done.stderr
    kept = NamesList.parse((book.folder / "names.json").read_text(encoding="utf-8"))
    assert kept.moved == {Name("role", "maker"): "creator"}

    book.edit("words.md", "`Maker`", "`Mkaer`")
    done = nox_names(book)
    assert done.returncode == 1
    assert "nox > Session names aborted: The build finds mistakes" in done.stderr


def test_the_command_fails_with_a_build_that_breaks_off(
    handbook: Callable[..., Handbook],
) -> None:
    """If no page was written, the command stops."""
    book = published(handbook)
    (book.folder / "conf.py").write_text("1 / 0", encoding="utf-8")
    done = nox_names(book)
    assert done.returncode == 1
    assert "lost" not in done.stdout + done.stderr
