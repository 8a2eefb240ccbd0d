"""Translated messages, with a catalog that the caller loads."""

from __future__ import annotations

from gettext import NullTranslations
from typing import TYPE_CHECKING

import pytest

from sphinx_compass.organization.messages import _, mark, use_translation, with_article

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Dutch(NullTranslations):
    def gettext(self, message: str) -> str:
        return {"area": "gebied", "a {kind}": "een {kind}", "an {kind}": "een {kind}"}.get(
            message, message
        )


@pytest.fixture
def _dutch() -> Iterator[None]:
    use_translation(_Dutch())
    yield
    use_translation(NullTranslations())


def test_no_catalog() -> None:
    """Without a catalog, messages are not translated."""
    assert _("area") == "area"


@pytest.mark.usefixtures("_dutch")
def test_catalog() -> None:
    """Messages that are not in the catalog are not translated."""
    assert _("area") == "gebied"
    assert _("role") == "role"
    assert with_article(_("area")) == "een gebied"
    assert with_article("role") == "een role"


@pytest.mark.usefixtures("_dutch")
def test_mark() -> None:
    """A marked constant is only translated when it is shown."""
    assert mark("area") == "area"
    assert _(mark("area")) == "gebied"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("role", "a role"),
        ("team", "a team"),
        ("area", "an area"),
        ("event", "an event"),
        ("initiative", "an initiative"),
        ("office", "an office"),
        ("umbrella", "an umbrella"),
    ],
)
def test_article(kind: str, expected: str) -> None:
    """Kinds that start with a vowel have the article 'an'."""
    assert with_article(kind) == expected
