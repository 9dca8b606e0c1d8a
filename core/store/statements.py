"""SQL lives in `.sql` files, in blocks named `-- name --`; this reads them."""

import re
from functools import cache
from importlib.resources import files

BLOCK = re.compile(r"^-- (\w+) --$", re.MULTILINE)


@cache
def statements(name: str) -> dict[str, str]:
    """The statements of `sql/NAME.sql`, by block name."""
    parts = BLOCK.split((files("core.store") / "sql" / f"{name}.sql").read_text())
    return dict(zip(parts[1::2], parts[2::2], strict=True))
