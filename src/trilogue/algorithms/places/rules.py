"""What a registry must hold to, and what it may lack: one generator a rule."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from trilogue.algorithms.places.codes import has_right_check_digit, is_well_formed
from trilogue.algorithms.places.model import LANGUAGES, OWN, Finding, Period

Governments = Mapping[tuple[str, str], Sequence[Period]]


def findings(periods: Sequence[Period]) -> Iterator[Finding]:
    """Everything found in a whole registry, rule by rule."""
    by_government = defaultdict(list)
    for period in sorted(periods, key=lambda each: (each.key, each.since or date.min)):
        by_government[period.key].append(period)
    for rule in (_codes, _periods, _parents, _successors, _shared_codes, _names, _positions, _homonyms):
        yield from rule(by_government)


def _of(code: str, period: Period, field: str, **values: str) -> Finding:
    return Finding(code, period.country, period.government, field, period.row, values)


def _codes(governments: Governments) -> Iterator[Finding]:
    for periods in governments.values():
        for period in periods:
            if not is_well_formed(period.country, period.level, period.code):
                yield _of("CODE_FORM", period, "code", value=period.code)
            elif not has_right_check_digit(period.country, period.code):
                yield _of("CHECK_DIGIT", period, "code", value=period.code)


def _periods(governments: Governments) -> Iterator[Finding]:
    """Periods run forward and join, and the last one bears the government's own code."""
    for periods in governments.values():
        last = periods[-1]
        if last.code != last.government:
            yield _of("LAST_CODE", last, "government", value=last.code)
        for period in periods:
            if period.level != last.level:
                yield _of("LEVEL_CHANGES", period, "level", value=str(period.level))
            if period.since and period.until and period.since > period.until:
                yield _of("PERIOD_BACKWARDS", period, "until", value=period.until.isoformat())
        for before, after in pairwise(periods):
            if before.until is None or after.since is None or after.since <= before.until:
                yield _of("OVERLAP", after, "from", value=_day(after.since))
            elif after.since - before.until > timedelta(days=1):
                yield _of("PERIOD_GAP", after, "from", value=_day(after.since))


def _parents(governments: Governments) -> Iterator[Finding]:
    """A second-level government stands under a first-level one of its country that was there all the while."""
    by_code = _by_code(governments)
    for periods in governments.values():
        for period in periods:
            above = by_code.get((period.country, period.parent), [])
            if period.level == 1:
                if period.parent:
                    yield _of("PARENT_NOT_WANTED", period, "parent", value=period.parent)
            elif not any(each.level == 1 for each in above):
                yield _of("PARENT_MISSING", period, "parent", value=period.parent)
            elif not any(each.covers(period) for each in above):
                yield _of("PARENT_PERIOD", period, "parent", value=period.parent)


def _successors(governments: Governments) -> Iterator[Finding]:
    for periods in governments.values():
        last = periods[-1]
        if last.successor and (
            last.successor == last.government or (last.country, last.successor) not in governments
        ):
            yield _of("SUCCESSOR_MISSING", last, "successor", value=last.successor)
        elif last.successor and last.until is None:
            yield _of("SUCCESSOR_TOO_EARLY", last, "successor", value=last.successor)
        elif last.until and not last.successor:
            yield _of("NO_SUCCESSOR", last, "successor")


def _shared_codes(governments: Governments) -> Iterator[Finding]:
    """Two governments of a country never bear one code at the same time."""
    for periods in _by_code(governments).values():
        ordered = sorted(periods, key=lambda each: each.since or date.min)
        for before, after in pairwise(ordered):
            together = before.until is None or after.since is None or after.since <= before.until
            if before.key != after.key and together:
                yield _of("CODE_TWICE", after, "code", value=before.government)


def _names(governments: Governments) -> Iterator[Finding]:
    for periods in governments.values():
        for period in periods:
            own = OWN.get(period.country, "en")
            for language in LANGUAGES:
                if language in period.names:
                    continue
                if language == own:
                    yield _of("NO_OWN_NAME", period, language)
                elif language == "en":
                    yield _of("NO_ROMANISATION", period, language)
                else:
                    yield _of("NO_NAME", period, language)


def _positions(governments: Governments) -> Iterator[Finding]:
    for periods in governments.values():
        if periods[-1].until is None and periods[-1].position is None:
            yield _of("NO_POSITION", periods[-1], "latitude")


def _homonyms(governments: Governments) -> Iterator[Finding]:
    """Governments of a country that bear one name today, each told with the others' codes."""
    bearers = defaultdict(list)
    for periods in governments.values():
        if periods[-1].until is None and periods[-1].own_name:
            bearers[periods[-1].country, periods[-1].own_name].append(periods[-1])
    for (_, name), found in bearers.items():
        for period in found if len(found) > 1 else ():
            others = " ".join(each.government for each in found if each is not period)
            yield _of("HOMONYM", period, OWN.get(period.country, "en"), value=name, others=others)


def _by_code(governments: Governments) -> Mapping[tuple[str, str], list[Period]]:
    by_code = defaultdict(list)
    for periods in governments.values():
        for period in periods:
            by_code[period.country, period.code].append(period)
    return by_code


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
