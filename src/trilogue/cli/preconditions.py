"""What must hold before a process starts: the machine, the folder, the port, the address. No Django here."""

import errno
import os
import shutil
import socket
import sys
import tempfile
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from trilogue.cli.refusal import Refused

OLDEST_PYTHON = (3, 11)
FREE_DISK = 50 * 1024 * 1024
LOOPBACK = {"localhost": ("127.0.0.1", "::1"), "127.0.0.1": ("127.0.0.1", "::1"), "::1": ("::1",)}
"""The addresses that must be free for each: browsers are sent to `localhost`, which may mean either."""


def data_folder() -> Path:
    """The folder of database, key and collected files, as the settings find it."""
    return Path(os.environ.get("TRILOGUE_DATA", "data")).absolute()


def is_loopback(host: str) -> bool:
    return host in LOOPBACK


def python_is_new_enough(found: tuple[int, ...] = sys.version_info[:3]) -> None:
    if found < OLDEST_PYTHON:
        shown = ".".join(map(str, found))
        raise Refused(f"Python {shown} is too old: install Python 3.11 or newer and install Trilogue with it")


def folder_is_usable(folder: Path, needed: int = FREE_DISK) -> None:
    """Writable, with at least `needed` bytes left."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"trilogue")
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise Refused(_disk_full(folder)) from error
        raise Refused(
            f"{folder}: cannot write here ({error.strerror}): give this user the right to write, "
            "or name another folder in TRILOGUE_DATA"
        ) from error
    if shutil.disk_usage(folder).free < needed:
        raise Refused(_disk_full(folder))


def port_is_free(host: str, port: int) -> None:
    """Nobody else would answer where this process listens."""
    for address in LOOPBACK.get(host, (host,)):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        try:
            with socket.socket(family) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((address, port))
        except OSError as error:
            _explain(error, host, port)


def address() -> SplitResult:
    """The address by which others reach this installation, from TRILOGUE_URL."""
    try:
        given = urlsplit(os.environ.get("TRILOGUE_URL", "http://localhost"))
        if given.scheme in {"http", "https"} and given.hostname and given.port != 0:
            return given
    except ValueError:
        pass
    raise Refused("TRILOGUE_URL is not an address: write for example https://workshop.example.org")


def address_is_served(host: str, *, certificate: bool) -> None:
    """Plain http only on loopback; https needs someone who speaks it: this process or a proxy before it."""
    secure = address().scheme == "https"
    proxies = os.environ.get("TRILOGUE_TRUSTED_PROXIES", "0").strip() or "0"
    behind_proxy = proxies != "0" or bool(os.environ.get("TRILOGUE_BEHIND_PROXY"))
    if certificate or (secure and behind_proxy):
        return
    if secure:
        raise Refused(
            "TRILOGUE_URL is https, but nothing here speaks it: give --certificate and --key, "
            "or set TRILOGUE_TRUSTED_PROXIES=1 behind a proxy that does"
        )
    if not is_loopback(host):
        raise Refused(
            f"plain http is for localhost only, not for {host}: give --certificate and --key, "
            "or set TRILOGUE_URL=https://... and TRILOGUE_TRUSTED_PROXIES=1 behind a proxy"
        )


def certificate_is_readable(certificate: Path | None, key: Path | None) -> bool:
    """True if https is spoken here; both files or neither."""
    if certificate is None and key is None:
        return False
    if certificate is None or key is None:
        raise Refused("--certificate and --key belong together: give both")
    import ssl

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password="")
    except (OSError, ssl.SSLError, ValueError) as error:
        raise Refused(
            f"{certificate}, {key}: not a certificate and its key ({error}): "
            "give two PEM files that belong together, the key without a password"
        ) from error
    if b"BEGIN PRIVATE KEY" not in key.read_bytes():
        raise Refused(
            f"{key}: not in PKCS#8 form: openssl pkcs8 -topk8 -nocrypt -in {key} -out NEW writes one"
        )
    return True


def _disk_full(folder: Path) -> str:
    megabytes = FREE_DISK // 1024 // 1024
    return f"{folder}: the disk is full: free {megabytes} MB, or name another folder in TRILOGUE_DATA"


def _explain(error: OSError, host: str, port: int) -> None:
    """Say what is wrong with the port; a machine without IPv6 is fine."""
    if error.errno == errno.EADDRINUSE:
        raise Refused(
            f"port {port} is taken: stop the program that uses it, or choose another with --port (make run PORT=8001)"
        ) from error
    if error.errno == errno.EACCES:
        raise Refused(
            f"port {port} is not allowed for this user: choose one above 1023 with --port"
        ) from error
    if error.errno not in {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT} or not is_loopback(host):
        raise Refused(f"cannot listen on {host} port {port} ({error}): choose others with --host and --port")
