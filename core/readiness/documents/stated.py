"""Since when a document applies: by what is declared of it, else by what it says of itself."""

import re
from datetime import date

from core.domain.document import ALWAYS, FOREVER
from core.readiness.documents.quantities import quantities
from core.readiness.documents.reading import Text

HEAD, TAIL = 2_500, 600  # characters at either end in which documents speak of themselves

_SINCE = re.compile(
    r"\beffective[\s_-]*(?:date|from|as of|on|since)?\b|\bdate of (?:effect|issue|adoption)\b|"
    r"\b(?:in force|in effect|valid|applicable|applies|apply|binding|current)\s+(?:from|since|as of|on "
    r"or after|with effect from|until)\b|\b(?:takes?|took|taking|comes?|came|entered|enters?) (?:into )?"
    r"(?:effect|force)\b|\bwith effect from\b|\bon or after\b|"
    r"\b(?:adopted|approved|issued|enacted|agreed|published|dated|released|ratified)\b(?:\s+(?:on|by|in|date))?|"
    r"\b(?:issue|approval|adoption|publication|commencement|start|version) date\b|"
    r"\b(?:supersedes|replaces)\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:expir(?:es|y|ed)|valid until|in force until|applies until|ends on|withdrawn|repealed)\b",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_NEAR = 70


def start(text: Text) -> date | None:
    """The first day a document applies, or None where neither its metadata nor its text says."""
    declared = text.metadata.effective.start
    return stated(text.text) if declared == ALWAYS else declared


def end(text: Text) -> date | None:
    """The first day a document no longer applies by its metadata, or None."""
    declared = text.metadata.effective.end
    return None if declared == FOREVER else declared


def stated(text: str) -> date | None:
    """The day a text says it applies from, in its first or last lines; the earliest mention counts."""
    for part in (text[:HEAD], text[-TAIL:] if len(text) > HEAD else ""):
        for found in _SINCE.finditer(part):
            near = part[found.end() : found.end() + _NEAR].split("\n\n")[0]
            day = None if _UNTIL.search(part[found.start() : found.end()]) else _first_day(near)
            if day:
                return day
    return None


def _first_day(words: str) -> date | None:
    exact = [each.value for each in quantities(words) if each.measure == "date"]
    if exact and isinstance(exact[0], date):
        return exact[0]
    month = _MONTH_YEAR.search(words)
    if not month:
        return None
    return date(int(month.group(2)), _MONTHS.index(month.group(1).lower()) // 3 + 1, 1)
