"""The search index follows every change of names in the same transaction. It holds nothing that is not in them.

A record that was merged into another has no keys of its own: the record that stands for it has the keys of both.
"""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from trilogue.algorithms.names.latin import SOUND, sound
from trilogue.algorithms.names.search import Form, Key, deletions, keys_of, words_of
from trilogue.domain.people.models import Person, SearchKey, SearchWord
from trilogue.domain.people.queries.ranges import after_all
from trilogue.domain.people.queries.search import TIERS

BATCH = 2_000
SHORTEST_WORD = 2


@transaction.atomic
def refresh(people: Iterable[int]) -> None:
    """Write anew what these records, and those that stand for them, are found by."""
    wanted = set(people)
    merged = Person.objects.filter(pk__in=wanted, merged_into__isnull=False)
    wanted |= set(merged.values_list("merged_into", flat=True))
    kept = SearchKey.objects.filter(person__in=wanted)
    left = _words_in(kept.values_list("text", flat=True))
    kept.delete()
    words = _write(_standing().filter(pk__in=wanted))
    _drop_unneeded(left - words)


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
    """A search asks for beginnings: a key that a key of the same or a better tier begins with tells nothing more."""
    needed: list[Key] = []
    best: dict[str, Key] = {}
    for key in sorted(found):
        best.setdefault(key.text, key)
    last: list[Key] = []
    for text in sorted(best, reverse=True):
        key = best[text]
        last = [longer for longer in last if longer.text.startswith(text)]
        if not any(longer.tier <= key.tier for longer in last):
            needed.append(key)
        last.append(key)
    return frozenset(needed)


def forms(person: Person) -> tuple[Form, ...]:
    return tuple(Form(each.script, each.family, each.given, each.full) for each in person.names.all())


def words(person: Person) -> frozenset[str]:
    return frozenset(
        word
        for record in (person, *person.merged.all())
        for word in words_of(_country(record), forms(record))
        if len(word) >= SHORTEST_WORD
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


def _write(people: QuerySet[Person]) -> set[str]:
    """Returns the words that typing errors in these people's names are put right by."""
    found = list(people)
    rows = [
        SearchKey(person=person, tier=key.tier, text=key.text, why=key.why)
        for person in found
        for key in sorted(keys(person))
    ]
    SearchKey.objects.bulk_create(rows, batch_size=BATCH)
    known = {word for person in found for word in words(person)}
    near = (SearchWord(near=near, word=word) for word in sorted(known) for near in sorted(deletions(word)))
    SearchWord.objects.bulk_create(near, batch_size=BATCH, ignore_conflicts=True)
    return known


def _words_in(texts: Iterable[str]) -> set[str]:
    """The words of the index that these keys begin with."""
    beginnings = {text[:end] for text in texts for end in range(SHORTEST_WORD, len(text) + 1)}
    return set(SearchWord.objects.filter(near__in=beginnings, near=F("word")).values_list("word", flat=True))


def _drop_unneeded(left: Iterable[str]) -> None:
    """A word that no key begins with any more is nobody's name: it goes with all its near forms."""
    for word in sorted(left):
        if not _is_needed(word):
            SearchWord.objects.filter(near__in=deletions(word), word=word).delete()


def _is_needed(word: str) -> bool:
    return any(
        SearchKey.objects.filter(tier__in=TIERS, text__gte=start, text__lt=after_all(start)).exists()
        for start in (word, SOUND + sound(word))
    )
