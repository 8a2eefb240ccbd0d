"""Random edits of a small handbook, to compare incremental builds with clean ones.

A :class:`Company` is what the pages say; every edit changes it as an editor would, and
its pages are written again.  Edits may leave references without a target, or declare
something twice, and some make mistakes of each kind on purpose: builds of such a
handbook must be the same, too.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_compass.organization.changes import Change, ChangedThing, ChangeEntry, ChangeLog
from sphinx_compass.organization.changes_file import dump
from sphinx_compass.organization.problems import Subtype

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

WORDS = (
    "amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heath", "islet", "jetty",
    "knoll", "lodge", "marsh", "north", "ochre", "prism", "quartz", "ridge", "slate", "thorn",
)  # fmt: skip


@dataclass
class Page:
    """One page of the company's handbook."""

    docname: str
    title: str
    heading: str
    label: str
    sentences: list[str]
    owner: str
    reviewed: str = "2026-05-01"
    interval: str = "6 months"
    description: str = "A page."
    facts: str = "2026-08"
    keywords: str = "pager, laptop"
    earlier: list[str] = field(default_factory=list)
    views: list[str] = field(default_factory=list)
    image: str = ""
    blocks: list[str] = field(default_factory=list)
    redirects: list[str] = field(default_factory=list)


@dataclass
class Thing:
    """A declared role, team or area, on a page."""

    kind: str
    name: str
    slug: str
    page: Page
    summary: str
    options: dict[str, str] = field(default_factory=dict)


@dataclass
class Term:
    """A glossary term, on a page."""

    headwords: list[str]
    definition: str
    page: Page


@dataclass
class Steps:
    """A block of steps of a checklist, on a page."""

    checklist: str
    phase: str
    by: str
    page: Page
    texts: list[str]
    undoes: str = ""


