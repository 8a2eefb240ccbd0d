"""Asks docutils for its default settings once, not twice for each page: ``pace_settings``.

For each page, Sphinx and MyST-Parser each make a parser of command lines with some hundred options
to get the default settings of docutils, and look for ``docutils.conf`` in three places.

Private names used here:

- docutils: that of the settings only ``record_dependencies`` is filled while a page is read.
- MyST-Parser: ``get_default_settings`` in ``mdit_to_docutils.base``.
- Sphinx: ``sphinx.util.docutils._get_settings`` and its arguments.
"""

from __future__ import annotations

import copy
from importlib import import_module
from typing import TYPE_CHECKING, Any

from docutils import frontend
from docutils.utils import DependencyList
from sphinx.util import docutils as sphinx_docutils

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import SettingsSpec
    from sphinx.application import Sphinx


def turn_on(app: Sphinx) -> None:
    """Keep settings in each build, if Sphinx and MyST-Parser are as expected."""
    app.connect("env-before-read-docs", _keep_settings)


def _keep_settings(app: Sphinx, *_arguments: object) -> None:
    sphinx_docutils._get_settings = KeptSettings(_get_settings)
    if "myst_parser" in app.extensions:
        module = import_module("myst_parser.mdit_to_docutils.base")
        module.get_default_settings = KeptSettings(  # type: ignore[attr-defined]
            frontend.get_default_settings
        )


_get_settings = sphinx_docutils._get_settings


class KeptSettings:
    """A function that returns settings, and computes them once for the same arguments."""

    def __init__(self, compute: Callable[..., frontend.Values]) -> None:
        """Take the function, and begin without settings."""
        self._compute = compute
        self._found: dict[tuple[type, ...], tuple[dict[str, Any], frontend.Values]] = {}

    def __call__(
        self, *components: SettingsSpec | type[SettingsSpec], **options: Any
    ) -> frontend.Values:
        """Return settings that the caller can change."""
        key = tuple(item if isinstance(item, type) else type(item) for item in components)
        before, found = self._found.get(key, ({}, None))
        if found is None or before != options:
            found = self._compute(*components, **options)
            self._found[key] = (copy.copy(options), found)
        settings: frontend.Values = found.copy()
        settings.record_dependencies = DependencyList()
        return settings
