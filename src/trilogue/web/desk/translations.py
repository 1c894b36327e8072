"""The translator's desk: how every text stands in each language, and one text side by side with its original."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trilogue.documents import earlier, glossary, translatable
from trilogue.documents.translatable import OPEN, Standing, Unit
from trilogue.domain.editions.access import runs, translates
from trilogue.flows import propose_by_machine
from trilogue.flows.translate import Refused, Stale, Translation, translate
from trilogue.foundation.access import Actor, requires
from trilogue.foundation.text import machine
from trilogue.foundation.text.difference import Piece, difference
from trilogue.foundation.text.forms import STATES
from trilogue.foundation.text.value import ENDONYMS, LANGUAGES, TAGS, State, Text
from trilogue.web.desk import place
from trilogue.web.desk.frame import actor_of, page, tell_saved
from trilogue.web.desk.place import Place, Spot, address, series_of, there
from trilogue.web.desk.translation_words import STANDINGS, WHICH, refusal

HERE = "translations"
A_PAGE = 40
EDITIONS = "editions"
KEY_LENGTH = 120


@dataclass(frozen=True)
class Chosen:
    """Which texts a translator goes through: into which language, how they stand, of all editions or of one place."""

    language: str
    state: str
    scope: str

    @property
    def query(self) -> str:
        return urlencode({"language": self.language, "state": self.state, "scope": self.scope})

    @property
    def tag(self) -> str:
        return TAGS[self.language]

    @property
    def endonym(self) -> str:
        return ENDONYMS[self.language]

    def fits(self, unit: Unit) -> bool:
        stands = unit.standing(self.language)
        if stands == Standing.ORIGINAL:
            return False
        return self.state == "all" or stands in (OPEN if self.state == "open" else (self.state,))


@dataclass(frozen=True)
class Listed:
    """`changes`: what became of the original since an outdated translation was right."""

    unit: Unit
    standing: Standing
    said: Any
    words: str
    changes: Sequence[Piece]
    url: str


def chosen(request: HttpRequest, where: Place) -> Chosen:
    """As the address asks, as far as it can be; a translator of one edition stays there."""
    asked = request.GET or request.POST
    own = get_language() or "en"
    language = asked.get("language", "")
    state, scope = asked.get("state", ""), asked.get("scope", "")
    wide = scope == EDITIONS and translates.test(actor_of(request), series_of(where))
    return Chosen(
        language if language in LANGUAGES else own if own != "en" else "ko",
        state if state in dict(WHICH) else "open",
        EDITIONS if wide else "",
    )


def units_of(where: Place, picked: Chosen) -> list[Unit]:
    return (
        translatable.units_of_editions(series_of(where))
        if picked.scope == EDITIONS
        else translatable.units(where)
    )


@requires(translates, place.load)
@require_GET
def overview(request: HttpRequest, where: Place) -> HttpResponse:
    picked = chosen(request, where)
    every = units_of(where, picked)
    found = Paginator([each for each in every if picked.fits(each)], A_PAGE).get_page(request.GET.get("page"))
    context = {
        "picked": picked,
        "counted": [_counted(every, language) for language in LANGUAGES],
        "standings": STANDINGS.values(),
        "all": len(every),
        "found": found,
        "listed": [listed(each, picked) for each in found.object_list],
        "which": WHICH,
        "languages": ENDONYMS.items(),
        "tags": TAGS,
        "by_machine": machine.is_set(),
        "wide": translates.test(actor_of(request), series_of(where)),
        "machine_url": address("translation_machine", where),
        "import_url": address("translation_import", where),
        "export_urls": [(each, address("translation_export", where, each)) for each in ("xliff", "xlsx")],
        "review_url": address("review", where),
        "glossary_url": _glossary(request, where),
    }
    return page(request, where, "desk/translations.html", context, here=HERE)


def _glossary(request: HttpRequest, where: Place) -> str:
    """The glossary is the series'."""
    series = series_of(where)
    return address("glossary", series) if translates.test(actor_of(request), series) else ""


def _counted(units: Sequence[Unit], language: str) -> Mapping[str, Any]:
    stands = [each.standing(language) for each in units]
    return {
        "language": language,
        "tag": TAGS[language],
        "endonym": ENDONYMS[language],
        "counts": [(each.value, stands.count(each)) for each in STANDINGS],
    }


