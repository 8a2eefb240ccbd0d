"""What stopped the start of the live preview is a finding with a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.findings import Finding
from tools.live.failure import finding_of

if TYPE_CHECKING:
    from pathlib import Path


def raised(path: Path, text: str) -> Exception:
    """Run a file as Sphinx runs ``conf.py``, and return what it raises."""
    path.write_text(text, encoding="utf-8")
    try:
        try:
            exec(compile(text, path, "exec"))  # noqa: S102 - a text of this test
        except Exception as error:
            message = "There is an error in your configuration file:\n\nTraceback …"
            raise ValueError(message) from error
    except ValueError as error:
        return error
    raise AssertionError


def test_the_place_is_where_the_cause_is(tmp_path: Path) -> None:
    """The innermost place inside of the source folder, and the message of the cause."""
    path = tmp_path / "conf.py"
    error = raised(path, "\ndef fail():\n    return 1 / 0\nfail()\n")
    expected = Finding("conf.py", 3, "ZeroDivisionError: division by zero")
    assert finding_of(error, tmp_path) == expected
    found = finding_of(raised(path, "\n\n1 = 2\n"), tmp_path)
    assert (found.file, found.line, found.text[:12]) == ("conf.py", 3, "SyntaxError:")


def test_without_a_place_the_message_is_that_of_the_error(tmp_path: Path) -> None:
    """Only its first line."""
    error = ValueError("No such theme\n\nTraceback …")
    assert finding_of(error, tmp_path) == Finding("", 1, "No such theme")
    assert finding_of(ValueError(), tmp_path) == Finding("", 1, "ValueError")
