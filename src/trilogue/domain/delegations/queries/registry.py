"""A government as somebody types it into a form: by its whole label, by code, or by any name it has had."""

from django.db.models import Q

from trilogue.algorithms.names import key
from trilogue.domain.places import queries
from trilogue.domain.places.models import Government

SEPARATOR = " · "
MOST_FOUND = 30


def government_words(government: Government, language: str) -> str:
    """Name, parent and code, so that no two governments are ever confused; `names` should be fetched before."""
    present = queries.present_name(government)
    parent = present.parent_name.shown(language).text
    code = f"{government.country_id} {government.code.removeprefix(f'{government.country_id}-')}"
    return SEPARATOR.join(filter(None, (present.name.shown(language).text, parent, code)))


def named_governments(typed: str) -> list[Government]:
    """Those that the words may mean, MOST_FOUND at most: one alone where a code or a whole name tells it."""
    label = typed.strip()
    found = _by_code(label.rsplit(SEPARATOR.strip(), 1)[-1].strip())
    if found:
        return found[:MOST_FOUND]
    found = queries.find_governments(label, limit=MOST_FOUND)
    whole = [each for each in found if _is_called(each, label)]
    return whole if len(whole) == 1 else found


def _is_called(government: Government, typed: str) -> bool:
    wanted = key(typed)
    names = [entry.text for name in government.names.all() for entry in name.name.entries.values()]
    return any(key(name) == wanted for name in names)


def _by_code(typed: str) -> list[Government]:
    """ "47130", "KR-47130", "KR 47130": a code alone may belong to two countries."""
    country, _, rest = typed.replace("-", " ").partition(" ")
    code = rest.strip() or country
    if not any(letter.isdigit() for letter in code) or len(typed) > 20:
        return []
    wanted = Q(code__in=(typed, code, f"{country}-{code}")) | Q(names__code__in=(typed, code))
    found = Government.objects.filter(wanted | Q(code__endswith=f"-{code}")).distinct()
    if rest and len(country) == 2 and country.isalpha():
        found = found.filter(country=country.upper())
    return list(found.select_related("country").prefetch_related("names"))
