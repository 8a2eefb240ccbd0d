"""The benchmark of growth: its inputs and exponents, without building."""

from __future__ import annotations

import pytest

from benchmarks.growth import KINDS, exponents


@pytest.mark.parametrize("kind", KINDS)
def test_inputs_grow(kind: str) -> None:
    """Twice the size makes about twice the text."""
    text, size = KINDS[kind]
    ratio = len(text(2 * size)) / len(text(size))
    assert 1.8 < ratio < 2.3


def test_exponents() -> None:
    """Time that grows fourfold with twice the size has the exponent 2."""
    assert exponents([1, 2, 8]) == [1, 2]
