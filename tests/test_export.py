"""The organisation as data: compass.json and its schema, llms.txt, and JSON-LD."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import shutil
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from jsonschema import Draft202012Validator, FormatChecker

from sphinx_compass.outputs import export
from sphinx_compass.organization.model import (
    ROLE_STATUSES,
    TEAM_KINDS,
    Directory,
    Location,
    Page,
    Term,
    title_mark,
)
from sphinx_compass.organization.reviews import Record, Review
from conftest import ROOT, addresses, tree
from records import area, citation, mention, role, team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Handbook

SCHEMA: dict[str, Any] = json.loads(
    (ROOT / "_ext/sphinx_compass/outputs" / export.SCHEMA_FILE).read_text(encoding="utf-8")
)

# Each published version of the schema with its digest.  A line never changes: whoever
# changes the schema raises `export.SCHEMA_VERSION` and the schema's own, and adds a line.
SCHEMA_DIGESTS = {
    "1.0": "bf23d472bb3ffd431d306031bdc436991ffd610740af6f68243c4885fbbcd302",
    "1.1": "4ed37e75e11153d5a9071814bf039af50acb5ce775d72688330aec634e8675ab",
}

SITE = export.Site(
    title="The Compass",
    home="index",
    page=lambda docname, anchor: f"https://x.test/{docname}/" + (f"#{anchor}" if anchor else ""),
    file=lambda name: f"https://x.test/{name}",
)


def term(*headwords: str, line: int = 1, docname: str = "page", summary: str = "") -> Term:
    """Return a term whose anchors are its headwords."""
    return Term(headwords, headwords, summary, Location(docname, line))


def problems(data: object) -> list[str]:
    """Return what is wrong with a compass.json by its schema."""
    validator = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(data)]


ORGANISATION = Directory.build(
    [
        role(
            "Maker",
            1,
            docname="roles/maker",
            aliases="smith, Builder, smith",
            area="product",
            reports_to="boss",
            teams="Makers, Council, Nobody",
            status="new",
            summary=f"Works with the {title_mark('role', 'boss')}.",
        ),
        role("Lead", 1, docname="roles/lead", aliases="Boss", reports_to="Council"),
        role("Loner", 9, docname="roles/lead", area="Nowhere", reports_to="Nobody"),
        team("Makers", 5, area="Product", parent="council", lead="Lead, Nobody", kind="service"),
        team("Council", 9, kind="governing", status="established"),
        area("Product", 1, lead="lead", page="page", summary="Decides."),
        area("Empty", 20, page="gone"),
    ],
    terms=[
        term("Spoke", "Spokes", line=30, summary="Leads to a hub."),
        term("hub", docname="words"),
    ],
    pages=[
        Page(
            "page",
            owner=mention("boss"),
            last_reviewed_on=dt.date(2026, 11, 2),
            review_by=dt.date(2027, 5, 2),
            description="What a page\n  says.",
        ),
        Page("words", owner=mention("Nobody")),
    ],
    citations=[
        citation("term", "spokes", "words"),
        citation("role", "Boss", "words"),
        citation("team", "Makers", "words"),
    ],
    titles={
        "index": "Front page",
        "page": "Page",
        "roles/index": "All roles",
        "roles/lead": "Lead",
        "roles/maker": "Maker",
        "words": "Words",
    },
)

REVIEWS = Record(
    {
        "page": Review("2026-11-02"),
        "words": Review(
            "2026-11-01", {"role:lead": "", "team:makers": "other", "term:spoke": "other"}
        ),
    }
)


# -- compass.json ------------------------------------------------------------------


def test_organisation_as_data() -> None:
    """Every kind of record says all that is known, relations by slug, and nothing else."""
    data = export.organisation(ORGANISATION, REVIEWS, SITE)
    assert data == {
        "$schema": "https://x.test/compass.schema.json",
        "schema_version": export.SCHEMA_VERSION,
        "title": "The Compass",
        "address": "https://x.test/index/",
        "areas": [
            {
                "slug": "empty",
                "name": "Empty",
                "address": "https://x.test/page/#area-empty",
                "declared_on": "page",
                "aliases": [],
                "leads": [],
            },
            {
                "slug": "product",
                "name": "Product",
                "address": "https://x.test/page/#area-product",
                "declared_on": "page",
                "summary": "Decides.",
                "aliases": [],
                "leads": ["lead"],
                "structure_page": "page",
            },
        ],
        "teams": [
            {
                "slug": "council",
                "name": "Council",
                "address": "https://x.test/page/#team-council",
                "declared_on": "page",
                "aliases": [],
                "kind": "governing",
                "status": "established",
                "leads": [],
            },
            {
                "slug": "makers",
                "name": "Makers",
                "address": "https://x.test/page/#team-makers",
                "declared_on": "page",
                "aliases": [],
                "kind": "service",
                "area": "product",
                "parent": "council",
                "leads": ["lead"],
            },
        ],
        "roles": [
            {
                "slug": "lead",
                "name": "Lead",
                "address": "https://x.test/roles/lead/#role-lead",
                "declared_on": "roles/lead",
                "aliases": ["Boss"],
                "reports_to": {"kind": "team", "slug": "council"},
                "teams": [],
            },
            {
                "slug": "loner",
                "name": "Loner",
                "address": "https://x.test/roles/lead/#role-loner",
                "declared_on": "roles/lead",
                "aliases": [],
                "teams": [],
            },
            {
                "slug": "maker",
                "name": "Maker",
                "address": "https://x.test/roles/maker/#role-maker",
                "declared_on": "roles/maker",
                "summary": "Works with the Lead.",
                "aliases": ["Builder", "smith"],
                "status": "new",
                "area": "product",
                "reports_to": {"kind": "role", "slug": "lead"},
                "teams": ["council", "makers"],
            },
        ],
        "terms": [
            {
                "name": "hub",
                "address": "https://x.test/words/#hub",
                "defined_on": "words",
                "other_headwords": [],
            },
            {
                "name": "Spoke",
                "address": "https://x.test/page/#Spoke",
                "defined_on": "page",
                "summary": "Leads to a hub.",
                "other_headwords": [{"name": "Spokes", "address": "https://x.test/page/#Spokes"}],
            },
        ],
        "pages": [
            {"docname": "index", "title": "Front page", "address": "https://x.test/index/"},
            {
                "docname": "page",
                "title": "Page",
                "address": "https://x.test/page/",
                "description": "What a page says.",
                "owner": "lead",
                "last_reviewed_on": "2026-11-02",
                "review_by": "2027-05-02",
                "changed_since_review": [],
            },
            {
                "docname": "roles/index",
                "title": "All roles",
                "address": "https://x.test/roles/index/",
            },
            {"docname": "roles/lead", "title": "Lead", "address": "https://x.test/roles/lead/"},
            {"docname": "roles/maker", "title": "Maker", "address": "https://x.test/roles/maker/"},
            {
                "docname": "words",
                "title": "Words",
                "address": "https://x.test/words/",
                "changed_since_review": [
                    {"kind": "team", "slug": "makers"},
                    {"kind": "term", "name": "Spoke"},
                ],
            },
        ],
    }
    assert problems(data) == []


def test_order_of_reading_does_not_show() -> None:
    """Records that come in another order, as from parallel workers, give the same bytes."""
    other = Directory.build(
        reversed(ORGANISATION.declared),
        terms=reversed(ORGANISATION.terms),
        pages=reversed(ORGANISATION.pages),
        citations=reversed(ORGANISATION.citations),
        titles=dict(sorted(ORGANISATION.titles.items(), reverse=True)),
    )
    data = export.organisation(ORGANISATION, REVIEWS, SITE)
    assert repr(export.organisation(other, REVIEWS, SITE)) == repr(data)
    assert export.llms_txt(other, SITE) == export.llms_txt(ORGANISATION, SITE)
    for docname in ORGANISATION.titles:
        assert repr(export.linked_data(other, SITE, docname)) == repr(
            export.linked_data(ORGANISATION, SITE, docname)
        )


def test_the_first_of_two_definitions_counts() -> None:
    """A headword leads to one place only, the one where look-ups find it."""
    directory = Directory.build(
        terms=[
            term("Hub", docname="a", summary="The first."),
            term("hub", "Hubs", docname="b", summary="The second."),
            term("HUB", docname="c", summary="The third."),
        ],
        titles={"a": "A", "b": "B", "c": "C"},
    )
    terms = export.organisation(directory, Record(), SITE)["terms"]
    assert [(entry["name"], entry["summary"]) for entry in terms] == [
        ("Hub", "The first."),
        ("Hubs", "The second."),
    ]
    assert export.linked_data(directory, SITE, "c") is None


def test_the_first_of_two_declarations_counts() -> None:
    """Each slug is there once, also where it is declared twice."""
    directory = Directory.build(
        [role("Lead", docname="b", summary="Second."), role("Lead", docname="a", summary="First.")],
        titles={"a": "A", "b": "B"},
    )
    roles = export.organisation(directory, Record(), SITE)["roles"]
    assert [entry["summary"] for entry in roles] == ["First."]
    assert export.linked_data(directory, SITE, "b") is None


def test_empty_organisation() -> None:
    """A handbook without any declaration, or without any page, has data too."""
    data = export.organisation(Directory(), Record(), SITE)
    assert problems(data) == []
    assert [data[key] for key in ("areas", "teams", "roles", "terms", "pages")] == [[]] * 5
    assert export.linked_data(Directory(), SITE, "index") is None
    assert export.llms_txt(Directory(), SITE) == (
        "# The Compass\n"
        "\n"
        "## Data\n"
        "\n"
        "- [compass.json](https://x.test/compass.json): "
        "Areas, teams, roles, terms and pages as JSON.\n"
        "- [compass.schema.json](https://x.test/compass.schema.json): "
        "The JSON Schema of that file.\n"
    )


# -- compass.schema.json -------------------------------------------------------------


def test_schema_is_a_schema() -> None:
    """The schema follows its own, and knows the words that the model knows."""
    assert SCHEMA["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(SCHEMA)
    definitions = SCHEMA["$defs"]
    assert definitions["status"]["enum"] == list(ROLE_STATUSES)
    assert definitions["team"]["properties"]["kind"]["enum"] == list(TEAM_KINDS)


def test_schema_changes_only_together_with_its_version() -> None:
    """Who reads compass.json can rely on the version that it names."""
    assert SCHEMA["properties"]["schema_version"]["const"] == export.SCHEMA_VERSION
    text = json.dumps(SCHEMA, sort_keys=True)  # so that white space does not count
    digest = hashlib.sha256(text.encode()).hexdigest()
    assert SCHEMA_DIGESTS.get(export.SCHEMA_VERSION) == digest, (
        "The schema has changed: raise its schema_version and export.SCHEMA_VERSION, "
        f"and add a line to SCHEMA_DIGESTS with the digest {digest}"
    )


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("schema_version",), "0.9"),
        (("generated",), "2026-11-21"),
        (("roles", 0, "slug"), "Not a slug"),
        (("roles", 0, "name"), ""),
        (("roles", 0, "status"), "retired"),
        (("roles", 0, "reports_to"), "council"),
        (("teams", 1, "parent"), None),
        (("areas", 1, "leads"), "lead"),
        (("terms", 1, "other_headwords"), ["Spokes"]),
        (("pages", 1, "review_by"), "2027-02-30"),
        (("pages", 1, "due"), True),
        (("pages", 5, "changed_since_review", 0), {"kind": "team", "name": "Makers"}),
    ],
    ids=str,
)
def test_schema_finds_what_is_wrong(place: tuple[str | int, ...], value: object) -> None:
    """A value of another form does not pass."""
    data = export.organisation(ORGANISATION, REVIEWS, SITE)
    *way, last = place
    holder: Any = data
    for key in way:
        holder = holder[key]
    holder[last] = value
    assert len(problems(data)) == 1


# -- llms.txt --------------------------------------------------------------------------


def test_pages_by_section() -> None:
    """Each folder is a section under its index page's title; that page is the first in it."""
    assert export.llms_txt(ORGANISATION, SITE).partition("\n## Data")[0] == (
        "# The Compass\n"
        "\n"
        "## Start here\n"
        "\n"
        "- [Front page](https://x.test/index/)\n"
        "- [Page](https://x.test/page/): What a page says.\n"
        "- [Words](https://x.test/words/)\n"
        "\n"
        "## All roles\n"
        "\n"
        "- [All roles](https://x.test/roles/index/)\n"
        "- [Lead](https://x.test/roles/lead/)\n"
        "- [Maker](https://x.test/roles/maker/)\n"
    )


