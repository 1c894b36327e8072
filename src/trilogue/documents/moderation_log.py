"""What became of each measure of an exchange, as a list. It names nobody: of an author there is the language alone."""

from django.utils import timezone
from django.utils.translation import gettext, override, pgettext

from trilogue.documents.document import CSV, XLSX, Document
from trilogue.documents.wording import listed, plain
from trilogue.domain.opinions.choices import Reason, StatementState
from trilogue.domain.opinions.models import Conversation, Statement
from trilogue.foundation.formats import csv, xlsx
from trilogue.foundation.formats.table import Table
from trilogue.foundation.text.value import ENDONYMS, LANGUAGES

FORMS = ("xlsx", "csv")


def build(conversation: Conversation, language: str, form: str) -> Document:
    """As "xlsx" or "csv". Raises LookupError for another form."""
    with override(language):
        stem = f"{conversation.series.slug}-opinions-{conversation.number}-moderation"
        name = f"{stem}.{language}.{form}"
        table = _table(conversation, language)
        match form:
            case "xlsx":
                title = f"{table.name} · {plain(conversation.topic, language)}"
                return Document(name, XLSX, xlsx.write([table], title=title, language=language))
            case "csv":
                return Document(name, CSV, csv.write(table))
    raise LookupError(form)


def _table(conversation: Conversation, language: str) -> Table:
    statements = conversation.statements.select_related("merged_into", "replaces").order_by("number")
    header = [
        gettext("No."),
        gettext("State"),
        pgettext("rejection", "Reason"),
        gettext("Note"),
        gettext("Merged into"),
        gettext("Replaces"),
        gettext("Kind"),
        gettext("Proposed (hour)"),
        gettext("Decided (hour)"),
        gettext("Original language"),
        *(ENDONYMS[each] for each in LANGUAGES),
    ]
    return Table(gettext("Log of moderation"), header, [_row(each, language) for each in statements])


def _row(statement: Statement, language: str) -> list[str]:
    text = statement.text
    return [
        str(statement.number),
        str(StatementState(statement.state).label),
        str(Reason(statement.reason).label) if statement.reason else "",
        plain(statement.note, language),
        str(statement.merged_into.number) if statement.merged_into else "",
        str(statement.replaces.number) if statement.replaces else "",
        listed(_kinds(statement), language),
        f"{timezone.localtime(statement.proposed_at):%Y-%m-%d %H:00}",
        f"{timezone.localtime(statement.decided_at):%Y-%m-%d %H:00}" if statement.decided_at else "",
        ENDONYMS[text.source],
        *(text.entries[each].text if each in text.entries else "" for each in LANGUAGES),
    ]


def _kinds(statement: Statement) -> list[str]:
    found = [gettext("written by the desk")] if statement.seed else []
    return [*found, gettext("about the process")] if statement.about_process else found
