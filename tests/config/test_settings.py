"""What comes from the environment, tried in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SHOW = (
    "import json; from trilogue.config import settings as s; d = s.DATABASES['default'];"
    "print(json.dumps([d['ENGINE'], d.get('OPTIONS'), d['CONN_MAX_AGE'], s.SESSION_COOKIE_SECURE,"
    " s.SECURE_HSTS_SECONDS, s.ALLOWED_HOSTS, s.TRUSTED_PROXIES, bool(s.SECURE_PROXY_SSL_HEADER)]))"
)


def _settings(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    names = [name for name in ("PATH", "PYTHONPATH") if name in os.environ]
    kept = {"TRILOGUE_DATA": str(tmp_path)} | {name: os.environ[name] for name in names}
    return subprocess.run(
        [sys.executable, "-c", SHOW], env=kept | environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("url", ["", "sqlite:////tmp/elsewhere.sqlite3"])
def test_sqlite_keeps_its_measured_settings_wherever_its_address_comes_from(tmp_path: Path, url: str) -> None:
    engine, options, age, *_ = json.loads(_settings(tmp_path, DATABASE_URL=url).stdout)
    assert engine == "django.db.backends.sqlite3"
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=FULL" in options["init_command"]
    assert "secure_delete=ON" in options["init_command"]
    assert age is None


def test_https_makes_cookies_secure_and_hosts_strict(tmp_path: Path) -> None:
    *_, secure, hsts, hosts, _proxies, _scheme = json.loads(
        _settings(tmp_path, TRILOGUE_URL="https://workshop.example.org").stdout
    )
    assert secure
    assert hsts > 0
    assert hosts == ["workshop.example.org"]


def test_plain_http_is_refused_beyond_this_machine(tmp_path: Path) -> None:
    result = _settings(tmp_path, TRILOGUE_URL="http://workshop.example.org")
    assert result.returncode != 0
    assert "https" in result.stderr


def test_the_secret_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    _settings(tmp_path)
    key = tmp_path / "secret-key"
    first = key.read_text()
    _settings(tmp_path)
    assert key.read_text() == first
    assert key.stat().st_mode & 0o077 == 0


def test_the_secret_key_is_on_the_disk_as_a_whole_before_it_has_its_name(tmp_path: Path) -> None:
    """A power cut during the first start would else leave an empty key, with which nothing starts."""
    code = "import os; calls = []; sync, link = os.fsync, os.link\n"
    code += "os.fsync = lambda fd: (calls.append(os.readlink(f'/proc/self/fd/{fd}')), sync(fd))\n"
    code += "os.link = lambda old, new: (calls.append(f'link {new}'), link(old, new))\n"
    code += "import trilogue.config.settings; print('\\n'.join(calls))"
    environment = {**os.environ, "TRILOGUE_DATA": str(tmp_path), "SECRET_KEY": ""}
    ended = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    written, linked, folder = ended.stdout.split("\n")[:3]
    assert Path(written).parent == tmp_path
    assert linked == f"link {tmp_path / 'secret-key'}"
    assert folder == str(tmp_path)


@pytest.mark.parametrize(
    ("environment", "proxies"),
    [
        ({}, 0),
        ({"TRILOGUE_TRUSTED_PROXIES": "0"}, 0),
        ({"TRILOGUE_TRUSTED_PROXIES": "2"}, 2),
        ({"TRILOGUE_BEHIND_PROXY": "1"}, 1),
        ({"TRILOGUE_BEHIND_PROXY": "1", "TRILOGUE_TRUSTED_PROXIES": "2"}, 2),
    ],
)
def test_headers_are_believed_of_as_many_proxies_as_are_named(
    tmp_path: Path, environment: dict[str, str], proxies: int
) -> None:
    *_, found, scheme = json.loads(_settings(tmp_path, **environment).stdout)
    assert found == proxies
    assert scheme == (proxies > 0)


@pytest.mark.parametrize("said", ["-1", "10", "many", "1.5", "²"])
def test_a_number_of_proxies_that_is_none_is_refused(tmp_path: Path, said: str) -> None:
    result = _settings(tmp_path, TRILOGUE_TRUSTED_PROXIES=said)
    assert result.returncode != 0
    assert "TRILOGUE_TRUSTED_PROXIES" in result.stderr
