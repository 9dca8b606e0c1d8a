"""A pytest plugin: `pytest evals/` holds every suite there to its accepted baseline.

A folder with suite.toml becomes a test file, each rule of its gate and each critical case a test.
The suite is run once, when the first of its tests is. Importing this imports nothing that is slow,
as every pytest run does.
"""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from _pytest._code.code import TerminalRepr, TracebackStyle

    from core.evaluation.gate.ruling import Ruling, Verdict
    from core.evaluation.suites.suite import Suite

RULES, CASES = "suite.toml", "cases.jsonl"


class RuleNotMet(AssertionError):
    """A rule of the gate that the product does not meet."""

    def __init__(self, ruling: "Ruling", screen: str) -> None:
        cases = f"\n{', '.join(ruling.cases)}" if len(ruling.cases) > 1 else ""
        super().__init__(f"{ruling.rule}: {ruling.why}{cases}\n\n{screen}".strip())


class RuleItem(pytest.Item):
    """One rule of a suite's gate."""

    parent: "SuiteFile"

    def runtest(self) -> None:
        """Raise `RuleNotMet` if the product does not meet the rule."""
        ruling = self.parent.verdict.ruling(self.name)
        if not ruling.passed:
            raise RuleNotMet(ruling, self.parent.screen())

    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: "TracebackStyle | None" = None,
    ) -> "str | TerminalRepr":
        """What people need to read: the rule and the gate's screen, or what stood in its way."""
        from core.domain.errors import HandrailError  # noqa: PLC0415

        if isinstance(excinfo.value, RuleNotMet | HandrailError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """The suite and the rule."""
        return self.path, None, f"{self.parent.suite.name}: {self.name}"


class SuiteFile(pytest.File):
    """A suite, as a file of tests."""

    verdict: "Verdict"
    """The gate's word on a run of the suite, from its first test on."""
    _told = False

    @cached_property
    def suite(self) -> "Suite":
        """The suite in the file's folder."""
        from core.evaluation.suites.reading import load  # noqa: PLC0415

        return load(self.path.parent)

    def setup(self) -> None:
        """Run the suite before its first test; pytest remembers what this raises for the others."""
        self.verdict = self._judged()

    def _judged(self) -> "Verdict":
        from core.bootstrap.evaluating import Plan, runs  # noqa: PLC0415
        from core.evaluation.gate.baselines import baseline, checked  # noqa: PLC0415
        from core.settings import settings  # noqa: PLC0415

        baseline(self.suite)  # one that is missing is told before minutes go by
        (run,) = runs(settings(), [self.suite], Plan())
        return checked(run, self.suite)

    def collect(self) -> Iterator[pytest.Item]:
        """A test for every rule and every critical case; tests of one suite stay on one worker."""
        from core.evaluation.gate.judging import rules  # noqa: PLC0415

        for name in rules(self.suite, committed=True):
            item: RuleItem = RuleItem.from_parent(self, name=name)
            if self.config.pluginmanager.hasplugin("xdist"):
                item.add_marker(pytest.mark.xdist_group(self.suite.name))
            yield item

    def screen(self) -> str:
        """The whole verdict the first time, nothing after that: it is the same for every rule."""
        from core.evaluation.gate.telling import screen  # noqa: PLC0415

        told, self._told = self._told, True
        return "" if told else screen(self.verdict)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> SuiteFile | None:
    """A suite for every suite.toml with cases beside it that pytest comes by."""
    if file_path.name == RULES and file_path.with_name(CASES).is_file():
        suite: SuiteFile = SuiteFile.from_parent(parent, path=file_path)
        return suite
    return None
