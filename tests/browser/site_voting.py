"""Exchanges of opinions of the demonstration: one that is voted on, and one that collects measures."""

from django.utils import timezone

from trilogue.domain.editions.models import Edition
from trilogue.domain.opinions import actions
from trilogue.domain.opinions.actions import Casting, Terms
from trilogue.domain.opinions.choices import Phase
from trilogue.domain.opinions.models import Conversation
from trilogue.domain.people.models import Account
from trilogue.foundation.access import Actor
from trilogue.foundation.text.value import LANGUAGES, Entry, State, Text

PARTICIPANT = "naoki.matsumoto@example.jp"
SEEDS = ("공동 온라인 창구를 열자.", "중고등학생 공동 수업을 열자.", "재해 때의 연락망을 두자.")


def converse(edition: Edition, by: Actor) -> None:
    """With a vote, and with measures of the participant that wait, were rejected and were merged."""
    now = timezone.now()
    topic = Text("ko", {language: Entry("Cooperation 2027") for language in LANGUAGES})
    collecting, made = (
        actions.set_up(edition, by=by, terms=Terms(topic=topic, introduction=Text())) for _ in range(2)
    )
    for words in SEEDS:
        text = Text("ko", {"ko": Entry(words), "ja": Entry("共同窓口を設ける。", State.MACHINE)})
        actions.add_seed(made, by=by, text=text, now=now)
    actions.go_to(collecting, Phase.COLLECT, by=by, now=now)
    actions.go_to(made, Phase.VOTE, by=by, now=now)
    person = Account.objects.get(email=PARTICIPANT).person_id
    own, seeds = Actor(person=person), list(made.statements.all())
    proposed = [
        actions.propose(made, by=own, text=f"{number}番目の方策を行う。", language="ja", now=now)
        for number in range(3)
    ]
    actions.reject(proposed[0], by=by, now=now, reason="unclear")
    actions.merge(proposed[1], by=by, now=now, into=seeds[0])
    casting = Casting(made.public_id, seeds[1].public_id, 1, 1, "ko")
    actions.cast(made, [casting], by=own, ballot="open", now=now)


def voted_on() -> Conversation:
    """The one made here whose vote is under way."""
    return Conversation.objects.filter(phase=Phase.VOTE).latest("number")
