"""What may be read of results: nothing before the reveal, then what the snapshot says, in the reader's order."""

import pytest
from django.utils import timezone

from tests import factories
from tests.domain.opinions.outcome import content, measure, share
from trilogue.domain.opinions.models import Conversation
from trilogue.domain.opinions.queries import all_results_for_publication, results, results_number

pytestmark = pytest.mark.django_db


@pytest.fixture
def revealed() -> Conversation:
    conversation = factories.create_conversation(phase="discuss")
    conversation.revealed_at = timezone.now()
    conversation.save()
    return conversation


def test_nothing_before_the_reveal() -> None:
    conversation = factories.create_conversation()
    statement = factories.create_statement(conversation)
    factories.create_snapshot(conversation, content=content(measure(statement, share("KR", 92))))
    assert results(conversation) is None
    assert results_number(conversation) == 0
    assert all_results_for_publication(conversation) is None


def test_nothing_where_nothing_was_computed_yet(revealed: Conversation) -> None:
    assert results(revealed) is None
    factories.create_snapshot(revealed)
    assert results(revealed) is None


def test_lists_shares_and_the_map(revealed: Conversation) -> None:
    one, two = (factories.create_statement(revealed) for _ in range(2))
    drawn = {
        "groups": [{"size": 9, "agrees": [one.pk], "disagrees": [two.pk]}],
        "points": [[0.5, -1.0, 1]],
        "divides": [two.pk],
    }
    stored = content(
        measure(one, share("CN", 91, verdict="supports"), share("JP", 73, 100, verdict="supports")),
        measure(two, share("CN", 0, 100, verdict="few", votes=None), share("JP", 0, 7)),
        supported=[(one, "JP")],
        undecided=[two],
        drawn=drawn,
    )
    factories.create_snapshot(revealed, content=stored)
    found = results(revealed)
    assert found is not None
    assert [each.statement for each in found.all] == [one, two]
    (supported,) = found.supported
    assert (supported.statement, supported.weakest) == (one, "JP")
    exact, range_ = supported.shares
    assert (exact.country, exact.shown, exact.percent, exact.band) == ("CN", True, 91, "")
    assert (range_.percent, range_.band, range_.low) == (None, "between", 73)
    hidden, most = found.undecided[0].shares
    assert (hidden.shown, hidden.percent, hidden.band, hidden.votes) == (False, None, "", None)
    assert most.band == "at_most_10"
    assert found.groups[0].agrees == (one,)
    assert found.divides_groups[0].statement == two
    assert (found.points[0].x, found.points[0].group) == (0.5, 1)


def test_countries_stand_in_the_order_of_the_series(revealed: Conversation) -> None:
    statement = factories.create_statement(revealed)
    revealed.series.country_order = {"ko": ["KR", "JP", "CN"]}
    shares = [share(code, 50) for code in ("CN", "JP", "KR")]
    factories.create_snapshot(revealed, content=content(measure(statement, *shares)))
    orders = {}
    for language in ("ko", "en"):
        found = results(revealed, language=language)
        assert found is not None
        orders[language] = [each.country for each in found.all[0].shares]
    assert orders == {"ko": ["KR", "JP", "CN"], "en": ["CN", "JP", "KR"]}


def test_a_measure_struck_off_since_is_left_out(revealed: Conversation) -> None:
    statement = factories.create_statement(revealed)
    stored = content(measure(statement, share("KR", 92)), supported=[(statement, "KR")])
    factories.create_snapshot(revealed, content=stored)
    statement.delete()
    found = results(revealed)
    assert found is not None
    assert (found.all, found.supported) == ((), ())
