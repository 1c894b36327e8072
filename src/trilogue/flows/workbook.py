"""The workbook of a call for one government, with the governments it is likely to name."""

from trilogue.documents.document import Document
from trilogue.documents.workbook import Listed, WorkbookFacts, build
from trilogue.domain.delegations.models import Call
from trilogue.domain.places.models import Government
from trilogue.domain.places.queries import linked_governments, present_name

FIRST_LEVEL = 1


def workbook(call: Call, government: Government, language: str, *, reference: str = "") -> Document:
    """`reference` names the invitation it was sent with and opens nothing."""
    edition = call.edition
    countries = edition.delegations.select_related("country")
    return build(
        WorkbookFacts(
            stem=f"{edition.series.slug}-{edition.number}",
            reference=reference,
            ordinal=edition.number,
            series=edition.series.name,
            government=present_name(government).name,
            deadline=call.deadline,
            countries=[(each.country_id, each.country.name) for each in countries],
            governments=[_listed(each) for each in _likely(government)],
        ),
        language,
    )


def _likely(government: Government) -> list[Government]:
    """All of the first level, whoever has a link, and the government itself."""
    first = Government.objects.filter(level=FIRST_LEVEL, successor=None).prefetch_related("names")
    found = {each.pk: each for each in (*first, *linked_governments(), government)}
    return sorted(found.values(), key=lambda each: (each.country_id, each.code))


def _listed(government: Government) -> Listed:
    present = present_name(government)
    return Listed(government.country_id, government.code, present.name, present.parent_name)
