"""An official registers in person on a phone: consents, then oneself and the post, then what is free to say."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trilogue.documents.nomination_words import CHIPS, STATES, reason
from trilogue.domain.delegations import queries
from trilogue.domain.delegations.choices import MOVES, State
from trilogue.domain.delegations.models import Answer, CallField, Invitation, Participation
from trilogue.domain.delegations.queries import native_name, roman_name
from trilogue.domain.people.actions.details import LONGEST
from trilogue.domain.people.choices import Detail, Purpose
from trilogue.domain.people.models import SealedDetail
from trilogue.domain.people.queries import answers, current_texts, holds
from trilogue.domain.places.models import Country
from trilogue.flows import nominate, register_self
from trilogue.flows.nominate import Incomplete, Office
from trilogue.foundation.text import say
from trilogue.web.nominator import words
from trilogue.web.nominator.fields import words as government_words
from trilogue.web.nominator.forms import OfficialForm, question_field
from trilogue.web.nominator.nominations import WithdrawForm, links_for
from trilogue.web.nominator.office import countries
from trilogue.web.nominator.visit import living

form_methods = require_http_methods(["GET", "POST"])
STEPS = (
    ("consent", gettext_lazy("Consent")),
    ("person", gettext_lazy("You and your post")),
    ("more", gettext_lazy("Further details")),
)
DETAILS = (
    (Detail.PHONE, gettext_lazy("Mobile number"), ""),
    (Detail.MESSENGER, gettext_lazy("Messenger"), gettext_lazy("For example WeChat, KakaoTalk or LINE.")),
    (Detail.EMERGENCY, gettext_lazy("Whom to call in an emergency"), ""),
    (
        Detail.DIET,
        gettext_lazy("Diet"),
        gettext_lazy("Only what the kitchen has to know, for example: no pork."),
    ),
    (
        Detail.HEALTH,
        gettext_lazy("Accessibility and health"),
        gettext_lazy("Only what the host has to know."),
    ),
)
SPOKEN_AT = {"ko": "KR", "ja": "JP", "zh-hans": "CN"}
SENSITIVE = frozenset({Detail.DIET, Detail.HEALTH})


@dataclass(frozen=True)
class Registration:
    """A personal link and what came of it so far."""

    office: Office
    token: str
    participation: Participation | None

    @property
    def invitation(self) -> Invitation:
        if self.office.invitation is None:
            raise LookupError
        return self.office.invitation

    def address(self, name: str = "") -> str:
        return reverse(f"register_{name}" if name else "register", args=(self.token,))

    @property
    def is_own(self) -> bool:
        """Whether this link's government nominated, and nobody else."""
        return self.participation is None or self.office.owns(self.participation)


def load_registration(token: str) -> Registration:
    invitation = living(token, personal=True)
    office = register_self.office_of(invitation)
    return Registration(office, token, register_self.participation_of(invitation))


def page(
    request: HttpRequest,
    visit: Registration,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    here: str = "",
) -> HttpResponse:
    call = visit.office.call
    frame = {
        "call": call,
        "edition": call.edition,
        "series": call.edition.series,
        "government": government_words(visit.office.government),
        "is_open": queries.is_open(call, timezone.now()),
        "home_url": visit.address(),
        "steps": [(name, said, visit.address(name), name == here) for name, said in STEPS],
        "here": here,
    }
    return render(request, template, {**(context or {}), **frame})


class ConsentForm(forms.Form):
    """One box a purpose, each by itself, none ticked before."""

    def __init__(self, data: Any = None, *, given: dict[str, bool] | None = None) -> None:
        super().__init__(data, initial=given or {})
        self.texts = current_texts()
        for purpose in self.texts:
            self.fields[purpose.value] = forms.BooleanField(
                label=_("I agree"), required=purpose in register_self.REQUIRED
            )
            self.fields[purpose.value].error_messages["required"] = _(
                "Without this nobody can take part. If you do not agree, close this page; nothing was stored."
            )

    def granted(self) -> dict[Purpose, bool]:
        return {purpose: bool(self.cleaned_data.get(purpose.value)) for purpose in self.texts}

    def asked(self) -> list[tuple[Any, Any, Any, bool]]:
        return [
            (purpose.label, text, self[purpose.value], purpose in register_self.REQUIRED)
            for purpose, text in self.texts.items()
        ]


