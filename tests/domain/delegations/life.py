"""The life of nominations beside a plain model of it: every move is made on both, and both must agree.

Records of one person are merged and parted again, and persons erased, among all that.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, ClassVar

from django.db import DatabaseError, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests import factories
from trilogue.domain.delegations import actions, queries
from trilogue.domain.delegations.choices import BEGINNINGS, HOLDING, MOVES, State
from trilogue.domain.delegations.models import Delegation, NominationGroup, Participation
from trilogue.domain.people.actions import AlreadyOne, NotMerged
from trilogue.domain.people.models import Merge, Person
from trilogue.flows import offer
from trilogue.flows.erase import erase
from trilogue.flows.merge_people import ChooseNomination, merge_people, unmerge_people
from trilogue.flows.substitute import substitute

START = datetime(2027, 3, 1, tzinfo=UTC)
COUNTRIES = ("KR", "JP")
MOST = 10
"""So many nominations at once keep a run short and the places scarce."""
REFUSALS = (
    actions.UnlawfulMove,
    actions.NoPlaceLeft,
    actions.GroupUnjudged,
    actions.ReasonNeeded,
    actions.QuotaTooSmall,
    actions.NothingToTransfer,
    ChooseNomination,
    AlreadyOne,
    NotMerged,
)
WHO = st.integers(0, MOST - 1)
COUNTRY = st.sampled_from(COUNTRIES)
Traits = tuple[bool, bool, bool]
NOMINATION = st.tuples(
    COUNTRY,
    st.integers(1, 3),
    st.sampled_from(("", "bound", "bound", "loose")),
    st.tuples(st.booleans(), st.booleans(), st.booleans()),
)
"""Country, order of choice, group; abroad, took part before, judged at once."""
STANDING = (State.ELIGIBLE, State.WAITING)
ENDED = (State.DECLINED, State.WITHDRAWN)


@dataclass
class One:
    """A nomination as the model knows it. `submitted`, `expires` and `duplicate_at` are hours.

    `came`: this very record took part before; `duplicate_at`: when a merging withdrew it, each time.
    """

    row: Participation
    country: str
    priority: int
    abroad: bool
    came: bool
    group: str = ""
    state: State = State.DRAFT
    submitted: int = 0
    expires: int | None = None
    is_erased: bool = False
    duplicate_at: set[int] = field(default_factory=set)
    moves: list[State] = field(default_factory=lambda: [State.DRAFT])

    def become(self, state: State) -> None:
        assert state in MOVES[self.state], "the model itself makes an unlawful move"
        self.state = state
        self.moves.append(state)

    def renewed(self, hour: int) -> None:
        self.become(State.SUBMITTED)
        self.submitted, self.group = hour + 1, ""


@dataclass
class Decision:
    """That one record is another, by the places of both in the list of people."""

    row: Merge
    kept: int
    absorbed: int
    hour: int
    holds: bool = True


class Life(RuleBasedStateMachine):
    steps: ClassVar[Counter[str]] = Counter()
    """Over all runs: how often each rule was tried, and how often it was refused."""

    def __init__(self) -> None:
        super().__init__()
        self.run = transaction.atomic()
        self.run.__enter__()
        self.hour = 0
        self.people: list[One] = []
        self.merges: list[Decision] = []
        self.quotas: dict[str, int | None] = dict.fromkeys(COUNTRIES)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.run.__exit__(None, None, None)

    # the world

    @initialize(crowd=st.lists(NOMINATION, min_size=3, max_size=6))
    def begin(self, crowd: list[tuple[str, int, str, Traits]]) -> None:
        self.edition = factories.create_edition(number=100)
        self.call = factories.create_call(self.edition)
        self.desk = factories.actor(edition=self.edition)
        self.delegations = {
            code: factories.create_delegation(self.edition, country=factories.create_country(code))
            for code in COUNTRIES
        }
        self.home = {
            code: factories.create_government(country=each.country) for code, each in self.delegations.items()
        }
        self.groups = {
            (code, name): factories.create_nomination_group(self.call, all_or_none=name == "bound")
            for code in COUNTRIES
            for name in ("bound", "loose")
        }
        for each in crowd:
            self.nominate(each)

    @property
    def now(self) -> datetime:
        return START + timedelta(hours=self.hour)

    def of(self, country: str, states: Iterable[State]) -> list[One]:
        wanted = frozenset(states)
        return [each for each in self.people if each.country == country and each.state in wanted]

    def held(self, country: str) -> int:
        return len(self.of(country, HOLDING))

    def free(self, country: str) -> int:
        quota = self.quotas[country]
        return 10**6 if quota is None else quota - self.held(country)

    # the model of who is who

    def end(self, place: int) -> int:
        """The record that stands for this one."""
        edges = {each.absorbed: each.kept for each in self.merges if each.holds}
        while place in edges:
            place = edges[place]
        return place

    def records(self, one: One) -> list[One]:
        end = self.end(self.people.index(one))
        return [each for place, each in enumerate(self.people) if self.end(place) == end]

    def rank(self, one: One) -> tuple[int, bool, int, int]:
        came = any(each.came for each in self.records(one))
        return one.priority, came, one.submitted, one.row.pk

    # the model of giving places

    def bound(self, one: One) -> list[One]:
        """Those who come with somebody or not at all, as far as they are not decided otherwise."""
        if one.group != "bound":
            return [one]
        return [each for each in self.of(one.country, (*BEGINNINGS, *STANDING)) if each.group == "bound"]

    def offer(self, one: One) -> None:
        one.become(State.ACCEPTED)
        one.expires = self.hour + 24 * self.call.offer_days

    def give(self, country: str, states: tuple[State, ...]) -> list[One]:
        """Offer free places in order, group by group, where everybody of a group stands."""
        offered: list[One] = []
        for one in sorted(self.of(country, states), key=self.rank):
            party = self.bound(one)
            ready = all(each.state in states for each in party)
            if one not in offered and ready and len(party) <= self.free(country):
                for each in party:
                    self.offer(each)
                offered += party
        return offered

    def ranked(self, country: str) -> list[One]:
        return [
            each
            for each in self.of(country, STANDING)
            if all(other.state in STANDING for other in self.bound(each))
        ]

    def leave(self, one: One, state: State) -> list[One]:
        one.become(state)
        one.expires = None
        return self.give(one.country, (State.WAITING,))

    # both together

    def attempt(self, name: str, act: Callable[[], Any], refusal: type[Exception] | None) -> Any:
        """Do it; what the model refuses must be refused, for that reason, and leave nothing."""
        self.steps[name] += 1
        done, refused = None, None
        try:
            with transaction.atomic():
                done = act()
        except REFUSALS as error:
            self.steps["refused"] += 1
            refused = error
        assert (type(refused) if refused else None) is refusal, (name, refused, refusal)
        return done

    def pick(self, who: int) -> One:
        living = [each for each in self.people if not each.is_erased]
        return living[who % len(living)]

    def row(self, one: One) -> Participation:
        """What somebody has open: the row as it was nominated, not as it stands."""
        return copy(one.row)

    def number(self, one: One) -> str:
        return Participation.objects.values_list("reference", flat=True).get(pk=one.row.pk)

    def told(self, offered: list[Participation] | None, expected: list[One]) -> None:
        assert {each.pk for each in offered or ()} == {one.row.pk for one in expected}

    has_people = precondition(lambda self: any(not each.is_erased for each in self.people))

    @precondition(lambda self: len(self.people) < MOST)
    @rule(nomination=NOMINATION)
    def nominate(self, nomination: tuple[str, int, str, Traits]) -> None:
        """Often somebody is judged at once, so that runs get to the places sooner."""
        country, priority, group, (abroad, came, judged) = nomination
        person = Person.objects.create(country_id=country)
        if came:
            before = factories.create_edition(self.edition.series, number=len(self.people) + 1)
            factories.create_participation(before, person=person)
        party: NominationGroup | None = self.groups.get((country, group))
        post = actions.Post(home=self.home[country], host_written="Busan" if abroad else "")
        nominated = actions.Nominated(priority=priority, group=party)
        delegation = self.delegations[country]
        row = self.attempt(
            "nominate",
            lambda: actions.nominate(
                delegation, person, by=self.desk, now=self.now, post=post, nominated=nominated
            ),
            None,
        )
        self.people.append(One(row, country, priority, abroad, came, group))
        if judged:
            self.submit(who=len(self.people) - 1)
            self.hold_eligible(who=len(self.people) - 1, reason="known")

    @has_people
    @rule(who=WHO)
    def submit(self, who: int) -> None:
        one = self.pick(who)
        refusal = None if one.state == State.DRAFT else actions.UnlawfulMove
        self.attempt("submit", lambda: actions.submit(self.row(one), by=self.desk, now=self.now), refusal)
        if refusal is None:
            one.become(State.SUBMITTED)
            one.submitted = one.submitted or self.hour + 1

    @has_people
    @rule(who=WHO)
    def hand_back(self, who: int) -> None:
        one = self.pick(who)
        refusal = None if one.state == State.SUBMITTED else actions.UnlawfulMove
        self.attempt(
            "hand_back",
            lambda: actions.hand_back(self.row(one), by=self.desk, now=self.now, reason="dates"),
            refusal,
        )
        if refusal is None:
            one.become(State.DRAFT)

    @has_people
    @rule(who=WHO, reason=st.sampled_from(("", "known", "known")))
    def hold_eligible(self, who: int, reason: str) -> None:
        one = self.pick(who)
        refusal: type[Exception] | None = None
        if one.abroad and not reason:
            refusal = actions.ReasonNeeded
        elif one.state != State.SUBMITTED:
            refusal = actions.UnlawfulMove
        self.attempt(
            "hold_eligible",
            lambda: actions.hold_eligible(self.row(one), by=self.desk, now=self.now, override=reason),
            refusal,
        )
        if refusal is None:
            one.become(State.ELIGIBLE)

    @has_people
    @rule(who=WHO)
    def accept(self, who: int) -> None:
        one = self.pick(who)
        party = self.bound(one)
        refusal: type[Exception] | None = None
        if one.state not in STANDING:
            refusal = actions.UnlawfulMove
        elif any(each.state in BEGINNINGS for each in party):
            refusal = actions.GroupUnjudged
        elif len(party) > self.free(one.country) and one.state == State.WAITING:
            refusal = actions.NoPlaceLeft
        offered = self.attempt(
            "accept", lambda: offer.accept(self.row(one), by=self.desk, now=self.now), refusal
        )
        if refusal:
            return
        if len(party) <= self.free(one.country):
            for each in party:
                self.offer(each)
            self.told(offered, party)
        else:
            for each in party:
                if each.state == State.ELIGIBLE:
                    each.become(State.WAITING)
            self.told(offered, [])

    @precondition(lambda self: any(each.state in STANDING for each in self.people))
    @rule(country=COUNTRY)
    def accept_in_order(self, country: str) -> None:
        foreseen = {each.participation.pk for each in queries.outlook(self.delegations[country]).offered}
        ranked = self.ranked(country)
        offered = self.attempt(
            "accept_in_order",
            lambda: offer.accept_in_order(self.delegations[country], by=self.desk, now=self.now),
            None,
        )
        expected = self.give(country, STANDING)
        self.told(offered, expected)
        assert foreseen == {one.row.pk for one in expected}
        for one in ranked:
            if one.state == State.ELIGIBLE:
                one.become(State.WAITING)

    @has_people
    @rule(who=WHO)
    def confirm(self, who: int) -> None:
        one = self.pick(who)
        refusal = None if one.state == State.ACCEPTED else actions.UnlawfulMove
        self.attempt("confirm", lambda: actions.confirm(self.row(one), by=self.desk, now=self.now), refusal)
        if refusal is None:
            one.become(State.CONFIRMED)
            one.expires = None

    @has_people
    @rule(who=WHO, state=st.sampled_from((State.WITHDRAWN, State.DECLINED)))
    def withdraw_or_decline(self, who: int, state: State) -> None:
        one = self.pick(who)
        act = offer.withdraw if state == State.WITHDRAWN else offer.decline
        refusal = None if state in MOVES[one.state] else actions.UnlawfulMove
        promoted = self.attempt(
            state, lambda: act(self.row(one), by=self.desk, now=self.now, reason="ill"), refusal
        )
        if refusal is None:
            self.told(promoted, self.leave(one, state))

    @has_people
    @rule(who=WHO)
    def renew(self, who: int) -> None:
        one = self.pick(who)
        refusal = None if one.state in (State.DECLINED, State.WITHDRAWN) else actions.UnlawfulMove
        self.attempt(
            "renew", lambda: actions.renew(self.row(one), by=self.desk, now=self.now, reason="back"), refusal
        )
        if refusal is None:
            one.renewed(self.hour)

    @has_people
    @rule(who=WHO, there=st.booleans())
    def attend_or_miss(self, who: int, there: bool) -> None:
        one = self.pick(who)
        act, state = (actions.attend, State.ATTENDED) if there else (actions.miss, State.ABSENT)
        refusal = None if state in MOVES[one.state] else actions.UnlawfulMove
        self.attempt(state, lambda: act(self.row(one), by=self.desk, now=self.now), refusal)
        if refusal is None:
            one.become(state)

    @rule(country=COUNTRY, places=st.integers(0, 5))
    def decide_quota(self, country: str, places: int) -> None:
        refusal = actions.QuotaTooSmall if places < self.held(country) else None
        promoted = self.attempt(
            "decide_quota",
            lambda: offer.decide_quota(
                self.delegations[country],
                by=self.desk,
                now=self.now,
                places=places,
                decided_on=START.date(),
                reason="letter",
            ),
            refusal,
        )
        if refusal is None:
            self.quotas[country] = places
            self.told(promoted, self.give(country, (State.WAITING,)))

    @rule(giver=COUNTRY, taker=COUNTRY, places=st.integers(0, 3))
    def transfer(self, giver: str, taker: str, places: int) -> None:
        left, right = self.quotas[giver], self.quotas[taker]
        refusal: type[Exception] | None = None
        if giver == taker or places < 1 or left is None or right is None:
            refusal = actions.NothingToTransfer
        elif left - places < self.held(giver):
            refusal = actions.QuotaTooSmall
        promoted = self.attempt(
            "transfer",
            lambda: offer.transfer_places(
                self.delegations[giver],
                self.delegations[taker],
                by=self.desk,
                now=self.now,
                places=places,
                decided_on=START.date(),
                reason="letter",
            ),
            refusal,
        )
        if refusal is None:
            assert left is not None
            assert right is not None
            self.quotas[giver], self.quotas[taker] = left - places, right + places
            self.told(promoted, self.give(taker, (State.WAITING,)))

    @has_people
    @rule(who=WHO, other=WHO)
    def substitute(self, who: int, other: int) -> None:
        leaving, coming = self.pick(who), self.pick(other)
        lawful = (
            leaving is not coming
            and leaving.country == coming.country
            and leaving.state in (State.ACCEPTED, State.CONFIRMED)
            and coming.state in (*STANDING, State.ACCEPTED)
        )
        number = self.number(leaving)
        promoted = self.attempt(
            "substitute",
            lambda: substitute(self.row(leaving), self.row(coming), by=self.desk, now=self.now, reason="ill"),
            None if lawful else actions.UnlawfulMove,
        )
        if not lawful:
            return
        leaving.become(State.WITHDRAWN)
        leaving.expires = None
        if coming.state != State.ACCEPTED:
            coming.become(State.ACCEPTED)
        coming.become(State.CONFIRMED)
        coming.expires = None
        assert self.number(coming) == number
        self.told(promoted, self.give(leaving.country, (State.WAITING,)))

    @has_people
    @rule(who=WHO, other=WHO)
    def merge(self, who: int, other: int) -> None:
        """A nomination of the record that is absorbed is withdrawn where the other has one that is open."""
        kept, absorbed = self.pick(who), self.pick(other)
        places = self.end(self.people.index(kept)), self.end(self.people.index(absorbed))
        staying = [each for each in self.records(kept) if each.state not in ENDED]
        leaving = [each for each in self.records(absorbed) if each.state not in ENDED]
        if len(leaving) > 1:
            return
        self.hour += 1
        both = leaving if staying and places[0] != places[1] else []
        refusal: type[Exception] | None = None
        holds = any(each.state in HOLDING for each in staying)
        if staying and any(each.state in HOLDING for each in leaving) and not holds:
            refusal = ChooseNomination
        elif places[0] == places[1]:
            refusal = AlreadyOne
        row = self.attempt(
            "merge",
            lambda: merge_people(
                self.person(kept), self.person(absorbed), by=self.desk, reasons=["name"], now=self.now
            ),
            refusal,
        )
        if refusal:
            return
        self.merges.append(Decision(row, *places, self.hour))
        for one in both:
            if State.WITHDRAWN in MOVES[one.state]:
                self.leave(one, State.WITHDRAWN)
                one.duplicate_at.add(self.hour)

    @precondition(lambda self: bool(self.merges))
    @rule(which=WHO)
    def unmerge(self, which: int) -> None:
        """What that merging withdrew is taken up again."""
        decision = self.merges[which % len(self.merges)]
        if any(self.people[place].is_erased for place in (decision.kept, decision.absorbed)):
            return
        refusal = None if decision.holds else NotMerged
        self.attempt("unmerge", lambda: unmerge_people(decision.row, by=self.desk, now=self.now), refusal)
        if refusal is None:
            decision.holds = False
            for one in self.records(self.people[decision.absorbed]):
                if one.state == State.WITHDRAWN and decision.hour in one.duplicate_at:
                    one.renewed(self.hour)

    @has_people
    @rule(who=WHO, sure=st.sampled_from((True, False, False, False)))
    def erase(self, who: int, sure: bool) -> None:
        """Places go to whoever is next; what stays is a state without a person."""
        records = self.records(self.pick(who))
        leaving = [
            each for each in records if State.WITHDRAWN in MOVES[each.state] and each.state not in ENDED
        ]
        if len(leaving) > 1 or not sure:
            return
        self.attempt("erase", lambda: erase(self.person(records[0]), by=self.desk, now=self.now), None)
        for one in leaving:
            self.leave(one, State.WITHDRAWN)
        for one in records:
            one.is_erased, one.group, one.priority, one.submitted = True, "", 0, 0

    def person(self, one: One) -> Person:
        return Person.objects.get(pk=one.row.person_id)

    @rule(hours=st.integers(1, 100))
    def time_passes(self, hours: int) -> None:
        self.hour += hours

    @rule(country=COUNTRY)
    def lapse(self, country: str) -> None:
        late = [
            one
            for one in self.of(country, (State.ACCEPTED,))
            if one.expires is not None and one.expires <= self.hour
        ]
        promoted = self.attempt(
            "lapse", lambda: offer.lapse_in(self.delegations[country], now=self.now), None
        )
        for one in late:
            one.become(State.DECLINED)
            one.expires = None
        self.told(promoted, self.give(country, (State.WAITING,)))

    @has_people
    @rule(who=WHO, state=st.sampled_from(State))
    def tamper(self, who: int, state: State) -> None:
        """A statement past all actions: the database refuses what the life does not know."""
        one = self.pick(who)
        self.steps["tamper"] += 1
        try:
            with transaction.atomic():
                Participation.objects.filter(pk=one.row.pk).update(state=state, reference="X1")
                transaction.set_rollback(True)
        except DatabaseError:
            assert state != one.state
            assert state not in MOVES[one.state]
        else:
            assert state == one.state or state in MOVES[one.state]

    # what holds at every moment

    @invariant()
    def both_agree(self) -> None:
        rows = {} if not self.people else dict(self.edition.participations.values_list("pk", "state"))
        assert rows == {one.row.pk: one.state for one in self.people}

    @invariant()
    def no_delegation_holds_more_than_its_places(self) -> None:
        for country in self.quotas if self.people else ():
            delegation = Delegation.objects.get(pk=self.delegations[country].pk)
            quota = queries.quota_of(delegation)
            assert quota == self.quotas[country]
            assert quota is None or queries.held_places(delegation) <= quota

    @invariant()
    def nobody_waits_beside_a_free_place(self) -> None:
        """But a whole group that does not fit, or of which somebody is not on the list yet."""
        for country in self.quotas:
            for one in self.of(country, (State.WAITING,)):
                party = self.bound(one)
                ready = all(each.state == State.WAITING for each in party)
                assert not ready or len(party) > self.free(country)

    @invariant()
    def a_place_has_a_number_of_its_own(self) -> None:
        if not self.people:
            return
        rows = self.edition.participations.values_list("state", "reference")
        assert all(reference for state, reference in rows if state in HOLDING)
        given = [reference for _, reference in rows if reference]
        assert len(given) == len(set(given))

    @invariant()
    def the_history_leads_to_the_state(self) -> None:
        if not self.people:
            return
        rows = Participation.objects.filter(edition=self.edition).prefetch_related("changes")
        chains = {row.pk: list(row.changes.all()) for row in rows}
        for one in self.people:
            chain = chains[one.row.pk]
            assert [change.number for change in chain] == list(range(1, len(chain) + 1))
            assert [change.after for change in chain] == one.moves
            assert chain[0].before == ""
            assert all(earlier.after == later.before for earlier, later in pairwise(chain))
