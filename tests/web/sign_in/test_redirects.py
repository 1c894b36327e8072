"""`next` stays on the host, wherever an address can carry one."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from tests import factories
from tests.web.sign_in.test_sign_in import mailed_code
from trilogue.foundation.mail.models import Mail

pytestmark = pytest.mark.django_db
EVIL = [
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "///elsewhere.example/",
    "/\\elsewhere.example/",
    "\\\\elsewhere.example/",
    "https:elsewhere.example",
    "http:///elsewhere.example/",
    " https://elsewhere.example/",
    "\thttps://elsewhere.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "https://testserver@elsewhere.example/",
    "https://testserver.elsewhere.example/",
    "\x08//elsewhere.example/",
    "//elsewhere.example\\@testserver/",
]


@pytest.fixture(autouse=True)
def _own_outbox_and_no_earlier_attempts(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "trilogue.foundation.mail.backend.OutboxBackend"
    cache.clear()


@pytest.fixture
def client() -> Client:
    made = Client()
    made.force_login(factories.create_account("somebody@example.org"))
    return made


def stays(location: str) -> bool:
    return location.startswith("/") and not location.startswith(("//", "/\\"))


@pytest.mark.parametrize("evil", EVIL)
@pytest.mark.parametrize("route", ["/en/sign-in/", "/en/sign-in/code/", "/en/sign-out/", "/en/me/proof/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_is_signed_in_is_sent_nowhere_else(client: Client, route: str, method: str, evil: str) -> None:
    answer = getattr(client, method)(route, {"next": evil})
    assert answer.status_code in (200, 302)
    assert stays(answer.headers.get("Location", "/"))
    assert f'href="{evil}"' not in answer.content.decode()


@pytest.mark.parametrize("evil", EVIL)
def test_who_signs_in_is_sent_nowhere_else(evil: str) -> None:
    factories.create_account("new@example.org")
    made = Client()
    asked = made.post("/en/sign-in/", {"email": "new@example.org", "next": evil})
    assert stays(asked.headers["Location"])
    answer = made.post("/en/sign-in/code/", {"code": mailed_code(), "next": evil})
    assert stays(answer.headers["Location"])
    assert made.get("/en/me/").status_code == 200


@pytest.mark.parametrize("evil", EVIL)
def test_who_proves_who_it_is_is_sent_nowhere_else(client: Client, evil: str) -> None:
    client.post("/en/me/proof/", {"next": evil})
    code = re.search(r"^\d{8}$", Mail.objects.latest("pk").body, re.MULTILINE)
    assert code
    answer = client.post("/en/me/proof/", {"code": code[0], "next": evil})
    assert answer.headers["Location"] == "/en/me/"


@pytest.mark.parametrize("host", ["elsewhere.example", "testserver.elsewhere.example", "testserver:x", ""])
def test_a_foreign_host_is_refused_before_a_mail_could_name_it(host: str) -> None:
    answer = Client().post("/en/sign-in/", {"email": "a@example.org"}, HTTP_HOST=host)
    assert answer.status_code == 400
