"""Settings that were tried out and promoted: a line each in a file beside the data, the last one holds.

They stand below the environment, which overrules them.
"""

import json
import os
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from core.domain.errors import Permanent

FILE = "promotions.jsonl"
PROMOTABLE = frozenset(
    {
        "chunking",
        "chunk_tokens",
        "chunk_overlap",
        "refusal_evidence",
        "refusal_scope",
        "refusal_weights",
    }
)


class BadPromotions(Permanent):
    """The promoted settings cannot be read. Mend the last line of the file, or take it out."""


class NotPromotable(Permanent):
    """This setting is not one to be promoted: set it in the environment."""


class NothingPromoted(Permanent):
    """Nothing was promoted, so there is nothing to go back from."""


@dataclass(frozen=True, slots=True)
class Promotion:
    """Settings that hold from now on, who promoted them, and on what grounds."""

    settings: dict[str, Any]
    by: str
    why: str
    on: str


def promote(home: Path, settings: dict[str, Any], *, by: str, why: str) -> Promotion:
    """Have `settings` hold from the next start on, beside whatever else was promoted before."""
    if unknown := sorted(settings.keys() - PROMOTABLE):
        raise NotPromotable(f"Got {', '.join(unknown)}.")
    before = [each.settings for each in promotions(home)][-1:]
    whole = {**(before[0] if before else {}), **settings}
    promotion = Promotion(whole, by, why, date.today().isoformat())
    _append(home, promotion)
    return promotion


def back(home: Path, *, by: str) -> Promotion:
    """Have what was promoted before the last promotion hold again, or nothing if there was none."""
    lines = promotions(home)
    if not lines:
        raise NothingPromoted
    before = lines[-2].settings if len(lines) > 1 else {}
    promotion = Promotion(before, by, f"Back from {lines[-1].settings}", date.today().isoformat())
    _append(home, promotion)
    return promotion


def promotions(home: Path) -> list[Promotion]:
    """Everything that was ever promoted, oldest first; raises `BadPromotions`."""
    path = home / FILE
    if not path.is_file():
        return []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [Promotion(**json.loads(line)) for line in lines if line.strip()]
    except (ValueError, TypeError) as error:
        raise BadPromotions(f"{path}: {error}.") from error


def _append(home: Path, promotion: Promotion) -> None:
    home.mkdir(parents=True, exist_ok=True)
    with (home / FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(promotion), sort_keys=True) + "\n")


class Promoted(PydanticBaseSettingsSource):
    """What was last promoted in the home that the other sources name."""

    def __init__(self, settings: type[BaseSettings], given: dict[str, Any]) -> None:
        """`given` are the settings named in code; the home is theirs, the environment's, or the default."""
        super().__init__(settings)
        default = settings.model_fields["home"].default
        home = given.get("home") or os.environ.get("HANDRAIL_HOME") or default
        lines = promotions(Path(home))
        self._settings = lines[-1].settings if lines else {}

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """One setting's value."""
        return self._settings.get(field_name), field_name, False

    def __call__(self) -> dict[str, Any]:
        """The promoted settings."""
        return dict(self._settings)
