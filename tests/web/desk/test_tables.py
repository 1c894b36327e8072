"""Plans of the tables: searches, the board, moves, locks, rules, replanning and publishing."""

import re
from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories
from trilogue.algorithms.tables.model import ProblemError
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition
from trilogue.domain.tables.models import Absence, InterpreterSeat, Rule, Search, Seat, TablePlan
from trilogue.domain.tables.planning import run_search
from trilogue.flows.publish import publish_series
from trilogue.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db
TABLES = "/en/desk/workshop/9/tables/"
CLOSE = "/en/desk/workshop/9/close/"
LITTLE = 2_000
"""Steps of a search in these tests, where nothing depends on how good its plan is."""
ASK = {
    "rounds": 3,
    "tables": 11,
    "seed": 1,
    "presence": "soft",
    "language": "off",
    "interpreters": "",
    "effort": 200_000,
    "history": "on",
}


@pytest.fixture
def full(edition: Edition) -> Edition:
    """38 from Korea, 35 from China, 15 from Japan."""
    for code, count in (("KR", 38), ("CN", 35), ("JP", 15)):
        country = factories.create_country(code)
        for _ in range(count):
            factories.create_participation(edition, country=country, person=factories.create_person(country))
    return edition


@pytest.fixture
def few(edition: Edition) -> Edition:
    """Four from each of three countries."""
    for code in ("KR", "CN", "JP"):
        country = factories.create_country(code)
        for _ in range(4):
            factories.create_participation(edition, country=country, person=factories.create_person(country))
    return edition


@pytest.fixture
def plan(desk: Client, few: Edition) -> TablePlan:
    return planned(desk, rounds=2, tables=3)


def planned(desk: Client, **more: Any) -> TablePlan:
    """Ask for a plan, and let a worker do a little for it."""
    found = desk.post(TABLES, ASK | more)
    assert found.status_code == 302, found.content.decode()
    search = Search.objects.latest("pk")
    assert found.headers["Location"] == f"{TABLES}searches/{search.pk}/"
    Search.objects.filter(pk=search.pk).update(most_steps=LITTLE)
    run_search(search.pk)
    search.refresh_from_db()
    assert search.state == "done", search.failure
    assert search.plan
    return search.plan


def said(client: Client, path: str = TABLES) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def board_of(plan: TablePlan) -> str:
    return f"{TABLES}{plan.number}/"


def met(plan: TablePlan) -> tuple[int, int]:
    """Pairs that share a table at least once, those of two countries and all: counted from the seats."""
    tables: dict[tuple[int, int], list[tuple[int, str]]] = {}
    for seat in plan.seats.select_related("participation__delegation"):
        person = seat.participation_id, seat.participation.delegation.country_id
        tables.setdefault((seat.round, seat.table), []).append(person)
    pairs = {tuple(sorted(pair)) for people in tables.values() for pair in combinations(people, 2)}
    return sum(one[1] != other[1] for one, other in pairs), len(pairs)


def seats(plan: TablePlan) -> set[tuple[int, int, int]]:
    return set(plan.seats.values_list("round", "table", "participation"))


def at(plan: TablePlan, number: int, table: int) -> list[int]:
    return list(plan.seats.filter(round=number, table=table).values_list("participation", flat=True))


def seen(plan: TablePlan, number: int) -> str:
    return " ".join(f"{who}:{table}" for r, table, who in seats(plan) if r == number)


def move(desk: Client, plan: TablePlan, number: int, who: int, **more: Any) -> Any:
    data = {"round": number, "who": who, "seen": seen(plan, number), **more}
    return desk.post(f"{board_of(plan)}move/", data, follow=True)


def deeds(action: str) -> int:
    return Entry.objects.filter(action=action).count()


# searches


def test_88_people_meet_as_many_as_can_be(desk: Client, full: Edition) -> None:
    plan = planned(desk)
    assert met(plan) == (651, 924)
    page = said(desk, board_of(plan))
    assert 'Between countries: <b class="num">651</b> of at most 651' in page
    assert 'All together: <b class="num">924</b> of at most 924' in page
    assert "there is no better plan" in page
    assert '<span class="nowrap">651 / 651</span>' in said(desk)


def test_the_same_seed_gives_the_same_plan(desk: Client, few: Edition) -> None:
    assert seats(planned(desk, tables=3)) == seats(planned(desk, tables=3))


