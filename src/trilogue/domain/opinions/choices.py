from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import pgettext_lazy


class Phase(TextChoices):
    """The life of an exchange of opinions. Closed is for good: the secret behind its pseudonyms is destroyed."""

    PREPARE = "prepare", pgettext_lazy("exchange", "in preparation")
    COLLECT = "collect", pgettext_lazy("exchange", "collecting measures")
    VOTE = "vote", pgettext_lazy("exchange", "voting")
    DISCUSS = "discuss", pgettext_lazy("exchange", "discussion")
    FINAL = "final", pgettext_lazy("exchange", "final vote")
    CLOSED = "closed", pgettext_lazy("exchange", "closed")


class Ballot(TextChoices):
    """On all statements, and once more on those of the agenda after they were discussed."""

    OPEN = "open", pgettext_lazy("ballot", "vote on all measures")
    FINAL = "final", pgettext_lazy("ballot", "final vote")


BALLOTS = {Phase.VOTE: Ballot.OPEN, Phase.FINAL: Ballot.FINAL}
"""The phases in which votes are taken, and for which ballot."""


class Choice(IntegerChoices):
    AGREE = 1, pgettext_lazy("vote", "Agree")
    DISAGREE = -1, pgettext_lazy("vote", "Disagree")
    PASS = 0, pgettext_lazy("vote", "Pass")


class StatementState(TextChoices):
    WAITING = "waiting", pgettext_lazy("statement", "waiting for the desk")
    ACCEPTED = "accepted", pgettext_lazy("statement", "accepted")
    REJECTED = "rejected", pgettext_lazy("statement", "not accepted")
    MERGED = "merged", pgettext_lazy("statement", "merged with another")


class Reason(TextChoices):
    """Why a statement is not put to the vote: said to its author in the author's language."""

    TOPIC = "topic", pgettext_lazy("rejection", "It is not about the topic.")
    SEVERAL = (
        "several",
        pgettext_lazy("rejection", "It asks for several things at once; propose them one by one."),
    )
    UNCLEAR = "unclear", pgettext_lazy("rejection", "It is not clear what is to be done.")
    PERSON = "person", pgettext_lazy("rejection", "It is about a person.")
    OFFENCE = "offence", pgettext_lazy("rejection", "It could offend.")
    THERE = "there", pgettext_lazy("rejection", "The same has been proposed already.")
    OTHER = "other", pgettext_lazy("rejection", "For another reason.")


class AgendaReason(TextChoices):
    SUPPORTED = "supported", pgettext_lazy("agenda", "supported by all delegations")
    DIVIDES = "divides", pgettext_lazy("agenda", "divides the delegations")
    CHOSEN = "chosen", pgettext_lazy("agenda", "chosen by the desk")


class View(TextChoices):
    """What a room's screen shows."""

    JOIN = "join", pgettext_lazy("screen", "how to join")
    TURNOUT = "turnout", pgettext_lazy("screen", "who has voted, by delegation")
    COMMON = "common", pgettext_lazy("screen", "what all delegations support")
    DIVIDES = "divides", pgettext_lazy("screen", "what divides")
    MAP = "map", pgettext_lazy("screen", "map of opinions")
    AGENDA = "agenda", pgettext_lazy("screen", "agenda")
    FINAL = "final", pgettext_lazy("screen", "result of the final vote")
    QUESTIONS = "questions", pgettext_lazy("screen", "questions to the speaker")
    BLANK = "blank", pgettext_lazy("screen", "nothing")


class QuestionState(TextChoices):
    WAITING = "waiting", pgettext_lazy("question", "waiting for the desk")
    ACCEPTED = "accepted", pgettext_lazy("question", "put to the speaker")
    REJECTED = "rejected", pgettext_lazy("question", "not put to the speaker")
    ANSWERED = "answered", pgettext_lazy("question", "answered")
