"""The command answers at once, and says in one line why it cannot do what was asked."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from trilogue.cli import preconditions
from trilogue.cli.main import main
from trilogue.cli.refusal import Refused

WITHOUT_DJANGO = """
import sys
from trilogue.cli.main import main
try:
    code = main(sys.argv[1:])
except SystemExit as end:
    code = end.code
assert code == 0, code
assert "django" not in sys.modules
"""
Refuse = Callable[..., str]


def _refusal(answer: "subprocess.CompletedProcess[str]") -> str:
    return _one_line(answer.returncode, answer.stdout, answer.stderr)


def _one_line(code: int, said: str, complaint: str) -> str:
    assert code == 2
    assert said == ""
    assert complaint.startswith("trilogue: ")
    assert complaint.count("\n") == 1
    return complaint


@pytest.fixture
def refuse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Refuse:
    """Why a command ends before it loads any settings: in this process, in a folder of the test's own."""
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "PORT", "TRILOGUE_URL", "TRILOGUE_BEHIND_PROXY", "TRILOGUE_TRUSTED_PROXIES"):
        monkeypatch.delenv(name, raising=False)

    def refuse(*arguments: str, **settings: str) -> str:
        for name, value in {"TRILOGUE_DATA": str(tmp_path / "data"), **settings}.items():
            monkeypatch.setenv(name, value)
        return _one_line(main(arguments), *capsys.readouterr())

    return refuse


def test_the_version_is_told_without_loading_django() -> None:
    told = subprocess.run(
        [sys.executable, "-c", WITHOUT_DJANGO, "--version"], capture_output=True, text=True, check=True
    )
    assert told.stdout.startswith("trilogue 0.")


def test_tables_are_planned_without_loading_django(tmp_path: Path) -> None:
    problem = tmp_path / "problem.json"
    problem.write_text('{"people": [{"id": "a", "country": "KR"}, {"id": "b", "country": "JP"}]}')
    subprocess.run(
        [
            sys.executable,
            "-c",
            WITHOUT_DJANGO,
            "tables",
            "plan",
            str(problem),
            "--rounds",
            "1",
            "--tables",
            "1",
        ],
        capture_output=True,
        check=True,
    )


@pytest.mark.parametrize("words", [[], ["fly"], ["serve", "--port", "many"], ["serve", "--port", "65536"]])
def test_wrong_arguments_are_refused_in_one_line(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    said = capsys.readouterr().err
    assert said.startswith("trilogue: ")
    assert "--help" in said
    assert said.count("\n") == 1


def test_an_old_python_is_told_what_to_install() -> None:
    with pytest.raises(Refused, match=r"Python 3\.10\.12 is too old: install Python 3\.11"):
        preconditions.python_is_new_enough((3, 10, 12))


def test_a_taken_port_is_named_with_a_way_out(refuse: Refuse) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert f"port {port} is taken" in refuse("demo", "--port", str(port))


def test_a_port_taken_only_on_ipv6_is_taken_all_the_same(refuse: Refuse) -> None:
    try:
        other = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        pytest.skip("this machine has no IPv6 loopback")
    with other:
        port = other.getsockname()[1]
        assert f"port {port} is taken" in refuse("demo", "--port", str(port))


def test_a_folder_that_cannot_be_written_is_named(refuse: Refuse, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "cannot write here" in refuse("check", TRILOGUE_DATA=str(tmp_path / "file" / "data"))


def test_a_full_disk_is_told_how_much_to_free(tmp_path: Path) -> None:
    more_than_any_disk = shutil.disk_usage(tmp_path).total + 1
    with pytest.raises(Refused, match=r"the disk is full: free \d+ MB"):
        preconditions.folder_is_usable(tmp_path, needed=more_than_any_disk)


def test_a_database_that_does_not_answer_is_named_without_its_password(run: Run) -> None:
    said = _refusal(run("check", DATABASE_URL="postgres://someone:hidden@127.0.0.1:1/record"))
    assert "record on 127.0.0.1 port 1 does not answer" in said
    assert "hidden" not in said


def test_an_address_of_no_database_is_refused(run: Run) -> None:
    assert "DATABASE_URL is not understood" in _refusal(run("check", DATABASE_URL="nonsense://x:secret@y/z"))


def test_a_file_that_is_no_database_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "trilogue.sqlite3").write_bytes(b"not a database" * 100)
    assert "trilogue.sqlite3: cannot be used as database" in _refusal(run("check"))


@pytest.mark.parametrize("url", ["http://workshop.example.org", "nonsense", "http://[broken"])
def test_an_address_that_cannot_be_served_is_refused(run: Run, url: str) -> None:
    assert "TRILOGUE_URL" in _refusal(run("serve", "--port", "1", TRILOGUE_URL=url))


def test_https_without_anyone_to_speak_it_is_refused(refuse: Refuse) -> None:
    assert "--certificate" in refuse("serve", TRILOGUE_URL="https://workshop.example.org")


def test_plain_http_stays_on_this_machine(refuse: Refuse) -> None:
    assert "localhost only" in refuse("serve", "--host", "0.0.0.0")


def test_a_certificate_needs_its_key(refuse: Refuse, tmp_path: Path) -> None:
    assert "give both" in refuse("serve", "--certificate", str(tmp_path / "certificate.pem"))
    missing = refuse("serve", "--certificate", "none.pem", "--key", "none.key")
    assert "not a certificate and its key" in missing


def test_an_empty_database_is_not_yet_fit_for_work(run: Run) -> None:
    assert "not up to date" in _refusal(run("worker"))
    assert "not up to date" in _refusal(run("verify-audit"))
    checked = run("check")
    assert checked.returncode == 1
    assert "database: not up to date" in checked.stdout
