"""A list of participants comes in: upload, preview with its questions, then all of it or nothing."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trilogue.documents.problems import FIELDS, answer, sentence, typed
from trilogue.domain.delegations.actions import discard_batch, keep_uploads, remember_columns
from trilogue.domain.delegations.models import RosterUpload
from trilogue.domain.delegations.planning import Problem, Question, RosterFaulty, Unanswered, is_allowed
from trilogue.domain.editions.access import runs
from trilogue.domain.editions.models import Edition
from trilogue.domain.places.models import Country
from trilogue.flows.import_roster import RAISE_QUOTA, Preview, QuotaChange, preview, store
from trilogue.flows.sample import sample_table
from trilogue.foundation.access import requires
from trilogue.foundation.formats import csv, xlsx
from trilogue.web.desk import fields
from trilogue.web.desk.downloads import attachment
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.overview import country_rank
from trilogue.web.desk.place import Spot, address, load_edition, there

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MOST_BYTES = 10 * 1024 * 1024
MOST_FILES = 60
COLUMN_WORDS = {"": gettext_lazy("not used"), **FIELDS}
SHOWN = 200
"""Problems of one level that a page lists; the rest is counted."""
SAMPLES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several, each of the size a request may have."""

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        files = [super(FilesField, self).clean(each, initial) for each in data or [None]]
        if any((file.size or 0) > MOST_BYTES for file in files):
            raise forms.ValidationError(_("The file is larger than 10 MB. Remove pictures or split it."))
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("Choose at most %(most)s files at once.") % {"most": MOST_FILES})
        return files


class UploadForm(forms.Form):
    file = FilesField(
        label=gettext_lazy("Lists"),
        help_text=gettext_lazy(
            "XLSX or CSV files of together at most 10 MB with one person a row, several at once. "
            "Nothing is stored before you confirm."
        ),
        widget=FilesInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt", "multiple": True}),
    )
    entered = forms.ChoiceField(
        label=gettext_lazy("Enter the people as"),
        choices=(
            ("participants", gettext_lazy("participants who are confirmed already")),
            ("nominations", gettext_lazy("nominations to be judged")),
        ),
        initial="participants",
        required=False,
        widget=forms.RadioSelect,
    )
    sender = forms.CharField(
        label=gettext_lazy("Who sent them"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("What you decide about columns is remembered for this sender."),
    )


class AnswersForm(forms.Form):
    """One choice a question, or a value typed instead; raising a quota takes the day of the decision and its reason."""

    def __init__(self, questions: tuple[Question, ...], data: Any = None) -> None:
        super().__init__(data)
        self.questions = questions
        for number, question in enumerate(questions):
            self.fields[f"answer_{number}"] = forms.ChoiceField(
                label=sentence(question),
                choices=[(code, answer(code)) for code in question.answers],
                widget=forms.RadioSelect,
                required=not question.accepts,
                error_messages={"required": _("Choose an answer.")},
            )
            if question.accepts:
                self.fields[f"typed_{number}"] = forms.CharField(
                    label=_("Or write it"),
                    max_length=200,
                    required=False,
                    help_text=typed(question.accepts),
                )
            if RAISE_QUOTA in question.answers:
                self.fields[f"day_{number}"] = fields.day(
                    label=_("Decided on"),
                    required=False,
                    initial=timezone.localdate,
                    help_text=_("Only when the quota is raised."),
                )
                self.fields[f"reason_{number}"] = forms.CharField(
                    label=_("Reason for more places"),
                    max_length=300,
                    required=False,
                    help_text=_("For example the letter or call it rests on."),
                )

    def clean(self) -> dict[str, Any]:
        values = {**(super().clean() or {})}
        for number, question in enumerate(self.questions):
            self._check_typed(number, question, values)
        for number, _question in self._raised(values):
            for name in (f"day_{number}", f"reason_{number}"):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, _("Raising a quota needs this."))
        return values

    def _check_typed(self, number: int, question: Question, values: dict[str, Any]) -> None:
        if not question.accepts:
            return
        written = values.get(f"typed_{number}")
        if written and not is_allowed(question, written):
            self.add_error(
                f"typed_{number}", _("This cannot be read. %(form)s") % {"form": typed(question.accepts)}
            )
        elif not written and not values.get(f"answer_{number}") and f"answer_{number}" not in self.errors:
            self.add_error(f"answer_{number}", _("Choose an answer, or write the value."))

    def answers(self) -> dict[str, str]:
        return {
            each.key: self.cleaned_data.get(f"typed_{number}") or self.cleaned_data[f"answer_{number}"]
            for number, each in enumerate(self.questions)
        }

    def quota_changes(self) -> dict[str, QuotaChange]:
        return {
            str(question.values["country"]): QuotaChange(*self._decision(number))
            for number, question in self._raised(self.cleaned_data)
        }

    def _decision(self, number: int) -> tuple[date, str]:
        return self.cleaned_data[f"day_{number}"], self.cleaned_data[f"reason_{number}"]

    def _raised(self, values: dict[str, Any]) -> list[tuple[int, Question]]:
        return [
            (number, question)
            for number, question in enumerate(self.questions)
            if values.get(f"answer_{number}") == RAISE_QUOTA
        ]


