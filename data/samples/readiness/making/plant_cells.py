"""Planted: absence written as text, sentinels, other types, other units, other formats."""

from datetime import date
from itertools import cycle

from making.world import Planted, Row, Spot, World


def _written(rows: list[Row], column: str, spellings: tuple[str, ...]) -> tuple[Row, ...]:
    for row, spelling in zip(rows, cycle(spellings)):
        row[column] = spelling
    return tuple(rows)


def missing_line_manager(world: World) -> Planted:
    """Absence in staff.line_manager in four spellings."""
    words = ("N/A", "-", "TBC", "n/a")
    rows = _written(world.some("staff.csv", 15, "no manager"), "line_manager", words)
    return Planted(
        ("missing_spelling",),
        Spot("staff.csv", ("line_manager",), rows),
        "Fifteen people have N/A, -, TBC or n/a for a line manager instead of an empty cell.",
        values=words,
    )


def missing_patient(world: World) -> Planted:
    """Absence in incidents.patient_number as words, beside empty cells."""
    words = ("unknown", "not known")
    picked = world.some("incidents.ndjson", 17, "no patient", lambda row: row["patient_number"])
    return Planted(
        ("missing_spelling",),
        Spot("incidents.ndjson", ("patient_number",), _written(picked, "patient_number", words)),
        "Seventeen incidents say unknown or not known where others leave the patient number empty.",
        values=words,
    )


def missing_trainer(world: World) -> Planted:
    """Absence in training.trainer as none and ?."""
    words = ("none", "?")
    rows = _written(world.some("training.csv", 24, "no trainer"), "trainer", words)
    return Planted(
        ("missing_spelling",),
        Spot("training.csv", ("trainer",), rows),
        "Twenty-four courses have none or ? where the name of the trainer should stand.",
        values=words,
    )


def sentinel_contract_end(world: World) -> Planted:
    """Open-ended contracts that end on 9999-12-31."""
    rows = _written(world.some("contracts.csv", 10, "open end"), "ends_on", ("9999-12-31",))
    return Planted(
        ("sentinel",),
        Spot("contracts.csv", ("ends_on",), rows),
        "Ten contracts end on 9999-12-31, which stands for no end.",
        values=("9999-12-31",),
    )


def sentinel_waited(world: World) -> Planted:
    """Waits of 999 minutes."""
    picked = world.some(
        "appointments.tsv", 72, "not waited", lambda row: row["outcome"] == "attended"
    )
    return Planted(
        ("sentinel", "outlier"),
        Spot(
            "appointments.tsv",
            ("waited_minutes",),
            _written(picked, "waited_minutes", ("999",)),
        ),
        "Seventy-two visits have 999 minutes of waiting, which stands for not recorded.",
        values=("999",),
    )


def sentinel_vetted(world: World) -> Planted:
    """People vetted on 1900-01-01."""
    rows = _written(world.some("staff.csv", 11, "not vetted"), "vetted_on", ("1900-01-01",))
    return Planted(
        ("sentinel", "outlier"),
        Spot("staff.csv", ("vetted_on",), rows),
        "Eleven people were vetted on 1900-01-01, which stands for a date nobody knew.",
        values=("1900-01-01",),
    )


def sentinel_distance(world: World) -> Planted:
    """Postcodes -1 kilometres away."""
    rows = _written(world.some("postcodes.csv", 12, "no distance"), "km_to_clinic", ("-1",))
    return Planted(
        ("sentinel", "outlier"),
        Spot("postcodes.csv", ("km_to_clinic",), rows),
        "Twelve postcodes are -1 kilometres from the clinic, which stands for not measured.",
        values=("-1",),
    )


def words_among_fees(world: World) -> Planted:
    """The word waived among fees."""
    rows = _written(world.some("appointments.tsv", 58, "waived"), "fee_eur", ("waived",))
    return Planted(
        ("mixed_types", "overloaded_column", "missing_spelling", "suspect_cells"),
        Spot("appointments.tsv", ("fee_eur",), rows),
        "Fifty-eight fees are the word waived instead of an amount.",
        values=("waived",),
    )


