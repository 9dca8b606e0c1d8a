"""Chunks of a text that keep conditions, tables and lists together, and a check of them."""

from core.ingest.chunking.chunker import chunk, indexed_text
from core.ingest.chunking.severed import Reason, Severed, severed

__all__ = ["Reason", "Severed", "chunk", "indexed_text", "severed"]