@dataclass
class Company:
    """Everything that the pages say."""

    pages: list[Page]
    things: list[Thing]
    terms: list[Term]
    steps: list[Steps] = field(default_factory=list)
    mistakes: dict[Subtype, Page] = field(default_factory=dict)  # where each one is made
    changes: list[ChangeEntry] = field(default_factory=list)  # what the handbook says about them

    def makes(self, mistake: Subtype, page: Page) -> bool:
        """Tell whether a mistake is made on a page."""
        return self.mistakes.get(mistake) is page

    def of_kind(self, kind: str) -> list[Thing]:
        """Return the declared objects of a kind."""
        return [thing for thing in self.things if thing.kind == kind]

    def files(self) -> dict[str, str]:
        """Return the text of every source file."""
        listed = (page for page in self.pages if not self.makes(Subtype.TOCTREE, page))
        toctree = "\n".join(page.docname for page in listed)
        files = {
            "index.md": (
                "---\nowner: boss\n---\n# Home\n\n"
                f"```{{toctree}}\n:caption: All pages\n\nlists\n{toctree}\n```\n\n"
                "```{org-chart}\n```\n"
            ),
            "lists.md": "---\nowner: boss\n"
            + ("" if Subtype.LOST in self.mistakes else "redirect_from: old\n")
            + "---\n# Lists\n\n"
            + "".join(f"```{{{view}}}\n```\n\n" for view in LISTS),
            "names.json": NAMES.replace(
                "{",
                '{"moved": {"page former": "boss"}, '
                if Subtype.KEPT_FILE in self.mistakes
                else "{",
                1,
            ),
            "changes.json": self._changes(),
        }
        if Subtype.ADDRESS in self.mistakes:
            files["lost.markdown"] = "# Not published\n"
        for page in self.pages:
            files[f"{page.docname}.md"] = self._text(page)
            if page.image:
                files[f"{page.image}.svg"] = '<svg xmlns="http://www.w3.org/2000/svg"/>'
        return files

    def _changes(self) -> str:
        up_to = "nowhere" if Subtype.KEPT_FILE in self.mistakes else ""
        return dump(ChangeLog(tuple(self.changes), up_to))

    def _text(self, page: Page) -> str:
        declared = "".join(
            f":::{{{thing.kind}}} {thing.name}\n:slug: {thing.slug}\n"
            + "".join(f":{key}: {value}\n" for key, value in thing.options.items())
            + f"\n{thing.summary}\n:::\n\n"
            for thing in self.things
            if thing.page is page
        )
        steps = "".join(self._steps(block) for block in self.steps if block.page is page)
        terms = "".join(
            "\n".join(term.headwords) + f"\n  {term.definition}\n\n"
            for term in self.terms
            if term.page is page
        )
        glossary = f":::{{glossary}}\n{terms}:::\n\n" if terms else ""
        views = "".join(f"```{{{view}}}\n```\n\n" for view in page.views)
        image = f"![A picture](/{page.image}.svg)\n\n" if page.image else ""
        wrong = "".join(text for kind, text in MISTAKES.items() if self.makes(kind, page))
        entries = "\n\n".join(f"{2026 - i}\n: {text}" for i, text in enumerate(page.earlier))
        earlier = f"\n:::{{earlier-versions}}\n{entries}\n:::\n" if entries else ""
        return (
            f"{self._front_matter(page)}# {page.title}\n\n{declared}{glossary}{views}{image}{wrong}"
            f"({page.label})=\n## {page.heading}\n\n" + "\n".join(page.sentences) + "\n\n"
            f"{''.join(page.blocks)}{steps}{earlier}"
        )

    @staticmethod
    def _steps(block: Steps) -> str:
        options = {"phase": block.phase, "by": block.by, "undoes": block.undoes}
        lines = [f":{key}: {value}\n" for key, value in options.items() if value]
        items = [f"- {text}\n" for text in block.texts]
        return f":::{{steps}} {block.checklist}\n{''.join(lines)}\n{''.join(items)}:::\n\n"

    def _front_matter(self, page: Page) -> str:
        owner = "Nobody" if self.makes(Subtype.OWNER, page) else page.owner
        reviewed = "2026-13-01" if self.makes(Subtype.REVIEW, page) else page.reviewed
        redirects = [*page.redirects, *(["/wrong"] if self.makes(Subtype.REDIRECT, page) else [])]
        lines = [
            *([] if self.makes(Subtype.FRONT_MATTER, page) else [f"owner: {owner}"]),
            f"last_reviewed_on: {reviewed}",
            f"review_in: {page.interval}",
            f"description: {page.description}",
            f"facts_as_of: {page.facts}",
            f"keywords: {page.keywords}",
            *(["redirect_from:"] if redirects else []),
            *(f"  - {redirect}" for redirect in redirects),
        ]
        return "\n".join(["---", *lines, "---", ""])


CONF = """
extensions.append("sphinx_compass.finding")
finding_most_in_one_file = 2000
html_baseurl = "https://example.org/"
compass_changes_file = "changes.json"
compass_required_front_matter = ["owner"]
compass_facts_late_after_months = 24
compass_names_file = "names.json"
compass_check_pages = True
compass_untrusted_pages = True
compass_describe_children = True
"""
NAMES = '{"names": {"page": {"old": {"at": ["old/"]}}}}\n'

