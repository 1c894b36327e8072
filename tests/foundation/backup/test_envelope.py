"""What is sealed opens for its owner as it was, and for nobody else; what was altered or cut off does not open."""

import io
from functools import cache
from pathlib import Path

import pytest
from pyrage import x25519

from trilogue.foundation.backup.envelope import Opener, Seal, Stream, is_sealed, opening, sealing
from trilogue.foundation.backup.problem import Unusable

PLAIN = bytes(range(256)) * 1000


@pytest.fixture(params=["recipient", "passphrase"])
def way(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Seal, Opener, Opener]:
    """A seal, what opens it, and what does not."""
    if request.param == "passphrase":
        right, wrong = Opener(passphrase=lambda: "right"), Opener(passphrase=lambda: "wrong")
        return Seal(passphrase="right"), right, wrong
    mine, other = x25519.Identity.generate(), x25519.Identity.generate()
    for name, identity in (("mine", mine), ("other", other)):
        (tmp_path / name).write_text(f"# a comment\n{identity}\n")
    return Seal(recipients=(str(mine.to_public()),)), Opener(tmp_path / "mine"), Opener(tmp_path / "other")


def sealed(folder: Path, seal: Seal) -> Path:
    path = folder / "sealed"
    path.write_bytes(made(seal))
    return path


@cache
def made(seal: Seal) -> bytes:
    """A passphrase is slow on purpose."""
    goal = io.BytesIO()
    with sealing(Stream(goal), seal) as plain:
        plain.write(PLAIN)
    return goal.getvalue()


def opened(path: Path, opener: Opener) -> bytes:
    with opening(path, opener, path.parent) as plain:
        return plain.read_bytes()


def test_its_owner_opens_it_and_nothing_plain_is_left(
    way: tuple[Seal, Opener, Opener], tmp_path: Path
) -> None:
    seal, right, wrong = way
    path = sealed(tmp_path, seal)
    assert is_sealed(path)
    assert PLAIN[:256] not in path.read_bytes()
    assert opened(path, right) == PLAIN
    with pytest.raises(Unusable) as refused:
        opened(path, wrong)
    assert refused.value.code.startswith("wrong_")
    with pytest.raises(Unusable) as refused:
        opened(path, Opener())
    assert refused.value.code.startswith("needs_")
    assert not (tmp_path / "opened").exists()


@pytest.mark.parametrize("fault", ["altered", "cut off"])
def test_what_was_altered_or_cut_off_does_not_open(
    way: tuple[Seal, Opener, Opener], tmp_path: Path, fault: str
) -> None:
    seal, right, _ = way
    path = sealed(tmp_path, seal)
    whole = path.read_bytes()
    middle = len(whole) - len(PLAIN) // 2
    spoilt = {"altered": whole[:middle] + b"\0\1\2\3" + whole[middle + 4 :], "cut off": whole[:middle]}
    path.write_bytes(spoilt[fault])
    if fault == "cut off" and seal.passphrase:
        assert not is_sealed(path), "a zip without its end: no backup, which bundle.read refuses"
        return
    with pytest.raises(Unusable) as refused:
        opened(path, right)
    assert refused.value.code == "damaged"
    assert not (tmp_path / "opened").exists()


def test_a_disk_that_is_full_is_told() -> None:
    class Full(io.BytesIO):
        def write(self, _: object) -> int:
            raise OSError(28, "No space left on device")

    seal = Seal(recipients=(str(x25519.Identity.generate().to_public()),))
    with pytest.raises(OSError, match="No space left"), sealing(Stream(Full()), seal) as plain:
        plain.write(PLAIN * 10)


def test_a_public_key_that_is_none_is_refused_and_no_passphrase_is_shown() -> None:
    with pytest.raises(Unusable) as refused:
        Seal(recipients=("age1nonsense",)).check()
    assert refused.value.code == "recipient"
    assert "secret" not in repr(Seal(passphrase="secret"))
