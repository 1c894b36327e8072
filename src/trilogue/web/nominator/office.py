"""The government's page in a call: what is asked for, its own nominations, their order, whom else it invites."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from trilogue.algorithms.quota import CRITERIA
from trilogue.documents.nomination_words import CHIPS, STATES
from trilogue.domain.delegations import queries
from trilogue.domain.delegations.actions import OPEN_TO_WISHES, UnlawfulMove
from trilogue.domain.delegations.choices import State
from trilogue.domain.delegations.models import Participation
from trilogue.domain.delegations.queries import native_name, roman_name
from trilogue.domain.places.models import Country
from trilogue.flows.arrange import Wish, arrange
from trilogue.flows.invite import invite_official
from trilogue.flows.nominate import Office, may_change
from trilogue.foundation.access import limits, origin_of
from trilogue.foundation.access.limits import take
from trilogue.foundation.audit.access import seen
from trilogue.foundation.text.value import ENDONYMS, LANGUAGES
from trilogue.web.nominator import words
from trilogue.web.nominator.fields import words as government_words
from trilogue.web.nominator.visit import Visit

LETTERS = "ABCDE"
"""Names of the groups that a government can make at a time."""


@dataclass(frozen=True)
class Row:
    """A nomination as the government's list shows it."""

    one: Participation
    native: Any
    roman: Any
    state: Any
    means: Any
    chip: str
    url: str
    changeable: bool
    group: str

    @property
    def offered(self) -> bool:
        return self.one.state == State.ACCEPTED


