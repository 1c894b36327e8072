"""Every text of the record under its permanent id."""

from trilogue.documents.record.edition import EditionRecord
from trilogue.documents.record.series import SeriesRecord
from trilogue.foundation.text.value import Text


def series_facts(series: SeriesRecord) -> dict[str, Text]:
    table = {"S.N": series.name, "S.G": series.tagline, "S.H": series.host}
    table |= {line.id: line.text for line in (*series.story, *series.objectives)}
    return table | {each.id: each.text for each in series.errata}


def edition_facts(edition: EditionRecord) -> dict[str, Text]:
    owner = f"E{edition.number}"
    table = {line.id: line.text for line in (*edition.details, *edition.article)}
    table |= {fact.id: fact.text for fact in edition.facts if fact.text}
    if edition.location:
        table[f"{owner}.L"] = edition.location
    if edition.photograph:
        table |= {f"{owner}.C": edition.photograph.caption, f"{owner}.X": edition.photograph.credit}
    table |= _picture_facts(edition)
    for session in edition.sessions:
        table[f"{owner}.S{session.number}"] = session.title
    table |= {each.id: each.text for each in edition.errata}
    return table


def _picture_facts(edition: EditionRecord) -> dict[str, Text]:
    """Of the album and the files, under the id of each and what it is: E7.I2.C, E7.I2.X, E7.I2.T; E7.M1, E7.M1.X."""
    table = {f"{each.id}.T": each.alt for each in edition.album}
    for photograph in edition.photographs:
        table |= {f"{photograph.id}.C": photograph.caption, f"{photograph.id}.X": photograph.credit}
    for file in edition.files:
        table |= {file.id: file.title, f"{file.id}.X": file.credit}
    return table
