"""The bar that long work shows on standard error: what is being done, and how far it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn

from core.cli.output import err

Watch = Callable[[str, int, int], None]
"""Told what is being done, how many are done, and how many there are."""


@contextmanager
def watched(*more: ProgressColumn) -> Iterator[Watch]:
    """What work is to tell, for as long as the block takes; `more` columns stand at the end."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, *more, console=err, transient=True) as bar:
        task = bar.add_task("", total=None)

        def show(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total)

        yield show
