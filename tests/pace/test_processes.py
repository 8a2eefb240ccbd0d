"""Parallel builds divide pages evenly."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sphinx_compass.pace.processes import FEWEST_WRITTEN, MOST_WRITTEN, parts, shares

SIZES = st.lists(st.integers(1, 1000), min_size=1, max_size=40)


@given(SIZES, st.integers(1, 8))
def test_shares(sizes: list[int], number: int) -> None:
    """Each name is in one part, in its order; parts differ by less than the largest page."""
    names = [f"page-{place:02}" for place in range(len(sizes))]
    by_name = dict(zip(names, sizes, strict=True))
    found = shares(names, by_name, number)
    assert sorted(name for part in found for name in part) == names
    assert all(part == sorted(part) and part for part in found)
    assert len(found) == min(number, len(names))
    filled = [sum(by_name[name] for name in part) for part in found]
    assert max(filled) - min(filled) <= max(sizes)


@given(st.integers(0, 5000))
def test_parts(number: int) -> None:
    """Each name is in one part, in its order; the first and the last are small."""
    names = [f"page-{place:04}" for place in range(number)]
    found = parts(names)
    assert [name for part in found for name in part] == names
    sizes = [len(part) for part in found]
    assert all(0 < size <= MOST_WRITTEN for size in sizes)
    assert all(size <= FEWEST_WRITTEN for size in (*sizes[:1], *sizes[-1:]))
    assert sizes[1:] == sorted(sizes[1:], reverse=True)
