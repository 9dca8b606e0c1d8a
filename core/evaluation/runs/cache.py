"""Outcomes that need not be asked for again: kept on disk by all that decides them."""

import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.evaluation.runs.lines import Folded, OutcomeLine, PassageLine, TookLine, folded, unfolded
from core.evaluation.runs.values import Outcome

KEPT = timedelta(days=30)
_WAIT = 30.0
_SCHEMA = """
create table if not exists outcomes (key text primary key, body blob not null, at text not null)
"""


class OutcomeCache:
    """Outcomes by key; whoever asks decides what goes into a key.

    The times in an outcome are those of when it was asked. What is kept can be deleted at any time;
    what is a month old goes by itself, and what is damaged counts as not kept.
    """

    def __init__(self, home: Path) -> None:
        """In a file of its own below `home`."""
        self._file = home / "outcomes.sqlite"
        self._file.parent.mkdir(parents=True, exist_ok=True)
        oldest = (datetime.now(UTC) - KEPT).isoformat()
        with self._opened() as db:
            db.execute("delete from outcomes where at < ?", (oldest,))

    def get(self, key: str) -> Outcome | None:
        """The outcome kept under `key`, or None."""
        with self._opened() as db:
            row = db.execute("select body from outcomes where key = ?", (key,)).fetchone()
        return _unpacked(row[0]) if row else None

    def put(self, key: str, outcome: Outcome) -> None:
        """Keep an outcome from now on, whatever becomes of this process."""
        row = (key, _packed(outcome), datetime.now(UTC).isoformat())
        with self._opened() as db:
            db.execute("insert or replace into outcomes values (?, ?, ?)", row)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """The file within one transaction, begun anew where it is no database any more."""
        if not _is_sound(self._file):
            self._file.unlink(missing_ok=True)
        with closing(sqlite3.connect(self._file, timeout=_WAIT)) as db, db:
            db.execute(_SCHEMA)
            yield db


def _is_sound(file: Path) -> bool:
    """Whether SQLite would open it; a missing or empty file, it begins."""
    with closing(sqlite3.connect(file, timeout=_WAIT)) as db:
        try:
            db.execute("select 1 from sqlite_master limit 1").fetchone()
        except sqlite3.OperationalError:
            return True  # busy, or a full disk: whoever works with it will hear of it
        except sqlite3.DatabaseError:
            return False
    return True


def _packed(outcome: Outcome) -> bytes:
    passages, outcomes, took = folded([outcome])
    body = [
        [each.model_dump(mode="json", exclude_defaults=True) for each in lines]
        for lines in (passages, outcomes, took)
    ]
    return zlib.compress(json.dumps(body, ensure_ascii=False, allow_nan=False).encode())


def _unpacked(body: bytes) -> Outcome | None:
    """The outcome; None where the bytes are not those that were written, or another version's."""
    try:
        passages, outcomes, took = json.loads(zlib.decompress(body))
        lines = Folded(
            tuple(map(PassageLine.model_validate, passages)),
            tuple(map(OutcomeLine.model_validate, outcomes)),
            tuple(map(TookLine.model_validate, took)),
        )
        return unfolded(lines)[0]
    except (zlib.error, ValueError, KeyError, IndexError):
        return None
