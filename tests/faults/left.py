"""What deeds of officers left behind, and what must hold whatever died: read from the database, its keys and files.

`python -m tests.faults.left` prints it for the installation of the environment.
"""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from tests.faults.officers import PEOPLE, PHONE

if TYPE_CHECKING:
    from tests.faults.officers import Deed

Left = dict[str, Any]


def left() -> Left:
    """The words of each kind of deed that are there, with how often, and under "unsound" what is half there."""
    from trilogue.domain.editions.models import Line, Photograph, Publication, Revision
    from trilogue.domain.people.models import Person

    lines = [line.text.entries["en"].text for line in Line.objects.filter(edition__series__slug="gathering")]
    revisions = Revision.objects.filter(object_type="editions.line", number__gt=1).values_list(
        "values", flat=True
    )
    published = [
        bytes(each) for each in Publication.objects.exclude(edition=None).values_list("content", flat=True)
    ]
    emails = Person.objects.filter(email__endswith="@example.kr").values_list("email", flat=True)
    return {
        "line": Counter(lines),
        "edit": Counter(each["text"]["en"]["text"] for each in revisions),
        "import": Counter(email.partition("@")[0].rstrip("0123456789") for email in emails),
        "upload": Counter(
            each.caption.entries["en"].text
            for each in Photograph.objects.filter(edition__series__slug="gathering")
        ),
        "publish": published[0].decode() if published else "",
        "unsound": list(_unsound()),
    }


def faults(deeds: Iterable["Deed"], found: Mapping[str, Any]) -> list[str]:
    """Acknowledged and not there, there more than once, or by half; and whatever is unsound."""
    said = [f"{fault} {deed.words}" for deed in deeds if (fault := _fault(deed, found))]
    return [*said, *found["unsound"]]


def _fault(deed: "Deed", found: Mapping[str, Any]) -> str:
    if deed.kind == "publish":
        lost = f'for-{deed.words}"' not in found["publish"]
        return "lost" if deed.acknowledged and lost else ""
    count = found[deed.kind].get(deed.words, 0)
    whole = PEOPLE if deed.kind == "import" else 1
    if count not in (0, whole):
        return "half" if count < whole else "twice"
    return "lost" if deed.acknowledged and not count else ""


def _unsound() -> Iterator[str]:
    from trilogue.foundation.audit.chain import breaks

    yield from _of_the_database()
    yield from (f"audit {code} at {number}" for number, code in breaks())
    yield from _of_the_record()
    yield from _of_the_publications()
    yield from _of_the_imports()
    yield from _of_the_photographs()


def _of_the_database() -> Iterator[str]:
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for check, sound in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
                said = cursor.execute(f"PRAGMA {check}").fetchall()
                if said != sound:
                    yield f"{check}: {said[:3]}"


def _of_the_record() -> Iterator[str]:
    """Each line was written together with its entry in the log, each change with its entry and its revision."""
    from trilogue.domain.editions.actions.history import plain
    from trilogue.domain.editions.models import Line, Revision
    from trilogue.foundation.audit.models import Entry

    logged = Counter(
        Entry.objects.filter(object_type="editions.line", action__in=("add", "change"))
        .exclude(edition=None)
        .values_list("action", "object_id")
    )
    revisions = Revision.objects.filter(object_type="editions.line").order_by("number")
    kept = Counter(str(each) for each in revisions.filter(number__gt=1).values_list("object_id", flat=True))
    last = dict(revisions.values_list("object_id", "values"))
    lines = {str(line.pk): line for line in Line.objects.exclude(edition=None)}
    if set(lines) != {key for action, key in logged if action == "add"}:
        yield "a line without its entry, or an entry without its line"
    for key, line in lines.items():
        if logged["change", key] != kept[key] or logged["add", key] != 1:
            yield f"line {key}: changes, entries and revisions differ"
        if line.pk in last and last[line.pk] != plain(line, last[line.pk]):
            yield f"line {key} is not as its last revision says"


def _of_the_publications() -> Iterator[str]:
    from django.db.models import Max

    from trilogue.domain.editions.models import Installation, Publication
    from trilogue.foundation.audit.models import Entry

    told = Entry.objects.filter(action="publish").count()
    stored = Publication.objects.aggregate(last=Max("version"))["last"] or 0
    if told != Publication.objects.count() or stored != Installation.objects.get(pk=1).published_version:
        yield "a publication without its entry or its version"


def _of_the_photographs() -> Iterator[str]:
    """Each names a file that is there in every size, and is what its digest says."""
    from trilogue.domain.editions.models import Photograph
    from trilogue.foundation.audit.models import Entry
    from trilogue.foundation.files import store
    from trilogue.foundation.files.pictures import JPEG, WEBP, file_name, widths

    told = Entry.objects.filter(action="add", object_type="editions.photograph").count()
    if told != Photograph.objects.count():
        yield "a photograph without its entry"
    for each in Photograph.objects.exclude(picture=""):
        names = [
            file_name(each.picture, width, form) for width in widths(each.width) for form in (WEBP, JPEG)
        ]
        there = {name: store.read(name) for name in names if store.exists(name)}
        if len(there) < len(names) or not all(there.values()):
            yield f"photograph {each.number} names a file that is not there"
        if each.picture not in {hashlib.sha256(data).hexdigest() for data in there.values()}:
            yield f"photograph {each.number} is not what its digest says"


def _of_the_imports() -> Iterator[str]:
    """Who was imported is there with names, place and a telephone number that can be read."""
    from trilogue.domain.people.choices import Detail
    from trilogue.domain.people.models import Person
    from trilogue.domain.people.queries import detail
    from trilogue.foundation.keys import KeyRefused

    imported = Person.objects.filter(email__endswith="@example.kr")
    whole = imported.filter(names__isnull=False, participations__isnull=False)
    if whole.distinct().count() != imported.count():
        yield "somebody who was imported is there by half"
    for person in imported:
        try:
            read = detail(person, Detail.PHONE)
        except KeyRefused as refused:
            read = refused.code
        if read != PHONE:
            yield f"{person.email}: the telephone reads {read}"


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps(left()))
