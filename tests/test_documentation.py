"""The pages for editors and the README document the extension completely."""

from __future__ import annotations

import re

import pytest

from conftest import ROOT
from sphinx_compass.domain.directives import SLUG
from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.messages import with_article
from sphinx_compass.organization.options import options_of
from sphinx_compass.organization.problems import Subtype
from sphinx_compass.views.registry import views

_ROW = re.compile(r"^\| `([\w-]+)` \|", re.MULTILINE)


def chapter(kind: str) -> str:
    """Return the editors' chapter on declaring objects of a kind."""
    heading = re.compile(
        rf"^### Declare {with_article(kind)}\n(.*?)(?=^#{{1,3}} |\Z)", re.MULTILINE | re.DOTALL
    )
    folders = [path for path in ROOT.iterdir() if path.is_dir() and path.name[0] not in "._"]
    pages = [page for folder in folders for page in sorted(folder.glob("*.md"))]
    found = [match[1] for page in pages for match in heading.finditer(page.read_text("utf-8"))]
    assert len(found) == 1, f"the pages for editors have {len(found)} chapters on {kind}s"
    return found[0]


def options(kind: str) -> set[str]:
    """Return the names of the options that a declaration accepts."""
    return {SLUG, *(described.name for described in options_of(KINDS[kind]).values())}


def test_table_of_options_is_complete() -> None:
    """The table for editors has a row for each option of a role, and no other rows."""
    assert set(_ROW.findall(chapter("role"))) == options("role")


@pytest.mark.parametrize("kind", KINDS)
def test_every_option_is_explained(kind: str) -> None:
    """Each option of any kind is in that table, or in the chapter on its kind."""
    explained = set(_ROW.findall(chapter("role")))
    explained |= {
        name
        for names in re.findall(r"`([\w-]+)`|^:([\w-]+):", chapter(kind), re.MULTILINE)
        for name in names
    }
    assert options(kind) - explained == set()


def test_readme_lists_every_view() -> None:
    """The table of views has each directive with its options."""
    readme = (ROOT / "_ext/README.md").read_text(encoding="utf-8")
    table = readme.partition("### What pages can show\n")[2].partition("\n### ")[0]
    told = {
        name: tuple(re.findall(r"`([\w-]+)`", options))
        for name, options in re.findall(r"^\| `([\w-]+)` \|.*\|(.*)\|$", table, re.MULTILINE)
    }
    assert told == {name: view.options for name, view in views().items()}


def test_readme_lists_every_finding() -> None:
    """The table of findings has each subtype of warning with its sentence."""
    readme = (ROOT / "_ext/README.md").read_text(encoding="utf-8")
    table = readme.partition("## Findings\n")[2].partition("\n## ")[0]
    told = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", table, re.MULTILINE))
    assert told == {subtype.value: subtype.sentence for subtype in Subtype}
