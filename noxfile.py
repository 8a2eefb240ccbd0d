"""Sessions for contributors and CI: ``nox -l`` lists them, ``nox -s NAME`` runs one."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import nox

if TYPE_CHECKING:
    from collections.abc import Callable

nox.needs_version = ">=2025.2.9"
nox.options.sessions = ["docs"]
nox.options.reuse_venv = "yes"
# Always use pip: if nox picked uv where it is installed, uv's own settings would apply as well.
nox.options.default_venv_backend = "virtualenv"

SITE = Path("_build/dirhtml")
DOCTREES = Path("_build/doctrees")  # outside the published folder
FINDINGS = Path("_build/findings.txt")
GENERATED = {"genindex", "search"}  # Sphinx's own pages, not counted as pages of the handbook

SITE_LIST = "requirements.txt"
TOOLS_LIST = "requirements-dev.txt"
OTHER_THEMES_LIST = "requirements-bench.txt"
MUTANTS_LIST = "requirements-mutants.txt"

KEPT = ("names.json", "reviews.json", "changes.json")  # by the session keep


def pages() -> list[str]:
    """Return the pages, and the files about the project at the top, in the working folder."""
    return sorted(
        str(path)
        for path in (*Path().glob("*.md"), *Path().glob("[a-z]*/**/*.md"))
        if path.parts[0] not in {"benchmarks", "tests", "tools"}
    )


LINT = {
    "ruff check": ("ruff", "check", "."),
    "ruff format": ("ruff", "format", "--check", "."),
    "mypy": ("mypy",),
    "imports": ("lint-imports", "--no-logo", "--no-cache"),
    "codespell": ("codespell",),
    "prose": ("python", "-m", "tools.prose", *pages()),
    "workflow schema": (
        "check-jsonschema",
        "--builtin-schema",
        "vendor.github-workflows",
        *sorted(str(path) for path in Path(".github/workflows").glob("*.yml")),
    ),
    "Read the Docs schema": (
        "check-jsonschema",
        "--builtin-schema",
        "vendor.readthedocs",
        ".readthedocs.yaml",
    ),
    "zizmor": ("zizmor", "--offline", "--no-progress", "--persona", "pedantic", "."),
}


def install(session: nox.Session, *lists: str) -> None:
    """Install the packages of locked lists, and check each one against its hash."""
    if sys.version_info < (3, 11):  # noqa: UP036 - nox runs on older ones, and pip's message is unclear
        session.error(
            f"The handbook needs Python 3.11 or newer, this is {sys.version.split()[0]}. "
            "Install a newer one, then run: rm -r .venv .nox && python3.11 -m venv .venv"
        )
    arguments = [argument for name in lists for argument in ("-r", name)]
    session.install("--require-hashes", *arguments)


def require(session: nox.Session, program: str, package: str, *others: str) -> None:
    """Make sure that a program which is not a Python package is installed.

    On Debian, root installs it; anyone else gets an error with the command.  ``others`` are
    names of programs that also work.
    """
    if any(shutil.which(name) for name in (program, *others)):
        return
    if not shutil.which("apt-get"):
        session.error(f"{program} is missing. Install it with your system's package manager.")
    if os.geteuid() != 0:
        session.error(f"{program} is missing. Run: sudo apt-get install {package}")
    session.run("apt-get", "update", external=True)
    session.run("apt-get", "install", "-y", "--no-install-recommends", package, external=True)


def prefer(session: nox.Session, program: str, package: str) -> None:
    """Install a program that only makes tests faster, where ``require`` would install one."""
    if not shutil.which(program) and shutil.which("apt-get") and os.geteuid() == 0:
        install = ("apt-get", "install", "-y", "--no-install-recommends", package)
        for command in (("apt-get", "update"), install):
            session.run(*command, external=True, success_codes=range(256), silent=True)


def is_redirect(path: Path) -> bool:
    """Tell whether a built page only redirects to another one."""
    return 'http-equiv="refresh"' in path.read_text(encoding="utf-8")


def count_pages(site: Path) -> int:
    """Return the number of handbook pages in a built site."""
    pages = (path for path in site.rglob("index.html") if not is_redirect(path))
    folders = (path.parent.relative_to(site) for path in pages)
    return sum(
        not (folder.parts and (folder.parts[0] in GENERATED or folder.parts[0].startswith("_")))
        for folder in folders
    )


def failed_checks(session: nox.Session) -> list[str]:
    """Run all checks of the source, even if some fail; return the names of those that fail."""
    failed = []
    for name, command in LINT.items():
        try:
            session.run(*command, env={"PYTHONPATH": "_ext"})  # for lint-imports
        except nox.command.CommandFailed:
            failed.append(name)
    return failed


def build(session: nox.Session, *options: str) -> None:
    """Build the handbook from scratch, and treat warnings as errors."""
    install(session, SITE_LIST)
    for folder in (SITE, DOCTREES):
        if folder.exists():
            shutil.rmtree(folder)
    strict = ("-n", "-W", "--keep-going", "-E")
    session.run(
        *("sphinx-build", "-b", "dirhtml", *strict, "-j", "auto", "-d", str(DOCTREES)),
        *options,
        *session.posargs,
        *(".", str(SITE)),
    )


def annotate(session: nox.Session, run_build: Callable[..., None]) -> None:
    """Build the handbook; on GitHub, show each finding at its line in the pull request.

    One job does this with the sessions ``cached`` and ``docs``. It ends when a session fails, so
    GitHub shows each finding once. Between the commands that GitHub stops and resumes at, it obeys
    no command in the output of the build.
    """
    if os.environ.get("GITHUB_ACTIONS") != "true":
        run_build(session)
        return
    FINDINGS.unlink(missing_ok=True)
    FINDINGS.parent.mkdir(exist_ok=True)
    token = secrets.token_hex()
    outcome: tuple[str, ...] = ()
    print(f"::stop-commands::{token}", flush=True)
    try:
        run_build(session, "-w", str(FINDINGS))
    except nox.command.CommandFailed:
        outcome = ("--failed",)
        raise
    finally:
        print(f"::{token}::", flush=True)
        show = ("python", "-m", "tools.findings", str(FINDINGS), *outcome)
        session.run(*show, env={"PYTHONPATH": "_ext:."})


def build_from_cache(session: nox.Session, *options: str) -> None:
    """Build the handbook with what the last such build has left, and treat warnings as errors."""
    install(session, SITE_LIST, TOOLS_LIST)
    folders = ("-d", "_build/cached-doctrees", *session.posargs, ".", "_build/cached")
    strict = ("-b", "dirhtml", "-n", "-W", "-j", "auto")
    command = ("python", "-m", "tools.cached_build", *strict, *options, *folders)
    session.run(*command, env={"PYTHONPATH": "_ext:."})


def install_page_checkers(session: nox.Session) -> None:
    """Install what the tests check pages with: Chromium, Java, and packages for Node.js."""
    require(session, "chromium", "chromium", "chromium-browser", "google-chrome")
    prefer(session, "chromium-headless-shell", "chromium-headless-shell")
    require(session, "java", "default-jre-headless")
    session.run("npm", "ci", "--prefix", "tests/browser", silent=True)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the handbook in _build/dirhtml from scratch, and treat warnings as errors."""
    annotate(session, build)
    check = ("python", "-m", "tools.codeowners", "--check", str(SITE))
    session.run(*check, env={"PYTHONPATH": "_ext:."})
    serve = f"python3 -m http.server --directory {SITE} --bind 127.0.0.1"
    session.log(f"Wrote {count_pages(SITE)} pages to {SITE}.")
    session.log(f"To view them, run '{serve}' and open http://127.0.0.1:8000/")
    session.log("To edit with a live preview, run: .venv/bin/nox -s live")


