"""An exchange that is over becomes part of the public record as a whole, and can leave it again."""

import io
import json
import zipfile

import pytest

from tests import factories
from tests.domain.opinions.electorate import go
from tests.domain.opinions.exchange import NOW
from tests.flows.published_exchange import closed, on_record, published
from trilogue.documents.record import published as record_published
from trilogue.domain.editions.queries import published_version
from trilogue.domain.opinions.actions import Refused
from trilogue.domain.opinions.choices import Phase, StatementState
from trilogue.domain.opinions.models import Archive, Conversation, Statement, Vote, Voter
from trilogue.domain.opinions.queries import folder_of, results
from trilogue.flows.export_exchange import export
from trilogue.flows.publish_exchange import publish, withdraw
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.audit.models import Entry
from trilogue.foundation.formats import polis
from trilogue.foundation.formats.polis_reader import read_zip

pytestmark = pytest.mark.django_db


def test_what_is_published_is_what_the_results_said() -> None:
    conversation = published()
    found = record_published()[conversation.series.slug].exchange(conversation.number)
    seen = results(conversation)
    assert found
    assert seen
    assert [each.measure for each in found.vote.supported] == [
        each.statement.number for each in seen.supported
    ]
    assert [each.size for each in found.vote.groups] == [each.size for each in seen.groups]
    assert len(found.vote.points) == len(seen.points)
    assert {each.country: (each.people, each.voted) for each in found.delegations} == {
        "KR": (16, 16),
        "JP": (9, 9),
        "CN": (14, 14),
    }
    assert found.measure(seen.supported[0].statement.number).text == seen.supported[0].statement.text


def test_the_version_rises_with_it_and_again_when_it_is_withdrawn() -> None:
    conversation = closed()
    on_record(conversation.series)
    before = published_version()
    publish(conversation, by=ANONYMOUS, now=NOW)
    assert published_version() == before + 1
    withdraw(conversation, by=ANONYMOUS, now=NOW)
    assert published_version() == before + 2
    assert record_published()[conversation.series.slug].exchanges == ()


def test_what_is_published_stays_whatever_changes_behind_it() -> None:
    conversation = published()
    before = record_published()[conversation.series.slug].exchanges
    Statement.objects.update(text=factories.text("Changed"))
    assert record_published()[conversation.series.slug].exchanges == before


@pytest.mark.parametrize("phase", [each for each in Phase if each != Phase.CLOSED])
def test_nothing_is_published_or_given_away_before_it_is_closed(phase: Phase) -> None:
    conversation = closed()
    go(conversation, phase)
    for deed in (
        lambda: publish(conversation, by=ANONYMOUS, now=NOW),
        lambda: export(conversation, by=ANONYMOUS),
    ):
        with pytest.raises(Refused, match="not_closed"):
            deed()
    assert not Archive.objects.exists()


def test_what_was_never_revealed_stays_so() -> None:
    conversation = closed()
    go(conversation, Phase.CLOSED, revealed=False)
    for deed in (
        lambda: publish(conversation, by=ANONYMOUS, now=NOW),
        lambda: export(conversation, by=ANONYMOUS),
    ):
        with pytest.raises(Refused, match="concealed"):
            deed()


def test_what_is_not_public_cannot_be_withdrawn() -> None:
    with pytest.raises(Refused, match="not_public"):
        withdraw(closed(), by=ANONYMOUS, now=NOW)


def test_single_votes_have_no_delegation_no_name_and_no_number_of_a_voter() -> None:
    conversation = published()
    data = folder_of(conversation)
    assert data
    folder = read_zip(data, "polis.zip")
    assert {each.voter for each in folder.votes} == {str(number) for number in range(39)}
    assert all(each.time is not None and each.time % 3_600_000 == 0 for each in folder.votes)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = b"".join(archive.read(name) for name in archive.namelist()).decode()
        rows = archive.read(polis.VOTES).decode() + archive.read(polis.PARTICIPANTS).decode()
    for key in Voter.objects.values_list("key", flat=True):
        assert key not in text
    assert not any(country in rows for country in ("KR", "JP", "CN"))


def test_the_votes_given_away_are_those_that_count_on_measures_of_which_everything_is_public() -> None:
    conversation = published()
    folder = read_zip(folder_of(conversation) or b"", "polis.zip")
    counted = Vote.objects.filter(value__isnull=False).order_by().values_list("statement__number", "value")
    given = {(int(each.comment), each.value) for each in folder.votes}
    assert given <= set(counted)
    kept = [(number, value) for number, value in counted if number in {number for number, _ in given}]
    assert sorted(kept) == sorted((int(each.comment), each.value) for each in folder.votes)
    assert len({number for number, _ in given}) >= 3


def test_the_groups_of_the_single_votes_are_those_of_the_map() -> None:
    conversation = published()
    found = record_published()[conversation.series.slug].exchange(conversation.number)
    assert found
    folder = read_zip(folder_of(conversation) or b"", "polis.zip")
    sizes = [
        sum(each.group == group.number - 1 for each in folder.participants) for group in found.vote.groups
    ]
    assert sizes == [each.size for each in found.vote.groups]
    assert sum(sizes) > 30


def test_what_was_not_accepted_is_in_nothing_that_is_public() -> None:
    conversation = closed()
    for number, state in enumerate((StatementState.REJECTED, StatementState.WAITING)):
        factories.create_statement(conversation, words=f"Offence {number}", state=state)
    publish(conversation, by=ANONYMOUS, now=NOW)
    conversation.refresh_from_db()
    assert "Offence" not in json.dumps(conversation.content)
    assert "Offence" not in str(read_zip(folder_of(conversation) or b"", "polis.zip"))


def test_the_folder_is_made_once() -> None:
    conversation = published()
    first = export(conversation, by=ANONYMOUS)
    publish(conversation, by=ANONYMOUS, now=NOW)
    assert export(conversation, by=ANONYMOUS) == first
    assert Archive.objects.count() == 1


def test_where_fewer_than_five_voted_results_are_public_and_single_votes_are_not() -> None:
    conversation = closed(sizes={"KR": 2, "JP": 2})
    with pytest.raises(Refused, match="too_few_voters"):
        export(conversation, by=ANONYMOUS)
    made = publish(conversation, by=ANONYMOUS, now=NOW)
    assert made.content
    assert made.content["folder"] is None
    assert all(
        (share["low"], share["high"]) == (0, 100)
        for each in made.content["vote"]["results"]
        for share in each["shares"]
    )


def test_the_log_tells_who_published() -> None:
    published()
    deeds = set(Entry.objects.values_list("action", flat=True))
    assert deeds >= {"publish_conversation", "keep_votes", "raise_version"}


def test_an_exchange_of_an_unpublished_series_is_not_shown() -> None:
    conversation = closed()
    publish(conversation, by=ANONYMOUS, now=NOW)
    assert record_published() == {}
    assert Conversation.objects.get().content
