"""An exchange of opinions that many people are about to vote in, as measurements and proofs of voting need it.

`python -m bench.gathering PEOPLE STATEMENTS [VOTED]` fills the installation of the environment after its first start,
and prints where the exchange is, its statements, and for each person a session that is signed in; VOTED of them have
voted already. `python -m bench.gathering reveal EXCHANGE` ends the vote and shows its results.
"""

import json
import sys
from typing import TYPE_CHECKING, Any
from uuid import uuid4

if TYPE_CHECKING:
    from trilogue.domain.editions.models import Edition
    from trilogue.domain.opinions.models import Conversation, Statement
    from trilogue.domain.people.models import Account

SHARES = {"KR": 38, "CN": 35, "JP": 15}
"""Of 88 people."""
DESK = "desk@gathering.example.org"
WORDS = {
    "en": "Measure {}: young officials work in a partner city for {} weeks",
    "ko": "{}번 방안: 젊은 공무원이 자매도시에서 {}주 동안 근무한다",
    "ja": "方策{}：若手職員が友好都市で{}週間勤務する",
    "zh-hans": "举措{}：青年公务员赴友好城市工作{}周",
}


def gather(people: int, statements: int, voted: int = 0) -> dict[str, Any]:
    """The exchange is open for votes; everybody has a confirmed place and is signed in, and so is an officer.

    The screen in the room shows who has voted.
    """
    from django.utils import timezone

    from trilogue.domain.opinions.actions import go_to, screen_of, show
    from trilogue.foundation.access import ANONYMOUS
    from trilogue.web.participant.phone import owner_mark

    edition = _edition()
    accounts = _officials(edition, people)
    conversation, made = _exchange(edition, statements)
    go_to(conversation, "vote", by=ANONYMOUS, now=timezone.now())
    _vote(conversation, [each.person for each in accounts[:voted]], made[:3])
    screen = screen_of(edition, by=ANONYMOUS)
    show(screen, by=ANONYMOUS, view="turnout", languages=["ko", "en"], conversation=conversation)
    return {
        "exchange": str(conversation.public_id),
        "number": conversation.number,
        "series": edition.series.slug,
        "edition": edition.number,
        "statements": [str(each.public_id) for each in made],
        "sessions": dict(zip([each.email for each in accounts], _sessions(accounts), strict=True)),
        "owners": [owner_mark(each.pk) for each in accounts],
        "desk": _sessions([_officer(edition)])[0],
        "screen": screen.code,
    }


def _edition() -> "Edition":
    from trilogue.domain.editions.models import Edition, Series
    from trilogue.foundation.text.value import Text

    series = Series.objects.create(slug="gathering", name=Text())
    return Edition.objects.create(series=series, number=1, date="2027-05", status="running")


def _officials(edition: "Edition", count: int) -> list["Account"]:
    from django.contrib.auth.hashers import make_password

    from trilogue.domain.delegations.models import Delegation, Participation
    from trilogue.domain.people.models import Account, Person
    from trilogue.domain.places.models import Country

    codes = [code for code, share in SHARES.items() for _ in range(share)]
    delegations = {
        code: Delegation.objects.create(edition=edition, country=Country.objects.get(code=code))
        for code in SHARES
    }
    mine = [delegations[codes[number % len(codes)]] for number in range(count)]
    people = Person.objects.bulk_create(Person(country=each.country) for each in mine)
    Participation.objects.bulk_create(
        Participation(
            edition=edition,
            delegation=delegation,
            person=person,
            state="confirmed",
            reference=f"X{person.pk:06}",
        )
        for delegation, person in zip(mine, people, strict=True)
    )
    unusable = make_password(None)
    return Account.objects.bulk_create(
        Account(email=f"official-{number}@gathering.example.org", person=person, password=unusable)
        for number, person in enumerate(people)
    )


def _exchange(edition: "Edition", count: int) -> tuple["Conversation", list["Statement"]]:
    from django.utils import timezone

    from trilogue.domain.opinions.actions import Terms, add_seed, set_up
    from trilogue.foundation.access import ANONYMOUS
    from trilogue.foundation.text.value import LANGUAGES, Entry, Text

    topic = Text("en", {language: Entry("Measures for cooperation") for language in LANGUAGES})
    conversation = set_up(edition, by=ANONYMOUS, terms=Terms(topic, Text()))
    made = [
        add_seed(
            conversation,
            by=ANONYMOUS,
            text=Text(
                "en", {language: Entry(words.format(number, number)) for language, words in WORDS.items()}
            ),
            now=timezone.now(),
        )
        for number in range(1, count + 1)
    ]
    return conversation, made


def _vote(conversation: "Conversation", people: list[Any], statements: list["Statement"]) -> None:
    """Straight into the tables, as so many requests would have left them."""
    from django.utils import timezone

    from trilogue.domain.opinions.models import Vote, VoteEvent, Voter
    from trilogue.domain.opinions.queries import pseudonyms

    said = {"value": 1, "number": 1, "language": "ko"}
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    voters = Voter.objects.bulk_create(
        Voter(key=pseudonyms(conversation, each)[0], conversation=conversation, country=each.country)
        for each in people
    )
    votes = Vote.objects.bulk_create(
        Vote(voter=voter, statement=statement, hour=hour, **said)
        for voter in voters
        for statement in statements
    )
    VoteEvent.objects.bulk_create(VoteEvent(id=uuid4(), vote=each, hour=hour, **said) for each in votes)


def reveal(exchange: str) -> dict[str, Any]:
    from django.utils import timezone

    from trilogue.domain.opinions import actions
    from trilogue.domain.opinions.models import Conversation
    from trilogue.foundation.access import ANONYMOUS

    conversation = Conversation.objects.get(public_id=exchange)
    actions.go_to(conversation, "discuss", by=ANONYMOUS, now=timezone.now())
    actions.reveal(conversation, by=ANONYMOUS, now=timezone.now())
    return {"revealed": exchange}


def _officer(edition: "Edition") -> "Account":
    from trilogue.domain.editions.models import Appointment
    from trilogue.domain.people.models import Account

    account = Account(email=DESK, name="Desk")
    account.save()
    Appointment.objects.create(account=account, role="desk", series=edition.series, edition=edition)
    return account


def _sessions(accounts: list["Account"]) -> list[str]:
    from datetime import timedelta

    from django.conf import settings
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.utils import timezone
    from django.utils.crypto import get_random_string

    from trilogue.foundation.access.sessions import BEGAN, PROVED, SECOND, SEEN

    store, now = SessionStore(), int(timezone.now().timestamp())
    marks = {BEGAN: now, SEEN: now, PROVED: now, SECOND: True}
    rows = [
        Session(
            session_key=get_random_string(32, "abcdefghijklmnopqrstuvwxyz0123456789"),
            session_data=store.encode(
                {
                    "_auth_user_id": str(each.pk),
                    "_auth_user_backend": settings.AUTHENTICATION_BACKENDS[0],
                    "_auth_user_hash": each.get_session_auth_hash(),
                    **marks,
                }
            ),
            expire_date=timezone.now() + timedelta(hours=12),
        )
        for each in accounts
    ]
    Session.objects.bulk_create(rows)
    return [each.session_key for each in rows]


if __name__ == "__main__":
    import django

    django.setup()
    first, *rest = sys.argv[1:]
    print(json.dumps(reveal(*rest) if first == "reveal" else gather(int(first), *map(int, rest))))
