"""A company: pydata-sphinx-theme, 205 roles, and a pseudo-translation.

The catalog is generated from the extension's sources and marks each message, so that the
tests can find untranslated text.
"""

from __future__ import annotations

import calendar
import json
import re
import runpy
import shutil
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup

from handbooks.building import HANDBOOKS, Site, same_in_every_way
from handbooks.company import DEPARTMENTS, JOBS, STATUSES, write_pages
from handbooks.installing import Environment
from handbooks.translating import messages, unmarked, words, write_catalog
from sphinx_compass.organization.problems import Subtype

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("handbooks-company")

LANGUAGE = "eo"

# Names of languages, programs and files, which are not translated.
PROPER = {
    "GitHub",
    "HTML",
    "JSON",
    "Markdown",
    "MyST",
    "Sphinx",
    "md",
    "mystmd",
    "reStructuredText",
}

# Attributes that readers see or hear; those that start with `data-` contain texts for scripts.
READ = {"alt", "aria-description", "aria-label", "aria-roledescription", "placeholder", "title"}

# Untranslated texts in scripts: they start with a capital letter and are not the name of a key.
OTHER = re.compile(
    r"""(?<!_\()["'`](?!(?:Esc|Escape|Enter|Tab|Home|End|Arrow\w+)\b)([A-Z][a-z]+\b[^"'`\n]*)"""
)


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Environment:
    """Return an environment in which the extension's messages are translated."""
    made = Environment.make(tmp_path_factory.mktemp("translated") / "venv", wheel)
    package = made.packages / "sphinx_compass"
    write_catalog(package, LANGUAGE, messages(package))
    return made


@pytest.fixture(scope="module")
def site(translated: Environment, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the handbook, built strictly in the pseudo-translation."""
    made = Site.copy(translated, "dirhtml", "company", tmp_path_factory.mktemp("company"))
    write_pages(made.source)
    made.build()
    return made


def own_words(source: Path) -> set[str]:
    """Return the words of the handbook's pages and settings, without markup and options."""
    settings: dict[str, Any] = runpy.run_path(str(source / "conf.py"))
    values = (settings[name] for name in ("project", "compass_statuses", "compass_team_kinds"))
    found = words(" ".join(map(str, values)))
    for path in source.rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"(?m)^:?[\w-]+: |\{[\w-]+\}", " ", text)
        found |= words(text)
        found |= words(path.relative_to(source).with_suffix("").as_posix())
    return found


def article(html: str) -> Iterator[str]:
    """Yield each text of a page's main part, including attributes that readers see or hear."""
    page = BeautifulSoup(html, "html.parser").select_one("article")
    assert page is not None
    for element in page.select("script, style, code, .headerlink"):
        element.decompose()
    for element in page.select("time"):  # inside a sentence
        element.unwrap()
    page.smooth()
    yield from page.stripped_strings
    for element in page.select("*"):
        for name, value in element.attrs.items():
            if name in READ or name.startswith("data-"):
                yield str(value)
        address = urlsplit(str(element.get("href", "")))
        for values in parse_qs(address.query).values():  # such as the title of a new issue
            yield from values


def test_every_role_is_known(site: Site) -> None:
    """All roles are in the data, and the chart has them below their managers."""
    data = json.loads((site.out / "compass.json").read_text(encoding="utf-8"))
    assert len(data["roles"]) == len(DEPARTMENTS) * len(JOBS) + 1 == 205
    page = BeautifulSoup(site.html("superrigardo"), "html.parser")
    chart = page.select_one("#arbo .compass-stage > ul")
    assert chart is not None
    assert len(chart.select("a")) == 206, "the board on top of all roles"
    levels = {len(link.find_parents("ul")) - len(chart.find_parents("ul")) for link in chart("a")}
    assert levels == {1, 2, 3, 4}


def test_pages_have_no_untranslated_text(site: Site) -> None:
    """Pages show only the handbook's own words and translated messages."""
    begun = {word.capitalize() for word in STATUSES}  # as labels begin
    known = own_words(site.source) | PROPER | begun
    assert "Direktoro" in known
    assert not known & {"Lead", "Owner", "Status", "role", "team"}
    english: dict[str, set[str]] = {}
    seen = set()
    for path in sorted(site.source.rglob("*.md")):
        docname = path.relative_to(site.source).with_suffix("").as_posix()
        for text in article(site.html(docname)):
            seen.update(re.findall("⟦([^⟦⟧]+)⟧", text))
            if unknown := words(unmarked(text)) - known:
                english.setdefault(text[:80], set()).update(unknown)
    assert english == {}
    assert len(seen) > 30, "messages are not translated at all"


