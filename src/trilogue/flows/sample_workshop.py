"""The demonstration's workshop under way: invented officials in the middle of it, exchanges with votes, and questions.

It stands beside the edition in which everything is still to be done. The words are seed/under_way.json; who votes what
follows from the numbers there, so that it is the same each time: groups of opinion that cut across countries, and
measures on which countries part.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import islice
from typing import Any
from uuid import uuid4

from django.utils import timezone

from trilogue.algorithms.names import key
from trilogue.domain.delegations import actions as delegations
from trilogue.domain.delegations.choices import State
from trilogue.domain.delegations.models import Delegation, Participation
from trilogue.domain.editions import actions as editions
from trilogue.domain.editions.choices import Role, Status
from trilogue.domain.editions.models import Edition
from trilogue.domain.opinions import actions as opinions
from trilogue.domain.opinions.choices import AgendaReason, Ballot, Phase, QuestionState, Reason
from trilogue.domain.opinions.models import (
    Conversation,
    Question,
    QuestionTime,
    Second,
    Statement,
    Vote,
    VoteEvent,
    Voter,
)
from trilogue.domain.opinions.queries import pseudonyms
from trilogue.domain.people.choices import OWN_SCRIPTS, Script
from trilogue.domain.people.models import Account, Person, PersonName
from trilogue.domain.places.models import Country, Government
from trilogue.domain.programme import actions as programme
from trilogue.domain.programme.models import Session
from trilogue.flows.roster_rows import TAGS
from trilogue.flows.sample import sample_people
from trilogue.flows.shipped import seed
from trilogue.foundation.access import ANONYMOUS, Actor
from trilogue.foundation.audit import log
from trilogue.foundation.text.value import Text

SLUG, NUMBER = "demo-under-way", 10
COMING = {"KR": 18, "CN": 16, "JP": 12}
"""Whom each country sent; the first of Japan is the demonstration's participant, who has not voted yet."""
PARTICIPANT = "naoki.matsumoto@example.jp"
OPINIONS = "AABBC"
"""Groups of opinion that people of every country fall into in turn."""
LANGUAGE = {"KR": "ko", "CN": "zh-hans", "JP": "ja"}
SHIFT = 7
"""So many places further in the list of invented people stands the given name that goes with a family name."""


@dataclass(frozen=True)
class Official:
    """Somebody who takes part; `number` counts within the country and says the group of opinion."""

    participation: Participation
    country: str
    number: int

    @property
    def group(self) -> int:
        return "ABC".index(OPINIONS[self.number % len(OPINIONS)])

    @property
    def actor(self) -> Actor:
        return Actor(person=self.participation.person_id)


def begin_workshop(*, country_order: Mapping[str, list[str]], now: datetime) -> Edition:
    """Its series and edition, without people."""
    texts = seed("under_way.json")
    series = editions.add_series(
        by=ANONYMOUS,
        slug=SLUG,
        demonstration=True,
        country_order=country_order,
        **{name: Text.from_json(texts[name]) for name in ("name", "tagline", "host", "lead")},
    )
    today = timezone.localdate(now)
    date = f"{today}/{today + timedelta(days=1)}"
    edition = editions.add_edition(
        by=ANONYMOUS, series=series, number=NUMBER, date=date, status=Status.RUNNING
    )
    editions.set_places(edition, by=ANONYMOUS, governments=[Government.objects.get(code="KR-52110")])
    editions.change(edition, by=ANONYMOUS, location=Text.from_json(texts["location"]))
    return edition


def fill_workshop(edition: Edition, *, now: datetime) -> None:
    """People with a confirmed place, an exchange that is over, one in the middle of voting, and questions."""
    texts = seed("under_way.json")
    officials = _come(edition)
    sessions = [
        programme.add_session(
            by=ANONYMOUS, edition=edition, kind=each["kind"], title=Text.from_json(each["title"])
        )
        for each in texts["sessions"]
    ]
    _hold_exchange_that_is_over(edition, texts["over"], officials, now)
    _hold_exchange_of_now(edition, texts["voting"], officials, now)
    for session, each in zip(sessions, texts["question_times"], strict=True):
        _hold_question_time(edition, session, each, officials, now)


def _come(edition: Edition) -> list[Official]:
    """All at once, without a nomination: entering them one by one would take as long as everything else together."""
    rows = [row for code in COMING for row in _people(code)]
    made = Person.objects.bulk_create(Person(country_id=row["country"], email=row["email"]) for row in rows)
    PersonName.objects.bulk_create(
        name for person, row in zip(made, rows, strict=True) for name in _names(person, row)
    )
    delegation = {code: _delegation(edition, code, places) for code, places in COMING.items()}
    known = Government.objects.filter(code__in={row["home_code"] for row in rows})
    governments = {(each.country_id, each.code): each for each in known}
    places = Participation.objects.bulk_create(
        Participation(
            edition=edition,
            person=person,
            delegation=delegation[row["country"]],
            state=State.CONFIRMED,
            reference=row["ref"],
            home=governments.get((row["country"], row["home_code"])),
            home_written=row["home_government"],
            department=row["department"],
            position=row["position"],
        )
        for person, row in zip(made, rows, strict=True)
    )
    _let_in(edition)
    log.write("take_part", edition, by=ANONYMOUS, fields=["participations"], edition=edition.pk)
    return [Official(each, each.reference[:2], int(each.reference[2:])) for each in places]


