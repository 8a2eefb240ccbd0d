"""Redirect pages: ours, and those that a handbook configures for rediraffe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import html5lib  # type: ignore[import-untyped]
import pytest
from bs4 import BeautifulSoup
from jinja2 import Environment
from publishing import CONF, add, move_page, publish, published, redirect_target

from conftest import tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

RECORD = "_rediraffe_redirected.json"
PAGES = {
    "index.md": "# Start\n\n```{toctree}\nnew\nother\n```\n",
    "new.md": "---\nredirect_from: [gone, both]\n---\n# New\n",
    "other.md": "# Other\n",
    "names.json": '{"names": {}}',
}
OWN = ("rediraffe_redirects = {'own.md': 'chain', 'chain': 'other.md', 'both': 'other'}\n", "")
OWN_FILE = (
    'rediraffe_redirects = "redirects.txt"\n',
    '# old and new\n"own.md" "chain"\nchain other.md\nboth other\n',
)
IDLE = 'extensions += ["sphinxext.rediraffe"]\nhtml_theme = "basic"\nhtml_theme_options = {}\n'


@pytest.fixture(params=[OWN, OWN_FILE], ids=["dictionary", "file"])
def own(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Return settings for a handbook's own redirects, and the file that they name."""
    redirects: tuple[str, str] = request.param
    return redirects


def leads(book: Handbook) -> dict[str, str]:
    """Return the targets of the redirect pages of a site."""
    names = ("own", "chain", "both", "gone", "new", "other")
    return {name: target for name in names if (target := redirect_target(book, name))}


def build(book: Handbook, *arguments: str, out: str = "out") -> dict[str, bytes]:
    """Build a handbook strictly, and return its files."""
    assert book.run("-n", "-W", "--keep-going", *arguments, out=out) == 0, book.warnings
    return tree(book.outdir)


def check_incremental_build(book: Handbook) -> None:
    """Check that a build after an edit has the same files as a build from scratch."""
    incremental = build(book)
    clean = build(book, "-E", out="clean")
    assert sorted(incremental) == sorted(clean)
    assert [name for name in clean if clean[name] != incremental[name]] == []


def test_redirect_page(handbook: Callable[..., Handbook]) -> None:
    """It is valid HTML; it leads to the page, and with JavaScript to the anchor."""
    book = published(handbook)
    title = """The 'maker' "\N{PARTY POPPER}" </script> \\ {{ page }} %} {% # #}"""
    book.edit("people/maker.md", "# The maker\n", f"# `` {title} ``\n")
    move_page(book)
    book.edit("roles/creator.md", "{role} Maker", "{role} Creator\n:aliases: Maker")
    add(book, "roles/creator.md", "redirect_from: people/maker")
    publish(book)
    text = book.html("people/maker")
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
    assert page.p is not None
    assert page.p.get_text() == f"This page is now at {title}."
    assert page.find_all(src=True) == []
    assert "index.html" not in text
    assert not (book.outdir / RECORD).exists()


def test_own_redirects_without_a_list_of_names(
    handbook: Callable[..., Handbook], own: tuple[str, str]
) -> None:
    """They are the same as without the extension, in clean and incremental builds."""
    conf, redirects = own
    book = handbook({**PAGES, "redirects.txt": redirects}, IDLE + conf)
    clean = build(book)
    # rediraffe's own page has the whole path
    expected = "../other/index.html"
    assert leads(book) == {"own": expected, "chain": expected, "both": expected}
    assert RECORD in clean
    assert build(book) == clean
    book.edit("new.md", "# New", "# New title")
    check_incremental_build(book)


def test_own_redirects_are_kept_beside_a_list_of_names(
    handbook: Callable[..., Handbook], own: tuple[str, str]
) -> None:
    """Ours are added; the handbook's own take precedence, also when they are changed."""
    conf, redirects = own
    book = handbook({**PAGES, "redirects.txt": redirects}, CONF)
    without = (book.folder / "conf.py").read_text(encoding="utf-8")
    (book.folder / "conf.py").write_text(without + conf, encoding="utf-8")
    build(book)
    expected = {"own": "../other/", "chain": "../other/", "both": "../other/"}
    assert leads(book) == expected | {"gone": "../new/"}
    assert "<title>Moved: Other</title>" in book.html("own")
    book.edit("other.md", "# Other", "# Another")
    check_incremental_build(book)
    assert "<title>Moved: Another</title>" in book.html("own")

    edited = "redirects.txt" if redirects else "conf.py"
    book.edit(edited, *(("both other", "") if redirects else (", 'both': 'other'", "")))
    check_incremental_build(book)
    assert leads(book)["both"] == "../new/"

    book.edit("new.md", "gone, ", "")
    (book.folder / "conf.py").write_text(without, encoding="utf-8")
    check_incremental_build(book)
    assert leads(book) == {"both": "../new/"}


