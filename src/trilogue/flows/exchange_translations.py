"""Translations leave as a file and come back: nothing is stored that was not shown, nothing overwritten unseen."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from trilogue.documents import translatable
from trilogue.documents.translatable import Standing, Unit
from trilogue.flows.translate import Refused, Translation, check_words, translate_all
from trilogue.foundation.access import Actor
from trilogue.foundation.formats import translation as files
from trilogue.foundation.text.characters import tidy
from trilogue.foundation.text.value import State


class Case(StrEnum):
    """What an import finds of one unit of a file."""

    SAME = "same"
    NEW = "new"
    CONFIRMED = "confirmed"
    SOURCE_CHANGED = "source_changed"
    TARGET_CHANGED = "target_changed"
    UNKNOWN = "unknown"
    ELSEWHERE = "elsewhere"
    SOURCE_ALTERED = "source_altered"
    OTHER_ORIGINAL = "other_original"
    UNFIT = "unfit"
    TOO_LONG = "too_long"


STORED = (Case.NEW, Case.CONFIRMED)
"""Stored on confirming, all of them."""
ASKED = (Case.SOURCE_CHANGED, Case.TARGET_CHANGED)
"""Stored only where somebody chose the file's words."""
LEFT_OUT = tuple(each for each in Case if each not in (*STORED, *ASKED, Case.SAME))


@dataclass(frozen=True)
class Finding:
    """`unit` is what stands now, None for what does not exist here."""

    case: Case
    said: files.Unit
    unit: Unit | None
    language: str
    character: str = ""

    @property
    def seen(self) -> str:
        return translatable.seen(self.unit.text, self.language) if self.unit else ""

    @property
    def choice(self) -> str:
        """Names the unit and what is shown of it: chosen before it changed again, it is asked again."""
        return f"{self.said.key}|{self.seen}"

    @property
    def standing_words(self) -> str:
        return self.unit.words(self.language) if self.unit else ""


def export(
    units: Iterable[Unit], place: str, source: str, target: str, notes: Mapping[str, str]
) -> files.Translations:
    """The texts first written in `source`. `notes` by key."""
    return files.Translations(
        source,
        target,
        place,
        tuple(
            files.Unit(
                each.key,
                each.source,
                each.words(target),
                each.standing(target).value,
                translatable.of(each.source),
                translatable.over(each.text, target),
                notes.get(each.key, ""),
            )
            for each in units
            if each.text.source == source and source != target
        ),
    )


def compare(file: files.Translations, here: Iterable[Unit], everywhere: Collection[str]) -> list[Finding]:
    """What each unit of the file would do. `here` are the texts that the file may touch, `everywhere` the keys of
    texts in other places.
    """
    known = {each.key: each for each in here}
    return [_finding(file, said, known.get(said.key), everywhere) for said in file.units]


def _finding(
    file: files.Translations, said: files.Unit, unit: Unit | None, everywhere: Collection[str]
) -> Finding:
    if unit is None:
        case = Case.ELSEWHERE if said.key in everywhere else Case.UNKNOWN
        return Finding(case, said, None, file.target)
    if unit.text.source != file.source or file.source == file.target:
        return Finding(Case.OTHER_ORIGINAL, said, unit, file.target)
    if _is_same(said, unit, file.target):
        return Finding(Case.SAME, said, unit, file.target)
    try:
        check_words(said.target)
    except Refused as refused:
        return Finding(Case(refused.code.lower()), said, unit, file.target, refused.character)
    return Finding(_case(said, unit, file.target), said, unit, file.target)


def _is_same(said: files.Unit, unit: Unit, language: str) -> bool:
    """The file brings nothing: these words stand already, or they are still those that went out. An empty
    translation takes none away.
    """
    words = tidy(said.target)
    went_out = said.over.partition(".")[0] == translatable.of(words)
    stands = words == unit.words(language)
    return not words or (stands and not _confirms(said, unit, language)) or (went_out and not stands)


def _confirms(said: files.Unit, unit: Unit, language: str) -> bool:
    """What went out as outdated is said to be right as it is."""
    outdated = unit.standing(language) == said.over.partition(".")[2] == Standing.OUTDATED
    return outdated and said.source == unit.source and said.state in (Standing.HUMAN, Standing.OFFICIAL)


def _case(said: files.Unit, unit: Unit, language: str) -> Case:
    if said.source != unit.source:
        was_so = translatable.of(said.source) == said.of
        return Case.SOURCE_CHANGED if was_so else Case.SOURCE_ALTERED
    if translatable.over(unit.text, language) != said.over:
        return Case.TARGET_CHANGED
    return Case.CONFIRMED if tidy(said.target) == unit.words(language) else Case.NEW


def store(findings: Iterable[Finding], chosen: Collection[str], *, by: Actor) -> int:
    """What is new, and of the conflicts what was chosen, in one transaction. Returns how many rows changed.

    Raises Stale where something changed since it was compared; nothing is stored then.
    """
    wanted = [
        each for each in findings if each.case in STORED or (each.case in ASKED and each.choice in chosen)
    ]
    return translate_all([_translation(each) for each in wanted if each.unit], by=by)


def _translation(finding: Finding) -> Translation:
    unit, said = finding.unit, finding.said
    assert unit is not None  # noqa: S101  findings that are stored have one
    older = said.source if finding.case == Case.SOURCE_CHANGED else ""
    return Translation(
        unit,
        finding.language,
        said.target,
        finding.seen,
        _state(finding, unit),
        of=older,
        confirmed=finding.case == Case.CONFIRMED,
    )


def _state(finding: Finding, unit: Unit) -> State:
    """New words are a person's, and nobody has reviewed them yet, whatever the file calls them; or a machine's where
    the file says so of words that were none's.
    """
    before = unit.standing(finding.language)
    if finding.case == Case.CONFIRMED:
        return unit.text.entries[finding.language].state
    by_machine = finding.said.state == Standing.MACHINE != before
    return State.MACHINE if by_machine else State.HUMAN
