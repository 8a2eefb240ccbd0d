"""Adds the scripts and styles of the search to a site.

Every page loads only ``finding/open.js``, which loads the rest when a reader opens the search:
``finding/search.js`` has all other scripts in one file, and ``finding/search.css`` the styles.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING

import rjsmin
from sphinx.errors import ConfigError
from sphinx.util import logging

from sphinx_compass.finding.builders import makes_site
from sphinx_compass.finding.engine import engine
from sphinx_compass.finding.files import write
from sphinx_compass.finding.messages import _
from sphinx_compass.finding.texts import kinds, texts
from sphinx_compass.finding.writing import FOLDER, language_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

PAGE = "search"  # name of the page of results, as in Sphinx
_TOKENS = Path(__file__).parents[1] / "tokens" / "compass-tokens.css"
_VAR = re.compile(r"var\(\s*(--[\w-]+)")
_DECLARED = re.compile(r"\s*(--[\w-]+):")
_EMPTY = re.compile(r"[^{}]*\{\s*\}\s*")  # rules
_STATIC = Path(__file__).with_name("static")
_BUNDLED = (
    "search_client.js",
    "search_words.js",
    "search_results.js",
    "search_list.js",
    "search_page.js",
    "search_dialog.js",
)


def add_files(app: Sphinx) -> None:
    """Add the scripts and styles to a site; every page loads only ``open.js``."""
    builder = app.builder
    if not makes_site(builder):
        return
    files = {"search.js": bundle(app), "search.css": style(), "arrive.js": _minified("arrive.js")}
    opening = {
        "version": hashlib.sha256("".join(files.values()).encode()).hexdigest()[:8],
        "page": builder.get_target_uri(PAGE),
        "title": _("Search"),
        "label": _("Words to search for"),
        "failed": texts("")["failed"],
    }
    files["open.js"] = _minified("open.js", OPENING=opening)
    folder = Path(app.doctreedir, f"finding-{builder.name}")  # where Sphinx takes them from
    for name, content in files.items():
        write(folder / posixpath.basename(FOLDER) / name, content)
    config = app.config
    # First, so that files of the site replace those of the same name.
    config.html_static_path = [str(folder), *config.html_static_path]
    # for templates that have a dialog of their own
    config.html_context = {**config.html_context, "finding_has_dialog": True}
    app.add_js_file("finding/open.js", loading_method="defer")


def bundle(app: Sphinx) -> str:
    """Return all scripts that are loaded on demand, as one script without comments."""
    config = app.config
    return _minified(
        *_BUNDLED,
        first=engine(language_of(app)),
        TEXTS=texts(config.finding_objects_title),
        KINDS=kinds(app.env.domains.sorted()),
        HELP=_help(app),
        ISSUE=config.finding_issue_url,
    )


def _minified(*names: str, first: str = "", **constants: object) -> str:
    """Return scripts as one script that has some constants and sets no global names."""
    told = [f"const {name}={_as_json(value)};" for name, value in constants.items()]
    sources = [(_STATIC / name).read_text(encoding="utf-8") for name in names]
    inside = "\n;\n".join([first, *told, *sources])
    return str(rjsmin.jsmin(f"(() => {{\n{inside}\n}})();\n"))


def style() -> str:
    """Return the stylesheet, with the tokens that it uses.

    The tokens are in a layer, so the tokens of the site override them.
    """
    css = (_STATIC / "search.css").read_text(encoding="utf-8")
    return f"@layer compass-tokens {{\n{used_tokens(_TOKENS.read_text('utf-8'), css)}}}\n{css}"


def used_tokens(tokens: str, css: str) -> str:
    """Return only the custom properties, each on a line of its own, that a stylesheet uses."""
    while True:
        used = set(_VAR.findall(css + tokens))
        left = "".join(
            line
            for line in re.sub(r"/\*.*?\*/", "", tokens, flags=re.DOTALL).splitlines(keepends=True)
            if not (match := _DECLARED.match(line)) or match[1] in used
        )
        left = _EMPTY.sub("", left)
        if left == tokens:
            return left
        tokens = left


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _help(app: Sphinx) -> list[str]:
    """Return where readers can ask: a label, and an address relative to the site."""
    if not app.config.finding_help:
        return []
    label, target = app.config.finding_help
    return [label, target if ":" in target else app.builder.get_target_uri(target)]


def check_values(_app: Sphinx, config: Config) -> None:
    """Check what the project sets.

    Raises ConfigError if ``finding_help`` is not a label with a target.
    """
    match config.finding_help:
        case [] | () | [str(), str()]:
            return
    text = _("The value of finding_help in conf.py is {value}, which is not a label and a target.")
    raise ConfigError(text.format(value=repr(config.finding_help)))


def check_help(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn if the page where readers can ask is gone."""
    match app.config.finding_help:
        case [str(), str(target)] if ":" not in target and target not in env.found_docs:
            text = _("finding_help leads to the page '{page}', which does not exist; change it.")
            place = str(Path(app.confdir, "conf.py"))
            logger.warning(text.format(page=target), location=place, type="finding", subtype="help")
