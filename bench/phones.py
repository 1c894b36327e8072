"""A participant's telephone as the server sees it: the session's cookie, the deck of cards, votes as JSON or a form."""

import http.client
import json
import secrets
import string
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

TIMEOUT = 30.0
LETTERS = string.ascii_letters + string.digits
TAKEN = frozenset({"kept", "again", "older"})
"""Outcomes that tell the telephone that a casting is stored."""
BACK = "back"
"""What a form says in place of a value to take a vote back."""
CASTING = ("receipt", "statement", "value", "number", "language")


class Unanswered(Exception):
    """Whether the server has done what was asked is not known: it went away, or failed."""


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Phone:
    """`session` is the value of the session's cookie; `exchange` the public id of the exchange of opinions; `ballot`
    the one that is voted on, open or final.
    """

    host: str
    port: int
    session: str
    exchange: str
    language: str = "ko"
    ballot: str = "open"
    token: str = field(default_factory=lambda: "".join(secrets.choice(LETTERS) for _ in range(32)))
    owner: str = ""

    @property
    def path(self) -> str:
        return f"/{self.language}/me/opinions/{self.exchange}/"

    def headers(self) -> dict[str, str]:
        """Also for programs that speak to the server by themselves. The two tokens are one: so the server asks."""
        return {"Cookie": f"sessionid={self.session}; csrftoken={self.token}", "X-CSRFToken": self.token}

    def deck(self) -> dict[str, Any]:
        """The cards, as the server deals them to this person. Its owner's mark is asked for with every queue."""
        answer = self.ask("GET", f"{self.path}deck.json")
        if answer.status != 200:
            raise LookupError(f"the deck answers {answer.status}")
        found: dict[str, Any] = answer.json()
        self.owner = found["owner"]
        return found

    def casting(self, statement: str, value: int | None, number: int = 1) -> dict[str, Any]:
        said = (str(uuid4()), statement, value, number, self.language)
        return dict(zip(CASTING, said, strict=True))

    def send(self, castings: list[dict[str, Any]], *, hang_up: bool = False) -> list[str]:
        """What became of each. Raises Unanswered; with `hang_up` always, without listening for the answer."""
        if not self.owner:
            self.deck()
        said = {"owner": self.owner, "ballot": self.ballot, "castings": castings}
        head = {"Content-Type": "application/json", "Accept": "application/json"}
        answer = self.ask("POST", f"{self.path}cast/", json.dumps(said).encode(), head, hang_up=hang_up)
        if answer.status not in (200, 422):
            raise LookupError(f"{answer.status}: {answer.body[:200]!r}")
        outcomes: list[str] = answer.json()["outcomes"]
        return outcomes

    def submit(self, casting: dict[str, Any]) -> bool:
        """By the form that needs no JavaScript; whether it was taken. Raises Unanswered."""
        value = BACK if casting["value"] is None else casting["value"]
        answer = self.post("cast/", {**casting, "value": value, "ballot": self.ballot})
        cookies = answer.headers.get_all("Set-Cookie") or []
        return answer.status == 302 and any(each.startswith("opinion=") for each in cookies)

    def propose(self, words: str) -> bool:
        """A measure of one's own; whether it was taken. Raises Unanswered."""
        return self.post("propose/", {"language": self.language, "text": words}).status == 302

    def post(self, page: str, said: dict[str, Any]) -> Answer:
        """A form of one of the exchange's pages. Raises Unanswered."""
        body = urlencode({**said, "csrfmiddlewaretoken": self.token}).encode()
        return self.ask("POST", self.path + page, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        head: dict[str, str] | None = None,
        *,
        hang_up: bool = False,
    ) -> Answer:
        """Raises Unanswered where no answer comes, or one that says that the server failed."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=TIMEOUT)
        try:
            connection.request(method, path, body, {**self.headers(), **(head or {})})
            if hang_up:
                raise Unanswered("hung up")
            found = connection.getresponse()
            answer = Answer(found.status, found.headers, found.read())
        except (OSError, http.client.HTTPException) as error:
            raise Unanswered(str(error)) from error
        finally:
            connection.close()
        if answer.status >= 500:
            raise Unanswered(str(answer.status))
        return answer