@nox.session
def cached(session: nox.Session) -> None:
    """Build the handbook in _build/cached with what the last such build has left there."""
    annotate(session, build_from_cache)


@nox.session
def tests(session: nox.Session) -> None:
    """Run what CI runs: lint and all tests. With arguments, run only pytest with them."""
    require(session, "git", "git")
    install(session, SITE_LIST, TOOLS_LIST)
    install_page_checkers(session)
    failed = [] if session.posargs else failed_checks(session)
    session.run("pytest", "-n", "auto", "--dist", "loadgroup", *session.posargs)
    if failed:
        session.error(f"All tests passed, but these checks failed: {', '.join(failed)} (see above)")


@nox.session
def unit(session: nox.Session) -> None:
    """Run only the fast tests, which need neither a build nor a browser."""
    install(session, SITE_LIST, TOOLS_LIST)
    session.run("pytest", "-m", "not build", *session.posargs)


@nox.session
def browser(session: nox.Session) -> None:
    """Check each page in Chromium: size, HTML, accessibility, keyboard, print; and the search."""
    install(session, SITE_LIST, TOOLS_LIST)
    install_page_checkers(session)
    checks = ("tests/browser", "tests/finding/test_questions.py")
    session.run("pytest", "-n", "auto", "--dist", "loadgroup", *checks, *session.posargs)


@nox.session
def nightly(session: nox.Session) -> None:
    """Compare incremental, warm and interrupted builds with clean ones after random edits."""
    install(session, SITE_LIST, TOOLS_LIST)
    files = (
        "tests/domain/test_random_edits.py",
        "tests/pace/test_interrupted_builds.py",
        "tests/pace/test_warm_edits.py",
    )
    session.run(
        *("pytest", "-n", "auto", *files, *session.posargs),
        env={
            "COMPASS_SEQUENCES": "13",  # of each of 17 kinds of edit
            "COMPASS_INTERRUPTED": "40",  # processes, one after the other
            "COMPASS_WARM_EDITS": "500",  # of one process
        },
    )