def test_a_search_tells_how_far_it_is(desk: Client, few: Edition) -> None:
    desk.post(TABLES, ASK | {"tables": 3})
    search = Search.objects.get()
    page = f"{TABLES}searches/{search.pk}/"
    assert "It begins in a moment" in said(desk, page)
    assert f'data-follow="{page}progress/"' in said(desk, page)
    first = desk.get(f"{page}progress/")
    tag = {"If-None-Match": first.headers["ETag"]}
    assert desk.get(f"{page}progress/", headers=tag).status_code == 304
    Search.objects.update(
        state="running",
        steps=100_000,
        heard_at=timezone.now(),
        best={"cross": 40, "cross_bound": 48, "new": 50, "new_bound": 54},
    )
    later = desk.get(f"{page}progress/", headers=tag)
    assert later.status_code == 200
    assert "100000 of at most 200000 steps" in later.content.decode()
    assert '<b class="num">40</b> of at most 48' in later.content.decode()
    assert "<html" not in later.content.decode()


def test_a_stopped_search_keeps_what_it_has(desk: Client, few: Edition) -> None:
    desk.post(TABLES, ASK | {"tables": 3, "rounds": 8, "effort": 10_000_000})
    search = Search.objects.get()
    desk.post(f"{TABLES}searches/{search.pk}/stop/")
    run_search(search.pk)
    search.refresh_from_db()
    assert search.state == "done"
    assert search.plan
    assert search.plan.steps < 10_000_000
    assert len(seats(search.plan)) == 8 * 12


def test_a_search_without_worker_can_be_started_again(desk: Client, few: Edition) -> None:
    desk.post(TABLES, ASK | {"tables": 3})
    search = Search.objects.get()
    page = f"{TABLES}searches/{search.pk}/"
    assert "under way or done" in desk.post(f"{page}again/", follow=True).content.decode()
    Search.objects.update(state="running", heard_at=timezone.now() - timedelta(minutes=5))
    assert "No worker is on this search" in said(desk, page)
    assert "no worker is on it" in said(desk)
    desk.post(f"{page}again/")
    search.refresh_from_db()
    assert search.state == "waiting"
    Search.objects.update(most_steps=LITTLE)
    run_search(search.pk)
    run_search(search.pk)
    assert TablePlan.objects.count() == 1


def test_nobody_cannot_be_seated(desk: Client, edition: Edition) -> None:
    assert "Nobody takes part yet." in said(desk)
    desk.post(TABLES, ASK)
    search = Search.objects.get()
    run_search(search.pk)
    page = said(desk, f"{TABLES}searches/{search.pk}/")
    assert "Nobody takes part yet" in page
    assert "Start again" in page
    assert not TablePlan.objects.exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("rounds", "0"),
        ("tables", "-1"),
        ("tables", "x"),
        ("seed", ""),
        ("presence", "perhaps"),
        ("interpreters", "-1"),
        ("effort", "1"),
    ],
)
def test_impossible_numbers_are_refused_and_kept(desk: Client, few: Edition, name: str, value: str) -> None:
    page = desk.post(TABLES, ASK | {name: value}).content.decode()
    assert f'href="#id_{name}"' in page
    assert not Search.objects.exists()


def test_the_price_of_a_common_language_is_shown(desk: Client, few: Edition) -> None:
    for each in few.participations.select_related("delegation", "person"):
        language = {"KR": "ko", "CN": "zh", "JP": "ja"}[each.delegation.country_id]
        factories.create_language_skill(each.person, language=language)
    desk.post(TABLES, ASK | {"tables": 3, "language": "soft", "presence": "off", "do": "price"})
    search = Search.objects.get()
    Search.objects.update(most_steps=LITTLE)
    run_search(search.pk)
    without, spoken = TablePlan.objects.order_by("number")
    assert (without.language, spoken.language) == ("off", "soft")
    page = said(desk, f"{TABLES}searches/{search.pk}/")
    lost = met(without)[0] - met(spoken)[0]
    assert f"costs {lost} new acquaintances between countries" in page


# the board