# What is wrong in a text, by the kind of mistake; others are in front matter, names,
# files and the table of contents.
MISTAKES = {
    Subtype.AMBIGUOUS: ":::{role} Spare\n:aliases: Boss\n\nIs spare.\n:::\n\n",
    Subtype.BLOCK: ":::note\nHas no braces.\n:::\n\n",
    Subtype.BODY: ":::{role} Silent\n:status: new\n:::\n\n",
    Subtype.CYCLE: ":::{role} Round\n:reports-to: Round\n\nTurns.\n:::\n\n",
    Subtype.DUPLICATE: ":::{team} Pair\nOne.\n:::\n\n:::{team} Pair\nTwo.\n:::\n\n",
    Subtype.EARLIER: ":::{earlier-versions}\nJuly 2024\n: Was different.\n:::\n\n",
    Subtype.ENCODING: "A bell \x07 rings.\n\n",
    Subtype.GLOSSARY: ":::{glossary}\nUndefined\n:::\n\n",
    Subtype.HEADING: "# Another title\n\n",
    Subtype.HTML: "<iframe></iframe>\n\n",
    Subtype.IMAGE: "![Words](https://example.org/x.png)\n\n",
    Subtype.LABEL: ":::{role} Labeled\nText.\n:::\n\n(role-labeled)=\n## Label\n\nText.\n\n",
    Subtype.MARKUP: "Ask the {role} `Boss`.\n\n",
    Subtype.NAME: ":::{role}\n\nHas no name.\n:::\n\n",
    Subtype.OPTION: ":::{role} Optional\n:stauts: new\n\nText.\n:::\n\n",
    Subtype.REPORTING_LINE: (
        ":::{area} Elsewhere\n:page: lists\n\nText.\n:::\n\n"
        ":::{role} Outsider\n:area: Elsewhere\n:reports-to: Boss\n\nText.\n:::\n\n"
    ),
    Subtype.STRUCTURE_PAGE: ":::{area} Homeless\nHas no page.\n:::\n\n",
    Subtype.UNKNOWN: "Ask the {role}`Bos`, or {nosuch}`others`.\n\n",
    Subtype.UNSAFE: "{download}`x </../x>`\n\n",
    Subtype.VALUE: ":::{role} Valued\n:status: busy\n\nText.\n:::\n\n",
    # The last one, because a page is read up to it.
    Subtype.NESTING: (
        "".join(f"{':' * fence}{{note}}\n" for fence in range(34, 3, -1))
        + "Text.\n"
        + "".join(f"{':' * fence}\n" for fence in range(4, 35))
        + "\n"
    ),
}

# What a page may also have: all that is changed after it is read, or numbered.
BLOCKS = (
    ":::{important}\n{sentence}\n:::\n\n",
    ":::{admonition} Mind this\n:class: tip\n\n{sentence}\n:::\n\n",
    ":::{versionadded} 2\n{sentence}\n:::\n\n",
    "| Word | Text |\n| --- | --- |\n| A | {sentence} |\n\n",
    "Term\n: {sentence}\n\n",
    "1. First\n   - {sentence}\n2. Second\n\n",
    "> {sentence}\n\n",
    "### Below\n\n{sentence}\n\n",
    "A note[^one].\n\n[^one]: {sentence}\n\n",
    "```python\nprint(1)\n```\n\n",
    ":::{figure} /square.svg\n:alt: A square\n\n{sentence}\n:::\n\n",
    ":::{math}\nx = 1\n:::\n\n",
    ":::{rubric} In short\n:::\n\n{sentence}\n\n",
    ":::{only} html\n{sentence}\n:::\n\n",
    ":::{index} {sentence}\n:::\n\n",
    '"Quoted" -- and so on... {sentence}\n\n',
)

LISTS = (
    *("checklist-list", "step-list", "directory"),
    *("role-list", "team-list", "area-list", "term-list", "page-reviews", "linkable-names"),
    *("changes", "latest-changes"),
)


