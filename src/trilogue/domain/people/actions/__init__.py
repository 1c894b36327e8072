"""What changes about persons."""

from trilogue.domain.people.actions.consents import NoConsentText, answer, publish_text
from trilogue.domain.people.actions.details import ConsentNeeded, DetailTooLong, drop_detail, keep_detail
from trilogue.domain.people.actions.persons import NameForm, open_account, post, register

__all__ = [
    "ConsentNeeded",
    "DetailTooLong",
    "NameForm",
    "NoConsentText",
    "answer",
    "drop_detail",
    "keep_detail",
    "open_account",
    "post",
    "publish_text",
    "register",
]
