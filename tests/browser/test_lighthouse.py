"""Lighthouse scores 100 in all categories except performance."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from browser import programs
from browser.browsing import ARGUMENTS, assert_none
from sites import run

if TYPE_CHECKING:
    from collections.abc import Callable

    from browser.browsing import Site

pytestmark = pytest.mark.xdist_group("browser-html")


def test_lighthouse_has_no_complaint(site: Site, figure: Callable[[str], None]) -> None:
    """Accessibility, best practices and SEO are complete on mobile and desktop."""
    programs.package("lighthouse/package.json")
    pages = ["", site.typical.role, site.typical.glossary, site.longest]
    done = run(
        *(programs.node(), programs.FOLDER / "lighthouse.mjs"),
        *(programs.chromium(), json.dumps(ARGUMENTS)),
        *(f"{site.address}{page}" for page in pages),
        cwd=programs.FOLDER,
    )
    assert done.returncode == 0, done.stderr
    results: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(results) == 2 * len(pages)
    for result in results:
        result["page"] = f"/{result['address'].removeprefix(site.address)} ({result['form']})"
        scores = ", ".join(
            f"{name} {100 * (score or 0):.0f}" for name, score in result["scores"].items()
        )
        figure(f"Lighthouse {result['page']}: {scores}")
    assert_none(f"{result['page']}: {result['error']}" for result in results if result["error"])
    assert_none(f"{result['page']}: {audit}" for result in results for audit in result["failed"])
    assert {score for result in results for score in result["scores"].values()} == {1}
