"""What is not safe to publish is reported at its line, and is not on the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import tree
from mistakes import Found, assert_found

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

UNTRUSTED = """
compass_untrusted_pages = True
compass_check_pages = True
extensions += ["sphinx_design"]
html_math_renderer = "mathml"
html_copy_source = False
extensions += ["sphinx_compass.reading"]
"""
HERE = "secret-of-this-test"
RAW = f"`<b onclick={HERE}>`\n```\n"

# The text of a page begins on line 3.
CASES: dict[str, tuple[str, Found]] = {
    "script": (f"<script>\n{HERE}\n</script>\n", (3, "html", "<script>")),
    "several": (f"<script>{HERE}</script>\n\n<img src=x onerror={HERE}>\n", (3, "html")),
    "apart": (f"Text.\n\n<iframe src='{HERE}'></iframe>\n", (5, "html", "<iframe>")),
    "inline": (f"Text.\nMore <b onclick={HERE}>text</b>.\n", (4, "html", "<b onclick>")),
    "in a list": (f"- One\n- <font color={HERE}>two</font>\n", (4, "html", "<font>")),
    "unclosed": ("Press <kbd>Enter.\n", (3, "html", "<kbd>")),
    "counterpart": (f"Text <b class={HERE}>text</b>.\n", (3, "html", "<b class>")),
    "inline script": (f"Text <script>{HERE} *x*</script> text.\n", (3, "html", "<script>")),
    "headword": (
        ":::{glossary}\nOne\n  Text.\n\nWord <font>x</font>\n  Text.\n:::\n",
        (7, "html", "<font>"),
    ),
    "raw": (f"```{{raw}} html\n<script>{HERE}</script>\n```\n", (3, "unsafe", "raw")),
    "raw in eval-rst": (
        f"```{{eval-rst}}\n.. raw:: html\n\n   <script>{HERE}</script>\n```\n",
        (4, "unsafe", "raw"),
    ),
    "raw for LaTeX": (f"```{{raw}} latex\n{HERE}\n```\n", (3, "unsafe", "raw")),
    "raw in a substitution": (
        f"```{{eval-rst}}\n.. |y| raw:: html\n\n   <script>{HERE}</script>\n```\n",
        (4, "unsafe", "raw"),
    ),
    "role made from raw": (
        f"```{{role}} own(raw)\n:format: html\n```\n\n{{own}}`<b onclick={HERE}>`\n",
        (7, "unsafe"),
    ),
    "role made from raw in eval-rst": (
        f"```{{eval-rst}}\n.. role:: z(raw)\n   :format: html\n.. default-role:: z\n\n{RAW}",
        (8, "unsafe"),
    ),
    "style": (f":::{{div}} x\n:style: color: {HERE}\n\nText.\n:::\n", (4, "unsafe", "style")),
    "icon": (f'{{octicon}}`report;1em;x" onclick="{HERE}`\n', (3, "unsafe")),
    "icon with an element": (
        f'{{material-regular}}`home;1em;x"><image/href="{HERE}`\n',
        (3, "unsafe"),
    ),
    "link that Markdown rejects": (f"A [text](javascript:{HERE}).\n", (3, "unsafe", "javascript:")),
    "link with an entity": (f"[text](&#106;avascript&colon;{HERE})\n", (3, "unsafe")),
    "automatic link": (f"Text.\n<VBScript:{HERE}>\n", (4, "unsafe", "vbscript:")),
    "address of a link": (f"[*text*][a]\n\n[a]: data:text/html,{HERE}\n", (5, "unsafe", "data:")),
    "button": (f"```{{button-link}} java\tscript:{HERE}\n```\n", (3, "unsafe", "javascript:")),
    "link": (f"```{{eval-rst}}\n`text <javascript:{HERE}>`__\n```\n", (4, "unsafe", "javascript:")),
    "target of a picture": (
        f"```{{image}} /own.svg\n:alt: own\n:target: javascript:{HERE}\n```\n",
        (5, "unsafe", "javascript:"),
    ),
    "card": (
        f":::{{card}} Title\n:link: javascript:{HERE}\n\nText.\n:::\n",
        (4, "unsafe", "javascript:"),
    ),
    "remote picture": (f"![Words](https://{HERE}/x.png)\n", (3, "image", f"https://{HERE}/x.png")),
    "picture from elsewhere": ("![Words](/../outside.svg)\n", (3, "unsafe", "/../outside.svg")),
    "embedded picture": (
        "```{image} /own.svg\n:alt: own\n:loading: embed\n```\n",
        (5, "unsafe", ":loading: embed"),
    ),
    "picture on a card": (
        f":::{{card}} Title\n:img-top: //{HERE}/x.png\n:img-alt: x\n\nText.\n:::\n",
        (4, "image"),
    ),
    "download from elsewhere": (
        f"{{download}}`x <javascript://{HERE}>`\n",
        (3, "unsafe", f"javascript://{HERE}"),
    ),
    "download": ("{download}`x </../outside.svg>`\n", (3, "unsafe", "/../outside.svg")),
    "hidden file": ("{download}`x </.git/config>`\n", (3, "unsafe", "/.git/config")),
    "link that leads out": ("{download}`x </leads-out>`\n", (3, "unsafe", "/leads-out")),
    "include": ("Text.\n\n```{include} /../outside.svg\n```\n", (5, "unsafe", "/../outside.svg")),
    "include of a link": ("Text.\n\n```{include} leads-out\n```\n", (5, "unsafe", "leads-out")),
    "include of docutils": ("```{include} <isonum.txt>\n```\n", (3, "unsafe", "<isonum.txt>")),
    "include as code": (
        "```{include} ../outside.svg\n:code: html\n```\n",
        (3, "unsafe", "../outside.svg"),
    ),
    "include from another site": (
        f"```{{include}} https://{HERE}/x\n```\n",
        (3, "unsafe", f"https://{HERE}/x"),
    ),
    "include that runs a module": (
        "```{include} note.txt\n:parser: this\n```\n",
        (4, "option", "parser"),
    ),
    "include that runs a module in eval-rst": (
        "```{eval-rst}\n.. include:: note.txt\n   :parser: this\n```\n",
        (5, "option", "parser"),
    ),
    "include of nothing": ("```{include} nothing.md\n```\n", (3, "unknown", "nothing.md")),
    "difference": (
        "```{literalinclude} own.svg\n:diff: ../outside.svg\n```\n",
        (3, "unsafe", "../outside.svg"),
    ),
    "literalinclude": ("```{literalinclude} /../outside.svg\n```\n", (3, "unsafe")),
    "csv-table": ("```{csv-table}\n:file: ../outside.svg\n```\n", (3, "unsafe", "../outside.svg")),
    "remote table": (
        f"```{{csv-table}}\n:url: https://{HERE}/\n```\n",
        (3, "unsafe", f"https://{HERE}/"),
    ),
    "table from a file address": (
        "```{csv-table}\n:url: FILE:../outside.svg\n```\n",
        (3, "unsafe", "FILE:../outside.svg"),
    ),
    "class in eval-rst": ("```{eval-rst}\n.. rst-class:: x\n\nText.\n```\n", (5, "block")),
    "meta": (f':::{{meta}}\n:http-equiv=refresh: "{HERE}"\n:::\n', (3, "block", "meta")),
    "meta in eval-rst": (
        f"```{{eval-rst}}\n.. meta::\n   :http-equiv=refresh: {HERE}\n```\n",
        (5, "unsafe", "refresh"),
    ),
}
ALLOWED = """\
# Page

