"""Every write to an exchange of opinions. All are logged but votes and seconds, which are secret."""

from trilogue.domain.opinions.actions.agenda import set_agenda
from trilogue.domain.opinions.actions.archive import Foreign, add_closed, keep_folder, publish, withdraw
from trilogue.domain.opinions.actions.conversations import (
    Terms,
    change,
    conceal,
    destroy_left_secrets,
    go_to,
    reveal,
    set_up,
)
from trilogue.domain.opinions.actions.forgetting import forget
from trilogue.domain.opinions.actions.questions import (
    ask,
    close_question_time,
    decide,
    open_question_time,
    pause,
    second,
    translate_question,
)
from trilogue.domain.opinions.actions.refusals import Refused
from trilogue.domain.opinions.actions.screens import renew_code, screen_of, show
from trilogue.domain.opinions.actions.statements import (
    accept,
    add_seed,
    edit,
    merge,
    note_told,
    propose,
    reject,
    translate,
    translate_by_machine,
)
from trilogue.domain.opinions.actions.votes import Casting, Kept, cast

__all__ = [
    "Casting",
    "Foreign",
    "Kept",
    "Refused",
    "Terms",
    "accept",
    "add_closed",
    "add_seed",
    "ask",
    "cast",
    "change",
    "close_question_time",
    "conceal",
    "decide",
    "destroy_left_secrets",
    "edit",
    "forget",
    "go_to",
    "keep_folder",
    "merge",
    "note_told",
    "open_question_time",
    "pause",
    "propose",
    "publish",
    "reject",
    "renew_code",
    "reveal",
    "screen_of",
    "second",
    "set_agenda",
    "set_up",
    "show",
    "translate",
    "translate_by_machine",
    "translate_question",
    "withdraw",
]
