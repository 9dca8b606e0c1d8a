"""What can go wrong between Handrail and Postgres."""

from core.domain.errors import Permanent, Transient


class NoPrincipal(Permanent):
    """Nothing is read or written without an identity. Open the store with `scoped(principal)`."""


class DatabaseUnavailable(Transient):
    """The database does not answer. Check that it runs and that HANDRAIL_DATABASE_URL is right."""


class Contention(Transient):
    """Two changes got in each other's way, and this one was undone. Try again."""


class DatabaseTooOld(Permanent):
    """Handrail needs Postgres 16 or later with pgvector 0.8.4 or later."""


class NoSuchTenant(Permanent):
    """There is no such tenant. `handrail tenant list` shows those there are."""


class TenantExists(Permanent):
    """A tenant of that name exists already."""


class BadTenantName(Permanent):
    """A tenant's name is 2 to 40 lower-case letters, digits and dashes, a letter first."""


class NotAlone(Permanent):
    """This deployment is dedicated to one tenant. Give each its own, or set HANDRAIL_TENANCY=shared."""


class EmbeddingMismatch(Permanent):
    """The tenant's index was built with another embedding model, and vectors of two models must not
    be mixed. Set HANDRAIL_EMBEDDING_MODEL back, or remove and add the tenant and ingest again."""


class MigrationChanged(Permanent):
    """A migration that has been applied was edited afterwards. Restore it and add a new one."""
