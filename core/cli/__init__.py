"""The `handrail` command."""

from core.cli.main import main

__all__ = ["main"]
