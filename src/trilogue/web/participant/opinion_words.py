"""Words of the pages on which participants propose and vote."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from trilogue.domain.opinions.choices import Phase, StatementState
from trilogue.foundation.text.value import State

CHIPS = {Phase.VOTE: "info", Phase.FINAL: "info", Phase.COLLECT: "ok"}
STATES = {StatementState.WAITING: "warn", StatementState.ACCEPTED: "ok", StatementState.MERGED: "info"}
CHOICE_CHIPS = {1: "ok", -1: "bad"}
ORIGINS = {
    "en": pgettext_lazy("statement", "Written in English"),
    "ko": pgettext_lazy("statement", "Written in Korean"),
    "ja": pgettext_lazy("statement", "Written in Japanese"),
    "zh-hans": pgettext_lazy("statement", "Written in Chinese"),
}
STANDINGS = {
    State.OFFICIAL: pgettext_lazy("statement", "official translation"),
    State.HUMAN: pgettext_lazy("statement", "translation checked by staff"),
    State.MACHINE: pgettext_lazy("statement", "machine translation, not checked"),
}
OUTDATED = pgettext_lazy("statement", "original changed since")
NOT_TRANSLATED = pgettext_lazy("statement", "not translated yet")
MEANS = {
    Phase.PREPARE: _("It has not begun yet."),
    Phase.COLLECT: _("Measures are being proposed. The vote on them comes afterwards."),
    Phase.VOTE: _("You can vote on all measures now."),
    Phase.DISCUSS: _("The vote is over. What was found is being discussed."),
    Phase.FINAL: _("You can vote once more on the measures that were discussed."),
    Phase.CLOSED: _("The exchange is closed, and the key behind the pseudonyms is destroyed."),
}
REFUSALS = {
    "not_here": _("Only those who have a confirmed place can propose and vote."),
    "closed": _("No vote is under way at present, so nothing was counted."),
    "too_many": _("These are too many votes at once."),
    "gone": _("Votes cannot be taken here any more: the key of the exchange is lost. Tell the host."),
    "faulty": _("This could not be read, and nothing was counted. Open the page again and vote there."),
    "too_large": _("This is too large. Nothing was counted."),
    "owner": _("Somebody else is signed in now. Nothing was counted."),
}
OUTCOMES = {
    "unknown": _("There is no such measure. Nothing was counted."),
    "withdrawn": _("This measure is not put to the vote any more. Nothing was counted."),
    "value": _("There is no such vote. Nothing was counted."),
    "number": _("This could not be read, and nothing was counted. Open the page again and vote there."),
}
PROPOSAL_FAULTS = {
    "not_here": REFUSALS["not_here"],
    "not_open": _("Measures cannot be proposed at present."),
    "closed": _("Measures cannot be proposed at present."),
    "too_many": _("You have proposed as many measures as each participant may."),
    "there_already": _("The same measure has been proposed already."),
    "empty": _("Write what is to be done."),
    "long": _("This is too long: at most 140 characters, or 280 in Latin letters."),
    "signs": _("It contains invisible control characters. Type the text instead of pasting it."),
    "language": _("Choose the language in which you have written."),
}