def test_front_page_describes_the_handbook() -> None:
    """The front page's description is the summary of the whole."""
    directory = Directory.build(
        pages=[Page("index", description="Who does what.")],
        titles={"index": "Front page", "about/mission": "Mission"},
    )
    text = export.llms_txt(directory, SITE)
    assert text.startswith("# The Compass\n\n> Who does what.\n\n## Start here\n")
    assert "\n## about\n" in text, "a folder without an index page has its own name"


def test_markdown_is_escaped() -> None:
    """A title or description shows as it is, and breaks no link."""
    directory = Directory.build(
        pages=[Page("index", description="Use `a_b`, *not* <b> or [x](y) & R&amp;D.")],
        titles={"index": "A [B] \\ C"},
    )
    text = export.llms_txt(directory, SITE)
    assert r"- [A \[B\] \\ C](https://x.test/index/): " in text
    assert r"Use \`a\_b\`, \*not\* \<b\> or \[x\](y) & R\&amp;D." in text


# -- sitemap.xml ---------------------------------------------------------------------


def test_sitemap_is_sorted_and_escaped() -> None:
    """Each page has its line, whatever its address; the titles' order does not show."""
    directory = Directory.build(titles={"words": "Words", "a&b": "A and B", "index": "Front page"})
    assert export.sitemap(directory, SITE) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        "<url><loc>https://x.test/a&amp;b/</loc></url>\n"
        "<url><loc>https://x.test/index/</loc></url>\n"
        "<url><loc>https://x.test/words/</loc></url>\n"
        "</urlset>\n"
    )


