"""Whatever is saved, the live preview serves it, and lists what is wrong with it."""

from __future__ import annotations

import shutil
import socket
from http.client import HTTPException
from typing import TYPE_CHECKING, Any

import pytest
from websockets.exceptions import WebSocketException

from conftest import CONF, Handbook, tree
from live_server import answer, eventually, expect_findings, listening_to, served
from tools.live.server import ADDRESS

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.build, pytest.mark.xdist_group("live changes")]

OTHERS = """
import pathlib, sys
sys.path.insert(0, str(pathlib.Path(__file__).parent))
extensions += ["sphinx_compass.reading", "sphinx_compass.finding", "own_folder.own"]
exclude_patterns = ["own_folder"]
compass_check_pages = True
nitpicky = True
html_static_path = ["_static"]
html_css_files = ["own.css"]
templates_path = ["_templates"]
"""
OWN = """
def setup(app):
    app.connect("source-read", lambda app, name, text: text.append(text.pop() + "\\n\\nWORD\\n"))
"""
NOT_SERVED = (".doctrees/", ".buildinfo.bak")
START = "# Start\n\nText of start.\n\n```{toctree}\n:glob:\n\n*\nfolder/*\n```\n"
OTHER = "# Other\n\nText of other. ![Words](picture.svg)\n"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"/>\n'
PAGES = {
    "conf.py": CONF + OTHERS,
    "index.md": START,
    "other.md": OTHER,
    "picture.svg": PICTURE,
    "folder/third.md": "# Third\n\nText of third.\n",
    "_static/own.css": "p { color: red }\n",
    "_static/data.txt": "Data\n",
    "_templates/search-without-script.html": "<li>First hint</li>",
    "own_folder/own.py": OWN.replace("WORD", "Said by an extension."),
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    """Return a handbook with an extension, a template and static files of its own."""
    book = Handbook(tmp_path_factory.mktemp("live") / "source")
    book.write(PAGES)
    return book


@pytest.fixture(scope="module")
def port(book: Handbook) -> Iterator[int]:
    """Serve it."""
    with served(book) as port:
        assert "Text of start" in answer(port, "/")[1]
        yield port


def shows(port: int, path: str, text: str) -> bool:
    """Tell whether an answer has a text."""
    return text in answer(port, path)[1]


def test_a_page_is_up_to_date_when_it_is_asked_for(book: Handbook, port: int) -> None:
    """Right after the save, and complete."""
    for number in range(20):
        book.write({"other.md": f"{OTHER}\nNumber {number}.\n"})
        status, text = answer(port, "/other/")
        assert (status, f"Number {number}." in text, "</html>" in text) == (200, True, True)
    book.write({"other.md": OTHER})
    eventually(lambda: shows(port, "/other/", "Number"), expected=False)


def test_files_come_move_and_go(book: Handbook, port: int) -> None:
    """Pages that list them change, and what they were is missing."""
    book.write({"folder/new.md": "# Brand new\n\nSee ![Words](../picture.svg) and {doc}`third`.\n"})
    eventually(lambda: shows(port, "/folder/new/", "Brand new"), expected=True)
    eventually(lambda: shows(port, "/", "Brand new"), expected=True)
    (book.folder / "folder/new.md").rename(book.folder / "moved.md")
    eventually(lambda: answer(port, "/folder/new/")[0], 404)
    with listening_to(port) as following:
        expect_findings(following, ("moved.md", 3), ("moved.md", 3))
        book.write({"moved.md": "# Moved\n\nText.\n"})
        expect_findings(following)
    assert shows(port, "/moved/", "<h1>Moved")
    (book.folder / "moved.md").unlink()
    eventually(lambda: answer(port, "/moved/")[0], 404)
    eventually(lambda: shows(port, "/", "Moved"), expected=False)


def test_a_page_that_fails_stays_until_it_is_fixed(book: Handbook, port: int) -> None:
    """The finding has the place, and is gone with the mistake."""
    with listening_to(port, "/other/") as following:
        expect_findings(following)
        book.write({"other.md": OTHER.replace("picture", "none")})
        expect_findings(following, ("other.md", 3))
        (book.folder / "other.md").write_bytes(b"# Other\n\nText of \xff other.\n")
        while "UTF-8" not in str(found := following("findings")):
            pass
        assert {item["file"] for item in found} == {"other.md"}
        assert answer(port, "/other/")[0] == 200
        book.write({"other.md": OTHER})
        expect_findings(following)
    assert shows(port, "/other/", "Text of other")


def test_static_files_come_and_go(book: Handbook, port: int) -> None:
    """Also those of which pages have the version in a link."""
    book.write({"_static/own.css": "p { color: blue }\n", "_static/folder/more.txt": "More\n"})
    eventually(lambda: answer(port, "/_static/own.css")[1], "p { color: blue }\n")
    eventually(lambda: answer(port, "/_static/folder/more.txt")[1], "More\n")
    (book.folder / "_static/data.txt").unlink()
    shutil.rmtree(book.folder / "_static/folder")
    eventually(lambda: answer(port, "/_static/data.txt")[0], 404)
    eventually(lambda: answer(port, "/_static/folder/more.txt")[0], 404)


def test_data_of_scripts_is_up_to_date(book: Handbook, port: int) -> None:
    """The search finds what has been saved."""
    book.edit("other.md", "Text of other", "Zebras of other")
    eventually(lambda: shows(port, "/other/", "Zebras"), expected=True)
    assert shows(port, "/_static/finding/text/other/index.json", "Zebras")
    book.write({"other.md": OTHER})
    eventually(
        lambda: shows(port, "/_static/finding/text/other/index.json", "Zebras"), expected=False
    )


def test_templates_settings_and_extensions(book: Handbook, port: int) -> None:
    """The process starts again, and keeps its port and the open pages."""
    book.write({"_templates/search-without-script.html": "<li>Second hint</li>"})
    eventually(lambda: restarted(port, "/search/", "Second hint"), expected=True)
    book.write({"own_folder/own.py": OWN.replace("WORD", "Said by a new extension.")})
    eventually(lambda: restarted(port, "/folder/third/", "Said by a new extension."), expected=True)
    with (book.folder / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('html_title = "Another title"\n')
    eventually(lambda: restarted(port, "/folder/third/", "Another title"), expected=True)


def restarted(port: int, path: str, text: str) -> bool:
    """Tell whether an answer has a text; a process that ends answers nothing."""
    try:
        return shows(port, path, text)
    except (OSError, EOFError, HTTPException):
        return False


def findings(port: int) -> list[dict[str, Any]]:
    """Return what a page that is opened lists; nothing while the process starts again."""
    try:
        with listening_to(port) as following:
            found: list[dict[str, Any]] = following("findings")
    except (OSError, WebSocketException):
        return []
    return found


MISTAKES = {
    "settings that are no Python": ("conf.py", "1 = 2\n", 1, "SyntaxError: cannot assign to"),
    "a name in settings": ("conf.py", "\nhtml_theme = no\n", 2, "NameError: name 'no' is not"),
    "an extension": ("own_folder/own.py", "import nowhere\n", 1, "ModuleNotFoundError: No module"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_it_recovers_from_what_cannot_be_built(book: Handbook, port: int, name: str) -> None:
    """Pages are served meanwhile, with the place of the mistake."""
    file, mistake, line, sentence = MISTAKES[name]
    good = (book.folder / file).read_text(encoding="utf-8")
    book.write({file: mistake + good})
    eventually(
        lambda: [
            (item["file"], item["line"], item["sentence"][: len(sentence)])
            for item in findings(port)
        ],
        [(file, line, sentence)],
    )
    assert shows(port, "/folder/third/", "Text of third")
    book.write({file: good, "other.md": f"{OTHER}\nFixed {line} in {file}.\n"})
    eventually(lambda: restarted(port, "/other/", f"Fixed {line} in {file}."), expected=True)
    eventually(lambda: findings(port), [])
    book.write({"other.md": OTHER})


def test_a_page_that_changed_before_it_listens_is_told(book: Handbook, port: int) -> None:
    """Its version says so."""
    page = answer(port, "/other/")[1]
    version = page.rpartition('data-version="')[2].partition('"')[0]
    book.write({"other.md": f"{OTHER}\nBefore it listens.\n"})
    eventually(lambda: shows(port, "/other/", "Before it listens"), expected=True)
    with listening_to(port, "/other/", version) as following:
        assert following("written") == ["/other/"]
    book.write({"other.md": OTHER})


def test_only_loopback_listens(port: int) -> None:
    """Other addresses of this computer do not."""
    name = socket.gethostname()
    try:
        others = {item[4][0] for item in socket.getaddrinfo(name, port, socket.AF_INET)}
    except OSError:
        others = set()
    for address in others - {ADDRESS}:
        if not str(address).startswith("127."):
            with socket.socket() as client:
                assert client.connect_ex((str(address), port)) != 0


def test_in_the_end_everything_is_as_in_a_clean_build(book: Handbook, port: int) -> None:
    """Byte for byte, after all the tests above."""
    book.write({"other.md": f"{OTHER}\nThe last text.\n"})
    eventually(lambda: shows(port, "/other/", "The last text"), expected=True)
    eventually(lambda: answer(port, "/objects.inv.none")[0], 404)  # waits until all is written
    book.run("-E", "-n")
    clean = tree(book.outdir)
    warm = tree(book.folder.parent / "live")
    assert book.warnings == ""
    names = clean.keys() | {name for name in warm if not name.startswith(NOT_SERVED)}
    assert sorted(name for name in names if clean.get(name) != warm.get(name)) == []
