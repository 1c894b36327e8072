"""The entry for a register of processing: what is kept of people, how long, on which consent."""

from django.utils.translation import gettext, gettext_lazy, override, pgettext

from trilogue.documents.document import XLSX, Document
from trilogue.domain.people.queries import current_texts
from trilogue.foundation.formats import xlsx
from trilogue.foundation.formats.table import Table
from trilogue.foundation.retention.policy import columns_of, policy

KEPT = {
    "identity": gettext_lazy("until erased: the person's own record over the editions"),
    "contact": gettext_lazy("30 days after the edition, then only for those with an account"),
    "post": gettext_lazy("until erased: the post held at the time of an edition"),
    "account": gettext_lazy(
        "while the person has an appointment or an edition to come, then a year after the last sign-in"
    ),
    "seating": gettext_lazy("until erased: who sat with whom, for the network"),
    "upload": gettext_lazy("until imported or discarded, a day at most"),
    "sealed": gettext_lazy("14 days after the edition, encrypted with the person's own key"),
    "consent": gettext_lazy("until erased, then the answer without the person: proof of what was agreed"),
    "network": gettext_lazy("until erased: who met whom, and what came of it"),
    "card": gettext_lazy("until taken back or erased: what a person shows to whom"),
    "opinion": gettext_lazy(
        "until the exchange of opinions is closed, or until erased: who wrote a proposal or a question"
    ),
    "nomination": gettext_lazy("until erased: how somebody came to take part"),
    "access": gettext_lazy("two years: who saw whose data"),
    "sign_in": gettext_lazy("a year: who signed in when, how and from where"),
    "offer": gettext_lazy("60 days: to whom a role was offered by a personal link"),
    "mail": gettext_lazy("90 days after sending"),
}
"""The policy's words for each class of personal data, in every language (a test compares the English)."""
SINCE = {
    "edition": gettext_lazy("the end of the edition"),
    "writing": gettext_lazy("the writing of the row"),
    "sign_in": gettext_lazy("the last sign-in"),
}


def build(language: str) -> Document:
    with override(language):
        sheets = [_kinds(), _columns(), _consents(language)]
        title = gettext("Register of processing")
        data = xlsx.write(sheets, title=title, language=language)
        return Document(f"register-of-processing.{language}.xlsx", XLSX, data)


def _kinds() -> Table:
    rows = [
        [name, str(KEPT[name]), str(kept.get("days", "")), str(SINCE.get(kept.get("since", ""), ""))]
        for name, kept in policy()["classes"].items()
        if kept["personal"]
    ]
    return Table(
        gettext("Kinds of data"),
        [pgettext("register", "kind"), gettext("kept"), gettext("days"), gettext("counted from")],
        rows,
    )


def _columns() -> Table:
    rows = [
        [name, label, ", ".join(columns)]
        for name, kept in policy()["classes"].items()
        if kept["personal"]
        for label, columns in columns_of(name).items()
    ]
    return Table(gettext("Items"), [pgettext("register", "kind"), gettext("record"), gettext("items")], rows)


def _consents(language: str) -> Table:
    rows = [
        [str(purpose.label), str(text.version), f"{text.valid_from:%Y-%m-%d}", text.text.shown(language).text]
        for purpose, text in current_texts().items()
    ]
    header = [gettext("purpose"), gettext("version"), gettext("valid from"), gettext("text")]
    return Table(gettext("Consents"), header, rows)
