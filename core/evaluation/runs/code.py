"""Digests of what a release does not tell of, and yet decides answers: code and libraries."""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path

PACKAGE = Path(__file__).parents[2]
SOURCES = frozenset({".py", ".sql", ".json", ".txt", ".jinja"})


@cache
def product() -> str:
    """Sixteen hexadecimal digits of everything installed as `core`: code, SQL, fitted weights."""
    return digest(PACKAGE)


@cache
def embedding() -> str:
    """Sixteen hexadecimal digits of what makes a vector of a text."""
    return _of((digest(PACKAGE / "inference"), libraries()))


@cache
def libraries() -> str:
    """Sixteen hexadecimal digits of the versions of every installed distribution."""
    return _of(sorted({f"{each.name} {each.version}" for each in distributions()}))


def digest(folder: Path) -> str:
    """Sixteen hexadecimal digits of the sources below a folder, by path and content."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in SOURCES)
    return _of(
        f"{path.relative_to(folder).as_posix()} {sha256(path.read_bytes()).hexdigest()}"
        for path in files
    )


def _of(parts: Iterable[str]) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()[:16]
