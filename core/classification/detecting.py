"""All detectors over a text or over the columns of a table."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from core.classification import markdown_tables
from core.classification.detectors import DETECTORS
from core.classification.masking import masked
from core.classification.values import Category, Column, Detector, Found, Span
from core.classification.words import names_one

MOST_VALUES = 1_000
_VALUES_OF_A_TABLE, _LEAST_VALUES = 200_000, 100  # a table of thousands of columns takes seconds
EXAMPLES = 3
_LONG, _LONG_VALUES = 40, 500
_RUNNING_SHARE = 0.02
_OF_PERSONS = frozenset(
    {Category.PERSON_NAME, Category.EMAIL, Category.DATE_OF_BIRTH, Category.NATIONAL_ID}
)
_PERSON_HEADERS = (
    "gender",
    "sex",
    "age",
    "patient",
    "patient id",
    "employee id",
    "staff id",
    "member id",
)


def in_text(text: str) -> tuple[Found, ...]:
    """What stands in a text, its tables included, one `Found` a category."""
    spoken = {found.category: found for found in _spoken(text)}
    for found in _tabulated(text):
        before = spoken.get(found.category)
        if before is None or found.count > before.count:
            spoken[found.category] = replace(found, out_of=0)
    return tuple(spoken[each] for each in Category if each in spoken)


def first_span(text: str, found: Iterable[Found]) -> tuple[int, int] | None:
    """Where in a text the first of what was found stands; None if only its tables hold it."""
    sought = {each.category for each in found}
    spans = (
        next(iter(detector.in_text(text)), None)
        for detector in DETECTORS
        if detector.category in sought
    )
    starts = [(span.start, span.end) for span in spans if span is not None]
    return min(starts, default=None)


def in_columns(
    columns: Mapping[str, Sequence[str]], caption: str = ""
) -> dict[str, tuple[Found, ...]]:
    """What stands in each column of a table, given its present values and what it is called."""
    most = max(_LEAST_VALUES, min(MOST_VALUES, _VALUES_OF_A_TABLE // max(1, len(columns))))
    plain = {
        name: Column(name, distinct(values, most), caption) for name, values in columns.items()
    }
    first = {name: _in_column(column) for name, column in plain.items()}
    if not _is_about_persons(first):
        return first
    return {name: _in_column(replace(column, about_persons=True)) for name, column in plain.items()}


def distinct(values: Iterable[str], most: int = MOST_VALUES) -> tuple[str, ...]:
    """At most `most` distinct values in their order, evenly spread where there are more."""
    each = tuple(dict.fromkeys(values))
    step = len(each) / most
    return each if step <= 1 else tuple(each[int(n * step)] for n in range(most))


def _tabulated(text: str) -> Iterator[Found]:
    for table in markdown_tables.tables(text):
        for held in in_columns(table.columns, table.caption).values():
            yield from held


def _spoken(text: str) -> Iterator[Found]:
    for detector in DETECTORS:
        spans = tuple(detector.in_text(text))
        if spans:
            values = [text[span.start : span.end] for span in spans]
            yield Found(
                detector.category, _details(spans), len(spans), examples=_shown(detector, values)
            )


def _in_column(column: Column) -> tuple[Found, ...]:
    if not column.values:
        return ()
    held = tuple(filter(None, (_matched(detector, column) for detector in DETECTORS)))
    return held or _running(column)


def _matched(detector: Detector, column: Column) -> Found | None:
    matched = detector.in_column(column)
    if matched is None:
        return None
    return Found(
        detector.category,
        matched.detail,
        len(matched.values),
        matched.out_of,
        _shown(detector, matched.values),
    )


def _running(column: Column) -> tuple[Found, ...]:
    """What stands in a column of running text: remarks, descriptions, addresses."""
    values = column.values[:_LONG_VALUES]
    if sum(map(len, values)) < _LONG * len(values):
        return ()
    text = "\n\n".join(values)
    least = _RUNNING_SHARE * len(values)
    return tuple(
        replace(found, out_of=len(values))
        for found in _spoken(text)
        if least <= found.count <= len(values) or found.category not in _OF_PERSONS
    )


def _is_about_persons(found: Mapping[str, Sequence[Found]]) -> bool:
    return any(
        names_one(name, _PERSON_HEADERS) or any(each.category in _OF_PERSONS for each in held)
        for name, held in found.items()
    )


def _details(spans: Sequence[Span]) -> str:
    counts = Counter(span.detail for span in spans)
    return ", ".join(detail for detail, _ in counts.most_common(EXAMPLES))


def _shown(detector: Detector, values: Sequence[str]) -> tuple[str, ...]:
    examples = tuple(dict.fromkeys(" ".join(value.split())[:80] for value in values))[:EXAMPLES]
    return tuple(map(masked, examples)) if detector.is_masked else examples
