"""Scorers, one a file: pure functions of a case and its outcome."""
