"""Signs to fold and stand on the tables, one a table and round, in all four languages. They name nobody."""

from django.utils.translation import gettext, override

from trilogue.documents.board import round_label, table_label
from trilogue.documents.document import Document
from trilogue.documents.typeset import set_pdf
from trilogue.documents.wording import Run, headed
from trilogue.domain.editions.models import Edition
from trilogue.domain.tables.queries import plan_of, titles_of
from trilogue.foundation.text.value import LANGUAGES, TAGS, State, Text


def build(edition: Edition, language: str) -> Document:
    """Raises LookupError where no tables are planned. `language` is that of the file's title."""
    plan = plan_of(edition)
    if plan is None:
        raise LookupError("no tables are planned")
    titles = titles_of(plan)
    with override(language):
        data = {
            "title": headed(gettext("Table signs"), edition, language),
            "rounds": [_lines(number, title) for number, title in enumerate(titles, start=1)],
            "tables": [
                {"number": str(number), "names": _names(number)} for number in range(1, plan.tables + 1)
            ],
        }
        name = f"{edition.series.slug}-{edition.number}-table-signs.{language}.pdf"
        return set_pdf(name, "table_signs.typ", language, data)


def _names(number: int) -> list[Run]:
    """Table 3 · 3조 · 3班 · 第3组."""
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append(Run(table_label(number), TAGS[language]))
    return found


def _lines(number: int, title: Text) -> list[dict[str, Run | None]]:
    """The round in each language, with its title where it is known in that language."""
    found = []
    for language in LANGUAGES:
        with override(language):
            label = Run(round_label(number), TAGS[language])
        known = title.state(language) is not State.MISSING
        found.append(
            {"label": label, "title": Run(title.shown(language).text, TAGS[language]) if known else None}
        )
    return found
