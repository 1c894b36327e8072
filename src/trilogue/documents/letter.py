"""The official letter of a call for nominations, as each of the four languages writes such letters."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

from django.utils.translation import gettext, override

from trilogue.documents.document import DOCX, HWPX, Document
from trilogue.documents.letter_facts import SAMPLE, LetterFacts
from trilogue.documents.letter_template import Line, Slot, TemplateProblem, lines, problems
from trilogue.documents.letter_words import PLACEHOLDERS, Kind, items
from trilogue.documents.typeset import set_pdf
from trilogue.documents.wording import banner, nth_edition, plain
from trilogue.foundation.formats import docx, hwpx
from trilogue.foundation.formats.prose import Paragraph, Prose, Run
from trilogue.foundation.text.value import LANGUAGES, TAGS, Entry, State, Text

LETTERS = Path(__file__).parent / "letters"
FORMS = ("docx", "hwpx", "pdf")


class LetterRefused(Exception):
    """A template with `problems`: besides those of `check_template` EMPTY_VALUE, where the facts do not say what the
    template asks for.
    """

    def __init__(self, problems: Sequence[TemplateProblem]) -> None:
        super().__init__(*problems)
        self.problems = problems


@dataclass(frozen=True)
class Placeholder:
    """For those who edit a template; `example` is invented."""

    name: str
    kind: Kind
    meaning: str
    example: str


def placeholders(language: str) -> list[Placeholder]:
    with override(language):
        return [
            Placeholder(name, each.kind, str(each.meaning), _example(name, language))
            for name, each in PLACEHOLDERS.items()
        ]


@cache
def default_templates() -> Text:
    """The templates of this house, from which a call begins."""
    said = {language: (LETTERS / f"{language}.txt").read_text(encoding="utf-8") for language in LANGUAGES}
    return Text("ko", {language: Entry(words, State.HUMAN) for language, words in said.items()})


def check_template(text: str) -> list[TemplateProblem]:
    """Everything that must be mended before letters are written; empty when nothing is wrong."""
    return problems(text, PLACEHOLDERS)


def render(template: str, facts: LetterFacts, language: str) -> list[Paragraph]:
    """The paragraphs of a letter. What the facts say is put in as it is and never followed. Raises LetterRefused."""
    if found := check_template(template) or _unsaid(template, facts, language):
        raise LetterRefused(found)
    return [paragraph for line in lines(template) for paragraph in _paragraphs(line, facts, language)]


def build(facts: LetterFacts, language: str, form: str, template: str = "") -> Document:
    """As "docx", "hwpx" or "pdf", from the template of this house unless another is given.

    Raises LetterRefused, and LookupError for another form.
    """
    with override(language):
        paragraphs = render(template or default_templates().entries[language].text, facts, language)
        prose = Prose(_title(facts, language), TAGS[language], [*_banner(facts, language), *paragraphs])
        name = f"{facts.stem}-letter.{language}.{form}"
        match form:
            case "docx":
                return Document(name, DOCX, docx.write(prose))
            case "hwpx":
                return Document(name, HWPX, hwpx.write(prose))
            case "pdf":
                return _pdf(name, prose, language)
    raise LookupError(form)


def _title(facts: LetterFacts, language: str) -> str:
    return gettext("Call for nominations: %(edition)s, %(series)s") % {
        "edition": nth_edition(facts.ordinal, language),
        "series": plain(facts.series, language),
    }


def _banner(facts: LetterFacts, language: str) -> list[Paragraph]:
    words = banner(demonstration=facts.demonstration)
    return [Paragraph((Run(words, TAGS[language]),), align="center")] if words else []


def _pdf(name: str, prose: Prose, language: str) -> Document:
    """Headings of a sheet begin at the first level, whichever the template uses."""
    levels = sorted({each.heading for each in prose.paragraphs if each.heading})
    rank = {level: number for number, level in enumerate(levels, start=1)}
    paragraphs = [{**asdict(each), "rank": rank.get(each.heading, 0)} for each in prose.paragraphs]
    return set_pdf(name, "letter.typ", language, {"title": prose.title, "paragraphs": paragraphs})


def _example(name: str, language: str) -> str:
    return " ".join(f"{number}{run.text}" for number, run in items(SAMPLE, name, language))


def _unsaid(template: str, facts: LetterFacts, language: str) -> list[TemplateProblem]:
    """Placeholders that the facts leave empty, each once, where it stands first."""
    used = {piece.name for line in lines(template) for piece in line.pieces if isinstance(piece, Slot)}
    return [
        TemplateProblem("EMPTY_VALUE", name, template.index(f"{{{name}}}"))
        for name in PLACEHOLDERS
        if name in used and not items(facts, name, language)
    ]


def _paragraphs(line: Line, facts: LetterFacts, language: str) -> Iterator[Paragraph]:
    """One paragraph; one for each item where the line has a list, the further ones under the first."""
    before, listed, after = _around_list(line, facts, language)
    whole = Paragraph(
        runs=tuple(before),
        label=line.label,
        indent=line.indent,
        first=line.first,
        align=line.align,
        heading=line.heading,
        large=line.large,
        rule=line.rule,
        above=line.above,
    )
    if not listed:
        yield whole
        return
    (number, words), *others = [(number, [run]) for number, run in listed]
    (others or [(number, words)])[-1][1].extend(after)
    begins = line.indent + line.first
    yield replace(whole, runs=tuple(words), label=whole.text + number, indent=begins, first=0)
    for each, said in others:
        yield Paragraph(tuple(said), each, under=whole.text, indent=begins, align=line.align)


def _around_list(
    line: Line, facts: LetterFacts, language: str
) -> tuple[list[Run], list[tuple[str, Run]], list[Run]]:
    """The runs before the line's list, its items, and the runs after it; all is before where there is no list."""
    for index, piece in enumerate(line.pieces):
        if isinstance(piece, Slot) and PLACEHOLDERS[piece.name].kind is Kind.LIST:
            found = items(facts, piece.name, language)
            before, after = line.pieces[:index], line.pieces[index + 1 :]
            return _runs(before, facts, language), found, _runs(after, facts, language)
    return _runs(line.pieces, facts, language), [], []


def _runs(pieces: Iterable[str | Slot], facts: LetterFacts, language: str) -> list[Run]:
    return [
        run
        for piece in pieces
        for run in (
            [Run(piece, TAGS[language])]
            if isinstance(piece, str)
            else [run for _, run in items(facts, piece.name, language)]
        )
    ]
