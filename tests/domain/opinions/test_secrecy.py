"""Whoever has the whole database, a backup with keys made while voting was open, settings and log, links no vote.

The same attacker finds what the votes would give away if the pseudonyms had no key, if the key lay in the database, if
rows lay in the order of arrival, or if a vote were logged.
"""

import base64
import hashlib
import json
import logging
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.domain.opinions.attacker import Attacker, Loot, Rows, steal, unpack
from tests.domain.opinions.exchange import official
from trilogue.cli.main import main
from trilogue.config.logs import JsonFormatter
from trilogue.domain.delegations.models import Participation
from trilogue.domain.opinions import actions
from trilogue.domain.opinions.models import Conversation, Question, QuestionTime, Statement
from trilogue.domain.opinions.queries import pseudonyms
from trilogue.domain.people.models import Person
from trilogue.flows.mix_votes import mix
from trilogue.foundation import keys
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.backup import bundle

pytestmark = pytest.mark.xdist_group("secrecy")
"""All on one worker, which makes the evidence once."""
COMING = {"KR": 20, "CN": 12, "JP": 8}
ALL = sum(COMING.values())
MOST_BY_CHANCE = 18
"""True links of 40 that nobody finds by chance: three are expected, one in each delegation."""
STRONGEST_BY_CHANCE = 0.85


@dataclass(frozen=True)
class Evidence:
    """`before` is the database as it was before the rows were mixed; `truth` the pseudonym of each person."""

    before: Rows
    database: Loot
    backup: Loot
    pieces: list[bytes]
    receipts: dict[int, UUID]
    truth: dict[int, str]
    secret: bytes
    secret_of_questions: bytes
    key_of_a_person: bytes

    @property
    def some(self) -> set[int]:
        """Whose pseudonyms the attacker tries to repeat: who can do it for three can do it for all."""
        return set(list(self.truth)[:3])

    def attacker(self, loot: Loot) -> Attacker:
        return Attacker(loot, settings.SECRET_KEY, self.receipts)


