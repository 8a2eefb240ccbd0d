"""A site with sphinx-book-theme, without the extension."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.deprecation import RemovedInSphinx11Warning
from sphinx.testing.util import SphinxTestApp

CONF = """\
extensions = ["myst_parser", "sphinx_copybutton", "sphinx_design"]
html_theme = "sphinx_book_theme"
myst_enable_extensions = ["colon_fence"]
"""
PAGES = {
    "index.md": "# Example\n\n```{toctree}\nrich\n```\n",
    "rich.md": """\
        # Rich

        ```python
        print()
        ```

        [](https://example.org)

        ::::{tab-set}
        :::{tab-item} One
        A
        :::
        ::::

        :::{dropdown} Two
        B
        :::

        ```{toctree}
        below
        ```

        ## Section

        ```{rubric} Part
        ```

        A `note`.[^1]

        [^1]: At the end.
        """,
    "below.md": "# Below\n",
}


@dataclass
class Host:
    """A site with sphinx-book-theme, without the extension."""

    builder: StandaloneHTMLBuilder
    context: dict[str, Any] = field(default_factory=dict)  # of the page rich
    labels: list[nodes.Element] = field(default_factory=list)  # of tabs, on the page rich

    @property
    def outdir(self) -> Path:
        """The folder of the site."""
        return Path(self.builder.outdir)

    @property
    def themes(self) -> list[Path]:
        """The folders of the theme, of those that it extends, and of their components."""
        folders = [Path(folder) for folder in self.builder.theme.get_theme_dirs()]
        return [*folders, *(folder / "components" for folder in folders)]

    def html(self, docname: str = "rich") -> str:
        """Return a page as HTML."""
        return (self.outdir / f"{docname}.html").read_text(encoding="utf-8")

    def templates(self, name: str) -> list[Path]:
        """Return the files of a template, in the theme and those that it extends."""
        return [folder / name for folder in self.themes if (folder / name).is_file()]

    def text(self, pattern: str) -> str:
        """Return the text of all files of the theme whose path matches a pattern."""
        found = sorted({path for folder in self.themes for path in folder.rglob(pattern)})
        return "\n".join(path.read_text(encoding="utf-8") for path in found)


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Host:
    """Build the site."""
    folder = tmp_path_factory.mktemp("host")
    for name, text in {"conf.py": CONF, **PAGES}.items():
        (folder / name).write_text(dedent(text), encoding="utf-8")
    app = SphinxTestApp("html", srcdir=folder, freshenv=True)
    assert isinstance(app.builder, StandaloneHTMLBuilder)
    host = Host(app.builder)

    def capture(*arguments: Any) -> None:
        _app, page, _template, context, doctree = arguments
        if page == "rich":
            host.context.update(context)
            host.labels.extend(doctree.findall(is_label))

    app.connect("html-page-context", capture, priority=999)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RemovedInSphinx11Warning)  # of the theme, not ours
        app.build()
    app.cleanup()  # at once: another build would find directives registered
    return host


def is_label(node: nodes.Node) -> bool:
    """Return whether a node is the label of a tab."""
    return isinstance(node, nodes.Element) and node.tagname == "sd_tab_label"


def release(package: str) -> str:
    """Return the name of a package with its version, for messages."""
    return f"{package} {version(package)}"
