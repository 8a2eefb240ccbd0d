"""axe-core finds no violation on any page, in any color scheme, at any width."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from browser.browsing import assert_none, by_width
from browser.viewing import OPENERS, SCHEMES

if TYPE_CHECKING:
    from collections.abc import Callable

    from browser.viewing import View


@by_width
def test_pages_have_no_violation(
    views: dict[str, View], width: int, figure: Callable[[str], None]
) -> None:
    """No page has a violation in the light or dark color scheme."""
    found = [f"/{page} {text}" for page, view in views.items() for text in view.axe]
    runs = len(SCHEMES) * len(views)
    figure(f"axe at {width} px: {runs} runs, {len(found)} violations")
    assert_none(found)


@by_width
def test_dialogs_have_no_violation(
    views: dict[str, View], width: int, figure: Callable[[str], None]
) -> None:
    """Pages have none while the menu or the search is open."""
    found = [
        f"/{page} {name}, {text}"
        for page, view in views.items()
        for name, texts in view.dialogs.items()
        for text in texts
    ]
    opened = Counter(name for view in views.values() for name in view.dialogs)
    runs = len(SCHEMES) * opened.total()
    figure(f"axe at {width} px with a dialog open: {runs} runs, {len(found)} violations")
    assert_none(found)
    few = {name: opened[name] for name in OPENERS[width] if opened[name] < 0.8 * len(views)}
    assert few == {}, "most pages should have these controls"


@by_width
def test_folded_parts_have_no_violation(
    views: dict[str, View], width: int, figure: Callable[[str], None]
) -> None:
    """Pages have none while the list of contents and all else that is folded is open."""
    found = [f"/{page} {text}" for page, view in views.items() for text in view.folds]
    figure(f"axe at {width} px with all folds open: {len(found)} violations")
    assert_none(found)
