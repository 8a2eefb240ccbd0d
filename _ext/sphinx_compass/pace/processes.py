"""Divides pages among parallel processes so that fewer of them wait: ``pace_processes``.

While Sphinx reads pages, each process sends back the whole environment after some pages. Here each
process gets its share at once, and shares are of about the same size in bytes. While Sphinx writes
pages, the main process prepares some for one process less than there are jobs, and looks only then
whether that has finished. Here it prepares a few at a time, and there are as many as jobs.

Private names used here:

- Sphinx: ``_read_parallel`` and ``_write_parallel`` of ``Builder``, and that both get their parts
  from ``make_chunks`` in the module ``sphinx.builders``.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sphinx import builders
from sphinx.builders import Builder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx.application import Sphinx

    _Divide = Callable[[Sequence[str], int], list[Any]]

# Pages that the main process prepares before another process writes them. Starting a process
# takes as long as writing a page or two.
FEWEST_WRITTEN, MOST_WRITTEN = 12, 48

_read_parallel = Builder._read_parallel
_write_parallel = Builder._write_parallel


def turn_on(_app: Sphinx) -> None:
    """Replace the methods in this process."""
    Builder._read_parallel = read_parallel  # type: ignore[method-assign]
    Builder._write_parallel = write_parallel  # type: ignore[method-assign]


def read_parallel(self: Builder, docnames: list[str], nproc: int) -> None:
    """Read pages in as many parts as there are processes."""
    sizes = {name: _size(self, name) for name in docnames}
    with _dividing(lambda names, number: shares(names, sizes, number)):
        _read_parallel(self, docnames, nproc)


def write_parallel(self: Builder, docnames: Sequence[str], nproc: int) -> None:
    """Write a few pages at a time, in one process more."""
    with _dividing(lambda names, _number: parts(names)):
        _write_parallel(self, docnames, nproc + 1)


@contextmanager
def _dividing(divide: _Divide) -> Iterator[None]:
    names = vars(builders)
    original = names["make_chunks"]
    names["make_chunks"] = divide
    try:
        yield
    finally:
        names["make_chunks"] = original


def shares(names: Sequence[str], sizes: dict[str, int], number: int) -> list[list[str]]:
    """Return names in so many parts that are about equally large, each in the given order.

    >>> shares(["a", "b", "c", "d"], {"a": 1, "b": 9, "c": 3, "d": 4}, 2)
    [['a', 'c', 'd'], ['b']]
    """
    found: list[list[str]] = [[] for _ in range(min(number, len(names)))]
    filled = [0] * len(found)
    for name in sorted(names, key=lambda name: (-sizes[name], name)):
        least = filled.index(min(filled))
        found[least].append(name)
        filled[least] += sizes[name]
    place = {name: number for number, name in enumerate(names)}
    return sorted(
        (sorted(part, key=place.__getitem__) for part in found), key=lambda part: place[part[0]]
    )


def parts(names: Sequence[str]) -> list[Sequence[str]]:
    """Return names in parts that are small at the beginning and the end, when processes wait.

    >>> [len(part) for part in parts(range(500))]
    [12, 48, 48, 48, 43, 37, 33, 28, 25, 22, 19, 17, 15, 13, 12, 12, 12, 12, 12, 12, 12, 8]
    """
    found: list[Sequence[str]] = []
    first = 0
    while first < len(names):
        size = min(max(FEWEST_WRITTEN, (len(names) - first) // 8), MOST_WRITTEN)
        found.append(names[first : first + (size if found else FEWEST_WRITTEN)])
        first += len(found[-1])
    return found


def _size(builder: Builder, docname: str) -> int:
    """Return the size of a page in bytes, with what even an empty page takes."""
    try:
        return 500 + builder.env.doc2path(docname).stat().st_size
    except OSError:  # gone meanwhile; Sphinx reports it
        return 0
