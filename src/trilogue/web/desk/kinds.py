"""What the record is made of, as the desk edits it: one table instead of one page a thing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from trilogue.domain.editions import actions as editions
from trilogue.domain.editions.choices import (
    ERRATUM_LETTER,
    FILE_LETTER,
    PHOTOGRAPH_LETTER,
    FigureKind,
    LineKind,
)
from trilogue.domain.editions.models import (
    Edition,
    EditionFile,
    Erratum,
    Fact,
    Figure,
    Line,
    Photograph,
    Series,
    Source,
    Term,
)
from trilogue.domain.programme import actions as programme
from trilogue.domain.programme.models import Session, Speaker
from trilogue.foundation.access import Actor
from trilogue.foundation.text.value import Text
from trilogue.web.desk.place import Place

Add = Callable[[Actor, Any, dict[str, Any]], Any]


@dataclass(frozen=True)
class Kind:
    """`fields` can be changed; `once` is said when adding and never again, `later` only when changing.

    At least one of `some_of` is given. No two rows of a place agree in all of `once` where it is `unique`.
    `mark` is the row's place in the record, `line` the kind of line where the row is one; `complete` says which
    texts of a row need every language. `home` is the page of the desk that lists the rows.
    """

    key: str
    model: type[Model]
    many: Any
    fields: tuple[str, ...]
    rows: Callable[[Any], Iterable[Any]]
    headline: Callable[[Any], Text | str]
    mark: Callable[[Any], tuple[str, ...]]
    change: Callable[..., tuple[str, ...]] = editions.change
    add: Add | None = None
    once: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    unique: bool = False
    some_of: tuple[str, ...] = ()
    complete: Callable[[Any], tuple[str, ...]] = lambda _row: ()
    remove: Callable[..., None] | None = None
    can_remove: Callable[[Any], bool] = lambda _row: True
    add_words: Any = ""
    line: str = ""
    home: str = "record"

    def field_key(self) -> str:
        """Lines of every kind share their fields."""
        return "line" if self.key in ("story", "objective", "detail", "article") else self.key


def _lines(kind: LineKind) -> Callable[[Place], Iterable[Line]]:
    def rows(place: Place) -> Iterable[Line]:
        found = place.lines.filter(kind=kind).select_related("edition")
        return found.filter(edition=None) if isinstance(place, Series) else found

    return rows


def _add_line(kind: LineKind) -> Add:
    def add(by: Actor, place: Place, values: dict[str, Any]) -> Line:
        if isinstance(place, Series):
            return editions.add_line(by=by, series=place, kind=kind, **values)
        return editions.add_line(by=by, series=place.series, edition=place, kind=kind, **values)

    return add


def _line(key: str, many: Any, kind: LineKind, section: str, add_words: Any, *fields: str) -> Kind:
    return Kind(
        key=key,
        model=Line,
        many=many,
        fields=fields or ("text",),
        rows=_lines(kind),
        headline=lambda line: line.text,
        mark=lambda line: (section, line.key),
        add=_add_line(kind),
        remove=editions.remove,
        add_words=add_words,
        line=kind.value,
    )


def _figure_words(figure: Any) -> str:
    about = "≈ " if figure.approximate else ""
    return f"{FigureKind(figure.kind).label} · {figure.country_id or '–'} · {about}{figure.count}"


def _photograph_mark(photograph: Any) -> tuple[str, ...]:
    if photograph.group:
        return ("photograph",)
    return ("photographs", f"E{photograph.edition.number}.{PHOTOGRAPH_LETTER}{photograph.number}")


def _errata(place: Place) -> Iterable[Erratum]:
    found = place.errata.select_related("edition")
    return found.filter(edition=None) if isinstance(place, Series) else found


def _erratum_mark(erratum: Erratum) -> tuple[str, ...]:
    owner = f"E{erratum.edition.number}" if erratum.edition else "S"
    return ("errata", f"{owner}.{ERRATUM_LETTER}{erratum.number}")


ERRATA = Kind(
    "erratum",
    Erratum,
    _("Errata"),
    ("mark", "text"),
    _errata,
    lambda erratum: erratum.text,
    _erratum_mark,
    add=lambda by, place, values: editions.add_erratum(by=by, place=place, **values),
    remove=editions.remove,
    can_remove=lambda erratum: erratum.issued_at is None,
    add_words=_("Issue an erratum"),
)

EDITION_KINDS = (
    Kind(
        "edition",
        Edition,
        _("The edition"),
        ("date", "status", "location", "article_title"),
        lambda edition: [edition],
        lambda edition: edition.location,
        lambda edition: (f"E{edition.number}",),
    ),
    _line("detail", _("Detail lines"), LineKind.DETAIL, "details", _("Add a detail line")),
    _line("article", _("The article"), LineKind.ARTICLE, "article", _("Add a line to the article")),
    Kind(
        "fact",
        Fact,
        _("Facts with their sources"),
        ("kind", "text", "date", "source", "superseded_on"),
        lambda edition: edition.facts.select_related("source", "edition"),
        lambda fact: fact.text or fact.date,
        lambda fact: ("facts", f"E{fact.edition.number}.F{fact.number}"),
        add=lambda by, edition, values: editions.add_fact(by=by, edition=edition, **values),
        later=("superseded_on",),
        some_of=("text", "date"),
        add_words=_("Add a fact"),
    ),
    Kind(
        "figure",
        Figure,
        _("Figures"),
        ("count", "approximate", "source"),
        lambda edition: edition.figures.select_related("country", "source"),
        _figure_words,
        lambda figure: ("figures", f"{figure.kind}:{figure.country_id or ''}"),
        add=lambda by, edition, values: editions.set_figure(by=by, edition=edition, **values),
        once=("kind", "country"),
        unique=True,
        remove=editions.remove,
        add_words=_("Add a figure"),
    ),
    Kind(
        "photograph",
        Photograph,
        _("Photographs"),
        ("caption", "credit", "alt"),
        lambda edition: edition.photographs.select_related("edition__series"),
        lambda photograph: photograph.caption,
        _photograph_mark,
        complete=lambda photograph: ("alt",) if photograph.picture else (),
        later=("alt",),
        add=lambda by, edition, values: editions.describe_photograph(by=by, edition=edition, **values),
        add_words=_("Add the photograph's caption"),
    ),
    Kind(
        "file",
        EditionFile,
        _("Files"),
        ("title", "credit"),
        lambda edition: edition.files.select_related("edition__series"),
        lambda file: file.title,
        lambda file: ("files", f"E{file.edition.number}.{FILE_LETTER}{file.number}"),
    ),
    Kind(
        "session",
        Session,
        _("Sessions"),
        ("kind", "title", "starts_on", "source"),
        lambda edition: edition.sessions.select_related("source"),
        lambda session: session.title,
        lambda session: ("sessions", str(session.number)),
        change=programme.change,
        add=lambda by, edition, values: programme.add_session(by=by, edition=edition, **values),
        remove=programme.remove,
        add_words=_("Add a session"),
    ),
    Kind(
        "speaker",
        Speaker,
        _("Speakers"),
        ("name", "native_name", "native_tag", "romanisation_confirmed", "title"),
        lambda edition: Speaker.objects.filter(session__edition=edition).select_related("session"),
        lambda speaker: speaker.name,
        lambda speaker: ("sessions", str(speaker.session.number)),
        change=programme.change,
        add=lambda by, _edition, values: programme.add_speaker(by=by, **values),
        once=("session",),
        remove=programme.remove,
        add_words=_("Add a speaker"),
    ),
    ERRATA,
)

SERIES_KINDS = (
    Kind(
        "series",
        Series,
        _("The series"),
        ("name", "tagline", "host", "lead"),
        lambda series: [series],
        lambda series: series.name,
        lambda _series: ("S",),
    ),
    _line("story", _("The story"), LineKind.STORY, "story", _("Add a sentence")),
    _line(
        "objective",
        _("Objectives"),
        LineKind.OBJECTIVE,
        "objectives",
        _("Add an objective"),
        "title",
        "text",
        "introduction",
    ),
    Kind(
        "source",
        Source,
        _("Sources"),
        ("title", "publisher", "url", "published"),
        lambda series: series.sources.select_related("series"),
        lambda source: source.title,
        lambda source: ("sources", source.key),
        add=lambda by, series, values: editions.add_source(by=by, series=series, **values),
        once=("key",),
        unique=True,
        add_words=_("Add a source"),
    ),
    ERRATA,
)


TERM = Kind(
    "term",
    Term,
    _("Glossary"),
    ("text", "note"),
    lambda series: series.terms.all(),
    lambda term: term.text,
    lambda term: ("terms", term.key),
    once=("key",),
    home="glossary",
)


def kinds_of(place: Place) -> tuple[Kind, ...]:
    return SERIES_KINDS if isinstance(place, Series) else EDITION_KINDS


def kept_kinds_of(place: Place) -> tuple[Kind, ...]:
    """Everything that has a history; words of the glossary have their own page and form."""
    return (*kinds_of(place), TERM) if isinstance(place, Series) else kinds_of(place)


def kind_of(kinds: Iterable[Kind], key: str) -> Kind:
    for kind in kinds:
        if kind.key == key:
            return kind
    raise Http404


def row_of(place: Place, kind: Kind, pk: int) -> Any:
    """The row with this number among those of the place; anything else does not exist."""
    for row in kind.rows(place):
        if row.pk == pk:
            return row
    raise Http404


def can_add(kind: Kind, rows: list[Any]) -> bool:
    """An edition has one group photograph at most; others come with their file."""
    return kind.add is not None and not (kind.key == "photograph" and any(row.group for row in rows))
