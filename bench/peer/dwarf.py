"""`PYTHON bench/peer/dwarf.py VOTES.npz`: red-dwarf in an environment of its own; prints what it took and found."""

import gc
import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from reddwarf.implementations.polis import run_pipeline


def main(path: str) -> None:
    with np.load(path) as data:
        columns = [data[name].tolist() for name in ("voter", "statement", "value")]
        left_out = data["left_out"].tolist()
    votes = [
        {"participant_id": voter, "statement_id": statement, "vote": value, "modified": moment}
        for moment, (voter, statement, value) in enumerate(zip(*columns, strict=True))
    ]
    gc.freeze()
    before = fresh_peak()
    begin = time.perf_counter()
    found = run_pipeline(votes=votes, mod_out_statement_ids=left_out, random_state=0)
    seconds = time.perf_counter() - begin
    print(json.dumps({"seconds": seconds, "megabytes": memory("VmHWM") - before, **_found(found)}))


def fresh_peak() -> float:
    """The memory of this process in MB; its peak is counted anew from here."""
    Path("/proc/self/clear_refs").write_text("5", "utf-8")
    return memory("VmRSS")


def memory(kind: str) -> float:
    """In MB: VmRSS now, VmHWM at its peak. (What getrusage says begins with that of the parent.)"""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.partition(f"{kind}:")[2].split()[0]) / 1024


def _found(found: Any) -> dict[str, Any]:
    groups = found.participants_df["cluster_id"].dropna()
    return {
        "positions": {str(voter): place.tolist() for voter, place in found.participant_projections.items()},
        "groups": {str(voter): int(group) for voter, group in groups.items()},
        "consensus": {str(name): value for name, value in found.group_aware_consensus["agree"].items()},
        "priorities": {str(name): value for name, value in found.statements_df["priority"].items()},
        "agreed": [str(each["tid"]) for each in found.consensus["agree"]],
        "disagreed": [str(each["tid"]) for each in found.consensus["disagree"]],
        "representative": {
            str(group): [
                [str(each["tid"]), each.get("repful_for", each.get("repful-for"))] for each in entries
            ]
            for group, entries in found.repness.items()
        },
    }


if __name__ == "__main__":
    main(sys.argv[1])
