"""Answering: from a question to a cited answer or a refusal, with its record."""
