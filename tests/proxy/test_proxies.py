"""The configurations of docs/proxy.md, started as they stand there, in front of a real `trilogue serve`."""

import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings

from tests.cli.conftest import PATIENCE, TRILOGUE, WaitUntil, clean_environment
from tests.cli.installation import put_database, run_python
from tests.proxy.certificate import make_certificate

pytestmark = [pytest.mark.prove, pytest.mark.xdist_group("proxy")]
GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "proxy.md").read_text(encoding="utf-8")
CLIENT, MADE_UP = "127.0.0.2", "203.0.113.66"
ADMIN = "admin@example.org"
ONE_TRY = 60.0
SLOW = 500
MEGABYTE = 1 << 20
PERSON = "7a7f7f0e-5f0a-4c39-9f53-6f0c0b6b2f11"
ADD_PERSON = f"""
import django; django.setup()
from trilogue.domain.people.models import Person, PersonName
person, _ = Person.objects.get_or_create(public_id="{PERSON}")
PersonName.objects.get_or_create(person=person, script="latin", tag="en", full="X", key="X", own=True)
"""
LAST_CODE = """
import django; django.setup()
from trilogue.foundation.mail.models import Mail
print(Mail.objects.latest("pk").body)
"""
LAST_ORIGIN = """
import django; django.setup()
from trilogue.foundation.audit.models import Access
print(Access.objects.latest("pk").origin)
"""
RENAME = """
import django; django.setup()
from django.db import connection
connection.cursor().execute("ALTER TABLE {} RENAME TO {}")
"""
CODE = re.compile(r"^[A-Z0-9]+-[A-Z0-9]+$", re.MULTILINE)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: str


@dataclass
class Site:
    """An installation behind a proxy; `ask` is a browser with cookies, at an address of its own."""

    folder: Path
    secure: int
    plain: int
    trust: ssl.SSLContext
    settings: dict[str, str]
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, data: bytes = b"", **headers: str) -> Answer:
        connection = HTTPSConnection(
            "localhost", self.secure, timeout=ONE_TRY, context=self.trust, source_address=(CLIENT, 0)
        )
        with closing(connection):
            sent = {
                "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
                "Origin": f"https://localhost:{self.secure}",
                "Content-Type": "application/x-www-form-urlencoded",
            } | {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body=data or None, headers=sent)
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie", []):
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            headers = {name.title(): value for name, value in answer.headers.items()}
            return Answer(answer.status, headers, answer.read().decode(errors="replace"))

    def send(self, path: str, **data: str) -> Answer:
        token = TOKEN.search(self.ask("GET", path).body)
        assert token
        return self.ask("POST", path, urlencode({**data, "csrfmiddlewaretoken": token[1]}).encode())

    def run(self, code: str) -> str:
        return run_python(code, self.folder, **self.settings)

    def sign_in(self) -> None:
        self.cookies.clear()
        target = self.send("/en/sign-in/", email=ADMIN).headers["Location"]
        code = CODE.search(self.run(LAST_CODE))
        assert code
        assert self.send(target, code=code[0]).status == 302


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        number: int = free.getsockname()[1]
    return number


def _block(kind: str) -> str:
    found = re.search(rf"^```{kind}\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def nginx(folder: Path, secure: int, plain: int) -> list[str]:
    """Its ports and folders are of this test; nothing else is changed."""
    written = (
        _block("nginx")
        .replace("listen 80;", f"listen 127.0.0.1:{plain};")
        .replace("listen 443 ", f"listen 127.0.0.1:{secure} ")
        .replace("https://workshop.example.org$", f"https://localhost:{secure}$")
        .replace("/var/log/nginx/error.log", str(folder / "error.log"))
    )
    (folder / "nginx.conf").write_text(written, encoding="utf-8")
    (folder / "logs").mkdir()
    outside = f"user root; daemon off; pid {folder}/nginx.pid;"
    return ["nginx", "-p", str(folder), "-e", str(folder / "error.log"), "-c", "nginx.conf", "-g", outside]


def caddy(folder: Path, secure: int, plain: int) -> list[str]:
    ports = f"{{\n    admin off\n    https_port {secure}\n    http_port {plain}\n    default_bind 127.0.0.1\n"
    written = _block("caddy").replace("{\n", ports, 1)
    (folder / "Caddyfile").write_text(written, encoding="utf-8")
    return ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


@pytest.fixture(scope="module", params=[nginx, caddy], ids=["nginx", "caddy"])
def site(
    request: pytest.FixtureRequest,
    migrated: Path,
    tmp_path_factory: pytest.TempPathFactory,
    wait_until: WaitUntil,
) -> Iterator[Site]:
    make: Callable[[Path, int, int], list[str]] = request.param
    program = shutil.which(make.__name__) or shutil.which(make.__name__, path="/usr/sbin:/usr/bin")
    if program is None:
        pytest.skip(f"{make.__name__} is not installed")
    folder = tmp_path_factory.mktemp(make.__name__)
    put_database(migrated, folder)
    app, secure, plain = _free_port(), _free_port(), _free_port()
    certificate, key = make_certificate(folder)
    command = make(folder, secure, plain)
    config = next(folder.glob("*nginx.conf"), None) or folder / "Caddyfile"
    config.write_text(
        config.read_text(encoding="utf-8")
        .replace("workshop.example.org", "localhost")
        .replace("/etc/ssl/workshop/chain.pem", str(certificate))
        .replace("/etc/ssl/workshop/key.pem", str(key))
        .replace("127.0.0.1:8000", f"127.0.0.1:{app}"),
        encoding="utf-8",
    )
    said = {
        "TRILOGUE_URL": f"https://localhost:{secure}",
        "TRILOGUE_TRUSTED_PROXIES": "1",
        "TRILOGUE_SECOND_FACTOR": "optional",
    }
    environment = clean_environment(folder) | said
    made = Site(folder, secure, plain, ssl.create_default_context(cafile=certificate), said)
    with (
        _running([*TRILOGUE, "serve", "--port", str(app)], folder, environment),
        _running([program, *command[1:]], folder, environment | {"HOME": str(folder)}),
    ):
        wait_until(lambda: _answers(made))
        appointed = [*TRILOGUE, "appoint", ADMIN, "--name", "Admin"]
        subprocess.run(appointed, cwd=folder, env=environment, check=True, capture_output=True)
        made.run(ADD_PERSON)
        yield made


class _running:  # noqa: N801  used as a function
    """A process that ends with the block."""

    def __init__(self, command: list[str], folder: Path, environment: dict[str, str]) -> None:
        self.output = (folder / f"{Path(command[0]).name}.out").open("w")
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=self.output, stderr=subprocess.STDOUT
        )

    def __enter__(self) -> None: ...

    def __exit__(self, *_error: object) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE)
        self.output.close()


