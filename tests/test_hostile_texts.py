"""Whatever names and texts contain, every file of a site shows it as plain text.

Two handbooks differ in one text only: a harmless word, or one with markup, quotes and more.
Their files must have the same structure, and the same texts apart from that one.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, Doctype, NavigableString
from markdown_it import MarkdownIt

import search
from conftest import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Handbook

HARMLESS = "Plain (harmless)"
HOSTILE = (
    """Plain <img src=x onerror=alert(1)> "q" 'p' @org/team </script> --> ]]> {{ 7*7 }} {% x %} """
    """&amp &lt $HOME $(id) %s `` f `` https://x.y/ [a](b) *c* |d| ${e} <!-- ?> end"""
)
CONF = """
import os
extensions += ["sphinx_compass.reading", "sphinx_copybutton"]
templates_path = ["_templates"]
smartquotes = False
html_baseurl = "https://example.org/en/"
html_copy_source = False
html_theme_options |= {"use_fullscreen_button": False, "use_download_button": False}
compass_content_security_policy = True
compass_names_file = "names.json"
compass_changes_file = "changes.json"
compass_repository_url = "https://github.com/org/book"
compass_not_found_template = "missing.html"
compass_require_structure_page = False
compass_top_role = "boss"
"""
# TEXT is the text as a directive takes it, QUOTED as YAML and JSON do, MARKED as Markdown does.
PAGES = {
    "index.md": """\
---
description: QUOTED is here.
owner: boss
last_reviewed_on: 2026-01-01
review_in: 6 months
---
# Start MARKED

```{toctree}
roles
list
words
views
```
""",
    "roles.md": """\
---
description: Roles and QUOTED
keywords: [QUOTED]
redirect_from: [gone, "old/page"]
---
# Roles MARKED

:::{area} Area TEXT
:slug: place
:lead: boss
:aliases: Realm TEXT
Purpose MARKED.
:::

:::{team} Team TEXT
:slug: makers
:area: place
:lead: boss
:aliases: Crew TEXT
Summary MARKED.
:::

:::{role} Boss TEXT
:slug: boss
:area: place
:teams: makers
:aliases: Chief TEXT
Leads MARKED.
:::

:::{role} Helper TEXT
:slug: helper
:area: place
:reports-to: boss
:teams: makers
Helps MARKED.
:::
""",
    "list.md": """\
# List MARKED

:::{checklist} Checklist TEXT
:slug: arriving
:phases: Phase TEXT
:issue-title: Title TEXT
:issue-labels: Label TEXT
:aliases: Index TEXT

Arrive MARKED.
:::
""",
    "words.md": """\
# Words MARKED

:::{glossary}
Word MARKED
  Means MARKED.
:::

(a:label)=
## Section MARKED

The {role}`boss`, the {role}`helper`, the {team}`makers`, {area}`place`, {ref}`a:label` and
{term}```Word TEXT```.

:::{steps} arriving
:phase: Phase TEXT
:by: boss, makers
:for: place

- Step **MARKED**, [MARKED](list.md) and {role}`helper`.
- Go.
- Stop.
- Wait.
:::

```text
TEXT
```
""",
    "views.md": "# Views\n\n"
    + "".join(
        f"```{{{name}}}\n```\n\n"
        for name in (
            *("role-list", "team-list", "area-list", "term-list", "org-chart", "changes"),
            *("latest-changes", "page-reviews", "linkable-names", "checklist-list", "step-list"),
            "directory",
        )
    ),
    "_templates/missing.html": "<h1>Missing</h1>",
    "names.json": "{}",
    "changes.json": """\
{"up_to": "", "entries": [
{"date": "2026-11-20", "commit": "COMMIT", "pull_request": 7, "changes": [
{"text": ["Added JSON: ", {"kind": "role", "key": "boss", "name": "JSON"}, ", ",
{"kind": "role", "key": "none", "name": "None JSON"}, "."],
"areas": ["place"], "pages": ["roles"]}]}]}
""".replace("COMMIT", "a" * 40),
}


def sources(text: str) -> dict[str, str]:
    """Return the pages of a handbook with a text."""
    quoted = json.dumps(text)
    marked = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)
    forms = {
        "QUOTED is here.": json.dumps(f"{text} is here."),
        "Roles and QUOTED": json.dumps(f"Roles and {text}"),
        "QUOTED": quoted,
        "JSON": quoted[1:-1],
        "MARKED": marked,
        "TEXT": text,
    }
    found = {}
    for name, page in PAGES.items():
        found[name] = re.sub("|".join(forms), lambda match: forms[match[0]], page)
    return found


# -- reading every format ------------------------------------------------------------------


ANCHORS = {"id", "for", "aria-labelledby", "aria-describedby", "name"}  # made of the words
_ANCHOR = re.compile(r"\b(term-Word)-Plain[\w.-]*?(?=\.json|$)")
_CODE = re.compile(r"(`{2,}) (.*?) \1")
_VERSION = re.compile(r"\?v=\w+")
IGNORED = re.compile(r"(?:_static/|\.buildinfo|objects\.inv|searchindex\.js)")


