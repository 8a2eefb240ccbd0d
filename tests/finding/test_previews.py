"""Cards of links: their files, and what they say on a site without our domain."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from conftest import tree
from sphinx_compass.finding import preview_line, previews
from sphinx_compass.finding.preview_files import (
    LARGEST_FILE,
    LONGEST_SUMMARY,
    PreviewCard,
    address_key,
    first_sentence,
    hashed,
    preview_files,
    shortened,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from conftest import Handbook

# Other sites name the script by this hash: a change needs a folder and an address of its own.
PUBLISHED = "sha384-LEtXcSQUcUYLumKcfRakAavGrmcmf4LKnQ23t8GyoPCe++F9IuawnBD2e56+gcfK"

CONF = """
extensions = ["myst_parser", "sphinx_compass.finding"]
primary_domain = "py"
html_theme = "furo"
html_theme_options = {}
html_baseurl = "https://example.org/en/"
"""
PAGES = {
    "index.md": """\
        # Welcome

        Find what you need, e.g. a guide. Then read it.

        ```{toctree}
        guide/use
        api
        ```

        (first)=
        ## First *steps*

        Read [](guide/use.md). It is short.

        ## Only a list

        - One thing. Another.

        ## Nothing here
        """,
    "guide/use.md": """\
        ---
        description: How to use it.
        ---
        # Use it

        ```{glossary}
        Lamp
        Light
            It shines. At night.
        ```

        ```{preview-line}
        ```
        """,
    "api.md": """\
        # Interface

        ```{py:function} shine(color)

        Make it shine. Needs power.
        ```
        """,
}


def written(files: Mapping[str, str]) -> dict[str, list[str]]:
    """Return all cards that files have, as the script finds them."""
    count = dict(json.loads(files["files"]))["count"]
    found = {}
    for name, text in files.items():
        if name != "files":
            for key, card in json.loads(text):
                assert hashed(key) % count == int(name)
                found[key] = card
    return found


def cards(folder: Path) -> dict[str, list[str]]:
    """Return all cards of a built site."""
    return written(
        {path.stem: path.read_text(encoding="utf-8") for path in (folder / previews.DATA).iterdir()}
    )


def test_published_script_never_changes() -> None:
    """Pages of other sites reject any other script at this address."""
    assert preview_line.integrity() == PUBLISHED


@pytest.mark.parametrize("count", [0, 1, 50, 3000])
def test_files_are_small(count: int) -> None:
    """Each card is in the file that its address determines, and no file is large."""
    known = {
        f"folder/page-{n}/#part": PreviewCard("Page", f"Page {n}", "x" * 200) for n in range(count)
    }
    files = preview_files(known)
    assert written(files) == {key: list(card[:3]) for key, card in known.items()}
    assert max(len(text) for text in files.values()) <= LARGEST_FILE
    assert len(files) <= max(count, 1) + 1


def test_one_large_card_does_not_split_forever() -> None:
    """A card that is too large for any file does not add files without end."""
    files = preview_files({"a": PreviewCard("Page", "x" * 2 * LARGEST_FILE)})
    assert set(files) == {"files", "0"}


def test_addresses_are_told_apart() -> None:
    """The number of an address depends on all its characters, in any script."""
    assert hashed("") == 2166136261
    assert len({hashed(text) % 4096 for text in ("a/", "b/", "a/#b", "ä/", "\U0001d482/")}) == 5
    assert address_key("guide/index.html") == "guide/"
    assert address_key("my-index.html#index.html") == "my-index.html#index.html"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One. Two.", "One."),
        ("Is it? Yes.", "Is it?"),
        ('He says "so." Then he goes.', 'He says "so."'),
        ("See e.g. Sphinx. Or others.", "See e.g. Sphinx."),
        ("Version 1.2 is out", "Version 1.2 is out"),
        ("", ""),
    ],
)
def test_first_sentence(text: str, first: str) -> None:
    """A sentence ends before white space that no lowercase letter follows."""
    assert first_sentence(text) == first


def test_long_text_is_cut_between_words() -> None:
    """A word is never cut, unless it is the only one."""
    assert shortened("word " * 100) == "word " * 55 + "word…"
    assert len(shortened("x" * 1000)) == LONGEST_SUMMARY + 1


@pytest.fixture
def book(handbook: Callable[..., Handbook]) -> Handbook:
    """Return a site that has only this extension, and another theme."""
    return handbook(PAGES, CONF)


def test_cards_without_the_organization(book: Handbook) -> None:
    """There are cards for pages, sections, terms and functions, without references and markup."""
    assert book.run() == 0
    assert book.warnings == ""
    found = cards(book.outdir)
    assert found[""] == ["Page", "Welcome", "Find what you need, e.g. a guide."]
    assert found["#welcome"] == found[""]
    assert found["#first"] == found["#first-steps"] == ["Section", "First steps", "Read Use it."]
    assert found["#only-a-list"] == ["Section", "Only a list", "One thing."]
    assert found["#nothing-here"] == ["Section", "Nothing here", ""]
    assert found["guide/use/"] == ["Page", "Use it", "How to use it."]
    assert found["guide/use/#term-Light"] == ["Term", "Light", "It shines."]
    assert found["api/#shine"] == ["function", "shine", "Make it shine."]


def test_builder_html(book: Handbook) -> None:
    """The builder ``html`` makes other addresses."""
    assert book.run(builder="html") == 0
    found = cards(book.outdir)
    assert found[""][1] == "Welcome"
    assert found["guide/use.html"] == ["Page", "Use it", "How to use it."]
    assert found["guide/use.html#term-Lamp"][1] == "Lamp"
    page = (book.outdir / "guide" / "use.html").read_text(encoding="utf-8")
    assert f'src="../_static/{previews.SCRIPT}' in page


ODD_DOMAIN = """
from sphinx.domains import Domain

