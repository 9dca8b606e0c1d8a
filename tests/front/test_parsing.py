"""Notebooks may be parsed by several threads at once, whatever the Python."""

import ast
import builtins
import gc
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.workbench import parsing

SOURCE = "\n".join(f"x{i} = f(a[{i}], *b) + [y for y in z if y > {i}]" for i in range(300))


class Lingering:
    """Garbage that lets another thread in while it is collected."""

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        time.sleep(0)


def parse_amid_garbage(_: int) -> int:
    gc.disable()
    for _ in range(500):
        Lingering()
    gc.enable()
    return len(ast.parse(SOURCE).body)


def test_threads_that_parse_at_once_all_get_their_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builtins, "compile", builtins.compile)  # put back afterwards
    parsing.one_at_a_time()
    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(parse_amid_garbage, range(20))) == {300}
