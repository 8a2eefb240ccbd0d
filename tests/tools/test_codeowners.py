"""GitHub is told which team to ask for a review of a page, from its owner."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT
from sessions import Session
from tools.codeowners import FILE, HEADER, TEAMS, codeowners, main, pattern

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Handbook

CONF = 'compass_names_file = "names.json"\ncompass_reviews_file = "reviews.json"\n'
DATA = {
    "roles": [
        {"slug": "lead", "name": "Product Lead", "declared_on": "roles/lead", "aliases": ["Boss"]},
        {"slug": "maker", "name": "Maker", "declared_on": "roles/maker", "aliases": []},
    ],
    "pages": [
        {"docname": "roles/maker", "owner": "maker"},
        {"docname": "index", "owner": "lead"},
        {"docname": "about/index", "owner": "lead"},
        {"docname": "genindex"},
    ],
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with a built site, as the current folder."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site/compass.json").write_text(json.dumps(DATA), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def run(root: Path, teams: str | None = None, *options: str) -> int:
    """Write ``owners.yml``, run the command, and return its exit status."""
    if teams is not None:
        (root / TEAMS).write_text(teams, encoding="utf-8")
    try:
        main([str(root / "site"), *options])
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


def written(root: Path) -> str | None:
    """Return the generated file without its header; None if there is none."""
    path = root / FILE
    return path.read_text(encoding="utf-8").removeprefix(HEADER) if path.is_file() else None


def test_teams_of_owners_are_listed(root: Path) -> None:
    """Each page whose owner has teams is on a line; names, slugs and aliases are all known."""
    assert run(root, 'boss: "@an-org/product"\nMaker: ["@an-org/b", "@other/a"]\n') == 0
    assert written(root) == (
        "/about/index.md @an-org/product\n"
        "/index.md @an-org/product\n"
        "/roles/maker.md @an-org/b @other/a\n"
    )


def test_pages_of_other_roles_are_not_listed(root: Path) -> None:
    """A role without a team has no line."""
    assert run(root, 'maker: "@an-org/b"\n') == 0
    assert written(root) == "/roles/maker.md @an-org/b\n"


def test_without_teams_nothing_is_written(root: Path) -> None:
    """Nothing is written without the file; what was generated before is removed."""
    assert run(root) == 0
    assert written(root) is None
    assert run(root, 'maker: "@an-org/b"\n') == 0
    (root / TEAMS).unlink()
    assert run(root, None, "--check") == 0
    assert written(root) is not None
    assert run(root) == 0
    assert written(root) is None


def test_a_file_that_people_wrote_stays(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file without our header is neither changed nor removed."""
    (root / ".github").mkdir()
    (root / FILE).write_text("* @an-org/everybody\n", encoding="utf-8")
    assert run(root) == 0
    assert run(root, 'maker: "@an-org/b"\n') == 1
    assert capsys.readouterr().err.startswith(f"{FILE}:1: WARNING: ")
    assert written(root) == "* @an-org/everybody\n"


def test_a_link_stays(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What a link in place of the file leads to is not written, even if it has our header."""
    victim = tmp_path_factory.mktemp("elsewhere") / "victim"
    victim.write_text(HEADER, encoding="utf-8")
    (root / ".github").mkdir()
    (root / FILE).symlink_to(victim)
    assert run(root, 'maker: "@an-org/b"\n') == 1
    assert victim.read_text(encoding="utf-8") == HEADER


# The text of ``owners.yml`` with a mistake, its line, and what the finding quotes, if anything.
MISTAKES: list[tuple[str, int, str | None]] = [
    ('lead: "@an-org/a"\nMakr: "@an-org/b"\n', 2, "Maker"),
    ('\n# comment\nlead: "an-org/a"\n', 3, "an-org/a"),
    ('lead:\n- "@an-org/a"\n- "@somebody"\n', 3, "@somebody"),
    ("lead: @an-org/a\n", 1, None),
    ('lead: "@an-org/a"\nboss: "@an-org/b"\n', 2, "Product Lead"),
    ('lead: "@an-org/a @an-org/b"\n', 1, "@an-org/a @an-org/b"),
    ('lead: "@an-org/a\\n* @evil/b"\n', 1, None),
    ("lead: {a: b}\n", 1, "this"),
    ("lead:\n", 1, ""),
    ('? [a, b]\n: "@an-org/b"\n', 1, ""),
    ("- lead\n", 1, None),
]


@pytest.mark.parametrize("mistake", MISTAKES)
@pytest.mark.parametrize("options", [(), ("--check",)])
def test_mistakes_are_findings(
    root: Path,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    mistake: tuple[str, int, str | None],
) -> None:
    """Each mistake is one finding at its line, and nothing is written."""
    teams, line, quoted = mistake
    assert run(root, teams, *options) == 1
    found = capsys.readouterr().err
    assert re.findall(r"^owners.yml:(\d+): WARNING: ", found, re.MULTILINE) == [str(line)], found
    assert quoted is None or f"'{quoted}'" in found
    assert written(root) is None


def test_mistakes_are_shown_in_the_pull_request(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On GitHub each mistake is also an annotation."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert run(root, 'nobody: "@an-org/b"\n', "--check") == 1
    assert capsys.readouterr().out.startswith("::error file=owners.yml,line=1,")


def test_an_empty_file_asks_nobody(root: Path) -> None:
    """Without any role there is a file without lines."""
    assert run(root, "# nobody yet\n") == 0
    assert written(root) == ""


def test_paths_are_escaped() -> None:
    """A path is a pattern for GitHub: spaces are escaped, and special characters any character."""
    assert pattern("a b/c#d [1]*.md") == "/a\\ b/c?d\\ ?1??.md"
    text = codeowners({"b.md": "lead", "a.md": "lead"}, {"lead": ("@an-org/a",)})
    assert text == f"{HEADER}/a.md @an-org/a\n/b.md @an-org/a\n"


@pytest.mark.parametrize("name", ["codeowners", "keep"])
def test_sessions_write_and_remove_the_file(handbook: Callable[..., Handbook], name: str) -> None:
    """Both sessions build the pages if there are teams; without teams they remove the file."""
    front = "---\nowner: maker\n---\n\n"
    page = f"{front}# Start\n\n:::{{role}} Maker\n\nMakes things.\n:::\n"
    files = {TEAMS: 'Maker: "@an-org/makers"\n', "names.json": '{"names": {}}'}
    book = handbook({"index.md": page, **files}, CONF)
    for folder in ("_ext", "tools"):
        (book.folder / folder).symlink_to(ROOT / folder)
    conf = book.folder / "conf.py"
    conf.write_text(f"{conf.read_text('utf-8')}exclude_patterns = ['_ext', 'tools', '_build']\n")
    session = Session(book.folder, variables={"PYTHONPATH": str(ROOT / "_ext")})
    session(name)
    assert written(book.folder) == "/index.md @an-org/makers\n"
    (book.folder / TEAMS).unlink()
    session(name)
    assert written(book.folder) is None