# -- schema.org ----------------------------------------------------------------------


def test_linked_data() -> None:
    """A page's declarations and terms are things of schema.org that refer to each other."""
    data = export.linked_data(ORGANISATION, SITE, "page")
    assert data is not None
    assert data["@context"] == "https://schema.org"
    things = {thing["name"]: thing for thing in data["@graph"]}
    assert list(things) == ["Empty", "Product", "Council", "Makers", "Spoke"]
    maker = {"@type": "OrganizationRole", "@id": "https://x.test/roles/maker/#role-maker"}
    assert things["Product"] == {
        "@type": "Organization",
        "@id": "https://x.test/page/#area-product",
        "url": "https://x.test/page/#area-product",
        "name": "Product",
        "description": "Decides.",
        "subOrganization": [{"@type": "Organization", "@id": "https://x.test/page/#team-makers"}],
        "member": [maker],
    }
    assert things["Makers"] == {
        "@type": "Organization",
        "@id": "https://x.test/page/#team-makers",
        "url": "https://x.test/page/#team-makers",
        "name": "Makers",
        "parentOrganization": [
            {"@type": "Organization", "@id": "https://x.test/page/#team-council"},
            {"@type": "Organization", "@id": "https://x.test/page/#area-product"},
        ],
        "member": [maker],
    }
    assert things["Spoke"] == {
        "@type": "DefinedTerm",
        "@id": "https://x.test/page/#Spoke",
        "url": "https://x.test/page/#Spoke",
        "name": "Spoke",
        "description": "Leads to a hub.",
        "alternateName": ["Spokes"],
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "@id": "https://x.test/index/",
            "name": "The Compass",
        },
    }
    assert export.linked_data(ORGANISATION, SITE, "roles/maker") == {
        "@context": "https://schema.org",
        "@graph": [
            {
                **maker,
                "url": maker["@id"],
                "name": "Maker",
                "description": "Works with the Lead.",
                "alternateName": ["Builder", "smith"],
                "roleName": "Maker",
            }
        ],
    }


