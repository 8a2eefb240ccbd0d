"""What contributors and CI run: ``nox -l`` lists it, ``nox -s NAME`` runs one of it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.sessions = ["docs"]
nox.options.reuse_venv = "yes"
# pip on every machine: with uv, where somebody has it, a second set of settings would count.
nox.options.default_venv_backend = "virtualenv"

SITE = Path("_build/dirhtml")
DOCTREES = Path("_build/doctrees")  # outside the site, which holds nothing but its pages
GENERATED = {"genindex", "search"}  # Sphinx's own pages, no page of the handbook

SITE_LIST = "requirements.txt"
TOOLS_LIST = "requirements-dev.txt"
RIVALS_LIST = "requirements-bench.txt"

LINT = {
    "ruff check": ("ruff", "check", "."),
    "ruff format": ("ruff", "format", "--check", "."),
    "mypy": ("mypy",),
    "imports": ("lint-imports", "--no-logo", "--no-cache"),
    "codespell": ("codespell",),
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
    """Install locked lists of packages, each package checked against its hash."""
    if sys.version_info < (3, 11):  # noqa: UP036 - nox runs on older ones, and pip's words don't help
        session.error(
            f"The handbook needs Python 3.11 or newer, this is {sys.version.split()[0]}. "
            "With a newer one type: rm -r .venv .nox && python3.11 -m venv .venv"
        )
    arguments = [argument for name in lists for argument in ("-r", name)]
    session.install("--require-hashes", *arguments)


def need(session: nox.Session, program: str, package: str, *others: str) -> None:
    """See to a program that is not a Python package: install it as root on Debian, else say how.

    Other names are those of programs that do as well.
    """
    if any(shutil.which(name) for name in (program, *others)):
        return
    if not shutil.which("apt-get"):
        session.error(f"{program} is missing. Install it with your system's package manager.")
    if os.geteuid() != 0:
        session.error(f"{program} is missing. Type: sudo apt-get install {package}")
    session.run("apt-get", "update", external=True)
    session.run("apt-get", "install", "-y", "--no-install-recommends", package, external=True)


def is_redirect(path: Path) -> bool:
    """Tell whether a built page only leads to another one."""
    return 'http-equiv="refresh"' in path.read_text(encoding="utf-8")


def count_pages(site: Path) -> int:
    """Return how many pages of the handbook a built site holds."""
    pages = (path for path in site.rglob("index.html") if not is_redirect(path))
    folders = (path.parent.relative_to(site) for path in pages)
    return sum(
        not (folder.parts and (folder.parts[0] in GENERATED or folder.parts[0].startswith("_")))
        for folder in folders
    )


def failed_checks(session: nox.Session) -> list[str]:
    """Run every check of the source, also after one has failed; return the names of those."""
    failed = []
    for name, command in LINT.items():
        try:
            session.run(*command, env={"PYTHONPATH": "_ext"})  # where imports are looked up
        except nox.command.CommandFailed:
            failed.append(name)
    return failed


def build(session: nox.Session) -> None:
    """Build the handbook from scratch; any warning is an error."""
    install(session, SITE_LIST)
    for folder in (SITE, DOCTREES):
        if folder.exists():
            shutil.rmtree(folder)
    strict = ("-n", "-W", "--keep-going", "-E")
    session.run(
        *("sphinx-build", "-b", "dirhtml", *strict, "-j", "auto", "-d", str(DOCTREES)),
        *session.posargs,
        *(".", str(SITE)),
    )


def judges(session: nox.Session) -> None:
    """See to what judges pages: Chromium, Java, and packages that run on Node.js."""
    need(session, "chromium", "chromium", "chromium-browser", "google-chrome")
    need(session, "java", "default-jre-headless")
    session.run("npm", "ci", "--prefix", "tests/browser", silent=True)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the handbook to _build/dirhtml from scratch; any warning is an error."""
    build(session)
    serve = f"python3 -m http.server --directory {SITE} --bind 127.0.0.1"
    session.log(f"Wrote {count_pages(SITE)} pages to {SITE}.")
    session.log(f"Look at them: type '{serve}' and open http://127.0.0.1:8000/")
    session.log("Or edit with a preview that follows each save: .venv/bin/nox -s live")


