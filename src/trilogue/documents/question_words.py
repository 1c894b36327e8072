"""What is said about questions to a speaker: why something is refused, and in which language one was written."""

from django.utils.translation import gettext_lazy as _

from trilogue.domain.opinions.actions import Refused
from trilogue.domain.opinions.choices import QuestionState

REFUSALS = {
    "empty": _("Write the question."),
    "long": _(
        "At most %(limit)s letters fit. A Chinese character, a kana or a Korean syllable counts as two letters."
    ),
    "signs": _("There are characters in it that nobody can see. Type the text instead of pasting it."),
    "language": _("Choose one of the offered languages."),
    "too_many": _("You have asked %(limit)s questions, which is as many as one person may ask here."),
    "not_open": _("No questions are taken at the moment."),
    "closed": _("The question time is closed."),
    "not_here": _("Only those who take part in this edition can do this."),
    "not_accepted": _("This question is not put to the speaker."),
    "gone": _("This can no longer be changed."),
    "no_topic": _("Write a title."),
}
WRITTEN = {
    "en": _("Written in English"),
    "ko": _("Written in Korean"),
    "ja": _("Written in Japanese"),
    "zh-hans": _("Written in Chinese"),
}
CHIPS = {
    QuestionState.WAITING: "warn",
    QuestionState.ACCEPTED: "info",
    QuestionState.ANSWERED: "ok",
}


def refusal(refused: Refused) -> str:
    return str(REFUSALS[refused.code]) % {"limit": refused.limit}
