"""Gives a site the scripts and styles of the search.

Every page loads ``finding/open.js`` only. That loads the rest when a reader opens the search:
``finding/engine.js`` finds pages, ``finding/search.js`` has all other scripts in one file, and
``finding/search.css`` the styles.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

import rjsmin
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ConfigError

from sphinx_compass.finding.engine import engine, language_of
from sphinx_compass.finding.messages import _
from sphinx_compass.finding.texts import kinds, texts

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config

FOLDER = "_static/finding"  # of a site
PUBLIC = Path(__file__).with_name("public")  # files that a site has as they are
TOKENS = Path(__file__).parents[1] / "tokens"
_STATIC = Path(__file__).with_name("static")
_BUNDLED = (
    "search_client.js",
    "search_words.js",
    "search_results.js",
    "search_list.js",
    "search_page.js",
    "search_dialog.js",
)
PAGE = "search"  # name of the page of results, as Sphinx has it


def makes_site(builder: Builder) -> TypeGuard[StandaloneHTMLBuilder]:
    """Tell whether a builder makes a site of many pages.

    The rest of the package, which this extension must not import, has the same rule.
    """
    return isinstance(builder, StandaloneHTMLBuilder) and builder.name in {"html", "dirhtml"}


def add_files(app: Sphinx) -> None:
    """Add the script of all pages, and what it needs to know."""
    builder = app.builder
    if not makes_site(builder):
        return
    config = app.config
    # First, so that files of the site replace those of the same name.
    config.html_static_path = [str(TOKENS), str(PUBLIC), *config.html_static_path]
    known = {
        "version": hashlib.sha256((engine(language_of(app)) + bundle(app)).encode()).hexdigest()[
            :8
        ],
        "page": builder.get_target_uri(PAGE),
        "title": _("Search"),
        "label": _("Words to search for"),
        "failed": texts("")["failed"],
    }
    config.html_context = {**config.html_context, "finding": known}
    app.add_js_file("finding/open.js", loading_method="defer")


def write_bundle(app: Sphinx, error: Exception | None) -> None:
    """Write the scripts that are loaded on demand."""
    if error is not None or not makes_site(app.builder):
        return
    folder = Path(app.outdir, FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "search.js").write_text(bundle(app), encoding="utf-8", newline="\n")


def bundle(app: Sphinx) -> str:
    """Return all scripts that are loaded on demand as one, without comments."""
    config = app.config
    constants = {
        "TEXTS": texts(config.finding_objects_title),
        "KINDS": kinds(app.env.domains.sorted()),
        "HELP": _help(app),
        "ISSUE": config.finding_issue_url,
    }
    told = [f"const {name}={_as_json(value)};" for name, value in constants.items()]
    sources = [(_STATIC / name).read_text(encoding="utf-8") for name in _BUNDLED]
    inside = "\n;\n".join([*told, *sources])
    return str(rjsmin.jsmin(f"(() => {{\n{inside}\n}})();\n"))


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _help(app: Sphinx) -> list[str]:
    """Return the label and the address, relative to the site, of where readers can ask."""
    if not app.config.finding_help:
        return []
    label, target = app.config.finding_help
    return [label, target if ":" in target else app.builder.get_target_uri(target)]


def check_values(_app: Sphinx, config: Config) -> None:
    """Check what the project sets.

    Raises ConfigError for a place to ask that is not a label with a target.
    """
    match config.finding_help:
        case [] | () | [str(), str()]:
            return
    text = _("The value of finding_help in conf.py is {value}, which is not a label and a target.")
    raise ConfigError(text.format(value=repr(config.finding_help)))
