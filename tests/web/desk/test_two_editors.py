"""Two who edit the record at once: the second sees what the first changed, and nothing of either is lost."""

import html
import re
from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.web.desk.conftest import As
from tests.web.desk.test_record import RECORD, SERIES, four, loaded
from trilogue.domain.editions import actions
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition, Fact
from trilogue.domain.programme import actions as programme
from trilogue.domain.programme.models import Session, Speaker
from trilogue.foundation.access import ANONYMOUS

pytestmark = pytest.mark.django_db
WARNED = "Somebody changed this while you were writing"
THEIRS = factories.text("Theirs")


def again(page: str) -> dict[str, str]:
    """What the boxes of the form hold that came back, as a browser would send them."""
    return boxes(page[page.index("Somebody changed") :])


def boxes(page: str) -> dict[str, str]:
    """What the boxes of a form hold."""
    form = page[page.index('<form method="post"') :]
    sent = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form))
    sent |= dict(re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\s*([^<]*)</textarea>', form))
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)"[^>]* selected', options)
        sent[name] = chosen[1] if chosen else ""
    sent |= dict.fromkeys(re.findall(r'<input type="checkbox" name="([^"]+)"[^>]* checked', form), "on")
    return {name: html.unescape(value) for name, value in sent.items()}


@pytest.mark.parametrize(
    "kind", ["detail", "fact", "figure", "session", "speaker", "photograph", "edition", "erratum", "source"]
)
def test_the_second_sees_the_first_in_every_kind_of_form(desk: Client, edition: Edition, kind: str) -> None:
    session = factories.create_session(edition)
    rows: dict[str, Any] = {
        "detail": lambda: factories.create_line(edition),
        "fact": lambda: factories.create_fact(edition),
        "figure": lambda: factories.create_figure(edition, country=factories.create_country("KR")),
        "session": lambda: session,
        "speaker": lambda: factories.create_speaker(session),
        "photograph": lambda: actions.describe_photograph(
            by=ANONYMOUS, edition=edition, caption=factories.text("All"), credit=factories.text("MOFA")
        ),
        "edition": lambda: edition,
        "erratum": lambda: actions.add_erratum(by=ANONYMOUS, place=edition, text=factories.text("Wrong")),
        "source": lambda: factories.create_source(edition.series),
    }
    row = rows[kind]()
    changed: dict[str, dict[str, Any]] = {
        "figure": {"count": 77},
        "photograph": {"caption": THEIRS},
        "edition": {"location": THEIRS},
        "session": {"title": THEIRS},
        "speaker": {"title": THEIRS},
        "source": {"title": THEIRS},
    }
    theirs = changed.get(kind, {"text": THEIRS})
    path = f"{SERIES if kind == 'source' else RECORD}{kind}/{row.pk}/"
    mine = loaded(desk, path)
    change: Any = programme.change if isinstance(row, Session | Speaker) else actions.change
    change(row, by=ANONYMOUS, **theirs)
    page = desk.post(path, mine | four("text", "Mine") | {"count": "5"}).content.decode()
    assert WARNED in page
    assert "77</ins>" in page if kind == "figure" else "<ins>Theirs</ins>" in page
    row.refresh_from_db()
    name, value = next(iter(theirs.items()))
    assert getattr(row, name) == value


def test_who_wrote_another_language_and_who_changed_another_field_both_keep_it(
    desk: Client, signed_in_as: As, edition: Edition
) -> None:
    source, other_source = factories.create_source(edition.series), factories.create_source(edition.series)
    fact = actions.add_fact(
        by=ANONYMOUS, edition=edition, kind="note", text=factories.text("A fact"), source=source, date="2019"
    )
    path = f"{RECORD}fact/{fact.pk}/"
    words = {"state": "official", "ko": "A fact", "ja": "A fact", "zh_hans": "A fact"}
    official = {f"text-{language}-state": "official" for language in ("ko", "ja", "zh-hans")}
    same = {"kind": "note", "date": "2019", "source": source.pk, "superseded_on": ""}
    mine = loaded(desk, path)
    first = signed_in_as(Role.DESK)
    sent = four("text", "A fact", **{**words, "ja": "事実"}) | official | same | {"source": other_source.pk}
    assert first.post(path, loaded(first, path) | sent).status_code == 302
    page = desk.post(path, mine | four("text", "A fact", **{**words, "ko": "사실"}) | official | same)
    sent_again = again(page.content.decode())
    assert (sent_again["text-ko"], sent_again["text-ja"]) == ("사실", "事実")
    assert desk.post(path, sent_again).status_code == 302
    stored = Fact.objects.get()
    assert stored.text.shown("ko").text == "사실"
    assert stored.text.shown("ja").text == "事実"
    assert stored.source == other_source


def test_places_and_the_order_of_countries_are_not_overwritten_unseen(desk: Client, edition: Edition) -> None:
    one, two = factories.create_government(), factories.create_government()
    path = "/en/desk/workshop/9/places/"
    mine = loaded(desk, path)
    actions.set_places(edition, by=ANONYMOUS, governments=[two])
    page = desk.post(path, mine | {"place_1": one.code}).content.decode()
    assert WARNED in page
    assert [each.government for each in edition.places.all()] == [two]
    assert desk.post(path, again(page)).status_code == 302
    assert [each.government for each in edition.places.all()] == [one]
    path = "/en/desk/workshop/countries/"
    mine = loaded(desk, path)
    actions.change(edition.series, by=ANONYMOUS, country_order={"en": ["JP", "KR", "CN"]})
    page = desk.post(path, mine | {"en-1": "CN"}).content.decode()
    assert WARNED in page
    edition.series.refresh_from_db()
    assert edition.series.country_order == {"en": ["JP", "KR", "CN"]}


def test_what_somebody_removed_meanwhile_does_not_exist(desk: Client, edition: Edition) -> None:
    line = factories.create_line(edition)
    path = f"{RECORD}detail/{line.pk}/"
    mine = loaded(desk, path)
    actions.remove(line, by=ANONYMOUS)
    assert desk.post(path, mine | four("text", "Mine")).status_code == 404
