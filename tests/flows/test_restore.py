"""Earlier states of the record come back as new changes, and what was removed under the number it had."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from trilogue.domain.editions import actions
from trilogue.domain.editions.actions.history import NoLongerFits, plain, values_of
from trilogue.domain.editions.models import Edition, Fact, Figure, Line, Photograph, Revision
from trilogue.domain.editions.queries import removed_from, revisions_of
from trilogue.domain.programme import actions as programme
from trilogue.domain.programme.models import Session, Speaker
from trilogue.flows.restore import restore
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.audit.models import Entry
from trilogue.foundation.files.papers import Paper
from trilogue.foundation.text.value import LANGUAGES, State, Text
from trilogue.foundation.text.value import Entry as Wording

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return factories.create_edition(number=7)


def revision(row: object, number: int) -> Revision:
    return revisions_of(type(row), row.pk).get(number=number)  # type: ignore[arg-type,attr-defined]


def test_an_earlier_state_becomes_a_new_change(edition: Edition) -> None:
    line = factories.create_line(edition)
    before = line.text
    actions.change(line, by=ANONYMOUS, text=factories.text("Second"))
    actions.change(line, by=ANONYMOUS, text=factories.text("Third"))
    restore(line, revision(line, 1), by=ANONYMOUS)
    line.refresh_from_db()
    assert line.text == before
    assert revisions_of(Line, line.pk).first().number == 4  # type: ignore[union-attr]
    assert Entry.objects.filter(action="change", object_type="editions.line").count() == 3


def test_a_state_that_points_at_what_is_no_more_is_refused(edition: Edition) -> None:
    source = factories.create_source(edition.series)
    figure = factories.create_figure(edition, country=factories.create_country("KR"))
    actions.change(figure, by=ANONYMOUS, source=source)
    actions.change(figure, by=ANONYMOUS, source=None)
    source.delete()
    with pytest.raises(NoLongerFits) as refused:
        restore(figure, revision(figure, 2), by=ANONYMOUS)
    assert (refused.value.code, refused.value.field) == ("gone", "source")
    assert Figure.objects.get().source is None


def test_the_places_of_an_edition_come_back(edition: Edition) -> None:
    one, two = factories.create_government(), factories.create_government()
    actions.set_places(edition, by=ANONYMOUS, governments=[one, two])
    actions.set_places(edition, by=ANONYMOUS, governments=[])
    actions.change(edition, by=ANONYMOUS, date="2020")
    restore(edition, revision(edition, 2), by=ANONYMOUS)
    assert [each.government for each in edition.places.all()] == [one, two]
    assert edition.date != "2020"


@pytest.mark.parametrize("kind", ["line", "fact", "figure", "session", "photograph"])
def test_what_was_removed_comes_back_as_it_was(edition: Edition, kind: str) -> None:
    make: dict[str, Any] = {
        "line": factories.create_line,
        "fact": factories.create_fact,
        "figure": factories.create_figure,
        "session": factories.create_session,
        "photograph": factories.create_photograph,
    }
    made = make[kind](edition)
    before = {each.name: getattr(made, each.name) for each in made._meta.concrete_fields}
    remove: dict[str, Any] = {"session": programme.remove, "photograph": actions.remove_photograph}
    remove.get(kind, actions.remove)(made, by=ANONYMOUS)
    gone = removed_from(edition).get()
    back = actions.bring_back(gone, type(made), by=ANONYMOUS)
    back = type(made)._default_manager.get(pk=back.pk)
    assert {each.name: getattr(back, each.name) for each in made._meta.concrete_fields} == before
    assert not removed_from(edition).exists()
    assert Entry.objects.filter(action="bring_back").count() == 1
    with pytest.raises(NoLongerFits, match="taken"):
        actions.bring_back(gone, type(made), by=ANONYMOUS)


def test_a_number_stays_with_what_was_removed(edition: Edition) -> None:
    first = programme.add_session(by=ANONYMOUS, edition=edition, kind="lecture", title=factories.text("One"))
    programme.remove(first, by=ANONYMOUS)
    second = programme.add_session(by=ANONYMOUS, edition=edition, kind="lecture", title=factories.text("Two"))
    assert second.number == 2
    line = actions.add_line(
        by=ANONYMOUS, series=edition.series, edition=edition, kind="D", text=factories.text("One")
    )
    actions.remove(line, by=ANONYMOUS)
    other = actions.add_line(
        by=ANONYMOUS, series=edition.series, edition=edition, kind="A", text=factories.text("Article")
    )
    assert other.number == 1
    next_line = actions.add_line(
        by=ANONYMOUS, series=edition.series, edition=edition, kind="D", text=factories.text("Two")
    )
    assert next_line.number == 2


def test_the_number_of_a_removed_photograph_and_of_a_removed_file_is_not_given_again(
    edition: Edition,
) -> None:
    said = {"caption": factories.text("All"), "credit": factories.text("Ministry")}
    first = actions.describe_photograph(by=ANONYMOUS, edition=edition, **said)
    actions.remove_photograph(first, by=ANONYMOUS)
    assert actions.describe_photograph(by=ANONYMOUS, edition=edition, **said).number == first.number + 1
    file = factories.create_edition_file(edition)
    actions.remove_file(file, by=ANONYMOUS)
    paper = Paper("f" * 64, "pdf", "programme.pdf", 1000)
    words = {"title": factories.text("Programme"), "credit": factories.text("Ministry"), "language": "ko"}
    assert actions.add_file(by=ANONYMOUS, edition=edition, paper=paper, **words).number == file.number + 1  # type: ignore[arg-type]


def test_a_group_photograph_comes_back_where_there_is_no_other(edition: Edition) -> None:
    first = factories.create_photograph(edition)
    actions.remove_photograph(first, by=ANONYMOUS)
    words = factories.text("Another")
    other = actions.describe_photograph(by=ANONYMOUS, edition=edition, caption=words, credit=words)
    gone = removed_from(edition).get()
    with pytest.raises(NoLongerFits, match="taken"):
        actions.bring_back(gone, Photograph, by=ANONYMOUS)
    actions.change(other, by=ANONYMOUS, group=False)
    actions.bring_back(gone, Photograph, by=ANONYMOUS)
    assert [each.number for each in edition.photographs.filter(group=True)] == [first.number]


def test_a_figure_whose_place_is_taken_is_refused(edition: Edition) -> None:
    country = factories.create_country("KR")
    figure = factories.create_figure(edition, country=country, count=38)
    actions.remove(figure, by=ANONYMOUS)
    actions.set_figure(by=ANONYMOUS, edition=edition, kind=figure.kind, country=country, count=40)
    with pytest.raises(NoLongerFits, match="taken"):
        actions.bring_back(removed_from(edition).get(), Figure, by=ANONYMOUS)
    assert Figure.objects.get().count == 40


def test_a_speaker_needs_the_session_back_first(edition: Edition) -> None:
    speaker = factories.create_speaker(factories.create_session(edition))
    session = speaker.session
    programme.remove(session, by=ANONYMOUS)
    gone = {each.object_type: each for each in removed_from(edition)}
    with pytest.raises(NoLongerFits, match="gone"):
        actions.bring_back(gone["programme.speaker"], Speaker, by=ANONYMOUS)
    actions.bring_back(gone["programme.session"], Session, by=ANONYMOUS)
    actions.bring_back(gone["programme.speaker"], Speaker, by=ANONYMOUS)
    assert Speaker.objects.get().session.number == session.number


def test_a_figure_set_again_keeps_its_history(edition: Edition) -> None:
    country = factories.create_country("KR")
    for count in (38, 40):
        actions.set_figure(by=ANONYMOUS, edition=edition, kind="actual", country=country, count=count)
    assert [each.values["count"] for each in revisions_of(Figure, Figure.objects.get().pk)] == [40, 38]


wordings = st.dictionaries(
    st.sampled_from(LANGUAGES),
    st.builds(
        Wording,
        st.text(min_size=1, max_size=30),
        st.sampled_from([State.OFFICIAL, State.HUMAN, State.MACHINE]),
        st.booleans(),
        st.text(max_size=10),
    ),
)


@given(entries=wordings, date=st.sampled_from(["", "2019", "2019-05-30"]), day=st.dates() | st.none())
def test_every_value_survives_its_history(entries: dict[str, Wording], date: str, day: object) -> None:
    fact = Fact(text=Text("en", entries), date=date, superseded_on=day, kind="note")  # type: ignore[misc]
    names = ("text", "date", "superseded_on", "kind")
    kept = Revision(values=plain(fact, names))
    assert values_of(kept, Fact, names) == {name: getattr(fact, name) for name in names}
