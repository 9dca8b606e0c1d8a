"""For each thing planted in tables, what the files show of it."""

import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date

from tests.samples.readiness_files import (
    HERE,
    MARCH,
    NEW,
    OLD,
    SEPTEMBER,
    TRUTH,
    against,
    by,
    cells,
    columns,
    day,
    mean,
    planted,
    share_empty,
    sound,
    table,
    where,
)

VALUED = [
    name
    for name in TRUTH
    if name.startswith(("missing_", "sentinel_", "words_"))
    or name.endswith(("_spelled", "towns_mistyped", "clinicians_nobody_knows"))
]
WRONG_ROWS: dict[str, Callable[[], set[int]]] = {
    "fahrenheit": lambda: where("vitals.csv", lambda row: float(row["temperature_c"]) > 90),
    "milligrams": lambda: where("vitals.csv", lambda row: float(row["glucose"]) > 30),
    "metres": lambda: where("vitals.csv", lambda row: float(row["height_cm"]) < 3),
    "day_first_dates": lambda: where("referrals.csv", lambda row: "/" in row["referred_on"]),
    "telephone_formats": lambda: where("staff.csv", lambda row: row["direct_phone"][0] != "+"),
    "decimal_commas": lambda: where("contracts.csv", lambda row: "," in row["yearly_value_eur"]),
    "extension_or_room": lambda: where("staff.csv", lambda row: "/" in row["extension"]),
    "item_names_mistyped": lambda: against("stock-2025-03.csv", "item_code", "item_name"),
    "weights_without_point": lambda: where("vitals.csv", lambda row: float(row["weight_kg"]) > 300),
    "bookings_of_another_century": lambda: where(
        "appointments.tsv", lambda row: row["booked_on"] > row["starts_at"]
    ),
    "amounts_in_cents": lambda: where("invoices.csv", lambda row: float(row["net_eur"]) > 100_000),
    "towns_of_other_keys": lambda: against("postcodes.csv", "routing_key", "town"),
    "grades_of_other_posts": lambda: against("staff.csv", "post", "grade"),
    "minutes_of_other_services": lambda: against("appointments.tsv", "service_code", "minutes"),
    "left_before_starting": lambda: where(
        "staff.csv", lambda row: row["ended_on"] and row["ended_on"] < row["started_on"]
    ),
    "reported_before_noticed": lambda: where(
        "incidents.ndjson", lambda row: row["reported_at"] < row["noticed_at"]
    ),
    "parts_not_the_whole": lambda: where(
        "invoices.csv",
        lambda row: (
            abs(sum(map(float, (row["net_eur"], row["tax_eur"]))) - float(row["gross_eur"])) > 0.005
        ),
    ),
    "seen_before_referral": lambda: where(
        "referrals.csv", lambda row: day(row["seen_on"]) < day(row["referred_on"])
    ),
    "pressures_swapped": lambda: where(
        "vitals.csv", lambda row: int(row["systolic"]) < int(row["diastolic"])
    ),
    "pregnant_men": lambda: where("vitals.csv", lambda row: row["sex"] == "M" and row["pregnant"]),
    "suppliers_nobody_knows": lambda: where(
        "invoices.csv",
        lambda row: row["supplier_id"] not in cells("suppliers-2025-01.csv", "supplier_id"),
    ),
    "zeros_lost": lambda: where(
        "training.csv",
        lambda row: row["staff_number"] not in by("staff.csv", "staff_number", "post"),
    ),
    "accounts_differ": lambda: where(
        "contracts.csv",
        lambda row: (
            row["iban"] != by("suppliers-2025-01.csv", "supplier_id", "iban")[row["vendor_no"]]
        ),
    ),
    "posts_differ": lambda: where(
        "rota.xlsx#Shifts",
        lambda row: row["post"] != by("staff.csv", "staff_number", "post")[row["staff_number"]],
    ),
    "names_differ": lambda: where(
        "invoices.csv",
        lambda row: row["supplier_name"].endswith(("Trading", "Group", "Holding")),
    ),
    "vat_numbers_differ": lambda: where(
        "suppliers-2025-01.csv",
        lambda row: (
            row["vat_number"]
            != by("suppliers-2024-06.csv", "supplier_id", "vat_number").get(
                row["supplier_id"], row["vat_number"]
            )
            and row["supplier_id"] < "S-3"
        ),
    ),
}


def parts(source: str, column: str, by_column: str) -> dict[str, set[str]]:
    found = defaultdict[str, set[str]](set)
    for row in table(source):
        found[row[by_column]].add(row[column])
    return found


def references_are_overloaded() -> bool:
    found = parts("invoices.csv", "order_reference", "purchase_route")
    shapes = {"order": r"PO-\d{5}", "contract": r"CT-\d{3}", "card": r"(\*{4} ){3}\d{4}"}
    return all(re.fullmatch(shapes[route], each) for route in found for each in found[route])


def quantities_are_overloaded(source: str) -> bool:
    found = parts(source, "quantity", "stock_class")
    return max(map(int, found["pack"])) < 100 < 1000 < min(map(int, found["bulk"]))


