"""Review: translations by translators and by machines, beside the original and what was official before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from trilogue.documents import translatable
from trilogue.documents.translatable import Standing, Unit
from trilogue.domain.editions.access import runs
from trilogue.domain.editions.queries import changed_at, official_before
from trilogue.flows.translate import REVIEWED, make_official
from trilogue.foundation.access import requires
from trilogue.foundation.text.difference import Piece, difference
from trilogue.foundation.text.value import ENDONYMS, TAGS
from trilogue.web.desk import place
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.place import Place, address, series_of
from trilogue.web.desk.translation_words import STANDINGS
from trilogue.web.desk.translations import HERE, Chosen, chosen, unit_address, units_of

A_PAGE = 30


@dataclass(frozen=True)
class Waiting:
    """`changes` from what was official before; `choice` names the text and what is shown of it."""

    unit: Unit
    said: Any
    words: str
    changes: Sequence[Piece]
    choice: str
    url: str


@requires(runs, place.load)
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, where: Place) -> HttpResponse:
    picked = chosen(request, where)
    waiting = [each for each in units_of(where, picked) if each.standing(picked.language) in REVIEWED]
    if request.method == "POST":
        return _made_official(request, where, picked, waiting)
    found = Paginator(_latest_first(waiting), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "picked": picked,
        "found": found,
        "listed": _listed(list(found.object_list), picked),
        "languages": ENDONYMS.items(),
        "tags": TAGS,
        "wide": runs.test(actor_of(request), series_of(where)),
        "back": f"{address('translations', where)}?{picked.query}",
    }
    return page(request, where, "desk/translation_review.html", context, here=HERE)


def _latest_first(waiting: Sequence[Unit]) -> list[Unit]:
    """What was changed last stands first, and what never was in the order of the record."""
    changed = changed_at({each.row for each in waiting})
    return sorted(
        waiting, key=lambda each: changed.get((each.row._meta.label_lower, each.row.pk), 0), reverse=True
    )


def _listed(units: Sequence[Unit], picked: Chosen) -> list[Waiting]:
    language = picked.language
    before = official_before({(each.row, each.field) for each in units}, language)
    return [
        Waiting(
            each,
            STANDINGS[Standing(each.standing(language))],
            each.words(language),
            difference(said, each.words(language), language) if (said := before.get(each.key, "")) else (),
            f"{each.key}|{translatable.seen(each.text, language)}",
            unit_address(each, picked),
        )
        for each in units
    ]


def _made_official(
    request: HttpRequest, where: Place, picked: Chosen, waiting: Sequence[Unit]
) -> HttpResponse:
    """One by its own button, or all that are ticked; what changed since it was shown is not touched."""
    asked = [request.POST["one"]] if "one" in request.POST else request.POST.getlist("chosen")
    seen = dict(each.rpartition("|")[::2] for each in asked)
    wanted = [(each, picked.language, seen[each.key]) for each in waiting if each.key in seen]
    done, left = make_official(wanted, by=actor_of(request))
    if done:
        words = ngettext("%(count)s translation is official.", "%(count)s translations are official.", done)
        messages.success(request, " ".join([words % {"count": done}, _("Readers see it after publishing.")]))
    if left or len(wanted) < len(seen):
        messages.warning(request, _("What somebody changed meanwhile was left as it is. Look at it again."))
    if not asked:
        messages.error(request, _("Tick at least one translation."))
    return redirect(f"{address('review', where)}?{picked.query}")
