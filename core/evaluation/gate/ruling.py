"""What each rule of the gate says of a candidate, and the verdict they make up."""

from dataclasses import dataclass

from core.evaluation.gate.comparing import Comparison


@dataclass(frozen=True, slots=True)
class Ruling:
    """One rule's word: whether it lets the candidate pass, why, and the cases it is about.

    `hard` rules are about what may never happen, and hold whatever else improved.
    """

    rule: str
    passed: bool
    why: str
    cases: tuple[str, ...] = ()
    hard: bool = False


@dataclass(frozen=True)
class Verdict:
    """The gate's word on a candidate: it passes if every rule lets it."""

    comparison: Comparison
    rulings: tuple[Ruling, ...]

    @property
    def passed(self) -> bool:
        """Whether the candidate may be released; without a single rule it may not."""
        return bool(self.rulings) and not self.blocking

    @property
    def blocking(self) -> tuple[Ruling, ...]:
        """The rules that it does not meet, hard ones first."""
        missed = [each for each in self.rulings if not each.passed]
        return tuple(sorted(missed, key=lambda each: not each.hard))

    def ruling(self, rule: str) -> Ruling:
        """What a rule said; raises `KeyError` for a rule that there is not."""
        return {each.rule: each for each in self.rulings}[rule]

    def limits(self, ruling: Ruling) -> str | None:
        """What the scorer that a rule goes by cannot tell; None where no scorer is asked."""
        return self.comparison.candidate.limits.get(ruling.rule.rpartition(": ")[2])
