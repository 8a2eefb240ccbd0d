"""Each recipe for developers works as written, and its addition appears everywhere it should."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from bs4 import BeautifulSoup
from sphinx.util.inventory import InventoryFile

from conftest import CONF, ROOT, Handbook
from recipes.applying import recipes

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("recipes")

INDEX = """\
---
owner: guide
last_reviewed_on: 2026-11-01
review_in: 1 year
description: Start here.
---

# Start

Ask the {role}`Guide`.

```{toctree}
people
more
```
"""

PEOPLE = """\
---
owner: guide
last_reviewed_on: 2026-11-01
review_in: 1 year
description: Who does what.
---

# People

:::{role} Guide
Shows the way.
:::

## Keeper

:::{role} Keeper
:status: vacant

Keeps the keys.
:::
"""

BASE = 'html_baseurl = "https://example.org/"\ncompass_reviews_file = "reviews.json"\n'


class Copy:
    """A copy of the extension, with a handbook that is built with it."""

    def __init__(self, folder: Path) -> None:
        """Copy the extension below a folder."""
        self.package = folder / "ext"
        shutil.copytree(
            ROOT / "_ext/sphinx_compass",
            self.package / "sphinx_compass",
            ignore=shutil.ignore_patterns("__pycache__"),
        )
        (folder / "source").mkdir()
        self.book = Handbook(folder / "source")
        self.book.write({"conf.py": CONF + BASE, "index.md": INDEX, "people.md": PEOPLE})
        self.book.write({"reviews.json": '{"pages": {}}\n', "more.md": "# More\n"})

    def apply(self, title: str) -> None:
        """Apply a recipe."""
        for step in recipes()[title]:
            step.apply(self.package)

    def run(self, *command: object, code: int = 0) -> str:
        """Run a Python module with the copy, and return what it prints."""
        path = os.pathsep.join([str(self.package), str(ROOT)])
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", *map(str, command)],
            check=False,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": path, "NO_COLOR": "1"},
        )
        assert done.returncode == code, done.stderr
        return done.stdout + done.stderr

    def build(self, name: str = "site", builder: str = "dirhtml") -> Path:
        """Build the handbook strictly, and return the output folder."""
        out = self.book.folder.parent / name
        doctrees = self.book.folder.parent / "doctrees"
        strict = ("-q", "-n", "-W", "--keep-going", "-d", doctrees)
        self.run("sphinx", "-b", builder, *strict, self.book.folder, out)
        return out

    def warnings(self) -> str:
        """Build the handbook with findings, and return them."""
        out = self.book.folder.parent / "site"
        doctrees = self.book.folder.parent / "doctrees"
        strict = ("-q", "-W", "--keep-going", "-d", doctrees)
        return self.run("sphinx", "-b", "dirhtml", *strict, self.book.folder, out, code=1)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """Return a copy of the extension with a small handbook."""
    return Copy(tmp_path)


def data(site: Path) -> dict[str, Any]:
    """Return the content of ``compass.json``, checked against its schema."""
    found: dict[str, Any] = json.loads((site / "compass.json").read_text(encoding="utf-8"))
    schema = json.loads((site / "compass.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(found)
    return found


def text(site: Path, page: str) -> str:
    """Return the text of a page."""
    html = (site / page / "index.html").read_text(encoding="utf-8")
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def test_every_recipe_has_steps() -> None:
    """Every recipe has steps, and a test that applies it."""
    assert {title: len(steps) for title, steps in recipes().items()} == {
        "An option": 1,
        "A configuration value": 2,
        "A view": 1,
        "A kind of object": 3,
        "An output": 1,
        "A subtype of warning": 4,
    }


def test_option(copy: Copy) -> None:
    """A new option is checked, on the card, in the data, in the report, and reopens reviews."""
    copy.apply("An option")
    old = copy.build("old")
    reviewed = copy.build("reviews", "reviews") / "record.json"
    shutil.copyfile(reviewed, copy.book.folder / "reviews.json")
    copy.book.edit("people.md", "{role} Guide\n", "{role} Guide\n:place: At the gate\n\n")
    new = copy.build("new")
    (guide,) = [role for role in data(new)["roles"] if role["slug"] == "guide"]
    assert guide["place"] == "At the gate"
    assert "Place At the gate" in text(new, "people")
    report = copy.run("tools.impact", old, new)
    assert "- Role 'Guide' changes: place." in report
    agenda = (copy.build("reviews", "reviews") / "agenda.txt").read_text(encoding="utf-8")
    assert "changed: role:guide" in agenda
    copy.book.edit("people.md", ":place:", ":plce:")
    assert "did you mean 'place'?" in copy.warnings()


RULES = """
def setup(app):
    from sphinx_compass.domain import CompassDomain

    def show(app, env):
        print("longest:", CompassDomain.of(env).directory.rules.longest_name)

    app.connect("env-updated", show)
