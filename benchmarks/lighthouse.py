"""Runs Lighthouse on a page."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from benchmarks import BenchmarkError
from benchmarks.peers import FOLDER
from browser import programs
from browser.browsing import ARGUMENTS
from sites import run

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

METRICS = {
    "first-contentful-paint": "FCP",
    "largest-contentful-paint": "LCP",
    "total-blocking-time": "TBT",
    "cumulative-layout-shift": "CLS",
    "speed-index": "SI",
}


@dataclass(frozen=True, slots=True)
class Run:
    """The results of one Lighthouse run."""

    performance: int  # 0 to 100
    values: Mapping[str, float]  # for each of METRICS, in milliseconds; CLS is a ratio
    lost: Mapping[str, float]  # points of performance lost for each metric
    requests: frozenset[str]  # addresses of a first view
    speed: float  # Lighthouse's benchmark of the machine; a fast laptop has 1500 to 2000


def read(report: Mapping[str, Any]) -> Run:
    """Return the results of a Lighthouse report; raise BenchmarkError if it has none."""
    if "runtimeError" in report:
        raise BenchmarkError(report["runtimeError"]["message"])
    category, audits = report["categories"]["performance"], report["audits"]
    if category["score"] is None:
        failed = [audits[name].get("errorMessage") for name in METRICS]
        message = f"Lighthouse gives no score: {'; '.join(filter(None, failed))}"
        raise BenchmarkError(message)
    weights = {reference["id"]: reference["weight"] for reference in category["auditRefs"]}
    whole = sum(weights.values())
    return Run(
        performance=round(100 * category["score"]),
        values={name: audits[name]["numericValue"] for name in METRICS},
        lost={name: 100 * weights[name] / whole * (1 - audits[name]["score"]) for name in METRICS},
        requests=frozenset(
            item["url"]
            for item in audits["network-requests"]["details"]["items"]
            if not item["url"].startswith(("data:", "blob:"))
        ),
        speed=report["environment"]["benchmarkIndex"],
    )


def lighthouse() -> Path:
    """Return the path of Lighthouse, or fail."""
    return programs.package("lighthouse/cli/index.js")


def audit(url: str, report: Path) -> Run:
    """Run Lighthouse on a page with its mobile settings in a new browser; save the report."""
    flags = ("--headless=new", "--no-sandbox", *ARGUMENTS)
    command = (
        *(programs.node(), lighthouse(), url),
        *("--only-categories=performance", "--output=json", f"--output-path={report}"),
        *("--quiet", "--no-enable-error-reporting", f"--chrome-flags={shlex.join(flags)}"),
    )
    done = run(*command, cwd=FOLDER, CHROME_PATH=programs.chromium())
    if not report.is_file():
        raise BenchmarkError(done.stderr or done.stdout)
    return read(json.loads(report.read_text(encoding="utf-8")))
