"""One small module for each category, and the list of them all."""

from core.classification.detectors import (
    bank,
    births,
    emails,
    health,
    national,
    persons,
    phones,
    salary,
)
from core.classification.values import Category, Detector

DETECTORS = (
    Detector(Category.PERSON_NAME, persons.in_text, persons.in_column),
    Detector(Category.EMAIL, emails.in_text, emails.in_column),
    Detector(Category.PHONE, phones.in_text, phones.in_column),
    Detector(Category.DATE_OF_BIRTH, births.in_text, births.in_column),
    Detector(Category.NATIONAL_ID, national.in_text, national.in_column),
    Detector(Category.BANK_ID, bank.in_text, bank.in_column),
    Detector(Category.HEALTH, health.in_text, health.in_column, is_masked=False),
    Detector(Category.SALARY, salary.in_text, salary.in_column),
)
