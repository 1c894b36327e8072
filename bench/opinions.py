"""How quickly a conversation is analysed, beside red-dwarf on the same votes in the same run.

Both begin with a list of votes as Python objects and end with map, groups and all statistics. red-dwarf runs in an
environment of its own, made once in the user's cache folder. Every measurement has a process of its own, in which the
garbage collector leaves the list of votes alone.
`python -m bench.opinions FILE RUNS` is one of ours.
"""

import csv
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from trilogue.algorithms.opinions import Analysis, Problem, State, Statement, analyse

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data" / "polis"
REAL = ("brexit-consensus", "scoop-hivemind.freshwater", "london.youth.policing")
PEER = "red-dwarf==0.4.*"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "trilogue-bench" / "red-dwarf-0.4"
COUNTRIES = {"KR": 0.43, "CN": 0.4, "JP": 0.17}
RATIO, STRETCH = 12.0, 25.0
TURNS = 2
MEMORY = 150.0
WITHIN = 5.0
LIVE_P95 = 75.0
LIVE_RUNS = 200


@dataclass(frozen=True)
class Row:
    """What was measured beside what it must be."""

    name: str
    figures: str
    limits: str
    kept: bool


def rows() -> Iterator[Row]:
    peer = _peer()
    with tempfile.TemporaryDirectory() as folder:
        yield _live(Path(folder))
        yield from _large(Path(folder), peer)
        yield _huge(Path(folder))
        if peer is not None:
            yield from _beside(Path(folder), peer)


def _live(folder: Path) -> Row:
    """What a vote sets off on the day: everything anew, from the log, continued from the state before."""
    ours = _ours(_written(folder / "live.npz", voters=88, statements=60, seen=0.7), LIVE_RUNS)
    middle, late = (1000 * float(np.percentile(ours["all_seconds"], part)) for part in (50, 95))
    return Row(
        "88 x 60, everything anew",
        f"p50 {middle:.0f} ms, p95 {late:.0f} ms",
        f"p95 {LIVE_P95:.0f} ms",
        late <= LIVE_P95,
    )


def _large(folder: Path, peer: Path | None) -> Iterator[Row]:
    """In turn with the peer, so that both have their share of what else the machine does; our slower, its faster."""
    votes = _written(folder / "large.npz", voters=10_000, statements=1000, seen=0.1)
    ours, theirs = [], []
    for _ in range(TURNS):
        ours.append(_ours(votes, 3))
        theirs += [_theirs(peer, votes)] if peer is not None else []
    slower = max(ours, key=lambda each: each["seconds"])
    name = "10 000 x 1000, a tenth voted on"
    figures = f"{slower['seconds']:.2f} s ({slower['from_arrays']:.2f} s once the votes are arrays)"
    if not theirs:
        yield Row(name, f"{figures}; red-dwarf skipped: it cannot be installed here", "", kept=True)
    else:
        faster = min(theirs, key=lambda each: each["seconds"])
        ratio = faster["seconds"] / slower["seconds"]
        yield Row(
            name,
            f"{figures}, red-dwarf {faster['seconds']:.1f} s: {ratio:.1f} times as fast",
            f"{RATIO:.0f} times, wished for {STRETCH:.0f}",
            ratio >= RATIO,
        )
    extra = max(each["megabytes"] for each in ours)
    beside = "".join(f", red-dwarf {each['megabytes']:.0f} MB" for each in theirs[:1])
    yield Row(f"{name}, extra memory", f"{extra:.0f} MB{beside}", f"{MEMORY:.0f} MB", extra <= MEMORY)


def _huge(folder: Path) -> Row:
    ours = _ours(_written(folder / "huge.npz", voters=100_000, statements=200, seen=0.1), 3)
    seconds = ours["seconds"]
    figures = f"{seconds:.2f} s, {ours['processor']:.2f} s of the processor, {ours['megabytes']:.0f} MB more"
    return Row("100 000 x 200, a tenth voted on", figures, f"{WITHIN:.0f} s", seconds <= WITHIN)


