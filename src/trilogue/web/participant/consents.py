"""What somebody agreed to, text by text, and taking it back."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trilogue.domain.people.choices import Purpose
from trilogue.domain.people.models import Consent, ConsentText
from trilogue.domain.people.queries import answers, current_texts
from trilogue.flows.answer_consent import answer_consent
from trilogue.foundation.access import requires, signed_in
from trilogue.foundation.text.value import Shown
from trilogue.web.participant.own import actor_of, own_person

CHANNEL = "own page"


@dataclass(frozen=True)
class Asked:
    """`newer` tells that the text changed since the answer."""

    purpose: Purpose
    text: ConsentText
    shown: Shown
    answer: Consent | None
    newer: bool


@requires(signed_in)
@require_http_methods(["GET", "POST"])
def consents(request: HttpRequest) -> HttpResponse:
    person = own_person(request)
    language = get_language() or "en"
    if request.method == "POST":
        granted = request.POST.get("granted") == "yes"
        answer_consent(
            person,
            _purpose(request.POST.get("purpose", "")),
            granted=granted,
            language=language,
            channel=CHANNEL,
            now=timezone.now(),
            by=actor_of(request),
        )
        messages.success(
            request, _("Your consent is stored.") if granted else _("Your answer is stored: not agreed.")
        )
        return redirect("me_consents")
    given = answers(person)
    asked = [
        Asked(
            purpose, text, text.text.shown(language), given.get(purpose), _is_newer(text, given.get(purpose))
        )
        for purpose, text in current_texts().items()
    ]
    return render(request, "participant/consents.html", {"asked": asked})


def _purpose(given: str) -> Purpose:
    if given not in current_texts():
        raise Http404
    return Purpose(given)


def _is_newer(text: ConsentText, answer: Consent | None) -> bool:
    return answer is not None and answer.text_id != text.pk
