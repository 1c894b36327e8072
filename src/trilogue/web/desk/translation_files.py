"""Translations leave for another program and come back: shown first, stored when somebody has seen what would change.

Nothing is kept between the pages but what the form itself carries, signed.
"""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from trilogue.documents import glossary, translatable
from trilogue.documents.document import XLSX
from trilogue.documents.translatable import Unit
from trilogue.domain.editions.access import translates
from trilogue.domain.editions.models import Series
from trilogue.flows.exchange_translations import (
    ASKED,
    LEFT_OUT,
    STORED,
    Case,
    Finding,
    compare,
    export,
    store,
)
from trilogue.flows.translate import Refused, Stale
from trilogue.foundation.access import requires
from trilogue.foundation.formats import translation_sheet, xliff
from trilogue.foundation.formats.table import FileRefused
from trilogue.foundation.formats.translation import MOST_BYTES, Translations, TranslationsRefused
from trilogue.foundation.formats.translation import Unit as Said
from trilogue.foundation.text.difference import difference
from trilogue.foundation.text.value import ENDONYMS, LANGUAGES, TAGS
from trilogue.web.desk import place
from trilogue.web.desk.downloads import attachment
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.place import Place, Spot, address, edition_of, series_of, there
from trilogue.web.desk.translation_words import CASES, fault, headings, note, refusal
from trilogue.web.desk.translations import HERE, chosen, units_of

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

FORMS = {"xliff": ("xlf", "application/xliff+xml"), "xlsx": ("xlsx", XLSX)}
SALT = "trilogue.translations"
MOST_CARRIED = 1_500_000
"""Characters that the form carries from the preview to the confirmation; a request holds 2 MiB."""
MOST_ASKED = 500
"""Conflicts that one page shows; further ones stay as they stand."""


def load_export(slug: str, form: str, number: int | None = None) -> Spot:
    if form not in FORMS:
        raise Http404
    return Spot(place.load(slug, number), form)


@requires(there(translates), load_export)
@require_GET
def download(request: HttpRequest, spot: Spot) -> HttpResponse:
    """The texts first written in `source`, for translation into `language`: all of them, or those that stand so."""
    picked = chosen(request, spot.place)
    source = request.GET.get("source", "en")
    if source not in LANGUAGES or source == picked.language:
        messages.error(request, _("Choose two different languages."))
        return redirect(f"{address('translations', spot.place)}?{picked.query}")
    units = [each for each in units_of(spot.place, picked) if picked.fits(each)]
    notes = _notes(spot.place, units, source, picked.language)
    texts = export(units, name_of(spot.place), source, picked.language, notes)
    ending, media_type = FORMS[spot.kind]
    data = xliff.write(texts) if spot.kind == "xliff" else translation_sheet.write(texts, headings())
    name = f"{name_of(spot.place).replace('/', '-')}.{source}-{picked.language}.{ending}"
    return attachment(name, media_type, data)


def name_of(where: Place) -> str:
    edition = edition_of(where)
    return f"{series_of(where).slug}/{edition.number}" if edition else series_of(where).slug


