"""The documents of an edition: slides, a programme, a report, and who may fetch them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from trilogue.domain.editions import actions
from trilogue.domain.editions.access import runs, translates
from trilogue.domain.editions.choices import FileAudience
from trilogue.domain.editions.models import Edition, EditionFile
from trilogue.foundation.access import requires
from trilogue.foundation.text.value import ENDONYMS, Text
from trilogue.web.desk.frame import actor_of, page, tell_saved
from trilogue.web.desk.place import Spot, address, held, load_edition, load_part, there
from trilogue.web.desk.removing import remove_as_seen
from trilogue.web.desk.row_forms import RowForm
from trilogue.web.desk.seen import digest
from trilogue.web.desk.uploads import PAPER_HINT, PAPER_LABEL, PaperField, words

form_methods = require_http_methods(["GET", "POST"])


class FileForm(RowForm):
    """What is said of a document; a new one comes with the document itself, which is never exchanged for another."""

    watched = ("title", "credit", "language", "audience")

    def __init__(self, row: EditionFile | None, data: Any = None, files: Any = None) -> None:
        super().__init__(row, data, files)
        if row is None:
            self.fields["file"] = PaperField(
                label=PAPER_LABEL, help_text=PAPER_HINT, error_messages={"required": _("Choose a file.")}
            )
        self.fields |= {
            "title": words(gettext_lazy("Title"), row.title if row else Text(), get_language()),
            "credit": words(gettext_lazy("Credit"), row.credit if row else Text(), get_language()),
            "language": forms.ChoiceField(
                label=gettext_lazy("Language of the document"),
                choices=list(ENDONYMS.items()),
                initial=get_language(),
            ),
            "audience": forms.ChoiceField(
                label=gettext_lazy("Who may fetch it"),
                choices=FileAudience.choices,
                widget=forms.RadioSelect,
                initial=FileAudience.DESK,
                help_text=gettext_lazy(
                    "Everybody: once the edition is published with it. Participants: at once, on their own page."
                ),
            ),
        }


def load(slug: str, number: int, pk: int) -> Spot:
    return load_part(EditionFile, slug, number, pk)


@requires(translates, load_edition)
@require_GET
def overview(request: HttpRequest, edition: Edition) -> HttpResponse:
    return page(request, edition, "desk/files.html", {"files": list(edition.files.all())}, here="files")


@requires(runs, load_edition)
@form_methods
def add(request: HttpRequest, edition: Edition) -> HttpResponse:
    if request.method == "GET":
        return _form_page(request, edition, FileForm(None))
    form = FileForm(None, request.POST, request.FILES)
    if not form.is_valid():
        return _form_page(request, edition, form)
    actions.add_file(by=actor_of(request), edition=edition, paper=form.cleaned_data["file"], **form.values())
    messages.success(request, _("Added. It is not published yet."))
    return redirect(address("files", edition))


@requires(there(runs), load)
@form_methods
def edit(request: HttpRequest, spot: Spot) -> HttpResponse:
    if request.method == "GET":
        return _form_page(request, spot.place, FileForm(spot.row))
    return _change(request, spot)


@transaction.atomic
def _change(request: HttpRequest, spot: Spot) -> HttpResponse:
    """Against the row as it is now, under its lock, as every form of the record."""
    locked = held(spot.row)
    form = FileForm(locked, request.POST)
    since = form.catch_up()
    if since or not form.is_valid():
        return _form_page(request, spot.place, form, unseen=since)
    tell_saved(request, changed=actions.change(locked, by=actor_of(request), **form.values()))
    return redirect(address("files", spot.place))


@requires(there(runs), load)
@form_methods
def remove(request: HttpRequest, spot: Spot) -> HttpResponse:
    since = (
        remove_as_seen(request, spot.row, FileForm.watched, actions.remove_file)
        if request.method == "POST"
        else None
    )
    if request.method == "POST" and since is None:
        messages.success(request, _("Removed. Readers see it until you publish."))
        return redirect(address("files", spot.place))
    context = {"one": spot.row, "loaded": digest(spot.row, FileForm.watched), "unseen": since}
    return page(request, spot.place, "desk/file_remove.html", context, here="files")


def _form_page(request: HttpRequest, edition: Any, form: FileForm, **more: Any) -> HttpResponse:
    titles = {True: pgettext_lazy("file", "Change a file"), False: pgettext_lazy("file", "Add a file")}
    context = {"form": form, "one": form.row, "title": titles[form.row is not None], **more}
    return page(request, edition, "desk/file.html", context, here="files")
