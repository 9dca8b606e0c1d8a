"""A judge's reply, read strictly: what is not exactly as asked for is no opinion at all."""

import json
from typing import Any, NoReturn

from core.evaluation.judge.values import Item, Opinion, Subject

WORDS: dict[Subject, dict[str, bool | None]] = {
    Subject.CORRECTNESS: {"correct": True, "incorrect": False, "cannot_tell": None},
    Subject.FAITHFULNESS: {"supported": True, "unsupported": False, "cannot_tell": None},
}
LONGEST_REASON = 600


class _Unusable(ValueError):
    """The reply is not as asked for."""


def opinion(item: Item, reply: str) -> Opinion:
    """The opinion in a reply; of one that is not exactly the asked-for JSON, that there is none.

    A verdict whose reason was planted in what was judged is an echo of that and no opinion.
    """
    try:
        found = _read(item.subject, _object(reply))
    except _Unusable as error:
        return Opinion(None, f"The judge's reply cannot be used: {error}.")
    if _is_echo(item, found.reason):
        return Opinion(None, "The judge repeated a verdict that stands in what it was to judge.")
    return found


def _is_echo(item: Item, reason: str) -> bool:
    material = item.content.replace('\\"', '"')
    return '"verdict"' in material and reason in material


def _object(reply: str) -> dict[str, Any]:
    if not reply.strip():
        raise _Unusable("it is empty")
    try:
        found = json.loads(reply, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError:
        raise _Unusable("it is not JSON and nothing else") from None
    except RecursionError:
        raise _Unusable("it is nested too deeply") from None
    if not isinstance(found, dict) or found.keys() != {"verdict", "reason"}:
        raise _Unusable("it is not an object with a verdict and a reason")
    return found


def _read(subject: Subject, found: dict[str, Any]) -> Opinion:
    verdict, reason = found["verdict"], found["reason"]
    if not isinstance(reason, str) or not reason.strip():
        raise _Unusable("it gives no reason")
    if not isinstance(verdict, str) or verdict not in WORDS[subject]:
        raise _Unusable("its verdict is none of those asked for")
    return Opinion(WORDS[subject][verdict], reason.strip()[:LONGEST_REASON])


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Unusable("it says one thing twice")
    return found


def _no_number(name: str) -> NoReturn:
    raise _Unusable(f"it holds {name}")
