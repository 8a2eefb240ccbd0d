"""Findings of a build become annotations and the summary of a job on GitHub."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tools.findings import (
    STOPPED,
    Finding,
    commands,
    main,
    read_findings,
    source_address,
    summary,
)

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = "https://github.example/org/book/blob/0a1b"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a repository with a page, a file of another kind and a folder."""
    (tmp_path / "operations").mkdir()
    (tmp_path / "_static").mkdir()
    for name in ("operations/page.md", "names.json", "index.md"):
        (tmp_path / name).touch()
    return tmp_path


@pytest.mark.parametrize(
    ("line", "found"),
    [
        pytest.param(
            "{root}/operations/page.md:12: WARNING: No role; write one. [compass.unknown]",
            Finding("operations/page.md", 12, "No role; write one.", "compass.unknown"),
            id="absolute path",
        ),
        pytest.param(
            "names.json:3: WARNING: Broken. [compass.moved]",
            Finding("names.json", 3, "Broken.", "compass.moved"),
            id="relative path",
        ),
        pytest.param(
            "{root}/_static: WARNING: too large",
            Finding("_static", 1, "too large"),
            id="folder without line",
        ),
        pytest.param(
            "{root}/names.json:: ERROR: cannot be read",
            Finding("names.json", 1, "cannot be read"),
            id="file without line",
        ),
        pytest.param("WARNING: no page", Finding("", 1, "no page"), id="no file"),
        pytest.param(
            "/usr/lib/module.py:docstring of f:4: WARNING: odd",
            Finding("", 1, "/usr/lib/module.py: odd"),
            id="file elsewhere",
        ),
        pytest.param(
            "../index.md:4: WARNING: odd", Finding("", 1, "../index.md: odd"), id="file above"
        ),
        pytest.param(
            "index.md:4: WARNING: A: WARNING: b [x]", Finding("index.md", 4, "A: WARNING: b", "x")
        ),
    ],
)
def test_a_warning_is_read(root: Path, line: str, found: Finding) -> None:
    """Each form in which Sphinx writes a warning is read."""
    assert read_findings(line.format(root=root) + "\n", root) == [found]


def test_a_message_of_several_lines_is_one_finding(root: Path) -> None:
    """Further lines belong to the warning above them; the same warning counts once."""
    text = "index.md:2: WARNING: One\n  two\n\nindex.md:2: WARNING: One\n  two\n\nWARNING: Three\n"
    assert read_findings(f"Lines above.\n{text}", root) == [
        Finding("index.md", 2, "One\n  two"),
        Finding("", 1, "Three"),
    ]


def test_annotations_are_escaped() -> None:
    """Nothing in a file name or message ends the command or begins another one."""
    finding = Finding("a,b:c%.md", 7, "100%\x1b[31m of\r\n::error::it\u202e", "x,y")
    assert list(commands([finding])) == [
        "::error file=a%2Cb%3Ac%25.md,line=7,title=x%2Cy::100%25[31m of%0A::error::it"
    ]


def test_more_findings_than_a_level_shows() -> None:
    """GitHub shows ten annotations of each level, so the next ten have another level."""
    findings = [Finding("a.md", line, "Text") for line in range(1, 40)]
    shown = list(commands(findings))
    assert [line.split()[0] for line in shown] == (
        ["::error"] * 10 + ["::warning"] * 10 + ["::notice"] * 10
    )
    assert [int(re.findall(r"line=(\d+)", line)[0]) for line in shown] == list(range(1, 31))


def test_summary_lists_everything_by_file() -> None:
    """The summary has each finding, with a link to its line."""
    findings = [
        Finding("b page.md", 2, "Second"),
        Finding("a.md", 10, "Later"),
        Finding("a.md", 9, "First"),
        Finding("", 1, "Nowhere"),
    ]
    assert summary(findings, SOURCE).split("\n\n")[2:] == [
        "## Without a place in a file",
        "- `Nowhere`",
        "## `a.md`",
        (
            f"- [Line 9]({SOURCE}/a.md?plain=1#L9): `First`\n"
            f"- [Line 10]({SOURCE}/a.md?plain=1#L10): `Later`"
        ),
        "## `b page.md`",
        f"- [Line 2]({SOURCE}/b%20page.md?plain=1#L2): `Second`\n",
    ]
    assert summary(findings[:1], "").endswith("- Line 2: `Second`\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@team <b>x</b> #1", "`@team <b>x</b> #1`"),
        ("a `b` ``c``", "``` a `b` ``c`` ```"),
        ("one\n\n# two\n- three", "`one # two - three`"),
        ("\x1b[31mred\x07", "`[31mred`"),
    ],
)
def test_summary_shows_messages_as_code(text: str, shown: str) -> None:
    """A message notifies nobody, formats nothing and ends no line."""
    assert summary([Finding("", 1, text)], "").splitlines()[-1] == f"- {shown}"


def test_summary_is_limited() -> None:
    """GitHub rejects a summary of more than 1 MiB."""
    findings = [Finding(f"{number}.md", 1, "x" * 1000) for number in range(2000)]
    text = summary(findings, SOURCE)
    assert 800_000 < len(text) < 1_000_000
    assert "too long" in text.splitlines()[-1]


def test_source_is_that_of_the_job() -> None:
    """The links lead to the commit that the job has checked out."""
    variables = {
        "GITHUB_SERVER_URL": "https://github.example",
        "GITHUB_REPOSITORY": "org/book",
        "GITHUB_SHA": "0a1b",
    }
    assert source_address(variables) == SOURCE
    assert source_address({}) == ""


def test_build_that_stops_is_a_finding(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """If the build fails without a warning, for instance in conf.py, one annotation says so."""
    monkeypatch.chdir(root)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    main(["findings.txt", "--failed"])
    assert capsys.readouterr().out == f"::error title=Sphinx::{STOPPED}\n"
    main(["findings.txt"])
    assert capsys.readouterr().out == ""
