"""Passages that say the same of the same with another amount, or allow what another forbids."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import combinations

from core.readiness.documents.cases import other_case
from core.readiness.documents.claims import Claim, claims, content, rarity
from core.readiness.documents.families import Family, families, in_force
from core.readiness.documents.forms import forms
from core.readiness.documents.passages import Passage
from core.readiness.documents.quantities import Quantity, same
from core.readiness.documents.reading import Text
from core.readiness.documents.rows import Clash, clashes
from core.readiness.finding import Finding, Kind, Severity, Where

COMMON = 80  # claims; a word in more of them does not bring two together
SHARED = 5.0  # of rarity; less in common is chance
SURE = 6.0  # the same, where not all of what is said is shared
BOTH, ONE, CLAUSE = 0.6, 0.75, 0.6
SENTENCE, NAME = 0.75, 0.6  # a sentence and a row: of the sentence, and of what names the row
WITHIN = 0.85  # inside one document sections speak of different things in the same words
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims on the same thing with different values; `likeness` from 0 to 1."""

    one: Claim
    other: Claim
    likeness: float


def found(texts: Sequence[Text], day: date | None = None) -> Iterator[Finding]:
    """A finding for each two passages, both in force on `day` or today, that contradict each other."""
    current = in_force(texts, day or datetime.now(UTC).date())
    apart = frozenset(_kin(families(texts))) | forms(current)
    for pair in _one_each(_pairs(current, apart)):
        yield _finding(pair, len(texts))
    for clash in clashes(current, apart):
        yield _of_rows(clash, len(texts))


def _kin(found_: Sequence[Family]) -> Iterator[frozenset[str]]:
    for family in found_:
        for one, other in combinations(family.versions, 2):
            yield frozenset((one.text.source, other.text.source))


def _pairs(texts: Sequence[Text], apart: frozenset[frozenset[str]]) -> Iterator[Pair]:
    made = claims(texts)
    weights = rarity(made)
    for one, other in _candidates(made, weights):
        left, right = made[one], made[other]
        if frozenset((left.passage.source, right.passage.source)) in apart:
            continue
        likeness = _likeness(left, right, weights) if _differ(left, right) else 0.0
        if likeness and not other_case(left, right):
            yield Pair(left, right, likeness)


def _candidates(made: Sequence[Claim], weights: Weights) -> Iterator[tuple[int, int]]:
    """Pairs of claims of one measure that share enough rare words, not of one list or table."""
    holders: dict[tuple[str, str], list[int]] = {}
    for number, claim in enumerate(made):
        for word in sorted(claim.own):
            holders.setdefault((claim.measure, word), []).append(number)
    shared: defaultdict[tuple[int, int], float] = defaultdict(float)
    for (_, word), held in holders.items():
        if len(held) <= COMMON:
            for pair in combinations(held, 2):
                shared[pair] += weights[word]
    for (one, other), weight in sorted(shared.items()):
        if weight >= SHARED and not _listed(made[one].passage, made[other].passage):
            yield one, other


def _listed(one: Passage, other: Passage) -> bool:
    """Whether two passages are alternatives: sentences of a paragraph, items of a list, rows of a table."""
    if one.source != other.source:
        return False
    tabular = bool(one.cells) and bool(other.cells)
    return one.block == other.block or tabular or (bool(one.under) and one.under == other.under)


def _differ(one: Claim, other: Claim) -> bool:
    if one.amount is None or other.amount is None:
        return one.is_negative != other.is_negative
    return not same(one.amount, other.amount)


