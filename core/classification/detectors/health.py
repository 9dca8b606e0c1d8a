"""Health: an illness, a treatment or an absence for it, said of a person."""

import re
from collections.abc import Iterator

from core.classification.detectors import persons
from core.classification.detectors.sentences import sentences
from core.classification.values import Column, Matched, Span
from core.classification.words import any_of, lexicon, names_one

_TERMS = any_of(tuple(sorted(lexicon("health_terms"))))
_OF_SOMEONE = re.compile(
    r"\b(?:(?:was|is|were|been|being) (?:diagnosed|treated|hospitalised|hospitalized|prescribed)"
    r"|(?:he|she|who) (?:has|had|lives with)|diagnosed with|suffers? from|suffered from"
    r"|tested positive for|signed off (?:sick|work)|(?:his|her) (?:diagnosis|illness|condition"
    r"|medication|treatment|depression|pregnancy|cancer))\b",
    re.IGNORECASE,
)
_ONE_PERSON = re.compile(
    r"\b(?:he|she|his|her|him|the employee|the patient|the claimant|the member)\b"
)
# what holds for anyone is nobody's health; in upper case, May is a month
_RULE = re.compile(
    r"\b(?i:must|shall|should|if|unless|whether|where|when|any|every|each|whoever)\b|\bmay\b"
)
_HEADERS = (
    "diagnosis",
    "diagnoses",
    "diagnosis code",
    "icd",
    "icd10",
    "icd code",
    "medication",
    "medications",
    "allergy",
    "allergies",
    "disability",
    "disabilities",
    "blood type",
    "blood group",
    "mental health",
    "phys health",
    "physical health",
    "medical condition",
    "health condition",
    "illness",
    "symptom",
    "symptoms",
    "hiv",
    "pregnant",
    "sick days",
    "sickness absence",
    "absence reason",
    "treatment",
    "cholesterol",
    "blood pressure",
    "diagnose",
)
_LEAST_SHARE, _FEWEST = 0.3, 2


def in_text(text: str) -> Iterator[Span]:
    """Health terms in sentences about one person, who is named or has a course of illness told."""
    for start, sentence in sentences(text):
        if _TERMS.search(sentence) is None or not _is_of_someone(sentence):
            continue
        for match in _TERMS.finditer(sentence):
            yield Span(start + match.start(), start + match.end(), match[0].lower())


def in_column(column: Column) -> Matched | None:
    """In a table about persons, a column called after health or filled with illnesses.

    Figures of hospitals or of illnesses in general are nobody's health.
    """
    if not column.about_persons:
        return None
    if names_one(column.name, _HEADERS):
        return Matched("column", column.values, len(column.values))
    matching = tuple(value for value in column.values if _TERMS.search(value))
    if len(matching) < max(_FEWEST, _LEAST_SHARE * len(column.values)):
        return None
    return Matched("terms", matching, len(column.values))


def _is_of_someone(sentence: str) -> bool:
    if _RULE.search(sentence):
        return False
    if any(persons.in_text(sentence)):
        return True
    return _ONE_PERSON.search(sentence.lower()) is not None and (
        _OF_SOMEONE.search(sentence) is not None
    )
