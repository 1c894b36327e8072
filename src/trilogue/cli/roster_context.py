"""What a roster on the command line is read against besides the shipped register: an edition and its links."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from trilogue.domain.delegations.planning import Context

Link = tuple[tuple[str, str], tuple[str, str]]


class UnusableContext(ValueError):
    """A file that gives no edition or no links, with the reason in one line."""

    def __init__(self, path: str, cause: str) -> None:
        super().__init__(f"{path}: {cause}")


def context_of(register: Context, *, edition: str | None, relations: str | None) -> Context:
    """The register with an edition's dates and quotas and with known links. Raises OSError and UnusableContext."""
    context = _with_edition(register, edition) if edition else register
    return _with_links(context, relations) if relations else context


def _with_edition(register: Context, path: str) -> Context:
    text = Path(path).read_text("utf-8-sig")
    try:
        found = json.loads(text)
        return replace(
            register,
            starts_on=date.fromisoformat(found["start"]),
            ends_on=date.fromisoformat(found["end"]),
            quotas={str(country): int(places) for country, places in found["quota"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnusableContext(path, "no edition with start, end and quota") from error


def _with_links(register: Context, path: str) -> Context:
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        try:
            links = frozenset(_links(register, csv.DictReader(file)))
        except (KeyError, UnicodeDecodeError, csv.Error) as error:
            raise UnusableContext(path, "no table with home_code and host_code in UTF-8") from error
    return replace(register, relations=links)


def _links(register: Context, rows: "csv.DictReader[str]") -> Iterator[Link]:
    """A code that two countries share stands for both of them."""
    for row in rows:
        homes, hosts = (
            [place for place in register.governments if place[1] == row[name]]
            for name in ("home_code", "host_code")
        )
        yield from ((home, host) for home in homes for host in hosts if home[0] != host[0])
