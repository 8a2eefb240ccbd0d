"""Runs the scripts of the search without a browser."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import sphinx_compass.finding

STATIC = Path(sphinx_compass.finding.__file__).parent / "static"
RUN = """
const { createContext, runInContext } = require("node:vm");
const fs = require("node:fs");
const { scripts, given, expression } = JSON.parse(fs.readFileSync(0, "utf8"));
const context = createContext({ given });
for (const script of scripts) runInContext(fs.readFileSync(script, "utf8"), context);
console.log(JSON.stringify(runInContext(expression, context)));
"""


SCRIPTS = ("search_words.js", "search_results.js", "typos.js")


def evaluate(expression: str, **given: object) -> Any:
    """Return the value of an expression that uses functions of the scripts and ``given``."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs Node")
    scripts = [str(STATIC / name) for name in SCRIPTS]
    work = json.dumps({"scripts": scripts, "given": given, "expression": expression})
    done = subprocess.run(  # noqa: S603 - our own command
        [node, "-e", RUN], input=work, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)
