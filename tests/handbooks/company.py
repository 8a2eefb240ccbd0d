"""Writes the pages of the company's departments: 12 departments with 17 roles each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DEPARTMENTS = (
    "Aĉetado", "Esploro", "Financo", "Juro", "Komunikado", "Kvalito",
    "Logistiko", "Personaro", "Produktado", "Subteno", "Teknologio", "Vendado",
)  # fmt: skip

JOBS = (
    "Estro", "Aĉetisto", "Analizisto", "Arĥivisto", "Desegnisto", "Helpanto",
    "Inĝeniero", "Konsilisto", "Kontrolisto", "Kunordiganto", "Planisto", "Redaktisto",
    "Sekretario", "Testisto", "Tradukisto", "Trejnisto", "Vendisto",
)  # fmt: skip

STATUSES = ("daŭra", "nova", "vakanta", "")

DEPARTMENT = """\
---
owner: Estro de {name}
last_reviewed_on: {reviewed}
review_in: 6 months
description: Kion faras la fako {name}.
---
# {name}

:::{{area}} {name}
:lead: Estro de {name}
:page: fakoj/{slug}

Respondecas pri la fako {name}.
:::

## Teamo

:::{{team}} Teamo de {name}
:kind: {kind}
:area: {name}
:parent: Estraro
:lead: Estro de {name}
:status: {status}

Laboras en la fako {name}.
:::

La {{team}}`Teamo de {name}` kunvenas lunde. La {{role}}`Sekretario de {name}` notas ĉion.
"""

HEAD = """\
---
owner: estro-de-{slug}
last_reviewed_on: {reviewed}
review_in: 1 year
description: Kiuj postenoj estas en la fako {name}.
---
# Postenoj de {name}
"""

ROLE = """
:::{{role}} {job} de {name}
:area: {name}
:reports-to: {manager}
:teams: Teamo de {name}
{more}
Zorgas pri {job_lower} kaj helpas la {{team}}`teamo-de-{slug}`.
:::
"""


def pages() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each generated page."""
    for number, name in enumerate(DEPARTMENTS):
        slug = name.lower().replace("ĉ", "c")
        known = {
            "name": name,
            "slug": slug,
            "reviewed": f"2030-{number + 1:02}-15",
            "kind": "projekto" if number % 3 else "fako",
            "status": STATUSES[number % 3],
        }
        yield f"fakoj/{slug}.md", DEPARTMENT.format(**known)
        yield f"postenoj/{slug}.md", HEAD.format(**known) + "".join(_roles(name, slug))


def _roles(name: str, slug: str) -> Iterator[str]:
    for number, job in enumerate(JOBS):
        status = STATUSES[number % len(STATUSES)]
        manager = f"Estro de {name}" if number else "Ĝenerala Direktoro"
        more = [f":status: {status}"] if status else []
        if number % 5 == 1:
            more.append(f":aliases: {job}-{name}")
        yield ROLE.format(
            job=job,
            job_lower=job.lower(),
            name=name,
            slug=slug,
            manager=manager,
            more="".join(f"{line}\n" for line in more),
        )


def write_pages(source: Path) -> None:
    """Write the generated pages into a source folder."""
    for name, text in pages():
        path = source / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
