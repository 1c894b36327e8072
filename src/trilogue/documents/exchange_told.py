"""A published exchange as its results are told everywhere else: on the telephone, as a workbook and on paper."""

from collections.abc import Iterable, Mapping, Sequence

from trilogue.documents import opinion_results
from trilogue.documents.document import Document
from trilogue.documents.exchange_record import BallotRecord, ExchangeRecord, ResultRecord, ShareRecord
from trilogue.documents.opinion_results import Told
from trilogue.documents.record import Record
from trilogue.domain.editions.models import Edition, Series
from trilogue.domain.opinions.models import Conversation, Statement
from trilogue.domain.opinions.queries import Group, Point, Result, Results, Share
from trilogue.domain.places.models import Country

FORMS = ("xlsx", "pdf")


def told(record: Record, exchange: ExchangeRecord, language: str) -> Told:
    """With rows that stand in no database, made of what was published alone; countries in the order of the language."""
    series = Series(slug=record.series.slug, name=record.series.name)
    edition = Edition(series=series, number=exchange.edition) if exchange.edition else None
    conversation = Conversation(
        series=series,
        edition=edition,
        number=exchange.number,
        topic=exchange.topic,
        introduction=exchange.introduction,
    )
    order = [each.code for each in record.series.countries_for(language)]
    countries = {each.code: Country(each.code, each.name, each.short) for each in record.series.countries}
    measures = {
        each.number: Statement(number=each.number, text=each.text, seed=each.seed)
        for each in exchange.measures
    }
    reader = _Reader(measures, order, record.version)
    final = reader.results(exchange.final) if exchange.final else None
    return Told(conversation, reader.results(exchange.vote), final, countries, language)


def build(record: Record, exchange: ExchangeRecord, form: str, language: str) -> Document:
    """Raises LookupError for a form that does not exist."""
    if form not in FORMS:
        raise LookupError(form)
    return opinion_results.made(told(record, exchange, language), form)


class _Reader:
    def __init__(self, measures: Mapping[int, Statement], order: Sequence[str], version: int) -> None:
        self.measures, self.version = measures, version
        self.place = {code: position for position, code in enumerate(order)}

    def results(self, ballot: BallotRecord) -> Results:
        return Results(
            number=self.version,
            voters=ballot.voters,
            votes=ballot.votes,
            all=self._listed(ballot.results),
            supported=self._listed(ballot.supported),
            rejected=self._listed(ballot.rejected),
            divides=self._listed(ballot.divides),
            undecided=self._listed(ballot.undecided),
            divides_groups=self._listed(ballot.divides_groups),
            groups=tuple(
                Group(each.number, each.size, self._told(each.agrees), self._told(each.disagrees))
                for each in ballot.groups
            ),
            points=tuple(Point(*each) for each in ballot.points),
        )

    def _listed(self, results: Iterable[ResultRecord]) -> tuple[Result, ...]:
        return tuple(
            Result(self.measures[each.measure], self._shares(each.shares), each.weakest) for each in results
        )

    def _shares(self, shares: Iterable[ShareRecord]) -> tuple[Share, ...]:
        ordered = sorted(
            shares, key=lambda each: (self.place.get(each.country, len(self.place)), each.country)
        )
        return tuple(
            Share.between(
                each.country, each.low, each.high, votes=each.votes, verdict=each.verdict, others=each.others
            )
            for each in ordered
        )

    def _told(self, numbers: Iterable[int]) -> tuple[Statement, ...]:
        return tuple(self.measures[each] for each in numbers)