def test_an_own_redirect_can_lead_to_a_page_that_is_gone(
    handbook: Callable[..., Handbook],
) -> None:
    """It leads to the current place in the list of names, and so do its anchors."""
    book = handbook(PAGES, CONF + "rediraffe_redirects = {'older': 'gone'}\n")
    add(book, "other.md", "redirect_from: gone#x")
    build(book)
    assert redirect_target(book, "older") == "../new/"
    assert 'const anchors = {"x": "../other/"};' in book.html("older")


def test_an_own_template_is_kept(handbook: Callable[..., Handbook]) -> None:
    """All redirect pages use it, with rediraffe's variables."""
    template = "{{ from_file.as_posix() }} is at {{ to_file.as_posix() }} ({{ rel_url }})"
    conf = 'rediraffe_template = "redirect.txt"\nrediraffe_redirects = {"own.md": "other"}\n'
    book = handbook({**PAGES, "redirect.txt": template}, CONF + conf)
    build(book)
    assert book.html("own") == "own is at other (../other/index.html)"
    assert book.html("gone") == "gone is at new (../new/index.html)"


@pytest.mark.parametrize("own", ["{'new': 'other'}", "{'new.md': 'other.md'}"])
def test_an_own_redirect_does_not_replace_a_page(
    handbook: Callable[..., Handbook], own: str
) -> None:
    """Rediraffe reports a redirect from an existing page in each build; the page stays."""
    book = handbook(PAGES, f"{CONF}rediraffe_redirects = {own}\n")
    for _ in range(2):
        book.run()
        assert "already exists!" in book.warnings
        assert "<h1>New" in book.html("new")


def test_a_redirect_becomes_a_page_again(handbook: Callable[..., Handbook]) -> None:
    """A page that exists again replaces its redirect from the last build."""
    book = handbook(PAGES, CONF + "rediraffe_redirects = {'own': 'other'}\n")
    build(book)
    book.write({"own.md": "---\norphan: true\n---\n# Own"})
    book.edit("conf.py", "rediraffe_redirects = {'own': 'other'}\n", "")
    check_incremental_build(book)
    assert "<h1>Own" in book.html("own")


def test_a_file_of_redirects_that_is_missing(handbook: Callable[..., Handbook]) -> None:
    """Rediraffe reports it."""
    book = handbook(PAGES, CONF + 'rediraffe_redirects = "redirects.txt"\n')
    assert book.run() == 1
    assert "rediraffe_redirects file does not exist" in book.warnings


def test_redirects_in_a_cycle(handbook: Callable[..., Handbook]) -> None:
    """Rediraffe reports redirects that lead back to their start."""
    book = handbook(PAGES, CONF + "rediraffe_redirects = {'a': 'b', 'b': 'a'}\n")
    assert book.run() != 0
    assert "circular redirect" in book.warnings


@pytest.mark.parametrize("builder", ["text", "singlehtml"])
def test_other_builders_have_no_redirects(handbook: Callable[..., Handbook], builder: str) -> None:
    """Only builders that write one HTML file per page have redirects."""
    book = handbook(PAGES, CONF + OWN[0])
    assert book.run("-n", "-W", "--keep-going", builder=builder) == 0, book.warnings
    assert not list(book.outdir.glob("gone*"))
    assert not (book.outdir / RECORD).exists()


def test_the_builder_html(handbook: Callable[..., Handbook]) -> None:
    """Redirect pages have the same paths as pages of that builder."""
    book = handbook(PAGES, CONF + OWN[0])
    assert book.run("-n", "-W", "--keep-going", builder="html") == 0, book.warnings
    for name, target in (("own", "other"), ("gone", "new")):
        text = (book.outdir / f"{name}.html").read_text(encoding="utf-8")
        assert f'content="0; url={target}.html"' in text


def test_many_redirects_need_no_larger_template(
    handbook: Callable[..., Handbook], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What Jinja reads is the same for each number of redirects, so time grows with it only."""
    read: list[str] = []
    compile_template = Environment.compile

    def note(environment: Environment, source: str, *rest: Any, **options: Any) -> Any:
        read.append(source)
        return compile_template(environment, source, *rest, **options)

    monkeypatch.setattr(Environment, "compile", note)

    def templates(count: int) -> list[str]:
        read.clear()
        old = ", ".join(f"old/page{number}" for number in range(count))
        book = handbook({**PAGES, "new.md": f"---\nredirect_from: [{old}]\n---\n# New\n"}, CONF)
        book.build()
        assert redirect_target(book, f"old/page{count - 1}") == "../../new/"
        return sorted(read)

    assert templates(20) == templates(2)
