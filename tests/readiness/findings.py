"""Findings for tests that are not about how they are found."""

from dataclasses import replace

from core.readiness.finding import Evidence, Finding, Kind, Severity, Where

SENTINEL = Finding(
    kind=Kind.SENTINEL,
    where=Where("staff.csv", ("left_on",), rows=(3, 9)),
    what="left_on of staff.csv holds 9999-12-31 in 2 of 40 rows, which stands for no date.",
    poisons="How long people stay comes out as thousands of years.",
    remedy="Write no date as an empty cell in left_on.",
    severity=Severity.MEDIUM,
    confidence=0.9,
    affected=2,
    out_of=40,
    evidence=(Evidence("staff.csv", (("staff", "7"), ("left_on", "9999-12-31")), row=3),),
    key="9999-12-31",
)
CONTRADICTION = Finding(
    kind=Kind.CONTRADICTION,
    where=Where("leave.md", span=(10, 40), also=(Where("handbook.md", span=(5, 30)),)),
    what="leave.md says five days carry over, handbook.md says ten.",
    poisons="How many days carry over is answered by whichever passage comes first.",
    remedy="Decide which of leave.md and handbook.md holds, and mend the other.",
    severity=Severity.HIGH,
    confidence=0.95,
    affected=2,
    out_of=12,
    key="carry over",
)
DOUBLED = replace(
    SENTINEL,
    kind=Kind.DUPLICATE_ROWS,
    where=Where("visits.csv", rows=(1, 2)),
    what="2 rows of visits.csv are there twice.",
    remedy="Keep one of each.",
    severity=Severity.LOW,
    evidence=(),
    key="",
)
UNANSWERED = replace(
    CONTRADICTION,
    kind=Kind.NOT_COVERED,
    where=Where("requirements.toml"),
    what="Nothing in the documents answers “Who signs for opiates?”.",
    remedy="Bring in the document that says who signs for opiates.",
    key="opiates",
)