"""


def test_configuration_value(copy: Copy) -> None:
    """A new value has a default and a type, and checks can read it."""
    copy.apply("A configuration value")
    copy.book.write({"conf.py": CONF + BASE + RULES})
    build = ("sphinx", "-b", "dummy", "-q", "-W", "-E", copy.book.folder, copy.package / "out")
    assert "longest: 60" in copy.run(*build)
    assert "longest: 9" in copy.run(*build, "-D", "compass_longest_name=9")
    copy.book.write({"conf.py": CONF + BASE + 'compass_longest_name = "nine"\n'})
    assert "compass_longest_name" in copy.run(*build, code=1)


def test_view(copy: Copy) -> None:
    """A new view shows its content, which is never stale, and checks its options."""
    copy.apply("A view")
    copy.book.edit("more.md", "# More\n", "# More\n\n```{vacant-roles}\n```\n")
    assert "Keeper" in text(copy.build(), "more")
    copy.book.edit("people.md", ":status: vacant", ":status: new")
    assert "None is declared yet." in text(copy.build(), "more")
    copy.book.edit("more.md", "{vacant-roles}\n", "{vacant-roles}\n:area: x\n")
    assert "[compass.option]" in copy.warnings()


PROGRAM = """\
# More

## How people arrive

:::{program} The Path
:lead: guide
:aliases: The Way

Leads newcomers to the gate.
:::

Ask about {program}`the way`.

## All

```{program-list}
```
"""


def test_kind(copy: Copy) -> None:
    """A new kind has everything that roles, teams and areas have."""
    old = copy.build("old")
    copy.apply("A kind of object")
    copy.book.write({"more.md": PROGRAM})
    new = copy.build("new")
    (program,) = data(new)["programs"]
    assert (program["slug"], program["leads"]) == ("the-path", ["guide"])
    assert program["address"] == "https://example.org/more/#program-the-path"
    more = text(new, "more")
    assert "The Path (program)" in more
    assert "Leads newcomers to the gate. Lead Guide" in more  # its card
    assert "Ask about The Path" in more
    assert "Program Summary Lead" in more  # the headings of its list
    assert "Leads The Path" in text(new, "people")
    inventory = InventoryFile.loads((new / "objects.inv").read_bytes(), uri="")
    assert inventory.data["compass:program"]["the-path"].uri == "more/#program-the-path"
    assert "program-the-path" in inventory.data["std:label"]
    index = (new / "searchindex.js").read_text(encoding="utf-8")
    assert '"program-the-path"' in index
    assert (new / "_xref/program/the-path.json").is_file()
    assert '"name":"The Path"' in (new / "more/index.html").read_text(encoding="utf-8")
    assert "Program 'The Path' is added." in copy.run("tools.impact", old, new)
    copy.book.edit("more.md", "{program}`the way`", "{program}`the wy`")
    assert "did you mean 'The Path'?" in copy.warnings()


def test_output(copy: Copy) -> None:
    """A new output is written and updated in each build."""
    copy.apply("An output")
    csv = copy.build() / "roles.csv"
    assert csv.read_text(encoding="utf-8").splitlines() == [
        "Guide,https://example.org/people/#role-guide",
        "Keeper,https://example.org/people/#role-keeper",
    ]
    copy.book.edit("people.md", "{role} Keeper", "{role} Keyholder")
    assert "Keyholder" in (copy.build() / "roles.csv").read_text(encoding="utf-8")


def test_subtype(copy: Copy) -> None:
    """A new check reports its findings with its subtype, once and at the declaration."""
    copy.apply("A subtype of warning")
    copy.build()
    copy.book.edit("people.md", "{role} Keeper", f"{{role}} {'K' * 61}")
    found = [line for line in copy.warnings().splitlines() if "[compass.long_name]" in line]
    assert [line.partition(": WARNING")[0].rpartition("/")[2] for line in found] == ["people.md:16"]
