"""Every write to plans, seats, rules and searches. Each is logged; how far a search is, is not (searches.py)."""

from trilogue.domain.tables.actions.forgetting import forget
from trilogue.domain.tables.actions.interpreters import call_interpreter_back, send_interpreter
from trilogue.domain.tables.actions.plans import delete_plan, publish_plan, store_plan, unpublish_plan
from trilogue.domain.tables.actions.refusals import Refused
from trilogue.domain.tables.actions.rules import add_rule, remove_rule, set_absences, title_round
from trilogue.domain.tables.actions.searches import ask_search, restart_search, stop_search
from trilogue.domain.tables.actions.seats import hand_over_seats, lock_seats, move_seat

__all__ = [
    "Refused",
    "add_rule",
    "ask_search",
    "call_interpreter_back",
    "delete_plan",
    "forget",
    "hand_over_seats",
    "lock_seats",
    "move_seat",
    "publish_plan",
    "remove_rule",
    "restart_search",
    "send_interpreter",
    "set_absences",
    "stop_search",
    "store_plan",
    "title_round",
    "unpublish_plan",
]