@nox.session
def tests(session: nox.Session) -> None:
    """Run everything CI runs: lint, then all tests; with arguments, only pytest with them."""
    need(session, "git", "git")
    need(session, "jq", "jq")
    install(session, SITE_LIST, TOOLS_LIST)
    judges(session)
    failed = [] if session.posargs else failed_checks(session)
    session.run("pytest", "-n", "auto", "--dist", "loadgroup", *session.posargs)
    if failed:
        session.error(f"All tests passed, but lint failed: {', '.join(failed)} (see above)")


@nox.session
def unit(session: nox.Session) -> None:
    """Run the tests that need neither a build nor a browser, in a few seconds."""
    install(session, SITE_LIST, TOOLS_LIST)
    session.run("pytest", "-m", "not build", *session.posargs)


@nox.session
def browser(session: nox.Session) -> None:
    """Check every page in Chromium: weight, HTML, accessibility, keyboard, print; print figures."""
    install(session, SITE_LIST, TOOLS_LIST)
    judges(session)
    session.run("pytest", "-n", "auto", "--dist", "loadgroup", "tests/browser", *session.posargs)


@nox.session
def nightly(session: nox.Session) -> None:
    """Compare builds after 200 random sequences of edits, for a scheduled run."""
    install(session, SITE_LIST, TOOLS_LIST)
    session.run(
        *("pytest", "-n", "auto", "tests/domain/test_random_edits.py", *session.posargs),
        env={"COMPASS_SEQUENCES": "14"},  # of each of 15 kinds of edit
    )


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, types, imports, spelling, workflows and Read the Docs settings, offline."""
    install(session, SITE_LIST, TOOLS_LIST)
    failed = failed_checks(session)
    if failed:
        session.error(f"Failed: {', '.join(failed)} (see above)")


@nox.session
def fix(session: nox.Session) -> None:
    """Format the Python code, and mend what Ruff can mend by itself."""
    install(session, SITE_LIST, TOOLS_LIST)
    session.run("ruff", "check", "--fix-only", ".")
    session.run("ruff", "format", ".")


@nox.session
def live(session: nox.Session) -> None:
    """Serve the handbook on http://127.0.0.1:8000/ and build it again on each save."""
    install(session, SITE_LIST, TOOLS_LIST)
    folders = ("-d", "_build/live-doctrees", "--ignore", "*/_build/*", ".", "_build/live")
    session.run(
        *("sphinx-autobuild", "--host", "127.0.0.1", "-b", "dirhtml", "-j", "auto"),
        *session.posargs,
        *folders,
    )


def agenda(session: nox.Session) -> Path:
    """Read all pages and return the folder with what is due for review."""
    install(session, SITE_LIST)
    folder = Path("_build/reviews")
    session.run("sphinx-build", "-q", "-b", "reviews", "-E", ".", str(folder))
    return folder


@nox.session
def reviews(session: nox.Session) -> None:
    """Print which page reviews are due, by owner; '-- --json' prints them for programs."""
    folder = agenda(session)
    name = "agenda.json" if "--json" in session.posargs else "agenda.txt"
    print((folder / name).read_text(encoding="utf-8"), end="")


@nox.session
def reviewed(session: nox.Session) -> None:
    """Record what pages cite, in reviews.json, after their last_reviewed_on has changed."""
    folder = agenda(session)
    shutil.copyfile(folder / "record.json", "reviews.json")
    session.log("reviews.json is up to date; commit it together with the pages.")


