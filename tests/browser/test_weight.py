"""A first view is light, asks nobody else, blocks on one stylesheet and says nothing."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from statistics import median
from typing import TYPE_CHECKING

from browser.browsing import by_width, nothing

if TYPE_CHECKING:
    from collections.abc import Callable

    from browser.viewing import View

MOST_BYTES, MOST_REQUESTS = 60_000, 8  # of one page, compressed
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
def test_every_page_is_light(
    views: dict[str, View], width: int, figure: Callable[[str], None]
) -> None:
    """A page has at most 60,000 bytes in 8 files, content figures aside."""
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
    nothing(f"/{page}: {size:,} bytes" for page, size in sizes.items() if size > MOST_BYTES)
    nothing(
        f"/{page}: {', '.join(view.files)}"
        for page, view in views.items()
        if len(view.files) > MOST_REQUESTS
    )


@by_width
def test_no_page_asks_anybody_else(views: dict[str, View]) -> None:
    """A page and all that it needs come from one server, which has all of it."""
    nothing(
        f"/{page}: {address}"
        for page, view in views.items()
        for address in (*view.foreign, *view.missing)
    )


@by_width
def test_one_stylesheet_blocks_rendering(views: dict[str, View]) -> None:
    """Nothing else has to arrive before the text is shown, and no script stops the parser."""
    nothing(
        f"/{page} waits for {', '.join(view.blocking)}"
        for page, view in views.items()
        if [name.partition("?")[0][-4:] for name in view.blocking] != [".css"]
    )
    nothing(f"/{page}: {name}" for page, view in views.items() for name in view.stopping)


@by_width
def test_the_console_stays_empty(
    views: dict[str, View], width: int, figure: Callable[[str], None]
) -> None:
    """No page throws, warns or complains."""
    said = [f"/{page} {text}" for page, view in views.items() for text in view.said]
    figure(f"Console of {len(views)} pages at {width} px: {len(said)} errors and warnings")
    nothing(said)


@by_width
def test_no_page_is_wider_than_the_screen(views: dict[str, View], width: int) -> None:
    """What is wide scrolls by itself; the page does not."""
    nothing(f"/{page}: {view.width} px" for page, view in views.items() if view.width > width)
