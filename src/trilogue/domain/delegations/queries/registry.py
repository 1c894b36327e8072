"""A government as somebody types it: by code, or by any name it has had in any language."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Q

from trilogue.algorithms.names import key
from trilogue.domain.places.models import Government, GovernmentName

SEPARATOR = " · "
MOST_FOUND = 30


def government_words(government: Government, language: str) -> str:
    """Name, parent and code, so that no two governments are ever confused; `names` should be fetched before."""
    present = list(government.names.all())[-1]
    parent = present.parent_name.shown(language).text
    code = f"{government.country_id} {government.code.removeprefix(f'{government.country_id}-')}"
    return SEPARATOR.join(filter(None, (present.name.shown(language).text, parent, code)))


def find_governments(typed: str) -> list[Government]:
    """Those that the words may mean, MOST_FOUND at most: one where they name it exactly, else all that contain them."""
    typed = typed.strip()
    if not typed:
        return []
    found = _by_code(typed.rsplit(SEPARATOR.strip(), 1)[-1].strip()) or _by_name(typed)
    return found[:MOST_FOUND]


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


def _by_name(typed: str) -> list[Government]:
    wanted = key(typed)
    exact: dict[int, None] = {}
    within: dict[int, None] = {}
    for owner, known in _names():
        if known == wanted:
            exact[owner] = None
        elif wanted in known:
            within[owner] = None
    chosen = list(exact or within)[:MOST_FOUND]
    found = Government.objects.filter(pk__in=chosen).select_related("country").prefetch_related("names")
    return list(found)


def _names() -> Iterator[tuple[int, str]]:
    seen: dict[int, set[str]] = defaultdict(set)
    for owner, name in GovernmentName.objects.order_by().values_list("government", "name"):
        for entry in name.entries.values():
            known = key(entry.text)
            if known and known not in seen[owner]:
                seen[owner].add(known)
                yield owner, known
