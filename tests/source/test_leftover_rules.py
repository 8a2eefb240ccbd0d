"""The quick look at a text finds everything that some rule for leftovers of markup matches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import hypothesis
import pytest
from hypothesis import strategies

from sphinx_compass.source import leftovers
from sphinx_compass.source.discovery import members

if TYPE_CHECKING:
    from sphinx_compass.source.leftovers.base import LeftoverRule

RULES: list[LeftoverRule] = list(members(leftovers.__name__, "RULES"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.message)
def test_quick_look(rule: LeftoverRule) -> None:
    """Without what it looks for, no rule would be tried."""

    @hypothesis.settings(max_examples=20, suppress_health_check=list(hypothesis.HealthCheck))
    @hypothesis.given(strategies.from_regex(rule.pattern))
    def check(text: str) -> None:
        assert leftovers.MAYBE.search(text), text

    check()
