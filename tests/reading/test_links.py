"""The links of header and footer in ``conf.py``."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from sphinx.errors import ConfigError

from sphinx_compass.reading.links import VALUES, check_values

APP: Any = SimpleNamespace()  # is not used


def config(name: str, links: object) -> Any:
    """Return a configuration with one value."""
    return {**dict.fromkeys(VALUES, ()), name: links}


@pytest.mark.parametrize("name", VALUES)
def test_links_are_pairs(name: str) -> None:
    """They may be written as lists or tuples, and there may be none."""
    for links in ([("Help", "help")], (["Help", "help"],), []):
        check_values(APP, config(name, links))


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("wrong", ["Help", ("Help",), ("", "help"), ("Help", 1), ("a", "b", "c")])
def test_other_links_are_named(name: str, wrong: object) -> None:
    """The message has the name of the value, and what is wrong."""
    with pytest.raises(ConfigError) as raised:
        check_values(APP, config(name, [("Help", "help"), wrong]))
    assert f"{name} in conf.py has {wrong!r}" in str(raised.value)
