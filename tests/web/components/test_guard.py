"""Hostile requests are answered with a clear page: never a 500, never a stack trace."""

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db
WORDS = {
    "en": "There is no such page",
    "ko": "페이지",
    "ja": "ページ",
    "zh-hans": "页面",
}


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    "path", ["/en/%00/", "/en/%ff%fe/", "/en/cjk-workshop/?q=%00", "/en/cjk-workshop/?q=%c3%28"]
)
def test_addresses_that_are_not_text_are_answered_400(client: Client, path: str) -> None:
    assert client.get(path).status_code == 400


@pytest.mark.parametrize("method", ["post", "put", "patch"])
@pytest.mark.parametrize("body", [b"a=%00", b"a=%ff", b"a=\x00", b"\xff\xfe"])
def test_form_bodies_that_are_not_text_are_answered_400(client: Client, method: str, body: bytes) -> None:
    send = getattr(client, method)
    answer = send("/en/sign-in/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400


def test_multipart_values_and_file_names_with_null_bytes_are_answered_400(client: Client) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\x00c\r\n--x--\r\n'
    answer = client.post("/en/sign-in/", body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 400


def test_a_body_that_is_too_large_is_answered_413(client: Client) -> None:
    answer = client.post(
        "/en/sign-in/",
        b"x",
        content_type="application/x-www-form-urlencoded",
        CONTENT_LENGTH=str(settings.REQUEST_MAX_BYTES + 1),
    )
    assert answer.status_code == 413


@pytest.mark.parametrize("length", ["-1", "abc", "1e9"])
def test_a_nonsense_length_is_answered_413(client: Client, length: str) -> None:
    answer = client.post("/en/", b"", content_type="text/plain", CONTENT_LENGTH=length)
    assert answer.status_code == 413


def test_a_foreign_host_is_answered_400(client: Client) -> None:
    assert client.get("/en/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("language", WORDS)
def test_error_pages_speak_the_language_of_the_address(client: Client, language: str) -> None:
    answer = client.get(f"/{language}/no-such-series/")
    assert answer.status_code == 404
    assert WORDS[language] in answer.content.decode()


def test_error_pages_follow_the_browser_where_the_address_says_nothing(client: Client) -> None:
    answer = client.get("/nothing/at/all/", headers={"accept-language": "ja"})
    assert answer.status_code == 404
    assert 'lang="ja"' in answer.content.decode()


@pytest.mark.parametrize("path", ["/en/", "/en/nothing/", "/healthz"])
def test_every_answer_carries_the_security_headers(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=(self)" in headers["Permissions-Policy"]
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
