"""An exchange of opinions that was held elsewhere comes in from a zip file of tables: all of it or nothing."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trilogue.documents.polis_problems import remark, sentence
from trilogue.domain.editions.access import runs
from trilogue.flows.import_exchange import import_exchange
from trilogue.foundation.access import requires
from trilogue.foundation.formats.polis_reader import PolisError, read_zip
from trilogue.foundation.text.value import ENDONYMS
from trilogue.web.desk import place
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.place import Place, address

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MOST_BYTES = 10 * 1024 * 1024


class ImportForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Zip file"),
        help_text=gettext_lazy(
            "The tables comments.csv and votes.csv, and if there are any summary.csv, participants-votes.csv and the "
            "others; at most 10 MB. Fewer than five voters are not taken over."
        ),
        widget=forms.FileInput(attrs={"accept": ".zip"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the measures"),
        choices=tuple(ENDONYMS.items()),
        help_text=gettext_lazy("For those whose language the tables do not say."),
    )
    topic = forms.CharField(
        label=gettext_lazy("Topic"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Only where summary.csv does not name it."),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB."))
        return file


@requires(runs, place.load)
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, where: Place) -> HttpResponse:
    if request.method == "GET":
        return _page(request, where, ImportForm(initial={"language": get_language()}))
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, where, form)
    file, language, topic = (form.cleaned_data[name] for name in ("file", "language", "topic"))
    try:
        folder = read_zip(file.read(), file.name or "")
        made = import_exchange(
            where, folder, by=actor_of(request), language=language, topic=topic, now=timezone.now()
        )
    except PolisError as error:
        form.add_error("file", sentence(error))
        return _page(request, where, form)
    for note in folder.notes:
        messages.warning(request, remark(note))
    messages.success(request, _("Taken over. Readers see it once you publish it."))
    return redirect(address("opinion_publish", where, made.number))


def _page(request: HttpRequest, where: Place, form: ImportForm) -> HttpResponse:
    context: dict[str, Any] = {"form": form}
    return page(request, where, "desk/opinion_import.html", context, here="opinions")
