"""Frozen values and errors; standard library and pydantic only."""
