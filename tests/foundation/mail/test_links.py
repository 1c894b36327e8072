"""What somebody typed never becomes a link in a mail; our own addresses stay what they are."""

import pytest
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from hypothesis import given
from hypothesis import strategies as st

from trilogue.foundation.mail.backend import OutboxBackend
from trilogue.foundation.mail.links import only_own
from trilogue.foundation.mail.models import Mail

OWN = f"{settings.URL.scheme}://{settings.URL.netloc}"


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("KIM http://elsewhere.example/login", "KIM http[:]//elsewhere[.]example/login"),
        ("HTTPS://Elsewhere.Example", "HTTPS[:]//Elsewhere[.]Example"),
        ("www.elsewhere.example", "www[.]elsewhere[.]example"),
        ("elsewhere.com/a?b=c", "elsewhere[.]com/a?b=c"),
        ("김하늘(elsewhere.com)", "김하늘(elsewhere[.]com)"),
        ("ftp://10.0.0.1/", "ftp[:]//10.0.0.1/"),
        (
            f"{OWN}.elsewhere.example/",
            f"{OWN}.elsewhere.example/".replace("://", "[:]//").replace(".", "[.]"),
        ),
        (f"https://user@{settings.URL.netloc}/", f"https[:]//user@{settings.URL.netloc}/"),
    ],
)
def test_an_address_of_elsewhere_is_broken(typed: str, sent: str) -> None:
    assert only_own(typed) == sent


@pytest.mark.parametrize(
    "words",
    [
        f"{OWN}/ko/nominate/abc_-1/",
        f"See {OWN}/en/me/ until 3 March.",
        "desk@ministry.go.kr",
        "KIM Haneul, M.A., 10:30",
        "김하늘 · 山田 花子",
        "1/2 and/or 3.5 %",
    ],
)
def test_our_own_addresses_and_other_words_stay(words: str) -> None:
    assert only_own(words) == words


@given(st.text())
def test_a_text_without_dots_and_colons_stays(text: str) -> None:
    plain = text.replace(".", "").replace(":", "")
    assert only_own(plain) == plain


@pytest.mark.django_db
def test_a_mail_is_plain_text_whose_only_links_are_ours() -> None:
    mail = EmailMultiAlternatives(
        "KIM www.elsewhere.example", f"KIM http://elsewhere.example\n{OWN}/en/", to=["lee@example.org"]
    )
    mail.attach_alternative("<a href='http://elsewhere.example'>KIM</a>", "text/html")
    OutboxBackend().send_messages([mail])
    sent = Mail.objects.get()
    assert sent.subject == "KIM www[.]elsewhere[.]example"
    assert sent.body == f"KIM http[:]//elsewhere[.]example\n{OWN}/en/"
