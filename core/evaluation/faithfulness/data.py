"""Data given as context: a mapping read as statements, flags and hours."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from core.evaluation.faithfulness.hours import Hours, hours
from core.evaluation.faithfulness.tokens import tokens

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_GENERAL_LIST = "good for is has have accept allow offer type info by"
_GENERAL = frozenset(_GENERAL_LIST.split())
_NO = frozenset({"no", "none", "false", "n/a", ""})
_TELLING = 4  # letters of a name that means one thing only; `lot` may be a quantity
_LONG = 60  # characters from which on a text stands for itself, without its key


@dataclass(frozen=True, slots=True)
class Flag:
    """A key that is on, off or unknown (None), and how it is spoken of.

    `words` name it, or one of the `squeezed`, which are words run together. `group` names the mapping
    it stands in; where it is not telling by itself, the group must be named with it. It is also told
    of elsewhere where its words stand in a text of the data.
    """

    words: tuple[str, ...]
    squeezed: tuple[str, ...]
    group: tuple[str, ...]
    is_telling: bool
    is_elsewhere: bool
    value: bool | None


@dataclass(frozen=True, slots=True)
class _Leaf:
    path: tuple[str, ...]
    value: object


class Data:
    """A mapping, nested at will, as an answer may retell it."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values
        self._leaves = list(_leaves(values, ()))

    @cached_property
    def statements(self) -> tuple[str, ...]:
        """Each value with the words of its keys, long texts as they are."""
        return tuple(_statement(leaf) for leaf in self._leaves)

    @cached_property
    def flags(self) -> tuple[Flag, ...]:
        """What is on, off or unknown, by the words that are its own among all keys."""
        found = [leaf for leaf in self._leaves if _is_flag(leaf.value)]
        keys = {key for leaf in self._leaves for key in leaf.path}
        common = Counter(word for key in keys for word in set(_key_words(key)))
        texts = (str(leaf.value) for leaf in self._leaves if _is_prose(leaf))
        prose = frozenset(token.form for text in texts for token in tokens(text))
        made = (_flag(leaf, common, prose) for leaf in found)
        return tuple(flag for flag in made if flag.words)

    @cached_property
    def hours(self) -> Hours | None:
        """The first mapping of hours by day, if there is one."""
        return next((found for found in map(hours, _mappings(self._values)) if found), None)


def _leaves(value: object, path: tuple[str, ...]) -> Iterator[_Leaf]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, str(key)))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for inner in value:
            yield from _leaves(inner, path)
    else:
        yield _Leaf(path or ("",), value)


def _mappings(value: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        yield value
        for inner in value.values():
            yield from _mappings(inner)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for inner in value:
            yield from _mappings(inner)


def _statement(leaf: _Leaf) -> str:
    if _is_prose(leaf):
        return str(leaf.value)
    return f"{' '.join(_words(' '.join(leaf.path)))}: {_said(leaf.value)}"


def _said(value: object) -> str:
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _is_prose(leaf: _Leaf) -> bool:
    return isinstance(leaf.value, str) and len(leaf.value) > _LONG


def _is_flag(value: object) -> bool:
    """Whether the value is on, off, or unknown; a text that says no is off."""
    return value is None or isinstance(value, bool) or _is_no(value)


def _is_no(value: object) -> bool:
    return isinstance(value, str) and value.strip().lower() in _NO


def _flag(leaf: _Leaf, common: Counter[str], prose: frozenset[str]) -> Flag:
    own = [word for word in _key_words(leaf.path[-1]) if word not in _GENERAL]
    rare = [word for word in own if common[word] == 1]
    group = tuple(_key_words(leaf.path[-2])) if len(leaf.path) > 1 else ()
    names = _words(leaf.path[-1])
    joined = {"".join(names[at:]) for at in range(len(names) - 1)}
    words = tuple(rare or own)
    return Flag(
        words=words,
        squeezed=tuple(sorted(joined)),
        group=group,
        is_telling=not group or sum(map(len, names)) >= _TELLING,
        is_elsewhere=bool(words) and prose.issuperset(words),
        value=None if leaf.value is None else leaf.value is True,
    )


def _words(key: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(key.replace("_", " "))]


def _key_words(key: str) -> list[str]:
    """The words of a key as answers have them; `WiFi` and `TakeOut` also stand for one word."""
    return [token.form for token in tokens(" ".join(_words(key))) if token.is_content]
