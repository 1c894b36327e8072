"""An exchange of opinions that is over, with the votes of whole delegations, ready to be published."""

from collections.abc import Mapping

from tests import factories
from tests.domain.opinions.electorate import ballots, camps, electorate, go, put_all
from tests.domain.opinions.exchange import NOW
from trilogue.documents.exchange_record import (
    BallotRecord,
    ExchangeRecord,
    FolderRecord,
    MeasureRecord,
    ResultRecord,
    freeze,
)
from trilogue.domain.editions.models import Edition, Series
from trilogue.domain.opinions.choices import Phase
from trilogue.domain.opinions.models import Conversation
from trilogue.flows.publish import publish_edition, publish_series
from trilogue.flows.publish_exchange import publish
from trilogue.foundation.access import ANONYMOUS

MEASURES = 8
SIZES = {"KR": 16, "JP": 9, "CN": 14}


def closed(
    edition: Edition | None = None, *, sizes: Mapping[str, int] | None = None, measures: int = MEASURES
) -> Conversation:
    """Closed and revealed."""
    conversation = factories.create_conversation(edition)
    for number in range(measures):
        factories.create_statement(
            conversation, words=f"방안 {number}, 더하기", language="ko", seed=number % 2 == 0
        )
    electorate(conversation, sizes or SIZES)
    put_all(conversation, ballots(camps, measures, sizes or SIZES))
    go(conversation, Phase.CLOSED)
    return conversation


def published(edition: Edition | None = None) -> Conversation:
    """On the record, with its series and its edition."""
    conversation = closed(edition)
    assert conversation.edition
    publish_series(conversation.series, by=ANONYMOUS, now=NOW)
    publish_edition(conversation.edition, by=ANONYMOUS, now=NOW)
    return publish(conversation, by=ANONYMOUS, now=NOW)


def on_record(series: Series) -> None:
    publish_series(series, by=ANONYMOUS, now=NOW)


def shelved(conversation: Conversation) -> Conversation:
    """On the record without a vote, quickly: one measure, nothing found, and a file that is none."""
    folder = bytes(factories.create_archive(conversation, folder=b"PK").folder)
    nothing = BallotRecord(0, 0, (ResultRecord(1, ()),), (), (), (), (), (), (), ())
    record = ExchangeRecord(
        series=conversation.series.slug,
        number=conversation.number,
        edition=conversation.edition.number if conversation.edition else 0,
        topic=conversation.topic,
        introduction=conversation.introduction,
        voted_from="",
        voted_until="",
        closed_on="2027-05-21",
        published_on="2027-05-22",
        delegations=(),
        measures=(MeasureRecord(1, factories.text("A measure"), seed=True),),
        vote=nothing,
        final=None,
        agenda=(),
        folder=FolderRecord(len(folder), "0" * 64),
    )
    conversation.content, conversation.published_at = dict(freeze(record)), NOW
    conversation.revealed_at = NOW
    conversation.save()
    return conversation