class MoreForm(forms.Form):
    """Everything here is free to leave empty, but for questions that the host marked as needed."""

    def __init__(
        self,
        data: Any = None,
        *,
        sensitive: bool,
        kept: set[str],
        questions: list[CallField],
        known: dict[str, str],
    ) -> None:
        super().__init__(data, initial=known)
        self.questions = {f"question_{each.pk}": each for each in questions}
        for kind, label, hint in DETAILS:
            if kind in SENSITIVE and not sensitive:
                continue
            self.fields[kind.value] = forms.CharField(
                label=label,
                required=False,
                max_length=LONGEST,
                help_text=_("Something is kept. Write here only to replace it.") if kind in kept else hint,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )
            if kind in kept:
                self.fields[f"drop_{kind.value}"] = forms.BooleanField(
                    label=_("Delete what is kept"), required=False
                )
        self.fields.update({name: question_field(each) for name, each in self.questions.items()})

    def details(self) -> dict[Detail, str]:
        return {kind: self.cleaned_data.get(kind.value, "") for kind, _label, _hint in DETAILS}

    def dropped(self) -> tuple[Detail, ...]:
        return tuple(kind for kind, _label, _hint in DETAILS if self.cleaned_data.get(f"drop_{kind.value}"))

    def answers(self) -> dict[CallField, str]:
        """A sealed answer is never shown again: left empty, it stays."""
        given = {each: self.cleaned_data.get(name) for name, each in self.questions.items()}
        return {
            each: "" if value is None else str(value)
            for each, value in given.items()
            if value not in (None, "") or not each.sensitive
        }


@require_GET
def overview(request: HttpRequest, visit: Registration) -> HttpResponse:
    one = visit.participation
    if one is None:
        return page(request, visit, "nominator/register/begin.html")
    if not visit.is_own:
        return page(request, visit, "nominator/register/elsewhere.html", {"state": State(one.state).label})
    return page(request, visit, "nominator/register/state.html", _state(visit, one))


@form_methods
def consent(request: HttpRequest, visit: Registration) -> HttpResponse:
    person = nominate.person_of(visit.invitation.email)
    given = {each.value: answer.granted for each, answer in answers(person).items()} if person else {}
    form = ConsentForm(request.POST if request.method == "POST" else None, given=given)
    ready = set(register_self.REQUIRED) <= form.texts.keys()
    if ready and form.is_valid():
        register_self.consent(
            visit.invitation, form.granted(), language=get_language() or "en", now=timezone.now()
        )
        return redirect(visit.address("" if visit.participation else "person"))
    return page(
        request, visit, "nominator/register/consent.html", {"form": form, "ready": ready}, here="consent"
    )


@form_methods
def person(request: HttpRequest, visit: Registration) -> HttpResponse:
    if (elsewhere := _not_yet(request, visit)) is not None:
        return elsewhere
    country = _country(request, visit)
    form = _person_form(visit, country, request.POST if request.method == "POST" else None)
    if form.is_valid() and _described(visit, form):
        return redirect(visit.address("more"))
    offered = [] if visit.participation else countries(visit.office)
    context = {"form": form, "offered": [(each, f"?country={each.pk}", each == country) for each in offered]}
    return page(request, visit, "nominator/register/person.html", context, here="person")


@form_methods
def more(request: HttpRequest, visit: Registration) -> HttpResponse:
    if (elsewhere := _not_yet(request, visit)) is not None:
        return elsewhere
    one = visit.participation
    if one is None:
        return redirect(visit.address("person"))
    form = _more_form(visit, one, request.POST if request.method == "POST" else None)
    if form.is_valid():
        register_self.tell_more(
            visit.invitation,
            form.details(),
            answers=form.answers(),
            dropped=form.dropped(),
            now=timezone.now(),
        )
        messages.success(request, _("Kept."))
        return redirect(visit.address())
    return page(request, visit, "nominator/register/more.html", {"form": form}, here="more")


@require_POST
def submit(request: HttpRequest, visit: Registration) -> HttpResponse:
    try:
        _own(
            request,
            visit,
            lambda one: nominate.submit(visit.office, one, now=timezone.now()),
            _("Submitted."),
        )
    except Incomplete as error:
        messages.warning(request, _missing_words(error))
    return redirect(visit.address())


@require_POST
def confirm(request: HttpRequest, visit: Registration) -> HttpResponse:
    _own(
        request,
        visit,
        lambda one: nominate.confirm(visit.office, one, now=timezone.now()),
        _("Confirmed. The place is taken."),
    )
    return redirect(visit.address())