def _delegation(edition: Edition, code: str, places: int) -> Delegation:
    made = delegations.form_delegation(by=ANONYMOUS, edition=edition, country=Country.objects.get(pk=code))
    delegations.decide_quota(made, by=ANONYMOUS, places=places, decided_on=timezone.localdate())
    return made


def _let_in(edition: Edition) -> None:
    """The demonstration's participant signs in as one of them."""
    account = Account.objects.get(email=PARTICIPANT)
    account.person = Person.objects.get(email=PARTICIPANT)
    account.save(update_fields=["person"])
    editions.appoint(
        by=ANONYMOUS, account=account, role=Role.PARTICIPANT, series=edition.series, edition=edition
    )


def _people(code: str) -> Iterator[dict[str, str]]:
    """Other people than the sample roster's, but for the participant: family names with given names of others."""
    rows = [row for row in sample_people() if row["country"] == code]
    for number, row in islice(enumerate(rows), COMING[code]):
        given = rows[(number + (SHIFT if row["email"] != PARTICIPANT else 0)) % len(rows)]
        roman = f"{given['roman_given']}.{row['roman_family']}"
        email = f"{roman}@{NUMBER}.example.{code}".lower() if given is not row else PARTICIPANT
        space = " " if code == "JP" else ""
        yield {
            **row,
            "native_name": f"{row['family']}{space}{given['given']}",
            "given": given["given"],
            "roman_given": given["roman_given"],
            "kana": " ".join([*row["kana"].split()[:1], *given["kana"].split()[1:]]),
            "email": email,
        }


def _names(person: Person, row: Mapping[str, str]) -> Iterator[PersonName]:
    tag = TAGS[row["country"]]
    own, family, given = row["native_name"], row["family"], row["given"]
    yield PersonName(
        person=person,
        script=OWN_SCRIPTS[row["country"]],
        tag=tag,
        own=True,
        family=family,
        given=given,
        full=own,
        key=key(own),
    )
    roman = f"{row['roman_family']} {row['roman_given']}"
    yield PersonName(
        person=person,
        script=Script.LATIN,
        tag=f"{tag.split('-')[0]}-Latn",
        family=row["roman_family"],
        given=row["roman_given"],
        full=roman,
        key=key(roman),
    )
    if row["kana"]:
        yield PersonName(person=person, script=Script.KANA, tag="ja", full=row["kana"], key=key(row["kana"]))


def _hold_exchange_that_is_over(
    edition: Edition, texts: Mapping[str, Any], officials: Sequence[Official], now: datetime
) -> None:
    """With a final vote, both results shown, and closed."""
    conversation = _set_up(edition, texts)
    statements = _seed(conversation, texts["measures"], now)
    _go(conversation, Phase.COLLECT, Phase.VOTE, now=now)
    _vote(conversation, officials, list(zip(statements, texts["measures"], strict=True)), Ballot.OPEN, now)
    _go(conversation, Phase.DISCUSS, now=now)
    opinions.reveal(conversation, by=ANONYMOUS, now=now)
    chosen = [pair for pair in zip(statements, texts["measures"], strict=True) if pair[1].get("final")]
    points = [(statement, AgendaReason.SUPPORTED, True) for statement, _ in chosen]
    opinions.set_agenda(conversation, points, by=ANONYMOUS)
    _go(conversation, Phase.FINAL, now=now)
    final = [(statement, {"agree": [measure["final"]] * 3}) for statement, measure in chosen]
    _vote(conversation, officials, final, Ballot.FINAL, now)
    opinions.reveal(conversation, by=ANONYMOUS, now=now, final=True)
    _go(conversation, Phase.CLOSED, now=now)


def _hold_exchange_of_now(
    edition: Edition, texts: Mapping[str, Any], officials: Sequence[Official], now: datetime
) -> None:
    """Half of the measures were proposed by participants; some wait for the desk. The first official has not voted."""
    conversation = _set_up(edition, texts)
    _go(conversation, Phase.COLLECT, now=now)
    statements = [
        _proposed(conversation, measure, officials, number, now)
        if number % 2
        else _seed(conversation, [measure], now)[0]
        for number, measure in enumerate(texts["measures"])
    ]
    *rejected, reason = texts["rejected"]
    refused = _propose(conversation, rejected, officials[0], now)
    opinions.reject(refused, by=ANONYMOUS, now=now, reason=Reason(reason))
    for number, words in enumerate(texts["waiting"]):
        writers = [each for each in officials if LANGUAGE[each.country] == words[0]]
        _propose(conversation, words, writers[-1 - number], now)
    _go(conversation, Phase.VOTE, now=now)
    voters = [each for each in officials if each.participation.person.email != PARTICIPANT]
    _vote(conversation, voters, list(zip(statements, texts["measures"], strict=True)), Ballot.OPEN, now)