def _notes(where: Place, units: Sequence[Unit], source: str, target: str) -> dict[str, str]:
    terms = list(series_of(where).terms.all())
    found = {
        each.key: glossary.hits(terms, each.source, "", (source, target))
        for each in units
        if each.text.source == source
    }
    return {key: note([(hit.found, hit.words) for hit in hits]) for key, hits in found.items()}


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File with translations"),
        help_text=gettext_lazy(
            "XLIFF 2.0 or a workbook (XLSX) that was exported here and filled in; at most 5 MB. Nothing is stored "
            "before you have seen what would change."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlf,.xliff,.xml,.xlsx"}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        file: UploadedFile[bytes] | None = values.get("file")
        if file is None:
            return values
        try:
            values["texts"] = _read(file.name or "", file.read(MOST_BYTES + 1))
        except (TranslationsRefused, FileRefused) as refused:
            self.add_error("file", fault(refused))
        return values


def _read(name: str, data: bytes) -> Translations:
    if len(data) > MOST_BYTES:
        raise TranslationsRefused("TOO_LARGE", most=MOST_BYTES // 1024 // 1024)
    return translation_sheet.read(name, data) if data.startswith(b"PK") else xliff.read(data)


@requires(translates, place.load)
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, where: Place) -> HttpResponse:
    if "carried" in request.POST:
        return _confirm(request, where)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if not form.is_valid():
        return _first_page(request, where, form)
    texts: Translations = form.cleaned_data["texts"]
    findings = _compared(where, texts)
    carried = _carried(texts, findings)
    if len(carried) > MOST_CARRIED:
        form.add_error("file", _("The file has more new text than one import takes. Import it in parts."))
        return _first_page(request, where, form)
    return _preview(request, where, texts, findings, carried)


def _first_page(request: HttpRequest, where: Place, form: FileForm) -> HttpResponse:
    context = {"form": form, "back": address("translations", where)}
    return page(request, where, "desk/translation_import.html", context, here=HERE)


def _compared(where: Place, texts: Translations) -> list[Finding]:
    """At the series a file may touch its editions as well."""
    here = translatable.units(where)
    if isinstance(where, Series):
        here += translatable.units_of_editions(where)
    return compare(texts, here, {each.key for each in translatable.all_units()})


def _carried(texts: Translations, findings: Sequence[Finding]) -> str:
    units = [asdict(each.said) for each in findings if each.case != Case.SAME]
    said = {"source": texts.source, "target": texts.target, "place": texts.place, "units": units}
    return signing.dumps(said, salt=SALT, compress=True)


def _from_form(carried: str) -> Translations | None:
    try:
        said = signing.loads(carried, salt=SALT)
    except signing.BadSignature:
        return None
    units = tuple(Said(**each) for each in said["units"])
    return Translations(said["source"], said["target"], said["place"], units)


def _confirm(request: HttpRequest, where: Place) -> HttpResponse:
    """Stored as it was shown, or shown again where something changed since."""
    texts = _from_form(request.POST["carried"])
    if texts is None:
        messages.error(request, _("The file has to be chosen once more."))
        return redirect(address("translation_import", where))
    findings = _compared(where, texts)
    ticked = request.POST.getlist("take")
    if request.POST.get("shown") != _shown(findings):
        return _preview(request, where, texts, findings, request.POST["carried"], ticked=ticked, again=True)
    try:
        count = store(findings, ticked, by=actor_of(request))
    except Stale:
        findings = _compared(where, texts)
        return _preview(request, where, texts, findings, request.POST["carried"], ticked=ticked, again=True)
    except Refused as refused:
        messages.error(request, refusal(refused))
        return redirect(address("translation_import", where))
    words = ngettext(
        "%(count)s entry has new translations. They are not published yet.",
        "%(count)s entries have new translations. They are not published yet.",
        count,
    )
    messages.success(request, words % {"count": count})
    return redirect(f"{address('translations', where)}?language={texts.target}")


def _shown(findings: Sequence[Finding]) -> str:
    """One word for all that a preview says."""
    said = [(each.said.key, each.case.value, each.seen) for each in findings if each.case != Case.SAME]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]


def _preview(
    request: HttpRequest,
    where: Place,
    texts: Translations,
    findings: Sequence[Finding],
    carried: str,
    *,
    ticked: Collection[str] = (),
    again: bool = False,
) -> HttpResponse:
    asked = [each for each in findings if each.case in ASKED]
    context = {
        "texts": texts,
        "carried": carried,
        "shown": _shown(findings),
        "again": again,
        "source": {"tag": TAGS[texts.source], "endonym": ENDONYMS[texts.source]},
        "target": {"tag": TAGS[texts.target], "endonym": ENDONYMS[texts.target]},
        "groups": _groups(findings, STORED),
        "conflicts": [
            (each, CASES[each.case], _changes(each), each.choice in ticked) for each in asked[:MOST_ASKED]
        ],
        "more": max(0, len(asked) - MOST_ASKED),
        "left_out": [(each, CASES[each.case]) for each in findings if each.case in LEFT_OUT],
        "same": sum(each.case == Case.SAME for each in findings),
        "stored": sum(each.case in STORED for each in findings),
        "is_workbook": all(each.said.where.isdigit() for each in findings),
        "back": address("translation_import", where),
    }
    return page(request, where, "desk/translation_preview.html", context, here=HERE)


def _groups(findings: Sequence[Finding], cases: Sequence[Case]) -> list[tuple[Any, list[Finding]]]:
    found = [(CASES[case], [each for each in findings if each.case == case]) for case in cases]
    return [(words, each) for words, each in found if each]


def _changes(finding: Finding) -> Any:
    """What became of the original since the file was made."""
    if finding.case != Case.SOURCE_CHANGED or finding.unit is None:
        return []
    return difference(finding.said.source, finding.unit.source, finding.unit.text.source)
