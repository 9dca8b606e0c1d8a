"""Planted: cells that are wrong and combinations that cannot be."""

from datetime import datetime, timedelta

from making.days import moved, stamped
from making.names import TOWNS
from making.world import Planted, Row, Spot, World, having, random_of


def towns_mistyped(world: World) -> Planted:
    """Towns of suppliers with letters turned round or lost."""
    typos = {"Hazelbrook": "Hazlebrook", "Thornmere": "Thornmeer", "Wexcombe": "Wexcomb",
             "Ballyferrin": "Ballyferin", "Dunmorrow": "Dunmorow", "Saltmarsh": "Satlmarsh"}  # fmt: skip
    rows = [
        world.some("suppliers-2025-01.csv", 1, typo, having("town", town))[0]
        for town, typo in typos.items()
    ]
    for row in rows:
        row["town"] = typos[row["town"]]
    return Planted(
        ("suspect_cells", "enum_spelling"),
        Spot("suppliers-2025-01.csv", ("town",), tuple(rows)),
        "Six towns of suppliers are mistyped once each, such as Hazlebrook.",
        values=tuple(typos.values()),
    )


def item_names_mistyped(world: World) -> Planted:
    """Names of items with letters lost, where the code says the right name."""
    rows = world.some("stock-2025-03.csv", 7, "item names")
    for row in rows:
        name = row["item_name"]
        row["item_name"] = name[:3] + name[4:]
    return Planted(
        ("suspect_cells", "enum_spelling", "dependency_violation"),
        Spot("stock-2025-03.csv", ("item_name",), tuple(rows)),
        "Seven item names have lost their fourth letter, where the item code says the right name.",
    )


def _ten_times(world: World) -> list[Row]:
    rows = world.some("vitals.csv", 5, "weights")
    for row in rows:
        row["weight_kg"] = f"{float(row['weight_kg']) * 10:.0f}"
    return rows


def weights_without_point(world: World) -> Planted:
    """Weights that lost their decimal point."""
    return Planted(
        ("outlier", "suspect_cells"),
        Spot("vitals.csv", ("weight_kg",), tuple(_ten_times(world))),
        "Five weights have lost their decimal point, such as 724 kilograms.",
    )


def bookings_of_another_century(world: World) -> Planted:
    """Days of booking in the year 2052."""
    rows = world.some("appointments.tsv", 3, "far bookings")
    for row in rows:
        row["booked_on"] = f"2052{row['booked_on'][4:]}"
    return Planted(
        ("outlier", "impossible_combination", "suspect_cells"),
        Spot("appointments.tsv", ("booked_on",), tuple(rows)),
        "Three appointments were booked in 2052, digits of 2025 turned round.",
    )


def amounts_in_cents(world: World) -> Planted:
    """Invoices whose amounts are a hundred times too high."""
    rows = world.some("invoices.csv", 4, "cents", lambda row: float(row["net_eur"]) > 1500)
    for row in rows:
        for column in ("net_eur", "tax_eur", "gross_eur"):
            row[column] = f"{float(row[column]) * 100:.2f}"
    return Planted(
        ("outlier", "mixed_units", "suspect_cells"),
        Spot("invoices.csv", ("net_eur", "gross_eur", "tax_eur"), tuple(rows)),
        "Four invoices were entered in cents: their amounts are a hundred times too high.",
    )


def towns_of_other_keys(world: World) -> Planted:
    """Postcodes whose town is not that of their routing key."""
    rows, others = world.some("postcodes.csv", 6, "towns"), list(TOWNS.values())
    for n, row in enumerate(rows):
        row["town"] = next(t for t, *_ in others[n * 2 :] + others if t != row["town"])
    return Planted(
        ("dependency_violation", "suspect_cells"),
        Spot("postcodes.csv", ("town",), tuple(rows)),
        "Six postcodes have a town that is not the town of their routing key.",
    )


def grades_of_other_posts(world: World) -> Planted:
    """People whose pay band is not that of their post."""
    rows = world.some("staff.csv", 7, "grades")
    for row in rows:
        row["grade"] = "B4" if row["grade"] != "B4" else "B5"
    return Planted(
        ("dependency_violation", "suspect_cells"),
        Spot("staff.csv", ("grade",), tuple(rows)),
        "Seven people have a pay band that is not the band of their post.",
    )


