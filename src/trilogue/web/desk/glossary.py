"""The glossary of a series: its words in four languages, written by those who translate."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trilogue.domain.editions import actions
from trilogue.domain.editions.access import runs, translates
from trilogue.domain.editions.models import Series, Term
from trilogue.foundation.access import requires
from trilogue.foundation.text.forms import FourLanguagesField, FourLanguagesWidget
from trilogue.foundation.text.value import LANGUAGES, TAGS, Text
from trilogue.web.desk import place
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.place import Spot, address, held, there
from trilogue.web.desk.row_forms import RowForm
from trilogue.web.desk.seen import Unseen, changed_since, digest
from trilogue.web.desk.translations import HERE

A_PAGE = 60
LONGEST_SEARCH = 100
LARGEST = 2**63 - 1


class TermForm(RowForm):
    """To change a term, or to add one. A translator calls no word official."""

    watched = ("text", "note")
    key = forms.SlugField(
        label=gettext_lazy("Key"),
        help_text=gettext_lazy("Letters, digits and hyphens; it is quoted in data and never changes."),
    )
    text = FourLanguagesField(
        label=gettext_lazy("Words"),
        widget=FourLanguagesWidget(rows=2),
        help_text=gettext_lazy("Several words of one language are divided by a slash between spaces."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, series: Series, row: Term | None, data: Any = None, *, may_review: bool) -> None:
        super().__init__(row, data)
        self.series = series
        self.fields["note"].widget.attrs.pop("maxlength", None)
        words = self.fields["text"]
        if isinstance(words, FourLanguagesField):
            words.set_original(row.text if row else Text(), source=get_language())
            if not may_review:
                words.translate_only()
        if row:
            del self.fields["key"]

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        if self.series.terms.filter(key=key).exists():
            raise forms.ValidationError(_("There is one already. Change that one instead."))
        return key


def load_term(slug: str, pk: int) -> Spot:
    series = place.load_series(slug)
    if pk > LARGEST:
        raise Http404
    return Spot(series, row=get_object_or_404(series.terms, pk=pk))


@requires(translates, place.load_series)
@require_GET
def overview(request: HttpRequest, series: Series) -> HttpResponse:
    return _list_page(request, series, request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH])


def _list_page(request: HttpRequest, series: Any, asked: str, **more: Any) -> HttpResponse:
    terms = [each for each in series.terms.all() if _says(each, asked.casefold())]
    found = Paginator(terms, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "asked": asked,
        "found": found,
        "loaded": {each.pk: digest(each, TermForm.watched) for each in found},
        "languages": [(each, TAGS[each]) for each in LANGUAGES],
        "may_remove": runs.test(actor_of(request), series),
        "add": address("term_add", series),
        "back": address("translations", series),
        **more,
    }
    return page(request, series, "desk/glossary.html", context, here=HERE)


def _says(term: Term, wanted: str) -> bool:
    said = (entry.text for entry in term.text.entries.values())
    return not wanted or any(wanted in each.casefold() for each in (term.key, term.note, *said))


@requires(translates, place.load_series)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, series: Series) -> HttpResponse:
    by = actor_of(request)
    posted = request.POST if request.method == "POST" else None
    form = TermForm(series, None, posted, may_review=runs.test(by, series))
    if form.is_valid():
        actions.add_term(by=by, series=series, key=form.cleaned_data["key"], **form.values())
        messages.success(request, _("Added."))
        return redirect(address("glossary", series))
    return _form_page(request, series, form)


@requires(there(translates), load_term)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, spot: Spot) -> HttpResponse:
    if request.method == "POST":
        return _change(request, spot)
    return _form_page(request, spot.place, _form(request, spot.place, spot.row))


def _form(request: HttpRequest, series: Any, term: Term, data: Any = None) -> TermForm:
    return TermForm(series, term, data, may_review=runs.test(actor_of(request), series))


@transaction.atomic
def _change(request: HttpRequest, spot: Spot) -> HttpResponse:
    """Against the term as it is now, under its lock: a form loaded earlier may not overwrite what came since."""
    term = held(spot.row)
    form = _form(request, spot.place, term, request.POST)
    since = form.catch_up()
    if since or not form.is_valid():
        return _form_page(request, spot.place, form, unseen=since)
    if actions.change(term, by=actor_of(request), **form.values()):
        messages.success(request, _("Saved."))
    else:
        messages.info(request, _("Nothing was different, so nothing was changed."))
    return redirect(address("glossary", spot.place))


@requires(there(runs), load_term)
@require_POST
def remove(request: HttpRequest, spot: Spot) -> HttpResponse:
    since = _removed(request, spot)
    if since:
        return _list_page(request, spot.place, spot.row.key, unseen=since)
    messages.success(request, _("Removed."))
    return redirect(address("glossary", spot.place))


@transaction.atomic
def _removed(request: HttpRequest, spot: Spot) -> Unseen | None:
    """Remove it, unless somebody changed it after the page that asked: then what changed."""
    locked = held(spot.row)
    since = changed_since(locked, TermForm.watched, request.POST.get("loaded", ""))
    if since is None:
        actions.remove(locked, by=actor_of(request))
    return since


def _form_page(request: HttpRequest, series: Any, form: TermForm, **more: Any) -> HttpResponse:
    context = {"form": form, "term": form.row, "back": address("glossary", series), **more}
    return page(request, series, "desk/term.html", context, here=HERE)
