"""How areas look: each has a hue and an icon, which come with its name."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from sphinx_compass.organization.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# ``compass-tokens.css`` has a class for each hue, and ``views/icons.py`` a drawing for each icon.
HUES = ("orange", "pink", "blue", "green", "yellow", "sky", "gray")
AREA_ICONS = ("area", "compass", "box", "code", "talk", "rings", "cycle", "case")


class Look(NamedTuple):
    """The hue and the icon of an area."""

    hue: str
    icon: str = AREA_ICONS[0]


def parse(text: str) -> tuple[str, Look] | None:
    """Return the slug and the look that a value of ``compass_area_looks`` states.

    >>> parse("product pink box")
    ('product', Look(hue='pink', icon='box'))
    >>> parse("product purple")
    """
    slug, *words = text.split()[:4] or [""]
    if not words or len(words) > len(Look._fields) or words[0] not in HUES:
        return None
    look = Look(*words)
    return (slug, look) if look.icon in AREA_ICONS else None


def what_is_wrong(stated: Iterable[str]) -> str:
    """Return what is wrong with the values of ``compass_area_looks``; empty if nothing is."""
    wrong = next((text for text in stated if parse(text) is None), None)
    if wrong is None:
        return ""
    return _(
        "has '{text}', which is not a slug, one of {hues}, and one of {icons} or nothing"
    ).format(text=wrong, hues=", ".join(HUES), icons=", ".join(AREA_ICONS))


def area_looks(slugs: Iterable[str], stated: Iterable[str]) -> Mapping[str, Look]:
    """Return the look of each area: as stated, or else the next hue that none has.

    >>> area_looks(["a", "b"], ["b orange"])["a"].hue
    'pink'
    """
    found = dict(look for text in stated if (look := parse(text)) is not None)
    taken = {look.hue for look in found.values()}
    free = [hue for hue in HUES if hue not in taken] or list(HUES)
    rest = [slug for slug in slugs if slug not in found]
    hues = chain.from_iterable(free for _turn in rest)
    return {**found, **{slug: Look(hue) for slug, hue in zip(rest, hues, strict=False)}}
