"""The entry for a register of processing: what is kept of people, how long, on which consent."""

from django.utils.translation import gettext, override
from django.utils.translation import pgettext as say

from trilogue.documents.document import XLSX, Document
from trilogue.domain.people.queries import current_texts
from trilogue.foundation.formats import xlsx
from trilogue.foundation.formats.table import Table
from trilogue.foundation.retention.policy import columns_of, policy


def build(language: str) -> Document:
    with override(language):
        sheets = [_kinds(), _columns(), _consents(language)]
        title = gettext("Register of processing")
        data = xlsx.write(sheets, title=title, language=language)
        return Document(f"register-of-processing.{language}.xlsx", XLSX, data)


def _kinds() -> Table:
    """The policy's own words, which are English in every language."""
    rows = [
        [name, kept["kept"], str(kept.get("days", "")), kept.get("since", "")]
        for name, kept in policy()["classes"].items()
        if kept["personal"]
    ]
    return Table(
        gettext("Kinds of data"),
        [say("register", "kind"), gettext("kept"), gettext("days"), gettext("counted from")],
        rows,
    )


def _columns() -> Table:
    rows = [
        [name, label, ", ".join(columns)]
        for name, kept in policy()["classes"].items()
        if kept["personal"]
        for label, columns in columns_of(name).items()
    ]
    return Table(gettext("Items"), [say("register", "kind"), gettext("record"), gettext("items")], rows)


def _consents(language: str) -> Table:
    rows = [
        [str(purpose.label), str(text.version), f"{text.valid_from:%Y-%m-%d}", text.text.shown(language).text]
        for purpose, text in current_texts().items()
    ]
    header = [gettext("purpose"), gettext("version"), gettext("valid from"), gettext("text")]
    return Table(gettext("Consents"), header, rows)
