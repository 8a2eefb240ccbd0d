"""Tests how `nox -s bench-reading` evaluates reports; nothing is measured here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import brotli  # type: ignore[import-untyped] # has no type hints
import pytest

from benchmarks import BenchmarkError, lighthouse, reading, serving
from benchmarks.reading import Figures
from benchmarks.serving import Site
from benchmarks.tables import table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HOME = "http://127.0.0.1:1/"
WEIGHTS = dict(zip(lighthouse.METRICS, (10, 25, 30, 25, 10), strict=True))


def report(score: float | None = 0.97, **metrics: float) -> dict[str, Any]:
    """Return a report like those of Lighthouse; metrics have a score of 1 unless given."""
    urls = (HOME, f"{HOME}site.css?v=1", f"{HOME}site.css?v=1", "data:,", "https://example.org/f")
    return {
        "categories": {
            "performance": {
                "score": score,
                "auditRefs": [
                    *({"id": name, "weight": weight} for name, weight in WEIGHTS.items()),
                    {"id": "network-requests", "weight": 0},
                ],
            }
        },
        "audits": {
            **{
                name: {"score": metrics.get(short, 1), "numericValue": 1234.5}
                for name, short in lighthouse.METRICS.items()
            },
            "network-requests": {"details": {"items": [{"url": url} for url in urls]}},
        },
        "environment": {"benchmarkIndex": 1500},
    }


@pytest.fixture
def figures() -> Callable[..., Figures]:
    """Return a function that creates figures of a page from the performance of each run."""
    files = {"/": serving.Body(b"1234", "text/html", None)}
    files["/site.css"] = serving.Body(b"123", "text/css", None)

    def make(*performances: int, name: str = "handbook") -> Figures:
        runs = [lighthouse.read(report(performance / 100)) for performance in performances]
        return Figures(Site(name, HOME, files), "about/glossary", runs)

    return make


@pytest.mark.parametrize(
    ("docname", "address"),
    [
        ("index", ""),
        ("roles/index", "roles/"),
        ("roles/product-lead", "roles/product-lead/"),
        ("about/myindex", "about/myindex/"),
    ],
)
def test_address(docname: str, address: str) -> None:
    """Addresses are those of the builder `dirhtml`."""
    assert serving.address(docname) == address


def test_report() -> None:
    """A run has its score, the points lost for each metric, and each address once."""
    run = lighthouse.read(report(LCP=0.8, TBT=0.9))
    assert (run.performance, run.speed) == (97, 1500)
    assert run.values == dict.fromkeys(lighthouse.METRICS, 1234.5)
    lost = {lighthouse.METRICS[name]: points for name, points in run.lost.items()}
    assert lost == pytest.approx({"FCP": 0, "LCP": 5, "TBT": 3, "CLS": 0, "SI": 0})
    assert run.requests == {HOME, f"{HOME}site.css?v=1", "https://example.org/f"}


def test_report_without_score() -> None:
    """A page without a score is an error, not a zero."""
    broken = report(None)
    broken["audits"]["total-blocking-time"]["errorMessage"] = "NO_LCP"
    with pytest.raises(BenchmarkError, match="NO_LCP"):
        lighthouse.read(broken)
    with pytest.raises(BenchmarkError, match="page failed to load"):
        lighthouse.read({"runtimeError": {"message": "The page failed to load"}})


def test_row(figures: Callable[..., Figures]) -> None:
    """A row has the median and every run; third-party requests have no bytes."""
    cells = dict(zip(reading.HEADINGS, figures(90, 99, 97).row(), strict=True))
    assert (cells["median"], cells["runs"]) == ("97", "90 99 97")
    assert (cells["bytes"], cells["requests"], cells["third"]) == ("7", "3", "1")
    assert cells["FCP s"] == "1.23"
    assert cells["points lost to"] == ""


def test_target(figures: Callable[..., Figures]) -> None:
    """Only the median of pages of the handbook has to reach the target."""
    assert reading.below([figures(90, 95, 99), figures(50, name="stock")]) == []
    assert reading.below([figures(94, 94, 100)]) == ["about/glossary: 94 is below 95"]


def test_table() -> None:
    """Text is left-aligned, numbers are right-aligned."""
    rows = [("page", "site", "median"), ("a", "furo", "100"), ("longer", "b", "9")]
    assert table(rows, {0, 1}).splitlines() == [
        "page    site  median",
        "a       furo     100",
        "longer  b          9",
    ]


def test_site_is_sent_compressed(tmp_path: Path) -> None:
    """Text is sent as brotli, compressed formats unchanged; a missing page is an error."""
    (tmp_path / "index.html").write_text("text " * 99, encoding="utf-8")
    (tmp_path / "icons.woff2").write_bytes(b"packed")
    files = serving.bodies(tmp_path, ["index"])
    with serving.served("handbook", files) as site:
        with urlopen(site.address) as answer:  # noqa: S310 - on loopback
            assert answer.headers["Content-Encoding"] == "br"
            packed = answer.read()
        with urlopen(f"{site.address}icons.woff2?v=1") as answer:  # noqa: S310 - on loopback
            assert answer.headers["Content-Encoding"] is None
            assert answer.read() == b"packed"
        assert site.size([site.address, "https://example.org/"]) == len(packed) < 99
        assert [asked.path for asked in site.asked] == ["/", "/icons.woff2"]
    assert brotli.decompress(packed) == b"text " * 99
    with pytest.raises(BenchmarkError, match="no page about/glossary"):
        serving.bodies(tmp_path, ["about/glossary"])