def minutes_of_other_services(world: World) -> Planted:
    """Appointments whose length is not that of their service."""
    rows = world.some("appointments.tsv", 52, "minutes", lambda row: row["minutes"] != "15")
    for row in rows:
        row["minutes"] = "15"
    return Planted(
        ("dependency_violation", "suspect_cells"),
        Spot("appointments.tsv", ("minutes",), tuple(rows)),
        "Fifty-two appointments have 15 minutes where their service code means another length.",
    )


def left_before_starting(world: World) -> Planted:
    """People who left before they started."""
    rows = world.some("staff.csv", 4, "left", lambda row: bool(row["ended_on"]))
    for row in rows:
        row["ended_on"] = moved(row["started_on"], -200)
    return Planted(
        ("impossible_combination",),
        Spot("staff.csv", ("started_on", "ended_on"), tuple(rows)),
        "Four people left 200 days before they started.",
    )


def reported_before_noticed(world: World) -> Planted:
    """Incidents reported before they were noticed."""
    rows = world.some("incidents.ndjson", 11, "early reports")
    for row in rows:
        noticed = datetime.fromisoformat(row["noticed_at"])
        row["reported_at"] = stamped(noticed - timedelta(hours=26))
    return Planted(
        ("impossible_combination",),
        Spot("incidents.ndjson", ("noticed_at", "reported_at"), tuple(rows)),
        "Eleven incidents were reported 26 hours before they were noticed.",
    )


def parts_not_the_whole(world: World) -> Planted:
    """Invoices whose gross is not net and tax."""
    rows, random = world.some("invoices.csv", 15, "gross"), random_of("wrong gross")
    for row in rows:
        row["gross_eur"] = f"{float(row['gross_eur']) + random.randint(12, 90):.2f}"
    return Planted(
        ("impossible_combination", "dependency_violation"),
        Spot("invoices.csv", ("net_eur", "tax_eur", "gross_eur"), tuple(rows)),
        "In fifteen invoices the gross amount is not the sum of net amount and tax.",
    )


def seen_before_referral(world: World) -> Planted:
    """Patients seen before they were referred."""
    rows = world.some("referrals.csv", 8, "early", lambda row: row["referred_on"][4] == "-")
    for row in rows:
        row["seen_on"] = moved(row["referred_on"], -33)
    return Planted(
        ("impossible_combination",),
        Spot("referrals.csv", ("referred_on", "seen_on"), tuple(rows)),
        "Eight patients were seen 33 days before they were referred.",
    )


def pressures_swapped(world: World) -> Planted:
    """Readings whose diastolic pressure is above the systolic."""
    rows = world.some("vitals.csv", 9, "pressures")
    for row in rows:
        row["systolic"], row["diastolic"] = row["diastolic"], row["systolic"]
    return Planted(
        ("impossible_combination", "suspect_cells"),
        Spot("vitals.csv", ("systolic", "diastolic"), tuple(rows)),
        "In nine readings systolic and diastolic pressure are swapped.",
    )


def pregnant_men(world: World) -> Planted:
    """Readings of men that say pregnant."""
    rows = world.some("vitals.csv", 4, "pregnant", lambda row: row["sex"] == "M")
    for row in rows:
        row["pregnant"] = "yes"
    return Planted(
        ("impossible_combination", "dependency_violation", "suspect_cells"),
        Spot("vitals.csv", ("sex", "pregnant"), tuple(rows)),
        "Four readings of men say that they are pregnant.",
    )


PLANTINGS = (
    towns_mistyped,
    item_names_mistyped,
    weights_without_point,
    bookings_of_another_century,
    amounts_in_cents,
    towns_of_other_keys,
    grades_of_other_posts,
    minutes_of_other_services,
    left_before_starting,
    reported_before_noticed,
    parts_not_the_whole,
    seen_before_referral,
    pressures_swapped,
    pregnant_men,
)
