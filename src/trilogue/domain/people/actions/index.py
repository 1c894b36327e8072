"""The search index follows every change of names in the same transaction. It holds nothing that is not in them.

A record that was merged into another has no keys of its own: the record that stands for it has the keys of both.
"""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from trilogue.algorithms.names.search import Form, Key, deletions, keys_of, words_of
from trilogue.domain.people.models import Person, SearchKey, SearchWord
from trilogue.domain.people.queries.ranges import WORD

BATCH = 2_000
EXACT = frozenset({"family", "given"})


@transaction.atomic
def refresh(people: Iterable[int]) -> None:
    """Write anew what these records, and those that stand for them, are found by."""
    wanted = set(people)
    merged = Person.objects.filter(pk__in=wanted, merged_into__isnull=False)
    wanted |= {end for end in merged.values_list("merged_into", flat=True) if end}
    left = _take_out(wanted)
    _write(_standing().filter(pk__in=wanted))
    _drop_unneeded(left)


@transaction.atomic
def complete() -> int:
    """Index everybody who has names and no keys, as after an upgrade; returns how many."""
    unknown = _standing().filter(~Exists(SearchKey.objects.filter(person=OuterRef("pk"))), names__own=True)
    return _in_batches(unknown.values_list("pk", flat=True))


@transaction.atomic
def rebuild() -> int:
    """Throw the whole index away and write it anew; returns how many people it has."""
    SearchKey.objects.all().delete()
    SearchWord.objects.all().delete()
    return _in_batches(_standing().values_list("pk", flat=True))


def keys(person: Person) -> frozenset[Key]:
    """All keys of a person and the records merged into it, without those that another key makes needless."""
    return lean(
        {key for record in (person, *person.merged.all()) for key in keys_of(_country(record), forms(record))}
    )


def lean(found: Collection[Key]) -> frozenset[Key]:
    """A search asks for beginnings: a key that another of the same or a better tier begins with tells nothing more.

    Family and given names stay, so that who is called just so comes before who is called longer.
    """
    best: dict[str, Key] = {}
    for key in sorted(found):
        best.setdefault(key.text, key)
    longer: list[Key] = []
    needed: set[Key] = set()
    for text in sorted(best, reverse=True):
        key = best[text]
        longer = [each for each in longer if each.text.startswith(text)]
        if key.why in EXACT or all(each.tier > key.tier for each in longer):
            needed.add(key)
        longer.append(key)
    return frozenset(needed)


def forms(person: Person) -> tuple[Form, ...]:
    return tuple(Form(each.script, each.family, each.given, each.full) for each in person.names.all())


def words(person: Person) -> frozenset[str]:
    return frozenset(
        word
        for record in (person, *person.merged.all())
        for word in words_of(_country(record), forms(record))
    )


def _standing() -> QuerySet[Person]:
    found = Person.objects.filter(merged_into=None)
    return found.prefetch_related("names", "merged__names")


def _country(person: Person) -> str:
    return person.country_id or ""


def _in_batches(people: Iterable[int]) -> int:
    wanted = list(dict.fromkeys(people))
    for start in range(0, len(wanted), BATCH):
        _write(_standing().filter(pk__in=wanted[start : start + BATCH]))
    return len(wanted)


def _write(people: QuerySet[Person]) -> None:
    found = list(people)
    spelled = {person: words(person) for person in found}
    rows = [
        SearchKey(person=person, tier=key.tier, text=key.text, why=key.why)
        for person in found
        for key in (*sorted(keys(person)), *(Key(WORD, word, "word") for word in sorted(spelled[person])))
    ]
    SearchKey.objects.bulk_create(rows, batch_size=BATCH)
    known = sorted(frozenset[str]().union(*spelled.values()))
    near = [SearchWord(near=near, word=word) for word in known for near in sorted(deletions(word))]
    SearchWord.objects.bulk_create(near, batch_size=BATCH, ignore_conflicts=True)


def _take_out(people: Collection[int]) -> set[str]:
    """Returns the words that these people's names needed."""
    kept = SearchKey.objects.filter(person__in=people)
    words = set(kept.filter(tier=WORD).values_list("text", flat=True))
    kept.delete()
    return words


def _drop_unneeded(words: Collection[str]) -> None:
    """A word that is in nobody's name any more goes with all its near forms."""
    needed = set(SearchKey.objects.filter(tier=WORD, text__in=words).values_list("text", flat=True))
    gone = sorted(set(words) - needed)
    near = frozenset[str]().union(*map(deletions, gone))
    SearchWord.objects.filter(near__in=near, word__in=gone).delete()
