"""Messages of Sphinx and MyST about names and markup are reported at the line of the mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import CONF as COMMON
from conftest import Handbook
from mistakes import Found, assert_found

if TYPE_CHECKING:
    from conftest import Finding

CONF = """\
compass_check_pages = True
compass_untrusted_pages = True
compass_require_summary = False
nitpicky = True

from sphinx_compass.domain.permanent import NoNames

class FormerNames(NoNames):
    # names that the handbook had once, and the places that they lead to
    def former_objects(self, kind):
        place = {"page": ("sub/index", ""), "term": ("terms", "term-Hub-service")}
        name = {"page": "sub/before", "term": "Former word", "label": "old:name"}
        if kind in name:
            yield name[kind], "", "", *place.get(kind, ("terms", "the-label")), -1

def setup(app):
    app.connect("compass-names", lambda *_: FormerNames())
"""

INDEX = """\
# Start

```{toctree}
sub/index
terms
```
"""

TERMS = """\
# Terms

(the:label)=
## A labeled section

:::{glossary}
Hub service
  A service.
:::
"""

# By name, the text of a page below its title, which is line 1, and what is found
CASES: dict[str, tuple[str, tuple[Found, ...]]] = {
    "doc": ("A\nB {doc}`/sub/indx`\n", ((4, "unknown", "/sub/indx", "/sub/index"),)),
    "doc-relative": ("A {doc}`sub/index.md`\n", ((3, "unknown", "sub/index.md", "/sub/index"),)),
    "doc-former": ("A {doc}`/sub/before`\n", ((3, "unknown", "/sub/before", "/sub/index"),)),
    "file": ("A\n[x](sub/indx.md)\n", ((4, "unknown", "sub/indx.md", "sub/index.md"),)),
    "file-moved": ("A [x](index/terms.md)\n", ((3, "unknown", "index/terms.md", "terms.md"),)),
    "folder": ("A\nB [x](./sub/)\n", ((4, "unknown", "./sub/", "sub/index.md"),)),
    "project": ("A\n[x](project:nope.md)\n", ((4, "unknown", "nope"),)),
    "heading": (
        "A\n[x](terms.md#a-labled-section)\n",
        ((4, "unknown", "a-labled-section", "a-labeled-section"),),
    ),
    "own-heading": ("[x](#this-pag)\n\n## This page\n", ((3, "unknown", "this-pag", "this-page"),)),
    "label": ("A\nB {ref}`the:labl`\n", ((4, "unknown", "the:labl", "the:label"),)),
    "label-text": ("A\nB {ref}`text\n<the:labl>`\n", ((4, "unknown", "the:labl", "the:label"),)),
    "label-former": ("A {ref}`old:name`\n", ((3, "unknown", "old:name", "the:label"),)),
    "label-link": ("A\nB [](#the:labl)\n", ((4, "unknown", "the:labl", "the:label"),)),
    "label-twice": (
        "A {ref}`the:labl`\nB\nC {ref}`the:labl`\n",
        ((3, "unknown", "the:labl"), (5, "unknown", "the:labl")),
    ),
    "label-code": ("A `two\nlines` B\nC {ref}`the:labl`\n", ((5, "unknown", "the:labl"),)),
    "label-break": ("A\\\nB\\\nC {ref}`the:labl`\n", ((5, "unknown", "the:labl"),)),
    "label-list": ("- A\n- B\n  C {ref}`the:labl`\n", ((5, "unknown", "the:labl"),)),
    "label-quote": ("> A\n> B {ref}`the:labl`\n", ((4, "unknown", "the:labl"),)),
    "label-note": (":::{note}\nA\nB {ref}`the:labl`\n:::\n", ((5, "unknown", "the:labl"),)),
    "label-table": ("|A|B|\n|-|-|\n|C|D|\n|E|{ref}`the:labl`|\n", ((6, "unknown", "the:labl"),)),
    "label-title": ("Text.\n\n## A {ref}`the:labl`\n", ((5, "unknown", "the:labl"),)),
    "label-bold": ("A\n**B\n{ref}`the:labl`**\n", ((5, "unknown", "the:labl"),)),
    "numref": ("A\nB {numref}`the:label`\n", ((4, "markup"),)),
    "no-title": ("(bare)=\nA paragraph.\n\nA\nB {ref}`bare`\n", ((7, "markup", "bare"),)),
    "term": ("A\nB {term}`Hub servce`\n", ((4, "unknown", "Hub servce", "Hub service"),)),
    "term-former": ("A {term}`Former word`\n", ((3, "unknown", "Former word", "Hub service"),)),
    "term-new": ("A {term}`Quite another`\n", ((3, "unknown", "Quite another"),)),
    "any": ("A\nB {any}`Hub servce`\n", ((4, "unknown", "Hub servce", "Hub service"),)),
    "role": ("A\nB {rol}`x`\n", ((4, "unknown", "{rol}", "{role}"),)),
    "role-other": ("A\nB {cite}`x`\n", ((4, "unknown", "{cite}"),)),
    "two-in-a-line": (
        "A {rol}`x` and {ref}`the:labl`\n",
        ((3, "unknown", "{rol}"), (3, "unknown", "the:labl")),
    ),
    "equation": ("A\nB {eq}`x`\n", ((4, "unknown", "x"),)),
    "option": ("A\nB {option}`-x`\n", ((4, "unknown", "-x"),)),
    "function": ("A\nB {py:func}`f`\n", ((4, "unknown", "f"),)),
    "download": ("A\nB {download}`x.zip`\n", ((4, "unknown", "x.zip"),)),
    "other-site": ("A [x](inv:foo#bar)\n", ((3, "unknown"),)),
    "external": ("A {external:doc}`x`\n", ((3, "unknown"),)),
    "no-address": ("A\n[x]()\n", ((4, "unknown"),)),
    "role-with-domain": ("A\nB {foo:bar}`x`\n", ((4, "unknown", "{foo:bar}"),)),
    "rule": ("A\n\n***\n", ((5, "markup"),)),
    "rules": ("A\n\n***\n\n***\n\nB\n", ((7, "markup"),)),
    "line-of-code": (
        "```{code-block} python\n:emphasize-lines: 7\nx = 1\n```\n",
        ((3, "markup", "7"),),
    ),
    "footnote": ("A\nB [^one]\n", ((4, "unknown", "[^one]"),)),
    "footnote-number": ("A\nB [^1]\n", ((4, "unknown", "[^1]"),)),
    "footnote-similar": ("A [^on]\nB [^one]\n\n[^one]: C\n", ((3, "unknown", "[^on]", "[^one]"),)),
    "footnote-unused": ("A\n\n[^one]: B\n", ((5, "markup", "[^one]"),)),
    "footnote-twice": ("A [^one]\n\n[^one]: B\n\n[^one]: C\n", ((7, "markup", "one"),)),
    "address-twice": ("[A]\n\n[a]: https://a.b\n[a]: https://c.d\n", ((6, "markup", "[a]"),)),
    "language": ("```pythn\nx\n```\n", ((3, "unknown", "pythn", "python"),)),
    "not-json": ("```json\n{ bad: `\n```\n", ((3, "markup", "json"),)),
}  # fmt: skip


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Finding]]:
    """Return what three kinds of builds find, by page; it must be the same."""
    pages = {f"{name}.md": f"# Page\n\n{text}" for name, (text, _found) in CASES.items()}
    index = INDEX.replace("terms\n", "\n".join(["terms", *CASES]) + "\n")
    folder = tmp_path_factory.mktemp("book") / "source"
    folder.mkdir()
    book = Handbook(folder)
    book.write({"conf.py": COMMON + CONF, "index.md": index, "terms.md": TERMS, **pages})
    book.write({"sub/index.md": "# Sub\n"})
    book.run()
    first = book.findings
    book.run()
    assert book.findings == first  # in a build in which nothing has changed
    book.run("-j", "2", out="parallel")
    assert book.findings == first
    assert len(first) == len(book.warnings.splitlines()), book.warnings
    by_page: dict[str, list[Finding]] = {}
    for finding in first:
        by_page.setdefault(finding.file.removesuffix(".md"), []).append(finding)
    return by_page


@pytest.mark.parametrize("name", CASES)
@pytest.mark.build
def test_each_mistake_is_found_once_on_its_line(found: dict[str, list[Finding]], name: str) -> None:
    """The finding has the line of the mistake, the name, and the closest name."""
    assert_found(found.get(name, []), CASES[name][1])


@pytest.mark.build
def test_no_other_page_has_a_finding(found: dict[str, list[Finding]]) -> None:
    """Nothing is reported elsewhere."""
    assert set(found) <= CASES.keys()