def company() -> Company:
    """Return the company that every sequence of edits starts from."""
    pages = [
        Page("boss", "The boss", "Bosses do", "boss:does", ["Leads the {team}`Makers`."], "boss"),
        Page(
            "work/makers",
            "Makers",
            "How we make",
            "making",
            ["Each {role}`Maker` asks the {role}`boss`.", "See {ref}`boss:does` and {term}`Hub`."],
            "boss",
            image="square",
        ),
        Page(
            "work/product",
            "Product",
            "What it is",
            "product:is",
            ["The {area}`Product` area needs [makers](/work/makers.md)."],
            "maker",
            views=["team-list"],
        ),
        Page(
            "words",
            "Words",
            "More words",
            "words:more",
            ["A {term}`Spoke` leads to a {role}`helper`."],
            "boss",
            reviewed="2025-01-01",
        ),
    ]  # fmt: skip
    boss, makers, product, words = pages
    things = [
        Thing("role", "Boss", "boss", boss, "Decides.", {"area": "product", "aliases": "Head"}),
        Thing("role", "Maker", "maker", makers, "Makes.", {"reports-to": "boss"}),
        Thing("role", "Helper", "helper", makers, "Helps the {role}`maker`.", {"status": "new"}),
        Thing("team", "Makers", "makers", makers, "They make.", {"kind": "service"}),
        Thing("area", "Product", "product", product, "Thinks.", {"page": "work/product"}),
        Thing("checklist", "Arrival", "arrival", boss, "For a {role}`maker`.", {"phases": "A, B"}),
        Thing("checklist", "Leaving", "leaving", product, "For all."),
    ]  # fmt: skip
    terms = [
        Term(["Hub", "Hubs"], "Where a {term}`Spoke` ends.", words),
        Term(["Spoke"], "Belongs to a {role}`Boss`.", words),
        Term(["Rim"], "Goes round.", makers),
    ]
    steps = [
        Steps("Arrival", "B", "boss", boss, ["Greet the {role}`maker`.", "See {ref}`making`."]),
        Steps("arrival", "A", "Maker, Product", makers, ["Open a {term}`Hub`.", "Go home."]),
        Steps("leaving", "", "", makers, ["Close a {term}`Hub`."], "arrival"),
    ]
    mistakes = {kind: pages[index % 4] for index, kind in enumerate(Subtype) if index % 2}
    firm = Company(pages, things, terms, steps, mistakes)
    firm.changes = [_change(firm, thing) for thing in things]
    return firm


def _change(firm: Company, thing: Thing) -> ChangeEntry:
    """Return an entry on a thing, its page and a term, which may be gone later."""
    names = [
        ChangedThing(thing.kind, thing.slug, thing.name),
        ChangedThing("page", thing.page.docname, thing.page.title),
        *(ChangedThing("term", term.headwords[0], term.headwords[0]) for term in firm.terms[:1]),
    ]
    areas = tuple(area.slug for area in firm.of_kind("area"))
    number = max((entry.pull_request or 0 for entry in firm.changes), default=0) + 1
    day = dt.date(2025, 1, 1) + dt.timedelta(days=40 * number)
    change = Change(("Changed: ", *names, "."), areas, (thing.page.docname,))
    return ChangeEntry(day, f"{number:040x}", (change,), number)


# -- edits ------------------------------------------------------------------------


def rename(firm: Company, dice: random.Random) -> None:
    """Give a role, team or area another name."""
    dice.choice(firm.things).name = f"The {dice.choice(WORDS)} {dice.choice(WORDS)}".title()


def move(firm: Company, dice: random.Random) -> None:
    """Declare something on another page."""
    dice.choice(firm.things).page = dice.choice(firm.pages)


def delete(firm: Company, dice: random.Random) -> None:
    """Delete a declaration; references to it have no target any more."""
    if len(firm.things) > 1:
        firm.things.remove(dice.choice(firm.things))


def declare(firm: Company, dice: random.Random) -> None:
    """Declare a new role, sometimes one that exists already."""
    name = dice.choice([*WORDS, *(thing.name for thing in firm.things)])
    slug = name.lower().replace(" ", "-")
    firm.things.append(Thing("role", name, slug, dice.choice(firm.pages), "Is new."))


def change_option(firm: Company, dice: random.Random) -> None:
    """Change an option of a role, or take it away."""
    thing = dice.choice(firm.of_kind("role") or firm.things)
    options = {
        "area": [area.slug for area in firm.of_kind("area")],
        "reports-to": [role.slug for role in firm.of_kind("role")],
        "teams": [team.name for team in firm.of_kind("team")],
        "status": ["new", "pilot", "vacant", "archived"],
        "aliases": list(WORDS),
    }
    if thing.kind != "role":
        options = {"aliases": list(WORDS)}
    key = dice.choice(sorted(options))
    if key in thing.options and dice.random() < 0.3:
        del thing.options[key]
    elif options[key]:
        thing.options[key] = dice.choice(options[key])


def change_summary(firm: Company, dice: random.Random) -> None:
    """Reword what a declaration says."""
    dice.choice(firm.things).summary = f"Says {dice.choice(WORDS)} now, not {dice.choice(WORDS)}."


