from collections.abc import Iterator
from datetime import date

from trilogue.algorithms.names import key
from trilogue.domain.places.models import Government, GovernmentName


def name_at(government: Government, day: date) -> GovernmentName:
    """The name a government had on a day; before its first or after its last period, the nearest one."""
    names = list(government.names.all())
    for name in names:
        if (name.valid_from is None or name.valid_from <= day) and (
            name.valid_until is None or day <= name.valid_until
        ):
            return name
    return names[-1]


def present_name(government: Government) -> GovernmentName:
    """The latest name; governments need `names` fetched before."""
    return list(government.names.all())[-1]


def governments_by_code() -> dict[tuple[str, str], Government]:
    """Every government by country and code: its present code and those it had before."""
    found: dict[tuple[str, str], Government] = {}
    for government in Government.objects.prefetch_related("names"):
        for name in government.names.all():
            found.setdefault((government.country_id, name.code), government)
        found[government.country_id, government.code] = government
    return found


def find_governments(text: str, *, limit: int) -> list[Government]:
    """Governments with the text in a code or in a name of any time and language."""
    wanted = key(text)
    found = Government.objects.select_related("parent", "country").prefetch_related("names", "parent__names")
    return [each for each in found if any(wanted in key(said) for said in _said(each))][:limit]


def _said(government: Government) -> Iterator[str]:
    for name in government.names.all():
        yield name.code
        yield from (entry.text for entry in name.name.entries.values())