def _likeness(one: Claim, other: Claim, weights: Weights) -> float:
    """How surely they are about the same thing; 0 where it is not sure enough."""
    if one.passage.source == other.passage.source or one.amount is None:
        both = min(_share(one.own, other.own, weights), _share(other.own, one.own, weights))
        return both if both >= WITHIN else 0.0
    left, right = one.own | one.above, other.own | other.above
    # that both count the same thing is known; it does not make the rest alike
    counted = content(one.amount.unit)
    shares = (
        _share(one.own - counted, right, weights),
        _share(other.own - counted, left, weights),
    )
    common = sum(weights[word] for word in sorted(one.own & other.own))
    if min(shares) < 1.0 and common < SURE:
        return 0.0
    if min(shares) >= BOTH:
        return min(shares)
    if one.is_negative != other.is_negative:
        return 0.0
    near = min(_share(one.near, right, weights), _share(other.near, left, weights))
    if bool(one.passage.cells) != bool(other.passage.cells):
        sentence = shares[bool(one.passage.cells)]
        return sentence * 0.9 if sentence >= SENTENCE and near >= NAME else 0.0
    enough = max(shares) >= ONE and near >= CLAUSE and _one_subject(one, other)
    return max(shares) * near if enough else 0.0


def _one_subject(one: Claim, other: Claim) -> bool:
    """Whether the headings above either speak of what the other says, its clause left aside."""
    near = one.near & other.near
    return bool(
        (one.above & (other.above | other.own) | other.above & (one.above | one.own)) - near
    )


def _share(words: frozenset[str], among: frozenset[str], weights: Weights) -> float:
    # a clause cut out of a sentence may begin with what looks like a number of its own
    whole = sum(weights.get(word, 0.0) for word in sorted(words))
    shared = sum(weights.get(word, 0.0) for word in sorted(words & among))
    return shared / whole if whole else 0.0


def _one_each(pairs: Iterator[Pair]) -> Iterator[Pair]:
    """The best pair of claims for each two passages."""
    best: dict[tuple[str, int, str, int], Pair] = {}
    for pair in pairs:
        one, other = pair.one.passage, pair.other.passage
        place = one.source, one.start, other.source, other.start
        if place not in best or _rank(pair) > _rank(best[place]):
            best[place] = pair
    yield from best.values()


def _rank(pair: Pair) -> tuple[float, bool, float]:
    """Better: likelier, then the amounts that stand at the same place, then those of one unit."""
    one, other = pair.one.amount, pair.other.amount
    alike = _order(pair.one, one) == _order(pair.other, other)
    unit = 1.0 if one and other and one.unit == other.unit else 0.0
    return pair.likeness, alike, unit


def _order(claim: Claim, amount: Quantity | None) -> int:
    return sum(each.start < amount.start for each in claim.others) if amount else 0


def _finding(pair: Pair, all_: int) -> Finding:
    one, other = pair.one, pair.other
    return _contradiction(
        (one.passage, other.passage), _difference(one, other), min(0.95, pair.likeness), all_
    )


def _difference(one: Claim, other: Claim) -> str:
    if one.amount and other.amount:
        return f"one says {one.amount.written!r}, the other {other.amount.written!r}"
    return "one allows or requires what the other denies"


def _of_rows(clash: Clash, all_: int) -> Finding:
    difference = (
        f"for {clash.name!r} the column {clash.column!r} says {clash.values[0]!r} in one row and "
        f"{clash.values[1]!r} in the other"
    )
    return _contradiction((clash.one, clash.other), difference, 0.9, all_)


def _contradiction(
    passages: tuple[Passage, Passage], difference: str, confidence: float, all_: int
) -> Finding:
    first, second = sorted(passages, key=lambda each: (each.source, each.start))
    where = f"{first.source} and {second.source}" if first.source != second.source else first.source
    return Finding(
        kind=Kind.CONTRADICTION,
        where=Where(
            first.source,
            span=(first.start, first.end),
            also=(Where(second.source, span=(second.start, second.end)),),
        ),
        what=f"Two passages of {where} contradict each other: {difference}.",
        poisons="Answers give whichever passage is found first, or both values as if each applied.",
        remedy="Have the owner settle which holds and correct the other; where both hold, say for "
        "which case or from which day each does.",
        severity=Severity.HIGH,
        confidence=confidence,
        affected=2,
        out_of=all_,
        evidence=(first.evidence, second.evidence),
        key=f"{first.words}|{second.words}",
    )
