"""The pages that a phone keeps for times without network, and the program on the phone that keeps them.

Each says by a mark whose it is: the program (static/phone-worker.js) throws everything away as soon as another owner's
page comes, at the end of a session, and when one of these pages is refused.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.http import urlencode
from django.utils.translation import get_language_from_request, override
from django.views.decorators.http import require_GET, require_safe

from trilogue.foundation.access import anyone, requires
from trilogue.web.participant.own import actor_of

OWNER = "Trilogue-Phone"
"""Header of a page that may be kept; its value is the mark of the owner."""
WORKER = settings.PACKAGE / "web" / "static" / "phone-worker.js"


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, here: str, kept: bool = False
) -> HttpResponse:
    """A page of the phone; with `kept` it may be shown again without network."""
    owner = owner_mark(actor_of(request).account or 0)
    frame = {"owner": owner, "made_at": timezone.now(), "here": here}
    answer = render(request, template, {**context, **frame})
    if kept:
        answer.headers[OWNER] = owner
    return answer


def owner_mark(account: int) -> str:
    return salted_hmac("trilogue.phone", str(account), algorithm="sha256").hexdigest()[:16]


@requires(anyone)
@require_safe
def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """From the root, because that is how far it reaches: a code that is scanned has no language in its address."""
    return HttpResponse(
        WORKER.read_bytes(),
        content_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": "no-cache"},
    )


@requires(anyone)
@require_GET
def code(request: HttpRequest, code: str) -> HttpResponse:
    """What a QR code opens: the card behind it, in the language of whoever scanned it."""
    with override(get_language_from_request(request)):
        target = reverse("me_contact_add")
    return HttpResponseRedirect(
        f"{target}?{urlencode({'code': code})}", headers={"Cache-Control": "no-store"}
    )
