"""Which units to quote: the best, those that add to it, and what none of them may stand without."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.inference.extractive.cues import clause_number, excepts, leans, refers_to
from core.inference.extractive.units import Kind, Unit
