"""Tells whether two sentences say the same in nearly the same words."""

from __future__ import annotations

import re

_LITTLE = """a an and are as at be by do for from in is it its of on or role so that the they this
to who which with"""
_STEM = 5  # letters that the forms of a word have in common
_WORDS = 3  # in common, which are no accident
_SHARE = 0.5  # of the words of the shorter sentence


def repeats(first: str, second: str, known: str = "") -> bool:
    """Tell whether half of the words of the shorter sentence are in the other one.

    Little words, and those that are ``known`` from a heading, do not count.
    """
    heading = _stems(known)
    one, other = _stems(first) - heading, _stems(second) - heading
    shared = len(one & other)
    return shared >= _WORDS and shared >= _SHARE * min(len(one), len(other))


def _stems(text: str) -> frozenset[str]:
    words = (word.lower() for word in re.findall(r"\w+", text))
    return frozenset(word[:_STEM] for word in words if word not in _LITTLE.split())
