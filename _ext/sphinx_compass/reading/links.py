"""Gives templates the links of header and footer that a site configures.

Each link is a title with a page of the site, a file of the site such as ``changes.xml``, or an
address elsewhere.
"""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError
from sphinx.util import logging

from sphinx_compass.reading.layout import makes_site
from sphinx_compass.reading.messages import _

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

VALUES = {"reading_header_links": "header", "reading_footer_links": "footer"}

logger = logging.getLogger(__name__)


def check_values(_app: Sphinx, config: Config) -> None:
    """Check what the project sets.

    Raises ConfigError for the first link that is not a title with a target.
    """
    for name in VALUES:
        wrong = next((link for link in config[name] if not _is_link(link)), None)
        if wrong is not None:
            text = _(
                "The value of {name} in conf.py has {link}, which is not a title and a target."
            )
            raise ConfigError(text.format(name=name, link=repr(wrong)))


def _is_link(link: object) -> bool:
    match link:
        case [str(title), str(target)]:
            return bool(title and target)
        case _:
            return False


def add_to(
    app: Sphinx,
    _pagename: str,
    _templatename: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Add titles and addresses of the links to the context of a page."""
    pages = app.env.found_docs
    context["reading_links"] = {
        place: [
            (title, target if _is_elsewhere(target) else context["pathto"](target, is_file))
            for title, target in app.config[name]
            for is_file in [_is_file(target) and target not in pages]
        ]
        for name, place in VALUES.items()
    }


def _is_elsewhere(target: str) -> bool:
    return ":" in target


def _is_file(target: str) -> bool:
    return "." in posixpath.basename(target)


def check_targets(app: Sphinx, exception: Exception | None) -> None:
    """Warn of links to pages and files that the site does not have, after it has been written.

    A page that only leads to another one, because its name changed, is enough.
    """
    builder = app.builder
    if exception is not None or not makes_site(builder):
        return
    for name in VALUES:
        for _title, target in app.config[name]:
            is_file = _is_file(target) and target not in app.env.found_docs
            path = app.outdir / target if is_file else Path(builder.get_outfilename(target))
            is_there = path.is_file() and target == target.strip("/")
            if not _is_elsewhere(target) and not is_there:
                text = _("The site has no page or file '{target}'; correct it in '{value}'")
                logger.warning(text.format(target=target, value=name), type="reading")