Press <kbd>Ctrl</kbd>, H<sub>2</sub>O, <br> <span id="old"></span> <!-- a comment -->

<!--
A longer comment.
-->

A line\\
break, {math}`a^2`, <someone@example.org> and [a link](mailto:a@example.org).

{octicon}`report;1em;sd-text-info` {material-regular}`home;2em;sd-text-info` [Notes]: data are here.

{download}`A file <own.svg>` ![Own](own.svg)

```{literalinclude} own.svg
```
"""


def file_of(name: str) -> str:
    """Return the file with a case."""
    return f"{name.lower().replace(' ', '-')}.md"


@pytest.fixture
def book(handbook: Callable[..., Handbook]) -> Handbook:
    """Return a handbook with a page for each case."""
    pages = {file_of(name): f"# Page\n\n{text}" for name, (text, _found) in CASES.items()}
    names = "\n".join(name.removesuffix(".md") for name in pages)
    made = handbook(
        {
            "index.md": f"# Example\n\n```{{toctree}}\nright\n{names}\n```\n",
            "right.md": ALLOWED,
            "note.txt": "A note.\n",
            "own.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>\n",
            "../outside.svg": f"<svg>{HERE}</svg>\n",
            ".git/config": f"token = {HERE}\n",
            **pages,
        },
        UNTRUSTED,
    )
    (made.folder / "leads-out").symlink_to(made.folder.parent / "outside.svg")
    return made


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_each_case_has_one_finding_and_is_not_published(book: Handbook, jobs: str) -> None:
    """Nothing unsafe is on the site, even if the build goes on in spite of the findings."""
    book.run("-n", "-j", jobs)
    assert len(book.findings) == len(book.warnings.splitlines()), book.warnings
    for name, (_text, expected) in CASES.items():
        assert_found([item for item in book.findings if item.file == file_of(name)], [expected])
    others = {item for item in book.findings if item.file not in set(map(file_of, CASES))}
    assert others == set()
    published = tree(book.outdir)
    assert [name for name, data in published.items() if HERE.encode() in data] == []


def test_harmless_parts_stay(book: Handbook) -> None:
    """A few HTML elements, formulas and the handbook's own files are published."""
    book.run("-n")
    page = book.html("right")
    for part in ("<kbd>Ctrl</kbd>", "H<sub>2</sub>O", '<span id="old"></span>', "<math"):
        assert part in page
    assert "comment" not in page
    assert any(name.endswith("own.svg") for name in tree(book.outdir / "_downloads"))


