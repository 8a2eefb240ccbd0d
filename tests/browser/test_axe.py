"""axe-core finds nothing: on every page, light and dark, narrow and wide, with anything open."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from browser.browsing import by_width, nothing
from browser.viewing import OPENERS, SCHEMES

if TYPE_CHECKING:
    from collections.abc import Callable

    from browser.viewing import View


@by_width
def test_pages_have_no_violation(
    views: dict[str, View], width: int, figure: Callable[[str], None]
) -> None:
    """Nothing on any page, in both colour schemes."""
    found = [f"/{page} {text}" for page, view in views.items() for text in view.axe]
    runs = len(SCHEMES) * len(views)
    figure(f"axe at {width} px: {runs} runs, {len(found)} violations")
    nothing(found)


@by_width
def test_dialogs_have_no_violation(
    views: dict[str, View], width: int, figure: Callable[[str], None]
) -> None:
    """Nothing with the navigation, the contents or the search open, in both colour schemes."""
    found = [
        f"/{page} {name}, {text}"
        for page, view in views.items()
        for name, texts in view.dialogs.items()
        for text in texts
    ]
    opened = Counter(name for view in views.values() for name in view.dialogs)
    runs = len(SCHEMES) * opened.total()
    figure(f"axe at {width} px with a dialog open: {runs} runs, {len(found)} violations")
    nothing(found)
    few = {name: opened[name] for name in OPENERS[width] if opened[name] < 0.8 * len(views)}
    assert few == {}, "most pages should have these controls"
