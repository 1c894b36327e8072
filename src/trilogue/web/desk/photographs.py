"""The album of an edition: photographs with their credit, what can be seen on them, and the consent of those shown."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trilogue.domain.editions import actions
from trilogue.domain.editions.access import runs, translates
from trilogue.domain.editions.choices import PhotoConsent
from trilogue.domain.editions.models import Edition, Photograph
from trilogue.foundation.access import requires
from trilogue.foundation.text.value import Text
from trilogue.web.desk.fields import ALT, ALT_HINT
from trilogue.web.desk.frame import actor_of, page, tell_saved
from trilogue.web.desk.place import Spot, address, held, load_edition, load_part, there
from trilogue.web.desk.removing import remove_as_seen
from trilogue.web.desk.row_forms import RowForm
from trilogue.web.desk.seen import digest
from trilogue.web.desk.uploads import (
    PICTURE_HINT,
    PICTURE_LABEL,
    PictureField,
    PictureForm,
    taken_in_before,
    words,
)

form_methods = require_http_methods(["GET", "POST"])


class PhotographForm(RowForm, PictureForm):
    """A photograph that has a file needs no other."""

    watched = (
        "caption",
        "credit",
        "alt",
        "consent",
        "consent_note",
        "group",
        "focus_x",
        "focus_y",
        "picture",
    )
    file = PictureField(label=PICTURE_LABEL, help_text=PICTURE_HINT, required=False)

    def __init__(self, row: Photograph | None, data: Any = None, files: Any = None) -> None:
        super().__init__(row, data, files)
        language = get_language()
        self.fields |= {
            "caption": words(gettext_lazy("Caption"), row.caption if row else Text(), language, rows=3),
            "credit": words(
                gettext_lazy("Credit"),
                row.credit if row else Text(),
                language,
                hint=gettext_lazy(
                    "Whose photograph it is, exactly as they want to be named. Readers see “Source:” before it."
                ),
            ),
            "alt": words(ALT, row.alt if row else Text(), language, hint=ALT_HINT, every=True),
            "consent": forms.ChoiceField(
                label=gettext_lazy("Consent of those shown"),
                choices=PhotoConsent.choices,
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Say how those shown agreed. Without it a photograph cannot be kept.")
                },
            ),
            "consent_note": forms.CharField(
                label=gettext_lazy("Note on the consent"),
                max_length=300,
                required=False,
                help_text=gettext_lazy("For the desk alone: where the consents are, or who said so."),
            ),
            "group": forms.BooleanField(
                label=gettext_lazy("This is the group photograph, shown at the head of the edition"),
                required=False,
            ),
            "focus_x": _percent(gettext_lazy("Most important point, from the left (%)")),
            "focus_y": _percent(gettext_lazy("Most important point, from the top (%)")),
        }

    def needs_picture(self) -> bool:
        return self.row is None or not self.row.picture


def _percent(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=100, initial=50)


def load(slug: str, number: int, pk: int) -> Spot:
    return load_part(Photograph, slug, number, pk)


@requires(translates, load_edition)
@require_GET
def overview(request: HttpRequest, edition: Edition) -> HttpResponse:
    return page(
        request,
        edition,
        "desk/photographs.html",
        {"album": list(edition.photographs.all())},
        here="photographs",
    )


@requires(runs, load_edition)
@form_methods
def add(request: HttpRequest, edition: Edition) -> HttpResponse:
    if request.method == "GET":
        return _form_page(request, edition, PhotographForm(None))
    form = PhotographForm(None, request.POST, request.FILES)
    if not form.is_valid():
        return _form_page(request, edition, form)
    actions.add_photograph(
        by=actor_of(request), edition=edition, picture=form.cleaned_data["file"], **form.values()
    )
    messages.success(request, _("Added. It is not published yet."))
    return redirect(address("photographs", edition))


@requires(there(runs), load)
@form_methods
def edit(request: HttpRequest, spot: Spot) -> HttpResponse:
    if request.method == "GET":
        return _form_page(request, spot.place, PhotographForm(spot.row))
    return _change(request, spot, taken_in_before(request.FILES))


@transaction.atomic
def _change(request: HttpRequest, spot: Spot, files: dict[str, Any]) -> HttpResponse:
    """Against the row as it is now, under its lock, as every form of the record."""
    locked = held(spot.row)
    form = PhotographForm(locked, request.POST, files)
    since = form.catch_up()
    if not form.is_valid() or since:
        return _form_page(request, spot.place, form, unseen=since)
    values, by = form.values(), actor_of(request)
    chosen = values["group"] and not locked.group
    if chosen:
        actions.choose_group(locked, by=by)
    changed = actions.change_photograph(locked, by=by, picture=form.picture, **values)
    tell_saved(request, changed=bool(chosen or changed))
    return redirect(address("photographs", spot.place))


@requires(there(runs), load)
@require_POST
def move(request: HttpRequest, spot: Spot) -> HttpResponse:
    """One place earlier or later; the other direction takes it back."""
    if actions.move_photograph(spot.row, by=actor_of(request), earlier=request.POST.get("to") != "later"):
        messages.success(request, _("Moved. It is not published yet."))
    return redirect(address("photographs", spot.place))


@requires(there(runs), load)
@form_methods
def remove(request: HttpRequest, spot: Spot) -> HttpResponse:
    since = (
        remove_as_seen(request, spot.row, PhotographForm.watched, actions.remove_photograph)
        if request.method == "POST"
        else None
    )
    if request.method == "POST" and since is None:
        messages.success(request, _("Removed. Readers see it until you publish."))
        return redirect(address("photographs", spot.place))
    context = {"one": spot.row, "loaded": digest(spot.row, PhotographForm.watched), "unseen": since}
    return page(request, spot.place, "desk/photograph_remove.html", context, here="photographs")


def _form_page(request: HttpRequest, edition: Any, form: PhotographForm, **more: Any) -> HttpResponse:
    titles = {
        True: pgettext_lazy("photograph", "Change a photograph"),
        False: pgettext_lazy("photograph", "Add a photograph"),
    }
    context = {"form": form, "one": form.picture or form.row, "title": titles[form.row is not None], **more}
    return page(request, edition, "desk/photograph.html", context, here="photographs")
