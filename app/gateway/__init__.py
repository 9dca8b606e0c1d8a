"""The gateway: every request and every websocket passes here, and none goes on without a principal."""

from app.gateway.allowed import OnlyNeeded, Printable
from app.gateway.guard import Guard, RoleGuard
from app.gateway.headers import SecureHeaders
from app.gateway.origin import OwnHost, OwnOrigin

__all__ = ["Guard", "OnlyNeeded", "OwnHost", "OwnOrigin", "Printable", "RoleGuard", "SecureHeaders"]
