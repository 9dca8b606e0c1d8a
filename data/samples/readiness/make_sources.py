"""Make the tables of the readiness sample and the truth about them, the same bytes every time.

Run by hand after a change: `python data/samples/readiness/make_sources.py [FOLDER]`. It writes
`sources/`, `clean/sources/`, the scanned PDF and `truth.jsonl`; the other documents are written by
hand, and so is what was planted in them, in `truth_documents.jsonl`, which goes into the same truth.
"""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from making import (
    care,
    clean,
    organisation,
    plant_across,
    plant_cells,
    plant_codes,
    plant_overloaded,
    plant_rows,
    plant_snapshots,
    plant_twice,
    supply,
)
from making.scanned import boiler_inspection
from making.world import Planted, Spot, World
from making.writing import write

HERE = Path(__file__).parent
EMPTY = "stock-2025-12.csv"
SCAN = Path("documents") / "operations" / "boiler-inspection.pdf"
PLANTINGS = (
    *plant_codes.PLANTINGS,
    *plant_overloaded.PLANTINGS,
    *plant_rows.PLANTINGS,
    *plant_twice.PLANTINGS,
    *plant_cells.PLANTINGS,
    *plant_across.PLANTINGS,
    *plant_snapshots.PLANTINGS,
)


def base() -> World:
    """Every table as it would be if nothing were wrong."""
    members, everyone = organisation.staff(), care.patients()
    old, new = organisation.snapshots(organisation.suppliers())
    worked = supply.shifts(members)
    return World(
        {
            "postcodes.csv": organisation.postcodes(),
            "staff.csv": members,
            "suppliers-2024-06.csv": old,
            "suppliers-2025-01.csv": new,
            "contracts.csv": organisation.contracts(new, members),
            "training.csv": organisation.training(members),
            "appointments.tsv": care.appointments(everyone, members),
            "referrals.csv": care.referrals(everyone, members),
            "vitals.csv": care.vitals(everyone),
            "incidents.ndjson": care.incidents(everyone, members),
            "invoices.csv": supply.invoices(new),
            "stock-2025-03.csv": supply.stock(date(2025, 3, 31)),
            "stock-2025-09.csv": supply.stock(date(2025, 9, 30)),
            "rota.xlsx#Shifts": worked,
            "rota.xlsx#Swaps": supply.swaps(worked),
        }
    )


def as_json(world: World, planted: Planted, name: str) -> dict[str, Any]:
    """One line of the truth."""
    told = {
        "id": name,
        "kind": planted.kinds[0],
        "kinds": list(planted.kinds),
        **_place(world, planted.spot),
        "also": [_place(world, spot) for spot in planted.also],
        "values": list(planted.values),
        "discriminator": planted.discriminator,
        "planted": planted.says,
    }
    return {key: value for key, value in told.items() if value}


def _place(world: World, spot: Spot) -> dict[str, Any]:
    place = {"source": spot.source, "columns": list(spot.columns), "rows": world.numbers(spot)}
    return {key: value for key, value in place.items() if value}


def make(folder: Path) -> None:
    """Write the tables and the truth below `folder`."""
    world = base()
    planted = [(each.__name__, each(world)) for each in PLANTINGS]
    truth = [as_json(world, each, name) for name, each in planted]
    truth.append(
        {
            "id": "export_failed",
            "kind": "unread",
            "kinds": ["unread"],
            "source": EMPTY,
            "planted": "The stock-taking of December 2025 is an empty file: the export failed.",
        }
    )
    write(folder / "sources", world.tables)
    (folder / "sources" / EMPTY).write_bytes(b"")
    write(folder / "clean" / "sources", clean.tables())
    (folder / SCAN).parent.mkdir(parents=True, exist_ok=True)
    (folder / SCAN).write_bytes(boiler_inspection())
    lines = [json.dumps(each, ensure_ascii=False) for each in truth]
    by_hand = (HERE / "truth_documents.jsonl").read_text("utf-8").splitlines()
    (folder / "truth.jsonl").write_text("\n".join([*lines, *by_hand]) + "\n", "utf-8")


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
