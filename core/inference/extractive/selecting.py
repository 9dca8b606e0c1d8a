"""Which units to quote: the best, those nearly as good, and what none of them may stand without."""

from collections.abc import Iterator, Sequence

from core.inference.extractive.cues import clause_number, excepts, leans, refers_to, varies
from core.inference.extractive.scoring import Compared
from core.inference.extractive.units import Kind, Unit
from core.inference.extractive.words import words

MOST = 3  # units chosen for themselves; rules and exceptions come on top
CLOSE = 0.08  # how far below the best score a unit may be and still be quoted
ALIKE = 0.65  # cosine from which two sentences speak of the same thing
RIVAL = 0.3  # how far below the best score one that contradicts it may be
REACH = 2  # how many sentences after a rule its exceptions are looked for


def chosen(units: Sequence[Unit], scores: Sequence[float]) -> list[int]:
    """Indices of the best unit and of those close to it, best first, none with the same words."""
    ranked = sorted(range(len(units)), key=lambda at: -scores[at])
    kept: dict[str, int] = {}
    for at in ranked:
        if len(kept) == MOST or scores[ranked[0]] - scores[at] > CLOSE:
            break
        kept.setdefault(" ".join(units[at].text.lower().split()), at)
    return list(kept.values())


def disputed(
    units: Sequence[Unit], compared: Compared, scores: Sequence[float], best: int
) -> list[int]:
    """Where another document says nearly what the best unit says, but with other numbers."""
    said = _numbers(units[best])
    rivals = [
        at
        for at, unit in enumerate(units)
        if not _same_document(unit, units[best])
        and compared.likeness(at, best) >= ALIKE
        and scores[best] - scores[at] <= RIVAL
        and said
        and _numbers(unit)
        and _numbers(unit) != said
    ]
    return sorted(rivals, key=lambda at: -scores[at])[:1]


def _numbers(unit: Unit) -> frozenset[str]:
    number = clause_number(unit.text)
    return frozenset(word for word in words(unit.text) if word[0].isdigit() and word != number)


def accompanied(units: Sequence[Unit], picked: Sequence[int]) -> list[int]:
    """The picked units with their rules and exceptions, passage by passage, in reading order."""
    together: dict[int, None] = dict.fromkeys(picked)
    for at in picked:
        rules = list(_rules(units, at))
        together |= dict.fromkeys(rules)
        for each in (at, *rules):
            together |= dict.fromkeys(_exceptions(units, each))
    passages = list(dict.fromkeys(units[at].rank for at in together))
    return sorted(together, key=lambda at: (passages.index(units[at].rank), at))


def _rules(units: Sequence[Unit], at: int) -> Iterator[int]:
    """What the unit is a condition on, an exception to, or cannot be understood without."""
    yield from _named_by(units, at)
    while at > 0 and leans(units[at].text) and _adjoin(units, at - 1, at):
        at -= 1
        yield at


def _named_by(units: Sequence[Unit], at: int) -> Iterator[int]:
    """The clauses an exception names by their numbers."""
    if not excepts(units[at].text):
        return
    for other, unit in enumerate(units):
        number = clause_number(unit.text)
        if other == at or not number or not _same_document(unit, units[at]):
            continue
        if refers_to(units[at].text, number):
            yield other


def _exceptions(units: Sequence[Unit], at: int) -> Iterator[int]:
    """Exceptions that follow the unit or name its clause by number."""
    for after in range(at + 1, min(at + 1 + REACH, len(units))):
        if not _adjoin(units, after - 1, after):
            break
        if excepts(units[after].text) or varies(units[after].text, units[at].text):
            yield after
    if units[at].kind is Kind.ROW:
        yield from _below(units, at)
    number = clause_number(units[at].text)
    for other, unit in enumerate(units):
        if not number or not _same_document(unit, units[at]):
            continue
        if excepts(unit.text) and refers_to(unit.text, number):
            yield other


def _below(units: Sequence[Unit], at: int) -> Iterator[int]:
    """An exception right below the table."""
    for after in range(at + 1, len(units)):
        if units[after].block != units[at].block or units[after].rank != units[at].rank:
            if _adjoin(units, after - 1, after) and excepts(units[after].text):
                yield after
            return


def _adjoin(units: Sequence[Unit], before: int, after: int) -> bool:
    """Whether one is read on from the other: same list or paragraph, or an exception opens a new one."""
    one, other = units[before], units[after]
    if one.rank != other.rank or one.heading != other.heading:
        return False
    if one.block == other.block:
        return one.kind is not Kind.ROW
    if other.kind is not Kind.SENTENCE:
        return False
    return excepts(other.text) or varies(other.text, one.text)


def _same_document(one: Unit, other: Unit) -> bool:
    return one.passage.title.split(" > ", 1)[0] == other.passage.title.split(" > ", 1)[0]
