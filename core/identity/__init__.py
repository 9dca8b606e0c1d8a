"""Who is asking: principals are made here, from verified tokens, and nowhere else."""

from core.identity.door import Admits, Door, NoCredentials
from core.identity.local import LocalIssuer
from core.identity.sign_ins import SignIns
from core.identity.tokens import BadToken, Verifier

__all__ = ["Admits", "BadToken", "Door", "LocalIssuer", "NoCredentials", "SignIns", "Verifier"]
