"""Keeps the passages of each page while Sphinx reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.environment.collectors import EnvironmentCollector

from sphinx_compass.finding.passages import Passage, passages

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_STORE = "finding_passages"  # attribute of the environment, which Sphinx keeps between builds


def passages_of(env: BuildEnvironment) -> dict[str, tuple[Passage, ...]]:
    """Return the passages by docname."""
    store: dict[str, tuple[Passage, ...]] = env.__dict__.setdefault(_STORE, {})
    return store


class PassageCollector(EnvironmentCollector):
    """Notes what each page says."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a page."""
        del app
        passages_of(env).pop(docname, None)

    def merge_other(
        self, app: Sphinx, env: BuildEnvironment, docnames: AbstractSet[str], other: Any
    ) -> None:
        """Take over the pages that another process has read."""
        del app
        found = passages_of(other)
        passages_of(env).update({name: found[name] for name in docnames if name in found})

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Note a page."""
        passages_of(app.env)[app.env.current_document.docname] = passages(doctree)
