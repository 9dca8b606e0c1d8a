"""How well and how fast the sample tenants' questions are answered by the configured model.

    python -m benchmarks.ask [--tenant alder] [--failures] [--json]

Asks every question of `data/samples/*/questions.jsonl` as the person it names and compares what
comes back with what is expected: the facts in the text, a cited source among the expected ones,
the right refusal, and nothing that must not be said. The sample tenants have to be loaded, by
`handrail up`. Facts are compared without regard to case, white space and thousands separators.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import quantiles
from typing import Any

from core.bootstrap import Handrail, bootstrap
from core.bootstrap.samples import FOLDER
from core.domain.access import Tier
from core.domain.answer import Answer, Question

THOUSANDS = re.compile(r"(?<=\d)[, ](?=\d{3}\b)")


@dataclass(frozen=True)
class Outcome:
    """A question, what came back, and what that is worth."""

    asked: dict[str, Any]
    answer: Answer
    verdict: str


def main() -> None:
    """Ask, count, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tenant", help="only this one's questions")
    parser.add_argument("--failures", action="store_true", help="print what went wrong")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    with bootstrap() as handrail:
        outcomes = [
            ask(handrail, folder.name, asked)
            for folder in sorted(path for path in FOLDER.iterdir() if path.is_dir())
            if options.tenant in (None, folder.name)
            for asked in questions(folder)
        ]
    if options.failures:
        for each in outcomes:
            if each.verdict != "right":
                print(told(each), file=sys.stderr)
    figures = summary(outcomes)
    print(json.dumps(figures, indent=2) if options.json else readable(figures))


def questions(folder: Path) -> Iterator[dict[str, Any]]:
    """The questions of a tenant."""
    for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def ask(handrail: Handrail, tenant: str, asked: dict[str, Any]) -> Outcome:
    """One question, asked as the person it names."""
    person = asked["as"]
    principal = handrail.issuer.principal(
        tenant,
        person["subject"],
        clearance=Tier.parse(person["clearance"]),
        groups=person["groups"],
    )
    as_of = date.fromisoformat(asked["as_of"]) if "as_of" in asked else None
    answer = handrail.assistant.ask(principal, Question(asked["question"], as_of))
    return Outcome(asked, answer, verdict(asked, answer))


def verdict(asked: dict[str, Any], answer: Answer) -> str:
    """`right`, or what kind of wrong."""
    text = plain(answer.text)
    if any(stands(each, text) for each in asked["must_not"]):
        return "said what must not be said"
    if asked["expect"] == "answer":
        return answered(asked, answer, text)
    if answer.refusal is None:
        return "answered what was to be refused"
    return "right" if answer.refusal.kind == asked["expect"] else "refused for another reason"


def answered(asked: dict[str, Any], answer: Answer, text: str) -> str:
    """The verdict on a question that has an answer."""
    if answer.refusal is not None:
        return "refused what has an answer"
    if not all(stands(fact, text) for fact in asked["facts"]):
        return "fact missing"
    cited = {citation.provenance.source for citation in answer.citations}
    return "right" if cited & set(asked["sources"]) else "other source cited"


def stands(fact: str, text: str) -> bool:
    """Whether a fact stands in a text, on word boundaries."""
    return re.search(rf"(?<!\w){re.escape(plain(fact))}(?!\w)", text) is not None


def plain(text: str) -> str:
    """Lower case, single spaces, no thousands separators."""
    return THOUSANDS.sub("", " ".join(text.lower().split()))


def summary(outcomes: list[Outcome]) -> dict[str, Any]:
    """Counts by verdict, apart for questions to answer and to refuse, and milliseconds."""
    times = [each.answer.usage.total_ms for each in outcomes]
    cuts = quantiles(times, n=20)
    return {
        "questions": len(outcomes),
        "to_answer": Counter(o.verdict for o in outcomes if o.asked["expect"] == "answer"),
        "to_refuse": Counter(o.verdict for o in outcomes if o.asked["expect"] != "answer"),
        "ask_ms": {"p50": round(cuts[9], 1), "p95": round(cuts[18], 1)},
    }


def readable(figures: dict[str, Any]) -> str:
    """The figures as lines."""
    lines = [f"{figures['questions']} questions"]
    for part in ("to_answer", "to_refuse"):
        lines.append(part.replace("_", " "))
        lines += [f"  {count:4} {name}" for name, count in figures[part].most_common()]
    return "\n".join(
        [*lines, f"p50 {figures['ask_ms']['p50']} ms, p95 {figures['ask_ms']['p95']} ms"]
    )


def told(outcome: Outcome) -> str:
    """A wrong outcome, to read."""
    asked, answer = outcome.asked, outcome.answer
    return (
        f"{asked['id']} {outcome.verdict}\n  Q {asked['question']}\n"
        f"  A {answer.text[:600]}\n  expected {asked['expect']} {asked['facts']} {asked['sources']}"
        f" found {[hit.chunk.provenance.source for hit in answer.hits[:4]]}\n"
    )


if __name__ == "__main__":
    main()
