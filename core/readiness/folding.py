"""Several checks may see one fault: what says most of it is kept, and the rest is not said again."""

from collections.abc import Iterable

from core.readiness.finding import Finding, Kind

_SPEAKING = (
    Kind.MISSING_SPELLING,
    Kind.SENTINEL,
    Kind.MIXED_UNITS,
    Kind.MIXED_FORMATS,
    Kind.ENUM_SPELLING,
    Kind.OVERLOADED_COLUMN,
    Kind.ENUM_CODES,
    Kind.IMPOSSIBLE_COMBINATION,
    Kind.DEPENDENCY_VIOLATION,
    Kind.MIXED_TYPES,
    Kind.OUTLIER,
    Kind.SUSPECT_CELLS,
)
"""Kinds about single cells, from the one that says most about why they are wrong to the least."""
_RANK = {kind: rank for rank, kind in enumerate(_SPEAKING)}
_COVERED = 0.8
Cell = tuple[str, str, int]


def folded(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without those whose cells are nearly all in findings that say more, ids once."""
    unique = {each.id: each for each in findings}
    others = [each for each in unique.values() if each.kind not in _RANK]
    about_cells = [each for each in unique.values() if each.kind in _RANK]
    said: set[Cell] = set()
    kept: list[Finding] = []
    for each in sorted(about_cells, key=lambda each: (_RANK[each.kind], each.id)):
        cells = _cells(each)
        if not cells or len(cells & said) < _COVERED * len(cells):
            kept.append(each)
        said |= cells
    return [*kept, *others]


def _cells(finding: Finding) -> set[Cell]:
    """The cells it is about; none where its rows are those of any of several columns."""
    where = finding.where
    if finding.kind is Kind.MISSING_SPELLING and len(where.columns) > 1:
        return set()
    return {(where.source, column, row) for column in where.columns for row in where.rows}
