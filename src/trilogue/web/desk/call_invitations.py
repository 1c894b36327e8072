"""Inviting governments, one or many lines at once; sending a link again; revoking it."""

from collections import defaultdict
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from trilogue.domain.delegations.actions import AlreadyInvited, revoke_link
from trilogue.domain.delegations.models import Call, Invitation
from trilogue.domain.editions.access import runs
from trilogue.domain.places.models import Government
from trilogue.domain.places.queries import governments_by_code
from trilogue.flows.invite import Guest, invite_governments, send_again
from trilogue.foundation.access import requires
from trilogue.foundation.text.value import LANGUAGES
from trilogue.web.desk.call import form_methods, load_call
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.place import LARGEST, Spot, address, there

MOST_LINES = 500
OWN_LANGUAGES = {"KR": "ko", "JP": "ja", "CN": "zh-hans"}
LONGEST_EMAIL = 254


class LineWrong(Exception):
    """What is the matter with a line, in words."""


class InviteForm(forms.Form):
    """One government a line; nobody is invited unless every line is right."""

    lines = forms.CharField(
        label=gettext_lazy("Governments"),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        max_length=100_000,
        strip=False,
        help_text=gettext_lazy(
            "One a line, as copied from a spreadsheet: official code, e-mail address, language (en, ko, ja or "
            "zh-hans), and the most people it may nominate. Language and number may be left out. Where a code "
            "belongs to two countries, write the country before it: JP 310000."
        ),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.guests: list[Guest] = []

    def clean_lines(self) -> str:
        written: str = self.cleaned_data["lines"]
        lines = [(number, line) for number, line in enumerate(written.splitlines(), 1) if line.strip()]
        if not lines:
            raise forms.ValidationError(_("Write at least one line."), code="empty")
        if len(lines) > MOST_LINES:
            said = _("At most %(most)s lines at a time.") % {"most": MOST_LINES}
            raise forms.ValidationError(said, code="many")
        codes = _codes()
        wrong = []
        for number, line in lines:
            try:
                self.guests.append(_guest(line, codes))
            except LineWrong as error:
                said = _("Line %(number)s: %(problem)s") % {"number": number, "problem": error}
                wrong.append(forms.ValidationError(said, code="line"))
        if wrong:
            raise forms.ValidationError(wrong)
        return written


def _codes() -> dict[str, list[Government]]:
    """Governments by every way to write their codes."""
    found: dict[str, list[Government]] = defaultdict(list)
    for (country, code), government in governments_by_code().items():
        bare = code.removeprefix(f"{country}-")
        for written in {code, bare, f"{country} {bare}", f"{country}-{bare}"}:
            if government not in found[written]:
                found[written].append(government)
    return found


def _guest(line: str, codes: dict[str, list[Government]]) -> Guest:
    cells = [cell.strip() for cell in line.split("\t")]
    code, email, language, places, *more = [*cells, "", "", ""][: max(4, len(cells))]
    if any(more):
        raise LineWrong(_("there are more than four columns."))
    governments = codes.get(code, [])
    if not governments:
        raise LineWrong(_("no government has the code %(code)s.") % {"code": code[:40] or "–"})
    if len(governments) > 1:
        raise LineWrong(
            _("the code %(code)s belongs to two countries; write the country before it.") % {"code": code}
        )
    return Guest(governments[0], _email(email), _language(language, governments[0]), _places(places))


def _email(written: str) -> str:
    try:
        validate_email(written)
    except ValidationError as error:
        raise LineWrong(_("%(email)s is no e-mail address.") % {"email": written[:80] or "–"}) from error
    if len(written) > LONGEST_EMAIL:
        raise LineWrong(_("the e-mail address is too long."))
    return written


def _language(written: str, government: Government) -> str:
    language = written.lower() or OWN_LANGUAGES.get(government.country_id, "en")
    if language in ("zh", "zh-cn"):
        language = "zh-hans"
    if language not in LANGUAGES:
        raise LineWrong(_("%(language)s is none of en, ko, ja and zh-hans.") % {"language": written[:20]})
    return language


def _places(written: str) -> int | None:
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and len(written) <= 5 and 1 <= int(written) <= LARGEST):
        raise LineWrong(_("%(number)s is no number of people.") % {"number": written[:20]})
    return int(written)


def load_invitation(slug: str, number: int, pk: int) -> Spot:
    spot = load_call(slug, number)
    found = Invitation.objects.select_related("call__edition__series", "government").prefetch_related(
        "government__names"
    )
    return Spot(spot.place, row=get_object_or_404(found, call=spot.row, pk=pk))


@requires(there(runs), load_call)
@form_methods
def invite(request: HttpRequest, spot: Spot) -> HttpResponse:
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _invited(request, spot.row, form):
        return redirect(address("call", spot.place))
    context = {"form": form, "title": _("Invite governments"), "back": address("call", spot.place)}
    return page(request, spot.place, "desk/call_invite.html", context, here="call")


@requires(there(runs), load_invitation)
@require_POST
def resend(request: HttpRequest, spot: Spot) -> HttpResponse:
    send_again(spot.row, by=actor_of(request), now=timezone.now())
    messages.success(request, _("A new link is on its way. The one sent before opens nothing any more."))
    return redirect(address("call", spot.place))


@requires(there(runs), load_invitation)
@require_POST
def revoke(request: HttpRequest, spot: Spot) -> HttpResponse:
    revoke_link(spot.row, by=actor_of(request), now=timezone.now())
    messages.success(request, _("Revoked. What was nominated with the link stays."))
    return redirect(address("call", spot.place))


def _invited(request: HttpRequest, call: Call, form: InviteForm) -> bool:
    try:
        made = invite_governments(call, form.guests, by=actor_of(request), now=timezone.now())
    except AlreadyInvited as error:
        said = _(
            "%(email)s has a link for this government already. Send that one again, or leave the line out."
        )
        form.add_error("lines", said % {"email": error.invitation.email})
        return False
    said = ngettext(
        "%(count)s invitation is on its way.", "%(count)s invitations are on their way.", len(made)
    )
    messages.success(request, said % {"count": len(made)})
    return True
