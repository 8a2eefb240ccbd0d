"""The list of names in a build: setup, findings and the builder ``names``."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

import pytest
from publishing import CONF, PAGES, add, publish, published
from sphinx.domains.std import StandardDomain
from sphinx.errors import ConfigError
from sphinx.testing.util import SphinxTestApp

from sphinx_compass.domain import CompassDomain
from sphinx_compass.domain.permanent import NoNames
from sphinx_compass.names.anchors import KeepAnchors
from sphinx_compass.names.inventory import listed_names
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
    add(book, "words.md", "redirect_from:\n  - people/maker\n  - /old")
    book.build("dummy")
    assert [(found.file, found.line, found.subtype) for found in book.findings] == [
        ("names.json", 2, "compass.kept_file"),
        ("names.json", 3, "compass.kept_file"),
        ("words.md", 3, "compass.redirect"),
        ("words.md", 4, "compass.redirect"),
    ]


def test_a_list_that_cannot_be_read(handbook: Callable[..., Handbook]) -> None:
    """It is a finding, and the list counts as empty."""
    book = handbook(PAGES, CONF)
    book.write({"names.json": '{\n"names": }'})
    book.build("dummy")
    [found] = book.findings
    assert (found.file, found.line, found.subtype) == ("names.json", 2, "compass.kept_file")
    reason = "'names.json' cannot be read: this is not JSON"
    assert found.text == f"{reason}; take back the last change to the file."


def test_a_list_that_is_missing(handbook: Callable[..., Handbook]) -> None:
    """It is a finding as well."""
    book = handbook({**PAGES, "names.json": ""}, CONF)
    (book.folder / "names.json").unlink()
    book.build("dummy")
    assert [(found.file, found.line, found.subtype) for found in book.findings] == [
        ("names.json", 1, "compass.kept_file")
    ]


@pytest.mark.parametrize("name", ["names.json", "reviews.json", "changes.json"])
def test_a_list_that_is_a_link(handbook: Callable[..., Handbook], name: str) -> None:
    """Nothing reads what it leads to, which may have no end."""
    settings = "".join(
        f"compass_{kept}_file = '{kept}.json'\n" for kept in ("names", "reviews", "changes")
    )
    book = handbook(PAGES, CONF + settings)
    (book.folder / "reviews.json").write_text('{"pages": {}}', encoding="utf-8")
    (book.folder / name).unlink(missing_ok=True)
    (book.folder / name).symlink_to("/dev/zero")
    book.build("dummy")
    assert [(found.file, found.line, found.subtype) for found in book.findings] == [
        (name, 1, "compass.kept_file")
    ]
    assert "it is a link to another file" in book.findings[0].text


HOSTILE = {
    "moved": ("names.json", '{\n"moved": {\n"page ../../victim": "index"}}', 3),
    "listed page": ("names.json", '{"names": {"page": {\n"../../victim": {"at": []}}}}', 2),
    "listed address": ("names.json", '{"names": {"page": {"x": {"at": [\n"../../victim/"]}}}}', 2),
    "wrong shape": ("names.json", '{"names": {"page": {"index": {"at": [\n1]}}}}', 2),
    "deep": ("names.json", "\n" + "[" * 50_000, 2),
    "front matter": ("words.md", "---\nredirect_from: ../../victim\n---\n# Words\n", 2),
    "anchor": ("words.md", "---\nredirect_from: ../../victim#x\n---\n# Words\n", 2),
    "own file": ("words.md", "---\nredirect_from: objects.inv\n---\n# Words\n", 2),
    "own page": ("words.md", "---\nredirect_from: genindex\n---\n# Words\n", 2),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_nothing_is_written_outside(handbook: Callable[..., Handbook], case: str) -> None:
    """An unsafe name is one finding at its line, and no file is touched."""
    book = handbook(PAGES, CONF)
    victims = [book.folder.parent / name for name in ("victim/index.html", "out/victim/index.html")]
    for victim in victims:
        victim.parent.mkdir(parents=True)
        victim.write_text("precious", encoding="utf-8")
    name, text, line = HOSTILE[case]
    (book.folder / name).write_text(text, encoding="utf-8")
    assert book.run("-n", "-W", "--keep-going") == 1
    assert [(found.file, found.line) for found in book.findings] == [(name, line)]
    assert len(book.warnings.splitlines()) <= 3  # the finding, and that it counts as an error
    assert [victim.read_text(encoding="utf-8") for victim in victims] == ["precious"] * 2
    assert (book.outdir / "genindex/index.html").read_text(encoding="utf-8").count("Index")


def test_advice_on_former_names(handbook: Callable[..., Handbook]) -> None:
    """For a former name in text or front matter, the current one is suggested."""
    book = handbook(PAGES, CONF)
    add(book, "people/maker.md", "redirect_from: [role smith: maker]")
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
        "words, line 4: The term 'Hub' was published but no longer exists; add this line to the "
        "front matter of words.md: 'redirect_from: [term Hub: Center]'.\n"
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
