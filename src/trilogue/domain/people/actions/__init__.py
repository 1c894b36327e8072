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
from trilogue.domain.people.actions.second_factors import (
    AppKnown,
    LastFactor,
    add_app,
    add_passkey,
    remove_factor,
    renew_codes,
    reset_factors,
)
from trilogue.domain.people.actions.sign_ins import (
    Client,
    end_session,
    end_sessions,
    note_refusal,
    note_sign_in,
    note_sign_out,
)

__all__ = [
    "AddressTaken",
    "AlreadyOne",
    "AppKnown",
    "Client",
    "ConsentNeeded",
    "DetailTooLong",
    "KeptApart",
    "LastFactor",
    "NameFaulty",
    "NameForm",
    "NoConsentText",
    "NoSuchForm",
    "NotMerged",
    "Spelling",
    "add_app",
    "add_passkey",
    "answer",
    "change_address",
    "confirm_name",
    "drop_detail",
    "drop_name",
    "end_session",
    "end_sessions",
    "forget",
    "introduce",
    "keep_apart",
    "keep_detail",
    "merge",
    "note_refusal",
    "note_sign_in",
    "note_sign_out",
    "open_account",
    "post",
    "publish_text",
    "reconsider",
    "register",
    "remove_factor",
    "renew_codes",
    "reset_factors",
    "set_address",
    "suggest_name",
    "unmerge",
    "write_name",
]