@pytest.mark.parametrize(
    "text",
    [
        "</script><script>alert(1)</script>",
        "<!-- <script>",
        "]]>",
        "R&amp;D",
        "\u2028 \\ \" '",
        "é",
    ],
)
def test_no_text_leaves_its_script_element(text: str) -> None:
    """Whatever a declaration says, a browser reads the same data that was written."""
    data = {"@graph": [{"description": text}]}
    page = f"<head><script type='application/ld+json'>{export.as_script(data)}</script></head><p>"
    soup = BeautifulSoup(page, "html5lib")
    scripts = soup.find_all("script")
    assert [json.loads(str(script.string)) for script in scripts] == [data]
    assert soup.find("p") is not None


# -- built ---------------------------------------------------------------------------

PAGES = {
    "index.md": """\
        ---
        description: An example.
        ---
        # Example

        :::{area} Product
        :lead: lead

        Decides.
        :::

        ```{toctree}
        roles/lead
        a b
        ```
        """,
    "roles/lead.md": """\
        # Lead

        :::{role} Lead
        :area: product

        Leads `</script><script>alert(1)</script>` "all" of {area}`product`.
        :::
        """,
    "a b.md": """\
        # Words

        ```{glossary}
        Hub spoke
        Höb
          Where people meet. And more.
        ```
        """,
}
BASE = 'html_baseurl = "https://x.test/en/latest"\n'
FILES = (export.DATA_FILE, export.LLMS_FILE, export.SCHEMA_FILE)


def linked_data(page: Path) -> list[Any]:
    """Return the JSON-LD in the head of a built page."""
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html5lib")
    assert soup.head is not None
    scripts = soup.head.find_all("script", type="application/ld+json")
    assert len(scripts) == len(soup.find_all("script", type="application/ld+json"))
    return [json.loads(str(script.string)) for script in scripts]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("conf", ["", BASE], ids=["relative", "absolute"])
