"""An exchange that was held elsewhere comes in whole or not at all, and goes out again as it came."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests import factories
from tests.domain.opinions.exchange import NOW
from tests.flows.published_exchange import closed, on_record
from tests.foundation.formats.test_polis import CONVERSATIONS, conversations
from trilogue.documents.record import published
from trilogue.domain.editions.models import Series
from trilogue.domain.opinions.models import Archive, Conversation, Statement, Vote, Voter
from trilogue.domain.opinions.queries import conversations_of, folder_of
from trilogue.flows.export_exchange import export
from trilogue.flows.import_exchange import import_exchange
from trilogue.flows.publish_exchange import publish
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.formats import polis
from trilogue.foundation.formats.polis import Comment, Translation
from trilogue.foundation.formats.polis import Vote as Event
from trilogue.foundation.formats.polis_reader import PolisError, read, read_zip

pytestmark = pytest.mark.django_db
HOUR = 3_600_000
COMMENTS = (Comment("0", '=1+1, "quoted"\nand broken', "7", seed=True), Comment("1", "공동 훈련", "8"))
EVENTS = tuple(
    Event(str(voter), comment, 1 if voter % 2 else -1, 1_700_000_000_123 + voter)
    for voter in range(12)
    for comment in "01"
)
FOLDER = polis.Conversation("Cooperation", comments=COMMENTS, votes=EVENTS)


def take(folder: polis.Conversation, series: Series | None = None, **more: str) -> Conversation:
    place = series or factories.create_series()
    return import_exchange(place, folder, by=ANONYMOUS, now=NOW, language=more.pop("language", "ko"), **more)


def out(conversation: Conversation) -> polis.Conversation:
    return read_zip(export(conversation, by=ANONYMOUS), "polis.zip")


def test_it_is_closed_and_its_voters_are_nobody_here() -> None:
    made = take(FOLDER)
    assert (made.phase, made.content, str(made.topic)) == ("closed", None, "Cooperation")
    assert made.closed_at == made.revealed_at
    assert [(str(each.text), each.seed) for each in made.statements.all()] == [
        (COMMENTS[0].text, True),
        ("공동 훈련", False),
    ]
    assert not Voter.objects.exists()
    assert not Vote.objects.exists()
    assert Archive.objects.get().imported


def test_participants_do_not_find_it_on_their_telephones() -> None:
    participation = factories.create_participation()
    take(FOLDER, participation.edition.series)
    assert not conversations_of(participation.person_id).exists()


def test_what_goes_out_tells_no_minutes_and_no_codes_of_voters() -> None:
    again = out(take(FOLDER))
    assert {each.time for each in again.votes} == {1_700_000_000_123 // HOUR * HOUR}
    assert polis.matrix(again.votes) == polis.matrix(FOLDER.votes)
    assert b"xid" not in polis.write(again)[polis.PARTICIPANTS]


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_real_conversations_go_in_and_out_and_in_again(shared: Path, name: str) -> None:
    files = {each.name: each.read_bytes() for each in (shared / "data" / "polis" / name).glob("*.csv")}
    first = take(read(files))
    second = take(out(first))
    assert folder_of(second) == folder_of(first)
    assert polis.matrix(out(second).votes) == polis.matrix(read(files).votes)
    series = first.series
    on_record(series)
    publish(first, by=ANONYMOUS, now=NOW)
    found = published()[series.slug].exchanges[0]
    assert found.imported
    assert found.vote.votes > 300
    assert sum(each.size for each in found.vote.groups) == len(found.vote.points)
    assert min(each.size for each in found.vote.groups) >= 5


def test_our_own_export_comes_back_with_its_languages_and_what_was_said_of_delegations() -> None:
    conversation = closed()
    statement = conversation.statements.order_by("number").first()
    assert statement
    statement.text = factories.text("Twin our archives, and =share them")
    statement.save()
    data = export(conversation, by=ANONYMOUS)
    made = take(read_zip(data, "polis.zip"), conversation.series)
    assert export(made, by=ANONYMOUS) == data
    same = made.statements.get(number=statement.number)
    assert {language: entry.text for language, entry in same.text.entries.items()} == {
        language: entry.text for language, entry in statement.text.entries.items()
    }
    on_record(conversation.series)
    publish(conversation, by=ANONYMOUS, now=NOW)
    publish(made, by=ANONYMOUS, now=NOW)
    newer, older = published()[conversation.series.slug].exchanges
    assert [each.measure for each in newer.vote.supported] == [each.measure for each in older.vote.supported]
    assert [each.shares for each in newer.vote.results] == [
        tuple(replace(share, others=()) for share in each.shares) for each in older.vote.results
    ]
    assert [each.size for each in newer.vote.groups] == [each.size for each in older.vote.groups]


def test_rejected_measures_and_those_about_the_exchange_are_in_no_result() -> None:
    comments = (*COMMENTS, Comment("2", "Rubbish", moderated=-1), Comment("3", "More time", meta=True))
    events = (*EVENTS, *(Event(str(voter), "3", 1, 1_700_000_000_000) for voter in range(9)))
    made = take(replace(FOLDER, comments=comments, votes=events))
    on_record(made.series)
    publish(made, by=ANONYMOUS, now=NOW)
    found = published()[made.series.slug].exchanges[0]
    assert [each.measure for each in found.vote.results] == [0, 1]


def test_numbers_that_are_none_become_places() -> None:
    comments = tuple(replace(each, id=f"s{each.id}") for each in COMMENTS)
    events = tuple(replace(each, comment=f"s{each.comment}") for each in EVENTS)
    made = take(replace(FOLDER, comments=comments, votes=events))
    assert [each.number for each in made.statements.all()] == [1, 2]


def test_a_translation_of_a_language_that_is_none_of_ours_stays_in_the_file() -> None:
    versions = (Translation("1", "fr", "human", "Exercice"), Translation("1", "ja", "human outdated", "訓練"))
    made = take(replace(FOLDER, translations=versions))
    text = made.statements.get(number=1).text
    assert set(text.entries) == {"ko", "ja"}
    assert text.entries["ja"].outdated
    assert {each.language for each in out(made).translations} == {"fr", "ja"}


@pytest.mark.parametrize(
    ("folder", "code", "file"),
    [
        (replace(FOLDER, topic=" "), "NO_TOPIC", "summary.csv"),
        (replace(FOLDER, votes=EVENTS[:8]), "TOO_FEW_VOTERS", "votes.csv"),
        (replace(FOLDER, comments=(COMMENTS[0], Comment("1", "a\0b"))), "SIGNS", "comments.csv"),
        (replace(FOLDER, topic="a\0b"), "SIGNS", "summary.csv"),
        (
            replace(FOLDER, translations=(Translation("1", "ja", "human", "\0"),)),
            "SIGNS",
            "comment-translations.csv",
        ),
        (
            replace(FOLDER, countries=(polis.CountryCounts("1", "KR", "rumour", "supports"),)),
            "UNKNOWN_VALUE",
            "comment-countries.csv",
        ),
    ],
)
def test_what_cannot_be_taken_over_leaves_nothing_behind(
    folder: polis.Conversation, code: str, file: str
) -> None:
    with pytest.raises(PolisError) as refused:
        take(folder)
    assert (refused.value.code, refused.value.file) == (code, file)
    assert not Conversation.objects.exists()
    assert not Statement.objects.exists()


def test_the_topic_can_be_named_where_the_folder_names_none() -> None:
    assert str(take(replace(FOLDER, topic=""), topic="Named").topic) == "Named"


class TestAnyFolder(TestCase):
    @settings(
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        max_examples=25,
        deadline=None,
    )
    @given(conversations(), st.sampled_from(["en", "ko", "ja", "zh-hans"]))
    def test_out_in_and_out_again_is_the_same(self, drawn: polis.Conversation, language: str) -> None:
        extra = tuple(Event(f"more-{n}", each.id, 1) for n in range(5) for each in drawn.comments[:1])
        folder = replace(drawn, topic=drawn.topic or "Topic", votes=(*drawn.votes, *extra))
        words = [each.text for each in folder.comments] + [each.text for each in folder.translations]
        texts = "".join((folder.topic, folder.description, *words))
        if "\0" in texts or not folder.topic.strip() or not folder.comments:
            with pytest.raises(PolisError):
                take(folder, language=language)
            return
        first = take(folder, language=language)
        second = take(out(first), language=language)
        assert export(second, by=ANONYMOUS) == export(first, by=ANONYMOUS)
        assert publish(second, by=ANONYMOUS, now=NOW).content