@nox.session
def names(session: nox.Session) -> None:
    """Check that no published name or address is lost, and add new ones to names.json."""
    faults = []
    try:
        build(session)
    except nox.command.CommandFailed:
        if not (SITE / "objects.inv").is_file():
            raise  # there are no pages to compare with
        # Mentions of what was renamed fail the build, until the line below keeps the name.
        faults.append("the build finds mistakes")
    folder = Path("_build/names")
    site = ("-D", f"compass_names_site={SITE}")
    session.run(
        *("sphinx-build", "-q", "-b", "names", "-d", str(DOCTREES), *site, ".", str(folder))
    )
    findings = (folder / "findings.txt").read_text(encoding="utf-8")
    if findings:
        print(f"\n{findings}", flush=True)
        faults.insert(0, "published names or addresses are lost")
    if faults:
        session.error(f"{' and '.join(faults).capitalize()} (see above).")
    shutil.copyfile(folder / "names.json", "names.json")
    session.log("No name or address is lost. names.json is up to date; commit it with the pages.")


def built(session: nox.Session, source: Path, site: Path, codes: tuple[int, ...] = (0,)) -> None:
    """Build the handbook in a folder quietly; other exit statuses than these are errors."""
    doctrees = site.with_name(f"{site.name}-doctrees")
    for folder in (site, doctrees):
        shutil.rmtree(folder, ignore_errors=True)
    session.run(
        *("sphinx-build", "-Q", "-b", "dirhtml", "-j", "auto", "-d", str(doctrees)),
        *(str(source), str(site)),
        success_codes=codes,
        silent=True,  # but for a build that fails
    )


@nox.session
def impact(session: nox.Session) -> None:
    """Say in words what changes between a git revision and the files here: '-- main'."""
    if len(session.posargs) != 1:
        session.error("Name the git revision to compare with, such as: nox -s impact -- main")
    need(session, "git", "git")
    install(session, SITE_LIST)
    folder = Path("_build/impact")
    base = folder / "base"
    remove = ("git", "worktree", "remove", "--force", str(base))
    if base.exists():  # left by a run that was stopped
        session.run(*remove, external=True, silent=True)
    revision = f"{session.posargs[0]}^{{commit}}"
    commit = session.run(
        *("git", "rev-parse", "--verify", "--end-of-options", revision),
        external=True,
        silent=True,
    )
    session.run(  # by force: git may remember a folder that somebody deleted
        *("git", "worktree", "add", "--force", "--quiet", "--detach", str(base)),
        str(commit).strip(),
        external=True,
        silent=True,
    )
    try:
        # An old revision may need other packages; then the comparison says that there is none.
        built(session, base, folder / "old", codes=(0, 1, 2))
    finally:
        session.run(*remove, external=True, silent=True)
    built(session, Path(), folder / "new")
    compare = ("python", "-m", "tools.impact", str(folder / "old"), str(folder / "new"))
    session.run(*compare, env={"PYTHONPATH": "_ext:."})


@nox.session(name="bench-reading")
def bench_reading(session: nox.Session) -> None:
    """Measure how light and quick pages are, beside other themes; '-- RUNS PAGE ...' for less."""
    install(session, SITE_LIST, TOOLS_LIST, RIVALS_LIST)
    judges(session)
    # Where other work goes on as well, figures are worse, of all sites alike.
    session.run("python", "-m", "benchmarks.reading", *session.posargs, env={"PYTHONPATH": "tests"})


@nox.session
def lock(session: nox.Session) -> None:
    """Compile all lists of packages again; '-- --upgrade' takes the newest versions."""
    session.install("uv", "-c", TOOLS_LIST)
    for name in (SITE_LIST, TOOLS_LIST, RIVALS_LIST):
        session.run(
            *("uv", "pip", "compile", "--universal", "--python-version", "3.11"),
            # One version of each package on every Python: sites must not differ by it.
            *("--fork-strategy", "fewest", "--generate-hashes", "--quiet"),
            *("--custom-compile-command", "nox -s lock", "--output-file", name),
            *session.posargs,
            str(Path(name).with_suffix(".in")),
        )
