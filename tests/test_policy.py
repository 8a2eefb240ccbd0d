"""The Content-Security-Policy of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from sphinx_compass.policy import (
    DIRECTIVES,
    READ_THE_DOCS,
    is_on_read_the_docs,
    meta_element,
    policy,
    style_attributes,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook


def values(text: str) -> dict[str, list[str]]:
    """Return the values of each directive of a policy."""
    return {name: found for name, *found in (part.split() for part in text.split("; "))}


def test_nothing_comes_from_other_sites() -> None:
    """No directive names another site, or allows what is inline."""
    for name, found in values(policy()).items():
        assert set(found) <= {"'self'", "'none'"} | ({"data:"} if name == "img-src" else set())


def test_a_script_is_allowed_by_its_hash() -> None:
    """The hash is that of the specification's own example."""
    allowed = values(policy(["alert('Hello, world.');"]))["script-src"]
    assert allowed == ["'self'", "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"]


def test_read_the_docs_gets_no_more_than_it_needs() -> None:
    """Only there, the listed values are added."""
    here, there = (values(policy(on_read_the_docs=value)) for value in (False, True))
    assert {name: there[name] for name in there if there[name] != here[name]} == {
        name: [*DIRECTIVES[name], *more] for name, more in READ_THE_DOCS.items()
    }


ROLE = ":::{role} A\n\nB.\n:::\n"
PICTURE = "```{image} a.svg\n:alt: A\n:width: 50%\n```\n"
SIZED = '<img style="width: 50%; height: 2.5em;"><col style="width: 33.3%">'


def test_sizes_of_pictures_and_tables_are_allowed() -> None:
    """The policy names the hashes of their styles, and of no others."""
    others = "<p style='position: fixed; width: 9%'><p style='width: url(//x)'><p style>"
    sizes = ("width: 33.3%", "width: 50%; height: 2.5em;")
    assert style_attributes(f"<p>{SIZED}{others}") == sizes
    allowed = values(policy(styles=sizes))["style-src-attr"]
    assert (allowed[0], len(allowed)) == ("'unsafe-hashes'", 3)
    assert "style-src-attr" not in values(policy())
    assert style_attributes(f"{SIZED}<![x[y]]>") == sizes


def test_hashes_of_styles_do_not_undo_what_read_the_docs_needs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Browsers ignore 'unsafe-inline' beside a hash."""
    assert "style-src-attr" in meta_element(body=SIZED)
    monkeypatch.setenv("READTHEDOCS", "True")
    assert "style-src-attr" not in meta_element(body=SIZED)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [({"READTHEDOCS": "True"}, True), ({"READTHEDOCS": "1"}, False), ({}, False)],
)
def test_is_on_read_the_docs(environment: dict[str, str], *, expected: bool) -> None:
    """Read the Docs sets a variable to 'True'."""
    assert is_on_read_the_docs(environment) is expected


@pytest.mark.build
@pytest.mark.parametrize("builder", ["dirhtml", "html"])
def test_every_page_of_a_site_has_it(handbook: Callable[..., Handbook], builder: str) -> None:
    """All pages have the policy above their scripts, and its hashes are those of the page."""
    conf = """
extensions += ["sphinx_compass.reading"]
compass_content_security_policy = True
compass_names_file = "names.json"
html_theme_options |= {"use_fullscreen_button": False, "use_download_button": False}
"""
    pages = {
        "index.md": f"---\nredirect_from: old\n---\n# Start\n\n{ROLE}\n{PICTURE}",
        "a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "names.json": '{"names": {}}',
    }
    book = handbook(pages, conf)
    assert book.run("-W", builder=builder) == 0, book.warnings
    found = list(book.outdir.rglob("*.html"))
    assert len(found) > 3
    for path in found:
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html5lib")
        (element,) = page.select("meta[http-equiv=Content-Security-Policy]")
        earlier = element.find_all_previous(["script", "link", "style"])
        assert {item.get("type") for item in earlier} <= {"application/ld+json"}  # never runs
        scripts = [str(item.string) for item in page.select("script:not([src], [type])")]
        styles = sorted({str(item["style"]) for item in page.select("[style]")})
        assert element["content"] == policy(scripts, styles)
        assert page.select("style, base, object, iframe") == []
        names = {name for item in page.select("*") for name in item.attrs}
        assert [name for name in names if name.startswith("on")] == []