class Kept(logging.Handler):
    """The log as the product writes it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(JsonFormatter())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture(scope="module")
def evidence(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Evidence]:
    """Forty people sign in, look at pages, propose, ask and vote, one after the other; then the attacker comes."""
    folder = tmp_path_factory.mktemp("backup")
    with django_db_blocker.unblock():
        try:
            yield _evidence(folder)
        finally:
            call_command("flush", verbosity=0, interactive=False)


def _evidence(folder: Path) -> Evidence:
    conversation = factories.create_conversation()
    statements = [factories.create_statement(conversation) for _ in range(4)]
    question = factories.create_question(factories.create_question_time(conversation.edition))
    people = _people(conversation)
    keys.seal(people[0].person.public_id, "no pork", place="people_sealeddetail:diet")
    kept, root = Kept(), logging.getLogger()
    root.addHandler(kept)
    level = root.level
    root.setLevel(logging.DEBUG)
    try:
        receipts = {each.person_id: _comes(each, conversation, statements, question) for each in people}
    finally:
        root.setLevel(level)
        root.removeHandler(kept)
    before = steal()
    rows, pieces = _backup_with_keys(folder)
    mix()
    known = [settings.SECRET_KEY, settings.DATABASES["default"].get("PASSWORD") or ""]
    return Evidence(
        before,
        Loot(steal(), known, kept.lines),
        Loot(rows, known),
        pieces,
        receipts,
        {each.person_id: pseudonyms(conversation, each.person)[0] for each in people},
        _secret(conversation),
        _secret(question.question_time),
        _secret(people[0].person, ".key"),
    )


def _backup_with_keys(folder: Path) -> tuple[Rows, list[bytes]]:
    """What is in the backup, and the pieces of it and of the file of keys that is made with it."""
    target, apart = folder / "open.zip", folder / "apart" / "open.keys"
    apart.parent.mkdir()
    assert main(["backup", str(target), "--keys", str(apart)]) == 0
    rows, pieces = unpack(target, folder)
    return rows, [*pieces, *bundle.content(apart, bundle.read(apart, holds=bundle.KEYS)).values()]


def _people(conversation: Conversation) -> list[Participation]:
    """Of every country in turn, as they come through a door."""
    assert conversation.edition
    codes = sorted(
        ((number + 0.5) / count, code) for code, count in COMING.items() for number in range(count)
    )
    return [official(conversation.edition, country=code) for _, code in codes]


def _comes(
    one: Participation, conversation: Conversation, statements: list[Statement], question: Question
) -> UUID:
    """Everything that this person does on the phone, before the next one comes. Returns a receipt that stays there."""
    client = Client()
    client.force_login(factories.create_account(person=one.person))
    exchange = f"/en/me/opinions/{conversation.public_id}/"
    questions = f"/en/me/questions/{question.question_time.public_id}/"
    for path in ("/en/me/", "/en/me/people/", exchange, questions):
        assert client.get(path).status_code == 200
    if one.pk % 2:
        client.post(f"{exchange}propose/", {"text": f"방안 {one.pk}", "language": "ko"})
    client.post(f"{questions}{question.number}/second/", {"wanted": "yes"})
    castings: list[dict[str, Any]] = [
        {
            "receipt": str(uuid4()),
            "statement": str(each.public_id),
            "value": (1, -1, 0)[(number + one.pk) % 3],
            "number": 1,
            "language": "ko",
        }
        for number, each in enumerate(statements)
    ]
    if one.pk % 3:
        _votes_by_form(client, exchange, castings)
    else:
        _votes_from_the_queue(client, exchange, castings)
    return UUID(castings[0]["receipt"])


def _votes_by_form(client: Client, exchange: str, castings: list[dict[str, Any]]) -> None:
    for each in castings:
        assert client.post(f"{exchange}cast/", {**each, "ballot": "open"}).status_code == 302


def _votes_from_the_queue(client: Client, exchange: str, castings: list[dict[str, Any]]) -> None:
    owner = client.get(f"{exchange}deck.json").json()["owner"]
    body = json.dumps({"owner": owner, "ballot": "open", "castings": castings})
    answer = client.post(f"{exchange}cast/", body, content_type="application/json")
    assert answer.json()["outcomes"] == ["kept"] * len(castings)


def _secret(owner: Conversation | QuestionTime | Person, ending: str = ".fleeting") -> bytes:
    path = Path(settings.KEYS) / f"{owner.public_id}{ending}"
    return path.read_bytes()[-32:]


def links_by_order(evidence: Evidence, loot: Loot) -> list[str]:
    """The ways in which more votes were linked than by chance."""
    attacker = evidence.attacker(loot)
    found = []
    for way in attacker.ordered():
        true = sum(evidence.truth.get(who) == key for who, key in attacker.linked(way).items())
        strength = way.correlation(evidence.truth, attacker.country)
        if true > MOST_BY_CHANCE or abs(strength) > STRONGEST_BY_CHANCE:
            found.append(f"{way.name}: {true} of {ALL}, {strength:.2f}")
    return found


@pytest.fixture(params=["database", "backup"])
def loot(request: pytest.FixtureRequest, evidence: Evidence) -> Loot:
    return getattr(evidence, request.param)  # type: ignore[no-any-return]


def test_the_attacker_has_something_to_look_at(evidence: Evidence, loot: Loot) -> None:
    attacker = evidence.attacker(loot)
    assert len(attacker.voter_country) == ALL
    assert sorted(attacker.voter_country) == sorted(evidence.truth.values())
    assert len(loot.rows["opinions_vote"]) == len(loot.rows["opinions_voteevent"]) == 4 * ALL
    assert len(attacker.secrets()) > ALL
    assert list(evidence.truth) in [people for _, people in attacker.orders_of_people()]
    orders = {name for name, _ in attacker.orders_of_pseudonyms()}
    assert {f"opinions_{each} by order" for each in ("voter", "vote", "voteevent")} <= orders


def test_no_secret_that_can_be_found_repeats_a_pseudonym(evidence: Evidence, loot: Loot) -> None:
    assert evidence.attacker(loot).repeated(evidence.some) == {}


def test_no_order_of_rows_tells_who_voted(evidence: Evidence, loot: Loot) -> None:
    assert links_by_order(evidence, loot) == []


def test_no_row_and_no_line_of_the_log_has_a_person_beside_a_pseudonym(
    evidence: Evidence, loot: Loot
) -> None:
    assert evidence.attacker(loot).beside() == []


def test_the_log_names_nobody_while_people_vote(evidence: Evidence) -> None:
    everybody = [
        name for names in evidence.attacker(evidence.database).identifiers.values() for name in names
    ]
    assert not [line for line in evidence.database.log if any(name and name in line for name in everybody)]


def test_a_backup_with_the_keys_of_people_holds_no_secret_of_an_exchange_in_any_form(
    evidence: Evidence,
) -> None:
    for secret in (evidence.secret, evidence.secret_of_questions):
        forms = (secret, secret.hex().encode(), base64.b64encode(secret), base64.urlsafe_b64encode(secret))
        assert len(secret) == keys.store.KEY_LENGTH
        assert not [form for form in forms for piece in evidence.pieces if form in piece]
    assert [piece for piece in evidence.pieces if evidence.key_of_a_person in piece]


def test_sessions_are_not_in_a_backup(evidence: Evidence) -> None:
    assert evidence.backup.rows.get("django_session", []) == []
    assert len(evidence.database.rows["django_session"]) == ALL


# What the same attacker finds where something is wrong.

Spoil = Callable[[Evidence, Rows], None]


def spoiled(evidence: Evidence, spoil: Spoil) -> Loot:
    rows = deepcopy(evidence.database.rows)
    spoil(evidence, rows)
    return replace(evidence.database, rows=rows)


def without_a_key(evidence: Evidence, rows: Rows) -> None:
    names = {each["id"]: str(UUID(str(each["public_id"]))) for each in rows["people_person"]}
    new = {key: hashlib.sha256(names[who].encode()).hexdigest() for who, key in evidence.truth.items()}
    for voter in rows["opinions_voter"]:
        voter["key"] = new[voter["key"]]
    for vote in rows["opinions_vote"]:
        vote["voter_id"] = new[vote["voter_id"]]


def test_pseudonyms_without_a_key_are_found(evidence: Evidence) -> None:
    assert evidence.attacker(spoiled(evidence, without_a_key)).repeated(evidence.some).keys() == evidence.some


@pytest.mark.parametrize(
    "written", [lambda secret: secret, bytes.hex, lambda secret: base64.urlsafe_b64encode(secret).decode()]
)
def test_a_key_in_the_database_is_found(evidence: Evidence, written: Callable[[bytes], Any]) -> None:
    def spoil(evidence: Evidence, rows: Rows) -> None:
        rows["opinions_conversation"][0]["content"] = written(evidence.secret)

    found = evidence.attacker(spoiled(evidence, spoil)).repeated(evidence.some)
    assert found == {who: {evidence.truth[who], ""} for who in evidence.some}


def test_a_key_in_the_settings_is_found(evidence: Evidence) -> None:
    spoiled = replace(evidence.database, texts=[evidence.secret.hex()])
    assert evidence.attacker(spoiled).repeated(evidence.some).keys() == evidence.some


def test_rows_in_the_order_of_arrival_are_found(evidence: Evidence) -> None:
    def spoil(evidence: Evidence, rows: Rows) -> None:
        arrival = {key: number for number, key in enumerate(evidence.truth.values())}
        rows["opinions_voter"].sort(key=lambda row: arrival[row["key"]])

    found = links_by_order(evidence, spoiled(evidence, spoil))
    assert any("opinions_voter by order" in each for each in found)


def test_exact_times_are_found(evidence: Evidence) -> None:
    def spoil(evidence: Evidence, rows: Rows) -> None:
        arrival = {key: number for number, key in enumerate(evidence.truth.values())}
        for vote in rows["opinions_vote"]:
            vote["hour"] = f"2026-05-21 10:{arrival[vote['voter_id']]:02}"

    assert any("opinions_vote by hour" in each for each in links_by_order(evidence, spoiled(evidence, spoil)))


def test_a_vote_in_the_log_is_found(evidence: Evidence) -> None:
    def spoil(evidence: Evidence, rows: Rows) -> None:
        account = next(each for each in rows["people_account"] if each["person_id"] in evidence.truth)
        key = evidence.truth[account["person_id"]]
        vote = next(each for each in rows["opinions_vote"] if each["voter_id"] == key)
        entry = {**rows["audit_entry"][0], "account": account["id"], "object_id": str(vote["id"])}
        rows["audit_entry"].append(entry)

    assert {table for table, *_ in evidence.attacker(spoiled(evidence, spoil)).beside()} == {"audit_entry"}
    line = f'{{"event": "{next(iter(evidence.truth.values()))}"}}'
    assert evidence.attacker(replace(evidence.database, log=[line])).beside()


@pytest.mark.skipif(
    "postgresql" not in settings.DATABASES["default"]["ENGINE"],
    reason="SQLite keeps no order of these rows: only PostgreSQL has one before they are mixed",
)
def test_before_they_are_mixed_postgresql_tells_the_order(evidence: Evidence) -> None:
    """Why lead_exchanges mixes them every minute, and a backup before it is made."""
    found = links_by_order(evidence, replace(evidence.database, rows=evidence.before))
    assert any("opinions_voter by _xmin" in each for each in found)
    assert any("opinions_voter by order" in each for each in found)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no row numbers")
def test_before_they_are_mixed_sqlite_tells_nothing(evidence: Evidence) -> None:
    assert links_by_order(evidence, replace(evidence.database, rows=evidence.before)) == []


@pytest.mark.django_db(transaction=True)
def test_closing_destroys_the_secret() -> None:
    conversation = factories.create_conversation()
    actions.go_to(conversation, "closed", by=ANONYMOUS, now=timezone.now())
    assert not keys.exists(conversation.public_id)
