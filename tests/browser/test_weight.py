"""A first view is small, loads nothing from other hosts, and writes nothing to the console."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from statistics import median
from typing import TYPE_CHECKING

from browser.browsing import assert_none, by_width

if TYPE_CHECKING:
    from collections.abc import Callable

    from browser.viewing import View

MOST_BYTES, MOST_REQUESTS = 60_000, 8  # for one page, compressed
KINDS = {
    ".css": "CSS",
    ".js": "scripts",
    ".json": "scripts",
    ".woff2": "fonts",
    ".woff": "fonts",
    ".ttf": "fonts",
    ".html": "HTML",
}


@by_width
def test_every_page_is_small(
    views: dict[str, View], width: int, figure: Callable[[str], None]
) -> None:
    """A page loads at most 60,000 bytes in 8 files, without figures."""
    sizes = {page: view.size for page, view in views.items()}
    largest = max(sizes, key=lambda page: sizes[page])
    kinds: Counter[str] = Counter()
    for name, size in views[largest].files.items():
        kinds[KINDS.get(PurePath(name).suffix, "images")] += size
    requests = max(len(view.files) for view in views.values())
    figure(
        f"First view of {len(views)} pages at {width} px, compressed: "
        f"median {median(sizes.values()):,.0f} bytes, most {sizes[largest]:,} (/{largest}), "
        f"at most {requests} requests"
    )
    figure(
        f"  of /{largest}: " + ", ".join(f"{kind} {size:,}" for kind, size in kinds.most_common())
    )
    assert_none(f"/{page}: {size:,} bytes" for page, size in sizes.items() if size > MOST_BYTES)
    assert_none(
        f"/{page}: {', '.join(view.files)}"
        for page, view in views.items()
        if len(view.files) > MOST_REQUESTS
    )


@by_width
def test_no_request_to_other_hosts(views: dict[str, View]) -> None:
    """A page and all its files come from one server, and none is missing."""
    assert_none(
        f"/{page}: {address}"
        for page, view in views.items()
        for address in (*view.foreign, *view.missing)
    )


@by_width
def test_one_stylesheet_blocks_rendering(views: dict[str, View]) -> None:
    """No other file delays the text, and no script blocks the parser."""
    assert_none(
        f"/{page} waits for {', '.join(view.blocking)}"
        for page, view in views.items()
        if [name.partition("?")[0][-4:] for name in view.blocking] != [".css"]
    )
    assert_none(f"/{page}: {name}" for page, view in views.items() for name in view.stopping)


@by_width
def test_the_console_stays_empty(
    views: dict[str, View], width: int, figure: Callable[[str], None]
) -> None:
    """No page logs an error or a warning."""
    console = [f"/{page} {text}" for page, view in views.items() for text in view.console]
    figure(f"Console of {len(views)} pages at {width} px: {len(console)} errors and warnings")
    assert_none(console)


@by_width
def test_no_page_is_wider_than_the_screen(views: dict[str, View], width: int) -> None:
    """Wide elements scroll separately; the page does not scroll sideways."""
    assert_none(f"/{page}: {view.width} px" for page, view in views.items() if view.width > width)