def test_addresses_exist(handbook: Callable[..., Handbook], builder: str, conf: str) -> None:
    """Each address in each output leads to a file, and to an anchor in it."""
    book = handbook(PAGES, conf)
    book.run(builder=builder)
    base = "https://x.test/en/latest/"
    data = json.loads((book.outdir / export.DATA_FILE).read_text(encoding="utf-8"))
    assert problems(data) == []
    guide = (book.outdir / export.LLMS_FILE).read_text(encoding="utf-8")
    found = {(base, address) for address in addresses(data)}
    found |= {(base, address) for address in re.findall(r"\]\((.*?)\)", guide)}
    assert len(found) > 6
    pages = [path for path in book.outdir.rglob("*.html") if "static" not in path.as_posix()]
    for path in pages:
        here = urljoin(base, path.relative_to(book.outdir).as_posix())
        found |= {(here, address) for address in addresses(linked_data(path))}
    for here, address in found:
        assert address.startswith(base) == bool(conf)
        target = urlsplit(urljoin(here, address))
        assert not re.search(r"\s", address)
        path = book.outdir / unquote(target.path.removeprefix("/en/latest/"))
        path = path / "index.html" if path.is_dir() else path
        assert path.is_file(), address
        if target.fragment:
            soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html5lib")
            assert soup.find(id=unquote(target.fragment)) is not None, address


def test_heads_of_built_pages(handbook: Callable[..., Handbook]) -> None:
    """A page that declares something has one script element with it, any other page none."""
    book = handbook({**PAGES, "plain.md": "# Plain\n"}, BASE)
    book.run()
    found = {
        path.parent.relative_to(book.outdir).as_posix(): linked_data(path)
        for path in book.outdir.rglob("index.html")
    }
    assert {name: len(data) for name, data in found.items()} == {
        ".": 1,
        "roles/lead": 1,
        "a b": 1,
        "plain": 0,
        "genindex": 0,
        "search": 0,
    }
    [role_data] = found["roles/lead"][0]["@graph"]
    assert role_data["@type"] == "OrganizationRole"
    assert role_data["description"] == (
        'Leads </script><script>alert(1)</script> "all" of Product.'
    )


@pytest.mark.parametrize("builder", ["text", "epub", "singlehtml"])
def test_only_sites_have_data(handbook: Callable[..., Handbook], builder: str) -> None:
    """Formats in which a page has no address of its own have none of the files."""
    book = handbook(PAGES, BASE)
    book.run(builder=builder)
    assert [path.name for path in book.outdir.rglob("*") if path.name in FILES] == []
    pages = [path.read_text(encoding="utf-8") for path in book.outdir.rglob("*.*html")]
    assert [page for page in pages if "ld+json" in page] == []


def test_failed_build_writes_nothing(handbook: Callable[..., Handbook]) -> None:
    """What is there stays until a build succeeds."""
    book = handbook(PAGES, BASE)
    book.run()
    before = {name: (book.outdir / name).read_bytes() for name in FILES}
    book.edit("a b.md", "# Words", "# Other words")
    conf = (book.folder / "conf.py").read_text(encoding="utf-8")
    failing = "def fail(app):\n    1 / 0\n\ndef setup(app):\n"
    failing += "    app.connect('html-collect-pages', fail)\n"
    book.write({"conf.py": conf + failing})
    assert book.run() != 0
    assert {name: (book.outdir / name).read_bytes() for name in FILES} == before
    book.write({"conf.py": conf})
    assert book.run() == 0
    assert "Other words" in (book.outdir / export.DATA_FILE).read_text(encoding="utf-8")


def test_nothing_depends_on_day_or_folder(handbook: Callable[..., Handbook]) -> None:
    """Builds on two days in two folders leave the same data."""
    first, second = handbook(PAGES, BASE), handbook(PAGES, BASE + 'compass_today = "2031-01-01"\n')
    for book in (first, second):
        book.run()
    for name in FILES:
        assert (first.outdir / name).read_bytes() == (second.outdir / name).read_bytes()


def test_term_taken_over_by_another_page(handbook: Callable[..., Handbook]) -> None:
    """A page's head follows when a term of it is defined on an earlier page as well."""
    book = handbook(PAGES, BASE)
    book.write({"b.md": "# B\n\n```{glossary}\nSpoke\n  Is on this page.\n```\n"})
    book.run()
    assert linked_data(book.outdir / "b/index.html")
    book.edit("a b.md", "Höb", "Höb\nspoke")
    book.run()
    assert linked_data(book.outdir / "b/index.html") == []
    incremental = tree(book.outdir)
    shutil.rmtree(book.outdir.parent)
    book.run()
    clean = tree(book.outdir)
    assert sorted(incremental) == sorted(clean)
    assert [name for name in clean if clean[name] != incremental[name]] == []