def test_each_round_has_a_page_with_everybody(desk: Client, plan: TablePlan) -> None:
    rounds = {number: said(desk, f"{board_of(plan)}?round={number}") for number in (1, 2)}
    assert all(page.count('class="seat"') == 12 for page in rounds.values())
    assert '<a href="?round=2" aria-current="page">' in rounds[2]
    for odd in ("0", "99", "x", "", "-1", "²", "9" * 30):
        assert said(desk, f"{board_of(plan)}?round={odd}").count('class="seat"') == 12
    assert desk.get(f"{TABLES}99/").status_code == 404
    assert desk.get(f"{TABLES}{10**9}/").status_code == 404


def test_a_worse_plan_shows_worse_figures(desk: Client, full: Edition) -> None:
    plan = planned(desk)
    for number in (1, 2):
        Seat.objects.filter(plan=plan, round=number + 1, participation__in=at(plan, 1, number)).update(
            table=number
        )
    cross, new = met(plan)
    assert (cross, new) != (651, 924)
    page = said(desk, board_of(plan))
    assert f'<b class="num">{cross}</b> of at most' in page
    assert "The tables differ by more than one person." in page
    assert "Move somebody from the largest table to the smallest." in page


def test_everybody_is_told_how_many_they_meet(desk: Client, plan: TablePlan) -> None:
    page = said(desk, board_of(plan))
    assert "Who will meet how many" in page
    assert page.count('<td class="num">') >= 24
    who = at(plan, 1, 1)[0]
    chosen = said(desk, f"{board_of(plan)}?who={who}")
    assert re.search(r"will meet \d+ of at most \d+ from other countries", chosen)


def test_somebody_who_joined_later_is_offered_a_seat(desk: Client, plan: TablePlan) -> None:
    assert "has changed since this plan" not in said(desk)
    late = factories.create_participation(plan.edition)
    page = said(desk, board_of(plan))
    assert "has changed since this plan" in page
    assert "Without a seat in this round" in page
    move(desk, plan, 1, late.pk, table=2)
    assert late.pk in at(plan, 1, 2)


def test_a_board_makes_as_many_queries_for_many_as_for_few(desk: Client, plan: TablePlan) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(board_of(plan)).status_code == 200
        return len(captured)

    def join(table: int) -> None:
        late = factories.create_participation(plan.edition, host=factories.create_government())
        factories.create_language_skill(late.person)
        for number in (1, 2):
            factories.create_seat(plan, participation=late, round=number, table=table)

    join(1)
    desk.get(board_of(plan))
    few = queries()
    join(2)
    join(3)
    assert queries() == few


def test_a_table_shows_its_language_or_asks_for_an_interpreter(desk: Client, plan: TablePlan) -> None:
    assert "no language is known" in said(desk, board_of(plan))
    for who in at(plan, 1, 1):
        factories.create_language_skill(Participation.objects.get(pk=who).person, language="ko", level=2)
    page = said(desk, board_of(plan))
    assert '<small class="num">Korean · ' in page
    account = factories.create_account(name="통역사")
    interpreter = factories.create_appointment(account, role=Role.INTERPRETER, edition=plan.edition)
    send = f"{board_of(plan)}interpreters/"
    for table in (2, 3):
        desk.post(send, {"round": 1, "table": table, "interpreter": interpreter.pk})
    seat = InterpreterSeat.objects.get()
    assert seat.table == 3
    assert "interpreted" in said(desk, board_of(plan))
    stranger = factories.create_appointment(role=Role.INTERPRETER, edition=factories.create_edition())
    for odd in (stranger.pk, "x", ""):
        desk.post(send, {"round": 1, "table": 1, "interpreter": odd})
    desk.post(send, {"round": 1, "table": 99, "interpreter": interpreter.pk})
    assert InterpreterSeat.objects.get().table == 3
    desk.post(f"{send}{seat.pk}/back/")
    assert not InterpreterSeat.objects.exists()


# moves


