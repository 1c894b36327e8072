"""Every download with personal data is logged; without the entry nobody gets the document."""

import pytest

from tests import factories
from trilogue.flows.hand_out import ReasonNeeded, hand_out
from trilogue.foundation.audit import log
from trilogue.foundation.audit.models import Access, Entry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("name_list", "xlsx"),
        ("badges", "pdf"),
        ("table_plan", "xlsx"),
        ("table_plan", "pdf"),
        ("moderator_sheets", "pdf"),
    ],
)
def test_every_personal_download_is_logged(kind: str, form: str) -> None:
    participation = factories.create_participation()
    edition = participation.edition
    factories.create_seat(factories.create_table_plan(edition), participation=participation)
    desk = factories.actor(edition=edition)
    document = hand_out(edition, kind, form, "ko", by=desk, reason="to the printer", origin="192.0.2.1")
    entry = Entry.objects.get(action=f"download_{kind}")
    assert document.data
    assert (entry.account, entry.edition) == (desk.account, edition.pk)
    look = Access.objects.get()
    assert (look.account, look.what, look.edition) == (desk.account, f"{kind}.{form}", edition.pk)
    assert (look.reason, look.origin) == ("to the printer", "192.0.2.1")
    assert [each.person for each in look.subjects.all()] == [participation.person_id]


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_download_without_a_reason_is_not_handed_out(reason: str) -> None:
    edition = factories.create_participation().edition
    with pytest.raises(ReasonNeeded):
        hand_out(edition, "name_list", "xlsx", "ko", by=factories.actor(edition=edition), reason=reason)
    assert not Access.objects.exists()


def test_a_download_that_cannot_be_logged_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = factories.create_participation().edition

    def broken(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(log, "write", broken)
    with pytest.raises(OSError):  # noqa: PT011  the one injected
        hand_out(edition, "name_list", "xlsx", "ko", by=factories.actor(edition=edition), reason="trip")


@pytest.mark.parametrize(("kind", "form"), [("badges", "xlsx"), ("passports", "pdf")])
def test_other_documents_do_not_exist(kind: str, form: str) -> None:
    edition = factories.create_edition()
    with pytest.raises(LookupError):
        hand_out(edition, kind, form, "ko", by=factories.actor(edition=edition), reason="trip")
    assert not Entry.objects.exists()