def change_term(firm: Company, dice: random.Random) -> None:
    """Reword a definition or a headword, move, delete or add a term."""
    page, word = dice.choice(firm.pages), dice.choice(WORDS)
    how = dice.choice(["definition", "headword", "move", "delete", "add"])
    if how == "add" or not firm.terms:
        firm.terms.append(Term([dice.choice(["Hub", word])], f"Means {word}.", page))
        return
    term = dice.choice(firm.terms)
    if how == "definition":
        term.definition = f"Means {word}. And more."
    elif how == "headword":
        term.headwords = [word, *term.headwords] if dice.random() < 0.5 else [word]
    elif how == "move":
        term.page = page
    else:
        firm.terms.remove(term)


def retitle(firm: Company, dice: random.Random) -> None:
    """Give a page another title, or its section another heading."""
    page, text = dice.choice(firm.pages), f"All {dice.choice(WORDS)} of {dice.choice(WORDS)}"
    if dice.random() < 0.6:
        page.title = text
    else:
        page.heading = text


def move_page(firm: Company, dice: random.Random) -> None:
    """Give a page another address."""
    page = dice.choice(firm.pages)
    page.docname = (
        f"{dice.choice(['work', 'other', 'deep/er'])}/{dice.choice(WORDS)}-{len(firm.pages)}"
    )


def delete_page(firm: Company, dice: random.Random) -> None:
    """Delete a page with everything on it."""
    if len(firm.pages) > 1:
        page = dice.choice(firm.pages)
        firm.pages.remove(page)
        firm.things = [thing for thing in firm.things if thing.page is not page] or [
            Thing("role", "Last", "last", firm.pages[0], "Remains.")
        ]
        firm.terms = [term for term in firm.terms if term.page is not page]
        firm.steps = [block for block in firm.steps if block.page is not page]
        firm.mistakes = {kind: at for kind, at in firm.mistakes.items() if at is not page}


def add_page(firm: Company, dice: random.Random) -> None:
    """Add a page that refers to others, among them pages that may not exist."""
    word = dice.choice(WORDS)
    number = len(firm.pages)
    firm.pages.insert(
        dice.randrange(number + 1),
        Page(
            f"new/{word}-{number}",
            word.title(),
            f"More of {word}",
            f"{word}:{number}",
            [_sentence(firm, dice)],
            "boss",
            views=[dice.choice(LISTS)],
        ),
    )


def change_front_matter(firm: Company, dice: random.Random) -> None:
    """Change one of the keys at the top of a page."""
    page = dice.choice(firm.pages)
    match dice.choice(["owner", "reviewed", "interval", "description", "facts", "keywords"]):
        case "owner":
            page.owner = dice.choice(["boss", "maker", "helper", "nobody"])
        case "reviewed":
            page.reviewed = dice.choice(["2020-02-29", "2026-11-20", "2026-13-01"])
        case "interval":
            page.interval = dice.choice(["1 month", "2 years", "soon"])
        case "keywords":
            page.keywords = dice.choice(["laptop", "[pager, needs]", "{amber, birch}", "[]"])
        case "facts":
            page.facts = dice.choice(["2020-02", "2026-11", "2026-12", "2026-13", "2026-11-21"])
        case _:
            page.description = f"All about {dice.choice(WORDS)}."


def change_text(firm: Company, dice: random.Random) -> None:
    """Add or remove a sentence, which mentions a role, team, area, term or label."""
    page = dice.choice(firm.pages)
    if page.sentences and dice.random() < 0.4:
        page.sentences.remove(dice.choice(page.sentences))
    else:
        page.sentences.append(_sentence(firm, dice))


def _sentence(firm: Company, dice: random.Random) -> str:
    thing, page = dice.choice(firm.things), dice.choice(firm.pages)
    term = dice.choice(firm.terms).headwords[0] if firm.terms else "Hub"
    reference = dice.choice(
        [
            f"{{{thing.kind}}}`{thing.name}`",
            f"{{{thing.kind}}}`somebody <{thing.slug}>`",
            f"{{ref}}`{thing.kind}-{thing.slug}`",
            f"{{term}}`{term}`",
            f"{{ref}}`{page.label}`",
            f"[a page](/{page.docname}.md)",
        ]
    )
    return f"A {dice.choice(WORDS)} needs {reference}."


