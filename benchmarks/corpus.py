"""Makes handbooks of any size out of the handbook's own pages, to measure builds with.

``pages_of`` is pure: the same pages and number of copies always give the same texts. The first
copy is the handbook as it is. Each further one is in a folder of its own, and what it declares
(roles, teams, areas, checklists, terms, labels) and mentions has the number of the copy in its
name, so that references, checks and lists have as much to do as in a handbook of that size. Views
that list the whole handbook are only in the first copy, as in a real handbook.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).parent.parent
FOLDERS = ("about", "administration", "engineering", "operations", "product", "roles")
NEEDED = ("_ext", "_static", "_templates", "conf.py", "synonyms.yaml")
KEPT = ("changes.json", "names.json", "reviews.json")
TOP = "executive-director"  # the one role that everybody reports to
COPIES = "copy-*/**"

_SLUG = re.compile(r"[a-z0-9:/_-]+")
_REFERENCE = re.compile(
    r"(\{(?:role|team|area|term|ref|checklist)\}`)([^`<]*?)( ?<)?([^`<>]*)(>?`)"
)
_LABEL = re.compile(r"^\(([^()]+)\)=$")
_OPENING = re.compile(r"^(:{3,}|`{3,})\{([a-z-]+)\} ?(.*)$")
_OPTION = re.compile(r"^:([a-z-]+): (.+)$")
_NAMING = {"area", "aliases", "by", "for", "lead", "name", "owner", "parent", "reports-to"}
_NAMES = _NAMING | {"slug", "teams", "undoes"}
_DECLARING = {"area", "checklist", "role", "steps", "team"}
_VIEWS = {
    *("area-list", "changes", "directory", "latest-changes", "linkable-names", "org-chart"),
    *("page-reviews", "role-list", "team-list", "term-list"),
}
_LIMITING = re.compile(r":(area|owner): ")


def handbook() -> dict[str, str]:
    """Return the texts of the handbook's pages by path."""
    paths = [ROOT / "index.md", ROOT / "changes.md"]
    paths += [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.md")]
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(paths)
    }


def copies_for(size: int, pages: int) -> int:
    """Return how many whole copies come nearest to a number of pages."""
    return max(1, round(size / pages))


def pages_of(pages: Mapping[str, str], copies: int) -> dict[str, str]:
    """Return the texts of a handbook that consists of copies of some pages, by path."""
    made = dict(pages)
    for number in range(2, copies + 1):
        for path, text in pages.items():
            if path != "changes.md":
                made[f"copy-{number}/{path}"] = "\n".join(_copied(text, number)) + "\n"
    if copies > 1:
        entries = "".join(f"copy-{number}/index\n" for number in range(2, copies + 1))
        made["index.md"] += f"\n```{{toctree}}\n:hidden:\n\n{entries}```\n"
    return made


def write(folder: Path, size: int) -> int:
    """Write a Sphinx project of about this many pages; return how many it has.

    The folder must not exist.
    """
    folder.mkdir(parents=True)
    for name in NEEDED:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        else:
            shutil.copy2(ROOT / name, folder / name)
    for name in KEPT:
        shutil.copy2(ROOT / name, folder / name)
    with (folder / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(f'\ninclude_patterns.append("{COPIES}")\ncompass_longest_menu = 1000\n')
    pages = handbook()
    made = pages_of(pages, copies_for(size, len(pages)))
    for path, text in made.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return len(made)


def _named(name: str, number: int) -> str:
    """Return the name that something has in a copy."""
    name = name.strip()
    if name == TOP:
        return name
    return f"{name}-{number}" if _SLUG.fullmatch(name) else f"{name} {number}"


def _copied(text: str, number: int) -> Iterator[str]:
    """Yield the lines of a page in a copy."""
    lines = text.splitlines()
    if lines[0] == "---":
        end = lines.index("---", 1)
        yield from _front_matter(lines[: end + 1], number)
        lines = lines[end + 1 :]
    yield from _body(lines, number)


def _front_matter(lines: Sequence[str], number: int) -> Iterator[str]:
    dropping = False
    for line in lines:
        dropping = line.startswith("redirect_from:") or (dropping and line.startswith((" ", "-  ")))
        if not dropping:
            key, colon, value = line.partition(": ")
            yield f"owner: {_named(value, number)}" if colon and key == "owner" else line


def _body(lines: Sequence[str], number: int) -> Iterator[str]:
    directive, at = "", 0
    while at < len(lines):
        line = lines[at]
        if opening := _OPENING.match(line):
            fence, directive, argument = opening.groups()
            end = next(n for n in range(at + 1, len(lines)) if lines[n] == fence)
            block = lines[at + 1 : end]
            if directive in _VIEWS and not any(_LIMITING.match(part) for part in block):
                yield "The list is at the start of the handbook."
                directive, at = "", end + 1
                continue
            if directive in _DECLARING and argument:
                line = f"{fence}{{{directive}}} {_named(argument, number)}"
        elif line.startswith((":::", "```")):
            directive = ""
        yield _line(line, directive, number)
        at += 1


def _line(line: str, directive: str, number: int) -> str:
    """Return a line of a copy, which is directly inside a directive or in no one."""
    if label := _LABEL.match(line):
        return f"({label[1]}-{number})="
    if directive == "glossary" and line and line[0] not in " :":
        return _named(line, number)
    if directive and (option := _OPTION.match(line)):
        if option[1] in _NAMES:
            names = ", ".join(_named(name, number) for name in option[2].split(","))
            return f":{option[1]}: {names}"
        if option[1] == "page":
            return f":page: copy-{number}/{option[2]}"
    if directive == "toctree" and line == "changes":
        return ""
    line = re.sub(r"(?<![\w/])(\.\./)*_static/", "/_static/", line)
    line = re.sub(r"\]\(/(?=[a-z-]+/)", f"](/copy-{number}/", line)
    line = re.sub(r"\]\((\.\./)*changes\.md", "](/changes.md", line)
    return _REFERENCE.sub(lambda match: _reference(match, number), line)


def _reference(match: re.Match[str], number: int) -> str:
    opening, title, angle, target, closing = match.groups()
    return f"{opening}{title}{angle or ''}{_named(target, number)}{closing}"
