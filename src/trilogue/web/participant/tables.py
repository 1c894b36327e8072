"""Where one sits in each round, and with whom."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from trilogue.domain.network.access import takes_part_somewhere
from trilogue.domain.network.queries import own_tables
from trilogue.foundation.access import origin_of, requires
from trilogue.foundation.audit.access import seen
from trilogue.web.participant import phone
from trilogue.web.participant.own import actor_of, own_person


@requires(takes_part_somewhere)
@require_GET
def tables(request: HttpRequest) -> HttpResponse:
    found = own_tables(own_person(request))
    for edition, rounds in found.items():
        people = [each.person_id for one in rounds for each in one.companions]
        seen(
            by=actor_of(request),
            what="tables",
            people=people,
            edition=edition.pk,
            origin=origin_of(request),
        )
    context = {"editions": list(found.items())}
    return phone.page(request, "participant/tables.html", context, here="tables", kept=True)
