"""A table of a requirements file, read field by field; what is wrong is noted with its line."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any


class Lines:
    """Where the sections and fields of a TOML text stand."""

    def __init__(self, text: str) -> None:
        """Of the whole text of the file."""
        self._lines = text.splitlines()

    def of(self, name: str, index: int, key: str | None = None) -> int | None:
        """The line of `key` in the `index`th section called `name`, or of its header; from 1.

        None for a section without a header of its own, as in an inline table.
        """
        header = re.compile(rf"\s*\[{{1,2}}\s*{re.escape(name)}\s*\]{{1,2}}")
        starts = [at for at, line in enumerate(self._lines) if header.match(line)]
        if index >= len(starts):
            return None
        start = starts[index]
        return 1 + (self._field(start, key) or start if key else start)

    def _field(self, start: int, key: str) -> int | None:
        field = re.compile(rf"\s*{re.escape(key)}\s*=")
        for at, line in enumerate(self._lines[start + 1 :], start=start + 1):
            if field.match(line):
                return at
            if line.lstrip().startswith("["):
                return None
        return None


class Section:
    """One table, `name` its section's, `index` its place among those of the same name.

    A reading method gives the field, or an empty value once it has noted what to write instead.
    """

    def __init__(
        self, name: str, index: int, table: Mapping[str, Any], lines: Lines, problems: list[str]
    ) -> None:
        """Problems are added to `problems`."""
        self.table = table
        self._name = name
        self._index = index
        self._lines = lines
        self._problems = problems

    def note(self, key: str | None, what: str) -> None:
        """A problem with the field `key`, or with the section where it is None."""
        line = self._lines.of(self._name, self._index, key)
        given = self.table.get("id")
        called = f" {given}" if isinstance(given, str) and given else ""
        where = [f"line {line}" if line else "", f"{self._name}{called}", key or ""]
        self._problems.append(f"{', '.join(each for each in where if each)}: {what}")

    def only(self, known: Iterable[str]) -> None:
        """Note every field that is not among `known`."""
        known = list(known)
        for key in self.table.keys() - set(known):
            self.note(key, f"there is no such field. Use {', '.join(known)}.")

    def text(self, key: str, write: str, *, optional: bool = False) -> str:
        """A text that is not blank; `write` says what to write."""
        given = self.table.get(key)
        if given is None and optional:
            return ""
        if isinstance(given, str) and given.strip():
            return given.strip()
        self.note(key, write if given is None else f"got {given!r}; {write}")
        return ""

    def texts(self, key: str, write: str, *, optional: bool = False) -> tuple[str, ...]:
        """A list of such texts, not empty unless `optional`."""
        given = self.table.get(key)
        if not given and optional:
            return ()
        if (
            isinstance(given, list)
            and given
            and all(isinstance(e, str) and e.strip() for e in given)
        ):
            return tuple(each.strip() for each in given)
        self.note(key, write if given is None else f"got {given!r}; {write}")
        return ()

    def one_of(self, key: str, known: Sequence[str]) -> str | None:
        """One of the words `known`."""
        given = self.table.get(key)
        if isinstance(given, str) and given in known:
            return given
        what = "it is missing" if given is None else f"got {given!r}"
        self.note(key, f"{what}; write one of {', '.join(known)}.")
        return None
