"""What a program asked of the disk and told its clients, in order: read from a protocol of strace.

A call counts from its beginning for what it writes and sends, and from its end for what it promises to have kept, so
that of two calls that overlap neither leans on the other.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

CALLS = (
    "pwrite64,pwritev,pwritev2,write,writev,ftruncate,truncate,fallocate,rename,renameat,renameat2,link,linkat,"
    "unlink,unlinkat,openat,creat,lseek,fsync,fdatasync,sync_file_range,sendto,sendmsg,sendfile,copy_file_range"
)
LONGEST = 1 << 21
"""Bytes of one call that are recorded; more is refused below rather than passed over."""


def recorded(protocol: Path) -> list[str]:
    """What to put before a command, so that all that it and its children do is recorded."""
    flags = (
        "-f",
        "--seccomp-bpf",
        "-yy",
        "-xx",
        f"-s{LONGEST}",
        "-e",
        f"trace={CALLS}",
        "-qq",
        "--signal=none",
    )
    return ["strace", *flags, "-o", str(protocol)]


@dataclass(frozen=True)
class Written:
    """`offset` is None where the call wrote on from where the last one had ended."""

    path: str
    offset: int | None
    data: bytes


@dataclass(frozen=True)
class Opened:
    """For writing. `new`: it may have been made by this call; `emptied`: nothing is left of what it held."""

    path: str
    new: bool
    emptied: bool
    appending: bool


@dataclass(frozen=True)
class Sized:
    path: str
    size: int


@dataclass(frozen=True)
class Sought:
    path: str
    offset: int


@dataclass(frozen=True)
class Named:
    """`old` has the name `new` from now on; a link keeps the old name too, and without `new` it has none."""

    old: str
    new: str
    keeps: bool = False


@dataclass(frozen=True)
class Synced:
    """A file or a folder; `since` is where in the protocol the call began."""

    path: str
    since: int


@dataclass(frozen=True)
class Answered:
    """Something was sent to the client at this port."""

    port: int


Event = Written | Opened | Sized | Sought | Named | Synced | Answered
FD = r"(?P<fd>\d+)<(?P<path>[^>]*(?:->[^>]*)?)>"
AT = r"(?:AT_FDCWD|-?\d+)(?:<[^>]*>)?, "
NAME = r'"((?:\\x..)*)"'
PATH = re.compile(r"(?:\\x[0-9a-f]{2})+")
START = re.compile(r"(\d+) +(?:<\.\.\. (\w+) resumed>|(\w+)\()(.*)", re.DOTALL)
PORT = re.compile(r"TCP(?:v6)?:\[.*->.*:(\d+)\]")
UNFINISHED = "<unfinished ...>"
SENDING = frozenset({"write", "writev", "sendto", "sendmsg", "sendfile"})
WHOLE = re.compile(FD + r", " + NAME + r", \d+(?:, (\d+))?")
VECTOR = re.compile(r'iov_base="((?:\\x..)*)"')
LAST = re.compile(r", (\d+)(?:, \w+)?\)? *= ")
RESULT = re.compile(r"\) += (-?\d+)")


def read(protocol: Iterable[str], folder: Path) -> Iterator[tuple[int, Event]]:
    """Each event with the number of its line. Only of files below the folder, and of answers."""
    begun: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(protocol):
        match = START.match(line)
        if match is None:
            continue
        thread, resumed, call, rest = match.groups()
        if rest.rstrip().endswith(UNFINISHED):
            begun[thread] = (number, rest.rstrip().removesuffix(UNFINISHED).rstrip())
            yield from _at_the_beginning(number, call, rest, folder)
            continue
        since, before = begun.pop(thread, (number, "")) if resumed else (number, "")
        ended = RESULT.search(rest, max(0, len(rest) - 400))
        if ended is None or int(ended[1]) < 0:
            continue
        said = before + rest
        name = resumed or call
        if not resumed:
            yield from _at_the_beginning(number, name, said, folder)
        yield from ((number, each) for each in _at_the_end(since, name, said, folder))


def _at_the_beginning(number: int, call: str, said: str, folder: Path) -> Iterator[tuple[int, Event]]:
    """An answer is on its way from here."""
    if call in SENDING:
        port = PORT.search(said, 0, 200)
        if port:
            yield number, Answered(int(port[1]))


def _at_the_end(since: int, call: str, said: str, folder: Path) -> Iterator[Event]:
    if call in {"openat", "creat"}:
        yield from _opened(said, folder)
    elif call in {"rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat"}:
        yield from _named(call, said, folder)
    else:
        descriptor = re.match(FD, said)
        nameless = descriptor is None or said.startswith("(deleted)", descriptor.end())
        path = "" if nameless or descriptor is None else _path(descriptor["path"])
        if _is_below(path, folder):
            yield from _on_a_file(since, call, said, path)


def _on_a_file(since: int, call: str, said: str, path: str) -> Iterator[Event]:
    if call in {"fsync", "fdatasync"}:
        yield Synced(path, since)
    elif call in {"write", "pwrite64"}:
        whole = WHOLE.match(said)
        assert whole, f"cut off by strace: {said[:200]}"
        kept = int(RESULT.findall(said[-100:])[-1])
        yield Written(path, int(whole[4]) if call == "pwrite64" else None, _bytes(whole[3])[:kept])
    elif call in {"writev", "pwritev", "pwritev2"}:
        data = b"".join(_bytes(each) for each in VECTOR.findall(said))
        offset = None if call == "writev" else int(LAST.findall(said)[-1])
        yield Written(path, offset, data)
    elif call == "ftruncate":
        yield Sized(path, int(LAST.findall(said)[-1]))
    elif call == "lseek":
        yield Sought(path, int(RESULT.findall(said)[-1]))
    else:
        assert call in {"sync_file_range", "fallocate"} or call in SENDING, call


def _opened(said: str, folder: Path) -> Iterator[Event]:
    result = re.search(r"= \d+<([^>]*)>", said)
    path = _path(result[1]) if result else ""
    if _is_below(path, folder) and ("O_WRONLY" in said or "O_RDWR" in said):
        yield Opened(path, "O_CREAT" in said, "O_TRUNC" in said, "O_APPEND" in said)


def _named(call: str, said: str, folder: Path) -> Iterator[Event]:
    names = [_path(each) for each in re.findall(NAME, said)]
    relative = [each for each in names if not each.startswith("/")]
    folders = [_path(each) for each in re.findall(r"\d+<([^>]*)>, ", said)]
    if relative and folders:
        names = [each if each.startswith("/") else f"{folders[0]}/{each}" for each in names]
    inside = [each for each in names if _is_below(each, folder)]
    if not inside:
        return
    assert len(inside) == len(names), f"a file comes from outside: {names}"
    yield Named(names[0], names[1] if len(names) > 1 else "", keeps=call.startswith("link"))


def _is_below(path: str, folder: Path) -> bool:
    return path.startswith((f"{folder}/", str(folder)))


def _path(said: str) -> str:
    """What is no path, a socket or a device, as it was told."""
    return _bytes(said).decode(errors="replace") if PATH.fullmatch(said) else said


def _bytes(said: str) -> bytes:
    return bytes.fromhex(said.replace("\\x", ""))