def test_people_are_chosen_then_the_place_then_the_effect_is_read_then_they_move(
    desk: Client, plan: TablePlan
) -> None:
    who, other = at(plan, 1, 1)[0], at(plan, 1, 2)[0]
    chosen = said(desk, f"{board_of(plan)}?round=1&who={who}")
    assert "Where to?" in chosen
    assert chosen.count('name="with"') == 8
    preview = said(desk, f"{board_of(plan)}?round=1&who={who}&with={other}")
    assert "Swap two people?" in preview
    before = met(plan)
    answer = move(desk, plan, 1, who, **{"with": other})
    assert who in at(plan, 1, 2)
    assert other in at(plan, 1, 1)
    after = met(plan)
    page = answer.content.decode()
    assert f"between countries: {before[0]} → {after[0]}; all: {before[1]} → {after[1]}" in page
    effect = re.findall(r'<td class="num">(?:<b>)?(\d+)', preview.partition("<tbody>")[0] + preview)
    assert str(after[0]) in effect
    assert deeds("move_seat") == 1
    desk.post(
        f"{board_of(plan)}move/",
        {"round": 1, "who": who, "table": 1, "with": other, "seen": seen(plan, 1)},
    )
    assert met(plan) == before


def test_a_move_is_undone_by_one_press(desk: Client, plan: TablePlan) -> None:
    who = at(plan, 1, 1)[0]
    assert "Undo" not in said(desk, board_of(plan))
    page = move(desk, plan, 1, who, table=3).content.decode()
    assert "Undo" in page
    assert "The tables differ by more than one person." in page
    back = dict(re.findall(r'name="(who|table|seen)" value="([^"]+)"', page.partition("Undo")[0]))
    desk.post(f"{board_of(plan)}move/", {"round": 1, **back})
    assert who in at(plan, 1, 1)


def test_a_move_on_a_stale_board_is_refused_with_what_changed(desk: Client, plan: TablePlan) -> None:
    who, other, third = at(plan, 1, 1)[0], at(plan, 1, 2)[0], at(plan, 1, 3)[0]
    old = seen(plan, 1)
    move(desk, plan, 1, who, **{"with": other})
    page = move(desk, plan, 1, third, table=1, seen=old).content.decode()
    assert "The board has changed since you opened it" in page
    for each in (who, other):
        name = Participation.objects.get(pk=each).person.names.get(own=True).full
        assert name in page.partition("Elsewhere now")[2].partition("</p>")[0]
    assert third in at(plan, 1, 3)


@pytest.mark.parametrize("asked", [{"table": 99}, {"table": "x"}, {"with": 10**9}, {}, {"table": 1}])
def test_moves_to_nowhere_are_refused(desk: Client, plan: TablePlan, asked: dict[str, Any]) -> None:
    before = seats(plan)
    page = move(desk, plan, 1, at(plan, 1, 1)[0], **asked).content.decode()
    assert 'role="alert"' in page
    assert seats(plan) == before


@pytest.mark.parametrize("number", ["0", "3", "x", ""])
def test_moves_in_no_round_are_refused(desk: Client, plan: TablePlan, number: str) -> None:
    before = seats(plan)
    who = at(plan, 1, 1)[0]
    desk.post(f"{board_of(plan)}move/", {"round": number, "who": who, "table": 2, "seen": ""})
    assert seats(plan) == before


def test_strangers_are_not_seated(desk: Client, plan: TablePlan) -> None:
    before = seats(plan)
    stranger, gone = (
        factories.create_participation(),
        factories.create_participation(plan.edition, state="withdrawn"),
    )
    for who in (stranger, gone):
        assert "Not among those who take part" in move(desk, plan, 1, who.pk, table=1).content.decode()
    assert seats(plan) == before


def test_a_published_plan_is_moved_in_only_on_purpose(desk: Client, plan: TablePlan) -> None:
    desk.post(f"{board_of(plan)}publish/")
    who = at(plan, 1, 1)[0]
    assert "This plan is published" in move(desk, plan, 1, who, table=2).content.decode()
    assert who in at(plan, 1, 1)
    assert "phones show the move at once" in said(desk, f"{board_of(plan)}?who={who}&table=2")
    move(desk, plan, 1, who, table=2, published="yes")
    assert who in at(plan, 1, 2)
    assert deeds("move_published_seat") == 1


def test_a_played_round_is_not_changed(desk: Client, plan: TablePlan) -> None:
    TablePlan.objects.update(played=1)
    page = said(desk, board_of(plan))
    assert "This round has been played" in page
    assert 'name="who"' not in page
    who = at(plan, 1, 1)[0]
    assert "It stays as it was" in move(desk, plan, 1, who, table=2, published="yes").content.decode()
    assert who in at(plan, 1, 1)


# locks


