"""Makes the Sphinx application of options that ``sphinx-build`` takes."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from tools.live.report import Report


@contextmanager
def sphinx(options: Namespace, report: Report) -> Iterator[Sphinx]:
    """Make the application that builds what the options say, and reports its findings."""
    overrides = dict(setting.split("=", 1) for setting in options.define)
    if options.nitpicky:
        overrides["nitpicky"] = "1"
    folder = Path(options.confdir or options.sourcedir)
    with patch_docutils(folder), docutils_namespace():
        yield Sphinx(
            srcdir=options.sourcedir,
            confdir=folder,
            outdir=options.outputdir,
            doctreedir=options.doctreedir or Path(options.outputdir, ".doctrees"),
            buildername=options.builder,
            confoverrides=overrides,
            status=None,
            warning=report,  # type: ignore[arg-type] # has what is used of it
            freshenv=options.freshenv,
            tags=options.tags,
            parallel=options.jobs,
        )
