"""Which suites a command is about, and into which files their runs go."""

from collections.abc import Sequence
from pathlib import Path

from core.evaluation.runs.errors import NotKept, SameName
from core.evaluation.suites.errors import NoSuchSuite
from core.evaluation.suites.reading import load, suites
from core.evaluation.suites.suite import Suite


def named(names: Sequence[str], below: Path) -> list[Suite]:
    """The suites of some names, each a folder or the name of one `below`, or a folder of suites.

    Raises `NoSuchSuite` for a name that is neither, `SameName` for two suites of one name.
    """
    folders = [folder for name in names for folder in _folders(name, below)]
    found = {folder.resolve(): load(folder) for folder in folders}
    by_name: dict[str, Path] = {}
    for folder, suite in found.items():
        if by_name.setdefault(suite.name, folder) != folder:
            raise SameName(f"{by_name[suite.name]} and {folder}.")
    return list(found.values())


def files(chosen: Sequence[Suite], out: Path) -> dict[str, Path]:
    """The file of each suite's run: `out` for one, and for several one each in the folder `out`.

    Raises `NotKept` where one could not be written.
    """
    is_folder = len(chosen) > 1 or out.is_dir()
    found = {suite.name: out / f"{suite.name}.json" if is_folder else out for suite in chosen}
    for path in found.values():
        _ensure_writable(path)
    return found


def _folders(name: str, below: Path) -> list[Path]:
    for folder in (Path(name), below / name):
        if folder.is_dir() and (found := suites(folder)):
            return found
    there = ", ".join(each.name for each in suites(below)) or "none"
    raise NoSuchSuite(f"Got {name!r}; in {below} there is {there}.")


def _ensure_writable(path: Path) -> None:
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.touch()
        unfinished.unlink()
    except OSError as error:
        raise NotKept(f"{path}: {error.strerror or error}.") from error
    if path.is_dir():
        raise NotKept(f"{path} is a folder.")
