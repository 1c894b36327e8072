"""How long a photograph of 24 million pixels takes from upload to all its sizes, and how much memory.

Each is taken in by a process of its own that has nothing else loaded, as a JPEG straight from a camera and as the
same picture in the heaviest form that is accepted; the picture is noisy, so that nothing packs well.
"""

import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIDES = (6000, 4000)
NOISE = 40
RUNS = 5
MOST_SECONDS = 2.0
MOST_MEGABYTES = 300.0


def main() -> int:
    within = True
    with tempfile.TemporaryDirectory() as folder:
        for form in ("jpg", "png"):
            sample = Path(folder, f"photograph.{form}")
            sample.write_bytes(_photograph(form))
            runs = [_measured(sample, Path(folder, f"kept-{form}-{run}")) for run in range(RUNS)]
            seconds, memory = statistics.median(run[0] for run in runs), max(run[1] for run in runs)
            ok = seconds <= MOST_SECONDS and memory <= MOST_MEGABYTES
            print(
                f"photograph of 24 million pixels, {sample.stat().st_size / 1e6:.0f} MB {form.upper()}: "
                f"{seconds:.2f} s (limit {MOST_SECONDS:g} s), {memory:.0f} MB at most (limit {MOST_MEGABYTES:g} MB) "
                f"{'ok' if ok else 'OVER'}"
            )
            within &= ok
    return 0 if within else 1


def _photograph(form: str) -> bytes:
    """Colours that run over the picture, and noise on them; of PNG so little that 30 MB hold it."""
    from PIL import Image

    noise = Image.effect_noise(SIDES, NOISE if form == "jpg" else 2)
    gradient = Image.radial_gradient("L").resize(SIDES)
    bands = [
        Image.blend(gradient.transpose(turn), noise, 0.2) for turn in (Image.Transpose(0), Image.Transpose(1))
    ]
    target = io.BytesIO()
    image = Image.merge("RGB", [*bands, gradient])
    if form == "jpg":
        image.save(target, "JPEG", quality=95)
    else:
        image.save(target, "PNG", compress_level=6)
    return target.getvalue()


def _measured(sample: Path, folder: Path) -> tuple[float, float]:
    """Seconds, and the peak of the whole process in MB."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.files", str(sample), str(folder)],
        stdout=subprocess.PIPE,
        check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    seconds, memory = done.stdout.split()
    return float(seconds), float(memory)


def _take_in(sample: Path, folder: Path) -> None:
    import resource

    from django.conf import settings

    settings.configure(MEDIA_ROOT=folder)
    from trilogue.foundation.files import pictures

    data = sample.read_bytes()
    begun = time.perf_counter()
    pictures.take_in(data, sample.name)
    print(time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _take_in(Path(sys.argv[1]), Path(sys.argv[2]))
    else:
        sys.exit(main())
