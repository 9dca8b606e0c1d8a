"""The embedded model: answers only with sentences of the context, or refuses."""

from core.inference.extractive.extract import extract
from core.inference.extractive.provider import PROVIDER, register
from core.inference.extractive.values import Extract, Passage, Sentence

__all__ = ["PROVIDER", "Extract", "Passage", "Sentence", "extract", "register"]