def test_other_handbooks_decide_themselves(handbook: Callable[..., Handbook]) -> None:
    """Without the setting, pages can have any HTML."""
    book = handbook({"index.md": "# Page\n\n<b class='x'>Text.</b>\n"})
    assert book.run("-W") == 0, book.warnings
    assert "<b class='x'>" in book.html("index")


def test_pages_that_are_links_to_other_files(handbook: Callable[..., Handbook]) -> None:
    """Such a file, and one in such a folder, is one finding, and is not published."""
    toctree = "```{toctree}\nlink\nhidden\nfolder/page\nown\n```\n"
    book = handbook(
        {
            "index.md": f"# Start\n\n{toctree}",
            "words.md": "---\norphan: true\n---\n# Words\n",
            ".git/config": f"{HERE}\n",
            "../outside/page.md": f"# {HERE}\n",
        },
        f'{UNTRUSTED}compass_required_front_matter = ["owner"]\n'
        'compass_other_folders = ["folder"]\n',
    )
    for name, target in (
        ("link.md", "../outside/page.md"),
        ("hidden.md", ".git/config"),
        ("folder", "../outside"),
        ("own.md", "words.md"),
    ):
        (book.folder / name).symlink_to(target)
    book.run("-n")
    assert sorted((item.file, item.line, item.subtype) for item in book.findings) == [
        ("folder/page.md", 1, "compass.unsafe"),
        ("hidden.md", 1, "compass.unsafe"),
        ("index.md", 1, "compass.front_matter"),
        ("link.md", 1, "compass.unsafe"),
        ("own.md", 1, "compass.front_matter"),
        ("words.md", 1, "compass.front_matter"),
    ]
    published = tree(book.outdir)
    assert [name for name, data in published.items() if HERE.encode() in data] == []


def test_static_files_that_are_links_to_other_files(handbook: Callable[..., Handbook]) -> None:
    """Such a file, and such a folder, is one finding in each build, and is not published."""
    book = handbook(
        {
            "index.md": "# Start\n",
            "_static/own.svg": "<svg/>\n",
            "_static/part/own.txt": "Text.\n",
            "../outside/secret.txt": f"{HERE}\n",
        },
        f'{UNTRUSTED}html_static_path = ["_static"]\n',
    )
    for name, target in (
        ("file.txt", "../../outside/secret.txt"),
        ("part/folder", "../../../outside"),
        ("part/[a]*.txt", "../../../outside/secret.txt"),
        ("same.svg", "own.svg"),
    ):
        (book.folder / "_static" / name).symlink_to(target)
    for _ in range(2):
        book.run("-n")
        assert [(item.file, item.line, item.subtype) for item in book.findings] == [
            ("_static/file.txt", 1, "compass.unsafe"),
            ("_static/part/[a]*.txt", 1, "compass.unsafe"),
            ("_static/part/folder", 1, "compass.unsafe"),
        ]
        published = tree(book.outdir)
        assert [name for name, data in published.items() if HERE.encode() in data] == []
        assert "_static/same.svg" in published
