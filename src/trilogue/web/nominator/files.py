"""The letter and the workbook of the call, and the workbook coming back."""

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trilogue.documents.document import Document
from trilogue.documents.letter import FORMS, LetterRefused
from trilogue.documents.problems import answer, sentence, typed
from trilogue.domain.delegations.actions import discard_upload, keep_returned
from trilogue.domain.delegations.planning import Problem, Question, RosterFaulty, Unanswered, is_allowed
from trilogue.flows.letter import NoExactDate, letter
from trilogue.flows.return_workbook import REFUSED, Returned, read, store
from trilogue.flows.workbook import workbook
from trilogue.web.nominator import words
from trilogue.web.nominator.fields import words as government_words
from trilogue.web.nominator.office import page, sent
from trilogue.web.nominator.visit import Visit

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MOST_BYTES = 10 * 1024 * 1024
SHOWN = 200


class ReturnForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("The workbook"),
        help_text=gettext_lazy(
            "An XLSX or CSV file of at most 10 MB with one person a row. Nothing is stored before you confirm."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB. Remove pictures or split it."))
        return file


class AnswersForm(forms.Form):
    """One choice a question, or a value typed instead where the question takes one."""

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

    def clean(self) -> dict[str, Any]:
        values = {**(super().clean() or {})}
        for number, question in enumerate(self.questions):
            self._check_typed(number, question, values)
        return values

    def _check_typed(self, number: int, question: Question, values: dict[str, Any]) -> None:
        written = values.get(f"typed_{number}")
        if not question.accepts:
            return
        if written and not is_allowed(question, written):
            said = _("This cannot be read. %(form)s") % {"form": typed(question.accepts)}
            self.add_error(f"typed_{number}", said)
        elif not written and not values.get(f"answer_{number}") and f"answer_{number}" not in self.errors:
            self.add_error(f"answer_{number}", _("Choose an answer, or write the value."))

    def answers(self) -> dict[str, str]:
        return {
            each.key: self.cleaned_data.get(f"typed_{number}") or self.cleaned_data[f"answer_{number}"]
            for number, each in enumerate(self.questions)
        }


@require_GET
def download_letter(request: HttpRequest, visit: Visit) -> HttpResponse:
    """In the language of the page, addressed to this government."""
    office, form = visit.office, visit.rest["form"]
    if form not in FORMS:
        raise Http404
    invitation = office.invitation
    try:
        made = letter(
            office.call,
            get_language() or "en",
            form,
            link=request.build_absolute_uri(reverse("home")),
            government=office.government,
            places=invitation.places if invitation else None,
        )
    except (LetterRefused, NoExactDate):
        messages.error(request, _("The host has not finished the letter yet. Ask the host for it."))
        return redirect(visit.address())
    return attachment(made)


@require_GET
def download_workbook(request: HttpRequest, visit: Visit) -> HttpResponse:  # noqa: ARG001
    """Empty, in the language of the page."""
    office = visit.office
    reference = str(office.invitation.pk) if office.invitation else ""
    return attachment(workbook(office.call, office.government, get_language() or "en", reference=reference))


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, visit: Visit) -> HttpResponse:
    form = ReturnForm(request.POST, request.FILES) if request.method == "POST" else ReturnForm()
    office = visit.office
    if form.is_valid():
        file: UploadedFile[bytes] = form.cleaned_data["file"]
        kept = keep_returned(
            by=office.by,
            edition=office.call.edition,
            government=office.government,
            sender=government_words(office.government),
            name=file.name or "",
            data=file.read(),
            now=timezone.now(),
        )
        return redirect(visit.address("check", kept.pk))
    return page(request, visit, "nominator/return.html", {"form": form})


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, visit: Visit) -> HttpResponse:
    kept = visit.upload()
    seen = read(kept, visit.office)
    form = AnswersForm(seen.roster.asked, sent(request, visit))
    if not seen.roster.blocking and form.is_valid() and (stored := _stored(request, visit, kept, form)):
        return stored
    return page(request, visit, "nominator/check.html", _shown(visit, kept, seen, form))


@require_POST
def discard(request: HttpRequest, visit: Visit) -> HttpResponse:
    discard_upload(visit.upload(), by=visit.office.by)
    messages.success(request, _("Discarded. Nothing was stored."))
    return redirect(visit.address("return"))


def attachment(made: Document) -> HttpResponse:
    disposition = f"attachment; filename*=UTF-8''{quote(made.name)}"
    return HttpResponse(made.data, content_type=made.media_type, headers={"Content-Disposition": disposition})


def _stored(request: HttpRequest, visit: Visit, kept: Any, form: AnswersForm) -> HttpResponse | None:
    try:
        count = store(kept, visit.office, answers=form.answers(), now=timezone.now())
    except (Unanswered, RosterFaulty):
        form.add_error(None, _("The list or the edition has changed meanwhile. Read the questions again."))
        return None
    except REFUSED as error:
        form.add_error(None, words.refusal(error))
        return None
    said = ngettext("%(count)s draft was made.", "%(count)s drafts were made.", count)
    messages.success(request, said % {"count": count})
    return redirect(visit.address())


def _shown(visit: Visit, kept: Any, seen: Returned, form: AnswersForm) -> dict[str, Any]:
    roster = seen.roster
    errors, warnings = (roster.errors if roster.blocking else ()), roster.warnings
    return {
        "upload": kept,
        "form": form,
        "people": [(person, person.label in seen.present) for person in roster.people],
        "newcomers": seen.newcomers,
        "errors": _sentences(errors),
        "warnings": _sentences(warnings),
        "error_count": len(errors),
        "warning_count": len(warnings),
        "ignored": seen.roster.ignored_columns,
        "discard_url": visit.address("discard", kept.pk),
        "again_url": visit.address("return"),
    }


def _sentences(problems: tuple[Problem, ...]) -> list[str]:
    return [sentence(problem) for problem in problems[:SHOWN]]