def change_blocks(firm: Company, dice: random.Random) -> None:
    """Add or remove a block of a page, such as an admonition or a table."""
    page = dice.choice(firm.pages)
    if page.blocks and dice.random() < 0.3:
        page.blocks.remove(dice.choice(page.blocks))
    else:
        page.blocks.append(dice.choice(BLOCKS).replace("{sentence}", _sentence(firm, dice)))


def change_redirects(firm: Company, dice: random.Random) -> None:
    """Let an old page lead to a page, or an old heading to a name on it, or to nothing."""
    page, old = dice.choice(firm.pages), dice.choice(WORDS)
    if page.redirects and dice.random() < 0.3:
        page.redirects.remove(dice.choice(page.redirects))
        return
    own = [f"{thing.kind}-{thing.slug}" for thing in firm.things if thing.page is page]
    page.redirects.append(
        dice.choice([f"gone/{old}", *(f"gone/{old}#{dice.choice(WORDS)}: {name}" for name in own)])
    )


def change_steps(firm: Company, dice: random.Random) -> None:
    """Add, reword, move or remove steps, or say that somebody else does them."""
    page, words = dice.choice(firm.pages), _sentence(firm, dice)
    if not firm.steps or dice.random() < 0.2:
        names = [thing.name for thing in firm.of_kind("checklist")] or ["Nothing"]
        phase, doer = dice.choice(["A", "B", ""]), dice.choice(firm.things).slug
        firm.steps.append(Steps(dice.choice(names), phase, doer, page, [words]))
        return
    block = dice.choice(firm.steps)
    match dice.choice(["add", "reword", "move", "remove", "phase", "by"]):
        case "add":
            block.texts.insert(dice.randrange(len(block.texts) + 1), words)
        case "reword":
            block.texts[dice.randrange(len(block.texts))] = words
        case "move":
            block.page = page
        case "remove":
            block.texts.pop(dice.randrange(len(block.texts)))
            firm.steps = [block for block in firm.steps if block.texts]
        case "phase":
            block.phase = dice.choice(["A", "B", "C", ""])
        case _:
            block.by = dice.choice([thing.slug for thing in firm.things])


def change_earlier(firm: Company, dice: random.Random) -> None:
    """Move a sentence of a page to its earlier versions, or delete an entry."""
    page = dice.choice(firm.pages)
    if page.earlier and dice.random() < 0.4:
        page.earlier.remove(dice.choice(page.earlier))
    else:
        page.earlier.insert(0, page.sentences.pop() if page.sentences else _sentence(firm, dice))


def note_change(firm: Company, dice: random.Random) -> None:
    """Add an entry to the list of changes, or take one away."""
    if firm.changes and dice.random() < 0.3:
        firm.changes.remove(dice.choice(firm.changes))
    else:
        firm.changes.append(_change(firm, dice.choice(firm.things)))


def make_mistakes(firm: Company, dice: random.Random) -> None:
    """Make mistakes of about half of the kinds, on some page each."""
    for kind in Subtype:
        if dice.random() < 0.5:
            firm.mistakes[kind] = dice.choice(firm.pages)


def correct_mistakes(firm: Company, dice: random.Random) -> None:
    """Correct about half of the mistakes."""
    firm.mistakes = {kind: at for kind, at in firm.mistakes.items() if dice.random() < 0.5}


EDITS: dict[str, Callable[[Company, random.Random], None]] = {
    edit.__name__: edit
    for edit in (
        rename,
        move,
        delete,
        declare,
        change_option,
        change_summary,
        change_term,
        retitle,
        move_page,
        delete_page,
        add_page,
        change_front_matter,
        change_text,
        change_blocks,
        change_redirects,
        change_steps,
        change_earlier,
        note_change,
        make_mistakes,
        correct_mistakes,
    )
}
