"""Which cells lost the vote, and which of a row's cells explains its contradictions best."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.readiness.tables.cells.coding import Coded
from core.readiness.tables.cells.votes import Ballot

WORD = re.compile(r"[^\W\d_]+")
Votes = dict[int, list[tuple[float, int]]]
"""By value voted for: the weights, with the columns that voted."""


@dataclass(frozen=True, slots=True)
class Contradicted:
    """A cell out-voted: the code of the value most votes are for, their share, weight and voters."""

    row: int
    column: int
    value: int
    share: float
    weight: float
    by: tuple[int, ...]


def contradicted(ballot: Ballot, columns: Sequence[Coded]) -> list[Contradicted]:
    """The cells most of whose votes' weight is on one other value.

    A wrong determinant makes every column it determines look wrong. So a cell is let off when each
    column that spoke against it is the better explanation (a greedy vertex cover of the row's
    contradictions): it contradicts more cells of the row than spoke against the cell, and lost the
    vote itself or has no vote in its favour. A cell is let off too when what sets it apart from the
    value voted for is said by another cell of the row. An absent cell is let off by neither.
    """
    contradictions = Counter((row, edge.by) for edge in ballot.edges for row in edge.rows.tolist())
    found = [
        _winner(row, column, votes, ballot.favour(row, column))
        for (row, column), votes in _tallied(ballot).items()
    ]
    lost = {(vote.row, vote.column): vote for vote in found if vote}
    return [
        vote
        for vote in lost.values()
        if _is_absent(vote, columns)
        or not (
            all(_explains(by, vote, contradictions, ballot, lost) for by in vote.by)
            or explained(vote.row, vote.column, columns[vote.column].values[vote.value], columns)
        )
    ]


def _is_absent(vote: Contradicted, columns: Sequence[Coded]) -> bool:
    column = columns[vote.column]
    return bool(column.absent[column.codes[vote.row]])


def _tallied(ballot: Ballot) -> dict[tuple[int, int], Votes]:
    against: dict[tuple[int, int], Votes] = {}
    for edge in ballot.edges:
        votes = zip(edge.rows.tolist(), edge.values.tolist(), edge.weights.tolist(), strict=True)
        for row, value, weight in votes:
            cell = against.setdefault((row, edge.of), {})
            cell.setdefault(value, []).append((weight, edge.by))
    return against


def _winner(row: int, column: int, votes: Votes, support: float) -> Contradicted | None:
    weights = {value: sum(weight for weight, _ in cast) for value, cast in votes.items()}
    best = max(weights, key=lambda value: (weights[value], -value))
    share = weights[best] / (sum(weights.values()) + support)
    by = tuple(sorted(voter for _, voter in votes[best]))
    return Contradicted(row, column, best, share, weights[best], by) if share > 0.5 else None


def _explains(
    by: int,
    vote: Contradicted,
    contradictions: Mapping[tuple[int, int], int],
    ballot: Ballot,
    lost: Mapping[tuple[int, int], Contradicted],
) -> bool:
    """Whether the row's value in `by`, which spoke against a cell, is wrong rather than the cell."""
    many = contradictions[vote.row, by]
    against = lost.get((vote.row, by))
    if against is None:
        return many > len(vote.by) and not ballot.favour(vote.row, by)
    # of two columns that speak against each other, the one with more against it is wrong
    return many > len(vote.by) or (many == len(vote.by) and against.weight > vote.weight)


def explained(row: int, column: int, instead: str, columns: Sequence[Coded]) -> bool:
    """Whether a word that a cell has and `instead` has not is said elsewhere in its row too."""
    own = _words(columns[column].at(row)) - _words(instead)
    elsewhere = (other for at, other in enumerate(columns) if at != column)
    return bool(own) and any(own & _words(other.at(row)) for other in elsewhere)


def _words(value: str) -> set[str]:
    return {word for word in WORD.findall(value.lower()) if len(word) > 1}