@nox.session
def fuzz(session: nox.Session) -> None:
    """Give each parser and other pure function with properties 10,000 random inputs."""
    install(session, SITE_LIST, TOOLS_LIST)
    # Hypothesis runs on each Python that the handbook supports, and shortens what fails. The
    # fuzzer atheris can be installed on one of them only.
    session.run(
        *("pytest", "-n", "auto", "tests/test_fuzz.py", *session.posargs),
        env={"COMPASS_EXAMPLES": "10000"},
    )


@nox.session
def mutants(session: nox.Session) -> None:
    """Check that tests notice small mistakes in the pure modules; '-- MODULE ...' for some."""
    install(session, SITE_LIST, TOOLS_LIST, MUTANTS_LIST)
    session.run("python", "-m", "tools.mutants", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, types, imports, spelling, English, workflows and Read the Docs settings."""
    install(session, SITE_LIST, TOOLS_LIST)
    failed = failed_checks(session)
    if failed:
        session.error(f"Failed: {', '.join(failed)} (see above)")


@nox.session
def fix(session: nox.Session) -> None:
    """Format the Python code, and fix what Ruff can fix."""
    install(session, SITE_LIST, TOOLS_LIST)
    session.run("ruff", "check", "--fix-only", ".")
    session.run("ruff", "format", ".")


@nox.session
def live(session: nox.Session) -> None:
    """Serve the handbook at http://127.0.0.1:8000/ and show each save in open pages."""
    install(session, SITE_LIST, TOOLS_LIST)
    options = ("-n", "-d", "_build/live-doctrees", "-j", "auto", *session.posargs)
    command = ("python", "-m", "tools.live", ".", "_build/live", *options)
    session.run(*command, env={"PYTHONPATH": "_ext:."})


@nox.session
def links(session: nox.Session) -> None:
    """Check the links to other sites, and list those that do not work."""
    install(session, SITE_LIST)
    folder = Path("_build/linkcheck")
    shutil.rmtree(folder, ignore_errors=True)
    session.run(
        *("sphinx-build", "-q", "-b", "linkcheck", "-E", "-d", str(DOCTREES), ".", str(folder)),
        success_codes=(0, 1),  # 1: some links do not work
    )


def agenda(session: nox.Session) -> Path:
    """Run the builder ``reviews`` and return its output folder."""
    install(session, SITE_LIST)
    folder = Path("_build/reviews")
    session.run("sphinx-build", "-q", "-b", "reviews", "-E", ".", str(folder))
    return folder


@nox.session
def reviews(session: nox.Session) -> None:
    """Print which page reviews are due, by owner. '-- --json' prints JSON."""
    folder = agenda(session)
    name = "agenda.json" if "--json" in session.posargs else "agenda.txt"
    print((folder / name).read_text(encoding="utf-8"), end="")


@nox.session
def keep(session: nox.Session) -> None:
    """Bring the files that programs keep up to date, as a workflow does after each merge."""
    for name in KEPT:
        if Path(name).is_symlink() or Path(name).is_dir():  # would be written through the link
            session.error(f"{name} is a link or a folder; undo the last change to it.")
    install(session, SITE_LIST)
    folder = Path("_build/keep")
    shutil.rmtree(folder, ignore_errors=True)
    for builder in ("names", "reviews", "issue-templates"):  # all use what the first one reads
        output = ("-d", str(folder / "doctrees"), ".", str(folder / builder))
        session.run("sphinx-build", "-q", "-b", builder, *output)
    shutil.copyfile(folder / "reviews" / "record.json", "reviews.json")
    findings = (folder / "names" / "findings.txt").read_text(encoding="utf-8")
    if findings:
        print(f"\n{findings}", flush=True)
        session.error("names.json stays as it is, because of these findings (see above).")
    shutil.copyfile(folder / "names" / "names.json", "names.json")
    if Path(".git").exists():  # without a history, there are no merges to look at
        changes(session)
    session.log(f"Up to date: {', '.join(KEPT)}.")
    if Path("owners.yml").is_file() or Path(".github/CODEOWNERS").is_file():
        codeowners(session)


@nox.session
def codeowners(session: nox.Session) -> None:
    """Write .github/CODEOWNERS, if owners.yml says which teams answer for which roles."""
    install(session, SITE_LIST)
    site = Path("_build/codeowners")
    if Path("owners.yml").is_file():  # otherwise there is nothing to write
        session.run("sphinx-build", "-q", "-b", "dirhtml", "-d", str(DOCTREES), ".", str(site))
    session.run("python", "-m", "tools.codeowners", str(site), env={"PYTHONPATH": "_ext:."})


@nox.session
def impact(session: nox.Session) -> None:
    """Describe what changes between a git revision and the working tree: '-- main'."""
    if len(session.posargs) != 1:
        session.error("Name a git revision to compare with, for example: nox -s impact -- main")
    require(session, "git", "git")
    # Say what is wrong with the revision before packages are installed.
    find = ("python", "-m", "tools.revisions", *session.posargs)
    commit = str(session.run(*find, silent=True)).strip()
    install(session, SITE_LIST)
    folder = Path("_build/impact")
    shutil.rmtree(folder, ignore_errors=True)
    paths = {"PYTHONPATH": "_ext:."}
    # An old revision may need other packages. If its build fails, the report says so.
    old, new = (str(folder / name) for name in ("old", "new"))
    session.run("python", "-m", "tools.revisions", commit, old, env=paths)
    session.run(
        *("sphinx-build", "-Q", "-b", "dirhtml", "-j", "auto", "-d", str(folder / "doctrees")),
        *(".", new),
        silent=True,  # nox still shows the output of a failed build
    )
    session.run("python", "-m", "tools.impact", old, new, env=paths)


@nox.session
def changes(session: nox.Session) -> None:
    """Add to changes.json what the merges on main have changed since it was last written."""
    require(session, "git", "git")
    install(session, SITE_LIST)
    session.run("python", "-m", "tools.changes", env={"PYTHONPATH": "_ext:."})


@nox.session
def bench(session: nox.Session) -> None:
    """Compare the speed of builds with other programs. '-- SIZE ... --large' chooses sizes."""
    install(session, SITE_LIST, OTHER_THEMES_LIST)
    if "--alone" not in session.posargs and shutil.which("npm"):
        session.run("npm", "ci", "--prefix", "benchmarks", silent=True, external=True)
    session.run("python", "-m", "benchmarks.building", *session.posargs, env={"PYTHONPATH": "_ext"})


@nox.session(name="bench-growth")
def bench_growth(session: nox.Session) -> None:
    """Measure how build time grows with the size of pages. '-- KIND ...' limits it."""
    install(session, SITE_LIST)
    session.run("python", "-m", "benchmarks.growth", *session.posargs, env={"PYTHONPATH": "_ext"})


@nox.session(name="bench-live")
def bench_live(session: nox.Session) -> None:
    """Measure from a save to the new page in the live preview. '-- SIZE ...' chooses sizes."""
    install(session, SITE_LIST, TOOLS_LIST)
    require(session, "chromium", "chromium", "chromium-browser", "google-chrome")
    paths = {"PYTHONPATH": "_ext:.:tests"}
    session.run("python", "-m", "benchmarks.live", *session.posargs, env=paths)


@nox.session(name="bench-profile")
def bench_profile(session: nox.Session) -> None:
    """Print which parts of a build take how much of its time. '-- SIZE' chooses the pages."""
    install(session, SITE_LIST)
    command = ("python", "-m", "benchmarks.profiling", *session.posargs)
    session.run(*command, env={"PYTHONPATH": "_ext"})


@nox.session(name="bench-reading")
def bench_reading(session: nox.Session) -> None:
    """Compare pages, search and cards with other themes. '-- RUNS PAGE ...' limits it."""
    install(session, SITE_LIST, TOOLS_LIST, OTHER_THEMES_LIST)
    install_page_checkers(session)
    # Other work on the machine makes the results of all sites worse.
    paths = {"PYTHONPATH": "_ext:tests"}
    session.run("python", "-m", "benchmarks.reading", *session.posargs, env=paths)


@nox.session(name="bench-search")
def bench_search(session: nox.Session) -> None:
    """Measure bytes and times of the search by the number of pages. '-- PAGES ...' limits it."""
    install(session, SITE_LIST, TOOLS_LIST)
    paths = {"PYTHONPATH": "_ext:tests"}
    session.run("python", "-m", "benchmarks.search", *session.posargs, env=paths)


@nox.session
def lock(session: nox.Session) -> None:
    """Lock all requirements again. '-- --upgrade' updates them to the newest versions."""
    session.install("uv", "-c", TOOLS_LIST)
    for name in (SITE_LIST, TOOLS_LIST, OTHER_THEMES_LIST, MUTANTS_LIST):
        session.run(
            *("uv", "pip", "compile", "--universal", "--python-version", "3.11"),
            # Lock one version of each package for all Python versions, so that sites don't differ.
            *("--fork-strategy", "fewest", "--generate-hashes", "--quiet"),
            *("--custom-compile-command", "nox -s lock", "--output-file", name),
            *session.posargs,
            str(Path(name).with_suffix(".in")),
        )
