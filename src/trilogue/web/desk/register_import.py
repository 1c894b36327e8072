"""A register of links comes in: the file, the meaning of its columns, what each row says, then all of it or nothing.

Nothing is kept between the pages but what the form itself carries.
"""

import csv
import io
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from trilogue.documents.problems import sentence
from trilogue.domain.delegations.planning import Level, Problem
from trilogue.domain.places import planning
from trilogue.domain.places.models import Country
from trilogue.domain.places.queries import government_by_label
from trilogue.flows.import_links import MOST_ROWS, Register, look, sheet_of, store
from trilogue.foundation.access import requires
from trilogue.foundation.formats.table import FileRefused
from trilogue.web.desk.frame import actor_of
from trilogue.web.desk.place import runs_anywhere

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LANGUAGES = (("ko", "한국어"), ("ja", "日本語"), ("zh-Hans", "简体中文"), ("en", "English"))
MEANINGS = {
    "own": gettext_lazy("government whose register this is"),
    "country": gettext_lazy("country of the partner"),
    "partner": gettext_lazy("partner government"),
    "grade": gettext_lazy("kind of link"),
    "date": gettext_lazy("date of the link"),
    "url": gettext_lazy("address of the source"),
}
FINDINGS = {
    "COUNTRY_ELSEWHERE": gettext_lazy("country outside the registry; left out"),
    "GOVERNMENT_MISSING": gettext_lazy("no government is named; left out"),
    "GOVERNMENT_UNKNOWN": gettext_lazy(
        "the registry has no government of this name: give its code, or leave it out"
    ),
    "GOVERNMENT_SEVERAL": gettext_lazy("several governments have this name: give the code of the right one"),
    "SAME_GOVERNMENT": gettext_lazy("a government cannot be linked with itself; left out"),
    "DATE_INVALID": gettext_lazy("this is no date; left out"),
    "GRADE_MISSING": gettext_lazy(
        "the kind of link is missing; name it for the whole register, or leave it out"
    ),
}
ASKED = ("GOVERNMENT_UNKNOWN", "GOVERNMENT_SEVERAL")


class RegisterForm(forms.Form):
    """What the register is. The rows come from a file first, and from the form itself afterwards."""

    register = forms.CharField(
        label=gettext_lazy("Name of the register"),
        max_length=120,
        help_text=gettext_lazy("As it calls itself, for example GAOK or the city that publishes it."),
    )
    tag = forms.ChoiceField(label=gettext_lazy("Language of the register"), choices=LANGUAGES)
    country = forms.ModelChoiceField(
        Country.objects.all(), label=gettext_lazy("Country of the register"), empty_label=None
    )
    url = forms.URLField(
        label=gettext_lazy("Address of the source"), required=False, max_length=500, assume_scheme="https"
    )
    own = forms.CharField(
        label=gettext_lazy("Government whose links it lists"),
        required=False,
        max_length=40,
        help_text=gettext_lazy(
            "Country and official code, for example KR KR-28. Empty when a column says it."
        ),
    )
    grade = forms.CharField(
        label=gettext_lazy("Kind of link where no column says it"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("In the register's own word."),
    )
    file = forms.FileField(
        label=gettext_lazy("File of the register"),
        required=False,
        help_text=gettext_lazy("An XLSX or CSV file with one link a row, at most 5,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
    )
    rows = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def clean_own(self) -> Any:
        label = self.cleaned_data["own"].replace("\0", "")
        government = government_by_label(label) if label else None
        if label and government is None:
            raise forms.ValidationError(_("The registry has no government with this code."))
        return government

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        file: UploadedFile[bytes] | None = values.get("file")
        try:
            values["sheet"] = _from_file(file) if file else _from_text(values.get("rows", ""))
        except FileRefused as refused:
            problem = Problem(
                refused.code, Level.ERROR, str(refused.values.get("file", "")), values=refused.values
            )
            self.add_error("file", sentence(problem))
        if values.get("sheet") == []:
            self.add_error("file", _("Choose a file."))
        if len(values.get("sheet", [])) > MOST_ROWS:
            self.add_error("file", _("The file has more than 5,000 rows. Split it."))
        return values

    def described(self) -> Register:
        values = self.cleaned_data
        country = values["country"].pk
        return Register(
            values["register"], values["tag"], country, values["url"], values["own"], values["grade"]
        )


def _from_file(file: "UploadedFile[bytes]") -> list[list[str]]:
    return [list(row) for row in sheet_of(file.name or "", file.read()).rows]


def _from_text(text: str) -> list[list[str]]:
    return [row for row in csv.reader(io.StringIO(text)) if row]


def _as_text(rows: list[list[str]]) -> str:
    said = io.StringIO()
    csv.writer(said).writerows(rows)
    return said.getvalue()


@requires(runs_anywhere)
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return _first_page(request, RegisterForm())
    form = RegisterForm(request.POST, request.FILES)
    if not form.is_valid():
        return _first_page(request, form)
    rows = planning.register_of(form.cleaned_data["sheet"])
    columns = _columns(request, rows)
    reading = look(rows, columns, form.described(), _chosen(request))
    if "store" in request.POST and reading.entries:
        counts = store(reading, form.described(), by=actor_of(request))
        said = _(
            "Stored: %(links)s new links, %(assertions)s new statements, %(changed)s changed, %(known)s known before."
        )
        messages.success(request, said % vars(counts))
        return redirect("registry")
    return _preview(request, form, rows, columns, reading)


def _first_page(request: HttpRequest, form: RegisterForm) -> HttpResponse:
    return render(request, "desk/register.html", {"form": form, "here": "registry"})


def _columns(request: HttpRequest, rows: planning.Register) -> dict[int, str]:
    """As chosen in the preview; before that, as far as the headings tell."""
    if "column_0" not in request.POST:
        return planning.guess(rows.header)
    chosen = {number: request.POST.get(f"column_{number}", "") for number in range(len(rows.header))}
    return {number: field for number, field in chosen.items() if field in planning.FIELDS}


def _chosen(request: HttpRequest) -> dict[str, str]:
    """Codes given for names that the registry cannot tell."""
    names, codes = request.POST.getlist("name"), request.POST.getlist("code")
    return {name: code for name, code in zip(names, codes, strict=False) if code.strip()}


def _preview(
    request: HttpRequest,
    form: RegisterForm,
    rows: planning.Register,
    columns: dict[int, str],
    reading: planning.Reading,
) -> HttpResponse:
    asked = {each.raw: each for each in reading.findings if each.code in ASKED}
    context = {
        "form": form,
        "rows": _as_text(form.cleaned_data["sheet"]),
        "columns": [(number, heading, columns.get(number, "")) for number, heading in enumerate(rows.header)],
        "meanings": MEANINGS,
        "entries": reading.entries,
        "asked": list(asked.values()),
        "chosen": _chosen(request),
        "findings": [(each, FINDINGS[each.code]) for each in reading.findings],
        "here": "registry",
    }
    return render(request, "desk/register_preview.html", context)
