"""A published exchange of opinions for researchers: the figures of its page, and every text in four languages."""

from collections.abc import Mapping
from typing import Any

from trilogue.documents.exchange_record import (
    BallotRecord,
    ExchangeRecord,
    GroupRecord,
    ResultRecord,
    ShareRecord,
)
from trilogue.documents.open_data import text
from trilogue.documents.record import Record

FORMAT = "trilogue-exchange-1"
ANYTHING = (0, 100)
"""A share of which nothing is said."""
KEYS = {
    "version": "number of the publication this file was made from; it grows with every publication",
    "text": "wording by language (en, ko, ja, zh-hans); source: the language it was written in first",
    "text.state": "official, human or machine (translated by), missing; outdated: the source changed since",
    "delegations.people, voted, voted_finally": "how many could vote, voted on at least one measure, took part in the "
    "final vote",
    "measures.number": "permanent number of a measure within the exchange; seed: written by the organisers",
    "ballot.voters, votes": "people who voted, and their votes, each person's last on each measure",
    "results.shares": "by delegation; nothing is said where it would tell how fewer than five people voted",
    "shares.votes": "how many of the delegation voted on the measure; null: withheld",
    "shares.agree": "lowest and highest whole percent of them that agree; equal: exact; null: withheld",
    "shares.verdict": "supports or rejects: a majority of the whole delegation surely does; lacks_majority: surely no "
    "majority supports; open: none of these is sure; few: not enough votes; withheld",
    "shares.counted_with": "delegations of fewer than five people that are counted with this one",
    "weakest": "the delegation whose support (or rejection) is least sure",
    "supported, rejected": "by every delegation; divides: a majority of one supports, of another none; undecided: "
    "not enough votes",
    "groups": "people who voted alike, wherever they come from; found from the votes alone and never combined with "
    "delegations",
    "divides_groups": "measures that one group supports and another does not",
    "points": "people on the map of opinions, in no order: x, y (-1 to 1), group",
    "agenda.reason": "supported, divides, or chosen by the organisers; in_final: put to the final vote",
    "single_votes": "zip file of tables in Polis's form; null: not given away",
}


def exchange(record: Record, found: ExchangeRecord, *, address: str = "") -> dict[str, Any]:
    """Everything the public page says. `address` is that of the single votes."""
    return {
        "format": FORMAT,
        "keys": KEYS,
        "version": record.version,
        "series": record.series.slug,
        "exchange": found.number,
        "edition": found.edition or None,
        "imported": found.imported,
        "topic": text(found.topic),
        "introduction": text(found.introduction) if found.introduction else None,
        "dates": {
            "voted_from": found.voted_from or None,
            "voted_until": found.voted_until or None,
            "closed": found.closed_on or None,
            "published": found.published_on,
        },
        "method": found.method,
        "delegations": [
            {
                "country": each.country,
                "people": each.people,
                "voted": each.voted,
                "voted_finally": each.voted_finally,
            }
            for each in found.delegations
        ],
        "measures": [
            {"number": each.number, "seed": each.seed, "text": text(each.text)} for each in found.measures
        ],
        "vote": _ballot(found.vote),
        "agenda": [
            {"measure": each.measure, "reason": each.reason, "in_final": each.in_final}
            for each in found.agenda
        ],
        "final_vote": _ballot(found.final) if found.final else None,
        "single_votes": {"address": address, "bytes": found.folder.size, "sha256": found.folder.sha256}
        if found.folder
        else None,
    }


def _ballot(ballot: BallotRecord) -> Mapping[str, Any]:
    return {
        "voters": ballot.voters,
        "votes": ballot.votes,
        "results": [_result(each) for each in ballot.results],
        "supported": [_ranked(each) for each in ballot.supported],
        "rejected": [_ranked(each) for each in ballot.rejected],
        "divides": [each.measure for each in ballot.divides],
        "undecided": [each.measure for each in ballot.undecided],
        "divides_groups": [each.measure for each in ballot.divides_groups],
        "groups": [_group(each) for each in ballot.groups],
        "points": [{"x": x, "y": y, "group": group} for x, y, group in ballot.points],
    }


def _result(result: ResultRecord) -> Mapping[str, Any]:
    return {"measure": result.measure, "shares": [_share(each) for each in result.shares]}


def _ranked(result: ResultRecord) -> Mapping[str, Any]:
    return {"measure": result.measure, "weakest": result.weakest or None}


def _share(share: ShareRecord) -> Mapping[str, Any]:
    return {
        "country": share.country,
        "counted_with": list(share.others),
        "votes": share.votes,
        "agree": [share.low, share.high] if (share.low, share.high) != ANYTHING else None,
        "verdict": share.verdict,
    }


def _group(group: GroupRecord) -> Mapping[str, Any]:
    return {
        "number": group.number,
        "size": group.size,
        "agrees": list(group.agrees),
        "disagrees": list(group.disagrees),
    }
