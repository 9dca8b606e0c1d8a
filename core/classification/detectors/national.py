"""Numbers by which states, health services and tax offices know a person."""

import re
from collections.abc import Iterator

from stdnum.au import tfn
from stdnum.be import nn
from stdnum.br import cpf
from stdnum.ca import sin
from stdnum.ch import ssn as ahv
from stdnum.de import idnr
from stdnum.dk import cpr
from stdnum.es import dni, nie
from stdnum.fi import hetu
from stdnum.fr import nir
from stdnum.gb import nhs
from stdnum.ie import pps
from stdnum.in_ import aadhaar
from stdnum.it import codicefiscale
from stdnum.nl import bsn
from stdnum.no import fodselsnummer
from stdnum.pl import pesel
from stdnum.se import personnummer
from stdnum.us import ssn

from core.classification import identifiers
from core.classification.identifiers import Identifier
from core.classification.values import Column, Matched, Span

_NINO = re.compile(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]")
# from advertisements and forms, nobody's
_SPECIMENS = frozenset({"078051120", "219099999", "123456789", "111223333", "9434765919"})


def _is_ssn(value: str) -> bool:
    digits = re.sub(r"\D", "", value)
    return digits not in _SPECIMENS and bool(ssn.is_valid(digits))


def _is_nino(value: str) -> bool:
    return _NINO.fullmatch(re.sub(r"\s", "", value)) is not None


def _is_nhs(value: str) -> bool:
    digits = re.sub(r"\D", "", value)
    return digits not in _SPECIMENS and len(set(digits)) > 1 and bool(nhs.is_valid(digits))


def _varied(value: str) -> bool:
    return sum(char.isdigit() for char in value) > 5 and len(set(value)) > 2


IDENTIFIERS = (
    Identifier("US social security number", r"\d{3}-\d{2}-\d{4}", _is_ssn, 0.9, is_distinct=True),
    Identifier(
        "US social security number",
        r"\d{9}|\d{3} \d{2} \d{4}",
        _is_ssn,
        0.9,
        ("ssn", "social security", "social security number"),
    ),
    Identifier(
        "UK national insurance number",
        r"[A-Z]{2} \d\d \d\d \d\d [A-D]",
        _is_nino,
        0.6,
        is_distinct=True,
    ),
    Identifier(
        "UK national insurance number",
        r"[A-Z]{2} ?\d{6} ?[A-D]",
        _is_nino,
        0.6,
        ("national insurance", "nino", "ni number", "ni no"),
    ),
    Identifier("NHS number", r"\d{3} ?\d{3} ?\d{4}|\d{3}-\d{3}-\d{4}", _is_nhs, 0.1, ("nhs",)),
    Identifier(
        "French NIR",
        r"[12] ?\d\d ?(?:0\d|1[0-2]|[2-9]\d) ?(?:\d\d|2[AB]) ?\d{3} ?\d{3} ?\d\d",
        nir.is_valid,
        0.011,
        ("nir", "sécurité sociale", "numéro de sécurité sociale"),
        is_distinct=True,
    ),
    Identifier(
        "Dutch BSN", r"\d{9}", bsn.is_valid, 0.1, ("bsn", "burgerservicenummer", "sofinummer")
    ),
    Identifier(
        "German tax identification number",
        r"\d{2} ?\d{3} ?\d{3} ?\d{3}",
        idnr.is_valid,
        0.08,
        ("steuer id", "steuerid", "steueridentifikationsnummer", "idnr", "steuer-id", "tax id"),
    ),
    Identifier("Spanish DNI", r"\d{8}[ -]?[A-Z]", dni.is_valid, 0.05, ("dni", "nif")),
    Identifier("Spanish NIE", r"[XYZ][ -]?\d{7}[ -]?[A-Z]", nie.is_valid, 0.05, ("nie",)),
    Identifier(
        "Italian codice fiscale",
        r"[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z]",
        codicefiscale.is_valid,
        0.05,
        ("codice fiscale",),
        is_distinct=True,
    ),
    Identifier(
        "Belgian national number",
        r"\d\d\.\d\d\.\d\d-\d{3}\.\d\d",
        nn.is_valid,
        0.02,
        is_distinct=True,
    ),
    Identifier(
        "Belgian national number",
        r"\d{11}",
        nn.is_valid,
        0.02,
        ("rijksregisternummer", "registre national", "national number", "niss", "insz"),
    ),
    Identifier(
        "Swiss AHV number", r"756\.?\d{4}\.?\d{4}\.?\d\d", ahv.is_valid, 0.1, ("ahv", "avs"), True
    ),
    Identifier(
        "Finnish personal identity code",
        r"\d{6}[-+A]\d{3}[0-9A-Y]",
        hetu.is_valid,
        0.04,
        ("hetu", "henkilötunnus"),
        is_distinct=True,
    ),
    Identifier(
        "Norwegian identity number",
        r"\d{6} ?\d{5}",
        fodselsnummer.is_valid,
        0.02,
        ("fødselsnummer", "fodselsnummer", "personnummer"),
    ),
    Identifier(
        "Swedish personal number",
        r"(?:19|20)?\d{6}[-+]?\d{4}",
        personnummer.is_valid,
        0.1,
        ("personnummer", "personal number"),
    ),
    Identifier("Danish CPR number", r"\d{6}-?\d{4}", cpr.is_valid, 0.4, ("cpr",)),
    Identifier("Polish PESEL", r"\d{11}", pesel.is_valid, 0.1, ("pesel",)),
    Identifier(
        "Irish PPS number",
        r"\d{7}[A-W][A-IW]?",
        pps.is_valid,
        0.05,
        ("pps", "ppsn", "personal public service"),
    ),
    Identifier(
        "Canadian SIN",
        r"\d{3}([- ]?)\d{3}\1\d{3}",
        sin.is_valid,
        0.11,
        ("sin", "social insurance", "social insurance number"),
    ),
    Identifier(
        "Australian TFN", r"\d{3} ?\d{3} ?\d{3}", tfn.is_valid, 0.1, ("tfn", "tax file number")
    ),
    Identifier(
        "Brazilian CPF",
        r"\d{3}\.\d{3}\.\d{3}-\d\d",
        cpf.is_valid,
        0.011,
        ("cpf",),
        is_distinct=True,
    ),
    Identifier("Aadhaar number", r"\d{4} ?\d{4} ?\d{4}", aadhaar.is_valid, 0.1, ("aadhaar",)),
    Identifier(
        "passport number",
        r"[A-Z]{0,2}\d{6,9}",
        _varied,
        1.0,
        ("passport", "passport no", "passport number"),
    ),
    Identifier(
        "driving licence number",
        r"[A-Z0-9]{6,18}",
        _varied,
        1.0,
        (
            "driving licence no",
            "driving licence number",
            "driver license number",
            "drivers license",
        ),
    ),
)


def in_text(text: str) -> Iterator[Span]:
    """Every number that its checksum, its shape or the words before it give away."""
    return identifiers.in_text(IDENTIFIERS, text)


def in_column(column: Column) -> Matched | None:
    """A column of numbers that name persons."""
    return identifiers.in_column(IDENTIFIERS, column)
