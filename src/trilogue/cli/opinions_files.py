"""`trilogue opinions export` and `import`: single votes of an exchange out of the installation, and into it."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from trilogue.cli.commands import positive
from trilogue.cli.refusal import Refused

if TYPE_CHECKING:
    from trilogue.cli.commands import Commands
    from trilogue.domain.editions.models import Edition, Series

LANGUAGES = ("en", "ko", "ja", "zh-hans")
REFUSALS = {
    "not_closed": "it is not closed yet; single votes are given away when nobody can vote any more",
    "concealed": "its results were never revealed, so nothing of it is given away",
    "too_few_voters": "fewer than five people voted, so that single votes would tell who they are",
}


def add(actions: "Commands") -> None:
    export = actions.add_parser(
        "export", help="write the single votes of an exchange, without names, to a zip file"
    )
    export.add_argument("series", metavar="SERIES", help="the series as it stands in addresses")
    export.add_argument("number", metavar="NUMBER", type=positive, help="the number of the exchange")
    export.add_argument("file", metavar="FILE", help="a new zip file")
    export.set_defaults(run=_export)
    importing = actions.add_parser("import", help="take over an exchange that was held elsewhere")
    importing.add_argument("series", metavar="SERIES", help="the series as it stands in addresses")
    importing.add_argument(
        "folder", metavar="FOLDER", help="a folder of CSV files in Polis's format, or a zip of it"
    )
    importing.add_argument("--edition", metavar="NUMBER", type=positive, help="the edition it belongs to")
    importing.add_argument(
        "--language", choices=LANGUAGES, default="en", help="of texts whose language the files do not say"
    )
    importing.add_argument("--topic", default="", help="where summary.csv does not name it")
    importing.set_defaults(run=_import)


def _export(chosen: argparse.Namespace) -> int:
    """0, or 2 with one line; a file that is there already is left alone."""
    series = _series(chosen.series)
    from trilogue.domain.opinions.actions import Refused as NotGiven
    from trilogue.flows.export_exchange import export
    from trilogue.foundation.access import ANONYMOUS

    found = series.conversations.filter(number=chosen.number).first()
    if found is None:
        raise Refused(f"{chosen.series} has no exchange {chosen.number}")
    if Path(chosen.file).exists():
        raise Refused(f"{chosen.file}: there already; name a new file")
    try:
        data = export(found, by=ANONYMOUS)
    except NotGiven as refused:
        raise Refused(f"{chosen.series} {chosen.number}: {REFUSALS[refused.code]}") from refused
    try:
        Path(chosen.file).write_bytes(data)
    except OSError as error:
        raise Refused(f"{chosen.file}: {error.strerror}") from error
    print(chosen.file)
    return 0


def _import(chosen: argparse.Namespace) -> int:
    """All of the folder, or nothing and 2 with one line that names file, row, column and cure."""
    series = _series(chosen.series)
    place = _edition(series, chosen.edition) if chosen.edition else series
    from django.utils import timezone

    from trilogue.cli.opinions_folder import conversation_at
    from trilogue.documents.polis_problems import remark, sentence
    from trilogue.documents.problems import visible
    from trilogue.flows.import_exchange import import_exchange
    from trilogue.foundation.access import ANONYMOUS
    from trilogue.foundation.formats.polis_reader import PolisError

    try:
        folder = conversation_at(Path(chosen.folder))
        made = import_exchange(
            place, folder, by=ANONYMOUS, language=chosen.language, topic=chosen.topic, now=timezone.now()
        )
    except PolisError as error:
        raise Refused(visible(sentence(error))) from error
    except OSError as error:
        raise Refused(f"{error.filename}: {error.strerror}") from error
    for note in folder.notes:
        print(f"note: {visible(remark(note))}")
    voters = len({each.voter for each in folder.votes})
    print(f"{series.slug} {made.number}: {len(folder.comments)} measures, {voters} voters; not public yet")
    return 0


def _series(slug: str) -> "Series":
    from trilogue.cli.database import is_up_to_date, open_database

    open_database()
    if not is_up_to_date():
        raise Refused("the database is not up to date: start `trilogue serve` once, then this")
    from trilogue.domain.editions.models import Series

    found = Series.objects.filter(slug=slug).first()
    if found is None:
        raise Refused(f"there is no series {slug}")
    return found


def _edition(series: "Series", number: int) -> "Edition":
    found = series.editions.filter(number=number).first()
    if found is None:
        raise Refused(f"{series.slug} has no edition {number}")
    return found