def _answers(site: Site) -> bool:
    try:
        return site.ask("GET", "/healthz").status == 200
    except OSError:
        return False


def test_it_is_reached_by_https_alone(site: Site) -> None:
    answer = site.ask("GET", "/en/cjk-workshop/")
    assert answer.status == 200
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    with closing(HTTPConnection("localhost", site.plain, timeout=ONE_TRY)) as connection:
        connection.request("GET", "/en/me/?x=1", headers={"X-Forwarded-Proto": "https"})
        moved = connection.getresponse()
        assert moved.status in (301, 308)
        location = moved.headers["Location"]
    assert re.fullmatch(r"https://localhost(:\d+)?/en/me/\?x=1", location)


def test_one_signs_in_and_the_origin_is_the_client_s_whatever_headers_say(site: Site) -> None:
    site.sign_in()
    path = f"/en/desk/people/{PERSON}/"
    assert site.ask("GET", path).status == 200
    assert site.run(LAST_ORIGIN).strip() == CLIENT
    for spoofed in (
        {"X_Forwarded_For": MADE_UP},
        {"X_Forwarded_For": f"{MADE_UP}, {MADE_UP}"},
        {"X_Real_IP": MADE_UP, "Forwarded": f"for={MADE_UP}"},
    ):
        assert site.ask("GET", path, b"", **spoofed).status == 200
        assert site.run(LAST_ORIGIN).strip() == CLIENT


def test_cookies_are_for_https_alone(site: Site) -> None:
    site.cookies.clear()
    connection = HTTPSConnection("localhost", site.secure, timeout=ONE_TRY, context=site.trust)
    with closing(connection):
        connection.request("GET", "/en/sign-in/")
        cookies = connection.getresponse().headers.get_all("Set-Cookie", [])
    assert cookies
    assert all("Secure" in cookie for cookie in cookies)


def test_files_as_large_as_trilogue_takes_pass(site: Site) -> None:
    """The proxies let more through than that, so that what is too large is refused in the reader's language."""
    site.sign_in()
    path = "/ko/desk/cjk-workshop/7/photographs/add/"
    token = TOKEN.search(site.ask("GET", path).body)
    assert token
    head = f'--x\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token[1]}\r\n--x\r\n'
    head += 'Content-Disposition: form-data; name="file"; filename="f"\r\n\r\n'
    body = head.encode() + b"y" * (settings.UPLOAD_MAX_BYTES - MEGABYTE) + b"\r\n--x--\r\n"
    answer = site.ask("POST", path, body, Content_Type="multipart/form-data; boundary=x")
    assert answer.status == 200, "the form again, with what is wrong"
    assert 'lang="ko"' in answer.body


def test_errors_are_said_by_trilogue(site: Site) -> None:
    site.cookies.clear()
    answer = site.ask("GET", "/ja/no-such-page/")
    assert answer.status == 404
    assert 'lang="ja"' in answer.body
    assert site.ask("GET", "/en/", Host="elsewhere.example").status in (400, 421, 404, 200)
    site.sign_in()
    site.run(RENAME.format("django_session", "elsewhere"))
    try:
        answer = site.ask("GET", "/ko/me/")
    finally:
        site.run(RENAME.format("elsewhere", "django_session"))
    assert answer.status == 500
    assert 'lang="ko"' in answer.body


def test_no_log_holds_an_address_with_a_token(site: Site) -> None:
    token = "T" * 43
    assert site.ask("GET", f"/en/appointment/{token}/").status == 404
    logs = [each for each in site.folder.rglob("*") if each.is_file() and each.suffix in (".log", ".out")]
    assert logs
    assert not any(token in each.read_text(errors="replace") for each in logs)


def test_slow_clients_keep_nobody_out(site: Site) -> None:
    """As many as the table of goals says hold a request open that never ends, and somebody else is answered."""
    with ExitStack() as room:
        slow = [room.enter_context(_half_a_request(site)) for _ in range(SLOW)]
        assert site.ask("GET", "/readyz").status == 200
        assert site.ask("GET", "/en/cjk-workshop/").status == 200
        assert len(slow) == SLOW


def _half_a_request(site: Site) -> socket.socket:
    made = site.trust.wrap_socket(
        socket.create_connection(("127.0.0.1", site.secure), ONE_TRY), server_hostname="localhost"
    )
    made.sendall(b"GET /en/ HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
    return made