def test_seats_tables_and_rounds_are_locked_and_kept(desk: Client, plan: TablePlan) -> None:
    lock = f"{board_of(plan)}lock/"
    who, other = at(plan, 1, 1)[:2]
    desk.post(lock, {"round": 1, "who": who})
    assert list(plan.seats.filter(locked=True).values_list("participation", "round")) == [(who, 1)]
    name = Participation.objects.get(pk=who).person.names.get(own=True).full
    assert name in move(desk, plan, 1, who, table=2).content.decode().partition("Locked:")[2][:80]
    assert who in at(plan, 1, 1)
    move(desk, plan, 1, other, table=2)
    assert other in at(plan, 1, 2)
    desk.post(lock, {"round": 1, "table": 2})
    assert plan.seats.filter(locked=True).count() == 6
    desk.post(lock, {"round": 2})
    assert plan.seats.filter(locked=True, round=2).count() == 12
    desk.post(lock, {"round": 2, "locked": "no"})
    desk.post(lock, {"round": 1, "table": 2, "locked": "no"})
    assert plan.seats.filter(locked=True).count() == 1
    assert "1 seat of this round is locked" in said(desk, board_of(plan))


def test_mending_moves_only_what_breaks_a_rule_and_keeps_locks(desk: Client, plan: TablePlan) -> None:
    who, other, locked = (*at(plan, 1, 1)[:2], at(plan, 2, 2)[0])
    desk.post(f"{board_of(plan)}lock/", {"round": 2, "who": locked})
    rules = f"{TABLES}rules/"
    desk.post(rules, {"rule-kind": "apart", "rule-first": who, "rule-second": other})
    assert "are to be kept apart and share a table" in said(desk, board_of(plan))
    desk.post(f"{board_of(plan)}again/", {"do": "mend"})
    search = Search.objects.latest("pk")
    run_search(search.pk)
    search.refresh_from_db()
    assert search.plan
    mended = search.plan
    table = dict(mended.seats.filter(round=1).values_list("participation", "table"))
    assert table[who] != table[other]
    assert mended.based_on == plan
    assert 0 < mended.moved <= 4
    assert mended.seats.get(round=2, participation=locked).locked
    assert locked in at(mended, 2, 2)


# rules


def test_rules_are_added_once_and_removed(desk: Client, few: Edition) -> None:
    rules = f"{TABLES}rules/"
    one, other = few.participations.order_by("pk")[:2]
    for kind in ("apart", "known"):
        desk.post(rules, {"rule-kind": kind, "rule-first": other.pk, "rule-second": one.pk})
    desk.post(rules, {"rule-kind": "leader", "rule-first": one.pk, "rule-second": ""})
    assert {(each.kind, each.first, each.second) for each in Rule.objects.all()} == {
        ("apart", one, other),
        ("known", one, other),
        ("leader", one, None),
    }
    for odd, words in (
        ({"rule-kind": "apart", "rule-first": one.pk, "rule-second": other.pk}, "there already"),
        ({"rule-kind": "apart", "rule-first": one.pk, "rule-second": ""}, "needs two people"),
        ({"rule-kind": "leader", "rule-first": one.pk, "rule-second": other.pk}, "named alone"),
        ({"rule-kind": "together", "rule-first": one.pk, "rule-second": one.pk}, "two different people"),
        ({"rule-kind": "together", "rule-first": "x", "rule-second": 10**9}, "Select a valid choice"),
    ):
        assert words in desk.post(rules, odd).content.decode()
    assert Rule.objects.count() == 3
    page = said(desk, rules)
    assert "leads a table" in page
    desk.post(f"{rules}{Rule.objects.get(kind='leader').pk}/remove/")
    assert Rule.objects.count() == 2
    assert (deeds("add_seating_rule"), deeds("remove_seating_rule")) == (3, 1)


def test_a_plan_keeps_the_rules(desk: Client, few: Edition) -> None:
    people = list(few.participations.order_by("pk"))
    factories.create_rule(few, kind="together", first=people[0], second=people[5])
    factories.create_rule(few, kind="apart", first=people[1], second=people[6])
    factories.create_absence(people[2], round=1)
    plan = planned(desk, tables=3)
    tables = {number: {who: t for r, t, who in seats(plan) if r == number} for number in (1, 2, 3)}
    for table in tables.values():
        assert table[people[0].pk] == table[people[5].pk]
        assert table[people[1].pk] != table[people[6].pk]
    assert [people[2].pk in table for table in tables.values()] == [False, True, True]
    assert "No condition is broken" in said(desk, board_of(plan))


