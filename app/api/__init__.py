"""The HTTP API, mounted at /api/v1 behind the gateway."""

from app.api.application import application

__all__ = ["application"]