def listed(unit: Unit, picked: Chosen) -> Listed:
    stands = unit.standing(picked.language)
    return Listed(
        unit,
        stands,
        STANDINGS.get(stands, ""),
        unit.words(picked.language),
        changes_of(unit, picked.language),
        unit_address(unit, picked),
    )


def unit_address(unit: Unit, picked: Chosen) -> str:
    return f"{address('translation', unit.place, unit.key)}?{picked.query}"


def changes_of(unit: Unit, language: str) -> list[Piece]:
    """From the wording that an outdated translation is of to the present one; none where nobody knows the former."""
    entry = unit.text.entries.get(language)
    if entry is None or not entry.outdated or not entry.of:
        return []
    return difference(entry.of, unit.source, unit.text.source)


class TranslationForm(forms.Form):
    """One language of one text. `seen` is what its writer saw of it."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    words = forms.CharField(
        label=pgettext_lazy("translation", "Translation"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Empty takes the translation away; readers then see the original."),
    )
    state = forms.ChoiceField(label=gettext_lazy("State of the translation"), choices=STATES)
    confirmed = forms.BooleanField(label=gettext_lazy("Still right"), required=False)

    def __init__(self, unit: Unit, language: str, data: Any = None, *, may_review: bool) -> None:
        entry = unit.text.entries.get(language)
        stands = unit.standing(language)
        state = entry.state if entry and stands != Standing.MISSING else State.HUMAN
        initial = {
            "seen": translatable.seen(unit.text, language),
            "words": unit.words(language),
            "state": state.value,
        }
        super().__init__(data, initial=initial)
        self.unit, self.language = unit, language
        self.fields["words"].widget.attrs["lang"] = TAGS[language]
        offered = [each for each in STATES if may_review or each[0] in (State.HUMAN, State.MACHINE, state)]
        self.fields["state"].choices = offered  # type: ignore[attr-defined]
        if stands != Standing.OUTDATED:
            del self.fields["confirmed"]

    def translation(self) -> Translation:
        said = self.cleaned_data
        return Translation(
            self.unit,
            self.language,
            said["words"],
            said["seen"],
            State(said["state"]),
            confirmed=bool(said.get("confirmed")),
        )

    def again(self, words: str | None = None) -> None:
        """What was typed stays; the next attempt starts from what stands now."""
        fresh = {"seen": translatable.seen(self.unit.text, self.language)}
        self.data = {**self.data.dict(), **fresh, **({} if words is None else {"words": words})}  # type: ignore[attr-defined]


def load_unit(slug: str, unit: str, number: int | None = None) -> Spot:
    where = place.load(slug, number)
    found = translatable.unit(where, unit) if len(unit) <= KEY_LENGTH else None
    if found is None:
        raise Http404
    return Spot(where, row=found)


@requires(there(translates), load_unit)
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, spot: Spot) -> HttpResponse:
    unit: Unit = spot.row
    picked = chosen(request, spot.place)
    if unit.standing(picked.language) == Standing.ORIGINAL:
        return _to_other_language(spot, picked)
    may_review = runs.test(actor_of(request), spot.place)
    posted = request.POST if request.method == "POST" else None
    form = TranslationForm(unit, picked.language, posted, may_review=may_review)
    if posted is not None and "take" in posted:
        _take_over(request, form)
    elif form.is_valid():
        answer = _saved(request, spot, form, picked)
        if answer is not None:
            return answer
    return _page(request, spot, form, picked)


def _to_other_language(spot: Spot, picked: Chosen) -> HttpResponse:
    """Asked for the language a text was written in, the page offers the next one instead."""
    other = next(each for each in (*LANGUAGES[1:], *LANGUAGES) if each != spot.row.text.source)
    return redirect(unit_address(spot.row, Chosen(other, picked.state, picked.scope)))


def _saved(request: HttpRequest, spot: Spot, form: TranslationForm, picked: Chosen) -> HttpResponse | None:
    """Where to go on; None to show the page again."""
    onward = _onward(spot, picked)[1]
    try:
        changed = translate(form.translation(), by=actor_of(request))
    except Refused as refused:
        form.add_error("words", refusal(refused))
        return None
    except Stale as stale:
        return _page_of_other(request, spot, form, picked, stale.text)
    tell_saved(request, changed=changed)
    if "next" in request.POST and onward:
        return redirect(onward)
    if "next" in request.POST:
        return redirect(_list(spot.place, picked))
    return redirect(unit_address(spot.row, picked))


def _page_of_other(
    request: HttpRequest, spot: Spot, form: TranslationForm, picked: Chosen, text: Text
) -> HttpResponse:
    """Somebody was faster: what stands now is shown, and nothing typed is lost."""
    fresh = translatable.unit(spot.place, spot.row.key)
    if fresh is None:
        raise Http404
    said = {"words": form.cleaned_data["words"], "state": form.cleaned_data["state"]}
    may_review = runs.test(actor_of(request), spot.place)
    again = TranslationForm(fresh, picked.language, request.POST, may_review=may_review)
    again.again(said["words"])
    other = {"source": fresh.source, "words": fresh.words(picked.language)}
    return _page(request, Spot(spot.place, row=fresh), again, picked, other=other if text else None)


def _take_over(request: HttpRequest, form: TranslationForm) -> None:
    """An earlier translation goes into the box; it is stored when the page is saved."""
    words = request.POST["take"]
    whole = words in request.POST.getlist("take_whole")
    typed = request.POST.get("words", "").strip()
    form.again(words if whole or not typed else f"{typed} {words}")


def _page(
    request: HttpRequest,
    spot: Spot,
    form: TranslationForm,
    picked: Chosen,
    other: Mapping[str, str] | None = None,
) -> HttpResponse:
    unit: Unit = spot.row
    before, after = _onward(spot, picked)
    typed = str(form["words"].value() or "")
    source, target = unit.text.source, picked.language
    terms = series_of(spot.place).terms.all()
    pairs = earlier.memory(_readable(actor_of(request)), source, target)
    context = {
        "unit": unit,
        "form": form,
        "picked": picked,
        "source_tag": TAGS[source],
        "source_endonym": ENDONYMS[source],
        "standing": unit.standing(target),
        "said": STANDINGS.get(unit.standing(target), ""),
        "changes": changes_of(unit, target),
        "hits": glossary.hits(terms, unit.source, typed, (source, target)),
        "earlier": earlier.earlier(unit.source, pairs, without=unit.key),
        "other": other,
        "languages": [
            (
                ENDONYMS[each],
                TAGS[each],
                unit_address(unit, Chosen(each, picked.state, picked.scope)),
                each == target,
            )
            for each in LANGUAGES
            if each != source
        ],
        "by_machine": machine.is_set() and propose_by_machine.lacks(unit.text, target),
        "machine_url": address("translation_machine", spot.place),
        "before": before,
        "after": after,
        "back": _list(spot.place, picked),
    }
    return page(request, spot.place, "desk/translation.html", context, here=HERE)


def _readable(actor: Actor) -> list[Unit]:
    """Texts of all places that this actor translates, wherever in the installation."""
    may: dict[Place, bool] = {}
    found = []
    for each in translatable.all_units():
        if each.place not in may:
            may[each.place] = bool(translates.test(actor, each.place))
        if may[each.place]:
            found.append(each)
    return found


def _onward(spot: Spot, picked: Chosen) -> tuple[str, str]:
    """The addresses of the text before and of the one after among those chosen."""
    every = units_of(spot.place, picked)
    keys = [each.key for each in every]
    here = keys.index(spot.row.key) if spot.row.key in keys else 0
    before = [each for each in every[:here] if picked.fits(each)]
    after = [each for each in every[here + 1 :] if picked.fits(each)]
    return (
        unit_address(before[-1], picked) if before else "",
        unit_address(after[0], picked) if after else "",
    )


def _list(where: Place, picked: Chosen) -> str:
    wide = picked.scope == EDITIONS
    return f"{address('translations', series_of(where) if wide else where)}?{picked.query}"


@requires(translates, place.load)
@require_POST
def ask_machine(request: HttpRequest, where: Place) -> HttpResponse:
    """For one text, or for all that lack the language; nobody waits for the answer."""
    picked, key = chosen(request, where), request.POST.get("unit", "")
    if not machine.is_set():
        messages.error(request, _("No program for translation is plugged in here."))
        return redirect(_list(where, picked))
    wanted = [each for each in units_of(where, picked) if not key or each.key == key]
    count = propose_by_machine.ask(wanted, picked.language)
    words = ngettext(
        "%(count)s text is being translated by machine.",
        "%(count)s texts are being translated by machine.",
        count,
    )
    messages.success(request, words % {"count": count})
    return redirect(_list(where, picked))
