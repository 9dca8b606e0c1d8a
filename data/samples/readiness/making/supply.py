"""The clean base, third part: invoices, stock, rota."""

from datetime import date, datetime, timedelta
from random import Random

from making.days import day_between, moved, working_day
from making.names import CLINICS, ITEMS
from making.world import Row, random_of

SHIFTS = {"early": ("07:30", "14:30", "7.0"), "day": ("08:30", "16:30", "8.0"),
          "late": ("12:30", "20:30", "8.0"), "short": ("09:00", "13:00", "4.0")}  # fmt: skip
REASONS = ("child care", "appointment", "training day", "travel", "family visit")
CENTRES = {"HZ": "CC-210", "CQ": "CC-220", "LS": "CC-230", "TM": "CC-240", "UA": "CC-250"}


def invoices(firms: list[Row]) -> list[Row]:
    """1,600 invoices from July 2024 to June 2025; gross is net and tax, due by the supplier's terms."""
    random = random_of("invoices")
    made = [_invoice(random, firms) for _ in range(1600)]
    made.sort(key=lambda row: (row["invoice_date"], row["supplier_id"]))
    for n, row in enumerate(made):
        row["invoice_number"] = f"V{row['invoice_date'][2:4]}-{10_001 + n}"
        row["order_reference"] = f"PO-{20_001 + n * 3}"
    return made


def _invoice(random: Random, firms: list[Row]) -> Row:
    clinic = random.choice(list(CLINICS))
    net = random.randint(4_000, 380_000)
    rate = random.choice(("0", "9", "23"))
    tax = round(net * int(rate) / 100)
    day = working_day(random, date(2024, 7, 1), date(2025, 6, 27)).isoformat()
    firm = random.choice([each for each in firms if each["supplier_since"] < day])
    due = moved(day, int(firm["payment_terms_days"]))
    return {
        "invoice_number": "",
        "supplier_id": firm["supplier_id"],
        "supplier_name": firm["supplier_name"],
        "clinic": clinic,
        "cost_centre": CENTRES[clinic],
        "invoice_date": day,
        "due_date": due,
        "net_eur": f"{net / 100:.2f}",
        "tax_percent": rate,
        "tax_eur": f"{tax / 100:.2f}",
        "gross_eur": f"{(net + tax) / 100:.2f}",
        "purchase_route": random.choices(("order", "contract", "card"), (62, 26, 12))[0],
        "order_reference": "",
        "payment_method": random.choices(("transfer", "direct debit"), (75, 25))[0],
        "paid_on": moved(day, random.randint(3, int(firm["payment_terms_days"]))),
    }


def stock(taken: date) -> list[Row]:
    """One line for each item, clinic and batch on the shelves on the day stock was taken."""
    random, made = random_of(f"stock {taken}"), []
    for clinic in CLINICS:
        for code in ITEMS:
            made += [_line(random, clinic, code, taken) for _ in range(6)]
    return made


def _line(random: Random, clinic: str, code: str, taken: date) -> Row:
    name, kind, storage, degrees, price = ITEMS[code]
    return {
        "item_code": code,
        "item_name": name,
        "stock_class": kind,
        "clinic": clinic,
        "batch": f"B{random.randint(100_000, 999_999)}",
        "quantity": str(random.randint(4, 60)),
        "reorder_level": str(random.randint(6, 24)),
        "storage_class": storage,
        "shelf_degrees": f"{degrees + random.randint(-20, 20) / 10:.1f}",
        "expires_on": day_between(
            random, taken + timedelta(days=20), taken + timedelta(days=700)
        ).isoformat(),
        "unit_price_eur": price,
    }


def shifts(members: list[Row]) -> list[Row]:
    """700 shifts of autumn 2025; the shift says when it begins and ends."""
    random = random_of("shifts")
    seen: set[tuple[str, str]] = set()
    made: list[Row] = []
    here = [each for each in members if not each["ended_on"] and each["started_on"] < "2025-09-01"]
    while len(made) < 700:
        member = random.choice(here)
        day = working_day(random, date(2025, 9, 1), date(2025, 11, 21)).isoformat()
        if (member["staff_number"], day) in seen:
            continue
        seen.add((member["staff_number"], day))
        shift = random.choice(list(SHIFTS))
        begins, ends, hours = SHIFTS[shift]
        made.append(
            {
                "staff_number": member["staff_number"],
                "post": member["post"],
                "clinic": member["clinic"],
                "shift_date": day,
                "shift": shift,
                "begins": begins,
                "ends": ends,
                "shift_hours": hours,
            }
        )
    return sorted(made, key=lambda row: (row["shift_date"], row["staff_number"]))


def swaps(shifts_worked: list[Row]) -> list[Row]:
    """160 swaps, agreed some days before the shift."""
    random, made = random_of("swaps"), []
    for n, shift in enumerate(random.sample(shifts_worked, 160)):
        same = [e for e in shifts_worked if e["clinic"] == shift["clinic"]]
        given = random.choice([e for e in same if e["staff_number"] != shift["staff_number"]])
        agreed = datetime.fromisoformat(shift["shift_date"]) - timedelta(days=random.randint(2, 20))
        made.append(
            {
                "swap": f"W{901 + n}",
                "given_by": given["staff_number"],
                "taken_by": shift["staff_number"],
                "shift_date": shift["shift_date"],
                "agreed_on": agreed.date().isoformat(),
                "reason": random.choice(REASONS),
            }
        )
    return made
