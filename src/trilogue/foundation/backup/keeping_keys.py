"""The keys of people and the ledger of erasures, in a file apart from every backup and without history."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from trilogue.foundation import keys
from trilogue.foundation.backup import bundle
from trilogue.foundation.backup.bundle import KEYS, Manifest
from trilogue.foundation.backup.problem import Unusable
from trilogue.foundation.retention import ledger

NAMED = (".keys", ".keys.age")
"""How the file must be called: it is written over, and nothing else may be."""
OWN = "secret-key"
"""The installation's own, which signs what it sends to browsers."""


@dataclass(frozen=True)
class PutBack:
    """`others`: keys that are not those which are here, and were left out."""

    keys: int
    others: int


def check_name(target: Path, backup: Path) -> None:
    """Raises Unusable: keys_name, same_folder."""
    if not target.name.endswith(NAMED):
        raise Unusable("keys_name", target)
    if target.resolve().parent == backup.resolve().parent:
        raise Unusable("same_folder", target)


def files() -> Iterator[tuple[str, Path]]:
    """The ledger before the keys: whoever is erased meanwhile is then gone from both or to be erased again."""
    if ledger.path().exists():
        yield f"{KEYS}/{ledger.NAME}", ledger.path()
    for path in keys.lasting_files():
        yield f"{KEYS}/{path.name}", path
    if (own := Path(settings.DATA) / OWN).exists():
        yield OWN, own


def put_back(source: Path, manifest: Manifest, *, secret: bool) -> PutBack:
    """What was erased or destroyed, here or there, stays so. `secret`: the installation's own key is taken over too.

    Raises Unusable: damaged; KeyRefused; OSError.
    """
    found = bundle.content(source, manifest)
    ledger.add(found.pop(f"{KEYS}/{ledger.NAME}", b"").decode("utf-8", errors="replace"))
    own = found.pop(OWN, b"")
    if own and secret:
        _put_own(own)
    same = [keys.put_back(_owner(name), content) for name, content in found.items()]
    for each in ledger.erased().people:
        keys.destroy(each)
    return PutBack(sum(same), len(same) - sum(same))


def _owner(name: str) -> UUID:
    try:
        return UUID(Path(name).stem)
    except ValueError as error:
        raise Unusable("damaged", name) from error


def _put_own(content: bytes) -> None:
    own = Path(settings.DATA) / OWN
    aside = own.with_name(f".{OWN}.new")
    aside.touch(mode=0o600)
    aside.write_bytes(content)
    aside.replace(own)
