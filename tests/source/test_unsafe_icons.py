"""Icons of sphinx-design are allowed, and classes that end their tag are not."""

from __future__ import annotations

import pytest
from sphinx_design.icons import (
    get_material_icon,
    get_material_icon_data,
    get_octicon,
    list_octicons,
)

from sphinx_compass.source.unsafe.icons import is_icon

STYLES = ("regular", "outlined", "round", "sharp", "twotone")


def test_all_icons_are_allowed() -> None:
    """No icon of the package has a part that is rejected."""
    octicons = {name: get_octicon(name, classes=["sd-text-info"]) for name in list_octicons()}
    material = {
        (style, name): get_material_icon(style, name)
        for style in STYLES
        for name in get_material_icon_data(style)
    }
    assert len(octicons) > 100
    assert len(material) > 1000
    assert [name for name, svg in (octicons | material).items() if not is_icon(svg)] == []


@pytest.mark.parametrize(
    "evil",
    [
        'x" onload="evil()',
        'x" style="position: fixed',
        'x"><script>evil()</script><svg class="',
        'x"><path onclick="evil()" class="',
        'x"><image href="https://x.example/" class="',
        'x"><use href="https://x.example/#a" class="',
        'x"><a href="javascript:evil()" class="',
        'x"></svg><img src=x onerror=evil()><svg class="',
        'x"><foreignObject class="',
        'x"><![x[y]]><g class="',
        'x"><animate attributeName=href values=javascript:evil() class="',
    ],
)
def test_other_markup_is_rejected(evil: str) -> None:
    """Nothing that acts, loads or covers something can be added by a class."""
    assert not is_icon(get_octicon("report", classes=[evil]))
