"""Whenever the power goes, the installation is sound, and everything is there that somebody was told is there."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from bench.installation import Installation, installation
from tests.faults.officers import Officer, officers, work
from tests.faults.power_cut import Cut, Recording, cuts
from tests.faults.trace import recorded

pytestmark = [
    pytest.mark.prove,
    pytest.mark.xdist_group("installation"),
    pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed: apt install strace"),
    pytest.mark.skipif(
        "sqlite" not in settings.DATABASES["default"]["ENGINE"],
        reason="it starts databases of its own: the proofs on SQLite have it",
    ),
]
IMAGES, IMAGES_OF_THE_CONTROL = 1000, 200
OFFICERS, DEEDS, DEEDS_OF_THE_CONTROL = 6, 80, 30
PATIENCE = 240.0


@pytest.fixture(scope="module")
def site() -> Iterator[Installation]:
    """It was started once, and stands still."""
    with installation() as made:
        made.start()
        made.stop()
        yield made


@pytest.fixture(scope="module")
def everybody(site: Installation) -> list[Officer]:
    return officers(OFFICERS, site)


def recording(folder: Path, site: Installation, everybody: list[Officer], deeds: int) -> Recording:
    """Officers write until so many more deeds were acknowledged, and strace looks on."""
    data, protocol, progress = site.environment["TRILOGUE_DATA"], folder / "protocol", everybody[0].progress
    shutil.copytree(data, folder / "before", ignore=shutil.ignore_patterns("static", "workers"))
    site.start(recorded(protocol))
    try:
        done = work(everybody, lambda: progress.wait_for(progress.acknowledged + deeds, PATIENCE))
    finally:
        site.stop()
    return Recording(str(protocol), data, str(folder / "before"), done)


def told(found: list[Cut], made: Recording) -> str:
    return (
        f"{len(found)} power cuts among {len(made.deeds)} deeds: {sum(each.corrupt for each in found)} corrupt, "
        f"{sum(each.lost > 0 for each in found)} lost acknowledged writes, "
        f"at most {max(each.lost for each in found)} at once"
    )


def test_no_power_cut_breaks_anything_or_loses_what_was_acknowledged(
    tmp_path: Path, site: Installation, everybody: list[Officer]
) -> None:
    made = recording(tmp_path, site, everybody, DEEDS)
    found = cuts(made, IMAGES, seed=1)
    sys.stdout.write(f"\n{told(found, made)}\n")
    assert len(found) == IMAGES
    assert [each for each in found if each.faults] == []
    assert len({each.acknowledged for each in found}) > DEEDS // 2, "the cuts fell beside the deeds"


def test_a_database_that_does_not_wait_for_the_disk_is_found_out(
    tmp_path: Path, site: Installation, everybody: list[Officer]
) -> None:
    """The control: the cuts and the look at what they leave can find a loss."""
    usual = site.environment["DJANGO_SETTINGS_MODULE"]
    site.environment["DJANGO_SETTINGS_MODULE"] = "tests.faults.careless"
    try:
        made = recording(tmp_path, site, everybody, DEEDS_OF_THE_CONTROL)
    finally:
        site.environment["DJANGO_SETTINGS_MODULE"] = usual
    found = cuts(made, IMAGES_OF_THE_CONTROL, seed=2)
    sys.stdout.write(f"\nwith synchronous=NORMAL, {told(found, made)}\n")
    assert any(each.lost for each in found)
