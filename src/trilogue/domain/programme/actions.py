from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from trilogue.domain.editions.actions import history
from trilogue.domain.editions.models import Edition, Source
from trilogue.domain.programme.models import Session, Speaker
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log
from trilogue.foundation.text.value import Text

EDITABLE: dict[type[Session | Speaker], frozenset[str]] = {
    Session: frozenset({"kind", "title", "starts_on", "source"}),
    Speaker: frozenset({"name", "native_name", "native_tag", "romanisation_confirmed", "title"}),
}


class NotEditable(Exception):
    """The field is not one that the desk edits."""


@transaction.atomic
def add_session(
    *,
    by: Actor,
    edition: Edition,
    kind: str,
    title: Text,
    starts_on: date | None = None,
    source: Source | None = None,
) -> Session:
    last = edition.sessions.aggregate(last=Max("number"))["last"] or 0
    removed = history.removed_numbers(Session, edition)
    session = Session.objects.create(
        edition=edition,
        number=max(last, *removed, 0) + 1,
        kind=kind,
        title=title,
        starts_on=starts_on,
        source=source,
    )
    log.write("add", session, by=by, edition=edition.pk)
    return session


@transaction.atomic
def add_speaker(*, by: Actor, session: Session, name: Text, title: Text, **written: Any) -> Speaker:
    last = session.speakers.aggregate(last=Max("position"))["last"] or 0
    speaker = Speaker.objects.create(session=session, position=last + 1, name=name, title=title, **written)
    log.write("add", speaker, by=by, edition=session.edition_id)
    return speaker


@transaction.atomic
def change(obj: Session | Speaker, *, by: Actor, **values: Any) -> tuple[str, ...]:
    """Store changed fields and return their names; nothing is written or logged when nothing differs."""
    if not values.keys() <= EDITABLE[type(obj)]:
        raise NotEditable(sorted(values.keys() - EDITABLE[type(obj)]))
    changed = tuple(sorted(name for name, value in values.items() if getattr(obj, name) != value))
    if changed:
        before = history.plain(obj, EDITABLE[type(obj)])
        for name in changed:
            setattr(obj, name, values[name])
        obj.save(update_fields=changed)
        edition = obj.edition if isinstance(obj, Session) else obj.session.edition
        history.keep(obj, edition, before, by=by, fields=changed)
        log.write("change", obj, by=by, fields=changed, edition=edition.pk)
    return changed


@transaction.atomic
def remove(obj: Session | Speaker, *, by: Actor) -> None:
    """It can be brought back; the speakers of a session go and come each by themselves."""
    if isinstance(obj, Session):
        for speaker in obj.speakers.all():
            remove(speaker, by=by)
    edition = obj.edition if isinstance(obj, Session) else obj.session.edition
    history.keep_last(obj, edition, by=by)
    log.write("remove", obj, by=by, edition=edition.pk)
    obj.delete()
