"""Checks locked packages, commands, licenses and workflows of the repository, without builds."""

from __future__ import annotations

import ast
import json
import re
import subprocess
from collections import Counter
from itertools import chain
from typing import Any

import pytest
import yaml

from conftest import ROOT

LISTS = ("requirements", "requirements-dev", "requirements-bench", "requirements-mutants")
SESSION = re.compile(r"nox -s ([\w-]+)")


def read(name: str) -> str:
    """Return the text of a file of the repository."""
    return (ROOT / name).read_text(encoding="utf-8")


def entries(name: str) -> list[str]:
    """Return the text of each entry of a compiled list."""
    return re.split(r"^(?=[A-Za-z0-9])", read(f"{name}.txt"), flags=re.MULTILINE)[1:]


def locked(name: str) -> list[tuple[str, str, int]]:
    """Return package, version and number of hashes of each entry of a compiled list."""
    pinned = ((re.match(r"([\w.-]+)==([^\s;\\]+)", entry), entry) for entry in entries(name))
    return [(pin[1], pin[2], entry.count("--hash=sha256:")) for pin, entry in pinned if pin]


def direct(name: str) -> set[str]:
    """Return the packages in a list of direct dependencies, spelled as in compiled lists."""
    lines = (line for line in read(f"{name}.in").splitlines() if re.match(r"\w", line))
    return {re.split(r"[\s=<>[]", line)[0].lower() for line in lines}


def commands() -> list[str]:
    """Return the commands of the README, in order."""
    blocks = re.findall(r"^```sh\n(.*?)^```", read("README.md"), re.MULTILINE | re.DOTALL)
    return list(chain.from_iterable(block.splitlines() for block in blocks))


def sessions() -> dict[str, str | None]:
    """Return the description of each session, as ``nox -l`` shows it."""
    return {
        node.name.replace("_", "-"): ast.get_docstring(node)
        for node in ast.parse(read("noxfile.py")).body
        if isinstance(node, ast.FunctionDef)
        and any("nox.session" in ast.unparse(decorator) for decorator in node.decorator_list)
    }


