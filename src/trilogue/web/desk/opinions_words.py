"""What the codes of exchanges of opinions are called at the desk, and what each step means."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from trilogue.domain.opinions.actions.refusals import Refused
from trilogue.domain.opinions.choices import Phase

REFUSALS: Mapping[str, Any] = {
    "empty": gettext_lazy("Write something."),
    "long": gettext_lazy(
        "This is too long: at most %(limit)s Latin letters, or %(half)s Chinese characters, kana or Hangul syllables."
    ),
    "signs": gettext_lazy(
        "It contains a character that cannot be seen. Type the words anew instead of pasting them."
    ),
    "language": gettext_lazy("Choose one of the four languages."),
    "there_already": gettext_lazy("The same measure is there already."),
    "no_reason": gettext_lazy("Choose a reason."),
    "itself": gettext_lazy("A measure cannot be merged with itself."),
    "not_accepted": gettext_lazy("Choose a measure that has been accepted."),
    "no_topic": gettext_lazy("Write the topic."),
    "too_few": gettext_lazy("At least %(limit)s accepted measures are needed first."),
    "order": gettext_lazy("Each time must come after the one before it."),
    "closed": gettext_lazy("This exchange is closed. Nothing of it can be changed any more."),
    "phase": gettext_lazy("This cannot be done at this stage."),
    "shown": gettext_lazy("The results are shown already."),
    "not_here": gettext_lazy("This belongs to another edition."),
    "decided": gettext_lazy("Somebody else has decided about it meanwhile. See what stands here now."),
    "no_header": gettext_lazy(
        "No column is named after a language. Name the columns English, 한국어, 日本語 or 中文."
    ),
    "nothing": gettext_lazy("Write measures, one a line, or choose a file."),
    "too_many": gettext_lazy("These are more than %(limit)s measures. Add them in parts."),
}
NOTHING_FINAL = gettext_lazy("Choose at least one measure of the agenda for the final vote first.")

BEGIN: Mapping[str, Any] = {
    Phase.PREPARE: gettext_lazy("Back to preparation"),
    Phase.COLLECT: gettext_lazy("Start collecting measures"),
    Phase.VOTE: gettext_lazy("Start the vote"),
    Phase.DISCUSS: gettext_lazy("End the vote and start the discussion"),
    Phase.FINAL: gettext_lazy("Start the final vote"),
    Phase.CLOSED: gettext_lazy("Close for good"),
}
"""What the button says that leads into a phase."""

MEANS: Mapping[str, tuple[Any, ...]] = {
    Phase.PREPARE: (gettext_lazy("Participants see nothing of this exchange any more. Nothing is deleted."),),
    Phase.COLLECT: (
        gettext_lazy("Participants see the topic and propose measures in their own language."),
        gettext_lazy("Nothing can be voted on yet."),
    ),
    Phase.VOTE: (
        gettext_lazy("Every participant can vote on every accepted measure, on the phone."),
        gettext_lazy("Words that are put to the vote stay as they are. A correction becomes a new measure."),
        gettext_lazy("How many have voted is shown by delegation. How they voted is shown to nobody."),
    ),
    Phase.DISCUSS: (
        gettext_lazy("Nobody can vote any more, and no vote can be changed. What was cast stays."),
        gettext_lazy("Next, show the results and put together the agenda."),
    ),
    Phase.FINAL: (
        gettext_lazy("The measures chosen on the agenda are put to the vote once more."),
        gettext_lazy("The first vote stays as it is. The agenda cannot be changed meanwhile."),
    ),
    Phase.CLOSED: (
        gettext_lazy("This cannot be undone."),
        gettext_lazy("Nobody can propose or vote any more, and nothing is moderated any more."),
        gettext_lazy(
            "The secret behind the pseudonyms is destroyed: nobody can ever tell who cast which vote."
        ),
        gettext_lazy("It is forgotten who proposed which measure."),
        gettext_lazy("Results that were not shown before can still be shown."),
    ),
}
"""What each step means, sentence by sentence."""

SHOWS: Mapping[bool, tuple[Any, ...]] = {
    False: (
        gettext_lazy(
            "Every participant sees on the phone what each delegation supports, and so can the screen in the room."
        ),
        gettext_lazy("The desk sees the same, and no more."),
        gettext_lazy(
            "A delegation is shown only where enough of its members have voted that nobody is given away."
        ),
        gettext_lazy("How a person voted is never shown to anybody."),
        gettext_lazy("The results can be hidden again, but whoever has seen them has seen them."),
    ),
    True: (
        gettext_lazy(
            "Every participant sees the result of the final vote, and so can the screen in the room."
        ),
        gettext_lazy("How a person voted is never shown to anybody."),
    ),
}
"""Who sees what once results are shown; of the final vote, True."""


def said(refused: Refused) -> str:
    """In the language of the page."""
    return said_of(refused.code, refused.limit)


def said_of(code: str, limit: int = 0) -> str:
    return str(REFUSALS[code]) % {"limit": limit, "half": limit // 2}
