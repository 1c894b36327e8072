"""Finding people by any form or part of their name, in an order that is the same on every database.

A person stands where the best of their keys stands: the whole query comes before its words apart, those before a
typing error put right; then tier, then text. The next page goes on where the last one ended.
"""

import base64
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import NamedTuple

from django.db.models import Q, QuerySet

from trilogue.algorithms.names.latin import SOUND
from trilogue.algorithms.names.search import Asked, asked, corrections, nears
from trilogue.domain.people.models import Person, SearchWord
from trilogue.domain.people.queries.ranges import Range, Row, among, rows

PAGE = 50
TIERS = (1, 2, 3, 4)
WHOLE, APART, CORRECTED = 0, 1, 2
FEW = 3_000
"""Within so few people their own keys are looked through; within more, the index is read in its order."""
AT_ONCE = 8
"""Corrected spellings that are asked for in one question."""
MOST_KEYS, MOST_APART = 60, 200
"""When the words of the query stand apart: keys of each kind of a word, and people who have the rarest word, that
are looked at. Somebody beyond these is found by writing more of the name.
"""


class Rank(NamedTuple):
    """The place of an answer, the smallest first. `first` and `second` are tier and wording, or the reverse."""

    stage: int
    first: int
    second: int
    text: str
    person: int


@dataclass(frozen=True)
class Hit:
    """`text` is the key that answered, `why` what it shows of the person, `asked` the beginning that was looked for."""

    person: int
    tier: int
    why: str
    text: str
    asked: str
    corrected: bool = False


@dataclass(frozen=True)
class Found:
    """`after` is where to go on; empty when there is nothing more."""

    hits: tuple[Hit, ...]
    after: str


Answer = tuple[Rank, Hit]


def find(text: str, *, within: QuerySet[Person] | None = None, limit: int = PAGE, after: str = "") -> Found:
    """The best `limit` answers after `after`, each person once, as the record that stands for them."""
    query = _both_ways(text)
    if not query.texts:
        return Found((), "")
    people = None if within is None else standing(within)
    search = _Search(query, people, _mark_read(after), limit + 1)
    answers = list(islice(search.answers(), limit + 1))
    more = _mark(answers[limit - 1][0]) if len(answers) > limit else ""
    return Found(tuple(hit for _, hit in answers[:limit]), more)


class _Search:
    def __init__(
        self, query: Asked, within: QuerySet[Person] | None, start: Rank | None, at_once: int
    ) -> None:
        self.query, self.start, self.at_once = query, start, at_once
        few = list(within.values_list("pk", flat=True)[: FEW + 1]) if within is not None else None
        self.few = few if few is not None and len(few) <= FEW else None
        self.within = within if self.few is None else None
        self._corrected: tuple[str, ...] | None = None

    def answers(self) -> Iterator[Answer]:
        if self.few is not None:
            found = sorted(self._best(self.few, self.corrected).values())
            return iter([each for each in found if self.start is None or each[0] > self.start])
        in_order = chain(self._whole(), self._apart(), self._put_right())
        return self._not_before(_once(in_order)) if self.start else _once(in_order)

    @property
    def corrected(self) -> tuple[str, ...]:
        """Only a query that is all in Roman letters has typing errors put right."""
        if self._corrected is None:
            roman = len(self.query.latin) == max(len(self.query.words), 1)
            near = nears(self.query) if roman else frozenset()
            known = SearchWord.objects.filter(near__in=near).values_list("word", flat=True).distinct()
            self._corrected = corrections(self.query, known) if near else ()
        return self._corrected

    def _whole(self) -> Iterator[Answer]:
        for tier in TIERS:
            texts = ((at, text) for at, text in enumerate(self.query.texts) if tier in _tiers(text))
            yield from self._scan([(Rank(WHOLE, tier, at, text, 0), tier) for at, text in texts])

    def _put_right(self) -> Iterator[Answer]:
        right = list(enumerate(self.corrected))
        for begin in range(0, len(right), AT_ONCE):
            several = right[begin : begin + AT_ONCE]
            yield from self._scan(
                [(Rank(CORRECTED, at, tier, text, 0), tier) for at, text in several for tier in _tiers(text)]
            )

    def _scan(self, beginnings: list[tuple[Rank, int]]) -> Iterator[Answer]:
        """All keys with each beginning, in order, from where the last page ended."""
        wanted = [
            (rank, tier) for rank, tier in beginnings if self.start is None or rank[:3] >= self.start[:3]
        ]
        ranges = [Range(tier, rank.text, *self._from(rank)) for rank, tier in wanted]
        read = rows(ranges, self.at_once, self.within)
        for (rank, _tier), span, known in zip(wanted, ranges, read, strict=True):
            for row in self._onward(span, known):
                yield rank._replace(text=row.text, person=row.person), _hit(row, rank)

    def _from(self, rank: Rank) -> tuple[str, int]:
        at_it = self.start is not None and rank[:3] == self.start[:3]
        return (self.start.text, self.start.person) if self.start and at_it else ("", 0)

    def _onward(self, span: Range, known: list[Row]) -> Iterator[Row]:
        yield from known
        while len(known) == self.at_once:
            span = span._replace(text=known[-1].text, person=known[-1].person)
            known = rows([span], self.at_once, self.within)[0]
            yield from known

    def _apart(self) -> Iterator[Answer]:
        """Who has a key for every word. The rarest word is looked up, the others are looked for in who it finds."""
        if not self.query.words:
            return
        read = [
            rows([Range(tier, text) for text in texts for tier in _tiers(text)], MOST_KEYS, self.within)
            for texts in self.query.words
        ]
        rarest = min((list(chain(*each)) for each in read), key=len)
        people = list(dict.fromkeys(row.person for row in rarest))[:MOST_APART]
        best = self._best(people, ()).values()
        yield from sorted(each for each in best if each[0].stage == APART and _is_after(each, self.start))

    def _not_before(self, answers: Iterator[Answer]) -> Iterator[Answer]:
        """Leave out who stood on an earlier page already, by a better key."""
        while several := list(islice(answers, self.at_once)):
            corrected = self.corrected if several[-1][0].stage == CORRECTED else ()
            best = self._best([hit.person for _, hit in several], corrected)
            yield from (each for each in several if best[each[1].person][0] == each[0])

    def _best(self, people: list[int], corrected: tuple[str, ...]) -> dict[int, Answer]:
        """The best answer of each of these people, for those who have one."""
        keys = among(people, {*self.query.texts, *chain(*self.query.words), *corrected})
        ranked = ((person, self._best_of(of_person, corrected)) for person, of_person in keys.items())
        return {person: answer for person, answer in ranked if answer}

    def _best_of(self, keys: list[Row], corrected: tuple[str, ...]) -> Answer | None:
        """`keys` are one person's, best tier first."""
        whole = (
            (Rank(WHOLE, key.tier, at, key.text, key.person), key, text)
            for at, text in enumerate(self.query.texts)
            for key in keys
            if key.text.startswith(text)
        )
        best = min(whole, default=None)
        if best:
            return best[0], _hit(best[1], best[0]._replace(text=best[2]))
        return self._apart_of(keys) or _put_right_of(keys, corrected)

    def _apart_of(self, keys: list[Row]) -> Answer | None:
        found = [_first(keys, texts) for texts in self.query.words]
        rank = Rank(APART, 0, 0, "", keys[0].person)
        return (rank, _hit(found[0][0], rank)) if found and all(found) else None


