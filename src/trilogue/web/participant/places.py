"""Taking the place that was offered, and withdrawing from the workshop."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from trilogue.documents.nomination_words import CHANGED, EXPIRED
from trilogue.domain.delegations.actions import UnlawfulMove
from trilogue.domain.delegations.models import Participation
from trilogue.domain.people.queries import records_of
from trilogue.flows import own_place
from trilogue.flows.nominate import OfferExpired
from trilogue.flows.register_self import ConsentMissing
from trilogue.foundation.access import requires, signed_in
from trilogue.web.participant.own import actor_of, own_account


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)


@requires(signed_in)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """What is not one's own leads back, as if it did not exist."""
    one = _own(request, pk)
    if one is None:
        return redirect("me")
    try:
        own_place.confirm(one, by=actor_of(request), now=timezone.now())
    except ConsentMissing:
        messages.warning(
            request,
            _(
                "Not confirmed yet. First agree to the collection and use of your data and to the transfer "
                "abroad; then confirm the place on your page."
            ),
        )
        return redirect("me_consents")
    except (OfferExpired, UnlawfulMove) as error:
        messages.error(request, _refusal(error))
    else:
        messages.success(request, _("Confirmed. The place is taken."))
    return redirect("me")


@requires(signed_in)
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    one = _own(request, pk)
    if one is None or not own_place.may_withdraw(one):
        return redirect("me")
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "participant/withdraw.html", {"form": form, "one": one})
    try:
        own_place.withdraw(one, by=actor_of(request), now=timezone.now(), reason=form.cleaned_data["reason"])
    except UnlawfulMove as error:
        messages.error(request, _refusal(error))
    else:
        messages.success(request, _("You have withdrawn from the workshop."))
    return redirect("me")


def _own(request: HttpRequest, pk: int) -> Participation | None:
    person = own_account(request).person
    records = [each.pk for each in records_of(person)] if person else []
    found = Participation.objects.filter(person__in=records, pk=pk)
    return found.select_related("delegation", "edition__series", "person").first()


def _refusal(error: Exception) -> str:
    return str(EXPIRED if isinstance(error, OfferExpired) else CHANGED)