def page(
    request: HttpRequest,
    visit: Visit,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    office = visit.office
    frame = {
        "call": office.call,
        "edition": office.call.edition,
        "series": office.call.edition.series,
        "government": government_words(office.government),
        "is_open": queries.is_open(office.call, timezone.now()),
        "home_url": visit.address(),
        "by_link": office.invitation is not None,
    }
    return render(request, template, {**(context or {}), **frame}, status=status)


def sent(request: HttpRequest, visit: Visit) -> Any:
    """What the form was sent with, counted for the government; None where it is only looked at. Raises TooMany."""
    if request.method != "POST":
        return None
    take(limits.NOMINATIONS, f"{visit.office.call.pk} {visit.office.government.pk}")
    return request.POST


@require_GET
def overview(request: HttpRequest, visit: Visit) -> HttpResponse:
    office, now = visit.office, timezone.now()
    edition = office.call.edition
    limit = queries.limit_of(office.call, office.government)
    strengths = queries.strengths(edition)
    own = office.government.country_id
    listed = rows(visit)
    note(request, visit, [each.one for each in listed])
    context = {
        "rows": listed,
        "awaited": list(queries.awaited(edition, office.government, now)),
        "limit": limit,
        "left": None
        if limit is None
        else max(0, limit - queries.count_nominated(edition, office.government, now)),
        "strengths": sorted(strengths, key=lambda each: each.delegation.country_id != own),
        "criteria": [words.CRITERIA[each] for each in CRITERIA],
        "add_url": visit.address("add"),
        "arrange_url": visit.address("arrange"),
        "invite_url": visit.address("invite"),
        "return_url": visit.address("return"),
        "workbook_url": visit.address("workbook"),
        "letters": [(form.upper(), visit.address("letter", form)) for form in ("pdf", "docx", "hwpx")],
    }
    return page(request, visit, "nominator/office.html", context)


def note(request: HttpRequest, visit: Visit, shown: list[Participation]) -> None:
    """Whose data the page shows goes into the log of looks."""
    office = visit.office
    seen(
        by=office.by,
        what="nominations",
        people=[each.person_id for each in shown],
        edition=office.call.edition_id,
        origin=origin_of(request),
    )


def rows(visit: Visit) -> list[Row]:
    own = list(queries.nominated_by(visit.office.call.edition, visit.office.government))
    groups = group_letters(own)
    return [_row(visit, each, groups) for each in own]


def group_letters(own: list[Participation]) -> dict[int, str]:
    """A letter for each group, in the order of their first members."""
    found = dict.fromkeys(each.group.pk for each in own if each.group)
    return {pk: chr(ord("A") + place) for place, pk in enumerate(found)}


def _row(visit: Visit, one: Participation, groups: dict[int, str]) -> Row:
    state = State(one.state)
    return Row(
        one,
        native_name(one),
        roman_name(one),
        state.label,
        STATES[state],
        CHIPS.get(state, ""),
        visit.address("edit", one.pk),
        may_change(visit.office.call, one, timezone.now()),
        groups.get(one.group_id or 0, ""),
    )


class ArrangeForm(forms.Form):
    """The government's order, and which nominations belong together."""

    def __init__(self, own: list[Participation], data: Any = None) -> None:
        super().__init__(data)
        self.own = [each for each in own if each.state in OPEN_TO_WISHES]
        groups = group_letters(self.own)
        offered = [("", gettext_lazy("alone")), *((each, each) for each in LETTERS)]
        for each in self.own:
            named = {"name": native_name(each).full}
            self.fields[f"priority_{each.pk}"] = forms.IntegerField(
                label=_("Rank of %(name)s in your order") % named,
                min_value=1,
                max_value=999,
                initial=each.priority,
            )
            self.fields[f"group_{each.pk}"] = forms.ChoiceField(
                label=_("Group of %(name)s") % named,
                choices=offered,
                required=False,
                initial=groups.get(each.group_id or 0, ""),
            )
        together = {groups[each.group.pk] for each in self.own if each.group and each.group.all_or_none}
        self.fields["all_or_none"] = forms.MultipleChoiceField(
            label=_("Groups of which all get places or none"),
            choices=[(each, each) for each in LETTERS],
            required=False,
            initial=sorted(together),
            widget=forms.CheckboxSelectMultiple,
        )

    def wishes(self) -> list[Wish]:
        values = self.cleaned_data
        return [Wish(each, values[f"priority_{each.pk}"], values[f"group_{each.pk}"]) for each in self.own]

    def lines(self) -> list[tuple[Participation, Any, Any]]:
        return [(each, self[f"priority_{each.pk}"], self[f"group_{each.pk}"]) for each in self.own]


@require_http_methods(["GET", "POST"])
def order(request: HttpRequest, visit: Visit) -> HttpResponse:
    office = visit.office
    own = list(queries.nominated_by(office.call.edition, office.government))
    form = ArrangeForm(own, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            arrange(office, form.wishes(), all_or_none=frozenset(form.cleaned_data["all_or_none"]))
        except UnlawfulMove as error:
            messages.error(request, words.refusal(error))
        else:
            messages.success(request, _("Your order is kept."))
        return redirect(visit.address())
    return page(request, visit, "nominator/arrange.html", {"form": form, "lines": form.lines()})


class InviteForm(forms.Form):
    """An address and nothing else of a person."""

    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the mail"), choices=[(code, ENDONYMS[code]) for code in LANGUAGES]
    )


@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, visit: Visit) -> HttpResponse:
    office = visit.office
    form = InviteForm(sent(request, visit), initial={"language": _language(visit)})
    if form.is_valid():
        try:
            invite_official(
                office.call, office.government, by=office.by, now=timezone.now(), **form.cleaned_data
            )
        except words.REFUSED as error:
            form.add_error(None, words.refusal(error))
        else:
            messages.success(request, _("The invitation is on its way. The official registers in person."))
            return redirect(visit.address())
    return page(request, visit, "nominator/invite.html", {"form": form})


def _language(visit: Visit) -> str:
    return visit.office.invitation.language if visit.office.invitation else "en"


def countries(office: Office) -> list[Country]:
    """Of the delegations of the edition, the government's own first."""
    own = office.government.country_id
    found = Country.objects.filter(delegation__edition=office.call.edition_id)
    return sorted({*found, office.government.country}, key=lambda each: (each.pk != own, each.pk))