def _set_up(edition: Edition, texts: Mapping[str, Any]) -> Conversation:
    terms = opinions.Terms(Text.from_json(texts["topic"]), Text.from_json(texts["introduction"]))
    return opinions.set_up(edition, by=ANONYMOUS, terms=terms)


def _go(conversation: Conversation, *phases: Phase, now: datetime) -> None:
    for phase in phases:
        opinions.go_to(conversation, phase, by=ANONYMOUS, now=now)


def _seed(
    conversation: Conversation, measures: Sequence[Mapping[str, Any]], now: datetime
) -> list[Statement]:
    return [
        opinions.add_seed(
            conversation,
            by=ANONYMOUS,
            text=Text.from_json(each["text"]),
            now=now,
            about_process=each.get("about_process", False),
        )
        for each in measures
    ]


def _proposed(
    conversation: Conversation,
    measure: Mapping[str, Any],
    officials: Sequence[Official],
    number: int,
    now: datetime,
) -> Statement:
    """By somebody who writes its language, accepted, and translated."""
    text = Text.from_json(measure["text"])
    writers = [each for each in officials if LANGUAGE[each.country] == text.source]
    made = _propose(conversation, [text.source, str(text)], writers[number % len(writers)], now)
    opinions.accept(made, by=ANONYMOUS, now=now, about_process=measure.get("about_process", False))
    others = {language: entry for language, entry in text.entries.items() if language != text.source}
    return opinions.translate(made, by=ANONYMOUS, changes=others)


def _propose(conversation: Conversation, words: Sequence[str], by: Official, now: datetime) -> Statement:
    language, text = words
    return opinions.propose(conversation, by=by.actor, text=text, language=language, now=now)


def _vote(
    conversation: Conversation,
    officials: Sequence[Official],
    measures: Sequence[tuple[Statement, Mapping[str, Any]]],
    ballot: str,
    now: datetime,
) -> None:
    """As if each had voted on the phone; all rows at once."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    keys = {each: pseudonyms(conversation, each.participation.person)[0] for each in officials}
    Voter.objects.bulk_create(
        (
            Voter(key=pseudonym, conversation=conversation, country_id=each.country)
            for each, pseudonym in keys.items()
        ),
        ignore_conflicts=True,
    )
    votes = [
        Vote(
            voter_id=pseudonym,
            statement=statement,
            ballot=ballot,
            value=value,
            number=1,
            hour=hour,
            language=LANGUAGE[each.country],
        )
        for each, pseudonym in keys.items()
        for statement, measure in measures
        if (value := _opinion(each, statement, measure)) is not None
    ]
    Vote.objects.bulk_create(votes)
    VoteEvent.objects.bulk_create(
        VoteEvent(id=uuid4(), vote=each, number=1, value=each.value, hour=each.hour, language=each.language)
        for each in votes
    )


def _opinion(official: Official, statement: Statement, measure: Mapping[str, Any]) -> int | None:
    """1, -1, 0, or None for who did not come so far. `agree` says how many of ten of each group agree."""
    drawn, skipped = _drawn(official, statement)
    if skipped < 10:
        return None
    agree = 10 * measure.get("countries", {}).get(official.country, measure["agree"][official.group])
    if drawn < agree:
        return 1
    return -1 if drawn < agree + (100 - agree) * 7 // 10 else 0


def _drawn(official: Official, statement: Statement) -> tuple[int, int]:
    """Two numbers below 100 that are the same each time."""
    digest = sha256(f"{official.participation.reference} {statement.number}".encode()).digest()
    return digest[0] * 100 // 256, digest[1] * 100 // 256


def _hold_question_time(
    edition: Edition,
    session: Session,
    texts: Mapping[str, Any],
    officials: Sequence[Official],
    now: datetime,
) -> None:
    title = Text.from_json(texts["title"])
    time = opinions.open_question_time(edition, by=ANONYMOUS, title=title, session=session)
    for number, each in enumerate(texts["questions"]):
        question = _ask(time, each, officials, number, now)
        also = officials[1 + number :][-each["seconds"] :] if each["seconds"] else []
        Second.objects.bulk_create(
            Second(question=question, key=pseudonyms(time, one.participation.person)[0]) for one in also
        )
    if texts["closed"]:
        opinions.close_question_time(time, by=ANONYMOUS, now=now)


def _ask(
    time: QuestionTime, asked: Mapping[str, Any], officials: Sequence[Official], number: int, now: datetime
) -> Question:
    text = Text.from_json(asked["text"])
    writers = [each for each in officials if LANGUAGE[each.country] == text.source]
    writer = writers[number % len(writers)]
    made = opinions.ask(time, by=writer.actor, text=str(text), language=text.source, now=now)
    others = {language: entry for language, entry in text.entries.items() if language != text.source}
    if others:
        made = opinions.translate_question(made, by=ANONYMOUS, changes=others)
    if asked["state"] != QuestionState.WAITING:
        made = opinions.decide(made, by=ANONYMOUS, state=asked["state"])
    return made
