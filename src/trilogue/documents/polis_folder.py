"""The single votes of an exchange that is over, as a folder of tables that Polis and its readers know."""

from collections.abc import Iterator, Mapping

from trilogue.algorithms.opinions.disclosure import Finding
from trilogue.documents.polis_terms import ORIGINAL, OUTDATED
from trilogue.domain.opinions.models import Conversation, Statement
from trilogue.domain.opinions.planning.giving import Given, give
from trilogue.domain.opinions.queries import on_ballot
from trilogue.foundation.formats import polis
from trilogue.foundation.text.value import Entry, Text


def build(conversation: Conversation, *, seed: int) -> bytes | None:
    """A zip file; None where so few voted that single votes would tell who they are.

    Voters have new numbers in an order that follows from `seed` alone, measures keep theirs. Nothing says of which
    delegation a voter is, or wrote which measure; who wrote several measures is one author with a number that is no
    voter's. Measures that were not accepted are not in it.
    """
    given = give(conversation, seed=seed)
    if not given.rows.votes:
        return None
    statements = list(on_ballot(conversation, "open").order_by("number"))
    return polis.zipped(polis.write(_folder(conversation, statements, given)))


def _folder(conversation: Conversation, statements: list[Statement], given: Given) -> polis.Conversation:
    number = {str(each.pk): str(each.number) for each in statements}
    voters = sorted({each.voter for each in given.rows.votes})
    return polis.Conversation(
        topic=str(conversation.topic),
        description=str(conversation.introduction),
        comments=tuple(_comment(each, len(voters)) for each in statements),
        votes=tuple(
            polis.Vote(str(each.voter), number[each.statement], each.value, each.time * 1000)
            for each in given.rows.votes
        ),
        participants=tuple(polis.Participant(str(each), given.rows.group.get(each)) for each in voters),
        translations=tuple(
            entry for each in statements for entry in translations(str(each.number), each.text)
        ),
        countries=tuple(_countries(given.findings, number)),
    )


def _comment(statement: Statement, voters: int) -> polis.Comment:
    author = "" if statement.author_number is None else str(voters + statement.author_number - 1)
    return polis.Comment(
        str(statement.number),
        str(statement.text),
        author,
        meta=statement.about_process,
        seed=statement.seed,
        time=int(statement.proposed_at.timestamp()) * 1000,
    )


def translations(comment: str, text: Text) -> Iterator[polis.Translation]:
    """Every version of a text. The original is marked as such, and a translation whose original changed since."""
    for language, entry in text.entries.items():
        if entry.text:
            state = ORIGINAL if language == text.source else _state(entry)
            yield polis.Translation(comment, language, state, entry.text)


def _state(entry: Entry) -> str:
    return f"{entry.state.value} {OUTDATED}" if entry.outdated else entry.state.value


def _countries(findings: Mapping[str, Finding], number: Mapping[str, str]) -> Iterator[polis.CountryCounts]:
    for statement, finding in findings.items():
        for country, shown in finding.delegations.items():
            yield polis.CountryCounts(
                number[statement],
                country,
                shown.form.value,
                shown.verdict.value,
                shown.seen,
                shown.agree,
                shown.disagree,
                shown.passed,
            )
