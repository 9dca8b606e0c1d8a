"""What an audit finds: where, what, the evidence, how grave and how sure, what it poisons, what to do."""

from dataclasses import dataclass
from enum import StrEnum

from core.domain.ids import content_id


class Kind(StrEnum):
    """What may be wrong with data."""

    MISSING_SPELLING = "missing_spelling"  # absence written as text: N/A, -, unknown
    SENTINEL = "sentinel"  # a value that stands for none: -1726, 9999-12-31
    MIXED_TYPES = "mixed_types"  # a few values of another type than the column's
    MIXED_UNITS = "mixed_units"
    MIXED_FORMATS = "mixed_formats"  # dates, phones, numbers written in several ways
    OVERLOADED_COLUMN = "overloaded_column"  # one column, several meanings
    ENUM_SPELLING = "enum_spelling"  # one code, several spellings or cases
    ENUM_CODES = "enum_codes"  # codes that came up or went out of use
    ENUM_MEANING = "enum_meaning"  # the codes stay, what they mean shifts
    SUSPECT_CELLS = "suspect_cells"  # values that are most likely wrong
    OUTLIER = "outlier"  # a number or date far from all the others
    DEPENDENCY_VIOLATION = (
        "dependency_violation"  # what determines something does not, in some rows
    )
    DUPLICATE_ROWS = "duplicate_rows"
    NEAR_DUPLICATE_ROWS = "near_duplicate_rows"
    IMPOSSIBLE_COMBINATION = "impossible_combination"  # ends before it begins, parts over the whole

    SAME_NAME_OTHER_MEANING = "same_name_other_meaning"
    OTHER_NAME_SAME_MEANING = "other_name_same_meaning"
    ORPHANED_KEYS = "orphaned_keys"  # references to rows that are not there
    CONFLICTING_FACTS = "conflicting_facts"  # the same fact, another value elsewhere
    SCHEMA_DRIFT = "schema_drift"  # columns that came, went, were renamed or changed type
    DISTRIBUTION_DRIFT = "distribution_drift"

    DUPLICATE_DOCUMENTS = "duplicate_documents"
    NEAR_DUPLICATE_DOCUMENTS = "near_duplicate_documents"
    SUPERSEDED_PRESENT = "superseded_present"
    CONTRADICTION = "contradiction"  # the same condition, another number
    BROKEN_TABLE = "broken_table"
    LOST_TEXT = "lost_text"  # pages without text, letters a scan or a decoder spoilt
    ORPHANED_EXCEPTION = "orphaned_exception"  # an exception to a rule that is not there
    MISSING_DATES = "missing_dates"  # a rule that does not say since when

    ONLY_ADJACENT = "only_adjacent"  # near an example of "done", but not its answer
    NOT_COVERED = "not_covered"  # nothing about an example of "done"
    UNCLASSIFIED = "unclassified"
    UNDERCLASSIFIED = "underclassified"  # declared lower than what was detected in it
    UNREAD = "unread"  # a file, sheet or part of one that could not be read


class Severity(StrEnum):
    """How grave a finding is for answers made from the data."""

    LOW = "low"  # a nuisance
    MEDIUM = "medium"  # some answers will be wrong
    HIGH = "high"  # answers will be wrong and look right


@dataclass(frozen=True, slots=True)
class Where:
    """The place: a table or document by its name, columns, rows as numbered in it from 1, a span.

    `span` is (start, end) in a document's text; `also` names other places a finding is about.
    """

    source: str
    columns: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()
    span: tuple[int, int] | None = None
    also: tuple["Where", ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing seen: a row's cells by column, a passage as `{"text": …}`, or a count by value."""

    source: str
    cells: tuple[tuple[str, str], ...]
    row: int | None = None
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, said so that someone who does not know the data can act on it.

    `key` tells apart findings of one kind at one place (the value, the pair, the rule), and never
    holds a count, so that a finding keeps its id while rows come and go. `affected` of `out_of` are
    rows, cells or documents; `confidence` is from 0 to 1. `evidence` holds at most ten pieces and
    `where.rows` at most a hundred.
    """

    kind: Kind
    where: Where
    what: str
    poisons: str
    remedy: str
    severity: Severity
    confidence: float
    affected: int
    out_of: int
    evidence: tuple[Evidence, ...] = ()
    key: str = ""
    known_as: str = ""
    """The id, for a finding whose key is not to be seen."""

    @property
    def id(self) -> str:
        """The same for the same thing at the same place, in every audit."""
        if self.known_as:
            return self.known_as
        others = ",".join(f"{each.source}:{'|'.join(each.columns)}" for each in self.where.also)
        place = f"{self.where.source}:{'|'.join(self.where.columns)}:{others}"
        return f"f-{content_id(self.kind, place, self.key)[:12]}"