def test_a_contradiction_names_people_rules_and_cure(
    desk: Client, few: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = few.participations.order_by("pk")[:2]
    for kind in ("apart", "together"):
        factories.create_rule(few, kind=kind, first=one, second=other)

    def contradictory(problem: Any) -> None:
        if set(problem.apart) & set(problem.together):
            people = problem.apart[0]
            raise ProblemError("apart_and_together", "apart", people=people, rules=("apart", "together"))

    monkeypatch.setattr("trilogue.algorithms.tables.model.Problem.__post_init__", contradictory)
    page = said(desk, f"{TABLES}rules/")
    assert "To be kept apart and together at once" in page
    assert one.person.names.get(own=True).full in page.partition("at once")[2].partition("</div>")[0]
    assert "Rules: keep apart, keep together" in page
    assert "Remove one of these rules." in page
    desk.post(TABLES, ASK | {"tables": 3})
    search = Search.objects.get()
    run_search(search.pk)
    assert "To be kept apart and together at once" in said(desk, f"{TABLES}searches/{search.pk}/")
    plan = factories.create_table_plan(few)
    factories.create_seat(plan, participation=one)
    assert "To be kept apart and together at once" in said(desk, board_of(plan))


def test_absences_and_titles_are_kept(desk: Client, plan: TablePlan) -> None:
    rules = f"{TABLES}rules/"
    who = at(plan, 1, 1)[0]
    desk.post(rules, {"absence-who": who, "absence-rounds": [1, 2]})
    assert list(Absence.objects.values_list("participation", "round")) == [(who, 1), (who, 2)]
    page = said(desk, board_of(plan))
    assert "not there" in page
    assert "has changed since" in page
    desk.post(rules, {"absence-who": who})
    assert not Absence.objects.exists()
    title = {"title-en": "First words", "title-ko": "첫인사", "title-source": "en"}
    assert desk.post(f"{TABLES}rounds/1/", title).headers["Location"] == rules
    assert "Round 1 · First words" in said(desk, board_of(plan))
    assert "첫인사" in said(desk, board_of(plan).replace("/en/", "/ko/"))
    assert desk.get(f"{TABLES}rounds/99/").status_code == 404


# earlier editions


def test_who_met_in_an_earlier_edition_is_acquainted(desk: Client, few: Edition) -> None:
    """Also when one of them has two records by now; and not where the plan was asked without history."""
    people = list(few.participations.order_by("pk"))
    earlier = factories.create_edition(few.series, number=8)
    before = factories.create_table_plan(earlier, rounds=1, tables=3, published=True)
    record = factories.create_person(people[1].person.country)
    factories.create_merge(people[1].person, record)
    for person in (people[0].person, record, people[5].person):
        factories.create_seat(before, participation=factories.create_participation(earlier, person=person))
    missed = factories.create_participation(earlier, person=people[6].person)
    factories.create_seat(before, participation=missed)
    factories.create_absence(missed, round=1)
    page = said(desk, board_of(planned(desk, tables=2, rounds=6)))
    assert bound(page) == 48 - 2
    page = said(desk, board_of(planned(desk, tables=2, rounds=6, history="")))
    assert bound(page) == 48


def bound(page: str) -> int:
    found = re.search(r"Between countries: <b[^>]*>\d+</b> of at most (\d+)", page)
    assert found
    return int(found[1])


# several plans


def test_two_plans_are_compared_and_the_unpublished_one_deleted(desk: Client, plan: TablePlan) -> None:
    other = planned(desk, rounds=2, tables=3, seed=7)
    who, swapped = at(other, 1, 1)[0], at(other, 1, 2)[0]
    move(desk, other, 1, who, **{"with": swapped})
    page = said(desk, f"{TABLES}compare/?one={plan.number}&other={other.number}")
    differing = {each for number, table, each in seats(plan) ^ seats(other)}
    assert f"{len(differing)} people sit elsewhere" in page
    assert desk.get(f"{TABLES}compare/?one=x&other=1").status_code == 302
    assert desk.get(f"{TABLES}compare/?one=1&other=99").status_code == 404
    desk.post(f"{board_of(plan)}publish/")
    assert "Withdraw it first" in desk.post(f"{board_of(plan)}remove/", follow=True).content.decode()
    assert "Delete plan 2?" in said(desk, f"{board_of(other)}remove/")
    desk.post(f"{board_of(other)}remove/")
    assert list(TablePlan.objects.all()) == [plan]


def test_one_plan_at_most_is_published(desk: Client, plan: TablePlan) -> None:
    other = planned(desk, rounds=2, tables=3, seed=7)
    for each in (plan, other):
        desk.post(f"{board_of(each)}publish/")
        assert list(TablePlan.objects.exclude(published_at=None)) == [each]
    desk.post(f"{board_of(other)}unpublish/")
    assert not TablePlan.objects.exclude(published_at=None).exists()
    assert (deeds("publish_tables"), deeds("unpublish_tables")) == (2, 1)


# after absences


def test_four_who_do_not_come_move_few_and_played_rounds_stay(desk: Client, full: Edition) -> None:
    plan = planned(desk)
    desk.post(f"{board_of(plan)}publish/")
    gone = [at(plan, 2, table)[0] for table in (1, 2, 5, 9)]
    answer = desk.post(f"{board_of(plan)}absent/", {"following": 2, "gone": gone}, follow=True)
    after = TablePlan.objects.latest("pk")
    assert after.based_on == plan
    assert after.played == 1
    assert {each for each in seats(after) if each[0] == 1} == {each for each in seats(plan) if each[0] == 1}
    assert not Seat.objects.filter(plan=after, round__gt=1, participation__in=gone).exists()
    stayed = {(r, who): t for r, t, who in seats(plan)}
    moved = {who for r, t, who in seats(after) if stayed[r, who] != t}
    assert after.moved == len(moved) <= 8
    assert f"{len(moved)} p" in answer.content.decode()
    assert "No condition is broken" in answer.content.decode()
    assert "has changed since" not in answer.content.decode()
    assert Absence.objects.count() == 8
    sizes = {len(at(after, 2, table)) for table in range(1, 12)}
    assert max(sizes) - min(sizes) <= 1


def test_who_was_never_there_is_absent_in_all_rounds(desk: Client, plan: TablePlan) -> None:
    who = at(plan, 1, 1)[0]
    desk.post(f"{board_of(plan)}absent/", {"following": 2, "gone": [who], "never": "on"})
    assert set(Absence.objects.values_list("round", flat=True)) == {1, 2}
    for odd in ({"following": "9"}, {"following": ""}, {"following": 2, "gone": ["x"]}):
        assert "needs attention" in desk.post(f"{board_of(plan)}absent/", odd).content.decode()
    assert TablePlan.objects.count() == 2


# documents and closing


def test_the_plan_can_be_downloaded(desk: Client, plan: TablePlan) -> None:
    page = said(desk)
    for form in ("xlsx", "pdf"):
        path = f"/en/desk/workshop/9/people/table_plan.{form}"
        assert f'href="{path}"' in page
        assert "attachment" in desk.post(path, {"reason": "to hang up"}).headers["Content-Disposition"]


def test_closing_publishes_the_figures_by_country(desk: Client, full: Edition) -> None:
    publish_series(full.series, by=factories.actor(edition=full), now=timezone.now())
    page = said(desk, CLOSE)
    assert re.findall(r"<dd>(\d+)</dd>", page) == ["35", "15", "38", "88"]
    assert desk.post(CLOSE, follow=True).status_code == 200
    full.refresh_from_db()
    assert full.status == "completed"
    assert 'href="/en/workshop/editions/9/"' in said(desk, CLOSE)
    public = said(Client(), "/en/workshop/editions/9/")
    for code, count in (("CN", 35), ("JP", 15), ("KR", 38)):
        assert re.search(rf'data-fact="E9\.P\.{code}"[^>]*>{count}<', public)


def test_an_edition_is_closed_once(desk: Client, few: Edition) -> None:
    desk.post(CLOSE)
    page = desk.post(CLOSE, follow=True).content.decode()
    assert "closed or cancelled before" in page


def test_an_empty_edition_is_not_closed(desk: Client, edition: Edition) -> None:
    assert "Close and publish" not in said(desk, CLOSE)
    desk.post(CLOSE)
    edition.refresh_from_db()
    assert edition.status == "open"
