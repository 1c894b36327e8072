"""Before the reveal no answer anywhere depends on what anybody voted.

Two worlds in which the same people voted on the same measures, and voted otherwise, look alike byte by byte.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests import factories
from tests.domain.opinions.electorate import go, put_all
from trilogue.domain.opinions.choices import Phase, View
from trilogue.domain.opinions.models import Conversation, Screen, Vote
from trilogue.domain.opinions.planning import refresh_all

MEASURES, VOTERS = 4, 12
CSRF = re.compile(r'value="[A-Za-z0-9]{64}"|<time[^>]*>[^<]*</time>')
votes = st.lists(
    st.tuples(st.integers(0, VOTERS - 1), st.integers(0, MEASURES - 1), st.sampled_from((-1, 0, 1))),
    unique_by=lambda vote: vote[:2],
    max_size=40,
)


def answers(conversation: Conversation, screen: Screen, phone: Client, desk: Client) -> Iterator[Any]:
    edition = conversation.edition
    assert edition
    own = f"/en/me/opinions/{conversation.public_id}/results"
    paths = [f"{own}/", *(f"{own}.{form}" for form in ("json", "xlsx", "pdf"))]
    paths += [f"/en/screen/{screen.code}/", f"/en/screen/{screen.code}/now/"]
    for path in paths:
        answer = phone.get(path)
        yield (
            path,
            answer.status_code,
            answer.headers.get("ETag"),
            CSRF.sub("", answer.content.decode(errors="replace")),
        )
    control = desk.get(f"/en/desk/{edition.series.slug}/{edition.number}/screen/")
    yield control.status_code, CSRF.sub("", control.content.decode())


class TestBeforeTheReveal(TestCase):
    def setUp(self) -> None:
        self.conversation = factories.create_conversation()
        for _ in range(MEASURES):
            factories.create_agenda_item(statement=factories.create_statement(self.conversation))
        person = factories.create_participation(self.conversation.edition).person
        self.phone, self.desk = Client(), Client()
        self.phone.force_login(factories.create_account(person=person))
        account = factories.create_account()
        factories.create_appointment(account, role="desk", series=self.conversation.series)
        self.desk.force_login(account)
        assert self.conversation.edition
        self.screen = factories.create_screen(self.conversation.edition)

    @settings(max_examples=10, deadline=None)
    @given(
        cast=votes,
        phase=st.sampled_from((Phase.VOTE, Phase.DISCUSS, Phase.FINAL, Phase.CLOSED)),
        view=st.sampled_from(View.values),
        ballot=st.sampled_from(("open", "final")),
    )
    def test_nothing_depends_on_what_was_voted(
        self, cast: list[tuple[int, int, int]], phase: Phase, view: str, ballot: str
    ) -> None:
        go(self.conversation, phase, revealed=False)
        Screen.objects.update(view=view, conversation=self.conversation)
        one, other = self.worlds(cast, ballot)
        assert one == other

    def test_after_it_answers_do(self) -> None:
        """The comparison would see it."""
        go(self.conversation, Phase.DISCUSS)
        Screen.objects.update(view=View.COMMON, conversation=self.conversation)
        one, other = self.worlds([(who, number, 1) for who in range(VOTERS) for number in range(2)], "open")
        assert one != other

    def worlds(self, cast: list[tuple[int, int, int]], ballot: str) -> list[list[Any]]:
        """All answers where this was voted, and where the opposite was."""
        found = []
        for turned in (1, -1):
            Vote.objects.all().delete()
            told = [
                (f"{'KR' if who % 2 else 'JP'}{who}", number, value * turned) for who, number, value in cast
            ]
            put_all(self.conversation, told, ballot=ballot)
            refresh_all(self.conversation)
            found.append(list(answers(self.conversation, self.screen, self.phone, self.desk)))
        return found
