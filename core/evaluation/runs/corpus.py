"""What could be found when a run was made, as a digest: the same for the same files everywhere."""

import json
from hashlib import sha256

from core.domain.access import Principal
from core.store import Store, holdings


def corpus(store: Store, curator: Principal) -> str:
    """Sixteen hexadecimal digits that change with any document or chunk, its label or its dates.

    `curator` is one of the tenant's, of the highest tier, so that nothing is hidden from it. Where
    the folder of the documents lies on this machine makes no difference. Raises `NoSuchTenant`.
    """
    with store.scoped(curator) as db:
        holdings.index(db)
        rows = holdings.findable(db)
    body = json.dumps(rows, sort_keys=True, default=str)
    return sha256(body.encode()).hexdigest()[:16]