def plain(text: str, hostile: str) -> str:
    """Return a text with the hostile one replaced, in any of the forms that are plain text."""
    folded = " ".join(text.split())
    return _ANCHOR.sub(r"\1", _VERSION.sub("", folded.replace(hostile, HARMLESS)))


def html(raw: bytes, hostile: str) -> Iterator[tuple[Any, ...]]:
    """Yield each element with its attributes, and each text, as a browser reads them."""
    for node in BeautifulSoup(raw, "html5lib").descendants:
        if node.find_parent("code"):
            continue
        if isinstance(node, Tag) and node.name == "code":
            # The others are links to copy, as the markup language of their site escapes them.
            text = "" if node.get("translate") == "no" else node.get_text()
            yield "code", plain(text, hostile)
            continue
        if isinstance(node, Tag) and node.name == "span" and set(node.attrs) == {"id"}:
            continue  # another anchor of a heading
        if isinstance(node, Tag):
            yield node.name, *sorted(_attributes(node, hostile))
        elif isinstance(node, Comment | Doctype):
            yield type(node).__name__, str(node)
        elif isinstance(node, NavigableString) and node.parent is not None:
            if node.parent.name == "script" and str(node).startswith("{"):
                yield from data(str(node), hostile)
            else:
                yield "", plain(str(node), hostile)


def _attributes(tag: Tag, hostile: str) -> Iterator[tuple[str, str]]:
    for name, value in tag.attrs.items():
        text = " ".join(value) if isinstance(value, list) else str(value)
        if name in {"href", "src", "action"}:
            text = unquote_plus(text).partition("#")[0]
        yield name, "" if name in ANCHORS else _CODE.sub(r"`\2`", plain(text, hostile))


def data(text: str, hostile: str) -> Iterator[tuple[Any, ...]]:
    """Yield each key and value of JSON."""

    def walk(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[Any, ...]]:
        if isinstance(value, dict):
            for number, (key, item) in enumerate(value.items()):
                yield *path, plain(key, hostile)
                yield from walk(item, (*path, number))
        elif isinstance(value, list):
            for number, item in enumerate(value):
                yield from walk(item, (*path, number))
        elif isinstance(value, str):
            yield *path, plain(unquote_plus(value).partition("#")[0], hostile)
        else:
            yield *path, value

    yield from walk(json.loads(text), ())


def xml(raw: bytes, hostile: str) -> Iterator[tuple[Any, ...]]:
    """Yield each element with its attributes and text."""
    for element in ET.fromstring(raw).iter():  # noqa: S314 - our own file
        values = ((name, plain(value, hostile)) for name, value in element.items())
        yield element.tag, plain(element.text or "", hostile), *sorted(values)


def markdown(text: str, hostile: str) -> Iterator[tuple[Any, ...]]:
    """Yield each block and each text, as a reader of Markdown sees them."""
    for token in MarkdownIt().parse(text):
        yield token.type, token.tag
        inline = token.children or []
        yield "", plain("".join(part.content for part in inline), hostile)
        yield tuple(part.type for part in inline if part.type != "text")


def content(path: Path, hostile: str) -> list[tuple[Any, ...]]:
    """Return what a file says, without its notation."""
    raw = path.read_bytes()
    match path.suffix:
        case ".html":
            return list(html(raw, hostile))
        case ".json":
            return list(data(raw.decode(), hostile))
        case ".xml":
            return list(xml(raw, hostile))
        case ".txt":
            return list(markdown(raw.decode(), hostile))
    pytest.fail(f"no way to read {path}")


@pytest.mark.parametrize("options", [(), ("-j", "2")], ids=["serial", "parallel"])
def test_a_hostile_text_is_text_in_every_file(
    handbook: Callable[..., Handbook], options: tuple[str, ...]
) -> None:
    """A text changes neither the structure of a file nor anything else in it."""
    harmless, hostile = (handbook(sources(text), CONF) for text in (HARMLESS, HOSTILE))
    for book in (harmless, hostile):
        assert book.run("-n", "-W", "--keep-going", *options) == 0, book.warnings
    expected, found = (
        {
            plain(name, text): content(book.outdir / name, text)
            for name in tree(book.outdir)
            if not IGNORED.match(name)
        }
        for book, text in ((harmless, HARMLESS), (hostile, HOSTILE))
    )
    assert found.keys() == expected.keys()
    for name, lines in expected.items():
        assert found[name] == lines, name
    results = search.results(hostile.outdir / "searchindex.js")
    names = [BeautifulSoup(result.name, "html5lib") for result in results]
    assert [name for name in names if name.find("img") is not None] == []
    assert {plain(name.get_text(), HOSTILE) for name in names} == {
        result.name for result in search.results(harmless.outdir / "searchindex.js")
    }