@form_methods
def withdraw(request: HttpRequest, visit: Registration) -> HttpResponse:
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        _own(
            request,
            visit,
            lambda one: nominate.withdraw(visit.office, one, reason=reason, now=timezone.now()),
            _("You have withdrawn from the workshop."),
        )
        return redirect(visit.address())
    return page(request, visit, "nominator/register/withdraw.html", {"form": form})


def _country(request: HttpRequest, visit: Registration) -> Country:
    """Whose official this is: as chosen, as known, else as the language of the invitation suggests."""
    if visit.participation:
        return visit.participation.delegation.country
    offered = {each.pk: each for each in countries(visit.office)}
    asked = request.GET.get("country", "")
    guessed = SPOKEN_AT.get(visit.invitation.language, "")
    return offered.get(asked) or offered.get(guessed) or visit.office.government.country


def _person_form(visit: Registration, country: Country, data: Any) -> OfficialForm:
    office, one = visit.office, visit.participation
    at_home = country.pk == office.government.country_id
    return OfficialForm(
        country,
        data,
        links=links_for(office, one),
        participation=one,
        person=nominate.person_of(visit.invitation.email),
        home=office.government if at_home else None,
        host=None if at_home else office.government,
        personal=True,
    )


def _own(request: HttpRequest, visit: Registration, act: Callable[[Participation], None], done: str) -> None:
    """Do something with the own nomination; without one, or with another government's, nothing happens."""
    if visit.participation is None or not visit.is_own:
        return
    try:
        act(visit.participation)
    except words.REFUSED as error:
        messages.error(request, words.refusal(error))
    else:
        messages.success(request, done)


def _not_yet(request: HttpRequest, visit: Registration) -> HttpResponse | None:
    """Where to go instead: before the consents, or once nothing can be changed."""
    if not register_self.has_consented(nominate.person_of(visit.invitation.email)):
        return redirect(visit.address("consent"))
    one = visit.participation
    changeable = one is None or (visit.is_own and nominate.may_change(visit.office.call, one, timezone.now()))
    if changeable and (one or queries.is_open(visit.office.call, timezone.now())):
        return None
    if visit.is_own:
        messages.error(request, _("This can no longer be changed here. Ask the host."))
    return redirect(visit.address())


def _described(visit: Registration, form: OfficialForm) -> bool:
    try:
        register_self.describe(visit.invitation, form.entry(visit.participation), now=timezone.now())
    except words.REFUSED as error:
        form.add_error(None, words.refusal(error))
        return False
    return True


def _more_form(visit: Registration, one: Participation, data: Any) -> MoreForm:
    questions = list(visit.office.call.fields.all())
    sensitive = holds(one.person, Purpose.SENSITIVE)
    kept = set(SealedDetail.objects.filter(person=one.person).values_list("kind", flat=True))
    given = Answer.objects.filter(participation=one, field__sensitive=False)
    return MoreForm(
        data,
        sensitive=sensitive,
        kept=kept,
        questions=[each for each in questions if sensitive or not each.sensitive],
        known={f"question_{each.field_id}": each.value for each in given},
    )


def _state(visit: Registration, one: Participation) -> dict[str, Any]:
    state = State(one.state)
    changeable = nominate.may_change(visit.office.call, one, timezone.now())
    return {
        "one": one,
        "native": native_name(one),
        "roman": roman_name(one),
        "state": state.label,
        "means": STATES[state],
        "chip": CHIPS.get(state, ""),
        "changes": [(each, State(each.after).label, reason(each.reason)) for each in one.changes.all()],
        "changeable": changeable,
        "missing": nominate.lacks(one) if state == State.DRAFT else (),
        "submit_url": visit.address("submit") if state == State.DRAFT and changeable else "",
        "confirm_url": visit.address("confirm") if state == State.ACCEPTED else "",
        "withdraw_url": visit.address("withdraw") if State.WITHDRAWN in MOVES[state] else "",
    }


def _missing_words(error: Incomplete) -> str:
    labels = [str(words.MISSING[code][0]) for code in error.missing if code in words.MISSING]
    if len(labels) < len(error.missing):
        labels.append(_("answers to further questions"))
    glue = say.LIST_GLUE[get_language() or "en"]
    return _("Not submitted yet. Still missing: %(missing)s") % {"missing": glue.join(labels)}