class OddDomain(Domain):
    name = "odd"

    def get_objects(self):
        yield ("shine", "shine", "gadget", "api", "shine", 1)

def setup(app):
    app.add_domain(OddDomain)
"""


def test_domain_with_unknown_kinds(handbook: Callable[..., Handbook]) -> None:
    """A domain may list objects of a kind that it does not declare."""
    book = handbook(PAGES, CONF + ODD_DOMAIN)
    assert book.run() == 0
    assert cards(book.outdir)["api/#shine"][:2] == ["function", "shine"]
    book.edit("conf.py", 'name = "odd"', 'name = "zodd"')
    assert book.run("-E") == 0
    assert cards(book.outdir)["api/#shine"][:2] == ["gadget", "shine"]


def test_half_of_a_surrogate_pair(book: Handbook) -> None:
    """A description in YAML may have a character that cannot be written."""
    book.edit("guide/use.md", "How to use it.", '"How \\ud800 to."')
    assert book.run() == 0
    assert cards(book.outdir)["guide/use/"][2] == "How ? to."


def test_line_for_other_sites(book: Handbook) -> None:
    """It names the script of the site by its address and its hash."""
    book.run()
    script = (book.outdir / "_static" / previews.SCRIPT).read_bytes()
    assert script == (previews.PUBLISHED / previews.SCRIPT).read_bytes()
    assert preview_line.line("https://example.org/en") == (
        f'<script defer src="https://example.org/en/_static/{previews.SCRIPT}" '
        f'integrity="{preview_line.integrity()}" crossorigin="anonymous"></script>'
    )
    page = book.html("guide/use")
    assert "https://example.org/en/_static/previews/v1/previews.js" in page
    assert preview_line.integrity() in page


def test_other_formats_have_no_cards(book: Handbook) -> None:
    """An EPUB has neither script nor data."""
    book.run(builder="epub")
    assert not [name for name in tree(book.outdir) if "previews" in name]


def test_parallel_and_incremental_builds_write_the_same(book: Handbook) -> None:
    """Cards are the same in every kind of build, also for pages that are gone or renamed."""
    book.run()
    book.edit("guide/use.md", "# Use it", "# Use it well")
    book.edit("index.md", "## Only a list", "## Another list")
    book.edit("index.md", "        api\n".strip(), "more")
    (book.folder / "api.md").unlink()
    book.write({"more.md": "# More\n\nText.\n"})
    book.run()
    incremental = {name: text for name, text in tree(book.outdir).items() if "previews" in name}
    for arguments in ((), ("-j", "2")):
        book.run(*arguments, out=f"clean{len(arguments)}")
        clean = {name: text for name, text in tree(book.outdir).items() if "previews" in name}
        assert incremental == clean
    found = cards(book.outdir)
    assert found["guide/use/"][1] == "Use it well"
    assert found["more/"] == ["Page", "More", "Text."]
    assert not [key for key in found if key.startswith("api")]


HANDLER = """
def setup(app):
    app.connect("finding-previews", lambda app, env: {
        "cards": {("api", ""): {"facts": ("Owner: Ann",)},
                  ("api", "new"): {"kind": "Thing", "title": "A thing"},
                  ("gone", ""): {"facts": ("Nothing",)}},
        "moved": {("old/api", ""): ("api", ""), ("api", ""): ("index", ""), ("x", "y"): ("no", "")},
    })
"""


def test_handlers_add_what_they_know(handbook: Callable[..., Handbook]) -> None:
    """Handlers complete cards, add new ones, and give cards to old addresses."""
    book = handbook(PAGES, CONF + HANDLER)
    book.run()
    found = cards(book.outdir)
    assert found["api/"] == found["old/api/"] == ["Page", "Interface", "", "Owner: Ann"]
    assert found["api/#new"] == ["Thing", "A thing", ""]
    assert not {"gone/", "x/#y"} & found.keys()