def words_among_hours(world: World) -> Planted:
    """Reasons of absence among hours."""
    words = ("AL", "sick")
    rows = _written(world.some("rota.xlsx#Shifts", 18, "absent"), "shift_hours", words)
    return Planted(
        ("mixed_types", "overloaded_column", "missing_spelling", "suspect_cells"),
        Spot("rota.xlsx#Shifts", ("shift_hours",), rows),
        "Eighteen shifts have AL or sick for their hours instead of a number.",
        values=words,
    )


def fahrenheit(world: World) -> Planted:
    """Temperatures in Fahrenheit among Celsius."""
    rows = world.some("vitals.csv", 54, "fahrenheit")
    for row in rows:
        row["temperature_c"] = f"{float(row['temperature_c']) * 9 / 5 + 32:.1f}"
    return Planted(
        ("mixed_units", "overloaded_column"),
        Spot("vitals.csv", ("temperature_c",), tuple(rows)),
        "Fifty-four temperatures in the column for Celsius are in Fahrenheit.",
    )


def milligrams(world: World) -> Planted:
    """Glucose in mg/dl, always from one device."""
    rows = [row for row in world.tables["vitals.csv"] if row["device"] == "CQ-C"]
    for row in rows:
        row["glucose"] = f"{float(row['glucose']) * 18:.0f}"
    return Planted(
        ("mixed_units", "overloaded_column"),
        Spot("vitals.csv", ("glucose",), tuple(rows)),
        "The device CQ-C gives glucose in mg/dl, about 100, all the others in mmol/l, about 5.6.",
        discriminator="device",
    )


def metres(world: World) -> Planted:
    """Heights in metres among centimetres."""
    rows = world.some("vitals.csv", 46, "metres")
    for row in rows:
        row["height_cm"] = f"{int(row['height_cm']) / 100:.2f}"
    return Planted(
        ("mixed_units",),
        Spot("vitals.csv", ("height_cm",), tuple(rows)),
        "Forty-six heights in the column for centimetres are in metres.",
    )


def day_first_dates(world: World) -> Planted:
    """Dates as 31/01/2025 among 2025-01-31."""
    rows = world.some("referrals.csv", 44, "day first")
    for row in rows:
        row["referred_on"] = date.fromisoformat(row["referred_on"]).strftime("%d/%m/%Y")
    return Planted(
        ("mixed_formats",),
        Spot("referrals.csv", ("referred_on",), tuple(rows)),
        "Forty-four dates of referral are written 31/01/2025, the others 2025-01-31.",
    )


def telephone_formats(world: World) -> Planted:
    """Telephone numbers without country, with brackets and dashes."""
    rows = world.some("staff.csv", 24, "telephones")
    for row, form in zip(rows, cycle(("(020) 7946-{}", "0207946{}"))):
        row["direct_phone"] = form.format(row["direct_phone"][-4:])
    return Planted(
        ("mixed_formats",),
        Spot("staff.csv", ("direct_phone",), tuple(rows)),
        "Twenty-four telephone numbers are written (020) 7946-0000 or 02079460000.",
    )


def decimal_commas(world: World) -> Planted:
    """Amounts as 12.500,00 among 12500."""
    rows = world.some("contracts.csv", 12, "commas", lambda row: len(row["yearly_value_eur"]) > 3)
    for row in rows:
        amount = f"{int(row['yearly_value_eur']):,}".replace(",", ".")
        row["yearly_value_eur"] = f"{amount},00"
    return Planted(
        ("mixed_formats", "mixed_types"),
        Spot("contracts.csv", ("yearly_value_eur",), tuple(rows)),
        "Twelve yearly values are written 12.500,00, the others 12500.",
    )


PLANTINGS = (
    missing_line_manager,
    missing_patient,
    missing_trainer,
    sentinel_contract_end,
    sentinel_waited,
    sentinel_vetted,
    sentinel_distance,
    words_among_fees,
    words_among_hours,
    fahrenheit,
    milligrams,
    metres,
    day_first_dates,
    telephone_formats,
    decimal_commas,
)
