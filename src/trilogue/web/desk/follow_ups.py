"""Follow-ups of an edition at the desk: what officials and governments agreed to do, and how it goes on."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from trilogue.documents.follow_up_words import CHIPS, fault, groups, parties
from trilogue.domain.delegations.models import Participation
from trilogue.domain.delegations.queries import named
from trilogue.domain.editions.access import runs
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.actions import Entered, FollowUpFaulty
from trilogue.domain.network.actions.follow_ups import LONGEST_OUTCOME, LONGEST_TITLE
from trilogue.domain.network.choices import FollowUpKind, FollowUpState
from trilogue.domain.network.models import FollowUp
from trilogue.domain.network.queries import follow_ups_in, history
from trilogue.flows import follow_up as flow
from trilogue.foundation.access import origin_of, requires
from trilogue.foundation.audit.access import seen
from trilogue.foundation.text.value import ENDONYMS
from trilogue.web.desk import log
from trilogue.web.desk.fields import ImpreciseDateField
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.place import Spot, address, load_edition, there

SAID = ("kind", "state", "title", "outcome", "language", "date")
form_methods = require_http_methods(["GET", "POST"])


class FollowUpForm(forms.Form):
    """Whether it can be kept, the action says."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=FollowUpKind.choices)
    title = forms.CharField(label=gettext_lazy("What was agreed"), max_length=LONGEST_TITLE)
    people = forms.MultipleChoiceField(label=gettext_lazy("Between whom"), required=False)
    governments = forms.CharField(
        label=gettext_lazy("Governments that take part"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One a line: name in any script, or official code such as KR-47130."),
    )
    date = ImpreciseDateField(
        label=pgettext_lazy("follow-up", "When"),
        required=False,
        help_text=gettext_lazy("As precise as it is known: 2027, 2027-10 or 2027-10-21."),
    )
    state = forms.ChoiceField(label=gettext_lazy("State"), choices=FollowUpState.choices)
    outcome = forms.CharField(
        label=gettext_lazy("What came of it"),
        required=False,
        max_length=LONGEST_OUTCOME,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of these texts"), choices=list(ENDONYMS.items())
    )

    def __init__(
        self, people: Iterable[Participation], data: Any = None, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial={"language": get_language(), **(initial or {})})
        self.fields["people"].choices = [  # type: ignore[attr-defined]
            (str(each.pk), each.pk) for each in people
        ]

    def entered(self) -> Entered:
        return Entered(**{name: self.cleaned_data[name] for name in SAID})

    def parties(self) -> dict[str, Any]:
        """People of the edition by number, and governments as typed."""
        people = [int(each) for each in self.cleaned_data["people"]]
        return {"people": people, "governments": self.cleaned_data["governments"]}


def load_follow_up(slug: str, number: int, pk: int) -> Spot:
    edition = load_edition(slug, number)
    return Spot(edition, row=get_object_or_404(follow_ups_in(edition), pk=pk))


@requires(runs, load_edition)
@require_GET
def overview(request: HttpRequest, edition: Edition) -> HttpResponse:
    found, language = list(follow_ups_in(edition)), get_language() or "en"
    people = [party.person_id for each in found for party in each.parties.all() if party.person_id]
    _seen(request, edition, people)
    shown = [(each, parties(each, language), CHIPS[FollowUpState(each.state)]) for each in found]
    return page(request, edition, "desk/follow_ups.html", {"follow_ups": shown}, here="follow_ups")


@requires(runs, load_edition)
@form_methods
def add(request: HttpRequest, edition: Edition) -> HttpResponse:
    people = list(named(edition))
    form = FollowUpForm(people, request.POST if request.method == "POST" else None)
    if form.is_valid() and _recorded(request, form, edition):
        return redirect(address("follow_ups", edition))
    return _form_page(request, edition, form, people)


@requires(there(runs), load_follow_up)
@form_methods
def edit(request: HttpRequest, spot: Spot) -> HttpResponse:
    follow_up: FollowUp = spot.row
    people = flow.offered(follow_up)
    initial = flow.as_entered(follow_up, get_language() or "en")
    form = FollowUpForm(people, request.POST if request.method == "POST" else None, initial)
    if form.is_valid() and _amended(request, form, follow_up):
        return redirect(address("follow_ups", spot.place))
    return _form_page(request, spot.row.edition, form, people, follow_up)


def _recorded(request: HttpRequest, form: FollowUpForm, edition: Edition) -> bool:
    by, now, language = actor_of(request), timezone.now(), get_language() or "en"
    try:
        flow.record(form.entered(), **form.parties(), edition=edition, by=by, now=now, language=language)
    except FollowUpFaulty as refusal:
        form.add_error(refusal.field, fault(refusal))
        return False
    messages.success(request, _("Recorded. Its parties see it on their own pages."))
    return True


def _amended(request: HttpRequest, form: FollowUpForm, follow_up: FollowUp) -> bool:
    by, language = actor_of(request), get_language() or "en"
    try:
        changed = flow.amend(follow_up, form.entered(), **form.parties(), by=by, language=language)
    except FollowUpFaulty as refusal:
        form.add_error(refusal.field, fault(refusal))
        return False
    messages.success(request, _("Saved.") if changed else _("Nothing was different, so nothing was changed."))
    return True


def _seen(request: HttpRequest, edition: Edition, people: list[int]) -> None:
    by, origin = actor_of(request), origin_of(request)
    seen(by=by, what="follow_ups", people=people, edition=edition.pk, origin=origin)


def _form_page(
    request: HttpRequest,
    edition: Edition,
    form: FollowUpForm,
    people: list[Participation],
    follow_up: FollowUp | None = None,
) -> HttpResponse:
    _seen(request, edition, [each.person_id for each in people])
    context = {
        "form": form,
        "follow_up": follow_up,
        "groups": groups(people, form["people"].value() or ()),
        "deeds": log.deeds(history(follow_up)) if follow_up else (),
    }
    return page(request, edition, "desk/follow_up.html", context, here="follow_ups")
