"""Mistakes in blocks, glossaries, declarations and included files, as editors write them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mistakes import COMPANY
from written_cases import cases

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Finding, Handbook

CASES = tuple(cases(Path(__file__).with_name("block_mistakes.txt")))
CONF = """
extensions.append("sphinx_design")
compass_check_pages = True
nitpicky = True
html_theme = "basic"
html_theme_options = {}
"""
TERMS = """
:::{glossary}
Widget
Widgets
  A part.

Gadget
  Another.

Big Thing
  A big one.
:::
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg"/>\n'
ENOUGH = 20


def test_every_mistake_has_one_finding_on_its_line(handbook: Callable[..., Handbook]) -> None:
    """Each page with a mistake has exactly one finding, in our form; other pages have none."""
    book = _book(handbook, range(len(CASES)))
    book.run()
    assert len(book.findings) == len(book.warnings.splitlines()), book.warnings
    by_file: dict[str, list[Finding]] = {}
    for finding in book.findings:
        by_file.setdefault(finding.file, []).append(finding)
    wrong = {}
    for case in CASES:
        found = [item for file in case.files for item in by_file.pop(file, [])]
        places = [(item.file, item.line) for item in found]
        ours = all(item.subtype.startswith("compass.") for item in found)
        if places != ([case.place] if case.place else []) or not ours:
            wrong[case.name] = (case.place, found)
    assert wrong == {}
    assert by_file == {}


def test_twenty_mistakes_on_twenty_pages(handbook: Callable[..., Handbook]) -> None:
    """Serial, parallel and incremental builds have the same twenty findings."""
    step = len(CASES) // ENOUGH
    chosen = [index for index, case in enumerate(CASES) if case.place][::step][:ENOUGH]
    book = _book(handbook, chosen)
    book.run("-j", "1", out="serial")
    found = book.findings
    assert [(item.file, item.line) for item in found] == sorted(
        (CASES[index].place or ("", 0) for index in chosen),
        key=lambda place: (place[0].removesuffix(".md"), place[1]),
    )
    book.run("-j", "2", out="parallel")
    assert book.findings == found
    book.edit("company.md", "Makes things.", "Makes more things.")
    book.run(out="serial")
    assert book.findings == found


def _book(handbook: Callable[..., Handbook], chosen: range | list[int]) -> Handbook:
    files = {name: text for index in chosen for name, text in CASES[index].files.items()}
    pages = "\n".join(name.removesuffix(".md") for name in files if name.endswith(".md"))
    index = f"# Example\n\n```{{toctree}}\ncompany\n{pages}\n```\n"
    company = COMPANY + TERMS + "\nMakes things.\n"
    book = handbook({"index.md": index, "company.md": company, "logo.svg": LOGO}, CONF)
    for name, text in files.items():  # without removing the indentation that some have
        (book.folder / name).write_text(text, encoding="utf-8")
    return book
