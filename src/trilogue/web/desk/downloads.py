"""Downloads of personal data: first what they are for, then the file; the log keeps both."""

from typing import Any
from urllib.parse import quote

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from trilogue.domain.editions.models import Edition
from trilogue.flows.hand_out import hand_out
from trilogue.foundation.access import origin_of
from trilogue.foundation.audit.access import LONGEST_REASON
from trilogue.foundation.text.value import ENDONYMS
from trilogue.web.desk.frame import actor_of, page


class ReasonForm(forms.Form):
    """What a download of personal data is for, and in which language; that of the page where none is said."""

    reason = forms.CharField(
        label=_("What is it for?"),
        max_length=LONGEST_REASON,
        help_text=_("For example: to the printer for badges. The people on the list can read it."),
        error_messages={"required": _("Say what the file is for.")},
    )
    language = forms.ChoiceField(
        label=_("Language of the file"), choices=list(ENDONYMS.items()), required=False
    )


def ask_and_hand_out(
    request: HttpRequest,
    edition: Edition,
    kind: str,
    ending: str,
    *,
    words: Any,
    back: str,
    here: str,
    **which: Any,
) -> HttpResponse:
    """The page that asks for the reason; the document once it is given. `which` says which of its kind."""
    spoken = get_language() or "en"
    form = ReasonForm(request.POST if request.method == "POST" else None, initial={"language": spoken})
    if not form.is_valid():
        return page(
            request, edition, "desk/download.html", {"form": form, "words": words, "back": back}, here=here
        )
    document = hand_out(
        edition,
        kind,
        ending,
        form.cleaned_data["language"] or spoken,
        by=actor_of(request),
        reason=form.cleaned_data["reason"],
        origin=origin_of(request),
        **which,
    )
    return attachment(document.name, document.media_type, document.data)


def attachment(name: str, media_type: str, data: bytes) -> HttpResponse:
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return HttpResponse(data, content_type=media_type, headers={"Content-Disposition": disposition})
