"""The index that Python writes is the one that the script reads."""

from __future__ import annotations

import json
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

import sphinx_compass.finding
from sphinx_compass.finding.index import Index, front_coded, signs

STATIC = Path(sphinx_compass.finding.__file__).parent / "static"
READ = """
const { createContext, runInContext } = require("node:vm");
const fs = require("node:fs");
const { script, index } = JSON.parse(fs.readFileSync(0, "utf8"));
const context = createContext({ given: index });
runInContext(fs.readFileSync(script, "utf8"), context);
const read = runInContext("[...readIndex(given, {}).index]", context);
console.log(JSON.stringify(Object.fromEntries(read)));
"""


def read(index: Index) -> object:
    """Return what the script reads: word -> number of the field -> document -> times."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs Node")
    work = json.dumps({"script": str(STATIC / "index.js"), "index": index.written()})
    done = subprocess.run(  # noqa: S603 - our own command
        [node, "-e", READ], input=work, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_script_reads_what_python_writes() -> None:
    """Words, fields, documents and repeated words come back."""
    index = Index(("one", "two"))
    index.add(0, "one", ["time", "off", "time"])
    for number in (1, 70, 71, 1900, 200_000):
        index.add(number, "two", ["times", "offer", "ärger"])
    numbers = {str(number): 1 for number in (1, 70, 71, 1900, 200_000)}
    assert read(index) == {
        "off": {"0": {"0": 1}},
        "offer": {"1": numbers},
        "time": {"0": {"0": 2}},
        "times": {"1": numbers},
        "ärger": {"1": numbers},
    }


def test_words_share_letters_with_the_one_before() -> None:
    """A letter says how many."""
    assert front_coded(["off", "offer", "time"]) == "AoffDerAtime"


def test_numbers_need_few_signs_and_differ() -> None:
    """They need no escapes in JSON."""
    written = [signs(number) for number in range(20_000)]
    assert len(set(written)) == len(written)
    assert max(map(len, written)) <= 4
    assert not set("".join(written)) & set(' !"\\')


def test_library_is_the_one_in_the_note() -> None:
    """The vendored file is unchanged."""
    digest = sha256((STATIC / "minisearch.js").read_bytes()).hexdigest()
    assert digest in (STATIC / "README.md").read_text(encoding="utf-8")
