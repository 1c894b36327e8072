"""Who takes part, as far as the one who asks may see, and the documents made from it."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from trilogue.documents import table_signs
from trilogue.domain.delegations.models import Participation
from trilogue.domain.delegations.queries import Strength, native_name, roman_name, strengths, visible_to
from trilogue.domain.editions.access import meets_people, runs
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.models import PersonName
from trilogue.domain.people.queries import without
from trilogue.domain.tables.queries import plan_of
from trilogue.flows.register_self import REQUIRED
from trilogue.foundation.access import origin_of, requires
from trilogue.foundation.audit.access import seen
from trilogue.web.desk.downloads import ask_and_hand_out, attachment
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.overview import in_order
from trilogue.web.desk.place import Spot, address, load_edition, there

LEVELS = {
    1: pgettext_lazy("language level", "little"),
    2: pgettext_lazy("language level", "conversation"),
    3: pgettext_lazy("language level", "good"),
    4: pgettext_lazy("language level", "native"),
}
SPOKEN = {
    "ko": pgettext_lazy("spoken language", "Korean"),
    "ja": pgettext_lazy("spoken language", "Japanese"),
    "zh": pgettext_lazy("spoken language", "Chinese"),
    "en": pgettext_lazy("spoken language", "English"),
}
SIGNS = "table_signs"
DOCUMENTS = (
    ("name_list", "xlsx", _("List of participants (XLSX)")),
    ("badges", "pdf", _("Name badges (PDF)")),
)
TABLE_DOCUMENTS = (
    ("table_plan", "xlsx", _("Table plan (XLSX)")),
    ("table_plan", "pdf", _("Table plan (PDF)")),
    ("by_table", "xlsx", _("List by table (XLSX)")),
    ("by_table", "pdf", _("List by table (PDF)")),
    ("by_person", "xlsx", _("List by person (XLSX)")),
    ("by_person", "pdf", _("List by person (PDF)")),
    ("by_interpreter", "xlsx", _("List by interpreter (XLSX)")),
    ("by_interpreter", "pdf", _("List by interpreter (PDF)")),
    ("moderator_sheets", "pdf", _("Moderator sheets (PDF)")),
    (SIGNS, "pdf", _("Table signs (PDF)")),
)
"""Papers of the plan. All but the signs name people."""


@dataclass(frozen=True)
class Row:
    participation: Participation
    native: PersonName
    roman: PersonName
    languages: tuple[str, ...]
    consented: bool


@dataclass(frozen=True)
class Delegated:
    strength: Strength
    rows: tuple[Row, ...]


@requires(meets_people, load_edition)
@require_GET
def overview(request: HttpRequest, edition: Edition) -> HttpResponse:
    actor = actor_of(request)
    may_run = runs.test(actor, edition)
    shown = list(visible_to(actor, edition))
    silent = without([each.person for each in shown], REQUIRED)
    rows = [_row(each, consented=each.person_id not in silent) for each in shown]
    seen(
        by=actor,
        what="people",
        people=[row.participation.person_id for row in rows],
        edition=edition.pk,
        origin=origin_of(request),
    )
    by_country: dict[str, list[Row]] = {}
    for row in rows:
        by_country.setdefault(row.participation.delegation.country_id, []).append(row)
    context = {
        "delegations": [
            Delegated(each, tuple(by_country.get(each.delegation.country_id, ())))
            for each in in_order(edition, strengths(edition))
            if may_run or each.delegation.country_id in by_country
        ],
        "count": len(rows),
        "silent": len(silent),
        "documents": DOCUMENTS if may_run and rows else (),
    }
    return page(request, edition, "desk/people.html", context, here="people")


def load_document(slug: str, number: int, kind: str, form: str) -> Spot:
    if (kind, form) not in {(known, ending) for known, ending, _words in (*DOCUMENTS, *TABLE_DOCUMENTS)}:
        raise Http404
    return Spot(load_edition(slug, number), (kind, form))


@requires(there(runs), load_document)
@require_http_methods(["GET", "POST"])
def download(request: HttpRequest, spot: Spot) -> HttpResponse:
    edition, (kind, form_of_file) = spot.place, spot.kind
    of_plan = kind not in {known for known, *_rest in DOCUMENTS}
    if not isinstance(edition, Edition) or (of_plan and plan_of(edition) is None):
        raise Http404
    if kind == SIGNS:
        return _signs(edition)
    here = "tables" if of_plan else "people"
    return ask_and_hand_out(
        request,
        edition,
        kind,
        form_of_file,
        words=_words(kind, form_of_file),
        back=address(here, edition),
        here=here,
    )


def _signs(edition: Edition) -> HttpResponse:
    signs = table_signs.build(edition, get_language() or "en")
    return attachment(signs.name, signs.media_type, signs.data)


def _words(kind: str, form: str) -> Any:
    return next(words for *known, words in (*DOCUMENTS, *TABLE_DOCUMENTS) if known == [kind, form])


def _row(participation: Participation, *, consented: bool) -> Row:
    spoken = sorted(participation.person.skills.all(), key=lambda skill: -skill.level)
    return Row(
        participation,
        native_name(participation),
        roman_name(participation),
        tuple(
            f"{SPOKEN.get(skill.language, skill.language)} ({LEVELS[skill.level]})"
            for skill in spoken
            if skill.level
        ),
        consented,
    )
