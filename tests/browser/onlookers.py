"""Everything that anybody but the voters themselves can see of an exchange before its results are revealed."""

import re
from typing import Any

from django.test import Client

from trilogue.domain.opinions.models import Conversation, Screen
from trilogue.domain.people.models import Account
from trilogue.foundation.mail.models import Mail

Seen = dict[str, tuple[int, bytes]]
"""By who asks and for what: the status and the bytes."""
VARIES = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]*"|name="receipt" value="[^"]*"|"token": "[^"]*"'
    rb"|<time[^>]*>[^<]*</time>|name=\"loaded\" value=\"[^\"]*\""
)
"""What differs from one answer to the next in any case."""


def seen(conversation: Conversation, desk: str, official: str) -> Seen:
    """Mails stand among it."""
    found = {}
    for who, email, paths in (
        ("visitor", "", _of_visitors(conversation)),
        ("desk", desk, _of_the_desk(conversation)),
        ("official", official, _of_officials(conversation)),
    ):
        client = Client()
        if email:
            client.force_login(Account.objects.get(email=email))
        for path in paths:
            answer: Any = client.get(path)
            found[f"{who} {path}"] = (answer.status_code, VARIES.sub(b"", answer.content))
    mails = Mail.objects.order_by("pk").values_list("to", "subject", "body")
    return {**found, "mails": (200, repr(list(mails)).encode())}


def _of_visitors(conversation: Conversation) -> list[str]:
    codes = Screen.objects.filter(edition=conversation.edition).values_list("code", flat=True)
    series, number = conversation.series.slug, conversation.number
    return [
        *(
            f"/{language}/screen/{code}/{part}"
            for language in ("ko", "ja")
            for code in codes
            for part in ("", "now/")
        ),
        *(
            f"/en/{series}/opinions/{part}"
            for part in ("", f"{number}/", f"{number}/results.json", f"{number}/polis.zip")
        ),
    ]


def _of_the_desk(conversation: Conversation) -> list[str]:
    assert conversation.edition
    here = f"/ko/desk/{conversation.series.slug}/{conversation.edition.number}/"
    exchange = f"{here}opinions/{conversation.number}/"
    measures = [f"measures/{each.number}/" for each in conversation.statements.all()]
    parts = (
        "",
        "progress/",
        "terms/",
        "agenda/",
        "translations/",
        "reveal/open/",
        "phase/discuss/",
        "measures/",
    )
    files = ("measures/log.csv", "measures/?state=accepted", "measures/?state=rejected")
    return [
        here,
        f"{here}opinions/",
        f"{here}screen/",
        f"{here}log/",
        *(exchange + each for each in (*parts, *files, *measures)),
    ]


def _of_officials(conversation: Conversation) -> list[str]:
    mine = f"/zh-hans/me/opinions/{conversation.public_id}/"
    parts = ("", "deck.json", "votes/", "measures/", "propose/", "results/")
    files = ("results.json", "results.xlsx", "results.pdf")
    return ["/zh-hans/me/", "/zh-hans/me/opinions/", *(mine + each for each in (*parts, *files))]
