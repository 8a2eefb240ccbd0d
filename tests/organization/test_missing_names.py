"""What is missing because of a problem, and what problems are about."""

from __future__ import annotations

import pytest

from sphinx_compass.organization.missing_names import (
    MissingName,
    listed_page,
    missing,
    missing_page,
    missing_part,
    published_page,
    unpublished,
)

TEXT = """\
# The people

(people:label)=
## Who we are

:::{role} Some One
Text.
:::

```{glossary}
A word
  Its meaning.
```
"""


@pytest.mark.parametrize(
    "about",
    [
        missing(("role",), "some one"),
        missing(("role",), "some-one"),
        missing(("term",), "A  word"),
        missing(("label",), "people:label"),
        missing(("label",), "Who we are"),
        missing_page("people/new"),
        listed_page("people/new"),
        published_page("people/new"),
        published_page("persons/new"),  # before its folder was renamed
    ],
)
def test_an_unpublished_page(about: frozenset[MissingName]) -> None:
    """References to it and to what it names follow, and that it was published elsewhere."""
    assert about & unpublished("people/new.md", TEXT)


@pytest.mark.parametrize(
    "about",
    [
        missing(("term",), "meaning"),
        missing_page("people/other"),
        listed_page("people/other"),
        published_page("people/other"),
        missing_part("people/other", "new"),
        frozenset(),
    ],
)
def test_other_names(about: frozenset[MissingName]) -> None:
    """They are missing for another reason."""
    assert not about & unpublished("people/new.md", TEXT)
