"""What changes about persons."""

from trilogue.domain.people.actions.accounts import AddressTaken, change_address
from trilogue.domain.people.actions.consents import NoConsentText, answer, publish_text
from trilogue.domain.people.actions.details import ConsentNeeded, DetailTooLong, drop_detail, keep_detail
from trilogue.domain.people.actions.forgetting import forget
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
    introduce,
    set_address,
    suggest_name,
    write_name,
)
from trilogue.domain.people.actions.persons import NameForm, open_account, post, register

__all__ = [
    "AddressTaken",
    "AlreadyOne",
    "ConsentNeeded",
    "DetailTooLong",
    "KeptApart",
    "NameFaulty",
    "NameForm",
    "NoConsentText",
    "NoSuchForm",
    "NotMerged",
    "Spelling",
    "answer",
    "change_address",
    "confirm_name",
    "drop_detail",
    "drop_name",
    "forget",
    "introduce",
    "keep_apart",
    "keep_detail",
    "merge",
    "open_account",
    "post",
    "publish_text",
    "reconsider",
    "register",
    "set_address",
    "suggest_name",
    "unmerge",
    "write_name",
]
