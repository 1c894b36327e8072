"""The form of a follow-up for one of its parties."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from trilogue.domain.delegations.models import Participation
from trilogue.domain.network.actions import Entered
from trilogue.domain.network.actions.follow_ups import LONGEST_OUTCOME, LONGEST_TITLE
from trilogue.domain.network.choices import FollowUpKind, FollowUpState
from trilogue.foundation.text.value import ENDONYMS

SAID = ("kind", "state", "title", "outcome", "language", "date")


class FollowUpForm(forms.Form):
    """Whether it can be kept, the action says."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=FollowUpKind.choices)
    title = forms.CharField(label=gettext_lazy("What you agreed to do"), max_length=LONGEST_TITLE)
    people = forms.MultipleChoiceField(
        label=gettext_lazy("With whom"), required=False, widget=forms.CheckboxSelectMultiple
    )
    governments = forms.CharField(
        label=gettext_lazy("Governments that take part"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One a line: name in any script, or official code such as KR-47130."),
    )
    date = forms.CharField(
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