def load_upload(slug: str, number: int, pk: int) -> Spot:
    edition = load_edition(slug, number)
    uploads = RosterUpload.objects.select_related("edition__series")
    return Spot(edition, row=get_object_or_404(uploads, edition=edition, pk=pk))


@requires(runs, load_edition)
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        kept = keep_uploads(
            [(file.name or "", file.read()) for file in form.cleaned_data["file"]],
            by=actor_of(request),
            edition=edition,
            now=timezone.now(),
            sender=form.cleaned_data["sender"] or form.cleaned_data["file"][0].name,
            nominations=form.cleaned_data["entered"] == "nominations",
        )
        return redirect(address("roster_preview", edition, kept.pk))
    waiting = edition.uploads.filter(uploaded_by=actor_of(request).account).defer("data").first()
    context = {
        "form": form,
        "waiting": waiting,
        "waiting_url": address("roster_preview", edition, waiting.pk) if waiting else "",
        "samples": tuple(SAMPLES) if edition.series.demonstration else (),
    }
    return page(request, edition, "desk/roster.html", context, here="people")


@requires(there(runs), load_upload)
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, spot: Spot) -> HttpResponse:
    if "columns" in request.POST:
        return _remember(request, spot)
    seen = preview(spot.row)
    form = AnswersForm(seen.roster.asked, request.POST if request.method == "POST" else None)
    if not seen.roster.blocking and form.is_valid() and (stored := _store(request, spot, form)):
        return stored
    return page(request, spot.place, "desk/roster_preview.html", _shown(spot, seen, form), here="people")


def _remember(request: HttpRequest, spot: Spot) -> HttpResponse:
    """What the sender's own headings mean, as the desk has just said."""
    chosen = zip(request.POST.getlist("header"), request.POST.getlist("field"), strict=False)
    fields = {header: field for header, field in chosen if header and field in COLUMN_WORDS}
    remember_columns(spot.row, fields, by=actor_of(request))
    return redirect(address("roster_preview", spot.place, spot.row.pk))


def _store(request: HttpRequest, spot: Spot, form: AnswersForm) -> HttpResponse | None:
    """None when the edition changed since the questions were asked, so that they have to be asked anew."""
    try:
        count = store(
            spot.row,
            answers=form.answers(),
            quota_changes=form.quota_changes(),
            by=actor_of(request),
            now=timezone.now(),
        )
    except (Unanswered, RosterFaulty):
        form.add_error(None, _("The list or the edition has changed meanwhile. Read the questions again."))
        return None
    said = ngettext("%(count)s person was stored.", "%(count)s people were stored.", count)
    messages.success(request, said % {"count": count})
    return redirect(address("nominations" if spot.row.nominations else "people", spot.place))


@requires(there(runs), load_upload)
@require_POST
def discard(request: HttpRequest, spot: Spot) -> HttpResponse:
    discard_batch(spot.row, by=actor_of(request))
    messages.success(request, _("Discarded. Nothing was stored."))
    return redirect(address("roster", spot.place))


def load_sample(slug: str, number: int, form: str) -> Spot:
    edition = load_edition(slug, number)
    if form not in SAMPLES or not edition.series.demonstration:
        raise Http404
    return Spot(edition, form)


@requires(there(runs), load_sample)
@require_GET
def sample(request: HttpRequest, spot: Spot) -> HttpResponse:  # noqa: ARG001
    table, form = sample_table(), spot.kind
    data = xlsx.write([table]) if form == "xlsx" else csv.write(table)
    return attachment(f"sample-participants.{form}", SAMPLES[form], data)


def _shown(spot: Spot, seen: Preview, form: AnswersForm) -> dict[str, Any]:
    return {
        "upload": spot.row,
        "files": RosterUpload.objects.filter(batch=spot.row.batch).values_list("name", flat=True),
        "columns": COLUMN_WORDS,
        "seen": seen,
        "newcomers": _newcomers(spot.row, seen),
        "form": form,
        "asked": [_asked(form, number) for number in range(len(form.questions))],
        "errors": _sentences(seen.roster.errors) if seen.roster.blocking else [],
        "warnings": _sentences(seen.roster.warnings),
        "notes": _sentences(seen.roster.notes),
        "apart": (*seen.roster.held, *seen.roster.foreign),
        "more_errors": max(len(seen.roster.errors) - SHOWN, 0),
        "more_warnings": max(len(seen.roster.warnings) - SHOWN, 0),
        "discard_url": address("roster_discard", spot.place, spot.row.pk),
    }


def _newcomers(upload: RosterUpload, seen: Preview) -> list[tuple[Country, int]]:
    counts = seen.by_country()
    countries = Country.objects.in_bulk(counts.keys())
    return [(countries[code], counts[code]) for code in sorted(countries, key=country_rank(upload.edition))]


def _asked(form: AnswersForm, number: int) -> list[Any]:
    names = (f"answer_{number}", f"typed_{number}", f"day_{number}", f"reason_{number}")
    return [form[name] for name in names if name in form.fields]


def _sentences(problems: tuple[Problem, ...]) -> list[str]:
    return [sentence(problem) for problem in problems[:SHOWN]]
