"""Officers of the desk who write by HTTP while the server dies under them. Each deed has words that nobody else uses.

What a deed left is found by these words (tests.faults.left); whoever gets no answer does not know, and goes on.
`python -m tests.faults.officers COUNT` appoints so many in the gathering (bench.gathering) of the environment's
installation, and prints a session for each.
"""

import errno
import http.client
import io
import itertools
import json
import random
import re
import sys
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench.installation import HOST, Installation
from tests.faults.voters import Progress

TIMEOUT = 30.0
PAUSE = 0.2
"""Seconds before an officer who got no answer goes on."""
TOKEN = "t" * 32
FORM = "application/x-www-form-urlencoded"
BOUNDARY = "one-part-ends-where-the-next-begins"
HEADER = (
    "country,native_name,family,given,roman_family,roman_given,home_government,home_code,"
    "department,position,ko,ja,zh,en,email,phone"
)
PEOPLE = 3
"""In each roster."""
PHONE = "+82-10-1234-5678"
LANGUAGES = ("en", "ko", "ja", "zh-hans")
LOADED = re.compile(rb'name="loaded" value="([0-9a-f]+)"')
LINE = re.compile(rb"/record/detail/(\d+)/")


class Unanswered(Exception):
    """Whether the server has done what was asked is not known."""


@dataclass
class Deed:
    """`port` is the one that the deciding request was sent from; 0 while nothing was sent."""

    kind: str
    words: str
    port: int = 0
    acknowledged: bool = False


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    body: bytes


@dataclass
class Officer:
    """`session` is the value of the session's cookie, `edition` the path of the edition's desk."""

    name: str
    port: int
    session: str
    edition: str
    progress: Progress
    deeds: list[Deed] = field(default_factory=list)
    line: str = ""

    def do(self, kind: str) -> None:
        deed = Deed(kind, f"{kind}-{self.name}-{len(self.deeds)}.")
        self.deeds.append(deed)
        try:
            KINDS[kind](self, deed)
        except Unanswered:
            self.progress.abandoned.wait(PAUSE)
        else:
            deed.acknowledged = True
            self.progress.add(1)

    def sure(self, answer: Answer, leads: str = "") -> None:
        """A redirect to the page that follows a stored form. Anything else is a fault of the test."""
        assert answer.status == 302, (answer.status, answer.body[-3000:])
        assert leads in answer.location, answer.location

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None, "", None)

    def post(self, path: str, said: Mapping[str, str], deed: Deed | None = None) -> Answer:
        body = urlencode({**said, "csrfmiddlewaretoken": TOKEN}).encode()
        return self._ask("POST", path, body, FORM, deed)

    def send_file(
        self, path: str, said: Mapping[str, str], name: str, data: bytes, deed: Deed | None = None
    ) -> Answer:
        """A form with one file, in the field `file`."""
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="'
        fields = {**said, "csrfmiddlewaretoken": TOKEN}
        parts = [f'{head}{key}"\r\n\r\n{value}\r\n'.encode() for key, value in fields.items()]
        parts.append(f'{head}file"; filename="{name}"\r\nContent-Type: image/png\r\n\r\n'.encode() + data)
        body = b"".join((*parts, f"\r\n--{BOUNDARY}--\r\n".encode()))
        return self._ask("POST", path, body, f"multipart/form-data; boundary={BOUNDARY}", deed)

    def _ask(self, method: str, path: str, body: bytes | None, kind: str, deed: Deed | None) -> Answer:
        cookies = f"sessionid={self.session}; csrftoken={TOKEN}"
        head = {"Cookie": cookies, **({"Content-Type": kind} if kind else {})}
        connection = http.client.HTTPConnection(HOST, self.port, timeout=TIMEOUT)
        try:
            if deed:
                deed.port = _connect_from_a_port_of_its_own(connection)
            connection.request(method, path, body, head)
            found = connection.getresponse()
            answer = Answer(found.status, found.headers.get("Location", ""), found.read())
        except (OSError, http.client.HTTPException) as error:
            raise Unanswered(str(error)) from error
        finally:
            connection.close()
        if answer.status >= 500:
            raise Unanswered(str(answer.status))
        return answer


PORTS = itertools.count(20_000)
"""Below those that the system gives away by itself, so that what was sent to one of them was the answer to a deed."""


def _connect_from_a_port_of_its_own(connection: http.client.HTTPConnection) -> int:
    for port in PORTS:
        connection.source_address = (HOST, port)  # type: ignore[attr-defined]
        try:
            connection.connect()
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EADDRNOTAVAIL):
                raise
        else:
            return port
    raise Unanswered("no port is left")


def add_line(officer: Officer, deed: Deed) -> None:
    said = {"text-source": "en", "text-en": deed.words}
    officer.sure(officer.post(f"{officer.edition}record/detail/add/", said, deed), "/record/")


def edit_line(officer: Officer, deed: Deed) -> None:
    """Of the officer's own: nobody else changes it."""
    if not officer.line:
        officer.line = _own_line(officer)
    form = f"{officer.edition}record/detail/{officer.line}/"
    loaded = LOADED.search(officer.get(form).body)
    assert loaded
    said = {"text-source": "en", "text-en": deed.words, "loaded": loaded[1].decode()}
    officer.sure(officer.post(form, said, deed), "/record/")


