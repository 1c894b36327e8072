"""What changes about persons."""

from trilogue.domain.people.actions.index import complete, rebuild, refresh
from trilogue.domain.people.actions.merges import (
    AlreadyOne,
    KeptApart,
    NotMerged,
    keep_apart,
    merge,
    reconsider,
    unmerge,
)
from trilogue.domain.people.actions.names import (
    NameFaulty,
    NoSuchForm,
    Spelling,
    confirm_name,
    drop_name,
    set_address,
    suggest_name,
    write_name,
)
from trilogue.domain.people.actions.persons import NameForm, open_account, post, register

__all__ = [
    "AlreadyOne",
    "KeptApart",
    "NameFaulty",
    "NameForm",
    "NoSuchForm",
    "NotMerged",
    "Spelling",
    "complete",
    "confirm_name",
    "drop_name",
    "keep_apart",
    "merge",
    "open_account",
    "post",
    "rebuild",
    "reconsider",
    "refresh",
    "register",
    "set_address",
    "suggest_name",
    "unmerge",
    "write_name",
]