def test_dates_are_in_the_language_of_the_handbook(site: Site) -> None:
    """Names of months are translated, as everywhere in Sphinx."""
    months = set(calendar.month_name[1:])
    texts = [" ".join(article(site.html(f"fakoj/{name}"))) for name in ("juro", "kvalito")]
    assert [words(text) & months for text in texts] == [set()] * 2
    assert all("2030" in text for text in texts), "the foot has no dates"


def test_buttons_link_from_other_sites(site: Site) -> None:
    """Each role has a button with the forms of a link to it."""
    page = BeautifulSoup(site.html("postenoj/juro"), "html.parser")
    assert len(page.select("details summary[aria-label]")) == len(JOBS)


def test_scripts_show_translated_texts(site: Site) -> None:
    """No script contains a text of its own; those that they show are translated messages."""
    package = site.environment.packages / "sphinx_compass"
    scripts = {
        path.name: path.read_text(encoding="utf-8")
        for path in package.rglob("*.js")
        if not path.with_name(f"{path.stem}-LICENSE.txt").exists()  # a library
    }
    others = {name: OTHER.findall(text) for name, text in scripts.items()}
    assert {name: found for name, found in others.items() if found} == {}
    script = (site.out / "_static/compass/texts.js").read_text(encoding="utf-8")
    texts = json.loads(script[script.index("{") : script.rindex("}") + 1])
    used = set(re.findall(r"""\btext\(\s*["'](\w+)""", "".join(scripts.values())))
    filtered = re.findall(r'"compass-\w+": "(\w+)"', scripts["filtering.js"])
    starts = re.findall(r"\btext\(`(\w+_)\$\{kind\}`", scripts["filtering.js"])
    used |= {f"{start}{kind}" for start in starts for kind in filtered}
    assert texts.keys() == used != set()
    assert [text for text in texts.values() if not re.fullmatch("⟦[^⟦⟧]+⟧", text)] == []


def test_findings_have_no_untranslated_text(translated: Environment, tmp_path: Path) -> None:
    """Findings consist of translated messages, except for their locations.

    The folder ``mistakes`` has a page for each kind that needs no setting, and a list of names
    with a wrong line.
    """
    broken = Site.copy(translated, "dummy", "company", tmp_path)
    write_pages(broken.source)
    for path in (HANDBOOKS / "mistakes").iterdir():
        folder = broken.source if path.suffix == ".json" else broken.source / "fakoj"
        shutil.copy(path, folder)
    with (broken.source / "conf.py").open("a", encoding="utf-8") as file:
        file.write('compass_names_file = "names.json"\n')
    # Sphinx uses the language of the terminal for what it writes there.
    done = translated.sphinx("dummy", broken.source, broken.out, LANGUAGE=LANGUAGE)
    found = re.findall(r"(?:WARNING|AVERTO): (.*) \[compass\.(\w+)\]$", done.stderr, re.MULTILINE)
    kinds = {path.stem for path in (HANDBOOKS / "mistakes").glob("*.md")}
    assert kinds <= {subtype for _, subtype in found}, done.stderr
    assert kinds <= set(Subtype)
    assert {text for text, _ in found if words(unmarked(text))} == set()


def test_every_way_of_building_gives_the_same_bytes(site: Site, tmp_path: Path) -> None:
    """Serial, parallel and incremental builds are equal, with a change on every page."""

    def edit() -> None:
        site.edit(
            "estraro.md",
            "{role} Ĝenerala Direktoro\n",
            "{role} Prezidanto\n:slug: generala-direktoro\n",
        )
        site.edit("estraro.md", ":aliases: Direktoro", ":aliases: Direktoro, Ĝenerala Direktoro")
        site.edit("fakoj/juro.md", ":status: daŭra", ":status: vakanta")
        site.edit("vortoj.md", "Ilo por veturi", "Rimedo por veturi")
        site.edit("postenoj/kvalito.md", "Zorgas pri testisto", "Atentas pri testisto")

    same_in_every_way(site, edit, tmp_path)