def _own_line(officer: Officer) -> str:
    """An officer who got no answer here starts anew with the next deed."""
    first = f"own-{officer.name}-{len(officer.deeds)}."
    officer.sure(
        officer.post(f"{officer.edition}record/detail/add/", {"text-source": "en", "text-en": first})
    )
    page = officer.get(f"{officer.edition}record/").body
    found = LINE.search(page, page.index(first.encode()))
    assert found
    return found[1].decode()


def import_people(officer: Officer, deed: Deed) -> None:
    own = int(officer.name[1:]) * 1000 + len(officer.deeds)
    rows = [
        f"KR,{_name(own * PEOPLE + place)},경주시,KR-47130,국제팀,주무관,4,0,1,2,"
        f"{deed.words}{place}@example.kr,{PHONE}"
        for place in range(PEOPLE)
    ]
    roster = "\n".join((HEADER, *rows)).encode()
    kept = officer.send_file(f"{officer.edition}roster/", {"entered": "participants"}, "roster.csv", roster)
    officer.sure(kept, "/roster/")
    officer.sure(officer.post(kept.location, {}, deed), "/people/")


def _name(number: int) -> str:
    """In both scripts; nobody else's."""
    rest, letters = number, ""
    for _ in range(4):
        rest, letter = divmod(rest, 26)
        letters += chr(ord("a") + letter)
    high, low = divmod(number, 399)
    given = chr(0xAC00 + 28 * low) + chr(0xAC00 + 28 * high)
    return f"김{given},김,{given},KIM,{letters.title()}"


def upload(officer: Officer, deed: Deed) -> None:
    """A photograph that nobody else has."""
    texts = {f"{name}-{tag}": deed.words for name in ("caption", "credit", "alt") for tag in LANGUAGES}
    said = {
        **texts,
        **{f"{name}-source": "en" for name in ("caption", "credit", "alt")},
        "consent": "nobody",
        "focus_x": "50",
        "focus_y": "50",
    }
    path = f"{officer.edition}photographs/add/"
    officer.sure(officer.send_file(path, said, "photograph.png", _picture(deed.words), deed), "/photographs/")


def _picture(words: str) -> bytes:
    from PIL import Image

    kept = io.BytesIO()
    Image.frombytes("RGB", (60, 40), random.Random(words).randbytes(60 * 40 * 3)).save(kept, "PNG")
    return kept.getvalue()


def publish(officer: Officer, deed: Deed) -> None:
    """What is published is told from the line that was added just before."""
    added = Deed("line", f"for-{deed.words}")
    add_line(officer, added)
    officer.sure(officer.post(f"{officer.edition}publication/publish/", {}, deed), "/publication/")


KINDS: dict[str, Callable[[Officer, Deed], None]] = {
    "line": add_line,
    "edit": edit_line,
    "import": import_people,
    "upload": upload,
    "publish": publish,
}
DAY = ("line", "edit", "upload", "import", "edit", "upload", "publish")
"""What an officer does one after another, again and again."""


def officers(count: int, site: Installation) -> list[Officer]:
    """Each with an account of their own, in a gathering that is made for them."""
    site.asked("bench.gathering", "8", "2")
    sessions = site.asked("tests.faults.officers", str(count))
    progress, desk = Progress(), "/en/desk/gathering/1/"
    return [
        Officer(f"o{number}", site.port, session, desk, progress) for number, session in enumerate(sessions)
    ]


def appointed(count: int) -> list[str]:
    from bench.gathering import _sessions
    from trilogue.domain.editions.models import Appointment, Edition
    from trilogue.domain.people.models import Account

    edition = Edition.objects.get(series__slug="gathering")
    accounts = []
    for number in range(count):
        accounts.append(Account(email=f"o{number}@gathering.example.org", name=f"Officer {number}"))
        accounts[-1].save()
        Appointment.objects.create(account=accounts[-1], role="desk", series=edition.series, edition=edition)
    return _sessions(accounts)


def work(everybody: list[Officer], meanwhile: Callable[[], None], day: tuple[str, ...] = DAY) -> list[Deed]:
    """All at once, until `meanwhile`, in the caller's thread, has ended; what each has done, acknowledged or not."""
    over, before = threading.Event(), {id(deed) for officer in everybody for deed in officer.deeds}
    everybody[0].progress.abandoned.clear()

    def one(number: int, officer: Officer) -> None:
        turn = number
        while not over.is_set():
            officer.do(day[turn % len(day)])
            turn += 1

    with ThreadPoolExecutor(len(everybody)) as pool:
        running = [pool.submit(one, number, each) for number, each in enumerate(everybody)]
        try:
            meanwhile()
        except AssertionError:
            _first_fault_of(running)
            raise
        finally:
            over.set()
            everybody[0].progress.abandoned.set()
        for each in running:
            each.result()
    return [deed for officer in everybody for deed in officer.deeds if id(deed) not in before]


def _first_fault_of(running: list[Future[None]]) -> None:
    """Raises what an officer met, which says more than that nothing goes on."""
    for each in running:
        if each.done():
            each.result()


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps(appointed(int(sys.argv[1]))))
