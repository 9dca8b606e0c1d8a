"""Tables as files: csv, tsv, ndjson, and a workbook with merged headers."""

import csv
import io
import json
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from making.world import Row

MADE_ON = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
GROUPS = {"Person": ("staff_number", "post"), "Shift": ("site", "shift_date", "shift", "begins",
          "ends", "shift_hours")}  # fmt: skip


def write(folder: Path, tables: dict[str, list[Row]]) -> None:
    """Write every table; those named `file#sheet` go into one workbook."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        if "#" not in name:
            (folder / name).write_bytes(as_bytes(name, rows))
    sheets = {name.partition("#")[2]: rows for name, rows in tables.items() if "#" in name}
    if sheets:
        (folder / "rota.xlsx").write_bytes(workbook(sheets))


def as_bytes(name: str, rows: list[Row]) -> bytes:
    """The rows as the ending of the name says."""
    if name.endswith(".ndjson"):
        lines = (json.dumps({key: value or None for key, value in row.items()}) for row in rows)
        return ("\n".join(lines) + "\n").encode()
    made = io.StringIO()
    delimiter = "\t" if name.endswith(".tsv") else ","
    writer = csv.DictWriter(made, list(rows[0]), delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue().encode()


def workbook(sheets: dict[str, list[Row]]) -> bytes:
    """A workbook whose first sheet has groups of columns over its header, the second a title."""
    made = Workbook()
    made.properties.creator, made.properties.created = "", MADE_ON
    del made["Sheet"]
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        _head(sheet, name, list(rows[0]))
        for row in rows:
            sheet.append([value or None for value in row.values()])
    content = io.BytesIO()
    made.save(content)
    return settled(content.getvalue())


def _head(sheet: Worksheet, name: str, columns: list[str]) -> None:
    if name == "Shifts":
        first = 1
        for group, members in GROUPS.items():
            sheet.cell(1, first, group)
            sheet.merge_cells(
                start_row=1, end_row=1, start_column=first, end_column=first + len(members) - 1
            )
            first += len(members)
    else:
        sheet.cell(1, 1, "Swaps agreed in autumn 2025")
        sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(columns))
    for n, column in enumerate(columns, 1):
        sheet.cell(2, n, column)


def settled(archive: bytes) -> bytes:
    """The same archive with every timestamp fixed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, ZIP_EPOCH)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            stamp = rb"\g<1>" + MADE_ON.isoformat().encode() + b"Z"
            content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", stamp, old.read(entry))
            new.writestr(fixed, content)
    return made.getvalue()
