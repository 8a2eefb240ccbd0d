"""Issue templates that are made from checklists."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from conftest import tree
from records import checklist, role, steps
from sample import site
from sphinx_compass.organization.checklists import Run
from sphinx_compass.organization.directory import Directory
from sphinx_compass.outputs.issue_templates import MARK, file_of, template, templates

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Handbook
    from sphinx_compass.organization.checklists import Checklist

parse = MarkdownIt("gfm-like", {"linkify": False}).parse
ARRIVING = checklist("Arriving", 50, phases="Late, Early", title="Arriving: NAME")


def text_of(*texts: str | tuple[Run, ...], item: Checklist = ARRIVING, **options: str) -> str:
    """Return the template of a checklist with a block of steps on another page."""
    block = steps(item.name, *texts, docname="doors", **options)  # type: ignore[arg-type]
    guide = role("Guide", docname="people")
    titles = {name: name.title() for name in ("doors", "page", "people")}
    return template(site(Directory.build([item, guide], step_blocks=[block], titles=titles)), item)


def test_template() -> None:
    """A template has front matter, then the steps by phase, with their links."""
    runs = (Run("Open the "), Run("front", "strong"), Run(" "), Run("door_1", "code"), Run("."))
    assert text_of(runs, "Wave.", phase="early", by="Guide", concerned="guide") == (
        "---\n"
        'name: "Arriving"\n'
        'about: "Arriving"\n'
        'title: "Arriving: NAME"\n'
        "labels: []\n"
        "---\n"
        f"{MARK}\n"
        "\n"
        "The checklist with all links: [Arriving](<https://x.test/page/#checklist-arriving>)\n"
        "\n"
        "## Early\n"
        "\n"
        "- [ ] Open the **front** `door_1`. (by [Guide](<https://x.test/people/#role-guide>); "
        "for [Guide](<https://x.test/people/#role-guide>); "
        "[more](<https://x.test/doors/#step-1-1>))\n"
        "- [ ] Wave. (by [Guide](<https://x.test/people/#role-guide>); "
        "for [Guide](<https://x.test/people/#role-guide>); "
        "[more](<https://x.test/doors/#step-1-2>))\n"
    )


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        (Run("x", kind="address", target="https://a.b/(c)"), "[x](<https://a.b/(c)>)"),
        (Run("x", kind="address", target="https://a.b/> y"), "[x](<https://a.b/%3E%20y>)"),
        (Run("x", kind="address", target="javascript:alert(1)"), "x"),
        (Run("x", kind="address", target="http://["), "x"),
        (Run(" x ", "emphasis"), " _x_ "),
        (Run("x", kind="page", target="people"), "[x](<https://x.test/people/>)"),
        (Run("guide", kind="role", target="Guide"), "[guide](<https://x.test/people/#role-guide>)"),
        (Run("ask @org/team."), "ask `@org/team`."),
        (Run("ask @somebody", "strong"), "**ask `@somebody`**"),
        (Run("mail a@b.org"), "mail a@b.org"),
        (Run("see org/repo#12 and #general"), "see org/repo`#12` and #general"),
        (Run("<b>x</b> [y](z) *a* ~~b~~ `c`"), None),
        (Run("a\u202eb\x07"), "a\\u202eb\\x07".replace("\\", "\\\\")),
    ],
)
def test_runs(run: Run, expected: str | None) -> None:
    """Markup of a page is text, links lead to known places, and nobody is notified."""
    line = next(line for line in text_of((Run("a"), run, Run("z"))).split("\n") if "[ ]" in line)
    shown = line.removeprefix("- [ ] a").partition("z ([more]")[0]
    if expected is not None:
        assert shown == expected
    else:
        assert "".join(_inline(shown)) == run.text


def _inline(text: str) -> list[str]:
    (found,) = [token for token in parse(text) if token.type == "inline"]
    assert {child.type for child in found.children or ()} == {"text"}
    return [child.content for child in found.children or ()]


ODD = st.text(st.sampled_from(list("ab @#1/-_*`[]()<>~|\\!&;:\n'\"{}\u202e.")), max_size=20)


@given(name=ODD, text=ODD)
def test_any_text(name: str, text: str) -> None:
    """Whatever names and texts contain, the front matter can be read, and steps stay steps."""
    item = checklist("Arriving", 50, title=name.replace(", ", ",") or "x")
    found = text_of(f"x{text}", (Run(text, "strong"), Run("x")), item=item)
    _empty, front, body = found.split("---\n", 2)
    assert yaml.safe_load(front).keys() == {"name", "about", "title", "labels"}
    tokens = parse(body)
    assert sum(token.type == "list_item_open" for token in tokens) == 2
    assert [token.content.strip() for token in tokens if token.type.startswith("html")] == [MARK]
    inner = [child for token in tokens for child in token.children or ()]
    assert not any(child.type.startswith(("html", "image")) for child in inner)
    links = [str(child.attrs["href"]) for child in inner if child.type == "link_open"]
    assert {link.partition("/")[0] for link in links} <= {"https:", "http:"}
    texts = [child.content for child in inner if child.type == "text"]
    assert not any(re.search(r"(?<![A-Za-z0-9])@[A-Za-z0-9]", text) for text in texts)


def test_files() -> None:
    """The name of a file is safe, whatever the slug; only checklists with a title have one."""
    long = checklist("a" * 300, title="Long")
    assert len(file_of(long)) < 130
    assert file_of(long) != file_of(checklist("a" * 301, title="Long"))
    found = templates(site(Directory.build([ARRIVING, checklist("Leaving", 60), long])))
    assert found.keys() == {"arriving.md", file_of(long)}


# -- the builder --------------------------------------------------------------------------

CONF = """
html_baseurl = "https://x.test"
compass_issue_templates = ".github/templates"
exclude_patterns = [".github"]
"""
PAGES = {
    "index.md": """\
        # Example

        :::{checklist} Arriving
        :issue-title: Arriving: NAME
        :issue-labels: type: new, urgent

        Somebody arrives.
        :::

        :::{steps} Arriving
        - Say hello.
        - Wave to [all](#example).
        :::
        """
}


def kept(book: Handbook) -> dict[str, str]:
    """Return the text of each file in the folder of the templates."""
    return {name: text.decode() for name, text in tree(book.folder / ".github/templates").items()}


@pytest.fixture
def book(handbook: Callable[..., Handbook]) -> Handbook:
    """Return a handbook with its template."""
    book = handbook(PAGES, CONF)
    assert book.run(builder="issue-templates") == 0, book.warnings
    return book


def test_writing(book: Handbook) -> None:
    """The builder writes the template, and the same one when it runs again."""
    first = kept(book)
    assert first.keys() == {"arriving.md"}
    front = yaml.safe_load(first["arriving.md"].split("---\n")[1])
    assert front == {
        "name": "Arriving",
        "about": "Somebody arrives.",
        "title": "Arriving: NAME",
        "labels": ["type: new", "urgent"],
    }
    assert first["arriving.md"].endswith(
        "- [ ] Say hello.\n- [ ] Wave to [all](<https://x.test/#example>).\n"
    )
    assert book.run(builder="issue-templates") == 0
    assert kept(book) == first


def test_keeping_up_to_date(book: Handbook) -> None:
    """A removed step leaves the template, and a removed checklist takes it along."""
    book.edit("index.md", "- Say hello.\n", "")
    book.run(builder="issue-templates")
    assert "hello" not in kept(book)["arriving.md"]
    book.edit("index.md", ":issue-title: Arriving: NAME\n", "")
    book.run(builder="issue-templates")
    assert kept(book) == {}


def test_stale_templates_are_no_finding(book: Handbook) -> None:
    """Editors change steps without writing the template again."""
    book.edit("index.md", "- Say hello.\n", "")
    assert book.run("-W") == 0, book.warnings


def test_own_files_stay(book: Handbook) -> None:
    """The builder never changes a file that it has not written; one in its way is a finding."""
    folder = book.folder / ".github/templates"
    (folder / "bug.md").write_text("Mine\n", encoding="utf-8")
    (folder / "config.yml").write_text(f"{MARK}\n", encoding="utf-8")
    (folder / "arriving.md").write_text("Mine, too\n", encoding="utf-8")
    before = kept(book)
    book.run(builder="issue-templates")
    assert kept(book) == before
    book.run()
    (finding,) = book.findings
    assert (finding.file, finding.line, finding.subtype) == ("index.md", 4, "compass.kept_file")
    assert finding.text == (
        "The file '.github/templates/arriving.md' was not made from the checklist 'Arriving'; "
        "rename or remove that file, or remove this line."
    )


@pytest.mark.parametrize("what", ["file", "folder"])
def test_nothing_is_written_through_links(book: Handbook, tmp_path: Path, what: str) -> None:
    """A link in place of a template or of the folder is left alone, and so is its target."""
    folder, victim = book.folder / ".github/templates", tmp_path / "victim"
    (folder / "arriving.md").unlink()
    victim.mkdir()
    (victim / "arriving.md").write_text(f"{MARK}\n", encoding="utf-8")
    if what == "folder":
        folder.rmdir()
        folder.symlink_to(victim)
    else:
        (folder / "arriving.md").symlink_to(victim / "arriving.md")
    assert (book.run(builder="issue-templates") == 0) == (what == "file")
    assert (victim / "arriving.md").read_text(encoding="utf-8") == f"{MARK}\n"


def test_without_a_folder(handbook: Callable[..., Handbook]) -> None:
    """Without the setting, the builder writes nothing."""
    book = handbook(PAGES, 'html_baseurl = "https://x.test"\n')
    assert book.run(builder="issue-templates") == 0
    assert sorted(path.name for path in book.folder.iterdir()) == ["conf.py", "index.md"]


def test_without_an_address(handbook: Callable[..., Handbook]) -> None:
    """Links in issues need the address of the site."""
    book = handbook(PAGES, 'compass_issue_templates = "templates"\n')
    assert book.run(builder="issue-templates") != 0
    assert "'html_baseurl'" in book.warnings


def test_data(book: Handbook) -> None:
    """The data of the site has what the template has."""
    book.run()
    data = json.loads((book.outdir / "compass.json").read_text(encoding="utf-8"))
    assert data["checklists"][0]["issue_labels"] == ["type: new", "urgent"]
