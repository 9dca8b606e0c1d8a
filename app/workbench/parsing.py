"""Notebooks that open in the same moment are parsed one at a time, where Python needs it.

CPython before 3.11.8 keeps the depth of the syntax tree it builds in one place for all threads,
and raises SystemError in one of two threads that build a tree at once (gh-106905).
"""

import builtins
import sys
from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import ParamSpec, TypeVar

FIXED_IN = (3, 11, 8)
Given = ParamSpec("Given")
Result = TypeVar("Result")


def one_at_a_time() -> None:
    """Let only one thread of this process compile at a time, if this Python has the fault."""
    if sys.version_info < FIXED_IN and not hasattr(builtins.compile, "__wrapped__"):
        builtins.compile = _guarded(builtins.compile)  # type: ignore[assignment]


def _guarded(function: Callable[Given, Result]) -> Callable[Given, Result]:
    busy = RLock()

    @wraps(function)
    def alone(*args: Given.args, **options: Given.kwargs) -> Result:
        with busy:
            return function(*args, **options)

    return alone
