"""`python -m bench.peer PORT`: the peer on the same server as ours, with the same options."""

import sys

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels


def main(port: int) -> None:
    Granian(
        "bench.peer.site:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=4,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]))
