"""Makes builds faster, with the same output and the same warnings.

Each module of this folder is one improvement with a value of its own in ``conf.py``, which is off
by default, and each could be part of what it changes. What to report there is in ``upstream/``.
``pace_everything`` turns on all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.pace import (
    clearing,
    collecting,
    contents,
    descriptions,
    doctrees,
    edit_links,
    finishing,
    front_matter,
    highlighting,
    indexing,
    logs,
    node_index,
    processes,
    quotes,
    settings,
    templates,
    texts,
    titles,
    traversal,
    unchanged,
    visiting,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

ALL = "pace_everything"
MODULES = {
    "pace_clearing": clearing,
    "pace_collect_less": collecting,
    "pace_contents": contents,
    "pace_descriptions": descriptions,
    "pace_doctrees": doctrees,
    "pace_edit_links": edit_links,
    "pace_finishing": finishing,
    "pace_front_matter": front_matter,
    "pace_highlighting": highlighting,
    "pace_indexing": indexing,
    "pace_logs": logs,
    "pace_node_index": node_index,
    "pace_processes": processes,
    "pace_quotes": quotes,
    "pace_settings": settings,
    "pace_templates": templates,
    "pace_texts": texts,
    "pace_titles": titles,
    "pace_traversal": traversal,
    "pace_unchanged": unchanged,
    "pace_visiting": visiting,
}


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the values, and turn on what they say when they are known."""
    for name in (ALL, *MODULES):
        app.add_config_value(name, default=False, rebuild="", types=(bool,))
    # First, so that other extensions profit while they set themselves up.
    app.connect("config-inited", _turn_on, priority=100)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _turn_on(app: Sphinx, config: Config) -> None:
    for name, module in MODULES.items():
        if config[ALL] or config[name]:
            module.turn_on(app)
