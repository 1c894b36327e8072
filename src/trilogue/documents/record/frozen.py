"""What publishing freezes, and the record that readers have of it."""

import msgspec

from trilogue.documents import exchange_record
from trilogue.documents.record.edition import EditionRecord
from trilogue.documents.record.series import SeriesRecord
from trilogue.documents.record.whole import Record
from trilogue.domain.editions.queries import current_publications, published_version


def freeze(part: SeriesRecord | EditionRecord) -> bytes:
    return msgspec.json.encode(part)


def published(version: int | None = None) -> dict[str, Record]:
    """Every published series by slug; editions and exchanges show only when their series does.

    Two queries, and one more where the `version` is not known yet.
    """
    version = published_version() if version is None else version
    exchanges = exchange_record.published()
    series: dict[int, SeriesRecord] = {}
    editions: dict[int, list[EditionRecord]] = {}
    for each in current_publications():
        if each.edition_id is None:
            series[each.series_id] = msgspec.json.decode(bytes(each.content), type=SeriesRecord)
        else:
            edition = msgspec.json.decode(bytes(each.content), type=EditionRecord)
            editions.setdefault(each.series_id, []).append(edition)
    return {
        record.slug: Record(
            version,
            record,
            tuple(sorted(editions.get(key, ()), key=lambda edition: -edition.number)),
            exchanges.get(key, ()),
        )
        for key, record in series.items()
    }
