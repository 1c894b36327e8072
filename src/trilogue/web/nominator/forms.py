"""The form for one official: as a government fills it in, and as the official does."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from trilogue.algorithms.names import key, roman
from trilogue.domain.delegations.actions import Post
from trilogue.domain.delegations.choices import FieldKind
from trilogue.domain.delegations.models import Answer, CallField, Participation
from trilogue.domain.people.actions.persons import NameForm
from trilogue.domain.people.choices import OWN_SCRIPTS, SECOND_SCRIPTS, NameOrder, PostingKind, Script
from trilogue.domain.people.models import Person
from trilogue.domain.places.models import Country, Government, SisterLink
from trilogue.flows.nominate import Entry
from trilogue.web.nominator.fields import GovernmentField, LineField, PostingDateField, words
from trilogue.web.nominator.suggestion import suggest_roman
from trilogue.web.nominator.words import LEVELS, SPOKEN

PART = 60
"""Characters of a family or a given name."""
KEY = 200
TAGS = {"KR": "ko", "JP": "ja", "CN": "zh-Hans"}
SECOND_TAGS = {"KR": "ko-Hani", "CN": "zh-Hant"}
OWN_WORDS = {
    "KR": (gettext_lazy("Family name in Hangul"), gettext_lazy("Given name in Hangul")),
    "JP": (gettext_lazy("Family name in kanji or kana"), gettext_lazy("Given name in kanji or kana")),
    "CN": (
        gettext_lazy("Family name in simplified characters"),
        gettext_lazy("Given name in simplified characters"),
    ),
}
SECOND_WORDS = {
    "KR": (gettext_lazy("Family name in Hanja"), gettext_lazy("Given name in Hanja")),
    "CN": (
        gettext_lazy("Family name in traditional characters"),
        gettext_lazy("Given name in traditional characters"),
    ),
}


class OfficialForm(forms.Form):
    """`country` decides in which scripts the name is asked; `personal`: the official fills it in."""

    def __init__(
        self,
        country: Country,
        data: Any = None,
        *,
        links: Iterable[SisterLink] = (),
        questions: Iterable[CallField] = (),
        participation: Participation | None = None,
        person: Person | None = None,
        home: Government | None = None,
        host: Government | None = None,
        personal: bool = False,
        names_fixed: bool = False,
    ) -> None:
        super().__init__(data)
        self.country, self.personal, self.names_fixed = country, personal, names_fixed
        self.links = {str(link.pk): link for link in links}
        self.questions = {f"question_{field.pk}": field for field in questions}
        self.suggestion: tuple[str, str] | None = None
        if not names_fixed:
            self.fields.update(name_fields(country.pk, personal=personal))
        self.fields.update(post_fields(self.links.values()))
        self.fields.update({name: question_field(each) for name, each in self.questions.items()})
        person = person or (participation.person if participation else None)
        if person and not names_fixed:
            self.initial.update(known_person(person))
        self.initial.update({"home": home, "host": host, **known_post(participation)})
        if not self.is_bound and not names_fixed:
            self._suggest({**self.initial})

    def clean(self) -> dict[str, Any]:
        values = {**(super().clean() or {})}
        for family, given in (("second", "second"), ("kana", "kana"), ("roman", "roman")):
            self._refuse_half(values, f"{family}_family", f"{given}_given")
        starts, ends = values.get("starts"), values.get("ends")
        if starts and ends and ends[: len(starts)] < starts[: len(ends)]:
            self.add_error("ends", _("The last day comes before the first."))
        if not self.names_fixed:
            self._suggest(values)
        return values

    def _refuse_half(self, values: dict[str, Any], family: str, given: str) -> None:
        """Half a name is none, and nothing is split silently."""
        if bool(values.get(family)) != bool(values.get(given)) and not {family, given} & self.errors.keys():
            missing = given if values.get(family) else family
            self.add_error(missing, _("Write both parts of the name, or neither."))

    def _suggest(self, values: dict[str, Any]) -> None:
        if values.get("roman_family") or values.get("roman_given"):
            return
        self.suggestion = suggest_roman(
            self.country.pk,
            values.get("own_family", ""),
            values.get("own_given", ""),
            values.get("kana_family", ""),
            values.get("kana_given", ""),
        )
        if self.suggestion and values.get("take_suggestion"):
            values["roman_family"], values["roman_given"] = self.suggestion

    @property
    def took_suggestion(self) -> bool:
        return bool(self.suggestion) and bool(self.cleaned_data.get("take_suggestion"))

    def entry(self, participation: Participation | None = None) -> Entry:
        """What the form says. Of somebody whose names are fixed, these stay as they are."""
        values = self.cleaned_data
        home, host = values.get("home"), values.get("host")
        return Entry(
            country=self.country,
            names=() if self.names_fixed else self._names(),
            email=values.get("email", participation.email if participation else ""),
            order=values.get("order") or NameOrder.FAMILY_FIRST,
            skills={
                code: int(values[f"skill_{code}"]) for code, _words in SPOKEN if f"skill_{code}" in values
            },
            post=Post(
                home,
                host,
                words(home) if home else "",
                words(host) if host else "",
                values["department"],
                values["position"],
            ),
            starts=values["starts"],
            ends=values["ends"],
            kind=values["kind"],
            link=self.links.get(values.get("link", "")),
            case_title=values["case_title"],
            answers=self.answers(),
        )

    def answers(self) -> dict[CallField, str]:
        return {field: _plain(self.cleaned_data.get(name)) for name, field in self.questions.items()}

    def _names(self) -> tuple[NameForm, ...]:
        code, values = self.country.pk, self.cleaned_data
        tag = TAGS.get(code, "und")
        found = [
            (OWN_SCRIPTS.get(code, Script.LATIN), tag, "own"),
            (SECOND_SCRIPTS.get(code, Script.TRADITIONAL), SECOND_TAGS.get(code, tag), "second"),
            (Script.KANA, "ja", "kana"),
        ]
        if code in OWN_SCRIPTS:
            found.append((Script.LATIN, f"{tag.split('-')[0]}-Latn", "roman"))
        return tuple(
            name_form(
                script,
                tag,
                values[f"{prefix}_family"],
                values[f"{prefix}_given"],
                own=prefix == "own",
                suggested=prefix == "roman" and self.took_suggestion,
            )
            for script, tag, prefix in found
            if values.get(f"{prefix}_given")
        )


def name_form(
    script: str, tag: str, family: str, given: str, *, own: bool = False, suggested: bool = False
) -> NameForm:
    """One form of a name from its two parts, joined as its script joins them."""
    if script == Script.LATIN:
        full = roman(family, given)
    else:
        full = f"{family} {given}".strip() if script in (Script.KANJI, Script.KANA) else f"{family}{given}"
    return NameForm(script, tag, full, key(full)[:KEY], family, given, own=own, suggested=suggested)


def _line(label: Any, length: int = PART, *, required: bool = False, **more: Any) -> LineField:
    return LineField(label=label, max_length=length, required=required, **more)


def name_fields(country: str, *, personal: bool) -> dict[str, forms.Field]:
    family, given = OWN_WORDS.get(country, (gettext_lazy("Family name"), gettext_lazy("Given name")))
    fields: dict[str, forms.Field] = {
        "own_family": _line(family, required=True),
        "own_given": _line(given, required=True),
    }
    if country in SECOND_WORDS:
        family, given = SECOND_WORDS[country]
        hint = gettext_lazy("If the person writes the name so.")
        fields |= {"second_family": _line(family, help_text=hint), "second_given": _line(given)}
    if country == "JP":
        fields |= {
            "kana_family": _line(gettext_lazy("Family name in kana")),
            "kana_given": _line(gettext_lazy("Given name in kana")),
        }
    if country in OWN_SCRIPTS:
        hint = gettext_lazy("As it shall stand on the certificate, for example as in the passport.")
        fields |= {
            "roman_family": _line(gettext_lazy("Family name in Roman letters"), help_text=hint),
            "roman_given": _line(gettext_lazy("Given name in Roman letters")),
            "take_suggestion": forms.BooleanField(
                label=gettext_lazy("Use the suggested spelling"),
                required=False,
                help_text=gettext_lazy("The person confirms it later."),
            ),
        }
    fields["order"] = forms.ChoiceField(
        label=gettext_lazy("How the name is said in Roman letters"), choices=NameOrder.choices, required=False
    )
    if not personal:
        fields["email"] = forms.EmailField(
            label=gettext_lazy("E-mail address"),
            required=False,
            max_length=254,
            help_text=gettext_lazy("The official's own address at work."),
        )
    for code, spoken in SPOKEN:
        fields[f"skill_{code}"] = forms.TypedChoiceField(
            label=spoken, choices=LEVELS, coerce=int, empty_value="0", required=False
        )
    return fields


def post_fields(links: Iterable[SisterLink]) -> dict[str, forms.Field]:
    offered = [(str(link.pk), f"{words(link.first)} – {words(link.second)}") for link in links]
    hint = gettext_lazy("Type a name or a code of the registry.")
    return {
        "home": GovernmentField(label=gettext_lazy("Home government"), required=False, help_text=hint),
        "host": GovernmentField(
            label=gettext_lazy("Host government"),
            required=False,
            help_text=gettext_lazy("Where the official serves abroad, if so."),
        ),
        "department": _line(gettext_lazy("Department"), 200),
        "position": _line(gettext_lazy("Position"), 200),
        "kind": forms.ChoiceField(label=gettext_lazy("Kind of posting"), choices=PostingKind.choices),
        "starts": PostingDateField(
            label=gettext_lazy("First day"), help_text=gettext_lazy("Like 2027, 2027-04 or 2027-04-01.")
        ),
        "ends": PostingDateField(
            label=pgettext_lazy("end of a period", "Until"),
            help_text=gettext_lazy("Like 2027, 2027-04 or 2027-04-01."),
        ),
        "link": forms.ChoiceField(
            label=gettext_lazy("Sister or friendship link that supports it"),
            required=False,
            choices=[("", gettext_lazy("not in this list")), *offered],
        ),
        "case_title": _line(
            gettext_lazy("Title of a case to present"),
            300,
            help_text=gettext_lazy("Only if the official wishes to present one."),
        ),
    }


def question_field(question: CallField) -> forms.Field:
    """A further question. It is asked for when submitting, so that a draft can wait."""
    language = get_language() or "en"
    purpose = question.purpose.shown(language).text
    common: dict[str, Any] = {
        "label": question.label.shown(language).text,
        "required": False,
        "help_text": _("%(purpose)s Kept for %(days)s days after the edition.")
        % {"purpose": purpose, "days": question.retention_days},
    }
    if question.kind == FieldKind.NUMBER:
        return forms.IntegerField(min_value=-1_000_000_000, max_value=1_000_000_000, **common)
    if question.kind == FieldKind.CHOICE:
        return forms.ChoiceField(choices=[("", "–"), *((each, each) for each in question.choices)], **common)
    if question.kind == FieldKind.YES_NO:
        yes_no = [("", "–"), ("yes", pgettext_lazy("answer", "yes")), ("no", pgettext_lazy("answer", "no"))]
        return forms.ChoiceField(choices=yes_no, **common)
    if question.kind == FieldKind.LONG_TEXT:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, **common)
    return _line(common.pop("label"), 300, **{**common, "required": False})


def known_post(participation: Participation | None) -> dict[str, Any]:
    if participation is None:
        return {}
    posting = participation.person.postings.filter(home=participation.home, host=participation.host).first()
    known: dict[str, Any] = {
        name: getattr(participation, name)
        for name in ("home", "host", "department", "position", "case_title")
    }
    known["email"] = participation.email or participation.person.email
    if posting:
        known |= {"starts": posting.starts, "ends": posting.ends, "kind": posting.kind}
        known["link"] = str(posting.link_id or "")
    for answer in Answer.objects.filter(participation=participation, field__sensitive=False):
        known[f"question_{answer.field_id}"] = answer.value
    return known


def known_person(person: Person) -> dict[str, Any]:
    known: dict[str, Any] = {"order": person.order, "email": person.email}
    prefixes = {Script.KANA: "kana", Script.LATIN: "roman"}
    for name in person.names.all():
        prefix = "own" if name.own else prefixes.get(Script(name.script), "second")
        known |= {f"{prefix}_family": name.family, f"{prefix}_given": name.given}
    return known | {f"skill_{each.language}": each.level for each in person.skills.all()}


def _plain(value: Any) -> str:
    return "" if value is None else str(value)