def _tiers(text: str) -> tuple[int, ...]:
    """Where keys with this beginning can stand: sounds stand in the last tier alone."""
    return TIERS[-1:] if text.startswith(SOUND) else TIERS


def _first(keys: list[Row], texts: tuple[str, ...]) -> list[Row]:
    return [key for key in keys if key.text.startswith(texts)][:1]


def _put_right_of(keys: list[Row], corrected: tuple[str, ...]) -> Answer | None:
    for at, text in enumerate(corrected):
        for key in _first(keys, (text,)):
            rank = Rank(CORRECTED, at, key.tier, key.text, key.person)
            return rank, _hit(key, rank._replace(text=text))
    return None


def _both_ways(text: str) -> Asked:
    """The query, and with its last word put first: family and given name are typed in either order."""
    query = asked(text)
    *first, last = text.replace(",", " ").split() or [""]
    turned = asked(" ".join((last, *first))).texts if first else ()
    return replace(query, texts=tuple(dict.fromkeys((*query.texts, *turned))))


def _hit(row: Row, rank: Rank) -> Hit:
    return Hit(row.person, row.tier, row.why, row.text, rank.text, corrected=rank.stage == CORRECTED)


def _once(answers: Iterable[Answer]) -> Iterator[Answer]:
    seen: set[int] = set()
    for rank, hit in answers:
        if hit.person not in seen:
            seen.add(hit.person)
            yield rank, hit


def _is_after(answer: Answer, start: Rank | None) -> bool:
    return start is None or answer[0] > start


def standing(people: QuerySet[Person]) -> QuerySet[Person]:
    """The records that stand for these."""
    chosen = people.order_by().values("pk")
    found = Person.objects.filter(Q(pk__in=chosen) | Q(merged__in=chosen), merged_into=None)
    return found.order_by().distinct()


def _mark(rank: Rank) -> str:
    return base64.urlsafe_b64encode(json.dumps(rank).encode()).decode()


def _mark_read(mark: str) -> Rank | None:
    """None for a mark that is none: the search begins at its beginning."""
    try:
        stage, first, second, text, person = json.loads(base64.urlsafe_b64decode(mark))
    except (ValueError, TypeError):
        return None
    numbers = all(type(each) is int and 0 <= each < 1 << 62 for each in (stage, first, second, person))
    readable = isinstance(text, str) and text.isprintable()
    return Rank(stage, first, second, text, person) if numbers and readable else None
