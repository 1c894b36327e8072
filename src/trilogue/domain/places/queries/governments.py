from datetime import date

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


def governments_by_code() -> dict[tuple[str, str], Government]:
    """Every government by country and code: its present code and those it had before."""
    found: dict[tuple[str, str], Government] = {}
    for government in Government.objects.prefetch_related("names"):
        for name in government.names.all():
            found.setdefault((government.country_id, name.code), government)
        found[government.country_id, government.code] = government
    return found
