"""Builds the handbook and the sites that it is compared with."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import BenchmarkError
from sites import BASE, run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "_build/reading"

REPOSITORY = "https://github.com/2i2c-org/team-compass"
NOT_HANDBOOK = (
    *(".*", "_build", "__pycache__", "benchmarks", "tests"),
    *("[A-Z]*", "noxfile.py", "pyproject.toml", "requirements*"),
)
NOT_PAGES = (*NOT_HANDBOOK, "_ext", "_templates", "*.py", "*.json")
OTHER_THEME = """
extensions.remove("sphinx_compass.reading")
extensions.remove("sphinx_compass.finding")
templates_path = []
html_css_files = []
html_js_files = []
compass_not_found_template = ""
html_math_renderer = "mathjax"  # the default
"""
THEMES = {
    "stock": {
        "html_theme": "sphinx_book_theme",
        "html_theme_options": {
            "repository_url": REPOSITORY,
            "repository_branch": "main",
            "use_edit_page_button": True,
            "logo": {"text": "2i2c Team Compass"},
        },
    },
    "furo": {
        "html_theme": "furo",
        "html_theme_options": {
            "source_repository": REPOSITORY,
            "source_branch": "main",
            "source_directory": "",
        },
    },
}
MATERIAL: dict[str, Any] = {
    "site_name": "2i2c Team Compass",
    "site_url": BASE,
    "repo_url": REPOSITORY,
    "edit_uri": "edit/main/",
    "theme": {
        "name": "material",
        "logo": "_static/logo.svg",
        "favicon": "_static/favicon.svg",
        "features": ["content.action.edit"],
    },
}
PAGEFIND = """
<link href="/pagefind/pagefind-component-ui.css" rel="stylesheet">
<script src="/pagefind/pagefind-component-ui.js" type="module"></script>
<pagefind-modal-trigger></pagefind-modal-trigger>
<pagefind-modal></pagefind-modal>
"""


def make(*command: object, cwd: Path) -> None:
    """Run a program that builds a site; raise BenchmarkError with its output if it fails."""
    done = run(*command, cwd=cwd, NO_MKDOCS_2_WARNING="1")
    if done.returncode:
        message = f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}"
        raise BenchmarkError(message)


def copy(name: str, without: Sequence[str]) -> Path:
    """Copy the sources of a site into a separate folder; return the folder."""
    source = FOLDER / f"{name}-source"
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(*without))
    return source


def sphinx(name: str, source: Path) -> Path:
    """Build a site with Sphinx; return its folder."""
    site = FOLDER / name
    options = ("-q", "-E", "-d", FOLDER / f"{name}-doctrees")
    make(sys.executable, "-m", "sphinx", "-b", "dirhtml", *options, source, site, cwd=FOLDER)
    return site


def other_theme(name: str) -> Path:
    """Build the handbook with another theme; return the folder of the site."""
    source = copy(name, NOT_HANDBOOK)
    with (source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(OTHER_THEME)
        conf.writelines(f"{key} = {value!r}\n" for key, value in THEMES[name].items())
    return sphinx(name, source)


def material(name: str = "material", *features: str) -> Path:
    """Build the same pages with Material for MkDocs and more features; return the folder."""
    site = FOLDER / name
    folders = {"docs_dir": str(copy(name, NOT_PAGES)), "site_dir": str(site)}
    theme = {**MATERIAL["theme"], "features": [*MATERIAL["theme"]["features"], *features]}
    settings = FOLDER / f"{name}.yml"  # JSON is YAML
    settings.write_text(json.dumps({**MATERIAL, **folders, "theme": theme}), encoding="utf-8")
    make(sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", settings, cwd=FOLDER)
    return site


def build() -> dict[str, Path]:
    """Build all sites from scratch; return their folders by name."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    return {
        "handbook": sphinx("handbook", ROOT),
        "stock": other_theme("stock"),
        "furo": other_theme("furo"),
        "material": material(),
    }


def with_pagefind(stock: Path) -> Path:
    """Add Pagefind's index to a copy of the stock site, and its dialog to the front page."""
    site = FOLDER / "pagefind"
    shutil.copytree(stock, site)
    pages = ("--glob", "**/index.html", "--root-selector", "article")
    options = ("--exclude-selectors", ".headerlink", "--quiet")
    make(sys.executable, "-m", "pagefind", "--site", site, *pages, *options, cwd=FOLDER)
    front = site / "index.html"
    text = front.read_text(encoding="utf-8")
    front.write_text(text.replace("</body>", f"{PAGEFIND}</body>"), encoding="utf-8")
    return site


def build_searches(sites: Mapping[str, Path]) -> dict[str, Path]:
    """Build the further sites whose search or cards are compared; return folders by name."""
    return {
        "pagefind": with_pagefind(sites["stock"]),
        "previews": material("previews", "navigation.instant.preview"),
    }
