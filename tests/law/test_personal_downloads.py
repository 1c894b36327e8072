"""Every download of personal data is logged, with whose data it holds and what for."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import factories
from trilogue.domain.people.models import Person
from trilogue.domain.tables.models import TablePlan
from trilogue.flows.hand_out import ReasonNeeded, hand_out
from trilogue.foundation.audit.models import Access, AccessSubject
from trilogue.web.desk.people import DOCUMENTS, TABLE_DOCUMENTS

WEB = Path(__file__).resolve().parents[2] / "src" / "trilogue" / "web"
LOGGED = {"hand_out", "deliver", "export_own", "export_calendar", "give_cards"}
"""Flows that log before they give a file."""
NOT_PERSONAL = {
    "desk/accesses.py:register",
    "desk/call_letters.py:download",
    "desk/opinions_papers.py:log",
    "desk/people.py:_signs",
    "desk/roster.py:sample",
    "desk/translation_files.py:download",
    "nominator/files.py:download_letter",
    "nominator/files.py:download_workbook",
    "participant/opinion_results.py:file",
    "public/downloads.py:_file",
    "public/files.py:paper",
    "public/opinions.py:_attached",
    "sign_in/security.py:codes_file",
}
"""What gives files without personal data."""
NOBODYS = {"table_signs"}
"""What is offered beside lists of people and given by `_signs`: numbers and titles."""
OFFERED = [(kind, form) for kind, form, _words in (*DOCUMENTS, *TABLE_DOCUMENTS) if kind not in NOBODYS]
NAMED = {
    "participants": {"name_list", "badges", "table_plan", "by_table", "by_person", "moderator_sheets"},
    "interpreters": {"table_plan", "by_table", "by_interpreter", "moderator_sheets"},
}


def _givers() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every function of the web that answers with a file to keep."""
    for path in sorted(WEB.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name != "attachment" and _gives(node):
                yield f"{path.relative_to(WEB).as_posix()}:{node.name}", node


def _gives(function: ast.FunctionDef) -> bool:
    return any(
        (isinstance(node, ast.Constant) and node.value == "Content-Disposition")
        or (isinstance(node, ast.Call) and ast.unparse(node.func) in {"attachment", "FileResponse"})
        for node in ast.walk(function)
    )


def _calls(function: ast.FunctionDef) -> set[str]:
    return {
        ast.unparse(node.func).rpartition(".")[2] for node in ast.walk(function) if isinstance(node, ast.Call)
    }


def test_whoever_gives_a_file_logs_it_or_is_known_to_hold_nobody() -> None:
    givers = dict(_givers())
    unlogged = {name for name, function in givers.items() if not _calls(function) & LOGGED}
    assert unlogged == NOT_PERSONAL


def _interpreter(plan: TablePlan) -> Person:
    """Somebody who is sent to a table of the plan."""
    sent = factories.create_interpreter_seat(plan).interpreter
    sent.person = factories.create_person()
    sent.save()
    return sent.person


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "form"), OFFERED)
def test_a_download_says_whose_data_it_holds(kind: str, form: str) -> None:
    edition = factories.create_edition()
    shown = [factories.create_participation(edition) for _ in range(2)]
    factories.create_participation(edition, state="withdrawn")
    plan = factories.create_table_plan(edition)
    for each in shown:
        factories.create_seat(plan, participation=each)
    people = {
        "participants": {each.person_id for each in shown},
        "interpreters": {_interpreter(plan).pk},
    }
    hand_out(edition, kind, form, "ko", by=factories.actor(edition=edition), reason="to the printer")
    look = Access.objects.get()
    expected = set().union(*(people[role] for role, kinds in NAMED.items() if kind in kinds))
    assert set(look.subjects.values_list("person", flat=True)) == expected
    assert expected
    assert look.reason == "to the printer"


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "form"), OFFERED)
def test_no_download_without_a_reason(kind: str, form: str) -> None:
    edition = factories.create_participation().edition
    factories.create_seat(factories.create_table_plan(edition), participation=edition.participations.get())
    with pytest.raises(ReasonNeeded):
        hand_out(edition, kind, form, "ko", by=factories.actor(edition=edition), reason="")
    assert not AccessSubject.objects.exists()
