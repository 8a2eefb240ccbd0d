"""The command that runs the tests with small mistakes in the code, without running mutmut."""

from __future__ import annotations

import tomllib
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from conftest import ROOT
from tools.kept_per_test import cached_property
from tools.mutable import mutable
from tools.mutants import Mutant, Results, changed_lines, faults, listed, report, split_name

if TYPE_CHECKING:
    from collections.abc import Mapping

SOURCE = '''\
from functools import cached_property

class Greeting:
    """A class."""

    def __init__(self, name):
        self.name = name

    @classmethod
    def to(cls, name):
        return cls(name)

    @property
    @str.upper
    def text(self):
        return _("Hello, 'ü' " "{name}, \\"hi\\"\\n\\"").format(name=self.name)

    # A comment.
    @cached_property
    def long(self):
        return f"{_('In a string')}: {self.text}"
'''
FIRST = Mutant("organization.chart", "Box.slugs", "- return own\n+ return None")
SECOND = Mutant("names.missing", "hint", '- x = "a"\n+ x = None')


def test_decorators_become_assignments() -> None:
    """Functions only keep decorators that mutmut handles, and still work the same."""
    source = mutable(SOURCE.replace("@str.upper", "@decorator"))
    assert [line for line in source.splitlines() if "@" in line] == ["    @classmethod"]
    names: dict[str, Any] = {"_": lambda text: text, "decorator": lambda function: function}
    exec(source, names)  # noqa: S102 - our own code
    greeting = names["Greeting"].to("you")
    assert greeting.text == 'Hello, \'ü\' you, "hi"\n"'
    assert greeting.long == f"In a string: {greeting.text}"


def test_decorators_keep_their_order() -> None:
    """The decorator next to the function is called first."""
    assert mutable("if x:\n    @a\n    @b.c(1)\n    def f(): pass\n") == (
        "if x:\n    def f(): pass\n    f = b.c(1)(f)\n    f = a(f)\n"
    )


def test_source_without_decorators_and_messages_stays() -> None:
    """Only code that mutmut would skip or should skip is rewritten."""
    source = "import functools\n\n@staticmethod\ndef f(x): return _(x), text('a'), _.y('é')\n"
    assert mutable(source) == source


@pytest.mark.parametrize("function", ["_", "mark"])
def test_messages_get_triple_quotes(function: str) -> None:
    """The wording of a message is not mutated."""
    assert mutable(f"x = {function}(\n    'Ü '\n    \"b\"\n), '{function}'") == (
        f'x = {function}(\n    """Ü b"""\n), \'{function}\''
    )


def test_values_are_kept_for_one_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shared object computes its values again in the next test."""
    calls: list[Counted] = []

    class Counted:
        def count(self) -> int:
            calls.append(self)
            return len(calls)

        kept = cached_property(count)

    one, other = Counted(), Counted()
    assert (one.kept, one.kept, other.kept, one.kept) == (1, 1, 2, 1)
    monkeypatch.setenv("PYTEST_CURRENT_TEST", "another")
    assert (one.kept, one.kept) == (3, 3)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("sphinx_compass.names.missing.x_hint__mutmut_12", ("names.missing", "hint")),
        ("sphinx_compass.names.missing.x__own__mutmut_1", ("names.missing", "_own")),
        (
            "sphinx_compass.organization.chart.xǁBoxǁslugs__mutmut_3",
            ("organization.chart", "Box.slugs"),
        ),
    ],
)
def test_names_of_mutants(name: str, parts: tuple[str, str]) -> None:
    """The name that mutmut gives a mutant contains the function."""
    assert split_name(name) == parts


def test_other_names_are_errors() -> None:
    """If mutmut names mutants in another way, that is an error."""
    with pytest.raises(ValueError, match="hint_1' is not the name"):
        split_name("sphinx_compass.names.hint_1")


def test_changed_lines() -> None:
    """Neither line numbers nor the lines around a change are kept."""
    diff = """\
        --- sphinx_compass/names/missing.py
        +++ sphinx_compass/names/missing.py
        @@ -1,4 +1,3 @@
         def hint():
        -    return f(
        -        1,
        +    return g(
             )
        """
    assert changed_lines(dedent(diff)) == "- return f(\n-     1,\n+ return g("


@pytest.mark.parametrize(
    ("survivors", "reasons", "wrong"),
    [
        ((), {}, []),
        ((FIRST,), {FIRST: "Equal."}, []),
        ((FIRST,), {}, ["A mutant survives without a reason"]),
        ((), {FIRST: "Equal."}, ["A mutant no longer survives"]),
        ((), {Mutant("names.other", "f", "- x"): "Equal."}, []),  # not part of this run
        ((FIRST, FIRST), {FIRST: "Equal."}, ["Less than 90% of the mutants were killed"]),
        ((SECOND,), {FIRST: "Equal."}, ["A mutant survives", "A mutant no longer survives"]),
    ],
)
def test_faults(
    survivors: tuple[Mutant, ...], reasons: Mapping[Mutant, str], wrong: list[str]
) -> None:
    """A run fails if too many mutants survive, or if some of them are not listed."""
    found = Results({"organization.chart": 15, "names.missing": 4}, survivors)
    lines = list(faults(found, reasons))
    assert [line.startswith(start) for line, start in zip(lines, wrong, strict=True)] == (
        [True] * len(wrong)
    )


def test_a_missing_reason_shows_what_to_add() -> None:
    """The suggested lines can be added to the list."""
    (fault,) = faults(Results({"names.missing": 100}, (SECOND,)), {})
    assert listed(fault.partition("\n")[2]) == {SECOND: ""}


def test_report() -> None:
    """The rate of each module, the total, and the reasons."""
    found = Results({"organization.chart": 15, "names.missing": 5}, (FIRST, FIRST))
    lines = [line.split() for line in report(found, {FIRST: "It is equal."})]
    assert lines[1:4] == [
        ["names.missing", "5", "5", "100.0%"],
        ["organization.chart", "15", "13", "86.7%"],
        ["Total", "20", "18", "90.0%"],
    ]
    assert lines[-1] == ["Reason:", "It", "is", "equal."]


def test_every_listed_survivor_has_a_reason() -> None:
    """The committed list can be read, and has a reason for each mutant."""
    reasons = listed((ROOT / "tests/mutants.toml").read_text(encoding="utf-8"))
    assert [mutant for mutant, reason in reasons.items() if not reason.endswith(".")] == []


def test_settings_name_files() -> None:
    """The modules and tests in the settings of mutmut exist."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    names = [
        *(
            f"_ext/{pattern}"
            for key in ("only_mutate", "do_not_mutate")
            for pattern in settings["mutmut"][key]
        ),
        *settings["mutmut"]["pytest_add_cli_args_test_selection"],
    ]
    assert [name for name in names if not list(ROOT.glob(name))] == []
