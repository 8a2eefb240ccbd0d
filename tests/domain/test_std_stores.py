"""The undocumented stores of Sphinx's std domain that ``domain/std.py`` uses.

If a test fails, Sphinx changed here: adapt that module to the new release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx.testing.util import SphinxTestApp

from sphinx_compass.domain import std

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

# MyST uses what Sphinx 11 will drop.
pytestmark = pytest.mark.filterwarnings(r"ignore:'myst_parser\.:PendingDeprecationWarning")

PAGE = """\
(here)=
# Example

```{glossary}
Big Hub
  A place.
```
"""


def test_stores(handbook: Callable[..., Handbook]) -> None:
    """Each store maps a name to a tuple that begins with the docname."""
    book = handbook({"index.md": PAGE})
    app = SphinxTestApp("dummy", srcdir=book.folder, builddir=book.folder.parent / "build")
    try:
        app.build()
        domain = app.env.domains.standard_domain
        notes = std.notes_of(domain, "index")
        found = std.leads_to(domain, "Big Hub")
    finally:
        app.cleanup()
    assert notes["labels"]["here"] == ("index", "here", "Example"), "Sphinx changed here: labels"
    assert notes["anonlabels"]["here"] == ("index", "here"), "Sphinx changed here: anonlabels"
    place = ("index", "term-Big-Hub")
    assert notes["objects"]["term", "Big Hub"] == place, "Sphinx changed here: objects"
    assert notes["terms"]["big hub"] == place, "Sphinx changed here: terms"
    assert found == (None, None, place, place)
