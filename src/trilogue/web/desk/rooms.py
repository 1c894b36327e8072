"""The room of somebody who holds a place, as it stands on the hotel's list."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trilogue.domain.delegations import actions
from trilogue.domain.editions.access import runs
from trilogue.foundation.access import requires
from trilogue.web.desk import moves
from trilogue.web.desk.frame import actor_of
from trilogue.web.desk.place import Spot, address, there

LONGEST = 40


class RoomForm(forms.Form):
    room = forms.CharField(max_length=LONGEST, required=False)


@requires(there(runs), moves.load_nomination)
@require_POST
def enter(request: HttpRequest, spot: Spot) -> HttpResponse:
    """An empty field takes the room back."""
    form = RoomForm(request.POST)
    if form.is_valid():
        _assign(request, spot, form.cleaned_data["room"])
    else:
        messages.error(request, " ".join(str(each) for each in form.errors["room"]))
    return redirect(address("nomination", spot.place, spot.row.pk))


def _assign(request: HttpRequest, spot: Spot, room: str) -> None:
    try:
        actions.assign_room(spot.row, by=actor_of(request), room=room)
    except actions.UnlawfulMove as refusal:
        messages.error(request, moves.refused(refusal))
    else:
        messages.success(request, _("Saved."))
