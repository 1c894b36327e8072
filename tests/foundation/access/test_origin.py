"""From where somebody asks: what a header says counts only as far as proxies of the house wrote it."""

import pytest
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from trilogue.foundation.access import network_of, origin_of

HERE, CLIENT, MADE_UP = "10.0.0.9", "198.51.100.7", "203.0.113.66"


def asked(settings: Settings, proxies: int, said: str | None, here: str = HERE) -> str:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=here)
    if said is not None:
        request.META["HTTP_X_FORWARDED_FOR"] = said
    return origin_of(request)


@pytest.mark.parametrize(
    ("proxies", "said", "origin"),
    [
        (0, None, HERE),
        (0, CLIENT, HERE),
        (0, f"{MADE_UP}, {CLIENT}", HERE),
        (1, CLIENT, CLIENT),
        (1, f"{MADE_UP}, {CLIENT}", CLIENT),
        (1, f"{MADE_UP},{MADE_UP},  {CLIENT} ", CLIENT),
        (1, None, ""),
        (1, "", ""),
        (1, "nonsense", ""),
        (2, f"{MADE_UP}, {CLIENT}, 10.0.0.2", CLIENT),
        (2, CLIENT, HERE),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_the_entry_that_the_outermost_trusted_proxy_wrote_counts(
    settings: Settings, proxies: int, said: str | None, origin: str
) -> None:
    assert asked(settings, proxies, said) == origin


@pytest.mark.parametrize(
    "made_up", [MADE_UP, "", "x", "::1, 127.0.0.1", "\t,,", "unknown, for=1.2.3.4", "," * 99]
)
def test_whatever_is_put_before_changes_nothing(settings: Settings, made_up: str) -> None:
    assert asked(settings, 1, f"{made_up},{CLIENT}") == CLIENT
    assert asked(settings, 0, made_up) == HERE


def test_a_house_with_many_ipv6_addresses_is_one_network(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = 0
    networks = {
        network_of(RequestFactory().get("/", REMOTE_ADDR=each))
        for each in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1")
    }
    assert networks == {"2001:db8:1:2::", "2001:db8:1:3::"}


@pytest.mark.django_db
def test_the_scheme_is_believed_of_a_trusted_proxy_only(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    spoofed = {"HTTP_X_FORWARDED_PROTO": "https"}
    assert Client().get("/en/sign-in/", **spoofed).status_code == 301  # type: ignore[arg-type]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert Client().get("/en/sign-in/", **spoofed).status_code == 200  # type: ignore[arg-type]
