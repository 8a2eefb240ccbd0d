"""Shows the findings of a build in a pull request on GitHub.

``python -m tools.findings FILE`` reads the warnings that ``sphinx-build -w FILE`` wrote.  It
prints each of them once as an annotation, which GitHub shows at its line in the diff, and
lists all of them in the summary of the job.

We do this instead of registering a problem matcher, which reads the log line by line: a
matcher cuts messages of several lines, skips findings without a line, annotates a finding
again if another program prints it, and shows ten findings at most.
"""

from __future__ import annotations

import argparse
import os
import re
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx_compass.organization.text import as_markdown_code, printable
from tools.github import annotation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# GitHub shows ten annotations of each level for a step, so more findings use the next level.
LEVELS = ("error", "warning", "notice")
SHOWN_PER_LEVEL = 10

LONGEST_SUMMARY = 900_000  # bytes; GitHub rejects a summary of more than 1 MiB

STOPPED = "The build stopped before it had checked all pages; the log of this step says why."

_FINDING = re.compile(
    r"^(?:(?P<path>[^\n]+?):(?:(?P<line>\d*):)? )?(?:WARNING|ERROR|SEVERE|CRITICAL): "
)
_SUBTYPE = re.compile(r" \[(?P<subtype>[\w.-]+)\]$")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A warning of a build."""

    file: str  # relative to the repository; empty without a file in it
    line: int  # 1 if it concerns the whole file
    text: str
    subtype: str = ""


def read_findings(text: str, root: Path) -> list[Finding]:
    """Return each finding in a file of warnings once, in their order."""
    starts: list[tuple[re.Match[str], list[str]]] = []
    for line in text.split("\n"):
        match = _FINDING.match(line)
        if match is not None:
            starts.append((match, [line[match.end() :]]))
        elif starts:  # a message of several lines
            starts[-1][1].append(line)
    found = (_finding(match, "\n".join(lines).strip(), root) for match, lines in starts)
    return list(dict.fromkeys(found))


def _finding(match: re.Match[str], text: str, root: Path) -> Finding:
    subtype = _SUBTYPE.search(text)
    if subtype is not None:
        text = text[: subtype.start()]
    path = (match["path"] or "").partition(":docstring of ")[0]
    file = Path(os.path.normpath(root / path)) if path else root
    if file == root or not file.is_relative_to(root) or not file.exists():  # not ours
        text = f"{path}: {text}" if path else text
        return Finding("", 1, text, subtype["subtype"] if subtype else "")
    return Finding(
        file.relative_to(root).as_posix(),
        max(int(match["line"] or 1), 1),
        text,
        subtype["subtype"] if subtype else "",
    )


def commands(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield a workflow command for each finding that GitHub can show."""
    for number, finding in enumerate(findings[: len(LEVELS) * SHOWN_PER_LEVEL]):
        place = {"file": finding.file, "line": finding.line} if finding.file else {}
        yield annotation(
            LEVELS[number // SHOWN_PER_LEVEL],
            "\n".join(filter(None, map(printable, finding.text.splitlines()))),
            **place,
            title=finding.subtype or "Sphinx",
        )


def summary(findings: Iterable[Finding], source: str) -> str:
    """Return all findings as Markdown, by file.

    ``source`` is the address at which the repository shows the files; empty without one.
    """
    listed = sorted(findings)
    count = "1 finding" if len(listed) == 1 else f"{len(listed)} findings"
    blocks = [f"# {count}", "Each of them says what to change. Then the checks start again."]
    size = 0
    for number, (file, group) in enumerate(groupby(listed, key=lambda finding: finding.file)):
        block = _block(file, list(group), source)
        size += len(block.encode())
        if number and size > LONGEST_SUMMARY:
            blocks.append("The list is too long; fix these first, and the others follow.")
            break
        blocks.append(block)
    return "\n\n".join(blocks) + "\n"


def _block(file: str, findings: Sequence[Finding], source: str) -> str:
    heading = f"## {as_markdown_code(file)}" if file else "## Without a place in a file"
    return f"{heading}\n\n" + "\n".join(f"- {_entry(finding, source)}" for finding in findings)


def _entry(finding: Finding, source: str) -> str:
    if not finding.file:
        return as_markdown_code(finding.text)
    line = f"Line {finding.line}"
    if source:
        line = f"[{line}]({source}/{quote(finding.file)}?plain=1#L{finding.line})"
    return f"{line}: {as_markdown_code(finding.text)}"


def source_address(variables: Mapping[str, str]) -> str:
    """Return the address of the source files of a job, from its environment variables."""
    names = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA")
    server, repository, commit = (variables.get(name, "") for name in names)
    return f"{server}/{repository}/blob/{commit}" if server and repository and commit else ""


def show(findings: Sequence[Finding], variables: Mapping[str, str]) -> None:
    """Print annotations, and write the summary of the job if it has one."""
    for line in commands(findings):
        print(line)  # noqa: T201 - GitHub reads it
    path = variables.get("GITHUB_STEP_SUMMARY")
    if findings and path:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(summary(findings, source_address(variables)))


def main(arguments: Sequence[str] | None = None) -> None:
    """Show the findings of a build in a pull request on GitHub."""
    parser = argparse.ArgumentParser(prog="python -m tools.findings", description=main.__doc__)
    parser.add_argument("file", type=Path, help="the file that sphinx-build -w wrote")
    parser.add_argument("--failed", action="store_true", help="the build failed")
    options = parser.parse_args(arguments)
    text = options.file.read_text("utf-8", "replace") if options.file.is_file() else ""
    findings = read_findings(text, Path.cwd())
    if options.failed and not findings:
        findings = [Finding("", 1, STOPPED)]
    show(findings, os.environ)


if __name__ == "__main__":
    main()
