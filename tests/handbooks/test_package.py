"""The package: its wheel, its dependencies, and that it is independent of any organization."""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions, version
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import sphinx_compass
from conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from handbooks.installing import Environment

pytestmark = pytest.mark.xdist_group("handbooks")  # one worker builds the wheel once

EXT = ROOT / "_ext"
PACKAGE = EXT / "sphinx_compass"
PAGES = ("about", "administration", "engineering", "operations", "product", "roles")

# Loads the extension and prints each configuration value of ours with its default, as JSON.
CONFIG = """\
import json, sys
from sphinx.application import Sphinx
app = Sphinx(sys.argv[1], None, sys.argv[2], sys.argv[2], "dummy", status=None, freshenv=True,
             confoverrides={"extensions": ["sphinx_compass"]})
print(json.dumps({name: value for name, value, _ in app.config if name.startswith("compass_")}))
"""


def project() -> dict[str, Any]:
    """Return the metadata of the package from pyproject.toml."""
    text = (EXT / "pyproject.toml").read_text(encoding="utf-8")
    metadata: dict[str, Any] = tomllib.loads(text)["project"]
    return metadata


def needed(extra: str = "") -> set[str]:
    """Return the distributions that the package or an extra requires."""
    metadata = project()
    lists = metadata["optional-dependencies"][extra] if extra else metadata["dependencies"]
    return {canonicalize_name(Requirement(text).name) for text in lists}


def imported(folder: Path) -> Iterator[str]:
    """Yield the distribution of each third-party module that the modules of a folder import."""
    known = packages_distributions()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = []
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                modules = [node.module or ""]
            for module in modules:
                top = module.partition(".")[0]
                if top not in {*sys.stdlib_module_names, "sphinx_compass"}:
                    assert top in known, f"{path} imports {module}, which nothing installs"
                    yield canonicalize_name(known[top][0])


def sources() -> list[Path]:
    """Return each file of the extension, without caches."""
    return [path for path in EXT.rglob("*") if path.is_file() and path.suffix != ".pyc"]


def test_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    """Modules, styles, scripts, templates, schema and messages are installed."""
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if name.startswith("sphinx_compass/")}
    files = (path.relative_to(EXT).as_posix() for path in sources() if PACKAGE in path.parents)
    assert names == set(files)
    assert "sphinx_compass/py.typed" in names


def test_metadata_of_the_wheel(wheel: Path) -> None:
    """The metadata has name, version, license with its text, and the README."""
    with zipfile.ZipFile(wheel) as archive:
        folder = f"sphinx_compass-{sphinx_compass.__version__}.dist-info"
        metadata = archive.read(f"{folder}/METADATA").decode()
        license_text = archive.read(f"{folder}/licenses/LICENSE").decode()
    for line in (
        "Name: sphinx-compass",
        f"Version: {sphinx_compass.__version__}",
        "License-Expression: BSD-3-Clause",
        "Classifier: Framework :: Sphinx :: Extension",
    ):
        assert line in metadata.splitlines()
    assert (EXT / "README.md").read_text(encoding="utf-8") in metadata
    own, ours = (text.splitlines() for text in (license_text, (ROOT / "LICENSE").read_text()))
    different = [line for line in own if line not in ours]
    assert different == ["Copyright (c) 2026, the sphinx-compass contributors"]


def test_build_backend_is_the_locked_one() -> None:
    """The wheel is built with the same release everywhere."""
    text = (EXT / "pyproject.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text)["build-system"]["requires"] == [f"flit-core=={version('flit-core')}"]


def test_locked_packages_satisfy_the_package() -> None:
    """The package accepts the versions that the tests run with."""
    metadata = project()
    extras = metadata["optional-dependencies"].values()
    lists = list(chain(metadata["dependencies"], *extras))
    outside = [
        text
        for requirement, text in ((Requirement(text), text) for text in lists)
        if version(requirement.name) not in requirement.specifier
    ]
    assert outside == []
    assert all(Requirement(text).specifier for text in lists), "a lower bound is missing"


def test_every_import_is_a_dependency() -> None:
    """The package and its extras require everything that they import."""
    extras = project()["optional-dependencies"]
    rest = {
        name
        for path in PACKAGE.iterdir()
        if path.is_dir()
        for name in imported(path)
        if path.name not in extras
    }
    assert rest - needed() == set()
    for extra in extras:
        assert set(imported(PACKAGE / extra)) - needed() - needed(extra) == set(), extra
    assert "sphinx" in rest


def test_installed_package_is_the_one_that_is_imported(installed: Environment) -> None:
    """The handbooks are built with the wheel, not with the checkout."""
    code = "import sphinx_compass, sphinx_compass.reading; print(sphinx_compass.__file__)"
    done = installed.run("-c", code)
    assert done.stderr == ""
    assert done.stdout.strip() == str(installed.packages / "sphinx_compass" / "__init__.py")


def test_readme_lists_every_configuration_value(installed: Environment, tmp_path: Path) -> None:
    """The table of configuration has each value with its default."""
    done = installed.run("-c", CONFIG, tmp_path, tmp_path / "out")
    assert done.returncode == 0, done.stderr
    readme = (EXT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(compass_\w+)` \| `(.*?)` \|", readme, re.MULTILINE)
    told = {name: ast.literal_eval(default) for name, default in rows}
    assert told == json.loads(done.stdout)
    assert len(rows) == len(told), "a value is listed twice"


def test_extension_knows_no_organization() -> None:
    """It does not mention an organization, a command or a page of this repository."""
    pages = [
        path.relative_to(ROOT).with_suffix("").as_posix()
        for folder in PAGES
        for path in (ROOT / folder).rglob("*.md")
    ]
    assert pages
    words = re.compile(
        "|".join(["2i2c", "team.compass", r"nox -s", *map(re.escape, pages)]), re.IGNORECASE
    )
    texts = {path: path.read_bytes().decode("utf-8", "replace") for path in sources()}
    found = {
        path.relative_to(ROOT).as_posix(): sorted(set(words.findall(text)))
        for path, text in texts.items()
        if words.search(text)
    }
    assert "_ext/README.md" in {path.relative_to(ROOT).as_posix() for path in texts}
    assert found == {}
