"""A file is written whole or not at all, also when two write it at once."""

import os
import secrets
from pathlib import Path


def put(path: Path, text: str) -> None:
    """Write `text` into the file at `path`, making its folder; whoever reads sees the old or the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}")
    try:
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
