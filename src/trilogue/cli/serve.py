"""`trilogue serve`, `trilogue demo` and `trilogue worker`: from nothing to a running installation."""

import argparse
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from trilogue.cli import preconditions
from trilogue.cli.commands import port, positive
from trilogue.cli.refusal import Refused
from trilogue.cli.supervise import supervise

if TYPE_CHECKING:
    from trilogue.cli.commands import Commands

LOCAL = "127.0.0.1"
PORT = 8000
WORKERS = 2


def add(commands: "Commands") -> None:
    serve = commands.add_parser("serve", help="serve an installation: pages and queued work together")
    serve.add_argument("--host", default=LOCAL, help=f"address to listen on (default {LOCAL})")
    serve.add_argument("--certificate", type=Path, metavar="FILE", help="certificate chain, PEM, for https")
    serve.add_argument(
        "--key", type=Path, metavar="FILE", help="the certificate's key, PEM, without password"
    )
    serve.set_defaults(run=_serve)
    demo = commands.add_parser("demo", help="serve a demonstration on this machine, in the folder ./data")
    demo.set_defaults(run=_demo)
    for command in (serve, demo):
        command.add_argument(
            "--port", type=port, default=_port(), help=f"port to listen on (default $PORT or {PORT})"
        )
        command.add_argument(
            "--workers", type=positive, default=WORKERS, help=f"web processes (default {WORKERS})"
        )
    worker = commands.add_parser("worker", help="do queued work only, for example on a second machine")
    worker.set_defaults(run=_worker)


def _serve(arguments: argparse.Namespace) -> int:
    secure = preconditions.certificate_is_readable(arguments.certificate, arguments.key)
    preconditions.address_is_served(arguments.host, certificate=secure)
    if secure:
        os.environ["TRILOGUE_TLS_HERE"] = "1"
        os.environ.setdefault("TRILOGUE_URL", f"https://localhost:{arguments.port}")
    _prepare(arguments, demonstration=False)
    return _run(arguments)


def _demo(arguments: argparse.Namespace) -> int:
    arguments.host, arguments.certificate, arguments.key = LOCAL, None, None
    os.environ.pop("TRILOGUE_URL", None)
    _prepare(arguments, demonstration=True)
    return _run(arguments)


def _worker(_: argparse.Namespace) -> int:
    from trilogue.cli.database import is_up_to_date, open_database
    from trilogue.cli.worker import work

    preconditions.python_is_new_enough()
    open_database()
    if not is_up_to_date():
        raise Refused("the database is not up to date: start `trilogue serve` once, then this")
    _let_go_of_the_database()
    return supervise({"worker": work})


def _prepare(arguments: argparse.Namespace, *, demonstration: bool) -> None:
    """Check the machine, bring database and files up to date, fill an empty database."""
    preconditions.python_is_new_enough()
    preconditions.folder_is_usable(preconditions.data_folder())
    preconditions.port_is_free(arguments.host, arguments.port)
    os.environ["PORT"] = str(arguments.port)
    from trilogue.cli import database
    from trilogue.cli.static import collect_static

    database.open_database()
    with database.preparing():
        marked = database.marked_as_demonstration()
        _refuse_the_other_kind(marked, demonstration=demonstration, host=arguments.host)
        database.bring_up_to_date()
        collect_static()
        _fill(demonstration=demonstration if marked is None else marked)


def _refuse_the_other_kind(marked: bool | None, *, demonstration: bool, host: str) -> None:  # noqa: FBT001
    if demonstration and marked is False:
        raise Refused(
            f"the database of {preconditions.data_folder()} is not a demonstration: "
            "use `trilogue serve`, or name an empty folder in TRILOGUE_DATA"
        )
    if not demonstration and marked and not _is_local(host):
        raise Refused(
            "this database is a demonstration, where anybody may sign in as anybody: serve it on localhost only, "
            "or name another folder in TRILOGUE_DATA (another database in DATABASE_URL)"
        )


def _is_local(host: str) -> bool:
    from django.conf import settings

    return preconditions.is_loopback(host) and preconditions.is_loopback(settings.URL.hostname or "")


def _fill(*, demonstration: bool) -> None:
    from trilogue.flows.first_start import Mismatch, prepare

    try:
        prepare(demonstration=demonstration)
    except Mismatch as error:
        raise Refused("the database changed its kind while starting: start again") from error


def _run(arguments: argparse.Namespace) -> int:
    from trilogue.cli.web import serve_pages
    from trilogue.cli.worker import work

    _say_where()
    _let_go_of_the_database()
    pages = partial(
        serve_pages,
        host=arguments.host,
        port=arguments.port,
        workers=arguments.workers,
        certificate=arguments.certificate,
        key=arguments.key,
    )
    return supervise({"web": pages, "worker": work})


def _say_where() -> None:
    """The address; in a demonstration also who one may sign in as."""
    from django.conf import settings

    from trilogue.cli.database import marked_as_demonstration
    from trilogue.flows.first_start import demonstration_sign_ins

    print(f"Trilogue: {settings.URL.geturl()}")
    if marked_as_demonstration():
        print("This is a demonstration. Sign in with one click as:")
        for role, name in demonstration_sign_ins():
            print(f"  {role}: {name}")
    print("Stop with Ctrl-C; everything is kept.", flush=True)


def _let_go_of_the_database() -> None:
    """No connection may be shared with the processes that are forked next."""
    from django.db import connections

    connections.close_all()


def _port() -> str:
    """A text, so that argparse judges it like one that was typed."""
    return os.environ.get("PORT") or str(PORT)
