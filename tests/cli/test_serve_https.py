"""https without a proxy: `trilogue serve --certificate --key`, from the first byte to the cookie."""

import re
import socket
import ssl
import subprocess
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path

import pytest

from tests.cli.conftest import PATIENCE, TRILOGUE, WaitUntil
from tests.cli.installation import put_database
from tests.proxy.certificate import make_certificate

pytestmark = pytest.mark.xdist_group("serve")
ONE_TRY = 10.0


def _ask(
    port: int, trust: ssl.SSLContext, path: str, **headers: str
) -> tuple[int, list[tuple[str, str]], str]:
    connection = HTTPSConnection("localhost", port, timeout=ONE_TRY, context=trust)
    with closing(connection):
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.getheaders(), answer.read().decode()


def _answers(port: int, trust: ssl.SSLContext) -> bool:
    try:
        return _ask(port, trust, "/healthz")[0] == 200
    except OSError:
        return False


def test_it_speaks_https_and_nothing_else(
    migrated: Path, tmp_path: Path, environment: dict[str, str], wait_until: WaitUntil
) -> None:
    put_database(migrated, tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    certificate, key = make_certificate(tmp_path)
    trust = ssl.create_default_context(cafile=certificate)
    files = ["--certificate", str(certificate), "--key", str(key)]
    process = subprocess.Popen(
        [*TRILOGUE, "serve", "--port", str(port), *files],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_until(lambda: process.poll() is not None or _answers(port, trust))
        status, headers, page = _ask(port, trust, "/en/sign-in/")
        assert status == 200
        assert 'name="csrfmiddlewaretoken"' in page
        assert dict(headers)["strict-transport-security"].startswith("max-age=31536000")
        cookies = [value for name, value in headers if name.lower() == "set-cookie"]
        assert cookies
        assert all("Secure" in cookie for cookie in cookies)
        _status, headers, page = _ask(port, trust, "/en/cjk-workshop/", **{"X-Forwarded-Proto": "http"})
        assert re.search(rf'rel="canonical" href="https://localhost:{port}/', page)
        assert _ask(port, trust, "/en/", Host="elsewhere.example")[0] == 400
        assert not _plain(port)
    finally:
        process.terminate()
        said, complaints = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, complaints
    assert f"https://localhost:{port}" in said


def _plain(port: int) -> bytes:
    """What plain http gets there: nothing."""
    with suppress(OSError, HTTPException), closing(HTTPConnection("localhost", port, timeout=ONE_TRY)) as one:
        one.request("GET", "/en/")
        return one.getresponse().read()
    return b""