def arrangements_are_overloaded() -> bool:
    found = parts("referrals.csv", "arrangement", "referral_type")
    apart = not any(found[a] & found[b] for a in found for b in found if a != b)
    return apart and found["hospital"] == {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"}


def levels_are_replaced() -> bool:
    levels = [(row["noticed_at"] < "2025-09-01", row["level"]) for row in table("incidents.ndjson")]
    old, new = ({level for is_old, level in levels if is_old is which} for which in (True, False))
    return not old & new and all(re.fullmatch(r"[A-D]\d", level) for level in new)


def payments_are_replaced() -> bool:
    methods = [(row["invoice_date"][:4], row["payment_method"]) for row in table("invoices.csv")]
    return {year for year, method in methods if method == "cheque"} == {"2024"} and {
        year for year, method in methods if method == "instant"
    } == {"2025"}


def urgency_turned() -> bool:
    waits = defaultdict[tuple[bool, str], list[int]](list)
    for row in sound("referrals.csv", "seen_on"):
        referred = day(row["referred_on"])
        late = referred >= date(2025, 7, 1)
        waits[late, row["urgency"]].append((day(row["seen_on"]) - referred).days)
    return max(waits[False, "1"]) < min(waits[False, "3"]) and max(waits[True, "3"]) < min(
        waits[True, "1"]
    )


def storage_turned() -> bool:
    return all(
        (row["storage_class"] == ambient) == (float(row["shelf_degrees"]) > 12)
        for source, ambient in (("stock-2025-03.csv", "A"), ("stock-2025-09.csv", "B"))
        for row in table(source)
    )


def rows_are_twice(name: str) -> bool:
    source = TRUTH[name]["source"]
    seen = defaultdict[tuple[str, ...], set[int]](set)
    for n, row in enumerate(table(source), 1):
        seen[tuple(row.values())].add(n)
    pairs = [numbers for numbers in seen.values() if len(numbers) > 1]
    told = planted(name) | set(TRUTH[name]["also"][0]["rows"])
    return set().union(*pairs) == told and len(pairs) * 2 == len(told)


def rows_are_nearly_twice(name: str, most: int) -> bool:
    """Every second entry differs from its first in at most so many cells."""
    rows = table(TRUTH[name]["source"])
    firsts = [rows[n - 1] for n in TRUTH[name]["also"][0]["rows"]]
    return all(
        any(0 < sum(rows[n - 1][key] != first[key] for key in first) <= most for first in firsts)
        for n in planted(name)
    )


def means_differ(column: str, one: str, other: str) -> bool:
    return column in table(one)[0] and not set(cells(one, column)) & set(cells(other, column))


def holds_the_same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    here, there = set(cells(*one)), set(cells(*other))
    return one[1] != other[1] and len(here & there) / min(len(here), len(there)) > 0.5


TRUE_THAT: dict[str, Callable[[], object]] = {
    "levels_replaced": levels_are_replaced,
    "payment_codes": payments_are_replaced,
    "urgency_turned_round": urgency_turned,
    "storage_turned_round": storage_turned,
    "order_or_contract_or_card": references_are_overloaded,
    "pieces_or_millilitres_in_march": lambda: quantities_are_overloaded(MARCH),
    "pieces_or_millilitres_in_september": lambda: quantities_are_overloaded(SEPTEMBER),
    "transport_or_day_or_language": arrangements_are_overloaded,
    "appointments_twice": lambda: rows_are_twice("appointments_twice"),
    "training_twice": lambda: rows_are_twice("training_twice"),
    "suppliers_entered_again": lambda: rows_are_nearly_twice("suppliers_entered_again", 4),
    "people_entered_again": lambda: rows_are_nearly_twice("people_entered_again", 2),
    "invoices_entered_again": lambda: rows_are_nearly_twice("invoices_entered_again", 2),
    "cost_centre_of_payroll": lambda: means_differ("cost_centre", "staff.csv", "invoices.csv"),
    "grade_of_a_course": lambda: means_differ("grade", "training.csv", "staff.csv"),
    "terms_in_years": lambda: means_differ("terms", "contracts.csv", NEW),
    "vendor_numbers": lambda: holds_the_same(("contracts.csv", "vendor_no"), (NEW, "supplier_id")),
    "card_numbers": lambda: holds_the_same(
        ("referrals.csv", "card_no"), ("appointments.tsv", "patient_number")
    ),
    "sites": lambda: holds_the_same(("rota.xlsx#Shifts", "site"), ("staff.csv", "clinic")),
    "terms_renamed": lambda: holds_the_same((OLD, "payment_terms_days"), (NEW, "terms")),
    "email_renamed": lambda: holds_the_same((OLD, "contact_email"), (NEW, "orders_to")),
    "fax_dropped": lambda: "fax" in columns(OLD) - columns(NEW),
    "risk_added": lambda: "risk" in columns(NEW) - columns(OLD),
    "expiry_by_month": lambda: (
        all(re.fullmatch(r"\d\d/20\d\d", e) for e in cells(SEPTEMBER, "expires_on"))
        and all(map(date.fromisoformat, cells(MARCH, "expires_on")))
    ),
    "reorder_in_pieces": lambda: (
        mean(SEPTEMBER, "reorder_level") > 15 * mean(MARCH, "reorder_level")
    ),
    "telephones_lost": lambda: (
        share_empty(OLD, "contact_phone") < 0.06 < 0.35 < share_empty(NEW, "contact_phone")
    ),
    "export_failed": lambda: (HERE / "sources" / "stock-2025-12.csv").stat().st_size == 0,
}
