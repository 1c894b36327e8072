"""`make bench`: every figure beside its limit; exit 1 when one is not met. `python -m bench tables badges` picks."""

import sys
from importlib import import_module

FIGURES = (
    "tables",
    "badges",
    "pages",
    "roster",
    "places",
    "search",
    "opinions",
    "votes",
    "history",
    "files",
    "backup",
)


def main(chosen: list[str]) -> int:
    kept = True
    for name in chosen or FIGURES:
        kept &= import_module(f"bench.{name}").main() == 0
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
