"""Reads of the exchange of opinions. None of them tells who voted what."""

from trilogue.domain.opinions.queries.archive import (
    folder_of,
    is_imported,
    obstacle,
    pieces_of_folder,
)
from trilogue.domain.opinions.queries.conversations import (
    conversation_due,
    ends_at,
    exchanges_of,
    on_ballot,
    sizes,
    turnout,
)
from trilogue.domain.opinions.queries.participants import (
    conversations_of,
    country_of,
)
from trilogue.domain.opinions.queries.pseudonyms import (
    pseudonyms,
    pseudonyms_of,
    voter_among,
    voter_of,
)
from trilogue.domain.opinions.queries.questions import (
    FEWEST_SHOWN,
    Asked,
    asked,
    own_questions,
    put_to_speaker,
    question_times_of,
    questions_left,
    seconded_by,
)
from trilogue.domain.opinions.queries.results import (
    Group,
    Point,
    Result,
    Results,
    Share,
    all_results_for_publication,
    is_revealed,
    results,
    results_number,
    results_version,
)
from trilogue.domain.opinions.queries.routing import (
    Deck,
    deck,
)
from trilogue.domain.opinions.queries.statements import (
    alike,
    count_by_state,
    in_turn,
    is_immutable,
    own_proposals,
    proposals_left,
    takes_proposals,
)
from trilogue.domain.opinions.queries.votes import (
    own_votes,
)

__all__ = [
    "FEWEST_SHOWN",
    "Asked",
    "Deck",
    "Group",
    "Point",
    "Result",
    "Results",
    "Share",
    "alike",
    "all_results_for_publication",
    "asked",
    "conversation_due",
    "conversations_of",
    "count_by_state",
    "country_of",
    "deck",
    "ends_at",
    "exchanges_of",
    "folder_of",
    "in_turn",
    "is_immutable",
    "is_imported",
    "is_revealed",
    "obstacle",
    "on_ballot",
    "own_proposals",
    "own_questions",
    "own_votes",
    "pieces_of_folder",
    "proposals_left",
    "pseudonyms",
    "pseudonyms_of",
    "put_to_speaker",
    "question_times_of",
    "questions_left",
    "results",
    "results_number",
    "results_version",
    "seconded_by",
    "sizes",
    "takes_proposals",
    "turnout",
    "voter_among",
    "voter_of",
]