def _beside(folder: Path, peer: Path) -> Iterator[Row]:
    if not SHARED.is_dir():
        yield Row("real conversations", "skipped: no shared data beside the repository", "", kept=True)
        return
    for name in REAL:
        votes = _real(folder / f"{name}.npz", SHARED / name)
        theirs = _theirs(peer, votes)
        with np.load(votes) as data:
            ours = analyse(_problem(data), groups=theirs["groups"])
        same = dict(_same(ours, theirs))
        figures = ", ".join(f"{kind} {equal} of {count}" for kind, (equal, count) in same.items())
        kept = all(same[kind][0] == same[kind][1] for kind in ("positions", "consensus", "priorities"))
        yield Row(f"{name}, figures as red-dwarf's in its groups", figures, "all but ties", kept)


def _same(ours: Analysis, theirs: dict[str, Any]) -> Iterator[tuple[str, tuple[int, int]]]:
    """How many of how many figures agree; positions but for a mirror."""
    places = [
        np.allclose(np.abs(place), np.abs(theirs["positions"][voter]), atol=1e-3)
        for voter, place in zip(ours.voters, ours.positions, strict=True)
    ]
    yield "positions", (sum(places), len(places))
    for kind, values in (("consensus", ours.group_informed_consensus), ("priorities", ours.priorities)):
        equal = [
            bool(np.isclose(value, theirs[kind][name], rtol=1e-6, atol=1e-12))
            for name, value in zip(ours.statements, values.tolist(), strict=True)
        ]
        yield kind, (sum(equal), len(equal))
    agreed = (
        [each.statement for each in ours.consensus_agree],
        [each.statement for each in ours.consensus_disagree],
    )
    pairs = [
        *zip(agreed[0], theirs["agreed"], strict=False),
        *zip(agreed[1], theirs["disagreed"], strict=False),
    ]
    yield "listed by consensus", (sum(one == other for one, other in pairs), len(pairs))
    listed = [
        ([each.statement, each.side] in theirs["representative"][str(group.id)])
        for group in ours.groups
        for each in group.representative
    ]
    yield "representative", (sum(listed), len(listed))


def _written(path: Path, *, voters: int, statements: int, seen: float) -> Path:
    """Three opinions of their own taste, a few passes, and who votes on what is chance."""
    rng = np.random.default_rng(1)
    taste = rng.random((3, statements))[rng.integers(0, 3, voters)]
    draw = rng.random((voters, statements))
    value = np.where(draw < 0.15, 0, np.where(draw - 0.15 < 0.85 * taste, 1, -1)).astype(np.int8)
    voter, statement = np.nonzero(rng.random((voters, statements)) < seen)
    order = rng.permutation(len(voter))
    voter, statement = voter[order].astype(np.int32), statement[order].astype(np.int32)
    np.savez(
        path, voter=voter, statement=statement, value=value[voter, statement], left_out=np.empty(0, np.int32)
    )
    return path


def _real(path: Path, folder: Path) -> Path:
    with (folder / "votes.csv").open(encoding="utf-8", newline="") as lines:
        votes = sorted(csv.DictReader(lines), key=lambda row: int(row["timestamp"]))
    with (folder / "comments.csv").open(encoding="utf-8", newline="") as lines:
        left_out = [int(row["comment-id"]) for row in csv.DictReader(lines) if row["moderated"] == "-1"]
    last = {(int(row["voter-id"]), int(row["comment-id"])): int(row["vote"]) for row in votes}
    voter, statement = np.array(list(last), np.int32).T
    known = set(statement.tolist())
    np.savez(
        path,
        voter=voter,
        statement=statement,
        value=np.array(list(last.values()), np.int8),
        left_out=np.array([each for each in left_out if each in known], np.int32),
    )
    return path


def _ours(votes: Path, runs: int) -> dict[str, Any]:
    return _asked([sys.executable, "-m", "bench.opinions", str(votes), str(runs)])


