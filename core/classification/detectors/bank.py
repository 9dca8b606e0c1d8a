"""Accounts and cards: IBAN, card numbers, BIC, routing numbers, sort codes."""

import re
from collections.abc import Iterator

from stdnum import bic, iban, luhn
from stdnum.us import rtn

from core.classification import identifiers
from core.classification.identifiers import Identifier
from core.classification.values import Column, Matched, Span

# lengths and first digits by which the card networks issue numbers
_ISSUED = re.compile(
    r"4\d{12}(?:\d{3})?|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|6(?:011|5\d\d)\d{12}|3[0689]\d{12}"
)
# numbers printed in every manual, which are nobody's
_SPECIMENS = frozenset(
    {
        "DE89370400440532013000",
        "GB29NWBK60161331926819",
        "GB82WEST12345698765432",
        "FR1420041010050500013M02606",
        "NL91ABNA0417164300",
        "4111111111111111",
        "4242424242424242",
        "4012888888881881",
        "5555555555554444",
        "5105105105105100",
        "378282246310005",
        "371449635398431",
        "6011111111111117",
    }
)
_JOINED = re.compile(r"[\s-]+")


def _plain(value: str) -> str:
    return _JOINED.sub("", value).upper()


def _is_iban(value: str) -> bool:
    return _plain(value) not in _SPECIMENS and bool(iban.is_valid(_plain(value)))


def _is_card(value: str) -> bool:
    digits = _plain(value)
    issued = _ISSUED.fullmatch(digits) is not None and digits not in _SPECIMENS
    return issued and len(set(digits)) > 2 and bool(luhn.is_valid(digits))


_ACCOUNT = r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?"
_CARD_WORDS = (
    "card",
    "credit card",
    "card number",
    "visa",
    "mastercard",
    "amex",
    "pan",
    "kreditkarte",
)
IDENTIFIERS = (
    Identifier("IBAN", _ACCOUNT, _is_iban, 0.011, ("iban",), is_distinct=True),
    Identifier("card number", r"\d{4}([ -])\d{4}\1\d{4}\1\d{4}", _is_card, 0.1, is_distinct=True),
    Identifier("card number", r"\d{13,16}|3[47]\d\d[ -]\d{6}[ -]\d{5}", _is_card, 0.1, _CARD_WORDS),
    Identifier(
        "BIC", r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", bic.is_valid, 1.0, ("bic", "swift")
    ),
    Identifier(
        "routing number", r"\d{9}", rtn.is_valid, 0.11, ("routing", "aba", "rtn", "routing number")
    ),
    Identifier(
        "sort code", r"\d\d-\d\d-\d\d", lambda _: True, 1.0, ("sort code", "sortcode", "sort codes")
    ),
    Identifier(
        "account number",
        r"\d{6,17}",
        lambda value: len(set(value)) > 2,
        1.0,
        (
            "account no",
            "account number",
            "bank account",
            "acct no",
            "acct number",
            "kontonummer",
            "rekeningnummer",
            "iban",
        ),
    ),
)


def in_text(text: str) -> Iterator[Span]:
    """Every account or card number that its checksum or the words before it give away."""
    return identifiers.in_text(IDENTIFIERS, text)


def in_column(column: Column) -> Matched | None:
    """A column of account or card numbers."""
    return identifiers.in_column(IDENTIFIERS, column)
