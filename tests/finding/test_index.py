"""The index that Python writes is the one that the script reads."""

from __future__ import annotations

import json
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import sphinx_compass.finding
from sphinx_compass.finding.index import Index, front_coded, signs

STATIC = Path(sphinx_compass.finding.__file__).parent / "static"
READ = """
const fs = require("node:fs");
const { script, parts } = JSON.parse(fs.readFileSync(0, "utf8"));
(0, eval)(fs.readFileSync(script, "utf8"));
const all = parts.map(readPart);
const read = all.map((part) => part.words.map((word) => [word, placesOf(part, word)]));
const letters = all[0].words.flatMap((word) => wordsFrom(all[0], word.slice(0, 2)));
console.log(JSON.stringify({ read, letters }));
"""
NUMBERS = (1, 70, 71, 1900, 200_000)


def read(*parts: object) -> dict[str, Any]:
    """Return what the script reads: for each part, words with field -> document -> times."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs Node")
    work = json.dumps({"script": str(STATIC / "index.js"), "parts": parts})
    done = subprocess.run(  # noqa: S603 - our own command
        [node, "-e", READ], input=work, capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def example() -> Index:
    """Return an index with two fields."""
    index = Index(("one", "two"))
    index.add(0, "one", ["time", "off", "time"])
    for number in NUMBERS:
        index.add(number, "two", ["times", "offer", "ärger", "𝄞", "ﷺ"])
    return index


WRITTEN = [
    ["off", {"one": {"0": 1}}],
    ["offer", {"two": {str(number): 1 for number in NUMBERS}}],
    ["time", {"one": {"0": 1}}],
    ["times", {"two": {str(number): 1 for number in NUMBERS}}],
    ["ärger", {"two": {str(number): 1 for number in NUMBERS}}],
    ["𝄞", {"two": {str(number): 1 for number in NUMBERS}}],
    ["ﷺ", {"two": {str(number): 1 for number in NUMBERS}}],
]


def test_script_reads_what_python_writes() -> None:
    """Words, fields and documents are the same, even words that need two units of UTF-16."""
    found = read(example().written())
    assert found["read"] == [WRITTEN]
    assert found["letters"][:4] == ["off", "offer", "off", "offer"]


def test_parts_have_all_words_in_their_order() -> None:
    """Each part has about the given size, and can be found by its first word."""
    parts = example().parts(5)
    found = read(*(part for _, part in parts))["read"]
    assert [word for part in found for word in part] == WRITTEN
    assert (
        [first for first, _ in parts]
        == [part[0][0] for part in found]
        == [*("off", "time", "ärger", "𝄞", "ﷺ")]
    )


def test_lengths_are_rounded_by_less_than_a_quarter() -> None:
    """Each length is a letter, even for a document without words."""
    index = Index(("one",))
    lengths = [0, 1, 5, 6, 7, 50, 300]
    for number, length in enumerate(lengths):
        index.add(number, "one", map(str, range(length)))
    assert index.lengths() == {"one": "ABFGHQY"}


def test_words_share_letters_with_the_one_before() -> None:
    """A letter says how many letters are shared."""
    assert front_coded(["off", "offer", "time"]) == "AoffDerAtime"


def test_numbers_need_few_signs_and_differ() -> None:
    """The signs need no escapes in JSON."""
    written = [signs(number) for number in range(20_000)]
    assert len(set(written)) == len(written)
    assert max(map(len, written)) <= 4
    assert not set("".join(written)) & set(' !"\\')


def test_library_is_the_one_in_the_note() -> None:
    """The vendored file is unchanged."""
    digest = sha256((STATIC / "minisearch.js").read_bytes()).hexdigest()
    assert digest in (STATIC / "README.md").read_text(encoding="utf-8")