def _theirs(peer: Path, votes: Path) -> dict[str, Any]:
    return _asked([str(peer), str(ROOT / "bench" / "peer" / "dwarf.py"), str(votes)])


def _asked(command: list[str]) -> dict[str, Any]:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _peer() -> Path | None:
    """The Python of an environment that has red-dwarf; none where it cannot be installed."""
    python = CACHE / "bin" / "python"
    try:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(CACHE)], check=True)
        if subprocess.run(
            [str(python), "-c", "import reddwarf"], capture_output=True, check=False
        ).returncode:
            subprocess.run(
                [str(python), "-m", "pip", "install", "--quiet", PEER], capture_output=True, check=True
            )
    except (OSError, subprocess.CalledProcessError):
        return None
    return python


def _problem(data: Any) -> Problem:
    ids, voter = np.unique(data["voter"], return_inverse=True)
    left_out = set(data["left_out"].tolist())
    heard, statement = np.unique(data["statement"], return_inverse=True)
    return Problem(
        voters=[str(each) for each in ids.tolist()],
        statements=[Statement(str(each), moderated=-1 if each in left_out else 1) for each in heard.tolist()],
        voter=voter.astype(np.int32),
        statement=statement.astype(np.int32),
        value=data["value"],
        **_delegations(ids.tolist()),
    )


def _delegations(voters: list[int]) -> dict[str, Any]:
    edges = np.cumsum([share * len(voters) for share in COUNTRIES.values()])
    names = list(COUNTRIES)
    of = {
        str(each): names[min(int(np.searchsorted(edges, place, "right")), 2)]
        for place, each in enumerate(voters)
    }
    return {"delegation": of, "sizes": {name: sum(each == name for each in of.values()) for name in names}}


def measure(path: str, runs: int) -> None:
    """Memory from the arrays alone, so that the list of votes does not hide it; then the time from the list."""
    with np.load(path) as data:
        problem = _problem({name: data[name] for name in data})
    before = fresh_peak()
    begin = time.perf_counter()
    answer = analyse(problem)
    from_arrays, megabytes = time.perf_counter() - begin, memory("VmHWM") - before
    names = [each.id for each in problem.statements]
    events = [
        (problem.voters[voter], names[statement], value)
        for voter, statement, value in zip(
            problem.voter.tolist(), problem.statement.tolist(), problem.value.tolist(), strict=True
        )
    ]
    gc.freeze()
    seconds, processor, start = [], [], answer.state.to_json()
    for _ in range(runs):
        begin, worked = time.perf_counter(), time.process_time()
        again = Problem.from_events(
            events, problem.statements, delegation=problem.delegation, sizes=problem.sizes
        )
        analyse(again, start=State.from_json(start) if runs == LIVE_RUNS else None)
        seconds.append(time.perf_counter() - begin)
        processor.append(time.process_time() - worked)
    print(
        json.dumps(
            {
                "seconds": float(np.median(seconds)),
                "all_seconds": seconds,
                "processor": float(np.median(processor)),
                "from_arrays": from_arrays,
                "megabytes": megabytes,
            }
        )
    )


def fresh_peak() -> float:
    """The memory of this process in MB; its peak is counted anew from here."""
    Path("/proc/self/clear_refs").write_text("5", "utf-8")
    return memory("VmRSS")


def memory(kind: str) -> float:
    """In MB: VmRSS now, VmHWM at its peak. (What getrusage says begins with that of the parent.)"""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.partition(f"{kind}:")[2].split()[0]) / 1024


def main() -> int:
    kept = True
    for row in rows():
        limits = f" (limit {row.limits})" if row.limits else ""
        print(f"opinions, {row.name}: {row.figures}{limits} {'ok' if row.kept else 'FAILED'}", flush=True)
        kept &= row.kept
    return 0 if kept else 1


if __name__ == "__main__":
    if len(sys.argv) == 3:
        measure(sys.argv[1], int(sys.argv[2]))
    else:
        sys.exit(main())
