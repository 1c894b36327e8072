"""Several series in one installation: each with its own appointments and its own order of countries."""

import pytest
from django.test import Client

from tests import factories
from tests.browser.site import routes
from tests.web.desk.conftest import As
from tests.web.desk.test_record import four, loaded
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Appointment, Edition, Series
from trilogue.flows.add_series import RESERVED

pytestmark = pytest.mark.django_db
ADD = "/en/desk/series/add/"
ORDER = "/en/desk/workshop/countries/"


@pytest.fixture
def administrator(signed_in_as: As) -> Client:
    return signed_in_as(Role.HOST_ADMIN)


def test_who_adds_a_series_administers_it_and_nobody_else_does(
    administrator: Client, desk: Client, edition: Edition
) -> None:
    answer = administrator.post(ADD, {"slug": "Forum"} | four("name", "Forum of Mayors"), follow=True)
    assert answer.redirect_chain[-1][0] == "/en/desk/forum/record/"
    series = Series.objects.get(slug="forum")
    assert [(each.role, each.edition) for each in Appointment.objects.filter(series=series)] == [
        ("host_admin", None)
    ]
    for path in ("record/", "publication/", "appointments/"):
        assert administrator.get(f"/en/desk/forum/{path}").status_code == 200
        assert desk.get(f"/en/desk/forum/{path}").status_code == 404
    assert "Forum of Mayors" in administrator.get("/en/desk/").content.decode()
    assert "Forum of Mayors" not in desk.get("/en/desk/").content.decode()
    administrator.post("/en/desk/forum/publication/publish/")
    assert "Forum of Mayors" in Client().get("/ko/").content.decode()


def test_people_of_one_series_are_not_those_of_another(
    administrator: Client, desk: Client, edition: Edition
) -> None:
    administrator.post(ADD, {"slug": "Forum"} | four("name", "Forum of Mayors"))
    forum = factories.create_edition(Series.objects.get(slug="forum"), number=1)
    here, there = (f"/en/desk/people/{_somebody(each)}/" for each in (edition, forum))
    assert [desk.get(path).status_code for path in (here, there)] == [200, 404]
    assert [administrator.get(path).status_code for path in (here, there)] == [200, 200]


def _somebody(edition: Edition) -> str:
    return str(factories.create_participation(edition).person.public_id)


@pytest.mark.parametrize(
    ("slug", "said"),
    [("workshop", "already"), ("desk", "the site itself"), ("a b", "hyphens"), ("", "required")],
)
def test_an_address_that_cannot_be_had_is_refused(administrator: Client, slug: str, said: str) -> None:
    answer = administrator.post(ADD, {"slug": slug} | four("name", "Forum"))
    assert said in answer.content.decode()
    assert Series.objects.count() == 1


def test_only_an_administrator_of_a_whole_series_adds_one(signed_in_as: As, edition: Edition) -> None:
    assert signed_in_as(Role.DESK).get(ADD).status_code == 404
    assert signed_in_as(Role.HOST_ADMIN, only=edition).get(ADD).status_code == 404


def test_no_page_of_the_site_stands_where_a_series_may() -> None:
    """Every fixed first part of an address beneath a language and beneath the desk is reserved."""
    every = list(routes())
    fixed = {
        route.removeprefix(before).split("/")[0]
        for before in ("/en/", "/en/desk/")
        for route in every
        if route.startswith(before)
    }
    site = {each for each in fixed if each and not each.startswith("<")}
    assert {"about", "directory", "me"} <= site
    assert site <= RESERVED


def test_the_order_of_countries_is_set_for_each_language(desk: Client, edition: Edition) -> None:
    sent = {"en-1": "CN", "en-2": "JP", "ja-1": "JP"}
    desk.post(ORDER, loaded(desk, ORDER) | sent)
    edition.series.refresh_from_db()
    assert edition.series.country_order == {"en": ["CN", "JP"], "ja": ["JP"]}
    twice = desk.post(ORDER, loaded(desk, ORDER) | {"ko-1": "KR", "ko-2": "KR"}).content.decode()
    assert "The same country stands there twice." in twice
    assert factories.create_series("other").country_order == {}


def test_the_order_is_that_of_public_pages(desk: Client, edition: Edition) -> None:
    for code in ("KR", "JP", "CN"):
        factories.create_figure(edition, country=factories.create_country(code), count=5)
    desk.post(ORDER, loaded(desk, ORDER) | {"en-1": "JP", "en-2": "CN", "en-3": "KR"})
    desk.post("/en/desk/workshop/publication/publish/")
    desk.post("/en/desk/workshop/9/publication/publish/")
    page = Client().get("/en/workshop/editions/9/").content.decode()
    facts = [page.index(f'data-fact="E9.P.{code}"') for code in ("JP", "CN", "KR")]
    assert facts == sorted(facts)