def tracked() -> list[str]:
    """Return the name of each file that git tracks, except deleted ones."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own
    return [name for name in done.stdout.split("\0") if (ROOT / name).is_file()]


@pytest.fixture(params=sorted(path.name for path in (ROOT / ".github/workflows").iterdir()))
def workflow(request: pytest.FixtureRequest) -> str:
    """Return the text of each workflow in turn."""
    return read(f".github/workflows/{request.param}")


@pytest.mark.parametrize("name", LISTS)
def test_every_package_has_one_version_with_hashes(name: str) -> None:
    """All Pythons and systems get the same versions, and hashes protect each package."""
    packages = [package for package, _, hashes in locked(name) if hashes]
    assert len(packages) == len(entries(name)) > 0, "an entry has no exact version or no hash"
    assert [package for package in set(packages) if packages.count(package) > 1] == []


@pytest.mark.parametrize("name", LISTS)
def test_direct_dependencies_are_locked(name: str) -> None:
    """The compiled list is up to date with the list of direct dependencies."""
    compiled = {entry.partition("==")[0] for entry in entries(name) if f"-r {name}.in" in entry}
    assert compiled == direct(name)


@pytest.mark.parametrize("name", LISTS)
def test_locked_lists_name_no_index(name: str) -> None:
    """The package index is a setting of each machine."""
    assert re.findall(r"^--?\w.*|.*://.*", read(f"{name}.txt"), re.MULTILINE) == []


def test_packages_of_node_are_exact_and_locked() -> None:
    """The packages that check pages have exact versions and hashes, and name no registry."""
    direct_ones = json.loads(read("tests/browser/package.json"))["dependencies"]
    packages = json.loads(read("tests/browser/package-lock.json"))["packages"]
    assert packages.pop("")["dependencies"] == direct_ones
    assert {name: packages[f"node_modules/{name}"]["version"] for name in direct_ones} == (
        direct_ones
    )
    assert [name for name, package in packages.items() if "integrity" not in package] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []


def test_sphinx_is_exact() -> None:
    """Both files have the newest Sphinx that runs on every Python we support."""
    assert re.search(r"^sphinx==9\.0\.4\s", read("requirements.in"), re.MULTILINE)
    assert ("sphinx", "9.0.4") in [entry[:2] for entry in locked("requirements")]


def test_lists_agree() -> None:
    """A package has the same version in all lists."""
    pins = [{package: version for package, version, _ in locked(name)} for name in LISTS]
    assert all(pins)
    pairs = {(package, version) for versions in pins for package, version in versions.items()}
    counts = Counter(package for package, _ in pairs)
    assert {package for package, count in counts.items() if count > 1} == set()


def test_readme_begins_with_the_commands() -> None:
    """The first screen has the build command and the test command."""
    first_screen = read("README.md").splitlines()[:40]
    for session in ("docs", "tests"):
        line = f"python3 -m venv .venv && .venv/bin/pip install nox && .venv/bin/nox -s {session}"
        assert first_screen.count(line) == 1


def test_ci_runs_the_test_command_of_the_readme() -> None:
    """CI runs the test command for contributors, and nothing else."""
    lines = [line for line in read(".ci/run").splitlines() if line and not line.startswith("#")]
    test_command = [line for line in commands() if line.endswith("nox -s tests")]
    assert lines == ["set -eu", 'cd "$(dirname "$0")/.."', *test_command]
    assert len(test_command) == 1
    assert (ROOT / ".ci/run").stat().st_mode & 0o111


def test_every_session_is_described() -> None:
    """`nox -l` describes each session."""
    assert {"docs", "tests", "lint", "live", "lock"} <= sessions().keys()
    assert [name for name, description in sessions().items() if not description] == []


def test_documented_sessions_exist() -> None:
    """Pages and other files don't mention sessions that don't exist."""
    pages = [name for name in tracked() if name.endswith((".md", ".in", ".yml", ".yaml"))]
    told = {name: set(SESSION.findall(read(name))) - sessions().keys() for name in pages}
    assert "README.md" in told
    assert {name: unknown for name, unknown in told.items() if unknown} == {}


def test_readme_has_the_licenses_of_code_and_pages() -> None:
    """The README names both licenses and links to their texts."""
    readme = read("README.md")
    for name, file, opening in (
        ("BSD-3-Clause", "LICENSE", "BSD 3-Clause License"),
        ("CC BY 4.0", "LICENSE-CONTENT", "Creative Commons Attribution 4.0 International"),
    ):
        assert name in readme
        assert f"]({file})" in readme
        assert read(file).startswith(opening)


def test_workflows_run_for_forks_without_rights(workflow: str) -> None:
    """A pull request from a fork gets no secret and only read permission."""
    settings: dict[Any, Any] = yaml.safe_load(workflow)
    triggers = settings[True]  # YAML reads the key `on` as true
    rights = [{"contents": "read"}]
    if triggers.keys() == {"push"}:  # after a merge; it pushes the files that programs keep
        assert triggers["push"]["branches"] == ["main"]
        rights = [{"contents": "write"}]
    elif "pull_request" not in triggers:
        assert triggers.keys() <= {"schedule", "workflow_dispatch"}
        rights.append({"contents": "read", "issues": "write"})
    assert settings["permissions"] == {}
    for job in settings["jobs"].values():
        assert job["permissions"] in rights
    assert re.findall(r"secrets\.|pull_request_target", workflow) == []


def test_every_job_ends(workflow: str) -> None:
    """A job that hangs is stopped after at most 90 minutes."""
    jobs = yaml.safe_load(workflow)["jobs"].values()
    assert [job["name"] for job in jobs if not 0 < job.get("timeout-minutes", 0) <= 90] == []


def test_one_job_shows_findings() -> None:
    """GitHub shows each finding once: one job prints annotations, and no matcher reads logs.

    Its second build runs only if the first one has found nothing.
    """
    texts = [path.read_text("utf-8") for path in (ROOT / ".github/workflows").iterdir()]
    shown = [re.findall(r"nox -s (?:cached|docs)\b|problem-matcher", text) for text in texts]
    assert [found for found in shown if found] == [["nox -s cached", "nox -s docs"]]
    jobs = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text("utf-8"))["jobs"]
    steps = jobs["site"]["steps"]
    assert [step for step in steps if {"if", "continue-on-error"} & step.keys()] == []


def test_checkouts_keep_no_token(workflow: str) -> None:
    """Code of a pull request cannot read the job's token from the checkout."""
    jobs = yaml.safe_load(workflow)["jobs"].values()
    steps = chain.from_iterable(job["steps"] for job in jobs)
    checkouts = [step for step in steps if "actions/checkout@" in step.get("uses", "")]
    assert checkouts
    assert [step for step in checkouts if step["with"]["persist-credentials"] is not False] == []


def test_no_file_names_a_home_folder() -> None:
    """No file contains a path of somebody's machine."""
    home = re.compile(rb"(?<![\w.:/-])/(?:home|root|Users)/\w+")
    found = {name: home.findall((ROOT / name).read_bytes()) for name in tracked()}
    assert "README.md" in found
    assert {name: paths for name, paths in found.items() if paths} == {}
