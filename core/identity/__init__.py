"""Who is asking: principals are made here, from verified tokens, and nowhere else."""

from core.identity.local import LocalIssuer
from core.identity.tokens import BadToken, Verifier

__all__ = ["BadToken", "LocalIssuer", "Verifier"]
