"""The rules for the English of pages: some of proselint's, and a few of this handbook.

A rule is here because pages broke it before.  A rule that also reports correct sentences is not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proselint.checks import __register__ as proselint_checks
from proselint.registry.checks import Check, CheckFlags, CheckResult

from tools.prose.texts import EXPLAINED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

# Checks of proselint that reported nothing but mistakes on the pages of this handbook.
CHOSEN = (
    "archaism",
    "lexical_illusions",
    "malapropisms",
    "mondegreens",
    "needless_variants",
    "nonwords",
    "redundancy",
    "spelling",
)

LONGEST_SENTENCE = 40  # words

# Abbreviations that more people know than what they stand for, and names.
WELL_KNOWN = frozenset(
    {
        *("AI", "API", "AWS", "CI", "CPU", "CSS", "CSV", "EPUB", "FAQ", "GIF", "GPU", "HTML"),
        *("HTTP", "HTTPS", "ID", "IP", "IT", "JSON", "OK", "PDF", "PNG", "PR", "RAM", "RFC", "RSS"),
        *("SQL", "SSH", "SVG", "TSV", "UI", "URL", "US", "USA", "USD", "UTC", "VAT", "XML"),
        *("YAML", "GB", "KB", "MB", "TB"),
        *("BY", "CC", "LICENSE", "README"),  # of CC BY, and files
    }
)

_SENTENCE = re.compile(r"[^.!?:;\n](?:[^.!?:\n]|[.!?:](?!\s)|\n(?!\n))*")
_WORD = re.compile(r"\w[\w'\u2019&/.-]*")
_VAGUE = re.compile(
    r"\b(?:currently|recently|nowadays|at the moment|at present|right now)\b"
    r"|(?<=\bbe )soon\b|(?<=\bwill )soon\b|\bcoming soon\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ABBREVIATION = re.compile(
    rf"{EXPLAINED}?(?<![\w@/.-])(?P<name>[A-Z]+(?:&[A-Z]+)+|[A-Z]{{2,}})s?\b(?![-/.&]\w)"
)
_EXPANDED = re.compile(r"\w[^()]*\($")
_EXPANSION = re.compile(r" \(|,? in full")


def _result(check: Check, found: re.Match[str], message: str) -> CheckResult:
    return CheckResult(check.path, message, found.span(), None)


def _announcements(text: str, check: Check) -> Iterator[CheckResult]:
    for found in re.finditer(r"\bfinds? (?:it |them )?here\b", text, re.IGNORECASE):
        yield _result(check, found, f"'{found[0]}' announces the answer; give the answer instead")


def _vague_times(text: str, check: Check) -> Iterator[CheckResult]:
    for sentence in _SENTENCE.finditer(text):
        if _YEAR.search(sentence[0]):
            continue
        for found in _VAGUE.finditer(text, *sentence.span()):
            message = f"'{found[0]}' has no date; write since when or until when, or delete it"
            yield _result(check, found, message)


def _long_sentences(text: str, check: Check) -> Iterator[CheckResult]:
    for sentence in _SENTENCE.finditer(text):
        words = len(_WORD.findall(sentence[0]))
        if words > LONGEST_SENTENCE:
            start = " ".join(sentence[0].split()[:4])
            message = f"'{start} …' has {words} words; write sentences of up to {LONGEST_SENTENCE}"
            yield _result(check, sentence, message)


def _abbreviations(text: str, check: Check) -> Iterator[CheckResult]:
    seen = set(WELL_KNOWN)
    for found in _ABBREVIATION.finditer(text):
        name = found["name"]
        if name in seen:
            continue
        seen.add(name)
        before = text[max(found.start() - 60, 0) : found.start()]
        if not (
            found[0].startswith(EXPLAINED)
            or _EXPANDED.search(before)
            or _EXPANSION.match(text, found.end())
        ):
            message = f"'{name}' is not expanded; write its full name, then '({name})'"
            yield _result(check, found, message)


OWN = tuple(
    Check(function, path=f"handbook.{name}", flags=CheckFlags(allow_quotes=True))
    for name, function in {
        "abbreviation": _abbreviations,
        "announcement": _announcements,
        "long_sentence": _long_sentences,
        "vague_time": _vague_times,
    }.items()
)

RULES = (
    *(check for check in proselint_checks if any(map(check.matches_partial, CHOSEN))),
    *OWN,
)


def results(text: str, defined: Collection[str] = ()) -> Iterator[CheckResult]:
    """Yield what the rules say about a text, with places in it.

    Abbreviations that the page defines as terms need no other expansion.  Text in quotation marks
    is left alone, and so is what reaches from one block into the next, such as a repeated word.
    """
    padded = f"\n{text}\n"  # as proselint does, for patterns that look around a word
    for check in RULES:
        for found in check.check_with_flags(padded):
            start, end = found.span
            part = padded[start:end].strip()
            quoted = padded.count('"', padded.rfind("\n\n", 0, start) + 1, start) % 2
            if "\n\n" not in part and part.removesuffix("s") not in defined and not quoted:
                yield found._replace(span=(max(start - 1, 0), end - 1))
