"""What somebody is paid: a word for pay together with an amount."""

import re
from collections.abc import Iterator

from core.classification.detectors.sentences import END, sentences
from core.classification.values import Column, Matched, Span
from core.classification.words import any_of, names_one

_TERMS = (
    "salary",
    "salaries",
    "base pay",
    "basic pay",
    "gross pay",
    "net pay",
    "annual pay",
    "monthly pay",
    "starting pay",
    "pay rise",
    "pay band",
    "pay scale",
    "pay range",
    "payslip",
    "wages",
    "hourly wage",
    "monthly wage",
    "take-home pay",
    "annual compensation",
    "total compensation",
    "base compensation",
    "remuneration",
    "annual bonus",
    "sign-on bonus",
    "signing bonus",
    "retention bonus",
    "severance pay",
    "gehalt",
    "jahresgehalt",
    "salaire",
    "salario",
    "salaris",
    "stipendio",
)
_SAID = re.compile(
    rf"{any_of(_TERMS).pattern}"
    r"|\b(?:hourly|weekly|monthly|yearly|annual|gross|basic|base)\b[^.|\n]{0,25}\bpay\b"
    r"|\bpay[ _-](?:rates?|grades?|steps?|table)\b",
    re.IGNORECASE,
)
_DIGITS = r"\d{1,3}(?:[.,' \u202f]?\d{3})*(?:[.,]\d\d)?"
_LARGE = r"\d{1,3}(?:[.,' \u202f]?\d{3})+(?:[.,]\d\d)?"
_CODES = r"EUR|USD|GBP|CHF|SEK|NOK|DKK|AUD|CAD"
_AMOUNT = re.compile(
    rf"(?:[$€£]|\b(?:{_CODES})\b)\s?{_DIGITS}\s?k?\b"
    rf"|\b{_LARGE}\s?(?:[€£$]|(?:{_CODES}|euros?|dollars|pounds)\b)",
    re.IGNORECASE,
)
_HEADERS = (
    *_TERMS,
    "pay rate",
    "hourly rate",
    "hourly pay",
    "bonus",
    "base salary",
    "compensation",
)
_NUMBER = re.compile(
    r"\s*(?:[$€£]|EUR|USD|GBP)?\s*\d[\d.,' ]*k?\s*(?:[$€£]|EUR|USD|GBP)?\s*(?:[-–].*)?$"
)
_CLAUSE = re.compile(rf"{END.pattern}|,\s+(?=(?:and|but|or|while)\s)")
_TOTAL = re.compile(r"\s*(?:million|billion|thousand|bn\b|m\b)", re.IGNORECASE)
_REACH = 80
_CENTS = re.compile(r"\d[.,]\d\d\b")
_LEAST_DIGITS, _LEAST_UNNAMED, _LEAST_SHARE = 3, 4, 0.6


def in_text(text: str) -> Iterator[Span]:
    """Amounts near a word for pay, in the same clause; what a whole firm pays is nobody's."""
    for start, clause in sentences(text, _CLAUSE):
        said = [match.span() for match in _SAID.finditer(clause)]
        for match in _AMOUNT.finditer(clause) if said else ():
            if any(_belong(clause, word, match.span()) for word in said):
                yield Span(start + match.start(), start + match.end(), "amount of pay")


def _belong(clause: str, word: tuple[int, int], amount: tuple[int, int]) -> bool:
    between = clause[min(word[1], amount[1]) : max(word[0], amount[0])]
    is_total = _TOTAL.match(clause, amount[1]) is not None
    return len(between) <= _REACH and "|" not in between and not is_total


def in_column(column: Column) -> Matched | None:
    """A column of amounts, called after pay or in a table that is about pay."""
    named = names_one(column.name, _HEADERS)
    if not named and _SAID.search(column.caption) is None:
        return None
    least = _LEAST_DIGITS if named else _LEAST_UNNAMED
    matching = tuple(value for value in column.values if _is_amount(value, least))
    if len(matching) < max(1, _LEAST_SHARE * len(column.values)):
        return None
    return Matched("amount of pay", matching, len(column.values))


def _is_amount(value: str, least: int) -> bool:
    # a band or a step is a number too; pay has more digits or cents
    digits = sum(char.isdigit() for char in value)
    return _NUMBER.match(value) is not None and (
        digits >= least or _CENTS.search(value) is not None
    )
